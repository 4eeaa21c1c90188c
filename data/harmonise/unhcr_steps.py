"""The steps of the build that make observations of UNHCR's tables."""

from collections.abc import Mapping

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise import (
    unhcr,
    unhcr_asylum,
    unhcr_flows,
    unhcr_people,
    unhcr_places,
    unhcr_splits,
)
from data.harmonise.derived import Parts

SOLUTIONS = ("returned_refugees", "resettlement", "naturalisation")


def of_unhcr(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise UNHCR's populations by status, sex, age and place, and their sum."""
    table = unhcr.placed(raw["unhcr"], "population", codes)
    by_status = {name: unhcr.of_status(table, name, catalogue) for name in unhcr.STATUSES}
    added = {name: by_status[name] for name in unhcr.SUMMED}
    totals = {
        **by_status,
        "displaced_population": unhcr.displaced_population(added, table, catalogue),
        "idps": unhcr.idps(table, raw["unhcr"], catalogue),
    }
    known = unhcr_people.by_sex_and_age(raw["unhcr"], totals, codes, catalogue)
    where = raw["unhcr"].paths["demographics"]
    known = {
        name: unhcr_splits.marked(rows, name, where, catalogue, codes)
        for name, rows in known.items()
    }
    places = unhcr_places.by_unit(raw["unhcr"], known, codes)
    whole = {name: pd.concat([rows, places[name]]) for name, rows in known.items()}
    return {(name, "unhcr"): rows for name, rows in {**totals, **whole}.items()}


def of_asylum(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise UNHCR's asylum procedures, solutions and flows."""
    own = raw["unhcr"]
    made = {
        "asylum_applications": unhcr_asylum.applications(own, codes, catalogue),
        **dict(unhcr_asylum.decisions(own, codes, catalogue)),
        **{name: unhcr_flows.solution(own, name, codes, catalogue) for name in SOLUTIONS},
        "new_displacement": unhcr_flows.new_displacement(own, codes, catalogue),
    }
    return {(name, "unhcr"): rows for name, rows in made.items()}


def of_idmc_stock(raw: Mapping[str, RawTables], codes: Codes, catalogue: Catalogue) -> Parts:
    """Harmonise IDMC's stock as UNHCR publishes it."""
    stock = unhcr_flows.idp_stock(raw["idmc_unhcr"], codes, catalogue)
    return {("idp_stock", "idmc_unhcr"): stock}

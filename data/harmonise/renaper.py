"""Foreign persons in Argentina's register of persons as observations."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.national import ages_of, cells, crossed, units_of
from data.harmonise.registers import coded
from data.harmonise.rows import to_areas
from data.schema import TOTAL, WORLD

COUNTRY = "ARG"
YEAR = "2023"  # the register as it was in January
SEXES = {"MUJER": "F", "VARON": "M", "X": "_O"}
TOTALS = {"age": TOTAL, "sex": TOTAL, "counterpart_area": WORLD, "ref_area": COUNTRY}


def residents(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give foreign persons by province, origin, sex (``X`` is ``_O``) and age, with all sums."""
    people, where = raw.tables["people"], raw.paths["people"]
    own = cells(
        people["persons"],
        "renaper_residents",
        ref_area=units_of(people["province"], COUNTRY, raw, "people", codes),
        counterpart_area=to_areas(people["origin"], raw.source, codes, where),
        sex=coded(people["sex"], SEXES, where),
        age=ages_of(people["age"], where),
        time_period=YEAR,
    )
    return crossed(own, TOTALS, catalogue)

"""Entries of foreigners to Ecuador as observations: by province of the post, and for tourism."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables
from data.harmonise.crossed import check_units, everybody, margins, of_nationalities
from data.harmonise.registers import cells, check_same, coded, dense, months_from, with_years
from data.harmonise.rows import PARTS
from data.harmonise.sums import KEYS, add_up
from data.harmonise.units import to_units
from data.schema import TOTAL, ObsStatus

AREA = "ECU"
ENTRIES = "ecu_entries"
TOURISM = "ecu_entries_tourism"
MOTIVE = "motive.tourism"
SEXES = {"Hombre": "M", "Mujer": "F", "Indefinido": "_U"}
AGES = {"<25": "Y_LT25", "25-39": "Y25T39", "40-59": "Y40T59", "60+": "Y_GE60"}
SPLITS: tuple[dict[str, str], ...] = ({"age": TOTAL}, {"sex": TOTAL}, {})


def entries(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give entries by province of the control post a year, and those for tourism.

    The province is where the post stands, not where persons go. Months, nationalities, sex and
    age are published of entries for tourism only: they are a breakdown, never the total.
    """
    return pd.concat(
        [by_post(raw, codes, catalogue), for_tourism(raw, codes, catalogue)], ignore_index=True
    )


def by_post(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give entries by province and of the country: a year that was not published is missing."""
    table, where = raw.tables["provinces"], raw.paths["provinces"]
    parents = pd.Series(AREA, table.index)
    units = to_units(parents, table["province"], Labels.read(codes), raw.source, where)
    given = cells(table, ENTRIES, ref_area=units)
    country = add_up(given.assign(ref_area=AREA), KEYS, catalogue, ENTRIES)[PARTS]
    both = pd.concat([country, given], ignore_index=True)
    check_units(both, AREA, where)
    years = sorted(set(table["period"]))
    every = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    return with_missing(both, [year for year in every if year not in years])


def with_missing(rows: pd.DataFrame, periods: list[str]) -> pd.DataFrame:
    """Add a missing figure of every area in periods that were not published."""
    once = rows.drop_duplicates(["ref_area", "counterpart_area"])
    gaps = once.assign(obs_value=np.nan, obs_status=ObsStatus.MISSING.value, flags="")
    return pd.concat([rows, *(gaps.assign(time_period=each) for each in periods)])[PARTS]


def for_tourism(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give entries for tourism: months by nationality, years of all by sex and age.

    Raises:
        BrokenRule: when the two tables count other entries in a year.
    """
    table, where = raw.tables["tourism"], raw.paths["tourism"]
    profile, beside = raw.tables["profile"], raw.paths["profile"]
    yearly = table.assign(period=table["period"].str[:4])
    check_same(profile, yearly, f"{beside} and {where}")
    counted = cells(table, TOURISM, ref_area=AREA, breakdown=MOTIVE)
    given = margins(
        of_nationalities(counted, table["nationality"], codes, (raw.source, where)),
        [{}],
        catalogue,
    )
    published = sorted(set(table["period"]))
    every = months_from(published[0], published[-1])
    named = dense(given, set(given["counterpart_area"]), every, published)
    months = pd.concat([named, everybody(named, catalogue)], ignore_index=True)
    persons = cells(
        profile,
        TOURISM,
        ref_area=AREA,
        breakdown=MOTIVE,
        sex=coded(profile["sex"], SEXES, beside),
        age=coded(profile["age"], AGES, beside),
    )
    return pd.concat(
        [with_years(months, published, catalogue), margins(persons, SPLITS, catalogue)],
        ignore_index=True,
    )

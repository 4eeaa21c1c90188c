"""Persons in an irregular situation in Mexico as observations: nationality, sex, age, company."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.registers import (
    by_nationality,
    cells,
    check_groups,
    check_same,
    coded,
    dense,
    months_from,
    with_years,
)
from data.harmonise.rows import PARTS
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import TOTAL

AREA = "MEX"
DEFINITION = "mexico_irregular"
SEXES = {"male": "M", "female": "F"}
CHILD = "Y_LT12"
AGES = {
    "18+": "Y_GE18",
    "12-17": "Y12T17",
    "under 12, accompanied": CHILD,
    "under 12, unaccompanied": CHILD,
}
COMPANY = {
    "18+": TOTAL,
    "12-17": TOTAL,
    "under 12, accompanied": "accompaniment.accompanied",
    "under 12, unaccompanied": "accompaniment.unaccompanied",
}
REVISED = tuple(months_from("2024-01", "2024-12"))  # the two tables are of different dates


def irregular_situation(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give persons by nationality, and of all by sex, age and company of the children under 12.

    The total is that of the nationalities. In 2024 sex and age add up to other persons.

    Raises:
        BrokenRule: when they do in another month.
    """
    table, where = raw.tables["nationalities"], raw.paths["nationalities"]
    check_same(raw.tables["persons"], table, f"{where} and {raw.paths['persons']}", REVISED)
    counted = cells(table, DEFINITION, ref_area=AREA)
    given = by_nationality(counted, table["nationality"], codes, catalogue, (raw.source, where))
    published = sorted(set(given["time_period"]))
    every = months_from(published[0], published[-1])
    named = set(given["counterpart_area"])
    months = with_totals(
        dense(given, named, every, published), (["counterpart_area"],), catalogue, DEFINITION
    )
    whole = pd.concat([months, persons(raw, catalogue)], ignore_index=True)
    return with_years(whole, published, catalogue)


def persons(raw: RawTables, catalogue: Catalogue) -> pd.DataFrame:
    """Give all persons by sex and age, and children under 12 by company."""
    table, where = raw.tables["persons"], raw.paths["persons"]
    own = cells(
        table,
        DEFINITION,
        ref_area=AREA,
        sex=coded(table["sex"], SEXES, where),
        age=coded(table["age"], AGES, where),
        breakdown=coded(table["age"], COMPANY, where),
    )
    check_groups(table, ["sex", "age"], where)
    company = own[own["breakdown"] != TOTAL]
    aged = own.assign(breakdown=TOTAL)
    both = pd.concat([aged, company], ignore_index=True)
    found = [both, both.assign(sex=TOTAL), aged.assign(age=TOTAL)]
    return add_up(pd.concat(found, ignore_index=True), KEYS, catalogue, DEFINITION)[PARTS]

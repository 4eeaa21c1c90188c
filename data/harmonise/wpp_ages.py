"""Broad age groups of World Population Prospects as observations: persons, and per cent."""

import numpy as np
import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.wpp import LAST_ESTIMATE
from data.schema import NOT_NAMED, TOTAL, ObsStatus, Sex

AGES = {
    "0_4": "Y0T4",
    "5_9": "Y5T9",
    "10_14": "Y10T14",
    "0_14": "Y0T14",
    "15_19": "Y15T19",
    "20_39": "Y20T39",
    "40_59": "Y40T59",
    "60plus": "Y_GE60",
    "65plus": "Y_GE65",
    "70plus": "Y_GE70",
}
PERSONS = {"total_number": TOTAL}
SHARES = {
    "both_sexes_percent": TOTAL,
    "female_percent": Sex.FEMALE.value,
    "male_percent": Sex.MALE.value,
}


def population_by_age(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give persons by age group, both sexes: the file has no number of women or men."""
    return of_measures(raw, codes, PERSONS, "wpp_population_age")


def share_by_age(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give each age group per hundred of the population of the same sex."""
    return of_measures(raw, codes, SHARES, "wpp_population_age_share")


def of_measures(
    raw: RawTables, codes: Codes, sexes: dict[str, str], definition: str
) -> pd.DataFrame:
    """Give the rows of some measures; the groups overlap, as the file has them.

    Estimates to 2023, projections (medium variant) after.

    Raises:
        BrokenRule: when the file has an age group or a measure that is not named here.
    """
    table, where = raw.tables["ages"], raw.paths["ages"]
    strange = table.index[
        ~table["age"].isin(list(AGES)) | ~table["measure"].isin([*PERSONS, *SHARES])
    ]
    if len(strange):
        message = (
            f"{where}: unknown age group or measure in {rows(strange)}. "
            "Name it in data/harmonise/wpp_ages.py."
        )
        raise BrokenRule(message)
    table = table[table["measure"].isin(list(sexes))]
    check_values(table, where, whole=sexes is PERSONS)
    year = table["year"].astype(int)
    return pd.DataFrame(
        {
            "ref_area": to_areas(table["area"].str.upper(), raw.source, codes, where),
            "counterpart_area": NOT_NAMED,
            "sex": table["measure"].map(sexes),
            "age": table["age"].map(AGES),
            "breakdown": TOTAL,
            "time_period": year.astype(str),
            "obs_value": table["value"].astype("float64"),
            "obs_status": np.where(
                year <= LAST_ESTIMATE, ObsStatus.ESTIMATED.value, ObsStatus.FORECAST.value
            ),
            "definition": definition,
            "flags": "",
        }
    ).dropna(subset="ref_area")[PARTS]


def check_values(table: pd.DataFrame, where: str, *, whole: bool) -> None:
    """Refuse parts of persons, and shares that are not between 0 and 100."""
    value = table["value"]
    broken = (value % 1 > 0) if whole else (value > 100)  # noqa: PLR2004 - per cent
    strange = table.index[broken | (value < 0)]
    if len(strange):
        what = "is no number of persons" if whole else "is no share of 100"
        message = f"{where}: 'value' {what} in {rows(strange)}. Fetch the file again."
        raise BrokenRule(message)

"""UNHCR's populations by first-level unit, and those who are known to be in a country only.

The file shares the persons of a country, an origin and a year out among places; a label that is
no place with certainty stands for nowhere in particular. Whoever is in no unit is in the
remainder (``COL-_U``), so that units and remainder are always the country's total.
"""

from collections.abc import Mapping

import pandas as pd

from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule
from data.harmonise.sums import counts_with_totals
from data.harmonise.unhcr import placed
from data.harmonise.unhcr_people import AGE_PARTLY, COUNTS, ENDS, KINDS, SEX_PARTLY, split
from data.harmonise.units import to_units
from data.schema import NOT_NAMED, TOTAL

COUNTRY = "country"
SAME = ["counterpart_area", "sex", "age", "time_period"]
BLANK = {"obs_status": "", "definition": "", "flags": ""}


def by_unit(
    raw: RawTables, countries: Mapping[str, pd.DataFrame], codes: Codes
) -> dict[str, pd.DataFrame]:
    """Give the rows of first-level units: persons, and what is known of them by sex and age.

    Args:
        raw: the tables of UNHCR.
        countries: by indicator, the rows of countries with their parts by sex and age.
        codes: the code lists.

    Returns:
        By indicator, rows of units of the nine and of their remainders, by origin and of all
        origins together. A unit that the file does not name in a year has no row: nobody said
        that there is nobody.
    """
    where = raw.paths["demographics"]
    people = in_units(raw, codes)
    found = {}
    for name, kinds in KINDS.items():
        own = people[people["pop_type"].isin(kinds)]
        if name == "idps":
            groups = counts_with_totals(own.assign(counterpart_area=NOT_NAMED), ENDS, COUNTS, [])
        else:
            groups = counts_with_totals(own, ENDS, COUNTS, [["counterpart_area"]])
        whole = groups.assign(
            sex=TOTAL, age=TOTAL, breakdown=TOTAL, obs_value=groups["total"], **BLANK
        )
        rows = pd.concat([whole[PARTS], split(groups, whole, where)], ignore_index=True)
        found[name] = as_countries_say(rows, countries[name], codes, where)
    return found


def in_units(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give the persons of the nine by place, the unit in the place of the country."""
    people = placed(raw, "demographics", codes)
    people = people[people["ref_area"].isin(codes.focus)]
    where = raw.paths["demographics"]
    units = to_units(people["ref_area"], people["location"], Labels.read(codes), raw.source, where)
    return people.assign(ref_area=units)


def as_countries_say(
    rows: pd.DataFrame, countries: pd.DataFrame, codes: Codes, where: str
) -> pd.DataFrame:
    """Give rows of units the status, the definition and the flags of their country's own row.

    Whether sex and age are known in full is said of each unit by itself.

    Raises:
        BrokenRule: when a place has persons of whom the country has none.
    """
    own = countries[countries["ref_area"].isin(codes.focus)].rename(columns={"ref_area": COUNTRY})
    parents = {unit: codes.within(unit) for unit in rows["ref_area"].unique()}
    joined = rows.assign(country=rows["ref_area"].map(parents)).merge(
        own[[COUNTRY, *SAME, *BLANK]],
        on=[COUNTRY, *SAME],
        how="left",
        validate="many_to_one",
        suffixes=("_own", ""),
    )
    lacking = joined[joined["definition"].isna()]
    if len(lacking):
        keys = listed(" ".join(key) for key in lacking[["ref_area", *SAME]].itertuples(index=False))
        message = f"{where}: the country has nobody of {keys}. Fetch the files of UNHCR again."
        raise BrokenRule(message)
    pairs = joined["flags_own"] + " " + joined["flags"]
    texts = {pair: flags_of(*pair.split(" ", 1)) for pair in pairs.unique()}
    return joined.assign(flags=pairs.map(texts))[PARTS]


def flags_of(own: str, country: str) -> str:
    """Join the one flag of a unit's row with its country's, what is known in part left out.

    >>> flags_of("", "partial_sum sex_partly_known"), flags_of("age_partly_known", "partial_sum")
    ('partial_sum', 'age_partly_known partial_sum')
    """
    return " ".join(sorted({*own.split(), *country.split()} - ({SEX_PARTLY, AGE_PARTLY} - {own})))

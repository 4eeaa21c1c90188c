"""Transits through the Darién as observations: years to 2019, months and their years from 2020."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.registers import (
    by_nationality,
    cells,
    check_groups,
    check_same,
    dense,
    months_from,
    of_groups,
    with_years,
)
from data.harmonise.rows import PARTS, BrokenRule
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import TOTAL, ObsStatus

AREA = "PAN"
DEFINITION = "panama_transits"
FIRST_MONTH = "2020-01"
FIRST_CHILDREN = "2023-01"
ALL = (["counterpart_area"],)


def transits(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give transits by nationality, and of all by sex and age.

    Figures before 2020 are of years and stamped with their January. Every nationality that the
    register ever names has every period.

    Raises:
        BrokenRule: when men, women and children are not the persons of all nationalities.
    """
    table, where = raw.tables["nationalities"], raw.paths["nationalities"]
    yearly = table["period"] < FIRST_MONTH
    check_years(table[yearly], where)
    counted = cells(table, DEFINITION, ref_area=AREA).assign(
        time_period=table["period"].mask(yearly, table["period"].str[:4])
    )
    given = by_nationality(counted, table["nationality"], codes, catalogue, (raw.source, where))
    named = set(given["counterpart_area"])
    old = given[given["time_period"].str.len() == len("2019")]
    new = given[given["time_period"].str.len() > len("2019")]
    years = sorted(set(old["time_period"]))
    published = sorted(set(new["time_period"]))
    every = months_from(published[0], published[-1])
    both = f"{where} and {raw.paths['persons']}"
    check_same(raw.tables["persons"], table[~yearly], both)
    months = with_totals(dense(new, named, every, published), ALL, catalogue, DEFINITION)
    whole = pd.concat([months, persons(raw, catalogue)], ignore_index=True)
    before = with_totals(dense(old, named, years, years), ALL, catalogue, DEFINITION)
    return pd.concat([before[PARTS], with_years(whole, published, catalogue)], ignore_index=True)


def check_years(table: pd.DataFrame, where: str) -> None:
    """Refuse figures of the years before the months that stand elsewhere than in January."""
    other = table.index[~table["period"].str.endswith("-01")]
    if len(other):
        message = (
            f"{where}: before {FIRST_MONTH} it holds years, stamped with their January, but "
            f"{rows(other)} name another month. Decide what they are in data/harmonise/panama.py."
        )
        raise BrokenRule(message)


def persons(raw: RawTables, catalogue: Catalogue) -> pd.DataFrame:
    """Give all transits by sex and age.

    To 2022 men and women are printed with the minors among them: children are missing, not 0.

    Raises:
        BrokenRule: when children are told apart before they should be.
    """
    table, where = raw.tables["persons"], raw.paths["persons"]
    early = table["period"] < FIRST_CHILDREN
    children = table.index[early & table["group"].isin(["boys", "girls"])]
    if len(children):
        message = (
            f"{where}: {rows(children)} tell children apart before {FIRST_CHILDREN}. Decide "
            "whom men and women include in data/harmonise/panama.py."
        )
        raise BrokenRule(message)
    found = of_groups(table, where, AREA, DEFINITION)
    check_groups(table[early], ["group"], where)
    check_groups(table, ["group"], where, FIRST_CHILDREN)
    adults = (found["time_period"] < FIRST_CHILDREN) & (found["age"] != TOTAL)
    known = add_up(found[~adults], KEYS, catalogue, DEFINITION)
    unknown = found[adults].assign(obs_value=np.nan, obs_status=ObsStatus.MISSING.value)
    unknown = unknown.drop_duplicates(list(KEYS))
    return pd.concat([known, unknown, unknown.assign(age="Y_LT18")], ignore_index=True)[PARTS]

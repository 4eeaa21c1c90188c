"""Irregular entries to Honduras as observations: totals, nationalities, sex and age."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
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
from data.harmonise.sums import KEYS, add_up
from data.schema import WORLD

AREA = "HND"
DEFINITION = "honduras_entries"
DOUBTFUL = ("CHN", "TWN")
DOUBTFUL_YEARS = ("2022", "2023", "2024")


def entries(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give entries by nationality from 2018, of all since 2014, and of all by sex and age.

    The total is a table of its own. A month with a total and without any nationality is missing
    for the nationalities, also where the total is zero: the register lists none then.

    Raises:
        BrokenRule: when nationalities, or men, women and children, are not the total of a month.
    """
    totals, where = raw.tables["totals"], raw.paths["totals"]
    for name in ("nationalities", "persons"):
        check_same(raw.tables[name], totals, f"{raw.paths[name]} and {where}")
    whole = cells(totals, DEFINITION, ref_area=AREA)
    published = sorted(set(whole["time_period"]))
    every = months_from(published[0], published[-1])
    groups = raw.tables["persons"]
    persons = of_groups(groups, raw.paths["persons"], AREA, DEFINITION)
    check_groups(groups, ["group"], raw.paths["persons"])
    everybody = pd.concat(
        [
            dense(whole, {WORLD}, every, published),
            add_up(persons, KEYS, catalogue, DEFINITION),
        ],
        ignore_index=True,
    )
    table, where = raw.tables["nationalities"], raw.paths["nationalities"]
    counted = cells(table, DEFINITION, ref_area=AREA)
    given = by_nationality(counted, table["nationality"], codes, catalogue, (raw.source, where))
    listed = sorted(set(given["time_period"]))
    since = [month for month in every if month >= listed[0]]
    named = set(given["counterpart_area"])
    months = mark_doubtful(dense(given, named, since, listed))
    return pd.concat(
        [with_years(everybody, published, catalogue), with_years(months, listed, catalogue)],
        ignore_index=True,
    )


def mark_doubtful(months: pd.DataFrame) -> pd.DataFrame:
    """Flag China and Taiwan in the years in which the register seems to exchange their codes.

    It lists almost nobody as CHN and thousands as TWN then; the published code is kept.
    """
    doubtful = months["counterpart_area"].isin(DOUBTFUL) & months["time_period"].str[:4].isin(
        DOUBTFUL_YEARS
    )
    marked = ("code_doubtful " + months["flags"]).str.strip()
    return months.assign(flags=months["flags"].mask(doubtful, marked))

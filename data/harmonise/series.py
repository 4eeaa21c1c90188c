"""Series of countries without another end: what the sources of development have in common."""

import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.rows import PARTS, to_areas
from data.schema import NOT_NAMED, PARTIAL_SUM, TOTAL, WORLD, ObsStatus


def of_countries(
    raw: RawTables, name: str, definition: str, codes: Codes, **marks: str
) -> pd.DataFrame:
    """Give a series of countries as it is printed: an empty cell is no row.

    Args:
        raw: the tables of a source.
        name: one of them, ``area, year, value``; ISO codes may be in lower case.
        definition: what is counted.
        codes: the code lists.
        marks: columns that are alike in all rows (``sex``, ``breakdown``, ``flags`` …).
    """
    table = raw.tables[name]
    usual = {
        "counterpart_area": NOT_NAMED,
        "sex": TOTAL,
        "age": TOTAL,
        "breakdown": TOTAL,
        "obs_status": ObsStatus.NORMAL.value,
        "flags": "",
    }
    parts = pd.DataFrame(
        {
            "ref_area": to_areas(table["area"].str.upper(), raw.source, codes, raw.paths[name]),
            "time_period": table["year"].astype(int).astype(str),
            "obs_value": table["value"].astype("float64"),
        }
    ).assign(**{**usual, **marks}, definition=definition)
    return parts.dropna(subset="ref_area")[PARTS]


def with_partial_world(rows: pd.DataFrame) -> pd.DataFrame:
    """Flag the printed world sum of a year that lacks a country which had a figure before.

    The Bank adds the countries that have a figure: of remittances paid, 166 in 2021 and 31 in 2022.
    """
    world = rows["ref_area"] == WORLD
    countries = rows[~world]
    first = countries.groupby("ref_area")["time_period"].min()
    given = countries.groupby("time_period").size()
    lacking = {
        year: given.get(year, 0) < int((first <= year).sum())
        for year in rows.loc[world, "time_period"].unique()
    }
    partial = world & rows["time_period"].map(lacking).eq(other=True)
    return rows.assign(flags=rows["flags"].mask(partial, PARTIAL_SUM))

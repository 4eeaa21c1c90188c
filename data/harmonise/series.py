"""Series of countries without another end: what the sources of development have in common."""

import numpy as np
import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.rows import PARTS, to_areas
from data.schema import NOT_NAMED, PARTIAL_SUM, TOTAL, WORLD, ObsStatus


def of_countries(
    raw: RawTables, name: str, definition: str, codes: Codes, **marks: str
) -> pd.DataFrame:
    """Give the figures of a series of countries as they are printed.

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


def with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Add to a series that is printed as a table its empty cells, as missing.

    A country, or a corridor, that has a figure in any period has a row in every period in which
    any of them has one; of a period without any figure the table says nothing. The world is a sum
    and has the rows that are printed.

    >>> given = pd.DataFrame({"ref_area": ["PER", "GUY"], "counterpart_area": "_Z",
    ...     "time_period": ["2024", "2023"], "obs_value": [5.0, 3.0], "obs_status": "A",
    ...     "flags": ""})
    >>> with_gaps(given)[["ref_area", "time_period", "obs_status"]].to_numpy().tolist()
    [['PER', '2024', 'A'], ['GUY', '2023', 'A'], ['PER', '2023', 'M'], ['GUY', '2024', 'M']]
    """
    if rows.empty:
        return rows
    key = ["ref_area", "counterpart_area", "time_period"]
    ends = rows.loc[rows["ref_area"] != WORLD, key[:2]].drop_duplicates()
    every = ends.merge(rows[["time_period"]].drop_duplicates(), how="cross")
    there = pd.MultiIndex.from_frame(rows[key])
    empty = every[~pd.MultiIndex.from_frame(every).isin(there)]
    alike = {name: rows[name].iloc[0] for name in rows.columns.difference([*key, "obs_value"])}
    alike |= {"obs_status": ObsStatus.MISSING.value, "flags": ""}
    gaps = empty.assign(obs_value=np.nan, **alike)[list(rows.columns)]
    return pd.concat([rows, gaps], ignore_index=True)


def with_partial_world(rows: pd.DataFrame) -> pd.DataFrame:
    """Flag the printed world sum of a year in which a country is missing.

    The Bank adds the countries that have a figure: of remittances paid, 166 in 2021 and 31 in 2022.
    """
    lacking = rows.loc[rows["obs_status"] == ObsStatus.MISSING, "time_period"].unique()
    partial = (rows["ref_area"] == WORLD) & rows["time_period"].isin(lacking)
    return rows.assign(flags=rows["flags"].mask(partial, PARTIAL_SUM))

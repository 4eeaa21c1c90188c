"""Series of countries without another end: what the sources of development have in common."""

import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.rows import PARTS, to_areas
from data.schema import NOT_NAMED, TOTAL, ObsStatus


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

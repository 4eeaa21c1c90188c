"""Migración Colombia's Venezuelans by department and municipality, and their permits, 2023."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    RawTables,
    check_keys,
    read_sheet,
    shaped,
    verified,
)
from data.errors import listed

SHEET = "Full data"
SHAPE = {
    "no_dpto": Column.COUNT,
    "dpto": Column.TEXT,
    "cod_mpio": Column.COUNT,
    "ven_pop_dept_23": Column.COUNT,
    "mun_pop_ven_23": Column.COUNT_OR_NONE,
    "ppt_full": Column.COUNT,
}
NAMES = {
    "no_dpto": "department",
    "dpto": "name",
    "cod_mpio": "municipality",
    "ven_pop_dept_23": "persons",
    "mun_pop_ven_23": "in_municipality",
    "ppt_full": "permits",
}


def read(raw: Path, source: Source) -> RawTables:
    """Read the sheet of all municipalities; the columns of departments repeat on each of theirs.

    Returns:
        ``municipalities``: ``department`` (DANE's number), ``name, municipality, persons,
        in_municipality`` (may be empty), ``permits``; ``persons`` and ``permits`` are of the
        whole department.
    """
    file = source.files[0]
    cells = read_sheet(verified(raw, source, file), SHEET)
    table = cells.iloc[1:].set_axis(list(cells.iloc[0]), axis=1)
    absent = [name for name in SHAPE if list(table.columns).count(name) != 1]
    if absent:
        message = f"{file.path}: '{SHEET}' has no column, or two, {listed(absent)}. {FRESH}."
        raise BrokenRawFile(message)
    given = shaped(table[list(SHAPE)], file.path, SHAPE)
    check_keys(given, file.path, ["cod_mpio"])
    named: pd.DataFrame = given.rename(columns=NAMES)
    named = named.assign(department=named["department"].astype("int64").astype("str"))
    return RawTables(source.id, {"municipalities": named}, {"municipalities": file.path})

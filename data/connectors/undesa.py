"""UN DESA, International Migrant Stock: bilateral stocks of two editions, and the 2020 workbook.

The R data files hold one row a destination (``geo``), year (``t``), origin (``from``) and sex;
the workbook of the 2020 edition holds one row a destination, the columns sexes x years.
"""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    Opened,
    RawTables,
    check_keys,
    read_rda,
    read_sheet,
    rows,
    verified,
)

WORKBOOK = "undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
SHEETS = (("published", "Table 1"), ("shares", "Table 3"))
KINDS = ("type_b", "type_c", "type_r", "type_i")
SHAPE = {
    "geo": Column.TEXT,
    "t": Column.YEAR,
    "from": Column.TEXT,
    "sex": Column.TEXT,
    "n": Column.COUNT,
    **dict.fromkeys(KINDS, Column.COUNT),
}
NAMES = {"geo": "destination", "t": "year", "from": "origin", "n": "persons"}
# Rows and columns of the workbook's tables, from 0: a header, then one row an area.
HEADER, NAME, CODE, KIND, FIRST = 10, 1, 3, 4, 5
SEXES = ("both", "male", "female")
YEARS = (1990, 1995, 2000, 2005, 2010, 2015, 2020)
CELLS = slice(FIRST, FIRST + len(SEXES) * len(YEARS))
NOT_AVAILABLE = ".."


def read_2024(raw: Path, source: Source) -> RawTables:
    """Read the 2024 edition: table ``stocks``."""
    table, path = stocks(raw, source, "undesa_stocks")
    return RawTables(source.id, {"stocks": table}, {"stocks": path})


def read_2020(raw: Path, source: Source) -> RawTables:
    """Read the 2020 edition: tables ``stocks``, ``published`` and ``shares`` (the workbook's)."""
    table, path = stocks(raw, source, "undesa_stocks_2020")
    file = source.file(WORKBOOK)
    book = verified(raw, source, file)
    paths = {name: f"{file.path}, {sheet}" for name, sheet in SHEETS}
    sheets = {name: read_table(replace(book, name=paths[name]), sheet) for name, sheet in SHEETS}
    return RawTables(source.id, {"stocks": table, **sheets}, {"stocks": path, **paths})


def stocks(raw: Path, source: Source, name: str) -> tuple[pd.DataFrame, str]:
    """Read the bilateral stocks of one edition.

    Returns:
        The table (``destination, year, origin, sex, persons`` and the data types ``type_b``
        foreign-born, ``type_c`` foreign citizens, ``type_r`` refugees added, ``type_i``
        imputed), and the file's path.
    """
    file = source.file(f"{name}.rda")
    table = read_rda(verified(raw, source, file), name, SHAPE)
    check_keys(table, file.path, ["geo", "t", "from", "sex"])
    for kind in KINDS:
        offending = table.index[~table[kind].isin([0, 1])]
        if len(offending):
            message = f"{file.path}: '{kind}' is neither 0 nor 1 in {rows(offending)}. {FRESH}."
            raise BrokenRawFile(message)
    return table.rename(columns=NAMES, errors="raise"), file.path


def read_table(book: Opened, sheet: str) -> pd.DataFrame:
    """Read one table of the workbook of the 2020 edition.

    Returns:
        One row a cell, the index its row in the sheet: ``location`` (UN numeric code, three
        digits), ``name``, ``data_type`` (letters of B, C, R, I; empty for regions), ``sex``,
        ``year``, ``value`` (not a number where the workbook has two dots: not available or not
        reported separately).
    """
    where = book.name
    lines = read_sheet(book, sheet).astype(object)
    head = list(lines.iloc[HEADER, CELLS]) if len(lines) > HEADER + 1 else []
    if head != list(YEARS) * len(SEXES):
        message = f"{where}: row {HEADER + 1} must hold the years {YEARS} three times. {FRESH}."
        raise BrokenRawFile(message)
    body = lines.iloc[HEADER + 1 :]
    codes = pd.to_numeric(body[CODE], errors="coerce")
    strange = body.index[codes.isna() | (codes % 1 > 0) | (codes < 0) | body[NAME].isna()]
    if len(strange):
        message = f"{where}: no name or no location code in {rows(strange)}. {FRESH}."
        raise BrokenRawFile(message)
    areas = pd.DataFrame(
        {
            "location": [f"{int(code):03d}" for code in codes],
            "name": body[NAME].astype(str).str.strip().str.rstrip("*"),
            "data_type": body[KIND].fillna("").astype(str).str.strip(),
        }
    )
    columns = [
        areas.assign(sex=sex, year=year, value=body[FIRST + place])
        for place, (sex, year) in enumerate(product(SEXES, YEARS))
    ]
    return with_numbers(pd.concat(columns).sort_index(kind="stable"), where)


def with_numbers(table: pd.DataFrame, where: str) -> pd.DataFrame:
    """Make numbers of the cells of a sheet; two dots are no number, and nothing else is text."""
    dots = table["value"] == NOT_AVAILABLE
    numbers = pd.to_numeric(table["value"].mask(dots), errors="coerce").astype("float64")
    offending = table.index[numbers.isna() & ~dots].unique()
    if len(offending):
        message = f"{where}: cells are neither a number nor '..' in {rows(offending)}. {FRESH}."
        raise BrokenRawFile(message)
    return table.assign(value=numbers)

"""DNM, Argentina: residences granted in a quarter, by province and kind; one file a quarter."""

import re
from pathlib import Path

import pandas as pd

from data.catalogue import RawFile, Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    Layout,
    RawTables,
    check_keys,
    read_csv,
    verified,
)

SHAPE = {
    "PROVINCIA": Column.TEXT,
    "TRANSITORIAS": Column.COUNT,
    "TEMPORARIAS": Column.COUNT,
    "PERMANENTES": Column.COUNT,
    "TOTAL": Column.COUNT,
}
NAMES = {
    "PROVINCIA": "province",
    "TRANSITORIAS": "transitory",
    "TEMPORARIAS": "temporary",
    "PERMANENTES": "permanent",
    "TOTAL": "granted",
}
QUARTER = re.compile(r"(?P<quarter>[1-4])-trimestre-+ano-+(?P<year>\d{4})\.csv$")
# As published: one file has no header, the last line of another has no end.
LAYOUTS = {
    "residencias-otorgadas---3-trimestre---ano-2019.csv": Layout(header=tuple(SHAPE)),
    "residencias-otorgadas---4-trimestre---ano-2018.csv": Layout(open_end=True),
}


def read(raw: Path, source: Source) -> RawTables:
    """Read a table a quarter, by its period.

    Returns:
        By quarter ``province, transitory, temporary, permanent, granted``.
    """
    files = {period_of(file): file for file in source.files}
    if len(files) < len(source.files):
        message = f"sources/{source.id}.toml: two files are of one quarter. {FRESH}."
        raise BrokenRawFile(message)
    tables = {period: read_one(raw, source, file) for period, file in sorted(files.items())}
    return RawTables(source.id, tables, {period: files[period].path for period in tables})


def period_of(file: RawFile) -> str:
    """Give the quarter that the name of a file says.

    >>> period_of(RawFile("recidencias-otorgadas-1-trimestre---ano---2017.csv", "", 21))
    '2017-Q1'
    """
    found = QUARTER.search(file.path)
    if found is None:
        message = f"{file.path}: its name does not say a quarter. {FRESH}."
        raise BrokenRawFile(message)
    return f"{found['year']}-Q{found['quarter']}"


def read_one(raw: Path, source: Source, file: RawFile) -> pd.DataFrame:
    """Read the file of one quarter."""
    layout = LAYOUTS.get(file.path.rsplit("/", 1)[-1], Layout())
    table = read_csv(verified(raw, source, file), SHAPE, layout)
    check_keys(table, file.path, ["PROVINCIA"])
    return table.rename(columns=NAMES, errors="raise")

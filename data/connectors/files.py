"""How a raw file is opened: checksum first, then shape; whatever is wrong is said with its rows."""

import hashlib
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadr
from python_calamine import CalamineError

from data.catalogue import RawFile, Source
from data.errors import PanoramaError, listed

ROWS_NAMED = 10
# What follows the point or the comma of a count: one zero is a way of writing, three may be more.
DECIMALS = re.compile(r"[.,](?!0$)")
FRESH = "Fetch the file again; if it is a new edition, give it a source card of its own"


class BrokenRawFile(PanoramaError):
    """A raw file is missing, changed, cut short or of another shape."""


class Column(StrEnum):
    """What a raw column holds."""

    TEXT = "text"
    TEXT_OR_NONE = "text or nothing"
    COUNT = "whole numbers"
    COUNT_OR_NONE = "whole numbers or nothing"
    YEAR = "years"
    NUMBER = "numbers"
    NUMBER_OR_NONE = "numbers or nothing"


COUNTS = (Column.COUNT, Column.COUNT_OR_NONE, Column.YEAR)
YEARS = (1800, 2100)  # the first and the last that any source has
MAY_BE_EMPTY = (Column.COUNT_OR_NONE, Column.NUMBER_OR_NONE, Column.TEXT_OR_NONE)
TEXTS = (Column.TEXT, Column.TEXT_OR_NONE)
# What the reader of workbooks raises on a broken one. Its panics are no Exception and have no name
# that could be imported.
UNREADABLE = (CalamineError, ValueError, OSError, EOFError, ArithmeticError, LookupError)
PANIC = "PanicException"
# Likewise the reader of text files, which only warns of cells that no column has.
UNTOLD = (
    pd.errors.ParserError,
    pd.errors.EmptyDataError,
    pd.errors.ParserWarning,
    UnicodeDecodeError,
)


@dataclass(frozen=True, slots=True)
class RawTables:
    """The tables of one source as its connector reads them.

    Attributes:
        source: id of the source.
        tables: by name; the index is the row in the file, so that an error can name it.
        paths: by the same names, the path of the file below the raw folder.
    """

    source: str
    tables: Mapping[str, pd.DataFrame]
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A raw file whose checksum is the one on its card.

    Attributes:
        path: where it is.
        name: how errors name it.
        rows: how many rows its card says that it has.
    """

    path: Path
    name: str
    rows: int


def verified(raw: Path, source: Source, file: RawFile) -> Opened:
    """Open a raw file whose checksum is the one on its card.

    Raises:
        BrokenRawFile: when the file is not there or differs from the card.
    """
    path = raw / file.path
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        place = source.url or source.producer
        message = f"{file.path}: cannot be read ({fault.strerror}). Fetch it from {place}"
        raise BrokenRawFile(message) from fault
    if found != file.sha256:
        message = (
            f"{file.path}: sha256 is {found[:12]}…, the card sources/{source.id}.toml says "
            f"{file.sha256[:12]}…. {FRESH}."
        )
        raise BrokenRawFile(message)
    return Opened(path, file.path, file.rows)


def check_count(found: int, file: Opened) -> None:
    """Refuse a file that has other rows than its card says: one cut at the end of a line, say.

    >>> check_count(2, Opened(Path("a.csv"), "a.csv", 3))
    Traceback (most recent call last):
        ...
    data.connectors.files.BrokenRawFile: a.csv: has 2 rows, its card says 3: it may be cut short. \
Fetch the file again; if it is a new edition, give it a source card of its own.
    """
    if found != file.rows:
        message = (
            f"{file.name}: has {found:,} rows, its card says {file.rows:,}: it may be cut short. "
            f"{FRESH}."
        )
        raise BrokenRawFile(message)


def read_rda(file: Opened, name: str, shape: Mapping[str, Column]) -> pd.DataFrame:
    """Read one table of an R data file.

    Args:
        file: the file.
        name: the object in it.
        shape: every column that the table must have, and what it holds.

    Returns:
        The table, counts as numbers, its index the row in the file from 1.
    """
    where = file.name
    try:
        objects = pyreadr.read_r(str(file.path))
    except (pyreadr.LibrdataError, pyreadr.PyreadrError) as fault:
        message = f"{where}: is no readable R data file ({fault}): it may be cut short. {FRESH}."
        raise BrokenRawFile(message) from fault
    if name not in objects:
        message = f"{where}: has no table '{name}', only {', '.join(objects)}. {FRESH}."
        raise BrokenRawFile(message)
    table = objects[name]
    check_count(len(table), file)
    return shaped(table.set_axis(range(1, len(table) + 1)), where, shape)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text file is laid out.

    Attributes:
        encoding: of its characters.
        separator: between two cells.
        skip: rows above the header.
        header: names of the columns of a file that has no header; none where it has one.
        open_end: whether its last line may lack its end, as the producer published it.
    """

    encoding: str = "utf-8"
    separator: str = ","
    skip: int = 0
    header: tuple[str, ...] = ()
    open_end: bool = False


PLAIN = Layout()


def read_csv(file: Opened, shape: Mapping[str, Column], layout: Layout = PLAIN) -> pd.DataFrame:
    """Read a CSV file as text and hold it against its shape; rows count as in the file, from 1."""
    table = csv_cells(file, layout)
    first = layout.skip + (1 if layout.header else 2)
    return shaped(table.set_axis(range(first, len(table) + first)), file.name, shape)


def csv_cells(file: Opened, layout: Layout = PLAIN) -> pd.DataFrame:
    """Read the cells of a CSV file as text, an empty one as an empty text.

    Raises:
        BrokenRawFile: when it is no text of this layout, its last line has no end, or it has other
            rows than its card says.
    """
    where = file.name
    ended = file.path.read_bytes().endswith("\n".encode(layout.encoding))
    if not ended and not layout.open_end:
        message = f"{where}: its last line has no end: it may be cut short. {FRESH}."
        raise BrokenRawFile(message)
    try:
        with warnings.catch_warnings():
            # Of a row with more cells than the header pandas would lose the last ones.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            cells: pd.DataFrame = pd.read_csv(
                file.path,
                dtype=str,
                keep_default_na=False,
                encoding=layout.encoding,
                sep=layout.separator,
                skiprows=layout.skip,
                header=None if layout.header else 0,
                names=list(layout.header) or None,
                index_col=False,
            )
    except UNTOLD as fault:
        message = f"{where}: is no readable CSV file ({fault}): it may be cut short. {FRESH}."
        raise BrokenRawFile(message) from fault
    check_count(len(cells), file)
    return cells


def read_json(file: Opened) -> dict[str, Any]:
    """Read a JSON file that holds one object; what is in it is for its connector to check."""
    where = file.name
    try:
        found = json.loads(file.path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as fault:
        message = f"{where}: is no readable JSON file ({fault}): it may be cut short. {FRESH}."
        raise BrokenRawFile(message) from fault
    if not isinstance(found, dict):
        message = f"{where}: must hold one object, holds a {type(found).__name__}. {FRESH}."
        raise BrokenRawFile(message)
    return found


def is_unreadable(fault: BaseException) -> bool:
    """Tell whether the reader of workbooks says with a fault that it cannot read one."""
    return isinstance(fault, UNREADABLE) or type(fault).__name__ == PANIC


def read_sheet(file: Opened, sheet: str) -> pd.DataFrame:
    """Read the cells of a sheet of a workbook (xls or xlsx) as they are, without a header.

    Returns:
        One row a row of the sheet, its index the row's number from 1; an empty cell is missing.
    """
    where = file.name
    try:
        cells: pd.DataFrame = pd.read_excel(
            file.path,
            sheet_name=sheet,
            header=None,
            engine="calamine",
            keep_default_na=False,
            na_values=[""],
        )
    except BaseException as fault:
        if not is_unreadable(fault):
            raise
        what = f"is no readable workbook with a sheet '{sheet}' ({fault}): it may be cut short"
        message = f"{where}: {what}. {FRESH}."
        raise BrokenRawFile(message) from fault
    check_count(len(cells), file)
    return cells.set_axis(range(1, len(cells) + 1))


def shaped(table: pd.DataFrame, where: str, shape: Mapping[str, Column]) -> pd.DataFrame:
    """Hold a raw table against its shape, and make numbers of its counts.

    Raises:
        BrokenRawFile: naming missing and extra columns, or cells that are no number, that are
            empty, negative or no whole number.
    """
    faults = [f"column '{name}' is missing" for name in shape if name not in table]
    faults += [f"column '{name}' is unknown" for name in table.columns if name not in shape]
    if table.empty:
        faults.append("there are no rows")
    columns: dict[str, pd.Series] = {}
    if not faults:
        for name, kind in shape.items():
            text = table[name]
            columns[name] = text if kind in TEXTS else pd.to_numeric(text, errors="coerce")
            faults += cell_faults(text, columns[name], kind)
    if faults:
        message = f"{where}: {listed(faults)}. {FRESH}."
        raise BrokenRawFile(message)
    return pd.DataFrame(columns)


def cell_faults(given: pd.Series, numbers: pd.Series, kind: Column) -> Iterator[str]:
    """Name the cells of one raw column that are not what the column holds."""
    # A number is never an empty text: only texts are looked at one by one.
    written = not pd.api.types.is_numeric_dtype(given)
    filled = given.notna() & (given.astype(str) != "" if written else True)
    offences = {"is empty": ~filled & (kind not in MAY_BE_EMPTY)}
    if kind not in TEXTS:
        endless = numbers.isin([float("inf"), float("-inf")])
        offences["is no number"] = filled & (numbers.isna() | endless)
    if kind in COUNTS:
        offences["is negative"] = numbers < 0
        offences["is no whole number"] = (numbers % 1 > 0) | (grouped(given) if written else False)
    if kind == Column.YEAR:
        named = f"is no year from {YEARS[0]} to {YEARS[1]}"
        offences[named] = numbers.notna() & ~numbers.between(*YEARS)
    for what, offending in offences.items():
        if offending.any():
            yield f"'{given.name}' {what} in {rows(given.index[offending])}"


def grouped(given: pd.Series) -> pd.Series:
    """Tell which texts are numbers with decimals: in counts, a thousand may be written so.

    >>> grouped(pd.Series(["1000", "1.000", "12.0", 3.0])).tolist()
    [False, True, False, False]
    """
    return given.map(lambda cell: isinstance(cell, str) and DECIMALS.search(cell) is not None)


def check_keys(table: pd.DataFrame, where: str, key: list[str]) -> None:
    """Refuse a raw table in which a key stands more than once.

    >>> check_keys(pd.DataFrame({"geo": ["PER", "PER"]}, index=[7, 8]), "file", ["geo"])
    Traceback (most recent call last):
        ...
    data.connectors.files.BrokenRawFile: file: geo 'PER' stands more than once, in rows 7, 8. \
Fetch the file again; if it is a new edition, give it a source card of its own.
    """
    twice = table[table.duplicated(key, keep=False)]
    if twice.empty:
        return
    named = ", ".join(key)
    faults = [
        f"{named} '{' '.join(map(str, name))}' stands more than once, in {rows(group.index)}"
        for name, group in twice.groupby(key, sort=True)
    ]
    message = f"{where}: {listed(faults)}. {FRESH}."
    raise BrokenRawFile(message)


def rows(numbers: Iterable[int]) -> str:
    """Name rows of a file, each once, the first few of them.

    >>> rows([7, 7])
    'row 7'
    >>> rows(range(3, 40))
    'rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 27 more'
    """
    found = list(dict.fromkeys(numbers))
    named = ", ".join(str(number) for number in found[:ROWS_NAMED])
    more = f" and {len(found) - ROWS_NAMED} more" if len(found) > ROWS_NAMED else ""
    return f"row{'s' if len(found) > 1 else ''} {named}{more}"

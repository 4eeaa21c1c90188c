"""Cells written down one by one: what each says, and the raw rows that it is made of."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pandas as pd

CODES = Path(__file__).parents[1] / "codes"
CATALOGUE = Path(__file__).parents[1] / "catalogue"


class UnknownCodeError(LookupError):
    """A source names an area that no list of codes knows."""

    def __init__(self, source: str, code: str) -> None:
        """Say which code, whose, and what to do."""
        super().__init__(f"{source}: what area is {code!r}? Name it in aliases.csv or ignored.csv.")


class Cell(NamedTuple):
    """What a figure is about; ``period`` is a year, a month, a quarter."""

    ref_area: str
    counterpart_area: str
    period: str
    sex: str = "_T"
    age: str = "_T"
    breakdown: str = "_T"


NO_ROW = 0  # the number of a row that a file lacks


@dataclass
class Line:
    """What a cell says; without a value it is missing.

    Its rows are those that it is made of, or missing for; a file that has none is in row 0.
    """

    value: float | None = None
    status: str = "M"
    flags: set[str] = field(default_factory=set)
    rows: list[tuple[str, int]] = field(default_factory=list)
    unit: str = "persons"
    definition: str = ""


Book = dict[Cell, Line]
Name = tuple[str, str]  # indicator and source
COLUMNS = tuple(name.replace("period", "year") for name in Cell._fields)


def put(book: Book, cell: Cell, value: float, where: tuple[str, int], status: str = "A") -> None:
    """Add a raw figure to a cell, and note its row."""
    line = book.setdefault(cell, Line(status=status))
    line.value = (line.value or 0.0) + value
    line.status = status
    line.rows.append(where)


def add(book: Book, cell: Cell, parts: Iterable[Line]) -> None:
    """Write a cell that is the sum of other cells; missing only when all of them are."""
    total = Line()
    for part in parts:
        total.rows += part.rows
        if part.value is not None:
            total.value = (total.value or 0.0) + part.value
            total.status = part.status
    book[cell] = total


def named(book: Book, definition: str, unit: str = "persons") -> Book:
    """Say in every cell of a book what was counted, and in what."""
    for line in book.values():
        line.definition = definition
        line.unit = unit
    return book


def table(book: Book) -> pd.DataFrame:
    """Give a book as a table, a row a cell."""
    lines = list(book.values())
    values = [float("nan") if line.value is None else line.value for line in lines]
    return pd.DataFrame(list(book), columns=list(COLUMNS)).assign(
        value=values,
        status=[line.status for line in lines],
        flags=[" ".join(sorted(line.flags)) for line in lines],
        definition=[line.definition for line in lines],
        unit_measure=[line.unit for line in lines],
    )


def rows_of(book: Book) -> pd.DataFrame:
    """Give the raw rows of a book, each beside every cell that it is a part of."""
    found = [(*cell, *where) for cell, line in book.items() for where in line.rows]
    return pd.DataFrame(found, columns=[*COLUMNS, "file", "row"])


def table_of(sums: Mapping[Cell, float]) -> pd.DataFrame:
    """Give printed sums as a table."""
    cells = pd.DataFrame(list(sums), columns=list(COLUMNS))
    return cells.assign(value=list(sums.values()))


def month(days: float) -> str:
    """Give the month of a count of days since 1970.

    >>> month(18262.0)
    '2020-01'
    """
    return (date(1970, 1, 1) + timedelta(days=int(days))).strftime("%Y-%m")


def months(first: str, last: str) -> list[str]:
    """List the months from one to another, both included.

    >>> months("2019-11", "2020-02")
    ['2019-11', '2019-12', '2020-01', '2020-02']
    """
    found = [first]
    while found[-1] < last:
        year, number = map(int, found[-1].split("-"))
        found.append(f"{year + number // 12}-{number % 12 + 1:02}")
    return found


def part_of_year(had: Collection[str]) -> set[str]:
    """Name the months that a year has, when it lacks some."""
    if len(had) == len(months("2000-01", "2000-12")):
        return set()
    return {"partial_period", *(f"has_{each[-2:]}" for each in had)}


def in_years(
    book: Book, published: Callable[[Cell], Collection[str]]
) -> Iterator[tuple[Cell, Line]]:
    """Sum the months of a register by year.

    Args:
        book: cells by month.
        published: the months that the source published for such a cell.

    Yields:
        The cell of a year and its line; a year without any figure is missing.
    """
    years: dict[Cell, dict[str, Line]] = {}
    for cell, line in book.items():
        year = cell._replace(period=cell.period[:4])
        years.setdefault(year, {})[cell.period] = line
    for cell, lines in years.items():
        sums: Book = {}
        add(sums, cell, lines.values())
        told = {name: line for name, line in lines.items() if line.value is not None}
        if told:
            had = [each for each in published(cell) if each.startswith(cell.period)]
            sums[cell].flags = part_of_year(had)
            for flag in ("merged_labels", "code_doubtful"):
                sums[cell].flags |= {flag for line in told.values() if flag in line.flags}
            if all("implied_zero" in line.flags for line in told.values()):
                sums[cell].flags.add("implied_zero")
        yield cell, sums[cell]


def codes(name: str, source: str) -> Mapping[str, str]:
    """Read a list of codes of one source: ``aliases`` (area) or ``ignored`` (reason)."""
    rows = pd.read_csv(CODES / f"{name}.csv", keep_default_na=False, dtype=str)
    own = rows[rows["source"] == source]
    return dict(zip(own["code"], own["area" if name == "aliases" else "reason"], strict=True))


def place_names(source: str) -> Callable[[str], str | None]:
    """Give the function that says our code of a source's code, None for what is left out.

    Raises:
        UnknownCodeError: when a code is neither an area, an alias nor left out by name.
    """
    areas = set(pd.read_csv(CODES / "areas.csv", keep_default_na=False, dtype=str)["id"])
    ours, out = codes("aliases", source), codes("ignored", source)

    def area(code: str) -> str | None:
        if code in out:
            return None
        if code in ours:
            return ours[code]
        if code in areas:
            return code
        raise UnknownCodeError(source, code)

    return area

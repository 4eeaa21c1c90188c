"""Which producers' files are read into books, and which of these the catalogue asks for."""

import tomllib
from collections.abc import Callable, Mapping, Set
from pathlib import Path

import pandas as pd

from data.reconcile import (
    asylum,
    datamigra,
    deaths,
    development,
    displacement,
    money,
    national_a,
    national_b,
    people,
    pieces,
    routes,
    survey_b,
)
from data.reconcile.book import CATALOGUE, Book, Name, rows_of, table, table_of

MODULES = (
    routes,
    deaths,
    money,
    development,
    displacement,
    asylum,
    national_a,
    datamigra,
    national_b,
    survey_b,
)
READINGS: Mapping[Name, Callable[[Path], Book]] = {
    name: read for module in MODULES for name, read in module.READINGS.items()
}
PRINTED = {
    **money.PRINTED,
    **development.PRINTED,
    **pieces.PRINTED,
    **national_a.PRINTED,
}


def offered(catalogue: Path = CATALOGUE) -> set[str]:
    """Name the indicators of the catalogue: those of the themes that it offers."""
    text = (catalogue / "themes.toml").read_text(encoding="utf-8")
    cards = [catalogue / "indicators" / f"{name}.toml" for name in tomllib.loads(text)["order"]]
    return {name for card in cards for name in tomllib.loads(card.read_text(encoding="utf-8"))}


def needed(there: Set[str]) -> tuple[str, ...]:
    """Name the files of the modules that read any of these indicators."""
    books = tuple(
        file
        for module in MODULES
        if any(indicator in there for indicator, _ in module.READINGS)
        for file in module.NEEDED
    )
    tables = {
        file: None
        for (indicator, _), files in pieces.FILES.items()
        if indicator in there
        for file in files
    }
    return (*books, *tables, *(people.NEEDED if there & people.STATUS.keys() else ()))


def all_read(raw: Path) -> Mapping[Name, pd.DataFrame]:
    """Read all cells that the catalogue asks for, by indicator and source."""
    there = offered()
    books = {name: table(read(raw)) for name, read in READINGS.items() if name[0] in there}
    return books | {name: cells(raw) for name, cells in pieces.CELLS.items() if name[0] in there}


def raw_rows(raw: Path, name: Name) -> pd.DataFrame:
    """Give the raw rows of one indicator and source, each beside the cells it is a part of."""
    return pieces.PIECES[name](raw) if name in pieces.PIECES else rows_of(READINGS[name](raw))


def printed(raw: Path, name: Name) -> pd.DataFrame:
    """Give the sums that the producer prints of one indicator; an empty table if it prints none."""
    return table_of(PRINTED[name](raw) if name in PRINTED else {})

"""IDMC, Global Internal Displacement Database: displacements in a year, and people at its end."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_rda, verified

FLOWS = {"geo": Column.TEXT, "t": Column.YEAR, "cause": Column.TEXT, "n": Column.COUNT}
STOCKS = {
    "geo": Column.TEXT,
    "t": Column.YEAR,
    "cause": Column.TEXT,
    "sex": Column.TEXT,
    "age": Column.TEXT,
    "n": Column.COUNT,
}
NAMES = {"geo": "area", "t": "year", "n": "persons"}


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``flows``: ``area, year, cause, persons``; ``stocks``: the same with ``sex`` and ``age``.
    """
    tables, paths = {}, {}
    for name, shape in (("flows", FLOWS), ("stocks", STOCKS)):
        file = source.file(f"idmc_{name}.rda")
        table = read_rda(verified(raw, source, file), f"idmc_{name}", shape)
        check_keys(table, file.path, [column for column in shape if column != "n"])
        tables[name] = table.rename(columns=NAMES, errors="raise")
        paths[name] = file.path
    return RawTables(source.id, tables, paths)

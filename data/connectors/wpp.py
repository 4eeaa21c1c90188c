"""UN DESA, World Population Prospects 2024: mid-year population by sex, with projections."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified


def read(raw: Path, source: Source) -> RawTables:
    """Read the populations: tables ``female`` and ``male``, each ``area, year, persons``."""
    tables, paths = {}, {}
    for sex in ("female", "male"):
        column = f"{sex}_population_with_projections"
        file = source.file(f"{column}.csv")
        shape = {"geo": Column.TEXT, "time": Column.COUNT, column: Column.COUNT}
        table = read_csv(verified(raw, source, file), file.path, shape)
        check_keys(table, file.path, ["geo", "time"])
        names = {"geo": "area", "time": "year", column: "persons"}
        tables[sex] = table.rename(columns=names, errors="raise")
        paths[sex] = file.path
    return RawTables(source.id, tables, paths)

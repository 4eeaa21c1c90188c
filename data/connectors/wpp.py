"""UN DESA, World Population Prospects 2024: population by sex and age, and net migration."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    Layout,
    Opened,
    RawTables,
    check_keys,
    csv_cells,
    read_csv,
    shaped,
    verified,
)

TABS = Layout(separator="\t")
FACTS = ("country_code", "country")
OBSERVED = "last.observed"


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``female`` and ``male``: ``area, year, persons``; ``migration`` and ``projection``: ``code``
        (M49 number), ``year, thousands`` and ``last``, the last year that is an estimate;
        ``locations``: ``code, type``; ``ages``: ``area, year, age, measure, value``.
    """
    tables, paths = {}, {}
    for sex in ("female", "male"):
        column = f"{sex}_population_with_projections"
        file = source.file(f"{column}.csv")
        shape = {"geo": Column.TEXT, "time": Column.YEAR, column: Column.COUNT}
        table = read_csv(verified(raw, source, file), shape)
        check_keys(table, file.path, ["geo", "time"])
        names = {"geo": "area", "time": "year", column: "persons"}
        tables[sex] = table.rename(columns=names, errors="raise")
        paths[sex] = file.path
    tables["ages"], paths["ages"] = read_ages(raw, source)
    for name, file_name in (("migration", "migration"), ("projection", "migrationprojMed")):
        file = source.file(f"{file_name}.txt")
        opened = verified(raw, source, file)
        tables[name] = read_years(opened, observed=name == "migration")
        paths[name] = file.path
    file = source.file("UNlocations.txt")
    cells = csv_cells(verified(raw, source, file), TABS)
    lacking = [name for name in ("country_code", "location_type") if name not in cells]
    if lacking or cells.empty:
        message = f"{file.path}: columns {', '.join(lacking)} are missing. {FRESH}."
        raise BrokenRawFile(message)
    named = {"country_code": "code", "location_type": "type"}
    locations = cells.set_axis(range(2, len(cells) + 2)).rename(columns=named)[["code", "type"]]
    check_keys(locations, file.path, ["code"])
    tables["locations"], paths["locations"] = locations, file.path
    return RawTables(source.id, tables, paths)


def read_ages(raw: Path, source: Source) -> tuple[pd.DataFrame, str]:
    """Read broad age groups: numbers and per cent, as ``measure`` says."""
    file = source.file("pop_age_groups_selected.csv")
    shape = {
        "geo": Column.TEXT,
        "time": Column.YEAR,
        "age": Column.TEXT,
        "measure": Column.TEXT,
        "value": Column.NUMBER,
    }
    table = read_csv(verified(raw, source, file), shape)
    check_keys(table, file.path, ["geo", "time", "age", "measure"])
    return table.rename(columns={"geo": "area", "time": "year"}), file.path


def read_years(file: Opened, *, observed: bool) -> pd.DataFrame:
    """Read net migration: a row an area, a column a year, thousands of persons.

    The file of what was observed says to which year; the projections have no such column.
    """
    where = file.name
    cells = csv_cells(file, TABS)
    years = [name for name in cells.columns if name.isdigit()]
    first = int(years[0]) if years else 0
    if years != [str(first + step) for step in range(len(years))] or not years:
        message = f"{where}: the years must stand one by one. {FRESH}."
        raise BrokenRawFile(message)
    shape = {
        **dict.fromkeys(FACTS, Column.TEXT),
        **dict.fromkeys(years, Column.NUMBER),
        OBSERVED: Column.COUNT,
    }
    numbered = cells.set_axis(range(2, len(cells) + 2))
    given = numbered if observed else numbered.assign(**{OBSERVED: "0"})
    table = shaped(given, where, shape)
    check_keys(table, where, ["country_code"])
    long = table.melt(["country_code", OBSERVED], years, "year", "thousands", ignore_index=False)
    return long.rename(columns={"country_code": "code", OBSERVED: "last"})

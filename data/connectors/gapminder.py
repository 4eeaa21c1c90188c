"""Gapminder, Systema Globalis: development series, one file an indicator."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified

FILES = {
    "unemployment": "aged_15plus_unemployment_rate_percent",
    "unemployment_women": "females_aged_15plus_unemployment_rate_percent",
    "unemployment_men": "males_aged_15plus_unemployment_rate_percent",
    "participation_women": "females_aged_15plus_labour_force_participation_rate_percent",
    "participation_men": "males_aged_15plus_labour_force_participation_rate_percent",
    "gdp": "gdppercapita_us_inflation_adjusted",
    "hdi": "hdi_human_development_index",
    "gini": "inequality_index_gini",
}


def read(raw: Path, source: Source) -> RawTables:
    """Read the series, each ``area, year, value``; the files write ISO codes in lower case."""
    tables, paths = {}, {}
    for name, column in FILES.items():
        file = source.file(f"{column}.csv")
        shape = {"geo": Column.TEXT, "time": Column.YEAR, column: Column.NUMBER}
        table = read_csv(verified(raw, source, file), shape)
        check_keys(table, file.path, ["geo", "time"])
        names = {"geo": "area", "time": "year", column: "value"}
        tables[name] = table.rename(columns=names, errors="raise")
        paths[name] = file.path
    return RawTables(source.id, tables, paths)

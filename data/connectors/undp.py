"""UNDP, Human Development Report 2023-24: composite indices and participation, 1990 to 2022."""

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
    shaped,
    verified,
)
from data.errors import listed

SERIES = "HDR23-24_Composite_indices_complete_time_series.csv"
ANNEX = "HDR23-24_Statistical_Annex_GII_Table.csv"
YEARS = {
    "hdi": range(1990, 2023),
    "hdi_f": range(1990, 2023),
    "hdi_m": range(1990, 2023),
    "ihdi": range(2010, 2023),
    "gii": range(1990, 2023),
    "gdi": range(1990, 2023),
    "lfpr_f": range(1990, 2023),
    "lfpr_m": range(1990, 2023),
}
HEAD = "HDI rank"
ANNEX_COLUMNS = ["rank", "name", "value"]
NOTHING = ".."


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``series``: ``area, name, measure, year, value``; ``annex``: ``name, value`` of the gender
        inequality index of 2022.
    """
    file = source.file(SERIES)
    where = file.path
    cells = csv_cells(verified(raw, source, file), Layout(encoding="cp1252"))
    columns = {f"{measure}_{year}": measure for measure, years in YEARS.items() for year in years}
    lacking = [name for name in ("iso3", "country", *columns) if name not in cells]
    if lacking:
        message = f"{where}: columns {listed(lacking)} are missing. {FRESH}."
        raise BrokenRawFile(message)
    numbered = cells.set_axis(range(2, len(cells) + 2))[["iso3", "country", *columns]]
    shape = {"iso3": Column.TEXT, "country": Column.TEXT}
    table = shaped(numbered, where, {**shape, **dict.fromkeys(columns, Column.NUMBER_OR_NONE)})
    check_keys(table, where, ["iso3"])
    long = table.melt(["iso3", "country"], list(columns), "column", "value", ignore_index=False)
    long = long.dropna(subset="value")
    series = long.assign(
        measure=long["column"].map(columns), year=long["column"].str.rsplit("_", n=1).str[1]
    ).rename(columns={"iso3": "area", "country": "name"})
    annex = source.file(ANNEX)
    return RawTables(
        source.id,
        {
            "series": series.drop(columns="column"),
            "annex": read_annex(verified(raw, source, annex)),
        },
        {"series": where, "annex": annex.path},
    )


def read_annex(file: Opened) -> pd.DataFrame:
    """Read the names and values of the annex table, countries only (those with a rank)."""
    where = file.name
    cells = csv_cells(file)
    cells = cells.set_axis(range(2, 2 + len(cells)))
    if len(cells.columns) < len(ANNEX_COLUMNS):
        message = f"{where}: has no columns {', '.join(ANNEX_COLUMNS)}. {FRESH}."
        raise BrokenRawFile(message)
    table = cells.iloc[:, : len(ANNEX_COLUMNS)].set_axis(ANNEX_COLUMNS, axis=1)
    heads = table.index[table["rank"] == HEAD]
    if len(heads) != 1:
        message = f"{where}: must have one row that begins with '{HEAD}'. {FRESH}."
        raise BrokenRawFile(message)
    ranked = table[table["rank"].str.fullmatch(r"\d+")]
    given = ranked.assign(value=ranked["value"].replace(NOTHING, ""))
    shape = {"rank": Column.COUNT, "name": Column.TEXT, "value": Column.NUMBER_OR_NONE}
    found = shaped(given, where, shape)
    check_keys(found, where, ["name"])
    return found

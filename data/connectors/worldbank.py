"""World Bank: remittances and their cost, and the Gini index, as its own files print them."""

from collections.abc import Sequence
from datetime import datetime
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
    csv_cells,
    read_csv,
    read_rda,
    read_sheet,
    rows,
    shaped,
    verified,
)
from data.errors import listed

# Of a workbook: the rows of the last update and of the header, and the first of its years.
UPDATED, HEADER = 2, 4
FIRST = 1960
SERIES = {
    "received": ("API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls", "BX.TRF.PWKR.CD.DT"),
    "paid": ("personal-remittances-paid.xls", "BM.TRF.PWKR.CD.DT"),
    "share": ("remittances-received-percent-gdp.xls", "BX.TRF.PWKR.DT.GD.ZS"),
    "cost_to": ("sending-cost-to-country.xls", "SI.RMT.COST.IB.ZS"),
    "cost_from": ("sending-cost-from-country.xls", "SI.RMT.COST.OB.ZS"),
}
NAMES = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
CORRIDORS = "remittance_prices_worldwide_corridors_2021.csv"
ENDS = {"Sending Countries Code": "sending", "Receiving Countries  Code": "receiving"}
TEXTS = (
    "Sending Countries Name",
    *ENDS,
    "Series Name",
    "Series Code",
    "Receiving Countries  Name",
)
COST = "ATCR.CORR"
# Quarters in which nobody asked for prices, of the years of the file.
UNASKED = ((2011, 2), (2011, 4), (2012, 2), (2012, 4), (2020, 4))
QUARTERS = {
    f"{year}Q{quarter} [YR{year}Q{quarter}]": f"{year}-Q{quarter}"
    for year, quarter in product(range(2011, 2021), range(1, 5))
    if (year, quarter) not in UNASKED
}
NOTHING = ".."
GINI = {
    "Country Name": Column.TEXT,
    "Country Code": Column.TEXT,
    "Year": Column.YEAR,
    "Value": Column.NUMBER,
}
PAID = "remout"
VARIABLES = (
    *("birth", "depend", "fdiin", "fdiout", "gdp", "income", "inf", "nmig"),
    *("polstb", "pop", "remin", PAID, "unem"),
)
WDI = {"geo": Column.TEXT, "var": Column.TEXT, "t": Column.YEAR, "v": Column.NUMBER}


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``received, paid, share, cost_to, cost_from, gini``: ``area, year, value``; ``later_paid``:
        the same from the compiled file; ``corridors``: ``sending, receiving, quarter, value``.
    """
    tables: dict[str, pd.DataFrame] = {}
    paths: dict[str, str] = {}
    for name, (file_name, code) in SERIES.items():
        file = source.file(file_name)
        tables[name] = read_series(verified(raw, source, file), code)
        paths[name] = file.path
    file = source.file("datahub_gini-index.csv")
    gini = read_csv(verified(raw, source, file), GINI)
    check_keys(gini, file.path, ["Country Code", "Year"])
    named = {"Country Code": "area", "Year": "year", "Value": "value"}
    tables["gini"] = gini.rename(columns=named, errors="raise")[list(named.values())]
    paths["gini"] = file.path
    file = source.file("wdi.rda")
    compiled = read_rda(verified(raw, source, file), "wdi", WDI)
    check_keys(compiled, file.path, ["geo", "var", "t"])
    named = {"geo": "area", "t": "year", "v": "value"}
    strange = compiled.index[~compiled["var"].isin(VARIABLES)]
    if len(strange):
        message = f"{file.path}: holds something else than {listed(VARIABLES)} in {rows(strange)}. "
        raise BrokenRawFile(message + f"{FRESH}.")
    paid = compiled[compiled["var"] == PAID]
    tables["later_paid"] = paid.rename(columns=named, errors="raise")[list(named.values())]
    paths["later_paid"] = file.path
    file = source.file(CORRIDORS)
    tables["corridors"] = read_corridors(verified(raw, source, file))
    paths["corridors"] = file.path
    return RawTables(source.id, tables, paths)


def read_series(file: Opened, code: str) -> pd.DataFrame:
    """Read one of the Bank's workbooks: a row a country, a column a year, ``area, year, value``.

    Its years are all from 1960 to the one before its last update.
    """
    where = file.name
    cells = read_sheet(file, "Data")
    if len(cells) <= HEADER:
        message = f"{where}: has no header in row {HEADER}. {FRESH}."
        raise BrokenRawFile(message)
    head = [
        str(int(cell)) if isinstance(cell, float) and cell % 1 == 0 else str(cell)
        for cell in cells.loc[HEADER]
    ]
    years = [str(year) for year in range(FIRST, year_of(list(cells.loc[UPDATED]), where))]
    if head != [*NAMES, *years]:
        message = f"{where}: row {HEADER} must be {', '.join(NAMES)} and the years {FIRST} to "
        raise BrokenRawFile(message + f"{years[-1]}, one by one. {FRESH}.")
    table = cells.loc[HEADER + 1 :].set_axis(head, axis=1)
    shape = {**dict.fromkeys(NAMES, Column.TEXT), **dict.fromkeys(years, Column.NUMBER_OR_NONE)}
    table = shaped(table, where, shape)
    others = sorted(set(table["Indicator Code"]) - {code})
    if others:
        message = f"{where}: holds {listed(others)} and not only {code}. {FRESH}."
        raise BrokenRawFile(message)
    check_keys(table, where, ["Country Code"])
    long = table.melt("Country Code", years, "year", "value", ignore_index=False).rename(
        columns={"Country Code": "area"}
    )
    return long.dropna(subset="value")


def year_of(row: Sequence[object], where: str) -> int:
    """Give the year of a workbook's last update, which stands in the second cell of its row."""
    dates = [cell.year for cell in row[1:2] if isinstance(cell, datetime)]
    if not dates or dates[0] <= FIRST:
        message = f"{where}: row {UPDATED} must have the date of the last update. {FRESH}."
        raise BrokenRawFile(message)
    return dates[0]


def read_corridors(file: Opened) -> pd.DataFrame:
    """Read the cost of sending along each corridor: a column a quarter, two dots for nothing.

    The last lines of the file, in which nothing but the first cell is filled, say where it comes
    from.
    """
    where = file.name
    cells = csv_cells(file).rename(columns=lambda name: name.removeprefix("\ufeff"))
    expected = (*TEXTS, *QUARTERS)
    faults = [f"column '{name}' is missing" for name in expected if name not in cells]
    faults += [f"column '{name}' is unknown" for name in cells if name not in expected]
    if faults:
        message = f"{where}: {listed(faults)}. {FRESH}."
        raise BrokenRawFile(message)
    numbered = cells.set_axis(range(2, len(cells) + 2))
    numbered = numbered[(numbered.drop(columns=TEXTS[0]) != "").any(axis=1)]
    given = numbered.assign(**{name: numbered[name].replace(NOTHING, "") for name in QUARTERS})
    shape = {
        **dict.fromkeys(TEXTS, Column.TEXT),
        **dict.fromkeys(QUARTERS, Column.NUMBER_OR_NONE),
    }
    table = shaped(given, where, shape)
    strange = table.index[table["Series Code"] != COST]
    if len(strange):
        message = f"{where}: holds something else than {COST} in {rows(strange)}. {FRESH}."
        raise BrokenRawFile(message)
    check_keys(table, where, list(ENDS))
    long = table.melt(list(ENDS), list(QUARTERS), "quarter", "value", ignore_index=False)
    kept = long.rename(columns=ENDS).dropna(subset="value")
    return kept.assign(quarter=kept["quarter"].map(QUARTERS))

"""World Bank: remittances and their cost, and the Gini index, as its own files print them."""

import re
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

HEADER = 4
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
QUARTER = re.compile(r"(\d{4})Q([1-4]) \[YR\d{4}Q[1-4]\]")
NOTHING = ".."
GINI = {
    "Country Name": Column.TEXT,
    "Country Code": Column.TEXT,
    "Year": Column.COUNT,
    "Value": Column.NUMBER,
}
WDI = {"geo": Column.TEXT, "var": Column.TEXT, "t": Column.COUNT, "v": Column.NUMBER}


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
    paid = compiled[compiled["var"] == "remout"]
    tables["later_paid"] = paid.rename(columns=named, errors="raise")[list(named.values())]
    paths["later_paid"] = file.path
    file = source.file(CORRIDORS)
    tables["corridors"] = read_corridors(verified(raw, source, file))
    paths["corridors"] = file.path
    return RawTables(source.id, tables, paths)


def read_series(file: Opened, code: str) -> pd.DataFrame:
    """Read one of the Bank's workbooks: a row a country, a column a year, ``area, year, value``."""
    where = file.name
    cells = read_sheet(file, "Data")
    if len(cells) <= HEADER:
        message = f"{where}: has no header in row {HEADER}. {FRESH}."
        raise BrokenRawFile(message)
    head = [
        str(int(cell)) if isinstance(cell, float) and cell % 1 == 0 else str(cell)
        for cell in cells.loc[HEADER]
    ]
    years = head[len(NAMES) :]
    first = years[0] if years and years[0].isdigit() else ""
    expected = [str(int(first) + step) for step in range(len(years))] if first else [""]
    if tuple(head[: len(NAMES)]) != NAMES or years != expected:
        message = f"{where}: row {HEADER} must be {', '.join(NAMES)} and years one by one. {FRESH}."
        raise BrokenRawFile(message)
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


def read_corridors(file: Opened) -> pd.DataFrame:
    """Read the cost of sending along each corridor: a column a quarter, two dots for nothing.

    The last lines of the file, which name no sender, say where it comes from.
    """
    where = file.name
    cells = csv_cells(file).rename(columns=lambda name: name.removeprefix("\ufeff"))
    quarters = {name: QUARTER.fullmatch(name) for name in cells.columns if name not in TEXTS}
    faults = [f"column '{name}' is missing" for name in TEXTS if name not in cells]
    faults += [f"column '{name}' is unknown" for name, found in quarters.items() if found is None]
    if faults or not quarters:
        message = f"{where}: {listed(faults or ['there are no quarters'])}. {FRESH}."
        raise BrokenRawFile(message)
    numbered = cells.set_axis(range(2, len(cells) + 2))
    numbered = numbered[numbered["Receiving Countries  Code"] != ""]
    given = numbered.assign(**{name: numbered[name].replace(NOTHING, "") for name in quarters})
    shape = {
        **dict.fromkeys(TEXTS, Column.TEXT),
        **dict.fromkeys(quarters, Column.NUMBER_OR_NONE),
    }
    table = shaped(given, where, shape)
    strange = table.index[table["Series Code"] != COST]
    if len(strange):
        message = f"{where}: holds something else than {COST} in {rows(strange)}. {FRESH}."
        raise BrokenRawFile(message)
    check_keys(table, where, list(ENDS))
    long = table.melt(list(ENDS), list(quarters), "quarter", "value", ignore_index=False)
    named = {name: f"{found[1]}-Q{found[2]}" for name, found in quarters.items() if found}
    kept = long.rename(columns=ENDS).dropna(subset="value")
    return kept.assign(quarter=kept["quarter"].map(named))

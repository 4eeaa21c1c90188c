"""Remittances and inequality: the World Bank's workbooks and its model of 2017, cell by cell."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyreadr
from openpyxl import load_workbook

from data.reconcile.book import NO_ROW, Book, Cell, Line, Name, add, named, place_names, put

FOLDER = "worldbank_wdi/2025/"
RECEIVED = FOLDER + "API_BX.TRF.PWKR.CD.DT_DS2_en_excel_v2_905.xls"
PAID = FOLDER + "personal-remittances-paid.xls"
SHARE = FOLDER + "remittances-received-percent-gdp.xls"
COST_TO = FOLDER + "sending-cost-to-country.xls"
COST_FROM = FOLDER + "sending-cost-from-country.xls"
CORRIDORS = FOLDER + "remittance_prices_worldwide_corridors_2021.csv"
GINI = FOLDER + "datahub_gini-index.csv"
WDI = FOLDER + "wdi.rda"
KNOMAD = "knomad_bilateral_remittances/2017/WB_Bilateral_Remittance_Estimates_2017.xlsx"
NEEDED = (RECEIVED, PAID, SHARE, COST_TO, COST_FROM, CORRIDORS, GINI, WDI, KNOMAD)
HEADER = 4  # row of a workbook that names the years
MILLION = 1e6
# What the model calls countries that the World Bank's own lists call otherwise since.
FORMER_NAMES = {
    "Channel Islands": "XCX",
    "Czech Republic": "CZE",
    "Faeroe Islands": "FRO",
    "Korea, Dem. Rep.": "PRK",
    "Macedonia, FYR": "MKD",
    "Swaziland": "SWZ",
    "Turkey": "TUR",
    "WORLD": "W",
}


def sheet(raw: Path, name: str) -> Iterator[tuple[str, str, float | None, tuple[str, int]]]:
    """Read a workbook of one indicator: code, year, value (if any) and row of every cell."""
    code = place_names("worldbank")
    rows = pd.read_excel(
        raw / name, sheet_name="Data", header=None, engine="calamine", keep_default_na=False
    ).to_numpy(dtype=object)
    years = [str(year) for year in rows[HEADER - 1]]
    for number, row in enumerate(rows[HEADER:], start=HEADER + 1):
        area = code(row[1])
        for year, value in zip(years[4:], row[4:], strict=True):
            if area is not None:
                yield area, year, None if value == "" else float(value), (name, number)


def from_sheet(raw: Path, name: str, breakdown: str = "_T") -> Book:
    """Write down every filled cell of a workbook, and the empty ones of those who have any."""
    cells = list(sheet(raw, name))
    book: Book = {}
    for area, year, value, where in cells:
        if value is not None:
            put(book, Cell(area, "_Z", year, breakdown=breakdown), value, where)
    return book | gaps(book, {area: where for area, _, _, where in cells}, (name, NO_ROW))


def gaps(
    book: Book, rows: Mapping[str, tuple[str, int]], nowhere: tuple[str, int]
) -> dict[Cell, Line]:
    """Give the cells that a table leaves empty: of countries and corridors that have a figure.

    Args:
        book: the figures, of all periods that the table has any for.
        rows: where each area stands in the table.
        nowhere: the file, for areas that have no row.
    """
    periods = {cell.period for cell in book}
    ends = {cell._replace(period="") for cell in book if cell.ref_area != "W"}
    return {
        cell: Line(rows=[rows.get(end.ref_area, nowhere)])
        for end in ends
        for cell in (end._replace(period=period) for period in periods)
        if cell not in book
    }


def with_lacking_world(book: Book) -> Book:
    """Mark the printed world of a year in which any country is missing."""
    lacking = {cell.period for cell, line in book.items() if line.value is None}
    for cell, line in book.items():
        if cell.ref_area == "W" and cell.period in lacking:
            line.flags.add("partial_sum")
    return book


def paid(raw: Path) -> Book:
    """Read what was paid: the Bank's workbook, and for the years after an area's last, its WDI."""
    printed = from_sheet(raw, PAID)
    book = {cell: line for cell, line in printed.items() if line.value is not None}
    last: dict[str, str] = {}
    for cell in book:
        last[cell.ref_area] = max(cell.period, last.get(cell.ref_area, ""))
    code = place_names("worldbank")
    (table,) = pyreadr.read_r(str(raw / WDI)).values()
    for number, row in enumerate(table.to_dict("records"), start=1):
        area = code(row["geo"]) if row["var"] == "remout" else None
        year = str(int(row["t"]))
        if area is not None and year > last.get(area, ""):
            cell = Cell(area, "_Z", year)
            put(book, cell, row["v"], (WDI, number))
            book[cell].flags.add("other_vintage")
    firsts: dict[str, str] = {}
    for cell in sorted(cell for cell in book if "other_vintage" in book[cell].flags):
        firsts.setdefault(cell.ref_area, cell.period)
    for area, year in firsts.items():
        if area in last:
            book[Cell(area, "_Z", year)].status = "B"
    places = {cell.ref_area: line.rows[0] for cell, line in printed.items()}
    return with_lacking_world(book | gaps(book, places, (WDI, NO_ROW)))


def corridors(raw: Path) -> Book:
    """Read what it costs to send to a country from another, quarter by quarter."""
    code = place_names("worldbank")
    book: Book = {}
    empty: Book = {}
    with (raw / CORRIDORS).open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            sender, receiver = row["Sending Countries Code"], row["Receiving Countries  Code"]
            area, origin = (code(end) if end else None for end in (receiver, sender))
            for quarter, text in row.items():
                if "[YR" not in quarter or area is None or origin is None:
                    continue
                cell = Cell(area, origin, f"{quarter[:4]}-{quarter[4:6]}")
                if text in ("..", "", None):
                    empty[cell] = Line(rows=[(CORRIDORS, number)])
                else:
                    put(book, cell, float(text), (CORRIDORS, number))
    missing = gaps(book, {}, (CORRIDORS, NO_ROW))
    return book | {cell: empty.get(cell, line) for cell, line in missing.items()}


def gini(raw: Path) -> Book:
    """Read the Gini index."""
    code = place_names("worldbank")
    book: Book = {}
    with (raw / GINI).open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            area = code(row["Country Code"])
            if area is not None:
                put(book, Cell(area, "_Z", row["Year"]), float(row["Value"]), (GINI, number))
    return book


def bank_names(raw: Path) -> Mapping[str, str]:
    """Say the code of every country as the World Bank's own workbooks do."""
    names: dict[str, str] = {}
    for book in (PAID, RECEIVED):
        rows = pd.read_excel(
            raw / book, sheet_name="Data", header=None, engine="calamine", keep_default_na=False
        )
        for row in rows.to_numpy(dtype=object)[HEADER:]:
            names[row[0]] = row[1]
    return names | FORMER_NAMES


def model(raw: Path) -> Book:
    """Read the modelled corridors of 2017; the sums are ours, '-' is a figure that is missing."""
    names = bank_names(raw)
    rows = list(load_workbook(raw / KNOMAD, data_only=True).worksheets[0].values)
    header = rows[1]
    book: Book = {}
    for number, row in enumerate(rows[2:], start=3):
        if row[0] is None or str(row[0]).startswith("WORLD"):
            break
        for receiver, value in zip(header[1:], row[1:], strict=True):
            if receiver == "WORLD":
                continue
            cell = Cell(names[str(receiver)], names[str(row[0])], "2017")
            if value == "-":
                book[cell] = Line(rows=[(KNOMAD, number)])
            else:
                put(book, cell, float(str(value)) * MILLION, (KNOMAD, number), status="E")
    sums: Book = {}
    groups: dict[Cell, list[Cell]] = {}
    for cell in book:
        one = cell._replace(counterpart_area="W"), cell._replace(ref_area="W")
        for total in (*one, Cell("W", "W", "2017")):
            groups.setdefault(total, []).append(cell)
    for total, cells in groups.items():
        add(sums, total, [book[cell] for cell in cells])
        if any(book[cell].value is None for cell in cells):
            sums[total].flags.add("partial_sum")
    return book | sums


def published_sums(raw: Path) -> Mapping[Cell, float]:
    """Give the model's own sums: its WORLD row and column, where no part of them is hidden."""
    names = bank_names(raw)
    rows = list(load_workbook(raw / KNOMAD, data_only=True).worksheets[0].values)
    header = rows[1]
    body = [row for row in rows[2:] if row[0] is not None and row[0] in names]
    found: dict[Cell, float] = {}
    for row in body[:-1]:
        found[Cell("W", names[str(row[0])], "2017")] = float(str(row[-1])) * MILLION
    for place, receiver in enumerate(header[1:-1], start=1):
        if all(row[place] != "-" for row in body):
            cell = Cell(names[str(receiver)], "W", "2017")
            found[cell] = float(str(body[-1][place])) * MILLION
    return found


def costs(raw: Path) -> Book:
    """Read the cost of sending to a country, from a country, and between two."""
    to = named(from_sheet(raw, COST_TO), "wb_remittance_cost_to", "percent")
    sent = from_sheet(raw, COST_FROM, breakdown="direction.from")
    between = named(corridors(raw), "wb_remittance_cost_corridor", "percent")
    return to | named(sent, "wb_remittance_cost_from", "percent") | between


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("remittances_received", "worldbank"): lambda raw: named(
        with_lacking_world(from_sheet(raw, RECEIVED)), "wb_remittances_received", "usd"
    ),
    ("remittances_paid", "worldbank"): lambda raw: named(paid(raw), "wb_remittances_paid", "usd"),
    ("remittances_share_gdp", "worldbank"): lambda raw: named(
        from_sheet(raw, SHARE), "wb_remittances_share", "percent"
    ),
    ("remittance_cost", "worldbank"): costs,
    ("gini", "worldbank"): lambda raw: named(gini(raw), "wb_gini", "index"),
    ("remittance_corridor_model", "knomad_2017"): lambda raw: named(
        model(raw), "knomad_model", "usd"
    ),
}
PRINTED: Mapping[Name, Callable[[Path], Mapping[Cell, float]]] = {
    ("remittance_corridor_model", "knomad_2017"): published_sums
}

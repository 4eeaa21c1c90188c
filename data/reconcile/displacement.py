"""Internal displacement and net migration, read row by row."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyreadr

from data.reconcile.book import CODES, Book, Cell, Name, named, place_names, put

FLOWS = "idmc_displacement/2025/idmc_flows.rda"
STOCKS = "idmc_displacement/2025/idmc_stocks.rda"
MIGRATION = "un_wpp/2024/migration.txt"
PROJECTION = "un_wpp/2024/migrationprojMed.txt"
NEEDED = (FLOWS, STOCKS, MIGRATION, PROJECTION)
SEXES = {"female": "F", "male": "M", "unknown": "_U"}
AGES = {
    "0-4": "Y0T4",
    "5-11": "Y5T11",
    "12-17": "Y12T17",
    "18-59": "Y18T59",
    "60+": "Y_GE60",
    "unknown": "_U",
}


def lines(raw: Path, name: str) -> Iterator[tuple[dict[str, object], tuple[str, int]]]:
    """Read an R file row by row, each with its place."""
    (table,) = pyreadr.read_r(str(raw / name)).values()
    for number, row in enumerate(table.astype(object).to_dict("records"), start=1):
        yield row, (name, number)


def displaced_in_a_year(raw: Path, *, by_disaster: bool) -> Book:
    """Write down the displacements of conflict, or those of disasters and of each hazard."""
    code = place_names("idmc")
    book: Book = {}
    for row, where in lines(raw, FLOWS):
        area, cause = code(str(row["geo"])), str(row["cause"])
        if area is None or (cause == "conflict") is by_disaster:
            continue
        splits = ["_T", f"hazard.{cause.replace(' ', '_')}"] if by_disaster else ["_T"]
        for place in (area, "W"):
            for split in splits:
                cell = Cell(place, "_Z", str(int(float(str(row["t"])))), breakdown=split)
                put(book, cell, float(str(row["n"])), where, status="E")
    counted = "idmc_new_disaster" if by_disaster else "idmc_new_conflict"
    return named(book, counted, "displacements")


def displaced_at_the_end(raw: Path) -> Book:
    """Write down every person under all the totals that she or he is a part of."""
    code = place_names("idmc")
    book: Book = {}
    for row, where in lines(raw, STOCKS):
        area = code(str(row["geo"]))
        if area is None:
            continue
        for place in (area, "W"):
            for sex in (SEXES[str(row["sex"])], "_T"):
                for age in (AGES[str(row["age"])], "_T"):
                    for split in (f"cause.{row['cause']}", "_T"):
                        cell = Cell(place, "_Z", str(int(float(str(row["t"])))), sex, age, split)
                        put(book, cell, float(str(row["n"])), where, status="E")
    return named(book, "idmc_stock")


def net_migration(raw: Path) -> Book:
    """Write down net migration: thousands are turned into persons."""
    areas = pd.read_csv(CODES / "areas.csv", keep_default_na=False, dtype=str)
    countries = {m49: area for area, m49 in zip(areas["id"], areas["m49"], strict=True) if m49}
    countries |= {"900": "W", "412": "XKX"}
    book: Book = {}
    for name in (MIGRATION, PROJECTION):
        with (raw / name).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter="\t"), start=2):
                area = countries.get(row["country_code"].zfill(3))
                for year, text in row.items():
                    if area is None or not year.isdigit():
                        continue
                    known = int(year) <= int(row.get("last.observed") or 0)
                    cell = Cell(area, "_Z", year)
                    persons = float(round(1000 * float(text)))
                    put(book, cell, persons, (name, number), status="E" if known else "F")
    return named(book, "wpp_net_migration")


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("idp_new_conflict", "idmc"): lambda raw: displaced_in_a_year(raw, by_disaster=False),
    ("idp_new_disaster", "idmc"): lambda raw: displaced_in_a_year(raw, by_disaster=True),
    ("idp_stock", "idmc"): displaced_at_the_end,
    ("net_migration", "wpp_2024"): net_migration,
}

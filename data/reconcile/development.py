"""Human development and labour: UNDP's time series and Gapminder's files, cell by cell."""

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from data.reconcile.book import Book, Cell, Line, Name, named, place_names, put

SERIES = "undp_hdr/2023-24/HDR23-24_Composite_indices_complete_time_series.csv"
INEQUALITY = "undp_hdr/2023-24/HDR23-24_Statistical_Annex_GII_Table.csv"
GAPMINDER = "gapminder_systema_globalis/2026-03/"
WOMEN_WORK = GAPMINDER + "females_aged_15plus_labour_force_participation_rate_percent.csv"
MEN_WORK = GAPMINDER + "males_aged_15plus_labour_force_participation_rate_percent.csv"
UNEMPLOYED = GAPMINDER + "aged_15plus_unemployment_rate_percent.csv"
WOMEN_UNEMPLOYED = GAPMINDER + "females_aged_15plus_unemployment_rate_percent.csv"
MEN_UNEMPLOYED = GAPMINDER + "males_aged_15plus_unemployment_rate_percent.csv"
HDI = GAPMINDER + "hdi_human_development_index.csv"
GINI = GAPMINDER + "inequality_index_gini.csv"
GDP = GAPMINDER + "gdppercapita_us_inflation_adjusted.csv"
NEEDED = (
    *(SERIES, INEQUALITY, WOMEN_WORK, MEN_WORK, UNEMPLOYED, WOMEN_UNEMPLOYED, MEN_UNEMPLOYED),
    *(HDI, GINI, GDP),
)
SAME = {"Korea (Republic of)": "KOR"}  # the annex's name of what the series call South Korea
SERIES_OF = {
    "hdi": {"hdi": "_T", "hdi_f": "F", "hdi_m": "M"},
    "ihdi": {"ihdi": "_T"},
    "gii": {"gii": "_T"},
    "gdi": {"gdi": "_T"},
    "labour_participation": {"lfpr_f": "F", "lfpr_m": "M"},
}


def undp(raw: Path, indicator: str) -> Book:
    """Read the columns of an indicator, ``<series>_<year>``: an empty cell is missing.

    So it is for areas that have any figure of the series, in years in which any area has one.
    """
    code = place_names("undp_2024")
    sexes = SERIES_OF[indicator]
    book: Book = {}
    empty: Book = {}
    with (raw / SERIES).open(encoding="latin-1", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            area = code(row["iso3"])
            for column, text in row.items():
                found = re.fullmatch(r"(\w+)_(\d{4})", column)
                if area is None or not found or found[1] not in sexes:
                    continue
                cell = Cell(area, "_Z", found[2], sexes[found[1]])
                if text:
                    put(book, cell, float(text), (SERIES, number))
                else:
                    empty[cell] = Line(rows=[(SERIES, number)])
    areas = {(cell.ref_area, cell.sex) for cell in book if cell.ref_area != "W"}
    years = {(cell.period, cell.sex) for cell in book}
    return book | {
        cell: line
        for cell, line in empty.items()
        if (cell.ref_area, cell.sex) in areas and (cell.period, cell.sex) in years
    }


def annex(raw: Path) -> Mapping[Cell, float]:
    """Give the gender inequality of 2022 as the printed table has it, by name of the country."""
    code = place_names("undp_2024")
    with (raw / SERIES).open(encoding="latin-1", newline="") as file:
        ours = {row["country"]: code(row["iso3"]) for row in csv.DictReader(file)} | SAME
    found: dict[Cell, float] = {}
    with (raw / INEQUALITY).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            area = ours.get(row[1].strip())
            if area is not None and row[2] != "..":
                found[Cell(area, "_Z", "2022")] = float(row[2])
    return found


def gapminder(raw: Path, files: Mapping[str, str]) -> Book:
    """Read files of one indicator, one a sex: area, year, value."""
    code = place_names("gapminder_2026")
    book: Book = {}
    for sex, name in files.items():
        with (raw / name).open(encoding="utf-8", newline="") as file:
            for number, (geo, year, text) in enumerate(csv.reader(file), start=1):
                if number == 1 or not text:
                    continue
                area = code(geo.upper())
                if area is not None:
                    # What the edition of March 2026 says of 2026 and later, nobody has seen.
                    status = "F" if year > "2025" else "A"
                    put(book, Cell(area, "_Z", year, sex), float(text), (name, number), status)
    return book


def of_undp(indicator: str, definition: str, unit: str = "index") -> Callable[[Path], Book]:
    """Give the reading of one indicator of UNDP's series."""
    return lambda raw: named(undp(raw, indicator), definition, unit)


def of_gapminder(
    files: Mapping[str, str], definition: str, unit: str = "percent"
) -> Callable[[Path], Book]:
    """Give the reading of one indicator of Gapminder's files."""
    return lambda raw: named(gapminder(raw, files), definition, unit)


WORK = {"F": WOMEN_WORK, "M": MEN_WORK}
JOBLESS = {"_T": UNEMPLOYED, "F": WOMEN_UNEMPLOYED, "M": MEN_UNEMPLOYED}
READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("hdi", "undp_2024"): of_undp("hdi", "undp_hdi"),
    ("ihdi", "undp_2024"): of_undp("ihdi", "undp_ihdi"),
    ("gii", "undp_2024"): of_undp("gii", "undp_gii"),
    ("gdi", "undp_2024"): of_undp("gdi", "undp_gdi"),
    ("labour_participation", "undp_2024"): of_undp(
        "labour_participation", "undp_participation", "percent"
    ),
    ("hdi", "gapminder_2026"): of_gapminder({"_T": HDI}, "gapminder_hdi", "index"),
    ("gini", "gapminder_2026"): of_gapminder({"_T": GINI}, "gapminder_gini", "index"),
    ("gdp_per_capita", "gapminder_2026"): of_gapminder(
        {"_T": GDP}, "gapminder_gdp", "usd_per_person"
    ),
    ("labour_participation", "gapminder_2026"): of_gapminder(WORK, "gapminder_participation"),
    ("unemployment_rate", "gapminder_2026"): of_gapminder(JOBLESS, "gapminder_unemployment"),
}
PRINTED: Mapping[Name, Callable[[Path], Mapping[Cell, float]]] = {("gii", "undp_2024"): annex}

"""Raw files cut to a few rows, with a catalogue whose checksums are theirs: every failure's start.

The figures are those of the producers' files for the cells that are kept.
"""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadr

from data.catalogue import Catalogue
from data.connectors.files import is_unreadable
from tests.data import (
    cut_estimates,
    cut_internal,
    cut_national,
    cut_national_b,
    cut_routes,
    cut_series,
    cut_unhcr,
)

CATALOGUE = Path(__file__).parents[2] / "data" / "catalogue"
STOCKS_2024 = "undesa_migrant_stock/2024/undesa_stocks.rda"
STOCKS_2020 = "undesa_migrant_stock/2020/undesa_stocks_2020.rda"
WORKBOOK = "undesa_migrant_stock/2020/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
POPULATION = cut_unhcr.POPULATION
WOMEN = "un_wpp/2024/female_population_with_projections.csv"
MEN = "un_wpp/2024/male_population_with_projections.csv"
UNEQUAL = "file,group,rows,difference,reason\n"
SHEETS = {**cut_series.SHEETS, **cut_national.SHEETS, **cut_national_b.SHEETS}
YEARS = (1990, 1995, 2000, 2005, 2010, 2015, 2020)


def stocks() -> pd.DataFrame:
    """Give stocks: Venezuelans and others in Argentina, nobody yet in South Sudan."""
    rows = [
        ("ARG", 2020, "VEN", "female", 53000, 1, 0, 1, 0),
        ("ARG", 2020, "VEN", "male", 50540, 1, 0, 1, 0),
        ("ARG", 2020, "OOO", "female", 7, 1, 0, 1, 0),
        ("ARG", 2020, "OOO", "male", 5, 1, 0, 1, 0),
        ("SSD", 1990, "VEN", "female", 0, 0, 0, 0, 1),
        ("SSD", 1990, "VEN", "male", 0, 0, 0, 0, 1),
    ]
    columns = ["geo", "t", "from", "sex", "n", "type_b", "type_c", "type_r", "type_i"]
    return pd.DataFrame(rows, columns=columns)


def people(sex: str) -> pd.DataFrame:
    """Give the population of three areas by one sex."""
    rows = [
        (area, year, persons + year)
        for area, persons in (("arg", 22_000_000), ("pry", 3_000_000), ("gbg", 32_000))
        for year in (2017, 2018, 2020, 2022, 2023, 2024)
    ]
    return pd.DataFrame(rows, columns=["geo", "time", f"{sex}_population_with_projections"])


def sheet_rows(table: str) -> list[list[object]]:
    """Give the areas of one sheet of the workbook: all origins together, sexes x years."""
    dots = [".."] * 20
    whole = {"Table 1": (103552, 50545, 53007), "Table 3": (0.23, 0.22, 0.24)}[table]
    arg: list[object] = []
    for value in whole:
        arg += [".."] * 6 + [value]
    ssd = [".." if table == "Table 3" else "..", *dots]
    return [
        [None, "WORLD", None, 900, "", *arg],
        [None, "SOUTH AMERICA", None, 931, "", *arg],
        [None, "Argentina", None, 32, "B R", *arg],
        [None, "South Sudan", None, 728, "I", *ssd],
    ]


def write_workbook(path: Path) -> None:
    """Write the workbook of the 2020 edition."""
    book = openpyxl.Workbook()
    for name in ("Table 1", "Table 3"):
        sheet = book.create_sheet(name)
        for _ in range(10):
            sheet.append([None, "heading"])
        sheet.append(
            [None, "area", "Notes", "Location code", "Type of data", *YEARS, *YEARS, *YEARS]
        )
        for row in sheet_rows(name):
            sheet.append(row)
    book.save(path)


Change = Callable[[pd.DataFrame], pd.DataFrame]


def write_raw(folder: Path, change: dict[str, Change] | None = None) -> Path:
    """Write all raw files, each changed first if asked, and give the raw folder."""
    raw, changes = folder / "raw", change or {}
    for path, content in contents().items():
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        (raw / path).write_bytes(content)
    every = tables() if changes else {}
    for path, changed in changes.items():
        write_file(raw / path, path, changed(every[path]))
    return raw


@cache
def contents() -> dict[str, bytes]:
    """Give what every raw file holds, by path: most tests want them as they are."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder)
        for path, table in tables().items():
            (raw / path).parent.mkdir(parents=True, exist_ok=True)
            write_file(raw / path, path, table)
        write_workbook(raw / WORKBOOK)
        cut_estimates.write_flows(raw)
        cut_national.write_book(raw)
        files = [file for file in raw.rglob("*") if file.is_file()]
        return {str(file.relative_to(raw)): file.read_bytes() for file in files}


def tables() -> dict[str, pd.DataFrame]:
    """Give the tables of all raw files but the workbook of 2020 and JSON files, by path."""
    return {
        **cut_estimates.tables(),
        **cut_series.tables(),
        **cut_internal.tables(),
        **cut_national.tables(),
        **cut_routes.tables(),
        **cut_national_b.tables(),
        **cut_unhcr.tables(),
        STOCKS_2024: stocks().assign(t=lambda rows: rows["t"].replace({2020: 2024})),
        STOCKS_2020: stocks(),
        WOMEN: people("female"),
        MEN: people("male"),
    }


def write_file(file: Path, path: str, table: pd.DataFrame) -> None:
    """Write one table as its producer does: a text file, an R file or a sheet of a workbook."""
    if path.endswith(".csv"):
        table.to_csv(
            file,
            index=False,
            sep=separator(path),
            encoding=cut_national.CODINGS.get(path, "utf-8"),
            header=path != cut_national.HEADLESS,
        )
    elif path.endswith(".txt"):
        table.to_csv(file, index=False, sep="\t")
    elif path in SHEETS:
        book = openpyxl.Workbook()
        sheet = book.create_sheet(SHEETS[path], 0)
        for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
            sheet.append(list(row))
        with file.open("wb") as opened:
            book.save(opened)
    else:
        pyreadr.write_rdata(
            str(file), table, df_name=cut_unhcr.OBJECTS.get(path, file.stem), compress="gzip"
        )


def separator(path: str) -> str:
    """Say what stands between two cells of a text file."""
    if path == cut_estimates.NAMES:
        return ";"
    return "|" if path in cut_national_b.card_files() else ","


def catalogue_of(raw: Path, folder: Path) -> Catalogue:
    """Give the project's catalogue with the checksums of these raw files, and no exceptions."""
    copy = folder / "catalogue"
    shutil.copytree(CATALOGUE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (copy / "exceptions.toml").write_text("breaches = []\nexempt = []\n", encoding="utf-8")
    (copy / "unequal.csv").write_text(UNEQUAL, encoding="utf-8")
    true = Catalogue.read()
    for name, card in true.sources.items():
        file = copy / "sources" / f"{name}.toml"
        text = file.read_text(encoding="utf-8")
        for each in card.files:
            content = (raw / each.path).read_bytes()
            checksum = hashlib.sha256(content).hexdigest()
            own = f'sha256 = "{checksum}"\nrows = {rows_of(raw / each.path, each.path)}'
            text = text.replace(f'sha256 = "{each.sha256}"\nrows = {each.rows}', own)
        file.write_text(text, encoding="utf-8")
    return Catalogue.read(copy)


def rows_of(file: Path, path: str) -> int:
    """Count the rows of a file as its card has to; of one that cannot be read there are none."""
    try:
        if path.endswith(".rda"):
            return sum(map(len, pyreadr.read_r(str(file)).values()))
        if path.endswith(".json"):
            content = json.loads(file.read_text(encoding="utf-8"))
            return len(content["names"]) * len(content["matrix"])
    except (pyreadr.LibrdataError, pyreadr.PyreadrError, ValueError):
        return 0
    if path.endswith(".md") or path == cut_national.HEADLESS:
        return len(file.read_text(encoding="utf-8", errors="replace").splitlines())
    if path.endswith((".csv", ".txt")):
        return file.read_bytes().count(b"\n") - 1
    if not zipfile.is_zipfile(file):
        return 0
    sheets = (sheet for name, sheet in SHEETS.items() if name.endswith(path))
    sheet = next(sheets, "Table 1")
    try:
        return len(pd.read_excel(file, sheet_name=sheet, header=None, engine="calamine"))
    except BaseException as fault:
        if not is_unreadable(fault):
            raise
        return 0

"""The second reading of remittances, human development and labour."""

import csv
import shutil

import openpyxl
import pandas as pd
import pyreadr
import pytest

from data.reconcile import book, development, money
from data.reconcile.book import Cell

ALIASES = "worldbank,WLD,W,world\nundp_2024,ZZK.WORLD,W,world\ngapminder_2026,KOS,XKX,Kosovo\n"
IGNORED = "worldbank,ARB,a region\nundp_2024,ZZE.AS,a region\n"


@pytest.fixture(autouse=True)
def codes(tmp_path, monkeypatch):
    """The areas of the project, and what these sources call some of them."""
    folder = tmp_path / "codes"
    folder.mkdir()
    shutil.copy(book.CODES / "areas.csv", folder)
    (folder / "aliases.csv").write_text("source,code,area,reason\n" + ALIASES, "utf-8")
    (folder / "ignored.csv").write_text("source,code,reason\n" + IGNORED, "utf-8")
    monkeypatch.setattr(book, "CODES", folder)


def write_sheet(folder, name, years, rows):
    """Write a workbook as the World Bank lays it out."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Data"
    for row in [["Data Source"]] + [["Last Updated"]] + [["-"]]:
        sheet.append(row)
    sheet.append(["Country Name", "Country Code", "Indicator Name", "Indicator Code", *years])
    for row in rows:
        sheet.append([*row[:2], "it", "IT", *row[2:]])
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("wb") as file:
        workbook.save(file)


def write_lines(folder, name, rows):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def bank(tmp_path):
    """What four countries paid, by the workbook and by the later selection."""
    rows = [
        ("Colombia", "COL", 10.5, 11.0),
        ("Argentina", "ARG", 20.0, None),
        ("World", "WLD", 90.0, 91.0),
        ("Arab World", "ARB", 1.0, 1.0),
    ]
    write_sheet(tmp_path, money.PAID, ("2021", "2022"), rows)
    write_sheet(tmp_path, money.RECEIVED, ("2021",), [("Peru", "PER", 1.0)])
    selection = [("COL", "remout", 2022, 12.0), ("ARG", "remout", 2021, 20.5)]
    selection += [("ARG", "remout", 2022, 21.0), ("ARG", "remin", 2023, 5.0)]
    wdi = pd.DataFrame(selection, columns=["geo", "var", "t", "v"])
    pyreadr.write_rdata(str(tmp_path / money.WDI), wdi, df_name="wdi", compress="gzip")
    return tmp_path


def test_the_official_workbook_wins_and_the_selection_goes_on_after_it(bank):
    found = money.paid(bank)
    assert found[Cell("COL", "_Z", "2022")].value == 11
    assert found[Cell("ARG", "_Z", "2021")].value == 20
    line = found[Cell("ARG", "_Z", "2022")]
    assert (line.value, line.status, line.flags) == (21, "B", {"other_vintage"})
    assert Cell("ARG", "_Z", "2023") not in found


def test_the_world_is_kept_and_regions_are_left_out(bank):
    found = money.paid(bank)
    assert {cell.ref_area for cell in found} == {"COL", "ARG", "W"}


def test_a_hidden_figure_of_the_model_is_missing_and_its_sums_are_partial(bank):
    workbook = openpyxl.Workbook()
    for row in (
        ["Estimates"],
        ["receiving / sending", "Colombia", "Peru", "WORLD"],
        ["Colombia", 0, "-", 0],
        ["Argentina", 2.5, 1, 3.5],
        ["WORLD", 2.5, 1.2, 3.7],
    ):
        workbook.active.append(row)
    (bank / money.KNOMAD).parent.mkdir(parents=True)
    workbook.save(bank / money.KNOMAD)
    found = money.model(bank)
    assert found[Cell("COL", "ARG", "2017")].value == 2_500_000
    assert found[Cell("COL", "COL", "2017")].value == 0
    assert found[Cell("PER", "COL", "2017")].status == "M"
    assert found[Cell("PER", "W", "2017")].value == 1_000_000
    assert found[Cell("PER", "W", "2017")].flags == {"partial_sum"}
    assert not found[Cell("COL", "W", "2017")].flags
    assert found[Cell("W", "W", "2017")].value == 3_500_000
    assert money.published_sums(bank) == {
        Cell("COL", "W", "2017"): 2_500_000,
        Cell("W", "COL", "2017"): 0,
        Cell("W", "ARG", "2017"): 3_500_000,
    }


def test_a_corridor_is_of_the_receiver_from_the_sender_in_a_quarter(tmp_path):
    head = ["Sending Countries Name", "Sending Countries Code", "Series Name", "Series Code"]
    head += ["Receiving Countries  Name", "Receiving Countries  Code"]
    rows = [["Spain", "ESP", "cost", "ATCR.CORR", "Colombia", "COL", "..", "5.25"], ["note"]]
    quarters = ["2011Q1 [YR2011Q1]", "2011Q3 [YR2011Q3]"]
    write_lines(tmp_path, money.CORRIDORS, [[*head, *quarters], *rows])
    found = money.corridors(tmp_path)
    assert [(tuple(cell[:3]), line.value) for cell, line in found.items()] == [
        (("COL", "ESP", "2011-Q3"), 5.25)
    ]


def test_ranks_and_groups_are_no_indices_and_an_empty_cell_is_a_gap(tmp_path):
    head = ["iso3", "country", "hdi_rank_2022", "hdi_1990", "hdi_2022", "hdi_f_2022", "gdi_2022"]
    rows = [
        ["PER", "Peru", "87", "", "0.762", "0.755", "0.95"],
        ["ZZK.WORLD", "World", "", "0.6", "", "", ""],
        ["ZZE.AS", "Arab States", "", "0.5", "", "", ""],
    ]
    write_lines(tmp_path, development.SERIES, [head, *rows])
    found = development.undp(tmp_path, "hdi")
    assert {(cell.ref_area, cell.period, cell.sex): line.value for cell, line in found.items()} == {
        ("PER", "1990", "_T"): None,
        ("PER", "2022", "_T"): 0.762,
        ("PER", "2022", "F"): 0.755,
        ("W", "1990", "_T"): 0.6,
    }


def test_the_annex_says_the_inequality_of_countries_by_name(tmp_path):
    head = ["iso3", "country", "gii_2022"]
    write_lines(
        tmp_path, development.SERIES, [head, ["PER", "Peru", "0.36"], ["ZZK.WORLD", "World", ""]]
    )
    annex = [["", "Table 5"], ["87", "Peru", "0.360", ""], ["", "Arab States", "0.5"]]
    write_lines(
        tmp_path, development.INEQUALITY, [*annex, ["", "World", ".."], ["9", "Andorra", ".."]]
    )
    assert development.annex(tmp_path) == {Cell("PER", "_Z", "2022"): 0.36}


def test_gapminder_writes_a_file_a_sex(tmp_path):
    write_lines(tmp_path, development.WOMEN_WORK, [["geo", "time", "it"], ["kos", "2020", "40.5"]])
    write_lines(tmp_path, development.MEN_WORK, [["geo", "time", "it"], ["per", "2020", "70"]])
    files = {"F": development.WOMEN_WORK, "M": development.MEN_WORK}
    found = development.gapminder(tmp_path, files)
    assert {(cell.ref_area, cell.sex): line.value for cell, line in found.items()} == {
        ("XKX", "F"): 40.5,
        ("PER", "M"): 70,
    }

"""A raw file of another shape is named, with what is wrong in it and what to do."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pyreadr
import pytest

from data.catalogue import Catalogue
from data.connectors import CONNECTORS
from data.connectors.files import BrokenRawFile
from data.harmonise.write import put_in_place
from tests.data import cut, cut_unhcr


def read(raw: Path, source: str) -> None:
    CONNECTORS[source](raw, cut.catalogue_of(raw, raw.parent).sources[source])


def edit_workbook(raw: Path, sheet: str, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(raw / cut.WORKBOOK)
    book[sheet][cell] = value
    book.save(raw / cut.WORKBOOK)


def test_cut_files_are_read(tmp_path):
    raw = cut.write_raw(tmp_path)
    catalogue = cut.catalogue_of(raw, tmp_path)
    for source, connector in CONNECTORS.items():
        tables = connector(raw, catalogue.sources[source]).tables
        assert all(len(table) for table in tables.values())


@pytest.mark.parametrize(
    ("url", "place"), [("https://a.example", "https://a.example"), ("", "INE Bolivia")]
)
def test_a_file_that_is_not_there_is_to_be_fetched_from_its_producer(tmp_path, url, place):
    card = replace(Catalogue.read().sources["bol_census_2024"], url=url)
    with pytest.raises(BrokenRawFile, match=f"Fetch it from {place}$"):
        CONNECTORS["bol_census_2024"](tmp_path, card)


def test_row_numbers_are_those_of_the_file(tmp_path):
    raw = cut.write_raw(tmp_path)
    catalogue = cut.catalogue_of(raw, tmp_path)
    women = CONNECTORS["wpp_2024"](raw, catalogue.sources["wpp_2024"]).tables["female"]
    lines = (raw / cut.WOMEN).read_text(encoding="utf-8").splitlines()
    assert women.index[0] == 2
    assert lines[women.index[-1] - 1].startswith(women["area"].iloc[-1])


def test_years_of_the_workbook_in_another_place_stop(tmp_path):
    raw = cut.write_raw(tmp_path)
    edit_workbook(raw, "Table 3", "F11", 1985)
    with pytest.raises(BrokenRawFile, match="Table 3: row 11 must hold the years"):
        read(raw, "undesa_2020")


def test_text_in_the_workbook_stops_with_its_row(tmp_path):
    raw = cut.write_raw(tmp_path)
    edit_workbook(raw, "Table 1", "L14", "~")
    with pytest.raises(BrokenRawFile, match=r"neither a number nor '\.\.' in row 14"):
        read(raw, "undesa_2020")


def test_workbook_without_its_sheet_stops(tmp_path):
    raw = cut.write_raw(tmp_path)
    book = openpyxl.load_workbook(raw / cut.WORKBOOK)
    del book["Table 3"]
    book.save(raw / cut.WORKBOOK)
    with pytest.raises(BrokenRawFile, match="no readable workbook with a sheet 'Table 3'"):
        read(raw, "undesa_2020")


def test_r_file_with_another_table_stops(tmp_path):
    raw = cut.write_raw(tmp_path)
    pyreadr.write_rdata(str(raw / cut.POPULATION), cut_unhcr.populations(), df_name="flows")
    with pytest.raises(BrokenRawFile, match="has no table 'population', only flows"):
        read(raw, "unhcr")


def test_csv_of_another_encoding_stops(tmp_path):
    raw = cut.write_raw(tmp_path)
    (raw / cut.MEN).write_bytes("geo,time\ncôte,1\n".encode("latin-1"))
    with pytest.raises(BrokenRawFile, match="is no readable CSV file"):
        read(raw, "wpp_2024")


def test_swap_that_fails_puts_the_old_folder_back(tmp_path):
    out = tmp_path / "tables"
    out.mkdir()
    (out / "old.txt").write_text("old", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "never made", out)
    assert (out / "old.txt").read_text(encoding="utf-8") == "old"

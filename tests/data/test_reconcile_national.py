"""The second reading of the national sources of Chile, Argentina and Bolivia."""

import pytest

from data.reconcile import datamigra, national_a
from data.reconcile.book import Cell
from tests.data import cut


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return cut.write_raw(tmp_path_factory.mktemp("second"))


def test_a_row_of_chile_is_a_part_of_sixteen_cells(raw):
    book = national_a.sermig(raw, "ESTIMACION")
    row = (national_a.SERMIG, 4)
    own = {cell for cell, line in book.items() if row in line.rows}
    assert len(own) == 16
    assert Cell("CL-RM", "PER", "2022", "F", "Y_GE80") in own
    assert book[Cell("CHL", "W", "2022")].value == 38


def test_totals_in_print_are_those_of_the_rows(raw):
    book, printed = national_a.sermig(raw, "ESTIMACION"), national_a.workbook(raw)
    assert printed[Cell("CHL", "W", "2022")] == book[Cell("CHL", "W", "2022")].value
    assert printed[Cell("CHL-_U", "W", "2022")] == 6


def test_men_and_women_that_are_not_the_total_are_flagged(raw):
    file = raw / national_a.REGIONS
    kept = file.read_text("utf-8")
    file.write_text(kept.replace("Ñuble,11,5,6", "Ñuble,11,5,5"), "utf-8")
    book = national_a.chile_born(raw)
    file.write_text(kept, "utf-8")
    assert book[Cell("CL-NB", "W", "2024", "F")].flags == {"misprinted"}
    assert not book[Cell("CL-NB", "W", "2024", "M")].flags


def test_a_quarter_without_a_province_is_missing_and_its_sums_say_so(raw):
    file = raw / national_a.QUARTERS["2018-Q4"]
    kept = file.read_text("utf-8")
    lines = [line for line in kept.splitlines(keepends=True) if "CIUDAD" not in line]
    file.write_text("".join(lines), "utf-8")
    book = national_a.residences(raw)
    file.write_text(kept, "utf-8")
    assert book[Cell("AR-C", "_Z", "2018-Q4")].value is None
    assert book[Cell("ARG", "_Z", "2018-Q4")].flags == {"partial_sum"}
    assert book[Cell("ARG", "_Z", "2018")].flags == {"partial_sum"}
    own = book[Cell("AR-C", "_Z", "2018")].flags
    assert {"partial_period", "has_09"} <= own and "has_10" not in own
    assert book[Cell("ARG", "_Z", "2017")].flags == set()


def test_the_irregular_of_all_origins_are_the_number_that_the_share_is_of(raw):
    line = datamigra.irregular(raw)[Cell("CHL", "W", "2023")]
    assert (line.value, line.flags) == (16.0, {"from_share"})


def test_a_share_of_pupils_is_computed_from_both_counts(raw):
    book = datamigra.pupils(raw, share=True)
    assert book[Cell("CHL", "_Z", "2025")].value == 10
    assert book[Cell("CL-NB", "_Z", "2025")].value == 2.5

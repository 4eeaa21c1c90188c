"""Every fact of a cell is compared, whichever producer it is of."""

import numpy as np
import pandas as pd
import pytest

from data.reconcile.book import Cell, Line, rows_of, table, table_of
from data.reconcile.compare import completed, differences, other_totals

MONTH = Cell("PAN", "VEN", "2023-01", sex="F", age="Y_LT18", breakdown="authority.title_8")


@pytest.fixture
def cells():
    """A figure and a missing one of the same register, as the second reading has them."""
    line = Line(5.0, "A", {"merged_labels", "implied_zero"}, [("a.rda", 3), ("a.rda", 4)])
    line.definition = "panama_transits"
    gap = Line(definition="panama_transits")
    return {MONTH: line, MONTH._replace(period="2023-02"): gap}


def test_cells_that_agree_in_everything_do_not_differ(cells):
    raw = completed(table(cells), "darien_transits")
    assert differences(raw, raw).empty


@pytest.mark.parametrize(
    ("column", "other", "what"),
    [
        ("value", 6.0, "value"),
        ("value", np.nan, "value"),
        ("status", "E", "status"),
        ("flags", "implied_zero", "flags"),
        ("definition", "honduras_entries", "definition"),
        ("unit_measure", "usd", "unit_measure"),
        ("indicator", "migrant_deaths", "indicator"),
    ],
)
def test_a_fact_that_is_not_the_raw_files_is_found(cells, column, other, what):
    raw = completed(table(cells), "darien_transits")
    ours = raw.copy()
    ours.loc[0, column] = other
    assert differences(ours, raw)["what"].tolist() == [what]


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("ref_area", "HND"),
        ("counterpart_area", "W"),
        ("year", "2023"),
        ("sex", "_T"),
        ("age", "_T"),
        ("breakdown", "_T"),
    ],
)
def test_another_key_is_another_cell_on_both_sides(cells, column, other):
    raw = completed(table(cells), "darien_transits")
    ours = raw.copy()
    ours.loc[0, column] = other
    found = differences(ours, raw)["what"]
    assert sorted(found) == ["only harmonised", "only raw"]


def test_a_gap_that_is_filled_is_found(cells):
    raw = completed(table(cells), "darien_transits")
    ours = raw.fillna({"value": 0.0})
    assert differences(ours, raw)["what"].tolist() == ["value"]


def test_a_printed_sum_that_is_not_ours_or_not_there_is_found(cells):
    ours = completed(table(cells), "darien_transits")
    printed = {MONTH: 5.0, MONTH._replace(sex="M"): 2.0}
    assert other_totals(table_of(printed), ours)["sex"].tolist() == ["M"]
    assert other_totals(table_of({MONTH: 5.5}), ours)["what"].tolist() == ["official total"]


def test_a_cell_knows_every_raw_row_that_it_is_made_of(cells):
    rows = rows_of(cells)
    assert rows["row"].tolist() == [3, 4]
    assert isinstance(rows, pd.DataFrame)
    assert set(rows["year"]) == {"2023-01"}

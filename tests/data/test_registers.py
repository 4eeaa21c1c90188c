"""The registers of the routes: what no month lists, what was not published, what a year lacks."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.connectors.files import BrokenRawFile
from data.connectors.registers import with_months
from data.harmonise.registers import (
    cells,
    check_groups,
    check_same,
    coded,
    dense,
    marks_of,
    months_from,
    with_years,
)
from data.harmonise.rows import BrokenRule

CATALOGUE = Catalogue.read()
YEAR = months_from("2023-01", "2023-12")


def counted(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    """Give parts of rows: nationality, month, persons; none of them is a month not published."""
    table = pd.DataFrame(rows, columns=["nationality", "period", "persons"])
    parts = cells(table, "d", ref_area="PAN", counterpart_area=table["nationality"])
    return parts.assign(obs_status=parts["obs_status"].mask(parts["obs_value"].isna(), "M"))


def one(rows: pd.DataFrame, other: str, period: str) -> tuple[float, str, str]:
    found = rows[(rows["counterpart_area"] == other) & (rows["time_period"] == period)]
    assert len(found) == 1
    return tuple(found.iloc[0][["obs_value", "obs_status", "flags"]])


def test_nationality_that_a_published_month_does_not_list_is_a_zero_flagged_so():
    rows = dense(counted(("VEN", "2023-01", 5)), {"VEN", "CUB"}, ["2023-01"], ["2023-01"])
    assert one(rows, "CUB", "2023-01") == (0.0, "A", "implied_zero")
    assert one(rows, "VEN", "2023-01") == (5.0, "A", "")


def test_published_zero_is_not_an_implied_one():
    rows = dense(counted(("VEN", "2023-01", 0)), {"VEN"}, ["2023-01"], ["2023-01"])
    assert one(rows, "VEN", "2023-01") == (0.0, "A", "")


def test_month_that_was_not_published_is_missing_and_no_zero():
    months = ["2023-01", "2023-02"]
    rows = dense(counted(("VEN", "2023-01", 5)), {"VEN", "CUB"}, months, ["2023-01"])
    for other in ("VEN", "CUB"):
        value, status, flags = one(rows, other, "2023-02")
        assert pd.isna(value)
        assert (status, flags) == ("M", "")


def test_year_of_twelve_months_is_their_sum_and_says_nothing():
    rows = with_years(counted(*(("VEN", month, 2) for month in YEAR)), YEAR, CATALOGUE)
    assert one(rows, "VEN", "2023") == (24.0, "A", "")


def test_year_that_lacks_months_names_those_that_it_has():
    given_rows = counted(("VEN", "2023-02", 2), ("VEN", "2023-03", None), ("VEN", "2023-11", 3))
    rows = with_years(given_rows, ["2023-02", "2023-11"], CATALOGUE)
    assert one(rows, "VEN", "2023") == (5.0, "A", "has_02 has_11 partial_period")


def test_published_months_count_and_not_those_that_list_a_part():
    rows = with_years(counted(("VEN", "2023-02", 2)), YEAR, CATALOGUE)
    assert one(rows, "VEN", "2023") == (2.0, "A", "")


def test_year_without_any_figure_is_missing_and_has_no_months():
    rows = with_years(counted(("VEN", "2023-01", None), ("CUB", "2023-02", 1)), YEAR, CATALOGUE)
    value, status, flags = one(rows, "VEN", "2023")
    assert pd.isna(value)
    assert (status, flags) == ("M", "")


def test_year_is_an_implied_zero_only_when_every_published_month_is():
    both = dense(counted(("VEN", "2023-01", 5)), {"VEN", "CUB"}, YEAR, YEAR[:2])
    rows = with_years(both, YEAR[:2], CATALOGUE)
    assert one(rows, "CUB", "2023") == (0.0, "A", "has_01 has_02 implied_zero partial_period")
    assert one(rows, "VEN", "2023") == (5.0, "A", "has_01 has_02 partial_period")


def test_doubt_about_one_month_reaches_the_year():
    given_rows = counted(("TWN", "2023-01", 5), ("TWN", "2023-02", 1))
    marked = given_rows.assign(flags=["code_doubtful", "merged_labels"])
    year = one(with_years(marked, YEAR, CATALOGUE), "TWN", "2023")
    assert year == (6.0, "A", "code_doubtful merged_labels")


@given(st.sets(st.sampled_from(YEAR), min_size=1), st.integers(0, 9))
def test_every_year_is_the_sum_of_its_months_and_flagged_unless_it_is_whole(published, persons):
    rows = dense(counted(("VEN", min(published), persons)), {"VEN", "CUB"}, YEAR, published)
    rows = with_years(rows, published, CATALOGUE)
    value, _, flags = one(rows, "VEN", "2023")
    assert value == persons
    assert ("partial_period" in flags) == (len(published) < len(YEAR))
    assert flags.count("has_") == len(published) % len(YEAR)


def test_months_of_other_years_are_no_months_of_a_year():
    assert marks_of("2024", [*YEAR, "2024-05"]) == ("partial_period", "has_05")


def test_unknown_label_is_named_with_file_and_row():
    labels = pd.Series(["men", "elders"], index=[1, 2], name="group")
    with pytest.raises(BrokenRule, match="dmg.rda: 'group' is unknown: 'elders' in row 2"):
        coded(labels, {"men": "M"}, "dmg.rda")


def test_month_that_lacks_a_group_is_named():
    table = pd.DataFrame(
        {"period": ["2023-01", "2023-01", "2023-02"], "group": ["men", "women", "men"]}
    )
    with pytest.raises(BrokenRule, match="dmg.rda: groups of persons are missing in 2023-02"):
        check_groups(table, ["group"], "dmg.rda")


def test_tables_of_one_register_must_count_the_same_persons():
    one_table = pd.DataFrame({"period": ["2023-02", "2023-03"], "persons": [5.0, 6.0]})
    other = pd.DataFrame({"period": ["2023-01", "2023-02", "2023-03"], "persons": [9.0, 5.0, 7.0]})
    with pytest.raises(BrokenRule, match="2023-03: 6, 7"):
        check_same(one_table, other, "two files")
    check_same(one_table, other, "two files", ["2023-03"])


def test_tables_of_one_register_must_have_the_same_months():
    one_table = pd.DataFrame({"period": ["2023-02"], "persons": [5.0]})
    other = pd.DataFrame({"period": ["2023-02", "2023-03"], "persons": [5.0, 7.0]})
    with pytest.raises(BrokenRule, match="2023-03: 0, 7"):
        check_same(one_table, other, "two files")


@pytest.mark.parametrize("days", [18263.0, 1e9, float("nan")])
def test_day_that_is_no_first_of_a_month_is_named(days):
    table = pd.DataFrame({"t": [18262.0, days]}, index=[1, 2])
    with pytest.raises(BrokenRawFile, match="nat.rda: 't' is no first of a month in row 2"):
        with_months(table, "nat.rda")

"""Changes between periods: of months against the year before, and never through what lacks."""

import math

import pandas as pd
import pytest

from data.changes import Change, by_difference, with_changes
from data.periods import YEAR_BEFORE

CUT = "has_01 has_02 partial_period"
SOME = "origin_partly_known"


def changes(*rows, base, difference=False):
    names = ["area", "time_period", "obs_value", "obs_status", "flags"]
    table = with_changes(pd.DataFrame(rows, columns=names), base, difference=difference)
    return {row.time_period: (row.change_state, row.change) for row in table.itertuples()}


def test_a_month_is_compared_with_the_same_month_of_the_year_before():
    told = changes(
        ("ECU", "2022-08", 10.0, "A", ""),
        ("ECU", "2023-07", 99.0, "A", ""),
        ("ECU", "2023-08", 30.0, "A", ""),
        base=YEAR_BEFORE,
    )
    assert told["2023-08"] == (Change.COMPUTED, 3.0)
    assert told["2023-07"][0] == told["2022-08"][0] == Change.NO_DATA


def test_a_month_may_be_compared_with_one_that_was_chosen():
    told = changes(
        ("ECU", "2022-12", 10.0, "A", ""), ("ECU", "2023-01", 30.0, "A", ""), base="2022-12"
    )
    assert told["2022-12"][0] == Change.NOT_LATER
    assert told["2023-01"] == (Change.COMPUTED, 3.0)


@pytest.mark.parametrize(("then", "now"), [(CUT, ""), ("", CUT), (CUT, CUT)])
def test_nothing_is_compared_to_or_from_a_year_that_lacks_months(then, now):
    told = changes(("ECU", "2020", 10.0, "A", then), ("ECU", "2025", 30.0, "A", now), base="2020")
    assert told["2025"][0] == Change.PARTIAL_PERIOD
    assert math.isnan(told["2025"][1])


@pytest.mark.parametrize(("then", "now"), [(SOME, ""), ("", SOME), (SOME, SOME)])
def test_nothing_is_compared_to_or_from_a_lower_bound(then, now):
    told = changes(
        ("PAN", "2019", 39.7, "A", then),
        ("PAN", "2023", 9.9, "A", now),
        base="2019",
        difference=True,
    )
    assert told["2023"][0] == Change.LOWER_BOUND
    assert math.isnan(told["2023"][1])


def test_a_break_since_the_same_month_of_the_year_before_is_not_computed_through():
    told = changes(
        ("ECU", "2022-08", 10.0, "A", ""),
        ("ECU", "2022-09", 10.0, "A", ""),
        ("ECU", "2023-01", 50.0, "B", ""),
        ("ECU", "2023-08", 30.0, "A", ""),
        ("ECU", "2024-01", 60.0, "A", ""),
        base=YEAR_BEFORE,
    )
    assert told["2023-08"][0] == Change.BREAK
    assert told["2024-01"] == (Change.COMPUTED, pytest.approx(1.2))


def test_a_balance_changes_by_a_difference_also_through_zero():
    told = changes(
        ("PER", "2019", -5.0, "A", ""),
        ("PER", "2020", 0.0, "A", ""),
        ("PER", "2021", 10.0, "A", ""),
        base="2019",
        difference=True,
    )
    assert told["2020"] == (Change.COMPUTED, 5.0)
    assert told["2021"] == (Change.COMPUTED, 15.0)


def test_counts_and_money_change_in_per_cent_and_all_else_by_a_difference(store):
    cards = store.catalogue.indicators
    assert not by_difference(cards["migrant_stock"])
    assert not by_difference(cards["remittances_received"])
    assert not by_difference(cards["gdp_per_capita"])
    for name in ("migrant_stock_share", "hdi", "displaced_per_1000", "migrant_stock_change"):
        assert by_difference(cards[name]), name

"""Questions of the panorama: states, breaks, and sums that say what they lack."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.address.panorama import read
from data import changes as change_rules
from data import panorama
from data.changes import Change
from data.guard import Permit, Reason, Refusal, Sum
from data.panorama import State
from data.sums import total_over_areas

PERMIT = Permit(Sum({}, frozenset()))


def cells(*rows):
    names = ["area", "time_period", "obs_value", "obs_status", "flags"]
    return pd.DataFrame(rows, columns=names)


def of_areas(*rows):
    return cells(*rows).rename(columns={"area": "ref_area"})


def changes(*rows, base="2020", difference=False):
    table = change_rules.with_changes(cells(*rows), base, difference=difference)
    return {
        (row.area, row.time_period): (row.change_state, row.change) for row in table.itertuples()
    }


def test_a_change_is_the_ratio_to_the_base_year():
    told = changes(("PER", "2020", 10.0, "A", ""), ("PER", "2025", 15.0, "A", ""))
    assert told["PER", "2025"] == (Change.COMPUTED, 1.5)


def test_a_change_is_not_computed_through_a_break():
    told = changes(
        ("PRY", "2020", 10.0, "A", ""), ("PRY", "2023", 5.0, "B", ""), ("PRY", "2025", 6.0, "A", "")
    )
    assert told["PRY", "2023"][0] == told["PRY", "2025"][0] == Change.BREAK


def test_a_break_at_the_base_year_itself_does_not_part_it_from_later_years():
    told = changes(("PER", "2020", 10.0, "B", ""), ("PER", "2021", 20.0, "A", ""))
    assert told["PER", "2021"] == (Change.COMPUTED, 2.0)


def test_another_countrys_break_is_not_ours():
    told = changes(
        ("PER", "2020", 10.0, "A", ""),
        ("PER", "2025", 20.0, "A", ""),
        ("PRY", "2020", 4.0, "A", ""),
        ("PRY", "2025", 2.0, "B", ""),
    )
    assert told["PER", "2025"][0] == Change.COMPUTED
    assert told["PRY", "2025"][0] == Change.BREAK


@pytest.mark.parametrize(
    ("then", "now", "state"),
    [
        ((None, "M", ""), (5.0, "A", ""), Change.NO_DATA),
        ((5.0, "A", ""), (None, "M", ""), Change.NO_DATA),
        ((0.0, "A", ""), (5.0, "A", ""), Change.FROM_ZERO),
        ((5.0, "A", "partial_sum"), (5.0, "A", ""), Change.PARTIAL),
        ((5.0, "A", ""), (5.0, "A", "partial_sum"), Change.PARTIAL),
    ],
)
def test_what_cannot_be_compared_says_why(then, now, state):
    told = changes(("PER", "2020", *then), ("PER", "2025", *now))
    assert told["PER", "2025"][0] == state
    assert math.isnan(told["PER", "2025"][1])


def test_from_zero_to_zero_nothing_changed():
    told = changes(("PER", "2020", 0.0, "A", ""), ("PER", "2025", 0.0, "A", ""))
    assert told["PER", "2025"] == (Change.COMPUTED, 1.0)


def test_years_up_to_the_base_have_no_change():
    told = changes(("PER", "2019", 1.0, "A", ""), ("PER", "2020", 2.0, "A", ""))
    assert {state for state, _ in told.values()} == {Change.NOT_LATER}


def test_a_sum_names_what_is_missing_and_what_is_partial():
    rows = of_areas(
        ("PER", "2025", 10.0, "A", ""),
        ("PRY", "2025", 3.0, "B", "partial_sum"),
        ("BOL", "2025", None, "M", ""),
        ("GUY", "2025", None, "O", ""),
    )
    told = total_over_areas(rows, ("PER", "PRY", "BOL", "GUY", "URY"), PERMIT).loc["2025"]
    assert told["obs_value"] == 13.0
    assert told["missing"] == ("BOL", "URY")
    assert told["partial"] == ("PRY",)


def test_a_sum_of_nothing_is_nothing_and_not_zero():
    told = total_over_areas(of_areas(("PER", "2025", math.nan, "M", "")), ("PER",), PERMIT).loc[
        "2025"
    ]
    assert math.isnan(told["obs_value"])


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=1, max_size=9))
def test_a_sum_is_the_sum_of_what_was_reported(values):
    areas = tuple(f"A{place}" for place in range(len(values)))
    rows = of_areas(
        *(
            (a, "2025", v, "A" if v is not None else "M", "")
            for a, v in zip(areas, values, strict=True)
        )
    )
    told = total_over_areas(rows.astype({"obs_value": float}), areas, PERMIT).loc["2025"]
    reported = [value for value in values if value is not None]
    assert told["reported"] == len(reported)
    if reported:
        assert told["obs_value"] == sum(reported)


def answer(store, query):
    return panorama.answer(store, read(query, store)[0])


def test_the_first_answer_has_the_published_figures(store):
    told = answer(store, "").cells
    now = told[told["time_period"] == "2025"].set_index("area")["obs_value"]
    assert now["COL"] == 2_828_195
    assert now["PER"] == 1_641_305


def test_the_total_compares_like_with_like_and_names_what_it_left_out(store):
    told = answer(store, "").totals.loc["2025"]
    assert told["change_without"] == ("PRY",)
    assert told["partial"] == ("PRY",)
    cells_ = answer(store, "").cells
    rows = cells_[cells_["area"] != "PRY"]
    now = rows[rows["time_period"] == "2025"]["obs_value"].sum()
    then = rows[rows["time_period"] == "2020"]["obs_value"].sum()
    assert told["change"] == pytest.approx(now / then)


def test_missing_parts_are_named_by_indicator(store):
    told = answer(store, "").cells.set_index(["area", "time_period"])["lacks"]
    assert told["PRY", "2023"] == ("other_protection",)
    assert told["PER", "2023"] == ()
    rate = answer(store, "indicator=displaced_population&measure=per_1000&counterpart_area=VEN")
    assert rate.cells.set_index(["area", "time_period"])["lacks"]["PRY", "2023"] == (
        "other_protection",
    )


def test_zero_missing_and_not_applicable_are_three_states(store):
    other = answer(store, "indicator=other_protection&counterpart_area=VEN").cells
    states = other.set_index(["area", "time_period"])["state"]
    assert states["PRY", "2023"] == State.MISSING
    assert states["PRY", "2022"] == State.VALUE
    idps = answer(store, "indicator=idps").cells.set_index(["area", "time_period"])["state"]
    assert idps["PER", "2025"] == State.ZERO
    origin = answer(store, "indicator=displaced_population&counterpart_area=VEN&ref_area=PER")
    assert set(origin.cells["state"]) <= set(State)


def test_a_rate_is_never_added_over_areas(store):
    told = answer(store, "indicator=migrant_stock&measure=share").totals
    assert told["obs_value"].isna().all()
    assert told["change"].isna().all()


def test_years_without_data_are_stops_of_the_time_bar(store):
    told = answer(store, "indicator=migrant_stock")
    assert len(told.stops) == 2024 - 1990 + 1
    assert told.choices.periods == ("1990", "1995", "2000", "2005", "2010", "2015", "2020", "2024")


def test_editions_are_never_mixed(store):
    old = answer(store, "indicator=migrant_stock&source=undesa_2020").cells
    now = old[(old["time_period"] == "2020") & (old["area"] == "CHL")]["obs_value"]
    assert now.tolist() == [1_645_015]
    new = answer(store, "indicator=migrant_stock&source=undesa_2024").cells
    now = new[(new["time_period"] == "2020") & (new["area"] == "CHL")]["obs_value"]
    assert now.tolist() == [1_476_240]


@pytest.mark.parametrize(
    ("query", "opens"),
    [
        ("indicator=population", "2023"),
        ("indicator=population_age_share", "2023"),
        ("indicator=net_migration_rate", "2023"),
        ("indicator=labour_participation", "2025"),
        ("indicator=displaced_per_1000", "2025"),
        ("indicator=migrant_stock_share", "2024"),
        ("indicator=migrant_stock&beside=hdi", "2020"),
        ("indicator=migrant_stock&beside=hdi&time_period=2024", "2024"),
        ("indicator=idp_stock&beside=idps", "2024"),
        ("indicator=remittance_corridor_model&beside=idp_stock", "2017"),
    ],
)
def test_a_view_opens_at_the_latest_period_that_was_seen_and_a_pair_where_both_have_data(
    store, query, opens
):
    assert read(query, store)[0].time_period == opens


def test_what_is_projected_is_known_and_of_a_rate_its_numerator_decides(store):
    assert answer(store, "indicator=population").choices.ahead >= {"2024", "2050", "2100"}
    assert "2023" not in answer(store, "indicator=population").choices.ahead
    assert "2024" in answer(store, "indicator=net_migration_rate").choices.ahead
    rate = answer(store, "indicator=displaced_per_1000")
    assert rate.choices.ahead == frozenset()
    assert not rate.cells["ahead"].any()


def test_a_partial_figure_is_marked_and_its_zero_is_no_zero(store):
    flags = store.catalogue.flags
    rows = cells(
        ("COL", "2025", 0.0, "A", "counted_in_cases partial_sum"),
        ("PER", "2025", 0.0, "A", ""),
        ("CHL", "2025", 5.0, "A", "rounded"),
        ("BOL", "2025", None, "M", "not_separate"),
    ).assign(state=["zero", "zero", "value", "missing"])
    told = panorama.with_marks(rows, flags).set_index("area")
    assert told["marked"].to_dict() == {"COL": True, "PER": False, "CHL": False, "BOL": False}
    assert told["state"].to_dict() == {
        "COL": "value",
        "PER": "zero",
        "CHL": "value",
        "BOL": "missing",
    }


def test_every_figure_that_lacks_something_is_marked(store):
    asked = "indicator=asylum_applications&time_period=2025"
    told = answer(store, asked).cells.set_index(["area", "time_period"])
    assert told.loc[("COL", "2025"), "marked"]
    assert not told.loc[("PER", "2025"), "marked"]
    rate = answer(store, "indicator=recognition_rate").cells.set_index(["area", "time_period"])
    assert rate.loc[("COL", "2025"), "state"] == State.VALUE
    assert all(flag.marked for flag in store.catalogue.flags.values() if flag.touches == "gap")


def test_the_change_of_a_small_part_is_not_said_to_be_that_of_all(store):
    told = answer(store, "indicator=stateless&base=2020")
    states = told.cells[told.cells["time_period"] == "2025"].set_index("area")["change_state"]
    assert states["CHL"] == Change.FROM_ZERO  # and it has nearly all of the total
    assert math.isnan(told.totals.loc["2025"]["change"])
    assert told.totals.loc["2025"]["obs_value"] > 0


def test_classes_of_the_map_are_fixed_over_years_and_filters(store):
    told = answer(store, "").cells
    for row in told[told["state"] == State.VALUE].itertuples():
        assert row.klass == sum(row.obs_value >= bound for bound in (1e3, 1e4, 1e5, 1e6))


def test_a_refused_sum_has_no_value_and_still_names_what_is_missing():
    refused = Refusal(Sum({}, frozenset()), Reason.RATE, "ref_area", ())
    rows = of_areas(("PER", "2025", 10.0, "A", ""), ("BOL", "2025", None, "M", ""))
    told = total_over_areas(rows, ("PER", "BOL"), refused).loc["2025"]
    assert math.isnan(told["obs_value"])
    assert told["missing"] == ("BOL",)

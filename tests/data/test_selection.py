"""What may be asked: of every indicator, from what its tables have."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.address.panorama import read
from data import panorama, periods, selection
from data.periods import Freq


def rows(*given):
    names = ["time_period", "counterpart_area", "sex", "age", "breakdown", "obs_value", "flags"]
    return pd.DataFrame(given, columns=names)


def test_a_code_without_any_value_is_not_offered():
    table = rows(("2022", "W", "F", "_T", "_T", None, ""), ("2023", "W", "_T", "_T", "_T", 5.0, ""))
    assert selection.sexes_of(table) == ("_T",)


def test_ages_are_offered_from_the_youngest_and_the_unknown_last():
    ages = ["_U", "Y_GE60", "Y18T59", "_T", "Y0T4", "Y_LT18"]
    table = rows(*(("2023", "W", "_T", age, "_T", 1.0, "") for age in ages))
    assert selection.ages_of(table) == ("_T", "Y0T4", "Y_LT18", "Y18T59", "Y_GE60", "_U")


def test_a_balance_below_zero_is_a_value_like_any_other():
    table = rows(("2023", "PER", "_T", "_T", "_T", -5.0, ""))
    assert selection.counterparts_of(table, "counterpart_area") == ("PER",)


def test_the_latest_year_is_a_whole_one(store):
    assert selection.latest_of(store, "panama", ("2023", "2024", "2025"), {"2025"}) == "2024"
    assert selection.latest_of(store, "panama", ("2025",), {"2025"}) == "2025"
    assert selection.latest_of(store, "panama", ("2025-03", "2025-04")) == "2025-04"


def test_a_year_that_lacks_months_is_nobodys_base():
    assert "2020" not in selection.bases_of(("2019", "2020", "2024"), {"2020"}, "2024")


MONTHS = st.integers(12 * 1900, 12 * 2100)


@given(first=MONTHS, count=st.integers(0, 60), freq=st.sampled_from(list(Freq)))
def test_stops_run_from_the_first_to_the_last_without_a_gap(first, count, freq):
    start = first // periods.PACE[freq] * periods.PACE[freq]
    last = start + count * periods.PACE[freq]
    stops = periods.between((periods.named(start, freq), periods.named(last, freq)))
    assert len(stops) == count + 1
    assert list(stops) == sorted(set(stops))
    assert {periods.freq_of(stop) for stop in stops} == {freq}
    assert all(
        periods.months(periods.years_back(s, 1))[0] == periods.months(s)[0] - 12 for s in stops
    )


def answer(store, query):
    view, ignored = read(query, store)
    assert ignored == ()
    return panorama.answer(store, view)


def test_the_map_of_a_register_shows_nationalities_and_the_whole_beside_them(store):
    told = answer(store, "indicator=darien_transits&time_period=2024")
    assert told.view.other == "PAN"
    assert tuple(dict.fromkeys(told.cells["area"])) == store.codes.focus
    # Published by Panama's Servicio Nacional de Migración.
    assert told.wholes.loc["2024"]["obs_value"] == 302_203
    assert told.wholes.loc["2024"]["top"] == "VEN"


def test_a_nationality_and_all_of_them_together_are_never_added(store):
    told = answer(store, "indicator=darien_transits&counterpart_area=W,VEN")
    assert told.totals["obs_value"].isna().all()


def test_years_that_lack_months_are_known(store):
    told = answer(store, "indicator=darien_transits")
    assert told.choices.partial == {"2020", "2025"}
    assert told.choices.latest == "2024"
    months = answer(store, "indicator=darien_transits&freq=M")
    assert months.choices.partial == frozenset()
    assert "2020-04" in months.stops
    assert "2020-04" not in months.choices.periods


def test_sex_and_age_are_offered_where_the_register_has_them(store):
    alone = answer(store, "indicator=darien_transits").choices
    assert (alone.sexes, alone.ages) == (("_T",), ("_T",))
    whole = answer(store, "indicator=darien_transits&counterpart_area=W").choices
    assert whole.sexes == ("_T", "F", "M")
    assert whole.ages == ("_T", "Y_LT18", "Y_GE18")


@pytest.mark.parametrize("given_", ["2023-08", "2023"])
def test_a_period_tells_its_kind(store, given_):
    view, ignored = read(f"indicator=darien_transits&time_period={given_}", store)
    assert (view.time_period, ignored) == (given_, ())
    assert view.freq == periods.freq_of(given_)


def test_every_indicator_with_figures_of_the_nine_or_of_a_register_is_offered(store):
    for name, card in store.catalogue.indicators.items():
        codes = store.shelf.entries[name]["codes"][card.mapped]
        shown = any(area in codes for area in (*store.codes.focus, "W"))
        assert (name in selection.offered(store)) == shown


def test_a_register_that_tells_no_nationalities_apart_shows_all_of_them_together(store):
    told = answer(store, "indicator=transit_children_share")
    assert told.view.areas == ("W",)
    assert told.choices.areas == ("W",)
    assert told.cells["obs_value"].notna().any()

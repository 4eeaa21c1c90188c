"""Corridors: which are asked for, what they add up to, what a threshold leaves."""

import pandas as pd
import pytest

from data import flows, folds, observations
from data.guard import Permit, Reason, Refusal, Sum, judge
from data.sums import totals_by
from data.view import Chart, Direction, FlowsView

STOCK = FlowsView("migrant_stock", "undesa_2024", Direction.IN, (), (), "_T", "")
DISPLACED = FlowsView("displaced_population", "unhcr", Direction.IN, (), (), "_T", "")
NINE = ("ARG", "BOL", "COL", "ECU", "PRY", "PER", "GUY", "CHL", "URY")
ANY = Permit(Sum({}, frozenset()))


def row(origin, destination, period, value, status="A", flags=""):
    names = ["origin", "destination", "time_period", "obs_value", "obs_status", "flags"]
    return dict(zip(names, (origin, destination, period, value, status, flags), strict=True))


def table(*rows):
    return pd.DataFrame(list(rows))


@pytest.mark.parametrize(
    ("view", "into", "out_of", "either"),
    [
        (STOCK, NINE, (), False),
        (STOCK.but(ref_area=("GUY",)), ("GUY",), (), False),
        (STOCK.but(counterpart_area=("VEN",)), NINE, ("VEN",), False),
        (STOCK.but(direction=Direction.OUT), (), NINE, False),
        (STOCK.but(direction=Direction.OUT, ref_area=("GUY",)), ("GUY",), NINE, False),
        (STOCK.but(direction=Direction.WITHIN), NINE, NINE, False),
        (STOCK.but(direction=Direction.ALL), NINE, NINE, True),
        (
            STOCK.but(direction=Direction.ALL, ref_area=("PER",), counterpart_area=("PER",)),
            ("PER",),
            ("PER",),
            True,
        ),
        (STOCK.but(show=Chart.SANKEY, ref_area=("GUY",)), ("GUY",), ("GUY",), True),
    ],
)
def test_a_direction_says_what_an_address_leaves_out(view, into, out_of, either):
    assert flows.ends_of(view, NINE, NINE) == flows.Ends(into, out_of, either)


def test_a_register_of_passage_counts_where_it_is_kept(store):
    view = FlowsView("darien_transits", "panama", Direction.IN, (), (), "_T", "")
    assert flows.homes(store, "darien_transits") == ("PAN",)
    found = flows.answer(store, view)
    assert set(found.corridors["destination"]) == {"PAN"}
    assert "2020" in found.options.partial
    assert found.options.latest == "2024"


def test_totals_are_no_corridors(store):
    rows = flows.rows_of(store, STOCK)
    assert {"W", "_Z"}.isdisjoint(set(rows["origin"]) | set(rows["destination"]))
    assert {"_U", "VEN"} <= set(rows["origin"])


@pytest.mark.parametrize(
    ("view", "end", "side"),
    [
        (STOCK, "ref_area", "into"),
        (DISPLACED, "ref_area", "into"),
    ],
)
def test_corridors_add_up_to_the_published_total_of_their_destination(store, view, end, side):
    found = flows.answer(store, view)
    filters = {
        "indicator": (view.indicator,),
        "source": (view.source,),
        "ref_area": NINE,
        "counterpart_area": ("W",),
        **dict.fromkeys(("sex", "age", "breakdown"), ("_T",)),
    }
    published = observations.frame(store, observations.find(store, filters))
    wanted = {
        (area, period): value
        for area, period, value in published[[end, "time_period", "obs_value"]].itertuples(
            index=False
        )
        if value > 0
    }
    sums = getattr(found, side)
    told = {
        (area, period): value
        for area, period, value in sums[["destination", "time_period", "obs_value"]].itertuples(
            index=False
        )
        if value > 0 and area in NINE
    }
    assert told == wanted


def test_a_threshold_changes_what_is_drawn_and_no_total(store):
    found = flows.answer(store, STOCK)
    one = flows.answer(store, STOCK.but(threshold=100_000))
    pd.testing.assert_frame_equal(found.into, one.into)
    pd.testing.assert_frame_equal(found.whole, one.whole)
    now = found.shown[found.shown["time_period"] == "2024"].set_index("step")
    assert now["corridors"].is_monotonic_decreasing
    latest = found.corridors[found.corridors["time_period"] == "2024"]
    assert now.loc[100_000, "corridors"] == (latest["obs_value"] >= 100_000).sum()
    assert now.loc[0, "obs_value"] == found.whole.set_index("time_period").loc["2024", "obs_value"]


def test_a_threshold_that_nobody_asked_for_keeps_nearly_all_persons(store):
    found = flows.answer(store, STOCK)
    now = found.shown[found.shown["time_period"] == "2024"].set_index("step")["obs_value"]
    assert now[found.view.threshold] >= flows.KEPT * now[0]
    few = flows.answer(store, STOCK.but(counterpart_area=("VEN",)))
    assert few.view.threshold == 0


def test_a_part_that_was_not_reported_makes_a_total_partial():
    rows = table(
        row("VEN", "PRY", "2023", None, "M"),
        row("COL", "PRY", "2023", 5.0),
        row("COL", "PER", "2023", 7.0),
    )
    told = totals_by(rows, ["destination", "time_period"], ANY)
    assert told.to_numpy().tolist() == [["PER", "2023", 7.0, False], ["PRY", "2023", 5.0, True]]


def test_a_refused_sum_is_no_total():
    refusal = Refusal(Sum({}, frozenset()), Reason.RATE, "ref_area", ())
    rows = table(row("COL", "PER", "2023", 7.0))
    assert totals_by(rows, ["destination"], refusal).empty
    assert folds.added_up(rows, refusal, ()).equals(rows)


def test_a_folded_corridor_has_what_the_guard_gives_for_its_group(store):
    found = flows.answer(store, STOCK.but(show=Chart.SANKEY))
    now = found.corridors[found.corridors["time_period"] == "2024"]
    folded = now[now["origin"].str.startswith("G_")]
    assert not folded.empty
    for group, area, value in folded[["origin", "destination", "obs_value"]].itertuples(
        index=False
    ):
        asked = Sum(
            {
                "indicator": ("migrant_stock",),
                "source": ("undesa_2024",),
                "ref_area": (area,),
                "counterpart_area": (group,),
                "time_period": ("2024",),
            },
            frozenset({"counterpart_area"}),
        )
        permit = judge(asked, store.catalogue, store.codes)
        assert isinstance(permit, Permit)
        parts = {name: permit.asked.filters[name] for name in permit.asked.filters}
        parts |= dict.fromkeys(("sex", "age", "breakdown"), ("_T",))
        rows = observations.frame(store, observations.find(store, parts))
        assert value == rows["obs_value"].sum(), (group, area)


@pytest.mark.parametrize("show", [Chart.SANKEY, Chart.CHORD])
@pytest.mark.parametrize("indicator", ["migrant_stock", "displaced_population"])
def test_a_fold_loses_nobody(store, show, indicator):
    source = flows.sources_of(store, indicator)[0]
    view = FlowsView(indicator, source, Direction.ALL, (), (), "_T", "", show)
    found = flows.answer(store, view)
    whole = found.whole.set_index("time_period")["obs_value"]
    parts = found.corridors.groupby("time_period")["obs_value"].sum()
    assert parts.to_dict() == whole.to_dict()


def test_a_region_is_split_wholly_or_not_at_all(store):
    found = flows.answer(store, STOCK.but(show=Chart.SANKEY))
    ends = {*found.corridors["origin"], *found.corridors["destination"]}
    for fold in store.codes.folds:
        named = ends & set(fold.named)
        assert not (named and fold.whole in ends), fold.whole
        assert not (fold.rest in ends and fold.whole in ends), fold.whole


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("indicator", ["migrant_stock", "displaced_population"])
def test_a_sankey_has_no_more_ends_than_names_fit_beside_it(store, indicator, direction):
    source = flows.sources_of(store, indicator)[0]
    view = FlowsView(indicator, source, direction, (), (), "_T", "", Chart.SANKEY)
    found = flows.answer(store, view).corridors
    assert {"CHL", "PER", "GUY"} <= {*found["origin"], *found["destination"]}
    for end in ("origin", "destination"):
        assert found[end].nunique() <= folds.MOST_ENDS


def test_a_chord_keeps_the_nine_and_their_neighbours(store):
    found = flows.answer(store, STOCK.but(show=Chart.CHORD))
    ends = {*found.corridors["origin"], *found.corridors["destination"]}
    assert {"VEN", "BRA", *NINE} <= ends
    assert {"HTI", "ESP", "USA", "CHN"}.isdisjoint(ends)


def test_only_moves_between_two_ends_are_corridors(store):
    offered = flows.offered(store)
    assert {"migrant_stock", "new_displacement", "asylum_applications"} <= set(offered)
    assert {"hdi", "emigrant_stock", "naturalisation", "female_share"}.isdisjoint(offered)

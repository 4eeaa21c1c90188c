"""One corridor in the mirror: who reports it, how far apart, and what is never done with it."""

import math

import pytest

from data import mirror, observations
from data.catalogue import Catalogue, Reporter
from data.view import Direction, FlowsView

ASKED = FlowsView("displaced_population", "unhcr", Direction.IN, ("ECU",), ("COL",), "_T", "")
FIRST = mirror.Line(None, "a", Reporter.DESTINATION, {"2020": 100.0, "2015/P5Y": 7.0}, {}, ())


def line(values):
    return mirror.Line(None, "b", Reporter.DESTINATION, values, {}, ())


def test_every_line_says_what_its_source_says(store):
    found = mirror.answer(store, ASKED)
    assert [each.id for each in found.lines][:3] == [
        "migrant_stock.undesa_2024",
        "migrant_stock.undesa_2020",
        "displaced_population.unhcr",
    ]
    for each in found.lines:
        filters = {
            "indicator": (each.card.id,),
            "source": (each.source,),
            "ref_area": ("ECU",),
            "counterpart_area": ("COL",),
            **dict.fromkeys(("sex", "age", "breakdown"), ("_T",)),
        }
        rows = observations.frame(store, observations.find(store, filters))
        told = dict(zip(rows["time_period"].astype(str), rows["obs_value"], strict=True))
        assert {k: v for k, v in each.values.items() if not math.isnan(v)} == {
            k: told[k] for k in each.values if not math.isnan(told[k])
        }


def test_the_mirror_is_of_the_largest_corridor_unless_one_is_asked_for(store):
    found = mirror.answer(store, ASKED.but(ref_area=(), counterpart_area=()))
    assert (found.origin, found.destination) == ("VEN", "COL")
    found = mirror.answer(store, ASKED.but(ref_area=("CHL",), counterpart_area=()))
    assert (found.origin, found.destination) == ("VEN", "CHL")


def test_a_corridor_that_one_source_reports_has_no_second(store):
    found = mirror.answer(store, ASKED.but(ref_area=("GUY",), counterpart_area=("URY",)))
    assert {each.source for each in found.lines} == {"abel_cohen_2022"}
    assert ("migrant_stock", "undesa_2024") in found.silent


def test_a_gap_is_between_the_same_periods_only():
    assert mirror.gap(line({"2020": 150.0}), FIRST, "2020") == mirror.Gap(50.0, 1.5)
    assert mirror.gap(line({"2019": 150.0}), FIRST, "2020") is None
    assert mirror.gap(line({"2020": math.nan}), FIRST, "2020") is None
    assert mirror.gap(FIRST, FIRST, "2020") is None
    assert mirror.gap(line({"2015/P5Y": 9.0}), FIRST, "2017") == mirror.Gap(2.0, 9 / 7)


def test_a_gap_to_zero_has_no_ratio():
    zero = mirror.Line(None, "a", Reporter.DESTINATION, {"2020": 0.0}, {}, ())
    assert mirror.gap(line({"2020": 4.0}), zero, "2020") == mirror.Gap(4.0, None)


def test_a_year_lies_in_five_years_and_in_no_others():
    five = line({"2015/P5Y": 3.0})
    assert [five.at(year) for year in ("2014", "2015", "2019", "2020")] == [
        "",
        "2015/P5Y",
        "2015/P5Y",
        "",
    ]


def test_nobody_reports_a_pair_of_the_nine_from_its_origin(store):
    found = mirror.answer(store, ASKED)
    assert all(not by[Reporter.ORIGIN] for by in found.reporters.values())
    assert found.reporters["COL", "ECU"][Reporter.DESTINATION] == {
        "undesa_2024",
        "undesa_2020",
        "unhcr",
    }


def test_every_source_of_corridors_says_who_reports():
    catalogue = Catalogue.read()
    named = {s for card in catalogue.indicators.values() if card.corridors for s in card.sources}
    assert named <= catalogue.reporters.keys()


@pytest.mark.parametrize("sex", ["F", "M"])
def test_a_source_that_tells_no_sexes_apart_is_silent(store, sex):
    found = mirror.answer(store, ASKED.but(sex=sex))
    assert ("asylum_applications", "unhcr") in found.silent
    assert "migrant_stock.undesa_2024" in [each.id for each in found.lines]

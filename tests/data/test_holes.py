"""A hole is a period that the source is used to give, not one between two of its censuses."""

from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from callbacks.address.panorama import read
from data import panorama
from data.holes import usual_step, with_holes


def holes(values, held, area="BOL"):
    rows = pd.DataFrame(
        {"area": area, "time_period": list(values), "obs_value": list(values.values())}
    )
    told = with_holes(rows.astype({"obs_value": float}), held)
    return told.loc[told["gap"], "time_period"].tolist()


def test_a_year_between_two_counts_of_every_five_years_is_no_hole():
    values = {"2015": 1.0, "2016": None, "2019": None, "2020": 2.0, "2022": None, "2024": 3.0}
    assert holes(values, ["2010", "2015", "2020", "2024"]) == []


def test_a_count_that_other_countries_have_is_a_hole():
    values = {"2010": 1.0, "2015": None, "2020": 2.0}
    assert holes(values, ["2010", "2015", "2020"]) == ["2015"]


def test_more_than_the_usual_step_is_a_hole_also_where_no_country_has_the_period():
    values = {"2020-03": 1.0, "2020-04": None, "2020-05": None, "2020-06": 2.0}
    assert holes(values, ["2020-01", "2020-02", "2020-03", "2020-06"]) == ["2020-04", "2020-05"]


def test_what_lies_before_the_first_or_after_the_last_value_is_no_hole():
    values = {"2019": None, "2020": 1.0, "2021": None}
    assert holes(values, ["2019", "2020", "2021"]) == []


def test_another_countrys_value_fills_no_hole():
    rows = pd.DataFrame(
        {
            "area": ["BOL", "BOL", "BOL", "PER"],
            "time_period": ["2016", "2017", "2021", "2017"],
            "obs_value": [1.0, None, 2.0, 5.0],
        }
    )
    assert with_holes(rows, ["2016", "2017", "2021"])["gap"].tolist() == [False, True, False, False]


@given(st.sets(st.integers(1990, 2030), min_size=2))
def test_a_series_that_has_all_that_its_source_has_is_whole_unless_the_source_skips(years):
    held = [str(year) for year in sorted(years)]
    values = {str(year): float(year) if year in years else None for year in range(1990, 2031)}
    longest = max(after - before for before, after in pairwise(sorted(years)))
    assert bool(holes(values, held)) == (12 * longest > usual_step(held))


def answer(store, query):
    cells = panorama.answer(store, read(query, store)[0]).cells
    return cells.set_index(["area", "time_period"])["gap"]


def test_lines_of_the_tables_part_where_years_lack(store):
    asylum = answer(store, "indicator=asylum_applications")
    assert [asylum["ECU", str(year)] for year in range(2006, 2012)] == [False, *[True] * 4, False]
    deaths = answer(store, "indicator=migrant_deaths")
    assert deaths["BOL", "2018"]
    assert not answer(store, "indicator=migrant_stock").any()
    assert not answer(store, "indicator=population").any()

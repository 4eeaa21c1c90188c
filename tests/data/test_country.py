"""A country's page rests on the tables: ranks, series and bands are their rows."""

import pytest

from data import country
from data.schema import ObsStatus


@pytest.fixture(scope="module")
def peru(store):
    return country.answer(store, "PER")


@pytest.fixture(scope="module")
def guyana(store):
    return country.answer(store, "GUY")


def test_the_largest_origins_come_first_and_only_countries_are_ranked(peru):
    origins = peru.tops["origins"]
    values = [each.figure.obs_value for each in origins.bars]
    assert values == sorted(values, reverse=True)
    assert len(values) == country.MOST
    assert origins.bars[0].code == "VEN"
    assert {len(each.code) for each in origins.bars} == {3}
    assert origins.unknown.counterpart_area == "_U"


def test_women_and_men_are_given_only_where_they_are_everybody(store, peru):
    for each in peru.tops["origins"].bars:
        assert each.figure.obs_value - each.men.obs_value == each.women.obs_value
    brazil = country.top(store, "displaced_from", country.DISPLACED_FROM, "BRA")
    venezuela = next(each for each in brazil.bars if each.code == "VEN")
    assert venezuela.women is None
    assert venezuela.men is None


def test_a_doubted_split_by_sex_is_not_shown(guyana):
    venezuela = guyana.tops["displaced_from"].bars[0]
    assert venezuela.code == "VEN"
    assert (venezuela.women, venezuela.men) == (None, None)


def test_destinations_of_the_displaced_are_countries_of_asylum(peru):
    bars = peru.tops["displaced_to"].bars
    assert all(each.figure.counterpart_area == "PER" for each in bars)
    assert [each.code for each in bars] == [each.figure.ref_area for each in bars]


def test_a_series_has_no_projection_and_no_cut_year_and_names_its_breaks(peru):
    series = {each.concept.id: each for part in peru.sections.values() for each in part.series}
    assert series["population"].figures[-1].time_period == "2023"
    assert series["displaced"].breaks == ("2018",)
    deaths = [each.time_period for each in series["deaths_here"].figures]
    assert deaths[-1] == "2024"
    for each in series.values():
        assert all(own.obs_status != ObsStatus.FORECAST for own in each.figures)
        assert all(int(own.time_period[:4]) >= country.SINCE for own in each.figures)


def test_a_gap_between_two_values_is_named(store, guyana):
    series = {each.concept.id: each for part in guyana.sections.values() for each in part.series}
    assert series["remittances_received"].missing == ()
    chile = country.answer(store, "CHL").sections["remittances"].series
    assert "1991" in chile[0].missing
    assert not {"2000", "2004"} & set(chile[0].missing)


def test_a_year_without_a_row_is_missing_where_a_series_is_of_every_year(store):
    ecuador = country.answer(store, "ECU").sections
    series = {each.concept.id: each for part in ecuador.values() for each in part.series}
    assert series["asylum_applications"].missing[-3:] == ("2013", "2014", "2015")
    assert series["born_abroad"].missing == ()


@pytest.mark.parametrize(
    ("code", "concept", "missing", "step"),
    [
        ("BOL", "deaths_here", ("2017", "2018", "2019", "2020"), 1),
        ("GUY", "deaths_here", ("2022",), 1),
        ("PRY", "deaths_here", ("2021",), 1),
        ("BOL", "born_abroad", (), 5),
    ],
)
def test_two_figures_far_apart_are_no_line_where_the_source_is_of_every_year(
    store, code, concept, missing, step
):
    sections = country.answer(store, code).sections.values()
    (own,) = (each for part in sections for each in part.series if each.concept.id == concept)
    assert (own.missing, own.step) == (missing, step)


def test_ages_follow_each_other_from_the_youngest(guyana):
    ages = [age for age, _, _ in guyana.pyramid.bands]
    assert ages[0] == "Y0T4"
    assert ages[1:3] == ["Y5T9", "Y10T14"]
    assert ages[-1] == "Y_GE75"
    assert guyana.pyramid.whole.time_period == "2019"


def test_hazards_are_those_of_one_year(peru, guyana):
    assert {each.time_period for each in peru.hazards} == {"2023"}
    assert peru.hazards[0].breakdown == "hazard.flood"
    assert [each.breakdown for each in guyana.hazards] == ["hazard.storm"]


def test_a_series_of_one_figure_or_of_zeros_alone_is_not_drawn(store, peru):
    drawn = {each.concept.id for part in peru.sections.values() for each in part.series}
    assert "idps" not in drawn
    argentina = country.answer(store, "ARG")
    for part in argentina.sections.values():
        assert all(len(each.figures) > 1 for each in part.series)

"""What the page of all there is says is what the tables hold."""

import pytest

from data import inventory
from data.schema import NOT_NAMED, WORLD


@pytest.fixture(scope="module")
def listed(store):
    return {entry.indicator.id: entry for entry in inventory.entries(store)}


def test_every_indicator_is_listed_with_every_source_of_its_table(store, listed):
    assert tuple(listed) == tuple(store.catalogue.indicators)
    for name, entry in listed.items():
        there = set(store.shelf.entries[name]["codes"]["source"])
        assert {held.source for held in entry.held} == there


def test_every_source_card_serves_an_indicator(store, listed):
    assert inventory.used_by(tuple(listed.values())).keys() == store.catalogue.sources.keys()


@pytest.mark.parametrize(
    "indicator", ["displaced_population", "darien_transits", "hdi", "migration_flow_estimate"]
)
def test_years_and_splits_are_those_of_the_table(store, listed, indicator):
    table = store.observations(indicator)
    end = store.catalogue.indicators[indicator].mapped
    for held in listed[indicator].held:
        rows = table[(table["source"] == held.source) & table["obs_value"].notna()]
        for area in store.codes.focus:
            own = sorted({str(period)[:4] for period in rows.loc[rows[end] == area, "time_period"]})
            told = held.years.get(area)
            assert (told is None) == (not own)
            if told is not None:
                assert (told.first, told.last, told.count) == (own[0], own[-1], len(own))
        assert ("sex" in held.splits) == (rows["sex"].nunique() > 1)
        others = ~rows["counterpart_area"].isin([WORLD, NOT_NAMED])
        assert ("counterpart_area" in held.splits) == bool(others.any())
        assert set(held.definitions) == set(rows["definition"])


@pytest.mark.parametrize(
    ("indicator", "source", "area", "count", "cut"),
    [
        ("identity_card_procedures", "per_cards_2025", "ARG", 1, ("2025",)),
        ("residence_permits", "arg_residences", "ARG", 4, ("2020",)),
        ("border_entries", "col_entries", "PER", 7, ("2018",)),
        ("visitors_non_resident", "col_visitors", "CHL", 11, ("2025",)),
        ("migrant_deaths", "missing_migrants", "COL", 10, ("2025",)),
        ("honduras_irregular_entries", "honduras", "PER", 8, ("2020", "2025")),
        ("us_southwest_encounters", "us_cbp", "ECU", 7, ("2019", "2025")),
        ("displaced_population", "unhcr", "COL", 54, ()),
        ("asylum_applications", "unhcr", "ECU", 13, ()),  # not those with all kinds in one
    ],
)
def test_years_that_lack_months_are_told_apart(listed, indicator, source, area, count, cut):
    (held,) = (each for each in listed[indicator].held if each.source == source)
    assert (held.years[area].count, held.years[area].cut) == (count, cut)


def test_a_country_without_a_value_has_no_years(listed):
    (held,) = listed["migrant_stock_change"].held[:1]
    assert "COL" in held.years
    resettled = {area for held in listed["resettlement"].held for area in held.years}
    assert "BOL" not in resettled


@pytest.mark.parametrize(
    ("indicator", "whole"), [("migrant_stock", 8), ("other_protection", 8), ("darien_transits", 16)]
)
def test_what_is_whole_is_counted_in_the_periods_of_the_source(listed, indicator, whole):
    held = listed[indicator].held[0]
    assert held.whole.count == whole
    assert max(years.count for years in held.years.values()) == whole


def test_years_that_lack_months_everywhere_are_told_apart_from_those_of_one_country(listed):
    (own,) = (each for each in listed["border_entries"].held if each.source == "col_entries")
    assert own.whole.cut == ("2018",)
    (unhcr,) = listed["displaced_population"].held
    assert unhcr.whole.cut == ()


def test_who_keeps_a_register_of_other_nationalities_has_its_years(store, listed):
    kept = {
        (name, held.source): held.kept
        for name, entry in listed.items()
        for held in entry.held
        if held.kept
    }
    assert {key: tuple(own) for key, own in kept.items()} == {
        ("identity_card_procedures", "per_cards_2025"): ("PER",),
        ("border_entries", "col_entries"): ("COL",),
        ("border_entries", "ecu_esi"): ("ECU",),
        ("visitors_non_resident", "col_visitors"): ("COL",),
    }
    for (name, source), own in kept.items():
        table = store.observations(name)
        rows = table[(table["source"] == source) & table["obs_value"].notna()]
        years = sorted({str(period)[:4] for period in rows["time_period"]})
        (told,) = own.values()
        assert (told.first, told.last, told.count) == (years[0], years[-1], len(years))


def test_a_share_of_a_whole_register_is_of_no_country(listed):
    assert listed["extra_continental_share"].held[0].whole is None


def test_years_are_counted_from_the_first_to_the_last_of_the_nine(listed):
    # UNHCR has the world since 1951, the nine since 1969.
    held = listed["displaced_population"].held[0]
    assert (held.first, held.last) == ("1951", "2025")
    assert (held.whole.first, held.whole.last, held.whole.count) == ("1969", "2025", 57)


def test_years_of_another_source_of_the_table_do_not_count(listed):
    (held,) = (each for each in listed["border_entries"].held if each.source == "ecu_esi")
    assert held.whole.count == held.kept["ECU"].count == 5  # without those of `col_entries`


def test_several_definitions_name_the_countries_that_each_is_of(store, listed):
    table = store.observations("migrant_stock")
    valued = table[table["obs_value"].notna()]
    for held in listed["migrant_stock"].held:
        rows = valued[valued["source"] == held.source]
        for name, areas in held.covers.items():
            own = set(rows.loc[rows["definition"] == name, "ref_area"])
            assert set(areas) == own & set(store.codes.focus)
        assert held.covers["undesa_foreign_born"] == store.codes.focus
    assert listed["hdi"].held[0].covers == {}

"""The number to quote is the latest whole one; two that differ count different things."""

import pandas as pd
import pytest

from data import quotes
from data.catalogue import BrokenCatalogue, Catalogue
from data.catalogue.quotes import SECTIONS, quotes_of, strays
from data.words import Words

KEY = {
    "indicator": "refugees",
    "source": "unhcr",
    "ref_area": "PER",
    "counterpart_area": "W",
    "sex": "_T",
    "age": "_T",
    "breakdown": "_T",
    "definition": "unhcr_refugees",
}


def table(*rows):
    """Rows as period, value, status, flags."""
    names = ("time_period", "obs_value", "obs_status", "flags")
    return pd.DataFrame([{**KEY, **dict(zip(names, row, strict=True))} for row in rows])


def asked(store, country, section):
    return quotes.quotes(store.catalogue, quotes.lines_of(store, country), section)


def held(store, country):
    lines = quotes.lines_of(store, country)
    told, _ = quotes.quotes(store.catalogue, lines, "numbers")
    return quotes.contrasts(told, store.catalogue, lines)


def test_the_latest_whole_figure_is_quoted_and_what_came_later_is_said():
    rows = table(
        ("2022", 1.0, "A", ""),
        ("2023", 2.0, "A", "rounded"),
        ("2024", None, "M", ""),
        ("2025", 9.0, "A", "has_01 partial_period"),
        ("2026", 7.0, "F", ""),
    )
    found = quotes.figure_of(rows)
    assert (found.time_period, found.obs_value, found.flags) == ("2023", 2.0, ("rounded",))
    assert (found.silent, found.cut) == (("2024",), "2025")


@pytest.mark.parametrize(
    ("whole", "quoted", "cut"), [("2024", "2024", "2025"), ("2023", "2025", ""), ("", "2025", "")]
)
def test_a_partial_sum_gives_way_to_the_year_before_where_that_lacks_nothing(whole, quoted, cut):
    years = ("2023", "2024", "2025")
    marks = ("" if year == whole else "partial_sum" for year in years)
    rows = table(*((year, 5.0, "A", flags) for year, flags in zip(years, marks, strict=True)))
    found = quotes.figure_of(rows)
    assert (found.time_period, found.cut) == (quoted, cut)


def test_a_zero_is_a_figure_and_a_gap_is_none():
    assert quotes.figure_of(table(("2024", 0.0, "A", ""))).obs_value == 0
    assert quotes.figure_of(table(("2024", None, "M", ""))) is None


def test_years_are_quoted_before_months_and_months_where_there_is_nothing_else():
    both = table(("2023", 10.0, "A", ""), ("2024-03", 2.0, "A", ""))
    assert quotes.figure_of(both).time_period == "2023"
    assert quotes.figure_of(table(("2023-01", 3.0, "A", ""))).time_period == "2023-01"


def test_a_concept_without_a_figure_says_who_would_have_it(store):
    _, lacks = asked(store, "GUY", "internal")
    assert [(each.concept.id, each.sources) for each in lacks] == [
        ("idp_stock", ("idmc", "idmc_unhcr")),
        ("idp_new_conflict", ("idmc",)),
    ]


@pytest.mark.parametrize(
    ("country", "concept", "source", "period", "value"),
    [
        ("ARG", "born_abroad", "undesa_2024", "2024", 1_958_039),
        ("ARG", "foreign_nationals", "renaper_2023", "2023", 3_007_251),
        ("BOL", "born_abroad", "bol_census_2024", "2024", 184_703),
        ("CHL", "born_abroad", "undesa_2024", "2024", 1_538_324),
        ("CHL", "born_abroad", "chl_census_2024", "2024", 1_608_650),
        ("COL", "venezuelans", "col_migration_2023", "2023", 2_875_743),
        ("GUY", "born_abroad", "undesa_2024", "2024", 54_175),
    ],
)
def test_published_figures_are_quoted(store, country, concept, source, period, value):
    told, _ = asked(store, country, "numbers")
    figures = (each.figure for each in told if each.concept.id == concept)
    (own,) = (figure for figure in figures if figure.source == source)
    assert (own.time_period, own.obs_value) == (period, value)


@pytest.mark.parametrize(
    ("country", "indicator", "section", "source", "period", "value"),
    [
        ("PER", "identity_card_procedures", "numbers", "per_cards_2025", "2025", 152_028),
        ("COL", "border_entries", "numbers", "col_entries", "2017", 3_344_816),
        ("ECU", "border_entries", "numbers", "ecu_esi", "2025", 1_357_873),
        ("COL", "visitors_non_resident", "numbers", "col_visitors", "2024", 4_504_530),
        ("CHL", "irregular_estimate", "numbers", "sermig_2022", "2022", 107_223),
        ("CHL", "irregular_estimate", "numbers", "chl_datamigra_2026", "2023", 335_959),
        ("CHL", "refugee_applications_national", "asylum", "chl_datamigra_2026", "2025", 556),
    ],
)
def test_what_a_country_s_own_offices_publish_is_quoted(
    store, country, indicator, section, source, period, value
):
    told, _ = asked(store, country, section)
    (own,) = (q.figure for q in told if (q.line.indicator, q.line.source) == (indicator, source))
    assert (own.time_period, own.obs_value) == (period, value)


@pytest.mark.parametrize(
    ("country", "indicator", "figures"),
    [
        ("COL", "health_affiliation_migrants", 2),
        ("COL", "self_employment_migrants", 2),
        ("COL", "upper_secondary_education_migrants", 2),
        ("COL", "higher_education_migrants", 2),
        ("COL", "labour_income_migrants", 4),
        ("CHL", "pupils_foreign_share", 1),
    ],
)
def test_work_health_and_schooling_are_quoted_by_group_and_sex(store, country, indicator, figures):
    told, _ = asked(store, country, "labour")
    own = [each.figure for each in told if each.line.indicator == indicator]
    assert len({(each.breakdown, each.sex) for each in own}) == len(own) == figures


def test_a_year_that_lacks_months_is_quoted_where_none_is_whole_and_is_asked_for():
    rows = table(
        ("2025", 9.0, "A", "has_01 has_02 partial_period"),
        ("2025-01", 4.0, "A", ""),
    )
    assert quotes.figure_of(rows) is None
    found = quotes.figure_of(rows, partial=True)
    assert (found.time_period, found.obs_value, found.cut) == ("2025", 9.0, "")
    whole = pd.concat([table(("2024", 5.0, "A", "")), rows])
    assert quotes.figure_of(whole, partial=True).time_period == "2024"


def test_no_country_lacks_what_one_office_alone_makes(store):
    for country in ("ARG", "PER"):
        _, lacks = asked(store, country, "numbers")
        told = {each.concept.id for each in lacks}
        assert "card_procedures" not in told
        assert "entries" in told


def test_a_country_abroad_stands_at_the_other_end(store):
    told, _ = asked(store, "PER", "numbers")
    (abroad,) = (each.figure for each in told if each.concept.id == "displaced_abroad")
    assert (abroad.ref_area, abroad.counterpart_area) == ("W", "PER")


def test_figures_taken_for_one_thing_differ_in_what_they_count(store):
    (found,) = held(store, "PER")
    assert (found.first.concept.id, found.second.concept.id) == ("born_abroad", "displaced")
    assert found.facts[0] == "counted"
    assert "reference_date" in found.facts
    assert not found.of_one_period


def test_each_figure_of_the_same_people_is_set_against_the_first(store):
    found = held(store, "CHL")
    pairs = [(each.first.figure.source, each.second.figure.source) for each in found]
    assert [pair for pair in pairs if pair[0] == "undesa_2024"] == [
        ("undesa_2024", source)
        for source in ("chl_census_2024", "sermig_2022", "chl_datamigra_2026", "unhcr")
    ]
    assert [pair for pair in pairs if pair[0] != "undesa_2024"] == [
        ("chl_census_2024", "chl_datamigra_2026"),
        ("sermig_2022", "chl_datamigra_2026"),
        ("sermig_2022", "chl_datamigra_2026"),  # residents, then those in an irregular situation
    ]
    documented = [quotes.is_documented(each, store.catalogue) for each in found]
    assert documented == [pair[0] != "sermig_2022" for pair in pairs]


@pytest.mark.parametrize(
    ("code", "sources", "figures"),
    [
        ("CHL", ("sermig_2022", "chl_datamigra_2026"), (1_625_074, 1_918_583, "2022", 1_836_137)),
        ("COL", ("col_migration_2023", "unhcr"), (2_875_743, 2_829_663, "2023", 2_876_384)),
    ],
)
def test_of_a_pair_the_year_that_both_have_tells_the_date_from_the_rest(
    store, code, sources, figures
):
    found = next(
        each
        for each in held(store, code)
        if (each.first.figure.source, each.second.figure.source) == sources
    )
    same = found.beside
    pair = (found.first.figure.obs_value, found.second.figure.obs_value)
    assert (*pair, same.time_period, same.obs_value) == figures
    assert same.source == sources[1]
    assert found.is_more_than_date


def test_two_estimates_of_the_irregular_are_held_against_each_other(store):
    own = [
        each for each in held(store, "CHL") if each.first.figure.indicator == "irregular_estimate"
    ]
    assert [(each.first.figure.obs_value, each.second.figure.obs_value) for each in own] == [
        (107_223.0, 335_959.0)
    ]


def test_each_line_says_how_it_differs_from_the_line_above(store):
    told, _ = asked(store, "PER", "numbers")
    assert told[0].differs == ()
    definitions = store.catalogue.definitions
    for above, own in zip(told, told[1:], strict=False):
        pair = (definitions[each.figure.definition] for each in (above, own))
        assert own.differs == quotes.differing(*pair)


def catalogue_of(**line):
    given = {"one": {"section": "numbers", "lines": [line]}}
    return list(strays(quotes_of(given, set()), Catalogue.read().indicators))


def test_a_line_that_points_nowhere_is_named():
    assert catalogue_of(indicator="joy", source="unhcr") == [
        "quotes.toml: one points to unknown indicator 'joy'"
    ]
    assert catalogue_of(indicator="refugees", source="panama") == [
        "quotes.toml: one: refugees has no source 'panama'"
    ]
    assert "no column 'sex'" in catalogue_of(indicator="hdi", source="undp_2024", country="sex")[0]
    given = {"one": {"section": "weather", "lines": []}}
    assert "unknown section 'weather'" in next(strays(quotes_of(given, set()), {}))


def test_a_line_is_held_against_nothing_that_is_not_alike():
    line = {"indicator": "refugees", "source": "unhcr", "against": ["panama"]}
    assert catalogue_of(**line) == [
        "quotes.toml: one is held against 'panama', which answers nothing alike"
    ]


def test_an_unknown_field_of_a_concept_is_refused():
    with pytest.raises(BrokenCatalogue, match="unknown field 'colour'"):
        quotes_of({"one": {"section": "numbers", "colour": "red"}}, set())


def test_a_line_of_a_dropped_theme_leaves_its_concept_without_answer():
    given = {"one": {"section": "numbers", "lines": [{"indicator": "hdi", "source": "undp_2024"}]}}
    assert quotes_of(given, {"hdi"})["one"].lines == ()


def test_every_section_has_a_name_in_words():
    words = Words.read()
    assert [name for name in SECTIONS if not words.has(f"country_section.{name}")] == []

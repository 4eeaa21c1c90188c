"""What offices produce is named with a document, and what the product has of it is there."""

import pytest

from data.catalogue import BrokenCatalogue, Catalogue
from data.catalogue.offices import Production, offices_of, strays

CATALOGUE = Catalogue.read()
LINE = {"country": "PER", "kind": "permits", "office": "an office", "name": "cards"}
HELD = {"source": "per_cards_2025", "indicators": ["identity_card_procedures"]}


def faults(**fields):
    return list(strays((Production(**{**LINE, **fields}),), CATALOGUE.indicators))


def test_a_line_with_source_and_indicators_or_years_and_document_is_right():
    assert faults(**HELD) == []
    assert faults(years="2020", document="a/file.csv") == []
    assert faults(**HELD, years="2020") == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({**HELD, "kind": "rumour"}, "unknown kind 'rumour'"),
        ({}, "must have source and indicators, or years and document"),
        ({"years": "2020"}, "must have source and indicators, or years and document"),
        ({**HELD, "document": "a/file.csv"}, "must have source and indicators, or years"),
        ({**HELD, "years": "2020", "document": "a/file.csv"}, "must have source and indicators"),
        ({"source": "per_cards_2025", "years": "2020"}, "must have source and indicators, or"),
        ({**HELD, "indicators": ["joy"]}, "unknown indicator 'joy'"),
        ({**HELD, "indicators": ["gini"]}, "gini has no source 'per_cards_2025'"),
    ],
)
def test_a_line_that_is_wrong_is_named(fields, said):
    (fault,) = faults(**fields)
    assert fault.startswith("offices.toml: cards")
    assert said in fault


def test_an_unknown_field_is_named():
    with pytest.raises(BrokenCatalogue, match="offices.toml: cards: .*unknown field 'hearsay'"):
        offices_of({"produced": [{**LINE, "hearsay": "yes"}]}, set())


def test_a_line_whose_indicators_are_not_offered_goes_with_them():
    given = {"produced": [{**LINE, **HELD}]}
    assert offices_of(given, {"identity_card_procedures"}) == ()
    assert len(offices_of(given, set())) == 1


def test_every_indicator_of_a_national_office_is_in_the_inventory():
    listed = {(each.source, name) for each in CATALOGUE.offices for name in each.indicators}
    national = {each.source for each in CATALOGUE.offices if each.source}
    held = {
        (source, name)
        for name, card in CATALOGUE.indicators.items()
        for source in card.sources
        if source in national
    }
    assert listed == held


def test_lines_are_of_the_nine(store):
    assert {each.country for each in CATALOGUE.offices} <= set(store.codes.focus)


def test_every_file_on_entries_to_ecuador_has_a_line():
    own = [each for each in CATALOGUE.offices if each.source == "ecu_esi"]
    assert len(own) == len(CATALOGUE.sources["ecu_esi"].files)
    assert [each.years for each in own] == ["", "2019, 2023-2025", "2019, 2023-2025"]

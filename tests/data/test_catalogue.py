"""The catalogue refuses cards that say too little, too much, or point nowhere."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.catalogue import BrokenCatalogue, Catalogue
from data.harmonise.write import licences, terms
from data.words import Words
from tests.data.cut import CATALOGUE

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def change(name: str, old: str, new: str) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return change


CASES = {
    "unknown field": (
        "indicators/displacement.toml",
        "decimals = 0",
        "decimals = 0\ncolour = 1",
        "unknown field 'colour'",
    ),
    "no unit": (
        "indicators/displacement.toml",
        'unit_measure = "persons"\n',
        "",
        "missing field 'unit_measure'",
    ),
    "may_sum unset": (
        "indicators/displacement.toml",
        "areas = true, ",
        "",
        "missing field 'areas'",
    ),
    "no may_sum": ("indicators/displacement.toml", "may_sum = {", "# may_sum = {", "missing field"),
    "wrong type": (
        "indicators/displacement.toml",
        "decimals = 0",
        'decimals = "0"',
        "'decimals' must be int",
    ),
    "unknown kind": (
        "indicators/displacement.toml",
        'kind = "stock"',
        'kind = "pile"',
        "'pile' must be one of",
    ),
    "unknown source": (
        "indicators/displacement.toml",
        'sources = ["unhcr"]',
        'sources = ["who"]',
        "unknown source 'who'",
    ),
    "unknown part": (
        "indicators/displacement.toml",
        'parts = ["refugees"',
        'parts = ["joy"',
        "unknown indicator 'joy'",
    ),
    "unknown measure": (
        "indicators/displacement.toml",
        'per_1000 = "displaced_per_1000"',
        'per_1000 = "joy"',
        "'joy'",
    ),
    "classes that fall": (
        "indicators/displacement.toml",
        "[1000, 10000,",
        "[10000, 1000,",
        "rising lower bounds",
    ),
    "unsaid definition": (
        "definitions/internal.toml",
        "[unhcr_idps]",
        "[unhcr_new]",
        "no 'definition.unhcr_new.counted'",
    ),
    "unsaid flag": ("flags.toml", "[not_separate]", "[odd]", "data/words has no 'flag.odd'"),
    "no definition of duration": (
        "definitions/internal.toml",
        'duration_rule = "none"\n',
        "",
        "missing field 'duration_rule'",
    ),
    "no licence": ("sources/unhcr.toml", 'licence = "CC BY 4.0"\n', "", "missing field 'licence'"),
    "source of nothing": (
        "sources/unhcr.toml",
        'id = "unhcr"',
        'id = "who"',
        "unknown source 'unhcr'",
    ),
    "no checksum": ("sources/unhcr.toml", "sha256 =", "md5 =", "missing field 'sha256'"),
    "unknown way of sums": (
        "flags.toml",
        'in_sums = "any"',
        'in_sums = "most"',
        "'most' must be one of any, all",
    ),
    "unknown date": (
        "sources/unhcr.toml",
        '"year_end"',
        '"spring"',
        "'spring' must be one of mid_year, year_end",
    ),
    "broken TOML": ("flags.toml", "[partial_sum]", "[partial_sum", "flags.toml"),
    "an entry of a source that is gone": (
        "exceptions.toml",
        'source = "chl_census_2024"\nref_area = "CHL"',
        'source = "who"\nref_area = "CHL"',
        "units_apart names born_abroad of 'who', no source of it: take the entry out, or mend it",
    ),
    "a country apart in an indicator that is gone": (
        "exceptions.toml",
        '[[units_apart]]\nindicator = "born_abroad"',
        '[[units_apart]]\nindicator = "joy"',
        "unknown indicator 'joy' under units_apart: take the entry out, or mend it",
    ),
    "a lacking row of a file that is gone": (
        "exceptions.toml",
        'file = "residencias-otorgadas---4-trimestre---ano-2018.csv"',
        'file = "joy.csv"',
        "exceptions.toml: absent names 'joy.csv', a file of no source: take the entry out",
    ),
    "unequal rows of a file that is gone": (
        "unequal.csv",
        "asylum_decisions.rda,AUS 2011",
        "joy.rda,AUS 2011",
        "unequal.csv names 'joy.rda', a file of no source: take the entry out",
    ),
    "pairs of a source that is gone": (
        "pairs.toml",
        "unhcr = [",
        'who = ["PER"]\nunhcr = [',
        "pairs.toml names 'who', no source: take it out, or mend it",
    ),
    "reporter of no corridors": (
        "reporters.toml",
        'panama = "destination"',
        'panama = "destination"\nwho = "model"',
        "reporters.toml names 'who', no source of corridors: take it out, or mend it",
    ),
    "incidents of a route that is gone": (
        "routes.toml",
        '["route.central_american_route"]',
        '["route.joy"]',
        "north has incidents of 'route.joy', not in breakdowns.toml: take it out, or mend it",
    ),
    "border of a country off the way": (
        "routes.toml",
        "west_of = { USA",
        "west_of = { CAN = -93.0, USA",
        "north has a border west of 'CAN', in no deaths_in: take it out, or mend it",
    ),
    "breach without reason": (
        "exceptions.toml",
        "[[breaches]]\n",
        '[[breaches]]\nrule = "negative"\n\n[[breaches]]\n',
        "missing field 'reason'",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_broken_card_is_refused_by_name(edit, case):
    name, old, new, says = CASES[case]
    folder = edit(name, old, new)
    with pytest.raises(BrokenCatalogue) as fault:
        Catalogue.read(folder)
    assert says in str(fault.value)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(BrokenCatalogue, match="themes.toml"):
        Catalogue.read(tmp_path)


def test_file_that_a_card_does_not_list_is_named():
    with pytest.raises(BrokenCatalogue, match="lists no file 'joy.rda'"):
        Catalogue.read().sources["unhcr"].file("joy.rda")


def test_licences_of_the_tables_say_what_the_source_cards_say():
    written = CATALOGUE.parent / "tables" / "LICENSES.md"
    assert written.read_text(encoding="utf-8") == licences(Catalogue.read())


def test_licences_name_every_producer_with_its_terms():
    catalogue = Catalogue.read()
    text = licences(catalogue)
    assert all(
        card.citation in text and card.licence_url in text for card in catalogue.sources.values()
    )


def test_licences_say_what_no_document_at_hand_states():
    card = Catalogue.read().sources["bol_census_2024"]
    said = terms(replace(card, url="", published="", licence_url=""))
    assert said.count("not in the documents at hand") == 2
    assert f"- Licence: {card.licence}\n" in said
    assert "https://a.example" in terms(replace(card, url="https://a.example"))


@pytest.mark.parametrize("lang", Words.read().languages)
def test_words_of_the_data_never_call_a_person_illegal(lang):
    phrases = Words.read().phrases[lang]
    assert not [
        key
        for key, phrase in phrases.items()
        if "ilegal" in phrase.lower() or "illegal" in phrase.lower()
    ]


def test_the_registers_of_the_route_claim_no_rule_that_no_document_states(store):
    names = ("panama_transits", "honduras_entries", "mexico_irregular", "us_cbp_encounters")
    facts = ("population_base", "duration_rule", "left_out")
    for name in names:
        own = store.catalogue.definitions[name]
        assert {getattr(own, fact) for fact in facts} == {"not_documented"}
        said = store.words.say(f"definition.{name}.left_out", "es")
        assert said.startswith("No consta en los documentos disponibles")
    laws = {name: store.catalogue.definitions[name].legal_basis for name in names}
    assert laws.pop("us_cbp_encounters") == "titles_8_and_42"
    assert set(laws.values()) == {"not_documented"}

"""The page of all there is leaves nothing of the catalogue out."""

import json
import re

import pytest
from dash import html

from callbacks.inventory import open_page
from layouts.ids import Inventory as Id


def pieces(component):
    """List the elements of a page as (kind, properties)."""
    found = []
    waiting = [
        json.loads(json.dumps(component.to_plotly_json(), default=lambda c: c.to_plotly_json()))
    ]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each)
        elif isinstance(each, dict):
            found.append((each["type"], each["props"]))
            waiting.append(each["props"].get("children"))
    return found


def text_of(found):
    return " ".join(
        each
        for _, props in found
        for each in (
            props["children"]
            if isinstance(props.get("children"), list)
            else [props.get("children")]
        )
        if isinstance(each, str)
    )


@pytest.fixture(scope="module", params=["es", "en"])
def page(request, store):
    return request.param, pieces(open_page(store, "", request.param))


def test_every_indicator_has_a_card_with_its_files_and_the_way_to_its_chart(store, page):
    lang, found = page
    cards = {props["id"]: props for kind, props in found if kind == "Article"}
    assert cards.keys() == store.catalogue.indicators.keys()
    links = {props["href"] for kind, props in found if kind == "A"}
    for name in cards:
        assert f"/?indicator={name}" in links
        for form in ("csv", "parquet"):
            assert f"/api/v1/package?indicator={name}&format={form}&lang={lang}" in links


def test_every_source_is_listed_under_its_short_name_with_terms_and_citation(store, page):
    lang, found = page
    text = text_of(found)
    named = {props["data-source"] for _, props in found if props.get("className") == "source-name"}
    assert named == store.catalogue.sources.keys()
    for name, card in store.catalogue.sources.items():
        assert store.words.say(f"source.{name}.name", lang) in text
        own = f"source.{name}.citation"
        assert (store.words.say(own, lang) if store.words.has(own) else card.citation) in text
        own = f"source.{name}.terms"
        assert (store.words.say(own, lang) if store.words.has(own) else card.licence) in text


def test_a_licence_is_a_name_that_every_language_knows_or_is_said_in_each(store):
    known = re.compile(r"CC BY \d\.\d( IGO)?")
    for name, card in store.catalogue.sources.items():
        said = [store.words.has(f"source.{name}.{part}") for part in ("licence", "terms")]
        assert all(said) or (known.fullmatch(card.licence) and not any(said)), name


def test_every_definition_in_the_tables_is_said(store, page):
    lang, found = page
    said = {props["data-definition"] for _, props in found if "data-definition" in props}
    entries = store.shelf.entries.values()
    meant = {
        name
        for entry in entries
        for told in entry["sources"].values()
        for name in told["definitions"]
    }
    assert said == meant
    text = text_of(found)
    assert all(store.words.say(f"definition.{name}.counted", lang) in text for name in meant)


def test_coverage_says_each_of_the_nine_in_words(store, page):
    _, found = page
    rows = [props for kind, props in found if kind == "Ol" and props.get("className") == "coverage"]
    assert len(rows) == sum(len(entry["sources"]) for entry in store.shelf.entries.values())
    assert all(len(row["children"]) == len(store.codes.focus) for row in rows)
    assert all(cell["props"]["title"] for row in rows for cell in row["children"])


def test_an_address_that_no_document_states_is_said_to_be_lacking(store, page):
    lang, found = page
    blocks = {
        props["data-source"]: pieces(html.Div(props["children"]))
        for kind, props in found
        if kind == "Div" and props.get("className") == "terms"
    }
    lacking = store.words.say("inventory.no_address", lang)
    assert lacking in text_of(blocks["bol_census_2024"])
    assert not [kind for kind, _ in blocks["bol_census_2024"] if kind == "A"]
    assert lacking not in text_of(blocks["unhcr"])
    assert [kind for kind, _ in blocks["unhcr"]].count("A") == 2


def test_every_country_of_the_nine_says_what_its_offices_produce_or_that_none_is_named(store):
    found = pieces(open_page(store, "", "es"))
    listed = [
        props["data-area"] for _, props in found if props.get("className") == "office-country"
    ]
    assert listed == list(store.codes.focus)
    text = text_of(found)
    assert "Censo · Instituto Nacional de Estadísticas (INE) · 2024" in text
    assert "Encuesta · la oficina no consta en los documentos disponibles · 2012–2025" in text
    assert "No está en Panorama Sur. Consta en colombia_geih_migrantes/" in text
    nothing = "Los documentos disponibles no nombran nada que produzcan sus oficinas."
    assert text.count(nothing) == 3


def test_what_the_address_asks_in_vain_is_said_in_the_words_of_the_page(store):
    search = "?source=nope&split=zzz&joy=1&theme=asylum&q=remesas"
    (listed,) = [
        props["data"]
        for kind, props in pieces(open_page(store, search, "es"))
        if kind == "Store" and props["id"] == Id.LISTED
    ]
    assert sorted(listed["notices"]) == [
        "«joy» no es un filtro de esta página y no se tuvo en cuenta.",
        "«nope» no está disponible para «Fuente» y no se tuvo en cuenta.",
        "«zzz» no está disponible para «Desglose» y no se tuvo en cuenta.",
    ]


def test_shades_say_what_they_mean(store):
    found = pieces(open_page(store, "", "es"))
    kinds = {
        (cell["props"]["className"], cell["props"]["title"])
        for name in ("migrant_stock", "extra_continental_share")
        for kind, props in found
        if kind == "Article" and props["id"] == name
        for part, own in pieces(html.Div(props["children"]))
        if part == "Ol"
        for cell in own["children"]
    }
    assert ("years-most", "Perú: 1990–2024, años con datos: 8 de 8") in kinds
    assert {kind for kind, _ in kinds} == {"years-most", "years-apart"}
    (key,) = [props for _, props in found if props.get("className") == "coverage-key"]
    assert len(key["children"]) == len(("title", "most", "some", "none", "apart", "cut", "of"))


def test_each_of_several_definitions_says_of_which_countries_it_is(store):
    found = pieces(open_page(store, "", "es"))
    (card,) = [
        props for kind, props in found if kind == "Article" and props["id"] == "migrant_stock"
    ]
    blocks = {
        props["data-definition"]: text_of(pieces(html.Div(props["children"])))
        for _, props in pieces(html.Div(card["children"]))
        if "data-definition" in props
    }
    assert "los nueve" in blocks["undesa_foreign_born"]
    assert "ninguno de los nueve, solo otros" in blocks["undesa_foreign_citizens"]


def test_years_that_lack_months_stand_apart_from_whole_ones(store):
    titles = [
        own["title"]
        for kind, own in pieces(open_page(store, "", "es"))
        if kind == "Li" and own.get("title")
    ]
    assert "Argentina: 2017–2020, años completos con datos: 3 de 3; incompletos: 2020" in titles
    assert "Argentina: 2025, años completos con datos: 0 de 0; incompletos: 2025" in titles


def test_years_that_lack_months_are_not_said_to_be_counted(store):
    told = [
        own["children"]
        for _, own in pieces(open_page(store, "", "es"))
        if own.get("className") == "coverage-of"
    ]
    said = "Años completos que se cuentan: 6 (2012–2018); incompletos, contados aparte: 2018"
    assert said in told


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "Años que se cuentan: 57 (1969–2025)"),
        ("en", "Years that are counted: 57 (1969–2025)"),
    ],
)
def test_the_years_that_shades_are_measured_against_are_said_where_they_are_used(store, lang, said):
    found = pieces(open_page(store, "", lang))
    (card,) = [
        props
        for kind, props in found
        if kind == "Article" and props["id"] == "displaced_population"
    ]
    own = pieces(html.Div(card["children"]))
    assert said in [each["children"] for _, each in own if each.get("className") == "coverage-of"]
    for _, cell in own:
        kind, title = cell.get("className", ""), cell.get("title", "")
        if kind in ("years-most", "years-some"):
            count, whole = map(int, re.search(r"(\d+) (?:de|of) (\d+)$", title).groups())
            assert whole == 57  # noqa: PLR2004 - the figure that is said
            assert (kind == "years-most") == (count >= 0.9 * whole)


@pytest.mark.parametrize(
    ("area", "indicator", "said"),
    [
        ("COL", "visitors_non_resident", "Colombia (lleva el registro): 2015–"),
        ("COL", "border_entries", "Colombia (lleva el registro): 2012–"),
        ("ECU", "border_entries", "Ecuador (lleva el registro): 20"),
        ("PER", "identity_card_procedures", "Perú (lleva el registro): 2025, "),
    ],
)
def test_a_country_finds_the_registers_that_it_keeps(store, area, indicator, said):
    found = pieces(open_page(store, "", "es"))
    (card,) = [props for kind, props in found if kind == "Article" and props["id"] == indicator]
    assert area in card["data-area"].split()
    cells = [own.get("title", "") for _, own in pieces(html.Div(card["children"]))]
    assert [title for title in cells if title.startswith(said)]

"""Side by side stand figures that count the same thing; another one gives way to the reason."""

import json
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from data import beside, country, quotes
from layouts.parts.country_compare import line
from layouts.parts.holdings import Speaker
from layouts.parts.quoted import Quoter

REMARK = "No se compara: "


def quoter_of(store):
    return Quoter(Speaker(store.catalogue, store.codes, store.words, "es", store.data_version))


def said(store, row):
    part = line(quoter_of(store), row).to_plotly_json()
    return json.dumps(part, cls=PlotlyJSONEncoder, ensure_ascii=False)


def told(store, *counted):
    """Lay out one question, a row each sense, as countries answer it by some definitions."""
    lines = quotes.lines_of(store, "PER")
    (quote, *_), _ = quotes.quotes(store.catalogue, lines, "numbers")
    own = [replace(quote, figure=replace(quote.figure, definition=name)) for name in counted]
    parts = [country.Section("numbers", (each,), (), (), ()) for each in own]
    return "".join(said(store, row) for row in beside.rows(parts, store.catalogue))


@pytest.fixture(scope="module")
def answers(store):
    return {code: country.answer(store, code) for code in ("ARG", "BOL", "CHL", "COL")}


def compared(store, answers, section, *codes):
    parts = [answers[code].sections[section] for code in codes]
    return parts, beside.rows(parts, store.catalogue)


def test_another_concept_has_a_row_of_its_own_and_each_says_what_it_counts(store):
    text = told(store, "undesa_foreign_born", "undesa_foreign_citizens")
    assert text.count("1.837.219") == 2
    born, citizens = "personas nacidas en otro país", "personas de nacionalidad extranjera"
    assert f"{REMARK}cuenta {citizens}, no {born}" in text
    assert f"{REMARK}cuenta {born}, no {citizens}" in text


def test_the_same_concept_stands_side_by_side(store):
    text = told(store, "undesa_foreign_born", "undesa_foreign_born")
    assert text.count("1.837.219") == 2


@pytest.mark.parametrize("section", ["numbers", "labour", "internal", "asylum"])
def test_every_figure_of_a_country_is_shown_once(store, answers, section):
    for codes in (("CHL", "COL"), ("ARG", "CHL"), ("BOL", "CHL"), ("CHL", "ARG", "COL")):
        parts, rows = compared(store, answers, section, *codes)
        for at, part in enumerate(parts):
            shown = [each for row in rows for each in row.shown[at]]
            assert [each.figure.key for each in part.quotes if each not in shown] == []
            assert len(shown) == len(set(shown))


def test_groups_and_kinds_of_permits_keep_a_row_each(store, answers):
    _, rows = compared(store, answers, "labour", "CHL", "COL")
    text = "".join(said(store, row) for row in rows)
    for value in ("6,4", "9,0", "8,9"):
        assert value in text
    reason = "la fuente del país da esta cifra de otros grupos"
    assert f"{reason} (personas venezolanas y todas las personas residentes" in text
    _, rows = compared(store, answers, "numbers", "CHL", "COL")
    text = "".join(said(store, row) for row in rows)
    assert "241.571" in text
    assert "66.829" in text


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("es", ("Tasa de desocupación: migrantes", "Tasa de desocupación: personas chilenas")),
        ("en", ("Unemployment rate: migrants", "Unemployment rate: Chileans")),
    ],
)
def test_a_group_that_migrants_are_compared_with_is_not_called_migrants(
    store, answers, lang, titles
):
    quoter = Quoter(Speaker(store.catalogue, store.codes, store.words, lang, store.data_version))
    own = [
        quoter.title(each)
        for code in ("CHL", "COL")
        for each in answers[code].sections["labour"].quotes
        if each.figure.breakdown.startswith("group.")
    ]
    assert set(titles) <= set(own)
    assert len(own) == len(set(own))
    assert not [each for each in own if "migrant" in each.split(":")[0]]
    assert not [each for each in own if not each.split(": ")[1]]


def test_women_and_men_are_two_questions(store, answers):
    _, rows = compared(store, answers, "labour", "COL", "CHL")
    own = [row for row in rows if row.lead.figure.indicator == "labour_income_migrants"]
    assert len(own) == 4
    assert all(len(shown) <= 1 for row in own for shown in row.shown)
    text = said(store, own[0])
    assert "Ingreso laboral, mujeres: personas venezolanas" in text


def test_one_question_is_one_row_whatever_office_answers(store, answers):
    _, rows = compared(store, answers, "numbers", "BOL", "CHL")
    (census,) = (row for row in rows if row.lead.figure.indicator == "born_abroad")
    text = said(store, census)
    for part in (
        "184.703",
        "1.608.650",
        *(
            store.words.say(f"source.{name}.name", "es")
            for name in ("bol_census_2024", "chl_census_2024")
        ),
    ):
        assert part in text


@pytest.mark.parametrize("codes", [("ARG", "CHL"), ("CHL", "ARG")])
def test_what_two_offices_count_otherwise_is_said_by_the_facts_that_differ(store, answers, codes):
    _, rows = compared(store, answers, "numbers", *codes)
    rows = [row for row in rows if row.lead.figure.indicator == "foreign_residents"]
    own, other, latest = (
        next(said(store, row) for row in rows if row.lead.figure.source == name)
        for name in ("renaper_2023", "sermig_2022", "chl_datamigra_2026")
    )
    assert "3.007.251" in own
    assert "1.625.074" in other
    assert "1.918.583" in latest
    resident, register = "personas extranjeras residentes", "personas extranjeras inscritas en un"
    assert f"{REMARK}INE y SERMIG de Chile 2022: cuenta {resident}, no {register} registro; " in own
    assert f"DataMigra: cuenta {resident}, no {register} registro; " in own
    assert "fecha de referencia: fin de año (en esta línea, enero)" in own
    assert f"{REMARK}cuenta {register} registro, no {resident}; " in other
    assert "fecha de referencia: enero (en esta línea, fin de año)" in other
    assert "de una de las dos: tipo de fuente, fecha de referencia" in latest
    for row in rows:
        counted = store.words.say(f"definition.{row.lead.figure.definition}.counted", "es")
        assert counted[1:] not in own + other + latest


def test_a_group_of_another_kind_is_named_in_short(store, answers):
    _, rows = compared(store, answers, "numbers", "CHL", "ARG")
    own = [row for row in rows if row.lead.figure.indicator == "residence_permits"]
    text = "".join(said(store, row) for row in own)
    assert "de otros grupos (residencias otorgadas)" in text
    assert "180.157" in text

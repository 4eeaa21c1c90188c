"""Side by side stand figures that count the same thing; another one gives way to the reason."""

import json
import re
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from data import beside, country, quotes
from layouts.parts import country_compare
from layouts.parts.country_compare import lines
from layouts.parts.holdings import Speaker
from layouts.parts.quoted import Quoter

REMARK = "No se compara: "


def quoter_of(store):
    return Quoter(Speaker(store.catalogue, store.codes, store.words, "es", store.data_version))


def laid(store, *rows):
    names = ["Perú", "Colombia", "Chile"][: len(rows[0].shown)]
    return list(lines(quoter_of(store), names, rows))


def said(store, row):
    (part,) = (each.to_plotly_json() for each in laid(store, row))
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
    assert text.count('"1.837.219"') == 2
    born, citizens = "personas nacidas en otro país", "personas de nacionalidad extranjera"
    assert f"{REMARK}cuenta {citizens}, no {born}" in text
    assert f"{REMARK}cuenta {born}, no {citizens}" in text


def test_the_same_concept_stands_side_by_side(store):
    text = told(store, "undesa_foreign_born", "undesa_foreign_born")
    assert text.count('"1.837.219"') == 2


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
    assert (
        "la fuente de este país da la cifra de personas venezolanas y todas las personas "
        "residentes, incluidas las venezolanas; esta línea es de migrantes." in text
    )
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
        for told in (own, other, latest):
            reasons = [each.split('"')[0] for each in told.split(REMARK)[1:]]
            assert reasons
            assert counted[1:] not in "".join(reasons)


def test_kinds_of_permits_and_all_of_them_are_told_apart_in_a_plain_sentence(store, answers):
    _, rows = compared(store, answers, "numbers", "CHL", "ARG")
    own = [row for row in rows if row.lead.figure.indicator == "residence_permits"]
    text = "".join(said(store, row) for row in own)
    source = "la fuente de este país da la cifra de"
    every = "residencias otorgadas de todos los tipos juntos"
    kinds = ("residencia temporal o temporaria", "residencia definitiva")
    for kind in kinds:
        assert f"{REMARK}{source} {every}; esta línea es de {kind}." in text
    assert f"{REMARK}{source} {' y '.join(kinds)}; esta línea es de {every}." in text
    assert "180.157" in text


def parts_of(component, name):
    """Give the parts of a line that have a class."""
    every = [component, *component._traverse()]
    return [each for each in every if name in str(getattr(each, "className", "")).split()]


def test_a_line_says_once_who_is_counted_or_of_each_country(store, answers):
    words = store.words
    _, rows = compared(store, answers, "numbers", "BOL", "CHL")
    by_name = {row.lead.figure.indicator: row for row in rows}
    texts = {}
    for name in ("born_abroad", "asylum_seekers"):
        (cell,) = parts_of(*laid(store, by_name[name]), "counted")
        texts[name] = cell.children[0].children
    told = words.say("definition.unhcr_asylum_seekers.counted", "es").rstrip(".")
    assert texts["asylum_seekers"] == f"{told}."
    born = [words.say(f"definition.{of}_census_born_abroad.counted", "es") for of in ("bol", "chl")]
    assert texts["born_abroad"] == " ".join(
        f"{name}: {each[:1].lower()}{each[1:]}."
        for name, each in zip(("Bolivia", "Chile"), born, strict=True)
    )


def test_what_must_be_known_of_all_figures_of_a_line_is_said_once(store, answers):
    _, rows = compared(store, answers, "numbers", "CHL", "COL")
    (row,) = (row for row in rows if row.lead.figure.indicator == "darien_transits")
    text = said(store, row)
    seen = re.sub(r'"data-citation": "[^"]*"', "", text)
    assert seen.count("Hay datos posteriores incompletos: 2025.") == 1
    assert text.count("Hay datos posteriores incompletos: 2025") == 3  # one seen, two copied
    (own,) = (row for row in rows if row.lead.figure.indicator == "permits_ppt")
    assert "Suma parcial: no incluye Atlántico." in said(store, own)


def test_what_two_lines_share_is_said_once_and_referred_to_by_its_letter(store, answers):
    _, rows = compared(store, answers, "labour", "COL", "ARG")
    told = [
        json.dumps(each.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)
        for each in laid(store, *rows)
    ]
    seen = [re.sub(r'"data-citation": "[^"]*"', "", each) for each in told]
    survey = store.words.say("flag.no_sampling_error", "es").rstrip(".")
    assert len([each for each in seen if f"(a) {survey}." in each]) == 1
    assert [each for each in seen if survey in each and "(a)" not in each] == []
    assert len([each for each in seen if "Nota (a)." in each]) > 5
    assert "Se cuenta como en la línea anterior." in seen[1]
    assert "Se cuenta como en la línea anterior." not in seen[0] + seen[2]


@pytest.mark.parametrize("section", ["numbers", "labour"])
def test_every_figure_side_by_side_is_copied_with_its_own_country(store, answers, section):
    parts, rows = compared(store, answers, section, "CHL", "COL")
    buttons = [each for row in laid(store, *rows) for each in parts_of(row, "copy-figure")]
    citations = [getattr(each, "data-citation") for each in buttons]
    assert len(citations) == sum(len(part.quotes) for part in parts)
    for name, part in zip(("Chile", "Colombia"), parts, strict=True):
        own = [each for each in citations if each.startswith(f"{name}, ")]
        assert len(own) == len(part.quotes)


def test_one_figure_alone_and_zeros_alone_are_no_missing_series(store, answers):
    first = answers["CHL"]
    (drawn,) = (
        each for each in first.sections["numbers"].series if each.concept.id == "born_abroad"
    )
    one = replace(drawn, figures=drawn.figures[-1:])
    nil = replace(drawn, figures=tuple(replace(each, obs_value=0.0) for each in drawn.figures[:2]))
    quoter = quoter_of(store)
    texts = [
        country_compare.undrawn(quoter, first, own).children[1].children for own in (None, one, nil)
    ]
    assert texts == [
        "sin dato",
        "Hay una sola cifra, a mediados de 2024: con ella no se dibuja una serie.",
        "Todas las cifras son cero (1990–1995): no hay serie que dibujar.",
    ]


def test_a_section_keeps_the_series_that_have_too_little_to_be_drawn(answers):
    for each in answers.values():
        for section in each.sections.values():
            for own in section.undrawn:
                assert own.figures
                assert len(own.figures) == 1 or not any(f.obs_value for f in own.figures)
    assert any(s.undrawn for each in answers.values() for s in each.sections.values())

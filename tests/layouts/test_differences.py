"""A line says in words, from the definitions, how it differs from the line above."""

import re
from dataclasses import replace
from itertools import pairwise

from data import quotes
from data.codes import DESCRIBED
from layouts.parts.differences import differs
from layouts.parts.holdings import Speaker
from layouts.parts.quoted import Quoter

UNKNOWN = {
    "es": "No consta en los documentos disponibles de una de las dos cifras: ",
    "en": "Not in the documents at hand for one of the two figures: ",
}


def quoter_of(store, lang="es"):
    return Quoter(Speaker(store.catalogue, store.codes, store.words, lang, store.data_version))


def told(store, code):
    return quotes.quotes(store.catalogue, quotes.lines_of(store, code), "numbers")[0]


def test_what_both_documents_state_is_said_and_what_one_does_not_is_named(store):
    lines = told(store, "ARG")
    ((above, register),) = (q for q in pairwise(lines) if q[1].figure.source == "renaper_2023")
    said, not_stated = differs(quoter_of(store), register, above)
    assert said.startswith("A diferencia de «Migrantes internacionales»: cuenta personas")
    assert "inscritas en un registro, no personas nacidas en otro país; " in said
    assert "registro, no " in said
    assert "fecha de referencia: enero (allí, mitad de año)" in said
    assert "base legal" not in said
    assert not_stated.startswith(UNKNOWN["es"])
    assert not_stated.count("base legal") == 1


def test_the_first_line_and_one_of_the_same_definition_differ_in_nothing(store):
    first, second, *_ = told(store, "PER")
    assert differs(quoter_of(store), first, None) == ("", "")
    assert differs(quoter_of(store), replace(second, differs=()), first) == ("", "")


def test_two_figures_of_one_thing_whose_documents_state_nothing_differ_by_source_and_period(store):
    pairs = [each for each in pairwise(told(store, "CHL")) if same_of_datamigra(*each)]
    assert len(pairs) == 2
    for above, own in pairs:
        said, _ = differs(quoter_of(store), own, above)
        assert said == (
            "A diferencia de INE y SERMIG de Chile 2022: otra fuente, DataMigra; "
            "período: en 2023 (allí, a fines de 2022)."
        )


def same_of_datamigra(above, own):
    one = above.figure.indicator == own.figure.indicator
    return one and own.figure.source == "chl_datamigra_2026" != above.figure.source


def test_every_line_of_every_country_says_from_which_line_it_differs(store):
    quoters = [quoter_of(store, lang) for lang in store.words.languages]
    for code in DESCRIBED:
        for above, own in pairwise(told(store, code)):
            for quoter in quoters:
                said, not_stated = differs(quoter, own, above)
                assert bool(said) == bool(own.differs), (code, own.figure.indicator)
                assert "_" not in said + not_stated
                title = quoter.title(above)
                own_name = quoter.say(f"indicator.{above.figure.indicator}.name")
                names = {title, own_name} if title.startswith("…") else {title}
                names = {re.split(r" \(|, ", each)[0] for each in names}
                names.add(quoter.source(above.figure.source))
                assert not said or any(each in said for each in names)


def test_what_the_name_of_the_line_above_has_said_is_not_said_again(store):
    pairs = pairwise(told(store, "CHL"))
    ((above, emigrants),) = (q for q in pairs if q[1].concept.id == "emigrants")
    said, _ = differs(quoter_of(store), emigrants, above)
    assert said.startswith("A diferencia de «Personas apátridas»: cuenta emigrantes")
    assert "no personas apátridas" not in said

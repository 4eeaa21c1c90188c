"""A line says in words, from the definitions, how it differs from the line above."""

from dataclasses import replace

from data import quotes
from data.codes import DESCRIBED
from layouts.parts.differences import differs
from layouts.parts.holdings import Speaker

UNKNOWN = {
    "es": "No consta en los documentos disponibles de una de las dos cifras: ",
    "en": "Not in the documents at hand for one of the two figures: ",
}


def speaker_of(store, lang="es"):
    return Speaker(store.catalogue, store.codes, store.words, lang, store.data_version)


def told(store, code):
    return quotes.quotes(store.catalogue, quotes.lines_of(store, code), "numbers")[0]


def test_what_both_documents_state_is_said_and_what_one_does_not_is_named(store):
    (register,) = (q for q in told(store, "ARG") if q.figure.source == "renaper_2023")
    said, not_stated = differs(speaker_of(store), register)
    assert said.startswith("A diferencia de la línea anterior: cuenta personas extranjeras")
    assert "inscritas en un registro, no personas nacidas en otro país; " in said
    assert "registro, no " in said
    assert "fecha de referencia: enero (arriba, mitad de año)" in said
    assert "base legal" not in said
    assert not_stated.startswith(UNKNOWN["es"])
    assert not_stated.count("base legal") == 1


def test_the_first_line_and_one_of_the_same_definition_differ_in_nothing(store):
    first, second, *_ = told(store, "PER")
    assert differs(speaker_of(store), first) == ("", "")
    assert differs(speaker_of(store), replace(second, differs=())) == ("", "")


def test_every_line_of_every_country_finds_its_words(store):
    speakers = [speaker_of(store, lang) for lang in store.words.languages]
    for quote in (each for code in DESCRIBED for each in told(store, code)):
        for speaker in speakers:
            said = " ".join(differs(speaker, quote))
            assert bool(said.strip()) == bool(quote.differs)
            assert "_" not in said

"""Every language says the same things, and nothing that is not there is said."""

import pytest

from data.words import BrokenWords, UnknownWord, Words

ES = '[panorama]\ntitle = "Población"\nrange = "{first} a {last}"\n'


@pytest.fixture
def read(tmp_path):
    """Read words from the texts of two languages."""

    def from_texts(es: str, en: str) -> Words:
        for lang, text in {"es": es, "en": en}.items():
            (tmp_path / lang).mkdir()
            (tmp_path / lang / "page.toml").write_text(text, encoding="utf-8")
        return Words.read(tmp_path)

    return from_texts


@pytest.mark.parametrize(
    ("en", "fault"),
    [
        ('[panorama]\ntitle = "Population"\n', "en lacks 'panorama.range'"),
        (ES + 'more = "x"\n', "en has 'panorama.more', which no other has"),
        (ES.replace("{last}", "{end}"), "'panorama.range' has other placeholders"),
        (ES.replace("{last}", "the end"), "'panorama.range' has other placeholders"),
        ("[panorama\n", "en/page.toml: "),
    ],
)
def test_a_language_that_says_something_else_is_refused(read, en, fault):
    with pytest.raises(BrokenWords, match=fault):
        read(ES, en)


def test_all_faults_are_told_at_once(read):
    with pytest.raises(BrokenWords, match=r"'panorama\.range'.*'panorama\.title'"):
        read(ES, "[panorama]\n")


def test_a_folder_without_the_source_language_is_refused(tmp_path):
    (tmp_path / "en.toml").write_text(ES, encoding="utf-8")
    with pytest.raises(BrokenWords, match=r"words/es is missing"):
        Words.read(tmp_path)


def test_an_unknown_word_is_never_said(read):
    words = read(ES, ES)
    with pytest.raises(UnknownWord, match=r"'panorama\.more'"):
        words.say("panorama.more", "en")


def test_the_source_language_comes_first_and_stands_in(read):
    words = read(ES, ES)
    assert words.languages == ("es", "en")
    assert (words.spoken("en"), words.spoken("qu")) == ("en", "es")


def test_a_note_for_translators_is_no_phrase(read):
    noted = ES + '"title.note" = "keep it short"\n'
    assert not read(noted, ES).has("panorama.title.note")


def test_what_no_document_states_is_said_in_one_way(store):
    other = {"es": "está documentad", "en": "not documented"}
    for lang, said in store.words.phrases.items():
        assert not [key for key, text in said.items() if other[lang] in text.casefold()]

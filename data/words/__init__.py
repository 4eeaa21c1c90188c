"""What the product says, in every language it speaks: words, numbers, dates."""

import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from data.errors import PanoramaError

HERE = Path(__file__).parent
SOURCE_LANGUAGE = "es"


class BrokenWords(PanoramaError):
    """The files of words do not say the same things in every language."""


class UnknownWord(PanoramaError):
    """A key or language that no file of words has."""


@dataclass(frozen=True, slots=True)
class Words:
    """All phrases by language and dotted key.

    ``phrases`` maps a language code (``es``) to a mapping of dotted key to phrase. Keys that end
    in ``.note`` are for translators and are not phrases.
    """

    phrases: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, folder: Path = HERE) -> Self:
        """Read every ``<language>/*.toml`` of a folder.

        Raises:
            BrokenWords: when a language says a key twice, lacks one, has one too many, or has
                other placeholders.
        """
        files = sorted(folder.glob("*/*.toml"))
        phrases: dict[str, dict[str, str]] = {}
        for file in files:
            own, said = phrases.setdefault(file.parent.name, {}), dict(flatten(read_toml(file)))
            if twice := sorted(own.keys() & said.keys()):
                message = f"{file.parent.name}/{file.name}: {twice} are said in another file too."
                raise BrokenWords(message)
            own.update(said)
        check_same_keys(phrases)
        ordered = sorted(phrases, key=lambda lang: (lang != SOURCE_LANGUAGE, lang))
        return cls({lang: phrases[lang] for lang in ordered})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages spoken, the source language first."""
        return tuple(self.phrases)

    def spoken(self, lang: str) -> str:
        """Give a language that is spoken: the one asked for, or the source language.

        >>> Words({"es": {}}).spoken("qu")
        'es'
        """
        return lang if lang in self.phrases else self.languages[0]

    def say(self, key: str, lang: str, **values: object) -> str:
        """Say one phrase.

        >>> Words({"es": {"year.end": "fin de {year}"}}).say("year.end", "es", year=2025)
        'fin de 2025'

        Raises:
            UnknownWord: when no file of words has the key; never a silent fallback.
        """
        try:
            phrase = self.phrases[lang][key]
        except KeyError:
            message = f"data/words/{lang} has no '{key}'. Add it in every language."
            raise UnknownWord(message) from None
        return phrase.format(**values) if values else phrase

    def section(self, prefix: str, lang: str, name: Callable[[str], str] = str) -> dict[str, str]:
        """Give all phrases under a prefix, by the rest of their key.

        Args:
            prefix: a table of the files of words.
            lang: language code.
            name: applied to each rest of a key (``str.upper`` for codes).
        """
        start = f"{prefix}."
        own = self.phrases[lang].items()
        return {name(key.removeprefix(start)): said for key, said in own if key.startswith(start)}

    def has(self, key: str) -> bool:
        """Tell whether a key is said (all languages have the same keys)."""
        return key in self.phrases[SOURCE_LANGUAGE]


def read_toml(file: Path) -> Mapping[str, Any]:
    """Read one file of words, with a clear error when it is not TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        message = f"{file.parent.name}/{file.name}: {fault}. Mend the file of words."
        raise BrokenWords(message) from fault


def flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give dotted keys and phrases of nested tables.

    >>> dict(flatten({"map": {"title": "Mapa", "title.note": "short"}}))
    {'map.title': 'Mapa'}
    """
    for key, value in table.items():
        dotted = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flatten(value, f"{dotted}.")
        elif not dotted.endswith(".note"):
            yield dotted, str(value)


def placeholders(phrase: str) -> frozenset[str]:
    """Name the values that a phrase waits for.

    >>> sorted(placeholders("{n} de {total}"))
    ['n', 'total']
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(phrase) if name)


def check_same_keys(phrases: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse languages that differ from the source language in keys or placeholders."""
    if SOURCE_LANGUAGE not in phrases:
        message = f"data/words/{SOURCE_LANGUAGE} is missing: it is the source language."
        raise BrokenWords(message)
    source = phrases[SOURCE_LANGUAGE]
    faults: list[str] = []
    for lang, own in phrases.items():
        faults += [f"{lang} lacks '{key}'" for key in source.keys() - own.keys()]
        faults += [f"{lang} has '{key}', which no other has" for key in own.keys() - source]
        faults += [
            f"{lang}: '{key}' has other placeholders than the source"
            for key in source.keys() & own.keys()
            if placeholders(own[key]) != placeholders(source[key])
        ]
    if faults:
        message = "Words differ between languages: " + "; ".join(sorted(faults))
        raise BrokenWords(message)

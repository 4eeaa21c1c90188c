"""What is known about every indicator, source, definition and flag: read, cross-checked, frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from data.catalogue.cards import (
    Breach,
    BrokenCatalogue,
    Definition,
    Flag,
    Formula,
    Indicator,
    MaySum,
    RawFile,
    Source,
    breach,
    card,
    flag,
    indicator,
    read_toml,
    source,
    statuses,
)
from data.errors import listed
from data.words import Words

__all__ = [
    "Breach",
    "BrokenCatalogue",
    "Catalogue",
    "Definition",
    "Flag",
    "Formula",
    "Indicator",
    "MaySum",
    "RawFile",
    "Source",
]

HERE = Path(__file__).parent
CLASSES = 5


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All cards, by id.

    Attributes:
        indicators: in the order in which they are offered.
        sources: one card a producer's edition.
        definitions: what was counted.
        flags: what a row may be marked with.
        priority: codes of ``obs_status``, the worst first: a sum or a ratio takes its worst part's.
        breaches: cells in which a producer's own file breaks a rule, each with the reason.
    """

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    definitions: Mapping[str, Definition]
    flags: Mapping[str, Flag]
    priority: tuple[str, ...]
    breaches: tuple[Breach, ...]

    @classmethod
    def read(cls, folder: Path = HERE) -> Self:
        """Read all cards of a folder and hold them against each other and against the words.

        >>> Catalogue.read().indicators["migrant_stock"].unit_measure
        'persons'

        Raises:
            BrokenCatalogue: naming every unknown or missing field, dangling key, missing word.
        """
        raw = read_toml(folder / "indicators.toml")
        files = sorted((folder / "sources").glob("*.toml"))
        cards = [source(read_toml(file), f"sources/{file.name}") for file in files]
        definitions = read_toml(folder / "definitions.toml")
        flags = read_toml(folder / "flags.toml")
        breaches = read_toml(folder / "exceptions.toml").get("breaches", [])
        read = cls(
            indicators={name: indicator(name, fields) for name, fields in raw.items()},
            sources={each.id: each for each in cards},
            definitions={
                name: card(Definition, {"id": name, **fields}, "definitions.toml")
                for name, fields in definitions.items()
            },
            flags={name: flag(name, fields) for name, fields in flags.items()},
            priority=statuses(read_toml(folder / "statuses.toml"), "statuses.toml").priority,
            breaches=tuple(breach(fields, "exceptions.toml") for fields in breaches),
        )
        faults = [*dangling(read), *unsaid(read, Words.read())]
        if faults:
            message = f"Catalogue: {listed(faults)}. Mend the cards or the words named."
            raise BrokenCatalogue(message)
        return read


def dangling(read: Catalogue) -> Iterator[str]:
    """Name every key that points nowhere, and every indicator whose classes are no ladder."""
    for each in read.indicators.values():
        where = f"indicators.toml: {each.id}"
        named = {part for joined in each.sources for part in joined.split(".")}
        yield from (
            f"{where} has unknown source '{s}'" for s in sorted(named - read.sources.keys())
        )
        ratio = [each.formula.numerator, each.formula.denominator] if each.formula else []
        pointed = {*each.parts, *each.measures.values(), *ratio} - read.indicators.keys()
        yield from (f"{where} points to unknown indicator '{name}'" for name in sorted(pointed))
        if len(each.classes) != CLASSES - 1 or list(each.classes) != sorted(set(each.classes)):
            yield f"{where} needs {CLASSES - 1} rising lower bounds of classes"
    used = {joined for each in read.indicators.values() for joined in each.sources}
    unused = read.sources.keys() - {part for joined in used for part in joined.split(".")}
    yield from (f"sources/{name}.toml serves no indicator" for name in sorted(unused))
    unknown = {each.indicator for each in read.breaches} - read.indicators.keys()
    yield from (f"exceptions.toml names unknown indicator '{name}'" for name in sorted(unknown))


def unsaid(read: Catalogue, words: Words) -> Iterator[str]:
    """Name every word that a card needs and that no language has."""
    needed = [
        *(
            f"indicator.{name}.{part}"
            for name in read.indicators
            for part in ("name", "short", "about")
        ),
        *(
            f"definition.{name}.{part}"
            for name in read.definitions
            for part in ("counted", "left_out")
        ),
        *(f"source.{name}.{part}" for name in read.sources for part in ("name", "title")),
        *(f"flag.{name}" for name in read.flags),
        *(f"status.{code.lower()}" for code in read.priority),
        *sorted({f"unit.{each.unit_measure}" for each in read.indicators.values()}),
    ]
    return (f"data/words has no '{key}'" for key in needed if not words.has(key))

"""What is known about every indicator, source, definition and flag: read, cross-checked, frozen."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from data.catalogue.cards import (
    BrokenCatalogue,
    Definition,
    Flag,
    Formula,
    Indicator,
    MaySum,
    RawFile,
    Reporter,
    Source,
    Term,
    card,
    flag,
    indicator,
    read_toml,
    source,
    statuses,
)
from data.catalogue.exceptions import (
    Absent,
    Breach,
    Entry,
    Exempt,
    SameFigure,
    Split,
    Unequal,
    UnitsApart,
    Withheld,
    absent,
    breach,
    exempt,
    read_unequal,
    same_figure,
    split,
    strange_files,
    units_apart,
    withheld,
)
from data.catalogue.exceptions import strays as stray_entries
from data.catalogue.offices import KINDS, Production, offices_of
from data.catalogue.offices import strays as stray_productions
from data.catalogue.quotes import Concept, Line, quotes_of
from data.catalogue.quotes import strays as stray_lines
from data.catalogue.routes import Route, Stage, routes_of, stray_places, strays
from data.errors import listed
from data.words import Words

__all__ = [
    "Absent",
    "Breach",
    "BrokenCatalogue",
    "Catalogue",
    "Concept",
    "Definition",
    "Exempt",
    "Flag",
    "Formula",
    "Indicator",
    "Line",
    "MaySum",
    "RawFile",
    "Reporter",
    "Route",
    "SameFigure",
    "Source",
    "Split",
    "Stage",
    "Term",
    "Unequal",
    "UnitsApart",
    "Withheld",
]

HERE = Path(__file__).parent
CLASSES = 5
# What a definition says in words of its own, besides what is counted.
FACTS = ("population_base", "legal_basis", "duration_rule", "source_type", "reference_date")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All cards, by id.

    Attributes:
        themes: in the order in which they are offered.
        indicators: theme by theme, in the order in which they are offered.
        sources: one card a producer's edition that serves an indicator.
        definitions: what was counted.
        flags: what a row may be marked with.
        priority: codes of ``obs_status``, the worst first: a sum or a ratio takes its worst part's.
        breakdowns: what sources split by besides sex and age: the codes of each dimension.
        breaches: cells in which a producer's own file breaks a rule, each with the reason.
        exempt: indicators and sources in which a rule does not hold, each with the reason.
        splits: cells in which nearly all persons are of one sex, doubted or not, likewise.
        absent: rows that raw files lack and others of their series have, likewise.
        withheld: figures that are misprinted and left out, likewise.
        same_figures: figures that two sources print to the unit, likewise.
        units_apart: countries whose units are together another figure, likewise.
        unequal: rows of raw files in which figures that should be equal are not, likewise.
        dropped: indicators of the themes that are not offered, and those computed from them.
        pairs: by source, the areas whose pairs of two countries are split by sex and age.
        reporters: by source of corridors, who reports them: ``destination``, ``origin`` or
            ``model``.
        routes: registers that count persons one after the other.
        quotes: what a country is asked about, and the observations that answer.
        offices: what the offices of the nine produce, whether the product has it or not.
    """

    themes: tuple[str, ...]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    definitions: Mapping[str, Definition]
    flags: Mapping[str, Flag]
    priority: tuple[str, ...]
    breakdowns: Mapping[str, tuple[str, ...]]
    breaches: tuple[Breach, ...]
    exempt: tuple[Exempt, ...]
    splits: tuple[Split, ...]
    absent: tuple[Absent, ...]
    withheld: tuple[Withheld, ...]
    same_figures: tuple[SameFigure, ...]
    units_apart: tuple[UnitsApart, ...]
    unequal: tuple[Unequal, ...]
    pairs: Mapping[str, tuple[str, ...]]
    reporters: Mapping[str, str]
    routes: Mapping[str, Route]
    quotes: Mapping[str, Concept]
    offices: tuple[Production, ...]
    dropped: frozenset[str]

    @classmethod
    def read(cls, folder: Path = HERE) -> Self:
        """Read all cards of a folder and hold them against each other and against the words.

        >>> Catalogue.read().indicators["migrant_stock"].unit_measure
        'persons'

        Raises:
            BrokenCatalogue: naming every unknown or missing field, dangling key, missing word.
        """
        themes = tuple(read_toml(folder / "themes.toml").get("order", ()))
        offered = indicators_of(folder / "indicators", themes)
        left = indicators_of(folder / "indicators", others(folder / "indicators", themes))
        kept = without(offered, left.keys())
        dropped = {**left, **{name: offered[name] for name in offered.keys() - kept.keys()}}
        flags = read_toml(folder / "flags.toml")
        exceptions = read_toml(folder / "exceptions.toml")
        read = cls(
            themes=themes,
            indicators=kept,
            sources=sources_of(folder / "sources", sources_named(dropped) - sources_named(kept)),
            definitions=definitions_of(folder / "definitions", themes),
            flags={name: flag(name, fields) for name, fields in flags.items()},
            priority=statuses(read_toml(folder / "statuses.toml"), "statuses.toml").priority,
            breakdowns={
                dimension: tuple(codes)
                for dimension, codes in read_toml(folder / "breakdowns.toml").items()
            },
            breaches=tuple(
                breach(fields, "exceptions.toml")
                for fields in exceptions.get("breaches", ())
                if fields.get("indicator") not in dropped
            ),
            exempt=tuple(
                exempt(fields, "exceptions.toml")
                for fields in exceptions.get("exempt", ())
                if fields.get("indicator") not in dropped
            ),
            splits=tuple(
                split(fields, "exceptions.toml")
                for fields in exceptions.get("splits", ())
                if fields.get("indicator") not in dropped
            ),
            absent=tuple(
                absent(fields, "exceptions.toml") for fields in exceptions.get("absent", ())
            ),
            withheld=tuple(
                withheld(fields, "exceptions.toml")
                for fields in exceptions.get("withheld", ())
                if fields.get("indicator") not in dropped
            ),
            same_figures=tuple(
                same_figure(fields, "exceptions.toml")
                for fields in exceptions.get("same_figures", ())
                if dropped.keys().isdisjoint(fields.get("indicators", ()))
            ),
            units_apart=tuple(
                units_apart(fields, "exceptions.toml")
                for fields in exceptions.get("units_apart", ())
                if fields.get("indicator") not in dropped
            ),
            unequal=read_unequal(folder / "unequal.csv"),
            pairs={name: tuple(areas) for name, areas in read_toml(folder / "pairs.toml").items()},
            reporters=read_toml(folder / "reporters.toml"),
            routes=routes_of(read_toml(folder / "routes.toml"), dropped.keys()),
            quotes=quotes_of(read_toml(folder / "quotes.toml"), dropped.keys()),
            offices=offices_of(read_toml(folder / "offices.toml"), dropped.keys()),
            dropped=frozenset(dropped),
        )
        every = sources_of(folder / "sources", frozenset())
        faults = [
            *dangling(read),
            *forgotten(read, every, {**kept, **dropped}),
            *unsaid(read, Words.read()),
        ]
        if faults:
            message = f"Catalogue: {listed(faults)}. Mend the cards or the words named."
            raise BrokenCatalogue(message)
        return read


def others(folder: Path, themes: tuple[str, ...]) -> tuple[str, ...]:
    """Name the themes that have a file of cards and are not offered."""
    return tuple(f.stem for f in sorted(folder.glob("*.toml")) if f.stem not in themes)


def indicators_of(folder: Path, themes: tuple[str, ...]) -> dict[str, Indicator]:
    """Read the cards of the indicators of some themes, in that order."""
    found: dict[str, Indicator] = {}
    twice: list[str] = []
    for theme in themes:
        for name, fields in read_toml(folder / f"{theme}.toml").items():
            twice += [name] if name in found else []
            found[name] = indicator(name, theme, fields)
    if twice:
        message = f"indicators: {listed(twice)} stand in two themes. Keep one card of each."
        raise BrokenCatalogue(message)
    return found


def without(cards: Mapping[str, Indicator], gone: Set[str]) -> dict[str, Indicator]:
    """Leave out what is computed from indicators that are gone, and the measures that they gave."""
    kept = dict(cards)
    while more := {name for name, each in kept.items() if terms_of(each) & gone}:
        gone = gone | more
        kept = {name: each for name, each in kept.items() if name not in more}
    return {
        name: replace(
            each, measures={how: what for how, what in each.measures.items() if what not in gone}
        )
        for name, each in kept.items()
    }


def terms_of(card: Indicator) -> set[str]:
    """Name the indicators that a derived one is computed from."""
    sides = (card.formula.numerator, card.formula.denominator) if card.formula else ()
    return {name for side in sides for name in side.indicators}


def definitions_of(folder: Path, themes: tuple[str, ...]) -> dict[str, Definition]:
    """Read the definitions of some themes; a theme may rest on those of others."""
    found: dict[str, Definition] = {}
    for file in (folder / f"{theme}.toml" for theme in themes):
        for name, fields in (read_toml(file) if file.exists() else {}).items():
            if name in found:
                message = f"definitions/{file.name}: {name} stands in two themes. Keep one."
                raise BrokenCatalogue(message)
            found[name] = card(Definition, {"id": name, **fields}, f"definitions/{file.name}")
    return found


def sources_of(folder: Path, dropped: Set[str]) -> dict[str, Source]:
    """Read the cards of all sources but those that serve only themes that are not offered."""
    cards = [source(read_toml(f), f"sources/{f.name}") for f in sorted(folder.glob("*.toml"))]
    return {each.id: each for each in cards if each.id not in dropped}


def sources_named(cards: Mapping[str, Indicator]) -> set[str]:
    """Name the sources that some indicators rest on, those of derived ones one by one."""
    return {
        part for each in cards.values() for joined in each.sources for part in joined.split(".")
    }


def dangling(read: Catalogue) -> Iterator[str]:
    """Name every key that points nowhere, and every indicator whose classes are no ladder."""
    for each in read.indicators.values():
        where = f"indicators/{each.theme}.toml: {each.id}"
        named = {part for joined in each.sources for part in joined.split(".")}
        yield from (
            f"{where} has unknown source '{s}'" for s in sorted(named - read.sources.keys())
        )
        pointed = {*each.parts, *each.measures.values(), *terms_of(each)} - read.indicators.keys()
        yield from (f"{where} points to unknown indicator '{name}'" for name in sorted(pointed))
        if len(each.classes) != CLASSES - 1 or list(each.classes) != sorted(set(each.classes)):
            yield f"{where} needs {CLASSES - 1} rising lower bounds of classes"
    unused = read.sources.keys() - sources_named(read.indicators)
    yield from (f"sources/{name}.toml serves no indicator" for name in sorted(unused))
    of_corridors = {s for each in read.indicators.values() if each.corridors for s in each.sources}
    silent = sorted(of_corridors - read.reporters.keys())
    yield from (f"reporters.toml does not say who reports the corridors of {s}" for s in silent)
    strange = sorted(set(read.reporters.values()) - {each.value for each in Reporter})
    yield from (f"reporters.toml: '{each}' is no reporter" for each in strange)
    entries: dict[str, tuple[Entry, ...]] = {
        "breaches": read.breaches,
        "exempt": read.exempt,
        "splits": read.splits,
        "withheld": read.withheld,
        "same_figures": read.same_figures,
        "units_apart": read.units_apart,
    }
    yield from stray_entries(entries, read.indicators)
    yield from strays(read.routes, read.indicators)
    yield from stray_lines(read.quotes, read.indicators)
    yield from stray_productions(read.offices, read.indicators)


def forgotten(
    read: Catalogue, every: Mapping[str, Source], cards: Mapping[str, Indicator]
) -> Iterator[str]:
    """Name what lists say of files, sources and codes that are gone.

    Args:
        read: what is offered.
        every: the cards of all sources, offered or not.
        cards: likewise of all indicators.
    """
    files = {each.path.rsplit("/", 1)[-1] for source in every.values() for each in source.files}
    listed_files: dict[str, tuple[Absent | Unequal, ...]] = {
        "exceptions.toml: absent": read.absent,
        "unequal.csv": read.unequal,
    }
    yield from strange_files(listed_files, files)
    for name in sorted(read.pairs.keys() - every.keys()):
        yield f"pairs.toml names '{name}', no source: take it out, or mend it"
    of_corridors = {s for each in cards.values() if each.corridors for s in each.sources}
    for name in sorted(read.reporters.keys() - of_corridors):
        yield f"reporters.toml names '{name}', no source of corridors: take it out, or mend it"
    codes = {f"{name}.{code}" for name, own in read.breakdowns.items() for code in own}
    yield from stray_places(read.routes, codes)


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
        *(
            f"fact.{fact}.{getattr(each, fact)}"
            for each in read.definitions.values()
            for fact in FACTS
        ),
        *(f"source.{name}.{part}" for name in read.sources for part in ("name", "title")),
        *(f"flag.{name}" for name in read.flags),
        *(f"status.{code.lower()}" for code in read.priority),
        *(f"guard.{why}" for each in read.indicators.values() for why in each.no_sum.values()),
        *(f"theme.{name}" for name in read.themes),
        *(f"dimension.{name}" for name in read.breakdowns),
        *(f"breakdown.{name}.{code}" for name, codes in read.breakdowns.items() for code in codes),
        *sorted({f"unit.{each.unit_measure}" for each in read.indicators.values()}),
        *(
            f"stage.{stage.indicator}.{part}"
            for route in read.routes.values()
            for stage in route.stages
            for part in ("place", "counts")
        ),
        *(f"quote.{name}.{part}" for name in read.quotes for part in ("name", "whom")),
        *(f"office.{kind}" for kind in KINDS),
    ]
    return (f"data/words has no '{key}'" for key in needed if not words.has(key))

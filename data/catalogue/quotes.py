"""Concepts that a country is asked about, and the observations that answer each of them."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from data.catalogue.cards import Counterpart, Indicator, card

FILE = "quotes.toml"
SECTIONS = (
    "numbers",
    "asylum",
    "labour",
    "remittances",
    "internal",
    "routes",
    "development",
)
ENDS = ("ref_area", "counterpart_area")
ALL, NOT_NAMED, TOTAL = "W", "_Z", "_T"


@dataclass(frozen=True, slots=True)
class Line:
    """Which observations answer a concept: one source, one number a period and country.

    Attributes:
        indicator: id in the catalogue.
        source: id of the source, or ids joined by a dot.
        country: the column that the country stands in, ``ref_area`` or ``counterpart_area``.
        other: code of the other end; empty takes all of them.
        sex: code of the observation table.
        age: likewise.
        breakdown: likewise.
        partial: whether a year that lacks months is quoted where none is whole.
        against: sources of the same thing whose figure it is held against, beside the first one.
    """

    indicator: str
    source: str
    country: str = "ref_area"
    other: str = ""
    sex: str = TOTAL
    age: str = TOTAL
    breakdown: str = TOTAL
    partial: bool = False
    against: tuple[str, ...] = ()

    def filters(self, country: str, indicator: Indicator) -> dict[str, tuple[str, ...]]:
        """Give the filters of the observations of one country, of all periods."""
        named = NOT_NAMED if indicator.counterpart == Counterpart.NONE else ALL
        (other_end,) = (end for end in ENDS if end != self.country)
        return {
            "indicator": (self.indicator,),
            "source": (self.source,),
            self.country: (country,),
            other_end: (self.other or named,),
            "sex": (self.sex,),
            "age": (self.age,),
            "breakdown": (self.breakdown,),
        }


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a country is asked about.

    Attributes:
        id: its name in words, ``quote.<id>.name``.
        section: the part of a country page that it stands in.
        lines: the observations that answer it, none as long as no source does.
        alike: concepts of one such name are taken for one thing; empty for all others.
        drawn: whether its series are drawn.
        national: whether each line is of a country's own office, which has no other country.
        sole: whether it is made by one country's office alone, so that no other country lacks it.
    """

    id: str
    section: str
    lines: tuple[Line, ...]
    alike: str = ""
    drawn: bool = False
    national: bool = False
    sole: bool = False


def quotes_of(given: Mapping[str, Any], dropped: Set[str]) -> dict[str, Concept]:
    """Read the concepts, without the lines of indicators whose theme is not offered.

    Nor is a line held against a source that only such lines had.
    """
    lines = {
        name: tuple(line_of(each, f"{FILE}: {name}") for each in fields.get("lines", ()))
        for name, fields in given.items()
    }
    every = [line for own in lines.values() for line in own]
    offered = {line.source for line in every if line.indicator not in dropped}
    gone = {line.source for line in every} - offered
    found = {}
    for name, fields in given.items():
        kept = tuple(
            replace(line, against=tuple(each for each in line.against if each not in gone))
            for line in lines[name]
            if line.indicator not in dropped
        )
        found[name] = card(Concept, {"id": name, **fields, "lines": kept}, f"{FILE}: {name}")
    return found


def line_of(given: Mapping[str, Any], where: str) -> Line:
    """Read one line."""
    return card(Line, {**given, "against": tuple(given.get("against", ()))}, where)


def strays(quotes: Mapping[str, Concept], indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Name what concepts point to that is not there."""
    for each in quotes.values():
        where = f"{FILE}: {each.id}"
        if each.section not in SECTIONS:
            yield f"{where} stands in unknown section '{each.section}'"
        alike = {line.source for other in quotes.values() if other.alike for line in other.lines}
        for line in each.lines:
            for source in sorted(set(line.against) - alike):
                yield f"{where} is held against '{source}', which answers nothing alike"
            known = indicators.get(line.indicator)
            if known is None:
                yield f"{where} points to unknown indicator '{line.indicator}'"
            elif line.source not in known.sources:
                yield f"{where}: {line.indicator} has no source '{line.source}'"
            if line.country not in ENDS:
                yield f"{where}: a country stands in no column '{line.country}'"

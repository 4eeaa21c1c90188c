"""The parts of an address: its names, and what of them could not be followed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl

LONGEST = 2_000
Code = TypeVar("Code", bound=str)


class Name(StrEnum):
    """The names of query strings: those of the observation table, and of the views of pages."""

    INDICATOR = "indicator"
    REF_AREA = "ref_area"
    COUNTERPART_AREA = "counterpart_area"
    SEX = "sex"
    AGE = "age"
    BREAKDOWN = "breakdown"
    FREQ = "freq"
    TIME_PERIOD = "time_period"
    SOURCE = "source"
    MEASURE = "measure"
    BASE = "base"
    BESIDE = "beside"
    COMPARE = "compare"
    DIRECTION = "direction"
    ROUTE = "route"
    THRESHOLD = "threshold"
    DEATHS = "deaths"
    PIN = "pin"
    SHOW = "show"
    TABLE = "table"
    SCALE = "scale"
    SORT = "sort"
    MODE = "mode"
    Q = "q"
    THEME = "theme"
    SPLIT = "split"
    LANG = "lang"


def names_in(query: str) -> set[str]:
    """Name what a query string asks about, whatever it says of it.

    >>> sorted(names_in("?route=north&sex="))
    ['route', 'sex']
    """
    pairs = parse_qsl(query.lstrip("?")[:LONGEST], keep_blank_values=True, errors="replace")
    return {name for name, _ in pairs}


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in an address that could not be followed.

    Attributes:
        name: the parameter, as it was given.
        given: its value, as it was given.
        used: the code shown in its place; empty when nothing takes its place.
        reason: ``unknown_name``, ``unknown_value``, ``repeated``, ``too_long`` or ``too_many``.
    """

    name: str
    given: str
    used: str
    reason: str


class Reader:
    """Takes choices out of a query one by one, and notes what could not be followed."""

    def __init__(self, query: str, names: Sequence[Name]) -> None:
        """Split a query string into the names of a page; nothing in it is an error."""
        self.names = names
        self.ignored: list[Ignored] = []
        self.given: dict[str, str] = {}
        if len(query) > LONGEST:
            self.ignored.append(Ignored("?", query[:40] + "…", "", "too_long"))
            query = ""
        for name, value in parse_qsl(query.lstrip("?"), keep_blank_values=True, errors="replace"):
            self.take(name, value)

    def take(self, name: str, value: str) -> None:
        """Keep the first value of a known name, and note everything else."""
        if name not in self.names:
            self.ignored.append(Ignored(name, value, "", "unknown_name"))
        elif name in self.given:
            self.ignored.append(Ignored(name, value, self.given[name], "repeated"))
        else:
            self.given[name] = value

    def asks(self, names: Iterable[Name]) -> bool:
        """Tell whether any of some names is in the query."""
        return not set(names).isdisjoint(self.given)

    def one(self, name: Name, allowed: tuple[Code, ...], otherwise: Code) -> Code:
        """Take one code out of those allowed; another one is noted and replaced."""
        given = self.given.get(name)
        if given is None:
            return otherwise
        for code in allowed:
            if code == given:
                return code
        self.ignored.append(Ignored(name, given, otherwise, "unknown_value"))
        return otherwise

    def several(
        self, name: Name, allowed: tuple[str, ...], otherwise: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Take a comma list of codes, in the order of those allowed."""
        given = self.given.get(name)
        if given is None:
            return otherwise
        codes = [code.strip() for code in given.split(",")]
        kept = tuple(code for code in allowed if code in codes)
        strange = [code for code in codes if code not in allowed]
        if strange:
            used = "" if kept else ",".join(otherwise)
            self.ignored.append(Ignored(name, ",".join(strange), used, "unknown_value"))
        return kept or otherwise

"""The one place that knows the query string: from an address to a View and back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from data import panorama
from data.store import Store
from data.view import Measure, Mode, Show, View

FIRST_INDICATOR = "displaced_population"
FIRST_COUNTERPART = "VEN"
LONGEST = 2_000
Code = TypeVar("Code", bound=str)


class Name(StrEnum):
    """The names of the query string: those of the observation table, and of the view."""

    INDICATOR = "indicator"
    REF_AREA = "ref_area"
    COUNTERPART_AREA = "counterpart_area"
    SEX = "sex"
    AGE = "age"
    BREAKDOWN = "breakdown"
    TIME_PERIOD = "time_period"
    SOURCE = "source"
    MEASURE = "measure"
    BASE = "base"
    PIN = "pin"
    SHOW = "show"
    MODE = "mode"
    LANG = "lang"


QUESTION = frozenset(list(Name)[: list(Name).index(Name.BASE)])


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something in an address that could not be followed.

    Attributes:
        name: the parameter, as it was given.
        given: its value, as it was given.
        used: the code shown in its place; empty when nothing takes its place.
        reason: ``unknown_name``, ``unknown_value``, ``repeated`` or ``too_long``.
    """

    name: str
    given: str
    used: str
    reason: str


class Reader:
    """Takes choices out of a query one by one, and notes what could not be followed."""

    def __init__(self, query: str) -> None:
        """Split a query string; nothing in it is an error."""
        self.ignored: list[Ignored] = []
        self.given: dict[str, str] = {}
        if len(query) > LONGEST:
            self.ignored.append(Ignored("?", query[:40] + "…", "", "too_long"))
            query = ""
        for name, value in parse_qsl(query.lstrip("?"), keep_blank_values=True, errors="replace"):
            self.take(name, value)

    def take(self, name: str, value: str) -> None:
        """Keep the first value of a known name, and note everything else."""
        if name not in list(Name):
            self.ignored.append(Ignored(name, value, "", "unknown_name"))
        elif name in self.given:
            self.ignored.append(Ignored(name, value, self.given[name], "repeated"))
        else:
            self.given[name] = value

    @property
    def asks(self) -> bool:
        """Tell whether any of the table's names is in the query."""
        return not QUESTION.isdisjoint(self.given)

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

    def several(self, name: Name, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Take a comma list of codes, in the order of those allowed; none leaves all."""
        given = self.given.get(name)
        if given is None:
            return allowed
        codes = [code.strip() for code in given.split(",")]
        kept = tuple(code for code in allowed if code in codes)
        strange = [code for code in codes if code not in allowed]
        if strange:
            used = "" if kept else ",".join(allowed)
            self.ignored.append(Ignored(name, ",".join(strange), used, "unknown_value"))
        return kept or allowed


def read(query: str, store: Store) -> tuple[View, tuple[Ignored, ...]]:
    """Read a query string into a view that can be shown, whatever the query is.

    Returns:
        The view, and what of the query was not followed. A bare address is the first view:
        displaced population of the nine from Venezuela, latest year.
    """
    reader = Reader(query)
    view = read_question(reader, store)
    options = panorama.choices(store, view)
    stops = panorama.stops_of(options.periods)
    pinned = reader.one(Name.PIN, ("", *view.ref_area), "")
    view = view.but(
        time_period=reader.one(Name.TIME_PERIOD, stops, options.latest),
        base=reader.one(Name.BASE, options.periods, options.base),
        pin=pinned or None,
        show=reader.one(Name.SHOW, tuple(Show), Show.MAP),
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
    )
    return view, tuple(reader.ignored)


def read_question(reader: Reader, store: Store) -> View:
    """Take the question out of a query: everything that the server must answer anew."""
    indicators = panorama.offered(store)
    indicator = reader.one(Name.INDICATOR, indicators, FIRST_INDICATOR)
    measure = reader.one(Name.MEASURE, panorama.measures_of(store, indicator), Measure.COUNT)
    sources = panorama.sources_of(store, indicator)
    source = reader.one(Name.SOURCE, sources, sources[0])
    view = View(
        indicator=indicator,
        ref_area=reader.several(Name.REF_AREA, store.codes.focus),
        counterpart_area="W",
        sex=panorama.TOTAL,
        source=source,
        time_period="",
        base="",
        measure=measure,
    )
    others = panorama.choices(store, view).counterparts
    first = FIRST_COUNTERPART if not reader.asks else "W"
    view = view.but(
        counterpart_area=reader.one(
            Name.COUNTERPART_AREA, others, first if first in others else others[0]
        )
    )
    sexes = panorama.choices(store, view).sexes
    reader.one(Name.AGE, (panorama.TOTAL,), panorama.TOTAL)
    reader.one(Name.BREAKDOWN, (panorama.TOTAL,), panorama.TOTAL)
    return view.but(sex=reader.one(Name.SEX, sexes, sexes[0]))


def write(view: View, store: Store) -> str:
    """Write a view as a query string that reads back as the same view."""
    return urlencode({**question(view, store), **moment(view)}, safe=",")


def question(view: View, store: Store) -> dict[str, str]:
    """Give the part of the query that the server answers anew; what is left out is its default."""
    asked = {Name.INDICATOR.value: view.indicator}
    if view.ref_area != store.codes.focus:
        asked[Name.REF_AREA] = ",".join(view.ref_area)
    if view.counterpart_area != "W":
        asked[Name.COUNTERPART_AREA] = view.counterpart_area
    if view.sex != panorama.TOTAL:
        asked[Name.SEX] = view.sex
    if view.source != panorama.sources_of(store, view.indicator)[0]:
        asked[Name.SOURCE] = view.source
    if view.measure is not Measure.COUNT:
        asked[Name.MEASURE] = view.measure.value
    return asked


def moment(view: View) -> dict[str, str]:
    """Give the part of the query that the browser changes by itself."""
    said = {Name.TIME_PERIOD.value: view.time_period, Name.BASE.value: view.base}
    if view.pin:
        said[Name.PIN] = view.pin
    if view.show is not Show.MAP:
        said[Name.SHOW] = view.show.value
    if view.mode is not Mode.EXPLORE:
        said[Name.MODE] = view.mode.value
    return said

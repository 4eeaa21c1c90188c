"""The one place that knows the query string: from an address to a View and back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from data import periods, selection
from data.catalogue import Indicator
from data.catalogue.cards import Mapped
from data.schema import NOT_NAMED, PERIOD, TOTAL, WORLD
from data.store import Store
from data.view import Measure, Mode, Scale, Show, View

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
    FREQ = "freq"
    TIME_PERIOD = "time_period"
    SOURCE = "source"
    MEASURE = "measure"
    BASE = "base"
    BESIDE = "beside"
    PIN = "pin"
    SHOW = "show"
    SCALE = "scale"
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


def read(query: str, store: Store) -> tuple[View, tuple[Ignored, ...]]:
    """Read a query string into a view that can be shown, whatever the query is.

    Returns:
        The view, and what of the query was not followed. A bare address is the first view:
        displaced population of the nine from Venezuela, latest year.
    """
    reader = Reader(query)
    view, rows = read_question(reader, store)
    options = selection.choices(store, view, rows)
    other = reader.one(Name.BESIDE, ("", *options.besides), "")
    view = view.but(beside=other or None)
    stops = periods.between(tuple(sorted({*options.stops, *stops_of(beside(view, store), store)})))
    pinned = reader.one(Name.PIN, ("", *view.areas), "")
    view = view.but(
        time_period=reader.one(Name.TIME_PERIOD, stops, options.latest),
        base=reader.one(Name.BASE, options.bases, options.bases[0]),
        pin=pinned or None,
        show=reader.one(Name.SHOW, tuple(Show), Show.MAP),
        scale=reader.one(Name.SCALE, tuple(Scale), Scale.SAME),
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
    )
    return view, tuple(reader.ignored)


def beside(view: View, store: Store) -> View | None:
    """Give the view of what stands beside another: its countries, its other end if it has it."""
    if view.beside is None:
        return None
    shown = selection.drawn(store, view.indicator, view.measure)
    card = store.catalogue.indicators[view.beside]
    asked = {Name.INDICATOR.value: card.id, Name.FREQ.value: view.freq}
    if set(view.areas) <= set(store.codes.focus):
        asked[card.mapped] = ",".join(view.areas)
    if (shown.mapped, shown.counterpart) == (card.mapped, card.counterpart):
        asked[selection.unmapped(card)] = view.other
    found, _ = read(urlencode(asked, safe=","), store)
    return found.but(time_period=view.time_period)


def stops_of(view: View | None, store: Store) -> tuple[str, ...]:
    """List the periods of a view; of none there are none."""
    if view is None:
        return ()
    return selection.choices(store, view, selection.rows_drawn(store, view)).stops


def read_question(reader: Reader, store: Store) -> tuple[View, pd.DataFrame]:
    """Take the question out of a query: everything that the server must answer anew.

    Each choice is made among what the ones before it leave, so that the answer has rows.

    Returns:
        The view without its moment, and the observations that it is a part of.
    """
    offered = selection.offered(store)
    first = FIRST_INDICATOR if FIRST_INDICATOR in offered else offered[0]
    indicator = reader.one(Name.INDICATOR, offered, first)
    measure = reader.one(Name.MEASURE, selection.measures_of(store, indicator), Measure.COUNT)
    sources = selection.sources_of(store, indicator)
    source = reader.one(Name.SOURCE, sources, sources[0])
    card = selection.drawn(store, indicator, measure)
    drawn = selection.source_drawn(store, indicator, measure, source)
    everything = selection.rows_of(store, card.id, drawn)
    freq = read_freq(reader, selection.freqs_of(everything))
    rows = everything[everything["freq"] == freq]
    own, far = Name(card.mapped), Name(selection.unmapped(card))
    known = selection.areas_of(store, rows, card)
    areas = reader.several(own, known, selection.first_areas(store, known))
    others = selection.others_of(rows, card)
    first = selection.first_of(others, rows, card)
    if not reader.asks and FIRST_COUNTERPART in others:
        first = FIRST_COUNTERPART
    other = reader.one(far, others, first)
    view = View(
        indicator=indicator,
        areas=areas,
        other=other,
        sex=TOTAL,
        age=TOTAL,
        breakdown=TOTAL,
        freq=freq,
        source=source,
        time_period="",
        base="",
        measure=measure,
    )
    view = read_parts(reader, view, selection.rows_for(rows, view, card), store)
    return view, everything


def read_freq(reader: Reader, freqs: tuple[periods.Freq, ...]) -> str:
    """Take the kind of period; where only a period is named, it tells the kind."""
    given = reader.given.get(Name.TIME_PERIOD, "")
    if Name.FREQ not in reader.given and PERIOD.fullmatch(given):
        told = periods.freq_of(given)
        if told in freqs:
            return told.value
    return reader.one(Name.FREQ, freqs, freqs[0]).value


def read_parts(reader: Reader, view: View, rows: pd.DataFrame, store: Store) -> View:
    """Take sex, age and breakdown, one after the other."""
    sexes = selection.sexes_of(rows) or (TOTAL,)
    sex = reader.one(Name.SEX, sexes, sexes[0])
    rows = rows[rows["sex"] == sex]
    ages = selection.ages_of(rows) or (TOTAL,)
    age = reader.one(Name.AGE, ages, ages[0])
    rows = rows[rows["age"] == age]
    breakdowns = selection.breakdowns_of(rows, store.catalogue.breakdowns) or (TOTAL,)
    breakdown = reader.one(Name.BREAKDOWN, breakdowns, breakdowns[0])
    return view.but(sex=sex, age=age, breakdown=breakdown)


def write(view: View, store: Store) -> str:
    """Write a view as a query string that reads back as the same view."""
    return urlencode({**question(view, store), **moment(view)}, safe=",")


def question(view: View, store: Store) -> dict[str, str]:
    """Give the part of the query that the server answers anew; what is left out is its default."""
    card = selection.drawn(store, view.indicator, view.measure)
    ends = {card.mapped: ",".join(view.areas), selection.unmapped(card): view.other}
    if view.areas == store.codes.focus:
        del ends[card.mapped]
    if is_first(view.other, card, store):
        del ends[selection.unmapped(card)]
    asked = {Name.INDICATOR.value: view.indicator, **ends}
    for name in (Name.SEX, Name.AGE, Name.BREAKDOWN):
        if (code := getattr(view, name)) != TOTAL:
            asked[name.value] = code
    if view.freq != periods.Freq.ANNUAL:
        asked[Name.FREQ.value] = view.freq
    if view.source != selection.sources_of(store, view.indicator)[0]:
        asked[Name.SOURCE.value] = view.source
    if view.measure is not Measure.COUNT:
        asked[Name.MEASURE.value] = view.measure.value
    if view.beside:
        asked[Name.BESIDE.value] = view.beside
    return asked


def is_first(other: str, card: Indicator, store: Store) -> bool:
    """Tell whether the other end may be left out of an address: it is what all would get."""
    listed = store.shelf.entries[card.id]["codes"][selection.unmapped(card)]
    if card.mapped == Mapped.COUNTERPART_AREA:
        return list(listed) == [other]
    return other == WORLD or (other == NOT_NAMED and WORLD not in set(listed))


def moment(view: View) -> dict[str, str]:
    """Give the part of the query that the browser changes by itself."""
    said = {Name.TIME_PERIOD.value: view.time_period}
    if view.base:
        said[Name.BASE.value] = view.base
    if view.pin:
        said[Name.PIN] = view.pin
    if view.show is not Show.MAP:
        said[Name.SHOW] = view.show.value
    if view.scale is not Scale.SAME:
        said[Name.SCALE] = view.scale.value
    if view.mode is not Mode.EXPLORE:
        said[Name.MODE] = view.mode.value
    return said

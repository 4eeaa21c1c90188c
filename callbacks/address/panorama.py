"""The address of the panorama: from a query string to a View and back."""

from urllib.parse import urlencode

import pandas as pd

from callbacks.address.reader import Ignored, Name, Reader
from data import periods, selection
from data.catalogue import Indicator
from data.catalogue.cards import Mapped
from data.schema import NOT_NAMED, PERIOD, TOTAL, WORLD
from data.store import Store
from data.view import Measure, Mode, Scale, Show, View

FIRST_INDICATOR = "displaced_population"
FIRST_COUNTERPART = "VEN"
QUESTION = (
    Name.INDICATOR,
    Name.REF_AREA,
    Name.COUNTERPART_AREA,
    Name.SEX,
    Name.AGE,
    Name.BREAKDOWN,
    Name.FREQ,
    Name.TIME_PERIOD,
    Name.SOURCE,
    Name.MEASURE,
)
NAMES = (
    *QUESTION,
    Name.BASE,
    Name.BESIDE,
    Name.PIN,
    Name.SHOW,
    Name.SCALE,
    Name.MODE,
    Name.LANG,
)


def read(query: str, store: Store) -> tuple[View, tuple[Ignored, ...]]:
    """Read a query string into a view that can be shown, whatever the query is.

    Returns:
        The view, and what of the query was not followed. A bare address is the first view:
        displaced population of the nine from Venezuela, latest year.
    """
    reader = Reader(query, NAMES)
    view, rows = read_question(reader, store)
    options = selection.choices(store, view, rows)
    other = reader.one(Name.BESIDE, ("", *options.besides), "")
    view = view.but(beside=other or None)
    theirs = choices_of(beside(view, store), store)
    stops = periods.between(tuple(sorted({*options.stops, *(theirs.stops if theirs else ())})))
    opens = (theirs and selection.common(options, theirs)) or options.latest
    pinned = reader.one(Name.PIN, ("", *view.areas), "")
    view = view.but(
        time_period=reader.one(Name.TIME_PERIOD, stops, opens),
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


def choices_of(view: View | None, store: Store) -> selection.Choices | None:
    """Say what may be asked next to a view; next to none there is nothing."""
    if view is None:
        return None
    return selection.choices(store, view, selection.rows_drawn(store, view))


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
    if not reader.asks(QUESTION) and FIRST_COUNTERPART in others:
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

"""The address of a route: from a query string to the answer that it asks for, and back."""

from dataclasses import replace
from urllib.parse import urlencode

from callbacks.address.reader import Ignored, Name, Reader
from data import periods, route
from data.registers import Register
from data.schema import TOTAL, WORLD
from data.store import Store
from data.view import Measure, Mode, RouteView, Scale

YES = "yes"
MEASURES = (Measure.COUNT, Measure.SHARE)
NAMES = (
    Name.ROUTE,
    Name.COUNTERPART_AREA,
    Name.MEASURE,
    Name.SEX,
    Name.AGE,
    Name.FREQ,
    Name.TIME_PERIOD,
    Name.DEATHS,
    Name.SCALE,
    Name.PIN,
    Name.TABLE,
    Name.MODE,
    Name.LANG,
)


def read(query: str, store: Store) -> tuple[route.Answer, tuple[Ignored, ...]]:
    """Read a query string into an answer that can be shown, whatever the query is.

    Returns:
        The answer, and what of the query was not followed.
    """
    reader = Reader(query, NAMES)
    asked, registers = read_question(reader, store)
    found = route.answer(store, asked, registers)
    stops = found.options.stops
    view = found.view.but(
        time_period=reader.one(Name.TIME_PERIOD, stops, found.options.latest),
        scale=reader.one(Name.SCALE, tuple(Scale), Scale.OWN),
        pin=read_pin(reader, found),
        table=reader.one(Name.TABLE, ("", YES), "") == YES,
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
    )
    return replace(found, view=view), tuple(reader.ignored)


def read_question(reader: Reader, store: Store) -> tuple[RouteView, tuple[Register, ...]]:
    """Take the question out of a query: everything that the server must answer anew."""
    known = tuple(store.catalogue.routes)
    name = reader.one(Name.ROUTE, known, known[0])
    freq = reader.one(Name.FREQ, tuple(f.value for f in route.FREQS), read_freq(reader))
    measure = reader.one(Name.MEASURE, MEASURES, Measure.COUNT)
    registers = route.registers(store, store.catalogue.routes[name], freq)
    named = route.nationalities(registers)
    nationalities = (WORLD, *route.groups(store.codes, named), *named)
    if measure is Measure.SHARE:
        nationalities = (WORLD,)
    nationality = reader.one(Name.COUNTERPART_AREA, nationalities, WORLD)
    alone = measure is Measure.SHARE or nationality != WORLD
    return RouteView(
        route=name,
        counterpart_area=nationality,
        measure=measure,
        sex=reader.one(Name.SEX, (TOTAL,) if alone else route.sexes(registers), TOTAL),
        age=reader.one(Name.AGE, (TOTAL,) if alone else route.ages(registers), TOTAL),
        freq=freq,
        time_period="",
        deaths=reader.one(Name.DEATHS, ("", YES), "") == YES,
    ), registers


def read_freq(reader: Reader) -> str:
    """Give the kind of the period asked for; months unless it is a year."""
    given = reader.given.get(Name.TIME_PERIOD, "")
    yearly = given.isdecimal() and len(given) == len("2024")
    return (periods.Freq.ANNUAL if yearly else periods.Freq.MONTHLY).value


def read_pin(reader: Reader, found: route.Answer) -> str | None:
    """Take the register that is held in focus: by its country, or by what it counts."""
    areas = {line.stage.indicator: line.stage.ref_area for line in found.lines}
    given = reader.one(Name.PIN, ("", *areas.values(), *areas), "")
    return areas.get(given, given) or None


def write(answer: route.Answer) -> str:
    """Write the view of an answer as a query string that reads back as the same view."""
    return urlencode({**question(answer.view), **moment(answer.view)})


def question(view: RouteView) -> dict[str, str]:
    """Give the part of the query that the server answers anew; what is left out is its default."""
    asked = {Name.ROUTE.value: view.route}
    if view.counterpart_area != WORLD:
        asked[Name.COUNTERPART_AREA.value] = view.counterpart_area
    if view.measure is not Measure.COUNT:
        asked[Name.MEASURE.value] = view.measure.value
    if view.sex != TOTAL:
        asked[Name.SEX.value] = view.sex
    if view.age != TOTAL:
        asked[Name.AGE.value] = view.age
    if view.freq != periods.Freq.MONTHLY:
        asked[Name.FREQ.value] = view.freq
    if view.deaths:
        asked[Name.DEATHS.value] = YES
    return asked


def moment(view: RouteView) -> dict[str, str]:
    """Give the part of the query that the browser changes by itself."""
    said = {Name.TIME_PERIOD.value: view.time_period}
    if view.scale is not Scale.OWN:
        said[Name.SCALE.value] = view.scale.value
    if view.pin:
        said[Name.PIN.value] = view.pin
    if view.table:
        said[Name.TABLE.value] = YES
    if view.mode is not Mode.EXPLORE:
        said[Name.MODE.value] = view.mode.value
    return said

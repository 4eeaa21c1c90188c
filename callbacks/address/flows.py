"""The address of the flows: from a query string to the answer that it asks for, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from callbacks.address.reader import Ignored, Name, Reader
from data import flows, mirror
from data.codes import is_unit
from data.schema import NOT_NAMED, TOTAL, WORLD, Sex
from data.store import Store
from data.view import Chart, Direction, FlowsView, Ladder, Mode

FIRST_INDICATOR = "displaced_population"
ANY_SEX = tuple(sex.value for sex in Sex)
YES = "yes"
BY_TOTAL, BY_NAME = "total", "name"
UP, DOWN = "asc", "desc"
NAMES = (
    Name.INDICATOR,
    Name.REF_AREA,
    Name.COUNTERPART_AREA,
    Name.SEX,
    Name.AGE,
    Name.BREAKDOWN,
    Name.TIME_PERIOD,
    Name.SOURCE,
    Name.MEASURE,
    Name.DIRECTION,
    Name.THRESHOLD,
    Name.PIN,
    Name.SHOW,
    Name.TABLE,
    Name.SCALE,
    Name.SORT,
    Name.MODE,
    Name.LANG,
)


def read(query: str, store: Store) -> tuple[flows.Answer, tuple[Ignored, ...]]:
    """Read a query string into an answer that can be shown, whatever the query is.

    Returns:
        The answer, and what of the query was not followed.
    """
    reader = Reader(query, NAMES)
    found = flows.answer(store, read_question(reader, store))
    options = found.options
    steps = tuple(str(step) for step in options.steps)
    view = found.view.but(
        time_period=reader.one(Name.TIME_PERIOD, options.stops, options.latest),
        threshold=int(reader.one(Name.THRESHOLD, steps, str(found.view.threshold))),
        pin=read_pin(reader, options.ends, store),
        table=reader.one(Name.TABLE, ("", YES), "") == YES,
        ladder=reader.one(Name.SCALE, tuple(Ladder), Ladder.LOG),
        sort=reader.one(Name.SORT, sorts(store), ""),
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
    )
    return replace(found, view=view), tuple(reader.ignored)


def shows_mirror(query: str) -> bool:
    """Tell whether a query asks for the mirror of one corridor."""
    return Reader(query, NAMES).given.get(Name.SHOW) == Chart.MIRROR


def read_mirror(query: str, store: Store) -> tuple[mirror.Mirror, tuple[Ignored, ...]]:
    """Read a query string into a mirror that can be shown, whatever the query is.

    Returns:
        The mirror, whose view names both ends of its corridor also where the query left them
        open, and what of the query was not followed.
    """
    reader = Reader(query, NAMES)
    found = mirror.answer(store, read_question(reader, store))
    view = found.view.but(
        time_period=reader.one(Name.TIME_PERIOD, found.stops, found.latest),
        threshold=read_least(reader),
        pin=read_pin(reader, every_end(found.view, store), store),
        sort=reader.one(Name.SORT, sorts(store), ""),
        table=reader.one(Name.TABLE, ("", YES), "") == YES,
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
        ref_area=(found.destination,),
        counterpart_area=(found.origin,),
    )
    return replace(found, view=view), tuple(reader.ignored)


def read_question(reader: Reader, store: Store) -> FlowsView:
    """Take the question out of a query: everything that the server must answer anew."""
    offered = flows.offered(store)
    first = FIRST_INDICATOR if FIRST_INDICATOR in offered else offered[0]
    indicator = reader.one(Name.INDICATOR, offered, first)
    sources = flows.sources_of(store, indicator)
    source = reader.one(Name.SOURCE, sources, sources[0])
    codes = store.shelf.entries[indicator]["codes"]
    sexes = tuple(sex for sex in ANY_SEX if sex in codes["sex"])
    for name in (Name.AGE, Name.BREAKDOWN):
        reader.one(name, (TOTAL,), TOTAL)
    reader.one(Name.MEASURE, ("count",), "count")
    directions = flows.directions_of(store, indicator, source)
    direction = reader.one(Name.DIRECTION, directions, Direction.IN)
    show = reader.one(Name.SHOW, tuple(Chart), Chart.MAP)
    both = direction is Direction.ALL and show is not Chart.MIRROR
    into, out_of = read_ends(reader, codes, store, both=both)
    return FlowsView(
        indicator=indicator,
        source=source,
        direction=direction,
        ref_area=into,
        counterpart_area=out_of,
        sex=reader.one(Name.SEX, sexes, TOTAL),
        time_period="",
        show=show,
        threshold=None,
    )


def read_ends(
    reader: Reader, codes: Mapping[str, list[str]], store: Store, *, both: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take the destinations and the origins; in both directions all that are named are both."""
    allowed = [ends(codes[name], store) for name in ("ref_area", "counterpart_area")]
    if both:
        every = tuple(dict.fromkeys(code for known in allowed for code in known))
        allowed = [every, every]
    names = (Name.REF_AREA, Name.COUNTERPART_AREA)
    into, out_of = (
        reader.several(name, known, ()) for name, known in zip(names, allowed, strict=True)
    )
    if both:
        into = out_of = tuple(code for code in allowed[0] if code in {*into, *out_of})
    return into, out_of


def ends(codes: list[str], store: Store) -> tuple[str, ...]:
    """List the codes that may be an end of a corridor, the focus countries first."""
    single = [code for code in codes if code not in (WORLD, NOT_NAMED) and not is_unit(code)]
    focus = [code for code in store.codes.focus if code in single]
    return (*focus, *(code for code in single if code not in focus))


def every_end(view: FlowsView, store: Store) -> tuple[str, ...]:
    """List the codes that any corridor of a view's indicator may begin or end in."""
    codes = store.shelf.entries[view.indicator]["codes"]
    return (*ends(codes["ref_area"], store), *ends(codes["counterpart_area"], store))


def sorts(store: Store) -> tuple[str, ...]:
    """List what the rows of a matrix may be sorted by, and which way it goes.

    By a column's values, by their totals, by name: values from the largest down, names from A on.
    With the other way said behind it, from the least up or from Z on.
    """
    columns = (*store.codes.areas, *store.codes.groups)
    upward = [f"{code}.{UP}" for code in (BY_TOTAL, *columns)]
    return ("", BY_NAME, f"{BY_NAME}.{DOWN}", *columns, *upward)


def read_least(reader: Reader) -> int:
    """Take a threshold where nothing is left out by it, for the view that is asked for next."""
    given = reader.given.get(Name.THRESHOLD, "0")
    number = given.isascii() and given.isdecimal()
    return int(reader.one(Name.THRESHOLD, (given,) if number else (), "0"))


def read_pin(reader: Reader, single: Iterable[str], store: Store) -> str | None:
    """Take the country, the group of countries or the corridor that is held in focus.

    Args:
        reader: the query.
        single: the codes that may be an end of a corridor.
        store: knows the groups.
    """
    known = {*single, *store.codes.groups}
    given = reader.given.get(Name.PIN, "")
    pairs = (given,) if {*given.split("-")} <= known else ()
    return reader.one(Name.PIN, ("", *known, *pairs), "") or None


def write(answer: flows.Answer, store: Store) -> str:
    """Write the view of an answer as a query string that reads back as the same view."""
    return urlencode({**question(answer.view, store), **moment(answer.view)}, safe=",")


def question(view: FlowsView, store: Store) -> dict[str, str]:
    """Give the part of the query that the server answers anew; what is left out is its default."""
    asked = {Name.INDICATOR.value: view.indicator}
    if view.ref_area:
        asked[Name.REF_AREA.value] = ",".join(view.ref_area)
    if view.counterpart_area:
        asked[Name.COUNTERPART_AREA.value] = ",".join(view.counterpart_area)
    if view.sex != TOTAL:
        asked[Name.SEX.value] = view.sex
    if view.source != flows.sources_of(store, view.indicator)[0]:
        asked[Name.SOURCE.value] = view.source
    if view.direction is not Direction.IN:
        asked[Name.DIRECTION.value] = view.direction.value
    if view.show is not Chart.MAP:
        asked[Name.SHOW.value] = view.show.value
    return asked


def moment(view: FlowsView) -> dict[str, str]:
    """Give the part of the query that the browser changes by itself."""
    said = {
        Name.TIME_PERIOD.value: view.time_period,
        Name.THRESHOLD.value: str(view.threshold or 0),
    }
    if view.pin:
        said[Name.PIN.value] = view.pin
    if view.table:
        said[Name.TABLE.value] = YES
    if view.ladder is not Ladder.LOG:
        said[Name.SCALE.value] = view.ladder.value
    if view.sort:
        said[Name.SORT.value] = view.sort
    if view.mode is not Mode.EXPLORE:
        said[Name.MODE.value] = view.mode.value
    return said

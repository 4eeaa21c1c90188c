"""The address of the places of a country: from a query string to the answer, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from callbacks.address.reader import Ignored, Name, Reader
from data import located, places, selection
from data.codes import is_unit
from data.schema import NOT_NAMED, TOTAL, WORLD
from data.store import Store
from data.view import Mode, PlacesView, Show

FIRST_COUNTRY = "COL"
FIRST_INDICATOR = "displaced_population"
SHOWS = (Show.MAP, Show.TABLE)
NAMES = (
    Name.REF_AREA,
    Name.INDICATOR,
    Name.SOURCE,
    Name.COUNTERPART_AREA,
    Name.SEX,
    Name.AGE,
    Name.BREAKDOWN,
    Name.TIME_PERIOD,
    Name.SHOW,
    Name.PIN,
    Name.MODE,
    Name.LANG,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An address that was read.

    Attributes:
        view: what is on screen.
        answer: of all its periods.
        options: by name, the codes that may be asked for.
        ignored: what of the query could not be followed.
    """

    view: PlacesView
    answer: places.Places
    options: Mapping[str, tuple[str, ...]]
    ignored: tuple[Ignored, ...]


def read(query: str, store: Store) -> Opened:
    """Read a query string into an answer that can be shown, whatever the query is.

    The code of a unit stands for its country, with the unit held in focus. Each choice is made
    among what the ones before it leave.
    """
    reader = Reader(query, NAMES)
    unit = take_unit(reader, store)
    asked, options = read_question(reader, store)
    found = places.answer(store, asked)
    opens = found.best or found.latest or (found.stops[-1] if found.stops else "")
    view = PlacesView(
        ref_area=asked.country,
        indicator=asked.indicator,
        source=asked.source,
        counterpart_area=asked.other,
        sex=asked.sex,
        age=asked.age,
        breakdown=asked.breakdown,
        time_period=reader.one(Name.TIME_PERIOD, found.stops, opens),
        show=reader.one(Name.SHOW, SHOWS, Show.MAP),
        pin=reader.one(Name.PIN, ("", *found.units), unit) or None,
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
    )
    return Opened(view, found, options, tuple(reader.ignored))


def take_unit(reader: Reader, store: Store) -> str:
    """Turn a unit that is asked for into its country, and give the unit."""
    given = reader.given.get(Name.REF_AREA, "")
    if not is_unit(given) or given not in store.codes.areas:
        return ""
    reader.given[Name.REF_AREA] = country = store.codes.within(given)
    return given if given != store.codes.units[country][-1] else ""


def read_question(reader: Reader, store: Store) -> tuple[places.Asked, dict[str, tuple[str, ...]]]:
    """Take the question out of a query, and what else might be asked."""
    countries = store.codes.focus
    country = reader.one(Name.REF_AREA, countries, FIRST_COUNTRY)
    indicators = located.offered(store, country)
    first = FIRST_INDICATOR if FIRST_INDICATOR in indicators else indicators[0]
    indicator = reader.one(Name.INDICATOR, indicators, first)
    sources = located.sources_of(store, country, indicator)
    source = reader.one(Name.SOURCE, sources, sources[0])
    rows = located.rows_of(store, country, indicator, source)
    others = located.others_of(rows) or (WORLD,)
    other = reader.one(Name.COUNTERPART_AREA, others, located.first_other(others, rows))
    rows = rows[rows["counterpart_area"] == other]
    sexes = selection.sexes_of(rows) or (TOTAL,)
    sex = reader.one(Name.SEX, sexes, sexes[0])
    rows = rows[rows["sex"] == sex]
    ages = selection.ages_of(rows) or (TOTAL,)
    age = reader.one(Name.AGE, ages, ages[0])
    rows = rows[rows["age"] == age]
    breakdowns = selection.breakdowns_of(rows, store.catalogue.breakdowns) or (TOTAL,)
    breakdown = reader.one(Name.BREAKDOWN, breakdowns, breakdowns[0])
    options = {
        Name.REF_AREA.value: countries,
        Name.INDICATOR.value: indicators,
        Name.SOURCE.value: sources,
        Name.COUNTERPART_AREA.value: others,
        Name.SEX.value: sexes,
        Name.AGE.value: ages,
        Name.BREAKDOWN.value: breakdowns,
    }
    return places.Asked(country, indicator, source, other, sex, age, breakdown), options


def write(view: PlacesView) -> str:
    """Write a view as a query string that reads back as the same view."""
    return urlencode({**question(view), **moment(view)})


def question(view: PlacesView) -> dict[str, str]:
    """Give the part of the query that the server answers anew; what is left out is its default."""
    asked = {
        Name.REF_AREA.value: view.ref_area,
        Name.INDICATOR.value: view.indicator,
        Name.SOURCE.value: view.source,
    }
    if view.counterpart_area != NOT_NAMED:
        asked[Name.COUNTERPART_AREA.value] = view.counterpart_area
    for name in (Name.SEX, Name.AGE, Name.BREAKDOWN):
        if (code := getattr(view, name.value)) != TOTAL:
            asked[name.value] = code
    return asked


def moment(view: PlacesView) -> dict[str, str]:
    """Give the part of the query that the browser changes by itself."""
    said = {Name.TIME_PERIOD.value: view.time_period}
    if view.show is not Show.MAP:
        said[Name.SHOW.value] = view.show.value
    if view.pin:
        said[Name.PIN.value] = view.pin
    if view.mode is not Mode.EXPLORE:
        said[Name.MODE.value] = view.mode.value
    return said

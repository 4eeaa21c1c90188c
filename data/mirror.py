"""One corridor, several reporters: what each of them says, side by side and never averaged."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data import flows, observations, periods
from data.catalogue import Definition, Indicator, Reporter
from data.catalogue.cards import Kind
from data.codes import is_unit
from data.periods import Freq
from data.schema import NOT_NAMED, TOTAL, WORLD
from data.store import Store
from data.sums import has_flag
from data.view import FlowsView

SAME_FIGURE = "same_figure"


@dataclass(frozen=True, slots=True)
class Line:
    """What one source says of a corridor under one concept.

    Attributes:
        card: the indicator.
        source: id of the source.
        reporter: who reports: the destination, the origin, or a model of both.
        values: by period, the value, a missing one as not a number.
        statuses: by period, the status.
        definitions: ids of what was counted, the latest last.
        same: periods whose figure another source publishes to the unit.
        lacking: by period, the flags of a figure that lacks something or is doubtful.
    """

    card: Indicator
    source: str
    reporter: Reporter
    values: Mapping[str, float]
    statuses: Mapping[str, str]
    definitions: tuple[str, ...]
    same: frozenset[str] = frozenset()
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Name the line: indicator and source."""
        return f"{self.card.id}.{self.source}"

    def is_whole(self, year: str) -> bool:
        """Tell whether what it says of a year lacks nothing that is known of."""
        return self.at(year) not in self.lacking

    @property
    def is_stock(self) -> bool:
        """Tell whether it counts persons who live somewhere, not moves during a time."""
        return self.card.kind == Kind.STOCK

    def at(self, year: str) -> str:
        """Name the line's own period that a year is or lies in; empty when there is none.

        >>> line = Line(None, "", Reporter.MODEL, {"2015/P5Y": 3.0}, {}, ())
        >>> line.at("2017"), line.at("2021")
        ('2015/P5Y', '')
        """
        first, last = periods.months(year)
        spans = ((period, *periods.months(period)) for period in self.values)
        return next((each for each, start, end in spans if start <= first and last <= end), "")


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a line is from its reference in the same period."""

    difference: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Mirror:
    """A corridor in the mirror.

    Attributes:
        view: what was asked.
        origin: where persons come from.
        destination: where they live or arrive.
        lines: those with a value, stocks first, in the catalogue's order.
        silent: those without any: indicator and source.
        stops: the years from the first value to the last.
        latest: the last year with a value of the first line.
        reporters: by pair of the nine (origin, destination), which sources report it, by kind of
            reporter; a pair that nobody reports is not there.
    """

    view: FlowsView
    origin: str
    destination: str
    lines: tuple[Line, ...]
    silent: tuple[tuple[str, str], ...]
    stops: tuple[str, ...]
    latest: str
    reporters: Mapping[tuple[str, str], Mapping[Reporter, set[str]]]


def concepts(store: Store) -> list[tuple[Indicator, str]]:
    """List what may be held side by side: whole concepts of corridors, each with its sources."""
    cards = [card for card in store.catalogue.indicators.values() if card.corridors]
    parts = {part for card in cards for part in card.parts}
    whole = [card for card in cards if card.id not in parts and not card.route]
    ordered = sorted(whole, key=lambda card: card.kind != Kind.STOCK)
    stocks = [(card, source) for card in ordered for source in flows.sources_of(store, card.id)]
    return sorted(
        stocks, key=lambda each: (each[0].kind != Kind.STOCK, each[0].id != "migrant_stock")
    )


def answer(store: Store, view: FlowsView) -> Mirror:
    """Hold what all sources say of one corridor side by side."""
    ends = corridor_of(store, view)
    found: list[Line] = []
    reporters: dict[tuple[str, str], dict[Reporter, set[str]]] = {}
    for card, source in concepts(store):  # one table after the other: few are kept in memory
        found.append(line(store, card, source, view, ends))
        for pair in reported(store, card, source):
            own = reporters.setdefault(pair, {each: set() for each in Reporter})
            own[found[-1].reporter].add(source)
    lines = tuple(each for each in found if years_of(each))
    years = sorted({year for each in lines for year in years_of(each)})
    stops = periods.between((years[0], years[-1])) if years else (view.time_period or "2024",)
    return Mirror(
        view=view,
        origin=ends[0],
        destination=ends[1],
        lines=lines,
        silent=tuple((each.card.id, each.source) for each in found if each not in lines),
        stops=stops,
        latest=max(years_of(lines[0])) if lines else stops[-1],
        reporters=reporters,
    )


def corridor_of(store: Store, view: FlowsView) -> tuple[str, str]:
    """Name the corridor of a view; ends that it leaves open are those of the largest corridor."""
    into, out_of = view.ref_area[:1], view.counterpart_area[:1]
    if into == out_of:  # who is asked for in both directions is where the corridor leads
        out_of = ()
    if into and out_of:
        return out_of[0], into[0]
    rows = flows.rows_of(store, view.but(ref_area=into, counterpart_area=out_of))
    both = rows[
        (rows["sex"] == TOTAL) & rows["origin"].str.isalpha() & rows["destination"].str.isalpha()
    ]
    valued = both[both["obs_value"] > 0]
    if valued.empty:
        nine = store.codes.focus
        return (out_of or (nine[0],))[0], (into or (nine[-1],))[0]
    now = valued[valued["time_period"] == valued["time_period"].max()]
    largest = now.loc[now["obs_value"].idxmax()]
    return str(largest["origin"]), str(largest["destination"])


def line(
    store: Store, card: Indicator, source: str, view: FlowsView, ends: tuple[str, str]
) -> Line:
    """Read what one source says of a corridor."""
    filters = {
        "indicator": (card.id,),
        "source": (source,),
        "counterpart_area": ends[:1],
        "ref_area": ends[1:],
        "sex": (view.sex,),
        "age": (TOTAL,),
        "breakdown": (TOTAL,),
    }
    rows = observations.frame(store, observations.find(store, filters))
    rows = rows.astype({name: str for name in rows.columns if name != "obs_value"})
    rows = rows[rows["time_period"].map(periods.freq_of).isin([Freq.ANNUAL, Freq.FIVE_YEARS])]
    lacking = flows.flags_lacking(store)
    return Line(
        card=card,
        source=source,
        reporter=Reporter(store.catalogue.reporters[source]),
        values=dict(zip(rows["time_period"], rows["obs_value"], strict=True)),
        statuses=dict(zip(rows["time_period"], rows["obs_status"], strict=True)),
        definitions=tuple(dict.fromkeys(rows["definition"])),
        same=frozenset(rows.loc[has_flag(rows["flags"], SAME_FIGURE), "time_period"]),
        lacking={
            period: own
            for period, flags in zip(rows["time_period"], rows["flags"], strict=True)
            if (own := tuple(each for each in flags.split() if each in lacking))
        },
    )


def years_of(line: Line) -> list[str]:
    """List the years that a line has a value for; of five years the first."""
    return [period[:4] for period, value in line.values.items() if value == value]  # noqa: PLR0124


def gap(line: Line, first: Line, year: str) -> Gap | None:
    """Say how far a line is from another in a year; none where they have no period in common.

    >>> one = Line(None, "a", Reporter.DESTINATION, {"2020": 100.0}, {}, ())
    >>> gap(Line(None, "b", Reporter.DESTINATION, {"2020": 150.0}, {}, ()), one, "2020")
    Gap(difference=50.0, ratio=1.5)
    """
    own, other = line.at(year), first.at(year)
    if not own or own != other or line is first:
        return None
    value, base = line.values[own], first.values[other]
    if value != value or base != base:  # noqa: PLR0124
        return None
    return Gap(value - base, value / base if base else None)


def value_of(line: Line, year: str) -> float:
    """Give what a line says of a year; not a number where it says nothing."""
    return line.values.get(line.at(year), math.nan)


def valued(lines: Iterable[Line], year: str) -> list[tuple[Line, float]]:
    """Give the lines that have a value in a year, with it."""
    told = [(each, value_of(each, year)) for each in lines]
    return [(each, value) for each, value in told if not math.isnan(value)]


def alike(line: Line, other: Line, definitions: Mapping[str, Definition]) -> bool:
    """Tell whether two lines may be compared: stocks may, moves only of one concept."""
    if line.is_stock or other.is_stock:
        return line.is_stock and other.is_stock
    one, second = (definitions[each.definitions[-1]].concept for each in (line, other))
    return one == second


def reference(
    line: Line, lines: Iterable[Line], year: str, definitions: Mapping[str, Definition]
) -> Line:
    """Name the line that another is compared with in a year: the first alike that has a value."""
    own = (each for each, _ in valued(lines, year) if alike(each, line, definitions))
    return next(own, line)


def is_same_record(line: Line, other: Line, year: str) -> bool:
    """Tell whether two sources publish one figure, so that they are not two witnesses of it.

    >>> one = Line(None, "a", Reporter.MODEL, {"2020": 5.0}, {}, (), frozenset({"2020"}))
    >>> two = Line(None, "b", Reporter.MODEL, {"2020": 5.0}, {}, (), frozenset({"2020"}))
    >>> is_same_record(one, two, "2020"), is_same_record(one, two, "2021")
    (True, False)
    """
    marked = all(each.at(year) in each.same for each in (line, other))
    return marked and line is not other and value_of(line, year) == value_of(other, year)


def reported(store: Store, card: Indicator, source: str) -> set[tuple[str, str]]:
    """List the pairs of the nine that a source reports at all, as origin and destination."""
    nine = store.codes.focus
    filters = {
        "indicator": (card.id,),
        "source": (source,),
        "ref_area": nine,
        "counterpart_area": nine,
        "sex": (TOTAL,),
        "age": (TOTAL,),
        "breakdown": (TOTAL,),
    }
    rows = observations.frame(store, observations.find(store, filters))
    valued = rows[rows["obs_value"].notna()]
    pairs = valued[["counterpart_area", "ref_area"]].astype(str).drop_duplicates()
    return {
        (origin, destination)
        for origin, destination in pairs.itertuples(index=False, name=None)
        if origin != destination
    }


def partners(store: Store, end: str) -> tuple[str, ...]:
    """List the countries that may be one end of a corridor, in any of its concepts."""
    found = {
        code for card, _ in concepts(store) for code in store.shelf.entries[card.id]["codes"][end]
    }
    return tuple(
        sorted(code for code in found if code not in (WORLD, NOT_NAMED) and not is_unit(code))
    )

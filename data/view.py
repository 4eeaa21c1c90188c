"""What the user asked: one frozen View, the state that every page, link and export shares."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Measure(StrEnum):
    """How a count is measured: as it is, per 1,000 inhabitants, or in per cent of them."""

    COUNT = "count"
    PER_1000 = "per_1000"
    SHARE = "share"


class Show(StrEnum):
    """Which twin of the map is on the stage."""

    MAP = "map"
    TILES = "tiles"
    MULTIPLES = "multiples"
    TABLE = "table"


class Scale(StrEnum):
    """Whether small multiples share one scale, or each has its own."""

    SAME = "same"
    OWN = "own"


class Mode(StrEnum):
    """Explored at a desk, or projected in a room."""

    EXPLORE = "explore"
    PRESENT = "present"


class Direction(StrEnum):
    """Which corridors of some countries are shown."""

    IN = "in"
    OUT = "out"
    WITHIN = "within"
    ALL = "all"


class Chart(StrEnum):
    """Which of its five views a question about corridors is shown in."""

    MAP = "map"
    SANKEY = "sankey"
    CHORD = "chord"
    MATRIX = "matrix"
    MIRROR = "mirror"


class Ladder(StrEnum):
    """How shades of a matrix rise with its values."""

    LOG = "log"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class View:
    """What is on screen.

    Attributes:
        indicator: id in the catalogue.
        areas: what the map shows, the focus countries first: codes of ``ref_area``, or of
            ``counterpart_area`` where one country registers many nationalities (``mapped``).
        other: code of the end that the map does not show: a counterpart, ``W``, ``_U``, ``_X``
            or ``_Z``, or the country that keeps the register.
        sex: code of the observation table.
        age: likewise.
        breakdown: likewise.
        freq: the kind of period (:class:`data.periods.Freq`).
        source: id of the source, or ids joined by a dot where the indicator is derived.
        time_period: the period on screen; one without data is a legitimate choice.
        base: the period that changes are counted from, or ``P1Y`` for a year before each.
        measure: how a count is measured.
        pin: the country held in focus, or none.
        show: map, tiles, small multiples or table.
        scale: of small multiples.
        mode: explore or present.
        beside: another indicator that is shown next to this one at the same time, or none.
    """

    indicator: str
    areas: tuple[str, ...]
    other: str
    sex: str
    age: str
    breakdown: str
    freq: str
    source: str
    time_period: str
    base: str
    measure: Measure = Measure.COUNT
    pin: str | None = None
    show: Show = Show.MAP
    scale: Scale = Scale.SAME
    mode: Mode = Mode.EXPLORE
    beside: str | None = None

    def but(self, **changes: object) -> Self:
        """Give the same view with some of its choices changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class CountryView:
    """What is on screen of a country.

    Attributes:
        ref_area: ISO 3166-1 alpha-3, one that has a page.
        compare: up to two others beside it.
        offered: those that it may be compared with.
        indicator: what the map of its units is of; empty leaves it to the page.
        mode: explore or present.
    """

    ref_area: str
    compare: tuple[str, ...]
    offered: tuple[str, ...]
    indicator: str = ""
    mode: Mode = Mode.EXPLORE


@dataclass(frozen=True, slots=True)
class FlowsView:
    """What is on screen of who moves where.

    Attributes:
        indicator: id in the catalogue, one whose two ends are those of a move.
        source: id of the source.
        direction: which corridors.
        ref_area: the destinations asked for; none leaves it to the direction.
        counterpart_area: the origins asked for; likewise.
        sex: code of the observation table.
        time_period: the period on screen; one without data is a legitimate choice.
        show: in which of five views.
        threshold: the fewest persons of a corridor that is drawn; none leaves it to the answer.
        pin: a country held in focus, or a corridor (``VEN-COL``), or none.
        table: whether the table twin lies over the view.
        ladder: of the matrix.
        sort: what the rows of the matrix are sorted by: a column's code or ``name``, the totals
            where it is empty; ``.asc`` or ``.desc`` (``total.asc``) where it goes the other way.
        mode: explore or present.
    """

    indicator: str
    source: str
    direction: Direction
    ref_area: tuple[str, ...]
    counterpart_area: tuple[str, ...]
    sex: str
    time_period: str
    show: Chart = Chart.MAP
    threshold: int | None = None
    pin: str | None = None
    table: bool = False
    ladder: Ladder = Ladder.LOG
    sort: str = ""
    mode: Mode = Mode.EXPLORE

    def but(self, **changes: object) -> Self:
        """Give the same view with some of its choices changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class RouteView:
    """What is on screen of a route that several registers count.

    Attributes:
        route: id in the catalogue.
        counterpart_area: a nationality, a group of them, or ``W`` for all.
        measure: counts, or the share of persons from other continents.
        sex: code of the observation table.
        age: ``_T``, or ``Y_LT18`` for children.
        freq: months or years (:class:`data.periods.Freq`).
        time_period: the period on screen; one without data is a legitimate choice.
        deaths: whether the deaths on the way are shown.
        scale: of the charts, one a register.
        pin: the country of the register held in focus, or none.
        table: whether the table twin lies over the charts.
        mode: explore or present.
    """

    route: str
    counterpart_area: str
    measure: Measure
    sex: str
    age: str
    freq: str
    time_period: str
    deaths: bool = False
    scale: Scale = Scale.OWN
    pin: str | None = None
    table: bool = False
    mode: Mode = Mode.EXPLORE

    def but(self, **changes: object) -> Self:
        """Give the same view with some of its choices changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class PlacesView:
    """What is on screen of where in a country people live.

    Attributes:
        ref_area: the country.
        indicator: id in the catalogue.
        source: id of the source, or ids joined by a dot.
        counterpart_area: code of the other end, ``W`` all of them, ``_Z`` where there is none.
        sex: code of the observation table.
        age: likewise.
        breakdown: likewise.
        time_period: the period on screen; one without data is a legitimate choice.
        show: map or table.
        pin: the unit held in focus, or none.
        mode: explore or present.
    """

    ref_area: str
    indicator: str
    source: str
    counterpart_area: str
    sex: str
    age: str
    breakdown: str
    time_period: str
    show: Show = Show.MAP
    pin: str | None = None
    mode: Mode = Mode.EXPLORE

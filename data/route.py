"""A route: what the registers along it count, month by month, one beside the other, never added."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import pandas as pd

from data import periods, shares
from data.catalogue import Route, Stage
from data.codes import Codes
from data.deaths import Deaths, deaths_of
from data.periods import Freq
from data.registers import Register, register_of
from data.schema import LOWER_BOUND, PARTIAL_PERIOD, TOTAL, WORLD, Sex
from data.store import Store
from data.sums import has_flag
from data.view import Measure, RouteView

CHILDREN = "Y_LT18"
DOUBTFUL = "code_doubtful"
FREQS = (Freq.MONTHLY, Freq.ANNUAL)
LEADING = 8
RANKED = 12


class Why(StrEnum):
    """Why a register has nothing to draw; the sentences are in data/words, ``route.why.<why>``."""

    SEX = "sex"
    AGE = "age"
    NOT_NAMED = "not_named"


@dataclass(frozen=True, slots=True)
class Line:
    """What one register counts of what was asked.

    Attributes:
        stage: its place on the route.
        indicator: what is drawn: the register's own, or a share of it that the tables have.
        source: id of its source.
        cells: one row a period: ``time_period, obs_value, obs_status, flags``.
        at_least: the periods whose value is no more than a lower bound.
        why: why there is nothing to draw, if so.
        partial: by period that lacks months, the flags that say which it has.
        years_from: of months, the first year that there are figures of, where none of its months
            was published.
        leading: its largest nationalities: ``counterpart_area, time_period, obs_value, flags``.
        whole: its own total, by period.
        shares: by what is shared, rows like ``cells`` of all nationalities, in per cent.
        definitions: ids of what was counted.
    """

    stage: Stage
    indicator: str
    source: str
    cells: pd.DataFrame
    at_least: frozenset[str]
    why: Why | None
    partial: Mapping[str, str]
    years_from: str
    leading: pd.DataFrame
    whole: Mapping[str, float]
    shares: Mapping[str, pd.DataFrame]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What may be asked next to a view, from what the tables have.

    Attributes:
        groups: of nationalities.
        nationalities: that any register names.
        leading: the largest of them.
        sexes: that any register tells apart.
        ages: likewise.
        periods: with a value in any register.
        partial: by period, the countries whose register lacks months of it.
        stops: every period from the first to the last.
        latest: the last whole one of every register.
    """

    groups: tuple[str, ...]
    nationalities: tuple[str, ...]
    leading: tuple[str, ...]
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    periods: tuple[str, ...]
    partial: Mapping[str, tuple[str, ...]]
    stops: tuple[str, ...]
    latest: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A nationality whose code a register uses in doubt: it is not compared along the route.

    Attributes:
        codes: the nationalities that it has in doubt.
        areas: the countries whose register does.
        first: the first period.
        last: the last period.
    """

    codes: tuple[str, ...]
    areas: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All periods of one view of a route.

    Attributes:
        view: what was asked.
        route: its card.
        options: what may be asked next.
        lines: one a register, in the order in which persons pass them.
        doubt: why they are not compared, if the nationality asked for must not be.
        deaths: on the way, if asked for.
    """

    view: RouteView
    route: Route
    options: Options
    lines: tuple[Line, ...]
    doubt: Doubt | None
    deaths: Deaths | None


def registers(store: Store, route: Route, freq: str) -> tuple[Register, ...]:
    """Read the registers of a route, months or years."""
    return tuple(register_of(store, stage, freq) for stage in route.stages)


def answer(store: Store, view: RouteView, read: tuple[Register, ...]) -> Answer:
    """Answer one view for all its periods; a later step in time needs no asking again.

    Args:
        store: the catalogue and the tables.
        view: what was asked.
        read: the registers, as :func:`registers` gives them for the view's route and freq.
    """
    route = store.catalogue.routes[view.route]
    lines = with_years(
        store, route, view, tuple(line_of(store, route, each, view) for each in read)
    )
    return Answer(
        view=view,
        route=route,
        options=options_of(store, view, read, lines),
        lines=lines,
        doubt=doubt_of(read, view.counterpart_area),
        deaths=deaths_of(store, route, view.freq) if view.deaths else None,
    )


def line_of(store: Store, route: Route, register: Register, view: RouteView) -> Line:
    """Say what one register counts of a view."""
    stage, rows = register.stage, register.rows
    found = register.kept.once(
        ("shares", route.id),
        lambda: {name: shares.share_of(store, route, register, name) for name in route.shares},
    )
    if view.measure is Measure.SHARE:
        drawn, cells = found[shares.EXTRA].indicator, found[shares.EXTRA].cells
    else:
        drawn, cells = stage.indicator, counts(store, register, view)
    valued = cells[cells["obs_value"].notna()]
    cut = cells[has_flag(cells["flags"], PARTIAL_PERIOD) & cells["obs_value"].notna()]
    several = view.measure is Measure.SHARE or view.counterpart_area in store.codes.groups
    least = has_flag(valued["flags"], LOWER_BOUND) | (several and not stage.names_all)
    bounds = valued[least & (valued["obs_value"] > 0)]
    totals = register.own()
    return Line(
        stage=stage,
        indicator=drawn,
        source=register.source,
        cells=cells,
        at_least=frozenset(bounds["time_period"]),
        why=why_nothing(view) if valued.empty else None,
        partial=dict(zip(cut["time_period"], cut["flags"], strict=True)),
        years_from="",
        leading=leading(rows),
        whole=dict(zip(totals["time_period"], totals["obs_value"], strict=True)),
        shares={name: each.cells for name, each in found.items()},
        definitions=tuple(sorted(set(rows["definition"]))),
    )


def with_years(
    store: Store, route: Route, view: RouteView, lines: tuple[Line, ...]
) -> tuple[Line, ...]:
    """Say of registers whose months begin after those of others from which year on they have years.

    Args:
        store: the catalogue and the tables.
        route: its card.
        view: what was asked.
        lines: what the registers count of it.
    """
    begins = {id(each): first for each in lines if (first := first_of(each.cells))}
    if view.freq != Freq.MONTHLY or not begins:
        return lines
    told = []
    for each in lines:
        own = begins.get(id(each), "")
        year = first_year(store, route, view, each) if own > min(begins.values()) else ""
        told.append(replace(each, years_from=year) if year and year < own[:4] else each)
    return tuple(told)


def first_year(store: Store, route: Route, view: RouteView, line: Line) -> str:
    """Name the first year that a register has figures of a view of, if there is one."""
    register = register_of(store, line.stage, Freq.ANNUAL)
    if view.measure is Measure.SHARE:
        return first_of(shares.share_of(store, route, register, shares.EXTRA).cells)
    return first_of(counts(store, register, view))


def first_of(cells: pd.DataFrame) -> str:
    """Name the first period with a value, if there is one."""
    return min(cells.loc[cells["obs_value"].notna(), "time_period"], default="")


def counts(store: Store, register: Register, view: RouteView) -> pd.DataFrame:
    """Give a register's counts of a view: of a group or of children the sum of its parts."""
    ages = register.stage.children if view.age == CHILDREN else (view.age,)
    rows = register.of(
        counterpart_area=store.codes.members([view.counterpart_area]), sex=(view.sex,), age=ages
    )
    cells = register.summed(
        store, rows, counterpart_area=(view.counterpart_area,), sex=(view.sex,), age=ages
    )
    if view.counterpart_area not in store.codes.groups:
        return cells
    return register.bounded(cells, sex=(view.sex,), age=ages)


def why_nothing(view: RouteView) -> Why:
    """Say why a register has nothing of a view."""
    if view.counterpart_area != WORLD:
        return Why.NOT_NAMED
    return Why.AGE if view.age != TOTAL else Why.SEX


def leading(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the largest nationalities of each period, largest first."""
    named = rows[(rows["counterpart_area"] != WORLD) & (rows["sex"] == TOTAL)]
    valued = named[(named["age"] == TOTAL) & (named["obs_value"] > 0)]
    ranked = valued.sort_values(
        ["time_period", "obs_value"], ascending=[True, False], kind="stable"
    )
    kept = ranked.groupby("time_period", sort=False).head(RANKED)
    return kept[["counterpart_area", "time_period", "obs_value", "flags"]]


def doubt_of(read: tuple[Register, ...], nationality: str) -> Doubt | None:
    """Say where the code of a nationality is in doubt, if it is anywhere."""
    marked = {
        each.stage.ref_area: each.rows[has_flag(each.rows["flags"], DOUBTFUL)] for each in read
    }
    own = {
        area: rows for area, rows in marked.items() if nationality in set(rows["counterpart_area"])
    }
    if not own:
        return None
    spans = {period for rows in own.values() for period in rows["time_period"]}
    codes = {code for rows in own.values() for code in rows["counterpart_area"]}
    return Doubt(tuple(sorted(codes)), tuple(own), min(spans), max(spans))


def nationalities(read: tuple[Register, ...]) -> tuple[str, ...]:
    """List the nationalities that any register names, the largest of any period first."""
    largest: dict[str, float] = {}
    for each in read:
        named = each.rows[each.rows["counterpart_area"].str.fullmatch("[A-Z]{3}")]
        for code, value in named.groupby("counterpart_area")["obs_value"].max().items():
            largest[str(code)] = max(largest.get(str(code), 0.0), 0.0 if value != value else value)
    return tuple(sorted((c for c in largest if largest[c] > 0), key=lambda c: (-largest[c], c)))


def groups(codes: Codes, named: tuple[str, ...]) -> tuple[str, ...]:
    """List the groups that have one of some nationalities, but for the rests of regions."""
    rests = {fold.rest for fold in codes.folds}
    return tuple(
        name
        for name, members in codes.groups.items()
        if name not in rests and not set(members).isdisjoint(named)
    )


def sexes(read: tuple[Register, ...]) -> tuple[str, ...]:
    """List the sexes that any register tells apart, both together first."""
    found = {code for each in read for code in each.codes("sex")}
    return tuple(sex.value for sex in Sex if sex in found)


def ages(read: tuple[Register, ...]) -> tuple[str, ...]:
    """List the ages that may be asked for: all, and children where a register tells them apart."""
    apart = any(set(each.stage.children) & each.codes("age") for each in read)
    return (TOTAL, CHILDREN) if apart else (TOTAL,)


def options_of(
    store: Store, view: RouteView, read: tuple[Register, ...], lines: tuple[Line, ...]
) -> Options:
    """Say what may be asked next to a view."""
    valued = [each.cells.loc[each.cells["obs_value"].notna(), "time_period"] for each in lines]
    found = tuple(sorted({period for own in valued for period in own}))
    partial: dict[str, tuple[str, ...]] = {}
    for each in lines:
        for period in each.partial:
            partial[period] = (*partial.get(period, ()), each.stage.ref_area)
    there = found or tuple(
        sorted({period for each in read for period in each.codes("time_period")})
    )
    whole = [
        [period for period in own if period not in each.partial] or list(own)
        for each, own in zip(lines, valued, strict=True)
        if len(own)
    ]
    named = nationalities(read)
    alone = view.measure is Measure.SHARE or view.counterpart_area != WORLD
    return Options(
        groups=groups(store.codes, named),
        nationalities=tuple(sorted(named)),
        leading=named[:LEADING],
        sexes=(TOTAL,) if alone else sexes(read),
        ages=(TOTAL,) if alone else ages(read),
        periods=found,
        partial=partial,
        stops=periods.between(there),
        latest=min((max(own) for own in whole), default=there[-1]),
    )

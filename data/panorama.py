"""Where persons live, and since when: the answer to one view, for all its years at once."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data import observations
from data.catalogue import Indicator
from data.guard import Permit, Refusal, Sum, judge
from data.store import Store
from data.sums import PARTIAL_SUM, has_flag, total_over_areas
from data.view import Measure, View

TOTAL = "_T"
LEADING = 8
YEARS_BACK = 5


class State(StrEnum):
    """What a cell says when it is drawn: four things that are never confused."""

    VALUE = "value"
    ZERO = "zero"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Change(StrEnum):
    """Whether a change since the base year was computed, and if not, why not."""

    COMPUTED = "computed"
    FROM_ZERO = "from_zero"
    NOT_LATER = "not_later"
    NO_DATA = "no_data"
    BREAK = "break"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be asked next to a view, from what the tables have.

    Attributes:
        indicators: those that can be shown, in the catalogue's order.
        sources: ids, the indicator's first source first.
        counterparts: codes with data for the focus countries, ``W`` first.
        leading: the largest of them in the latest year, largest first.
        sexes: of the indicator, source and counterpart.
        measures: how the indicator can be measured.
        periods: years with a value for at least one country.
        latest: the last of them that is no projection beyond the source's edition.
        base: the year that changes are counted from unless another is chosen.
    """

    indicators: tuple[str, ...]
    sources: tuple[str, ...]
    counterparts: tuple[str, ...]
    leading: tuple[str, ...]
    sexes: tuple[str, ...]
    measures: tuple[Measure, ...]
    periods: tuple[str, ...]
    latest: str
    base: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All years of one view.

    Attributes:
        view: what was asked.
        indicator: what is drawn (the measure applied).
        choices: what may be asked next.
        stops: every year of the time bar, with and without data.
        cells: one row an area and stop: ``ref_area, time_period, obs_value, obs_status, flags,
            definition, state, klass, rank, lacks, change, change_state, break_period``.
        totals: one row a stop: ``obs_value, reported, missing, partial, change,
            change_areas, change_without``; values only where the guard permits the sum.
        verdict: the guard's on that sum.
    """

    view: View
    indicator: Indicator
    choices: Choices
    stops: tuple[str, ...]
    cells: pd.DataFrame
    totals: pd.DataFrame
    verdict: Permit | Refusal


def drawn(store: Store, indicator: str, measure: Measure) -> Indicator:
    """Give the indicator that answers a measure (``displaced_per_1000`` for ``per_1000``)."""
    asked = store.catalogue.indicators[indicator]
    return store.catalogue.indicators[asked.measures.get(measure.value, indicator)]


def rows_of_focus(store: Store, indicator: str, source: str) -> pd.DataFrame:
    """Select the yearly observations of the focus countries from one source, all ages together."""
    found = observations.find(
        store,
        {
            "indicator": (indicator,),
            "ref_area": store.codes.focus,
            "age": (TOTAL,),
            "breakdown": (TOTAL,),
            "time_period": years_of(store, indicator),
            "source": (source,),
        },
    )
    return observations.frame(store, found)


def years_of(store: Store, indicator: str) -> tuple[str, ...]:
    """List the periods of an indicator that are years."""
    periods = store.shelf.entries[indicator]["codes"]["time_period"]
    return tuple(period for period in periods if len(period) == len("2024"))


def offered(store: Store) -> tuple[str, ...]:
    """List the indicators that have yearly observations of the focus countries."""
    return tuple(
        name
        for name in store.catalogue.indicators
        if years_of(store, name)
        and not set(store.codes.focus).isdisjoint(store.shelf.entries[name]["codes"]["ref_area"])
    )


def sources_of(store: Store, indicator: str) -> tuple[str, ...]:
    """List the sources that have rows for an indicator, in the catalogue's order."""
    return tuple(
        source
        for source in store.catalogue.indicators[indicator].sources
        if rows_of_focus(store, indicator, source)["obs_value"].notna().any()
    )


def measures_of(store: Store, indicator: str) -> tuple[Measure, ...]:
    """List the measures that the catalogue declares for an indicator, the count first."""
    declared = store.catalogue.indicators[indicator].measures
    return (Measure.COUNT, *(m for m in Measure if m.value in declared and m is not Measure.COUNT))


def source_drawn(store: Store, indicator: str, measure: Measure, source: str) -> str:
    """Give the source of what is drawn: a derived indicator names its numerator's first."""
    derived = drawn(store, indicator, measure)
    if source in derived.sources:
        return source
    return next((s for s in derived.sources if s.split(".")[0] == source), derived.sources[0])


def counterparts_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """List the counterparts that have a value, all of them together (``W``) first."""
    valued = rows.loc[rows["obs_value"].fillna(0) > 0, "counterpart_area"].unique()
    always = rows.loc[rows["counterpart_area"].isin(["W", "_Z"]), "counterpart_area"].unique()
    codes = {str(code) for code in valued} | {str(code) for code in always}
    return tuple(sorted(codes, key=lambda code: (code != "W", code.startswith("_"), code)))


def leading_of(rows: pd.DataFrame, latest: str) -> tuple[str, ...]:
    """List the single counterparts with the largest value in one year, largest first."""
    now = rows[(rows["time_period"] == latest) & rows["counterpart_area"].astype(str).str.isalpha()]
    now = now[now["counterpart_area"] != "W"]
    largest = now.groupby("counterpart_area", observed=True)["obs_value"].max()
    kept = largest[largest > 0].sort_values(ascending=False, kind="stable").head(LEADING)
    return tuple(str(code) for code in kept.index)


def latest_of(store: Store, source: str, periods: tuple[str, ...]) -> str:
    """Give the last year that is not past the edition of the first source named."""
    edition = store.catalogue.sources[source.split(".")[0]].edition[:4]
    return max((p for p in periods if p <= edition), default=periods[-1])


def choices(store: Store, view: View) -> Choices:
    """Say what may be asked next to a view."""
    source = source_drawn(store, view.indicator, view.measure, view.source)
    everything = rows_of_focus(store, drawn(store, view.indicator, view.measure).id, source)
    own = everything[everything["counterpart_area"] == view.counterpart_area]
    valued = own.loc[own["obs_value"].notna(), "time_period"].unique()
    periods = tuple(sorted(str(period) for period in valued))
    latest = latest_of(store, source, periods) if periods else ""
    back = str(int(latest) - YEARS_BACK) if latest else ""
    return Choices(
        indicators=offered(store),
        sources=sources_of(store, view.indicator),
        counterparts=counterparts_of(everything),
        leading=leading_of(everything, latest),
        sexes=tuple(s for s in (TOTAL, "F", "M") if s in set(own["sex"].unique())),
        measures=measures_of(store, view.indicator),
        periods=periods,
        latest=latest,
        base=max((p for p in periods if p <= back), default=periods[0] if periods else ""),
    )


def stops_of(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Give every year from the first to the last, so that gaps are seen on the time bar.

    >>> stops_of(("2020", "2024"))
    ('2020', '2021', '2022', '2023', '2024')
    """
    if not periods:
        return ()
    return tuple(str(year) for year in range(int(periods[0]), int(periods[-1]) + 1))


def answer(store: Store, view: View) -> Answer:
    """Answer one view for all its years; everything later in time happens without asking again."""
    shown = drawn(store, view.indicator, view.measure)
    options = choices(store, view)
    source = source_drawn(store, view.indicator, view.measure, view.source)
    rows = rows_of_focus(store, shown.id, source)
    rows = rows[
        rows["ref_area"].isin(view.ref_area)
        & (rows["counterpart_area"] == view.counterpart_area)
        & (rows["sex"] == view.sex)
    ]
    stops = stops_of(options.periods)
    cells = grid(rows, view.ref_area, stops, shown)
    cells["lacks"] = missing_parts(store, view, cells, shown)
    cells = with_changes(cells, view.base)
    verdict = verdict_on(store, view, shown)
    return Answer(view, shown, options, stops, cells, totals(cells, view, verdict), verdict)


def grid(
    rows: pd.DataFrame, areas: tuple[str, ...], stops: tuple[str, ...], shown: Indicator
) -> pd.DataFrame:
    """Lay observations on areas x stops; a pair without a row is missing."""
    words = ["ref_area", "time_period", "obs_status", "flags", "definition"]
    known = rows[[*words, "obs_value"]].astype(dict.fromkeys(words, str))
    frame = pd.MultiIndex.from_product([areas, stops], names=["ref_area", "time_period"])
    cells = known.set_index(["ref_area", "time_period"]).reindex(frame).reset_index()
    cells["obs_status"] = cells["obs_status"].fillna("M")
    cells[["flags", "definition"]] = cells[["flags", "definition"]].fillna("")
    value, status = cells["obs_value"], cells["obs_status"]
    cells["state"] = np.select(
        [status == "O", value.isna(), value == 0],
        [State.NOT_APPLICABLE.value, State.MISSING.value, State.ZERO.value],
        default=State.VALUE.value,
    )
    cells["klass"] = np.digitize(value.fillna(0), shown.classes)
    cells["rank"] = value.groupby(cells["time_period"]).rank(method="min", ascending=False)
    return cells


def missing_parts(
    store: Store, view: View, cells: pd.DataFrame, shown: Indicator
) -> list[tuple[str, ...]]:
    """Name for each cell the parts of its sum that the producer did not report.

    The parts are those that the catalogue declares (``refugees`` … of ``displaced_population``);
    a derived indicator lacks what its numerator lacks.
    """
    above = shown.formula.numerator.indicators if shown.formula else ()
    whole = store.catalogue.indicators[above[0]] if above else shown
    lacking: dict[tuple[str, str], tuple[str, ...]] = {}
    for part in whole.parts:
        rows = rows_of_focus(store, part, whole.sources[0])
        rows = rows[(rows["counterpart_area"] == view.counterpart_area)]
        gaps = rows[(rows["obs_status"] == "M") | has_flag(rows["flags"], PARTIAL_SUM)]
        for pair in zip(gaps["ref_area"], gaps["time_period"], strict=True):
            lacking[pair] = (*lacking.get(pair, ()), part)
    pairs = zip(cells["ref_area"], cells["time_period"], strict=True)
    return [lacking.get(pair, ()) for pair in pairs]


def with_changes(cells: pd.DataFrame, base: str) -> pd.DataFrame:
    """Add the change since a base year, and where it must not be computed, the reason.

    A break in the series between the two years, or a sum that lacks a part in one of them, is
    said and not computed through.

    Args:
        cells: as :func:`grid` gives them.
        base: the year that changes are counted from.

    Returns:
        The cells with ``change`` (ratio), ``change_state`` and ``break_period`` (the last
        break up to the row's year, or an empty text).
    """
    table = cells.assign(partial=has_flag(cells["flags"], PARTIAL_SUM))
    broken = table["obs_status"] == "B"
    table["breaks"] = broken.groupby(table["ref_area"]).cumsum()
    last = table["time_period"].where(broken)
    table["break_period"] = last.groupby(table["ref_area"]).ffill().fillna("")
    then = table[table["time_period"] == base].set_index("ref_area")
    before = table["ref_area"].map(then["obs_value"])
    crossed = table["breaks"] > table["ref_area"].map(then["breaks"])
    halved = table["partial"] | (table["ref_area"].map(then["partial"]) == True)  # noqa: E712
    table["change_state"] = np.select(
        [
            table["time_period"] <= base,
            table["obs_value"].isna() | before.isna(),
            crossed,
            halved,
            (before == 0) & (table["obs_value"] > 0),
        ],
        [Change.NOT_LATER, Change.NO_DATA, Change.BREAK, Change.PARTIAL, Change.FROM_ZERO],
        default=Change.COMPUTED,
    )
    computed = table["change_state"] == Change.COMPUTED
    same = table["obs_value"] == before  # from zero to zero nothing changed
    table["change"] = (table["obs_value"] / before).mask(same, 1.0).where(computed)
    return table.drop(columns=["breaks", "partial"])


def verdict_on(store: Store, view: View, shown: Indicator) -> Permit | Refusal:
    """Ask the guard whether the areas of a view may be added up."""
    filters = {
        "indicator": (shown.id,),
        "ref_area": view.ref_area,
        "source": (source_drawn(store, view.indicator, view.measure, view.source),),
        "time_period": (view.time_period,),
    }
    return judge(Sum(filters, frozenset({"ref_area"})), store.catalogue, store.codes)


def totals(cells: pd.DataFrame, view: View, verdict: Permit | Refusal) -> pd.DataFrame:
    """Add the areas of a view up, where the guard permits it.

    The change of the total compares like with like: only areas whose own change could be
    computed are in both of its ends, and those left out are named.
    """
    sums = total_over_areas(cells, view.ref_area, verdict)
    compared = cells[cells["change_state"] == Change.COMPUTED]
    then = cells[cells["time_period"] == view.base]
    changes = {
        str(period): like_for_like(rows, then, view.ref_area, verdict)
        for period, rows in compared.groupby("time_period")
    }
    nothing = (float("nan"), (), view.ref_area)
    parts = [changes.get(str(period), nothing) for period in sums.index]
    sums["change"] = [part[0] for part in parts]
    sums["change_areas"] = [part[1] for part in parts]
    sums["change_without"] = [part[2] for part in parts]
    return sums


def like_for_like(
    rows: pd.DataFrame, then: pd.DataFrame, areas: tuple[str, ...], verdict: Permit | Refusal
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Give the ratio of now to then over the same areas, those areas, and those left out."""
    inside = tuple(area for area in areas if area in set(rows["ref_area"]))
    now = total_over_areas(rows, inside, verdict)["obs_value"].iloc[0]
    before = total_over_areas(then, inside, verdict)["obs_value"].iloc[0]
    outside = tuple(area for area in areas if area not in inside)
    return (now / before if before else float("nan"), inside, outside)

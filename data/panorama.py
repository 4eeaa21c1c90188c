"""What a map shows, and since when: the answer to one view, for all its periods at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data import observations, periods, selection
from data.catalogue import Flag, Indicator
from data.catalogue.cards import Mapped
from data.changes import Change, by_difference, with_changes
from data.guard import Permit, Refusal, Sum, judge
from data.holes import with_holes
from data.schema import TOTAL, WORLD
from data.selection import FORECAST, Choices
from data.store import Store
from data.sums import PARTIAL_SUM, has_flag, total_over_areas
from data.view import View

LEAST_COMPARED = 0.5


class State(StrEnum):
    """What a cell says when it is drawn: four things that are never confused."""

    VALUE = "value"
    ZERO = "zero"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """All periods of one view.

    Attributes:
        view: what was asked.
        indicator: what is drawn (the measure applied).
        choices: what may be asked next.
        stops: every period of the time bar, with and without data.
        cells: one row an area and stop: ``area, time_period, obs_value, obs_status, flags,
            definition, stated, state, klass, marked, gap, ahead, lacks, then, before, change,
            change_state, break_period``; ``stated`` tells whether the source has a row for it,
            ``marked`` whether the figure is partial or stands on a small base, ``gap`` whether
            it is a hole in a series, ``ahead`` whether it is a projection.
        totals: one row a stop: ``obs_value, reported, missing, partial, change,
            change_without``; values only where the guard permits the sum.
        wholes: where the map shows nationalities, one row a period: ``obs_value`` of all of them
            together, ``top`` (the one with most) and ``top_value``; else empty.
        verdict: the guard's on the sum of the areas.
        both: the latest period of which what stands beside it has data too, or an empty text.
    """

    view: View
    indicator: Indicator
    choices: Choices
    stops: tuple[str, ...]
    cells: pd.DataFrame
    totals: pd.DataFrame
    wholes: pd.DataFrame
    verdict: Permit | Refusal
    both: str = ""


def answer(store: Store, view: View, also: tuple[str, ...] = (), both: str = "") -> Answer:
    """Answer one view for all its periods; a later step in time needs no asking again.

    Args:
        store: the tables.
        view: what is asked.
        also: periods of what stands beside it, which are stops here as well.
        both: the latest period of which both have data.
    """
    shown = selection.drawn(store, view.indicator, view.measure)
    drawn = selection.rows_drawn(store, view)
    options = selection.choices(store, view, drawn)
    everything = of_parts(drawn, view, shown)
    rows = everything[everything[shown.mapped].isin(view.areas)]
    stops = periods.between(tuple(sorted({*options.stops, *also})))
    cells = with_marks(grid(rows, view.areas, stops, shown), store.catalogue.flags)
    cells = with_holes(cells, selection.held(drawn, view.freq))
    cells["ahead"] = (cells["obs_status"] == FORECAST) & cells["time_period"].isin(options.ahead)
    cells["lacks"] = missing_parts(store, view, cells, shown)
    cells = with_changes(cells, view.base, difference=by_difference(shown))
    verdict = verdict_on(store, view, shown)
    return Answer(
        view,
        shown,
        options,
        stops,
        cells,
        totals(cells, view, shown, verdict),
        wholes(everything, view, shown),
        verdict,
        both,
    )


def of_parts(rows: pd.DataFrame, view: View, shown: Indicator) -> pd.DataFrame:
    """Keep the rows of a view's other end, kind of period, sex, age and breakdown."""
    return rows[
        (rows["freq"] == view.freq)
        & (rows[selection.unmapped(shown)] == view.other)
        & (rows["sex"] == view.sex)
        & (rows["age"] == view.age)
        & (rows["breakdown"] == view.breakdown)
    ]


def grid(
    rows: pd.DataFrame, areas: tuple[str, ...], stops: tuple[str, ...], shown: Indicator
) -> pd.DataFrame:
    """Lay observations on areas x stops; a pair without a row is missing."""
    words = [shown.mapped, "time_period", "obs_status", "flags", "definition"]
    known = rows[[*words, "obs_value"]].astype(dict.fromkeys(words, str))
    known = known.rename(columns={shown.mapped: "area"})
    frame = pd.MultiIndex.from_product([areas, stops], names=["area", "time_period"])
    cells = known.set_index(["area", "time_period"]).reindex(frame).reset_index()
    cells["stated"] = cells["obs_status"].notna()
    cells["obs_status"] = cells["obs_status"].fillna("M")
    cells[["flags", "definition"]] = cells[["flags", "definition"]].fillna("")
    value, status = cells["obs_value"], cells["obs_status"]
    cells["state"] = np.select(
        [status == "O", value.isna(), value == 0],
        [State.NOT_APPLICABLE.value, State.MISSING.value, State.ZERO.value],
        default=State.VALUE.value,
    )
    cells["klass"] = np.digitize(value.fillna(0), shown.classes)
    return cells


def with_marks(cells: pd.DataFrame, flags: Mapping[str, Flag]) -> pd.DataFrame:
    """Tell which figures lack a part or stand on a small base; such a zero is no zero.

    Args:
        cells: as :func:`grid` gives them.
        flags: the cards of the flags that they may carry.
    """
    telling = {flag.id for flag in flags.values() if flag.marked}
    carried = cells["flags"].str.split().map(lambda own: not telling.isdisjoint(own))
    marked = carried.astype(bool) & cells["obs_value"].notna()
    return cells.assign(marked=marked, state=cells["state"].mask(marked, State.VALUE.value))


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
        filters = {
            "indicator": (part,),
            "source": whole.sources[:1],
            whole.mapped: view.areas,
            selection.unmapped(whole): (view.other,),
            **dict.fromkeys(("sex", "age", "breakdown"), (TOTAL,)),
        }
        rows = observations.frame(store, observations.find(store, filters))
        gaps = rows[(rows["obs_status"] == "M") | has_flag(rows["flags"], PARTIAL_SUM)]
        for pair in zip(gaps[whole.mapped], gaps["time_period"], strict=True):
            lacking[pair] = (*lacking.get(pair, ()), part)
    pairs = zip(cells["area"], cells["time_period"], strict=True)
    return [lacking.get(pair, ()) for pair in pairs]


def wholes(rows: pd.DataFrame, view: View, shown: Indicator) -> pd.DataFrame:
    """Give what all nationalities together have, and which one has most, period by period.

    Nine countries are a part of a route; without the whole their figures would be misread.
    """
    names = ["obs_value", "top", "top_value"]
    if shown.mapped == Mapped.REF_AREA or WORLD in view.areas:
        return pd.DataFrame(columns=names)
    plain = rows[[shown.mapped, "time_period", "obs_value"]].astype(
        {shown.mapped: str, "time_period": str}
    )
    valued = plain[plain["obs_value"].notna()]
    single = valued[valued[shown.mapped].str.isalpha() & (valued[shown.mapped] != WORLD)]
    places = single.groupby("time_period")["obs_value"].idxmax()
    top = single.loc[places].set_index("time_period")
    whole = valued[valued[shown.mapped] == WORLD].set_index("time_period")
    return whole.assign(top=top[shown.mapped], top_value=top["obs_value"])[names]


def verdict_on(store: Store, view: View, shown: Indicator) -> Permit | Refusal:
    """Ask the guard whether the areas of a view may be added up."""
    source = selection.source_drawn(store, view.indicator, view.measure, view.source)
    filters = {
        "indicator": (shown.id,),
        shown.mapped: view.areas,
        "source": (source,),
        "time_period": (view.time_period,),
    }
    return judge(Sum(filters, frozenset({shown.mapped})), store.catalogue, store.codes)


def totals(
    cells: pd.DataFrame, view: View, shown: Indicator, verdict: Permit | Refusal
) -> pd.DataFrame:
    """Add the areas of a view up, where the guard permits it.

    The change of the total compares like with like: only areas whose own change could be
    computed are in both of its ends, and those left out are named. Where those that are in
    have less than half of the total, their change is not that of all.
    """
    named = cells.rename(columns={"area": "ref_area"})
    sums = total_over_areas(named, view.areas, verdict)
    compared = named[named["change_state"] == Change.COMPUTED]
    now, then = (
        total_over_areas(compared.assign(obs_value=compared[column]), view.areas, verdict)
        for column in ("obs_value", "before")
    )
    change = now["obs_value"] / then["obs_value"].where(then["obs_value"] != 0)
    enough = now["obs_value"] >= LEAST_COMPARED * sums["obs_value"].reindex(now.index)
    change = change.where(enough)
    if by_difference(shown):
        change = now["obs_value"] - then["obs_value"]
    inside = {
        str(period): set(rows) for period, rows in compared.groupby("time_period")["ref_area"]
    }
    sums["change"] = change.reindex(sums.index)
    sums["change_without"] = [
        tuple(area for area in view.areas if area not in inside.get(str(period), ()))
        for period in sums.index
    ]
    return sums

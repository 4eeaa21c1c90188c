"""The one sentence that a period's numbers say: computed from them, never written by hand."""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Protocol

from data.changes import Change
from data.panorama import Answer, State
from data.schema import LOWER_BOUND, PARTIAL_PERIOD
from data.words import numbers, periods
from data.words.lists import joined

Row = Any  # a row of the answer's cells, as pandas' itertuples gives it
MOST_PLACES = 3


class Teller(Protocol):
    """What a sentence needs: words, names, numbers, and the answer that it is about."""

    answer: Answer
    lang: str

    def say(self, key: str, **values: object) -> str:
        """Say a phrase."""

    def name(self, area: str) -> str:
        """Name an area."""

    def names(self, areas: Sequence[str]) -> str:
        """Name several areas."""

    def full(self, value: float) -> str:
        """Write a number in full."""

    def amount(self, value: float) -> str:
        """Write a number with its unit, as it is read aloud in a sentence."""

    def plainly(self, value: float) -> str:
        """Write a number where its unit was said before."""

    def measured(self, value: float) -> str:
        """Write a number with all that its unit says."""

    def brief(self, period: str) -> str:
        """Write a period short."""

    def noun(self) -> str:
        """Say what is counted, in one word."""


def sentence(teller: Teller, rows: Sequence[Row]) -> str:
    """Say what a period's cells say: who has most, what lacks, where a series breaks.

    A figure that is partial or stands on a small base is named as such and held against no other.

    Args:
        teller: says it in a language.
        rows: the cells of one period, one an area.
    """
    told = [row for row in rows if row.state == State.VALUE]
    if not told:
        return nothing(teller, rows)
    said = [figures(teller, rows)]
    cut = [row for row in rows if is_cut(row)]
    if cut:
        had = periods.months_said(periods.months_of(cut[0].flags), teller.lang)
        said.insert(0, teller.say("insight.partial", months=had))
    if any(LOWER_BOUND in row.flags.split() for row in told):
        said.append(teller.say("insight.lower_bound"))
    if marked := [row.area for row in rows if row.marked and not is_cut(row)]:
        said.append(teller.say("insight.marked", areas=teller.names(marked)))
    if missing := [row.area for row in rows if row.state == State.MISSING]:
        said.append(teller.say("insight.missing", areas=teller.names(missing)))
    if broken := [row for row in rows if row.change_state == Change.BREAK]:
        said.append(teller.say("insight.broken", areas=breaks(teller, broken)))
    return " ".join(filter(None, said))


def is_cut(row: Row) -> bool:
    """Tell whether a cell's period lacks months."""
    return PARTIAL_PERIOD in row.flags.split()


def figures(teller: Teller, rows: Sequence[Row]) -> str:
    """Say the values of a period, largest first, in the way that suits the indicator."""
    answer, period = teller.answer, rows[0].time_period
    whole = [row for row in rows if not row.marked]
    ranked = sorted((r for r in whole if r.state == State.VALUE), key=lambda r: -r.obs_value)
    if not ranked:
        return unranked(teller, rows)
    total = answer.totals.at[period, "obs_value"]
    if len(rows) == 1 or (len(ranked) == 1 and not zeros(whole)):
        said = only(teller, ranked[0], rows)
    elif len(answer.wholes):
        said = most(teller, ranked)
    elif answer.indicator.signed or math.isnan(total):
        return ends(teller, [row for row in whole if not math.isnan(row.obs_value)])
    elif len(ranked) == 1:
        said = only(teller, ranked[0], rows)
    else:
        said = shares(teller, ranked, period)
    if period not in answer.wholes.index or math.isnan(total):
        return said
    return f"{said} {part_of_whole(teller, period, total)}"


def zeros(rows: Sequence[Row]) -> list[Row]:
    """Give the cells that are a published zero."""
    return [row for row in rows if row.state == State.ZERO]


def unranked(teller: Teller, rows: Sequence[Row]) -> str:
    """Say what there is where every figure is partial or stands on a small base."""
    if len(rows) == 1:
        value = f"{stated(teller, rows[0])}{teller.say('number.mark')}"
        return teller.say("insight.one", area=teller.name(rows[0].area), value=value)
    return "" if zeros(rows) or any(map(is_cut, rows)) else teller.say("insight.unranked")


def breaks(teller: Teller, rows: Sequence[Row]) -> str:
    """Name areas with the period in which their series breaks; many are only counted."""
    if len(rows) > MOST_PLACES:
        return teller.names([row.area for row in rows])
    return joined((f"{teller.name(row.area)} ({row.break_period})" for row in rows), teller.lang)


def part_of_whole(teller: Teller, period: str, total: float) -> str:
    """Say what part of all nationalities those on the map are, and which one has most."""
    whole = teller.answer.wholes.loc[period]
    return teller.say(
        "insight.whole",
        unit=teller.noun(),
        whole=teller.full(whole["obs_value"]),
        share=of_100(teller, total, whole["obs_value"]),
        top=teller.name(whole["top"]),
        top_share=of_100(teller, whole["top_value"], whole["obs_value"]),
    )


def of_100(teller: Teller, part: float, whole: float) -> str:
    """Say how many of each 100 a part is."""
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 0.5:  # noqa: PLR2004 - would be written as none at all
        return teller.say("insight.under_one")
    return numbers.full(round(share), teller.lang)


def tied(teller: Teller, ranked: Sequence[Row]) -> list[tuple[str, float]]:
    """Give the areas of each value that is written differently, and the value."""
    groups = groupby(ranked, key=lambda row: teller.full(row.obs_value))
    told = [list(rows) for _, rows in groups]
    return [(teller.names([row.area for row in rows]), rows[0].obs_value) for rows in told]


def most(teller: Teller, ranked: Sequence[Row]) -> str:
    """Say the two largest values, where a share of the areas shown would be misread."""
    (first, value), *others = tied(teller, ranked)
    if not others:
        return teller.say("insight.same", areas=first, value=teller.amount(value))
    second, less = others[0]
    return teller.say(
        "insight.most",
        first=first,
        first_value=teller.amount(value),
        second=second,
        second_value=teller.plainly(less),
    )


def nothing(teller: Teller, rows: Sequence[Row]) -> str:
    """Say that a period has no data, and the nearest ones that have; or that all is zero."""
    period = rows[0].time_period
    if zeros(rows):
        return teller.say("insight.zero", year=teller.brief(period))
    cells = teller.answer.cells
    found = sorted(set(cells.loc[cells["obs_value"].notna(), "time_period"]))
    before = max((each for each in found if each < period), default="")
    after = min((each for each in found if each > period), default="")
    nearest = joined((teller.brief(each) for each in (before, after) if each), teller.lang)
    if not nearest:
        return teller.say("insight.never")
    return teller.say("insight.no_data", year=teller.brief(period), nearest=nearest)


def shares(teller: Teller, ranked: Sequence[Row], period: str) -> str:
    """Say how many of each 100 persons, or dollars, the first two areas have."""
    totals = teller.answer.totals.loc[period]
    whole = totals["obs_value"]
    told = tied(teller, ranked)
    if len(told) == 1:
        return teller.say("insight.same", areas=told[0][0], value=teller.amount(told[0][1]))
    (first, value), (second, less) = told[:2]
    money = teller.answer.indicator.unit_measure == "usd"
    alone = first == teller.name(ranked[0].area)
    said = teller.say(
        "insight.shares" if alone else "insight.shares_tied",
        unit=teller.say("insight.dollars") if money else teller.noun(),
        first=first,
        first_share=of_100(teller, value, whole),
        second=second,
        second_share=of_100(teller, less, whole),
    )
    partial = totals["missing"] or totals["partial"]
    return teller.say("insight.of_known", said=said) if partial else said


def only(teller: Teller, row: Row, rows: Sequence[Row]) -> str:
    """Say the one value that there is, or that may be held against others."""
    key = "insight.one"
    if len(rows) > 1:
        others = [each for each in rows if each.area != row.area]
        key = "insight.only_value" if zeros(others) else "insight.only_data"
        if any(each.marked for each in others):
            key = "insight.only_whole"
    return teller.say(key, area=teller.name(row.area), value=stated(teller, row))


def stated(teller: Teller, row: Row) -> str:
    """Write one value with all that its unit says; a lower bound says that it is one."""
    said = teller.measured(row.obs_value)
    if LOWER_BOUND not in row.flags.split():
        return said
    return teller.say("number.at_least", value=said)


def ends(teller: Teller, valued: Sequence[Row]) -> str:
    """Say the highest and the lowest value, where a sum would mean nothing."""
    told = tied(teller, sorted(valued, key=lambda row: -row.obs_value))
    if len(told) == 1:
        return teller.say("insight.same", areas=told[0][0], value=teller.amount(told[0][1]))
    (high, most_), (low, least) = told[0], told[-1]
    bounds = {teller.full(row.obs_value) for row in valued if LOWER_BOUND in row.flags.split()}
    return teller.say(
        "insight.range_bounds" if bounds else "insight.range",
        high=high,
        high_value=teller.bounded(teller.amount(most_), bound=teller.full(most_) in bounds),
        low=low,
        low_value=teller.bounded(teller.plainly(least), bound=teller.full(least) in bounds),
    )

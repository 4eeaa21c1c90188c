"""The one sentence that a period's numbers say: computed from them, never written by hand."""

import math
from collections.abc import Sequence
from typing import Any, Protocol

from data.changes import Change
from data.panorama import Answer, State
from data.schema import PARTIAL_PERIOD
from data.sums import PARTIAL_SUM
from data.words import numbers, periods

Row = Any  # a row of the answer's cells, as pandas' itertuples gives it


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
        """Write a number as it is read aloud in a sentence."""

    def brief(self, period: str) -> str:
        """Write a period short."""

    def unit(self) -> str:
        """Say what is counted, in one word."""


def sentence(teller: Teller, rows: Sequence[Row]) -> str:
    """Say what a period's cells say: who has most, what lacks, where a series breaks.

    Args:
        teller: says it in a language.
        rows: the cells of one period, one an area.
    """
    told = [row for row in rows if row.state == State.VALUE]
    valued = sorted(told, key=lambda row: -row.obs_value)
    if not valued:
        return nothing(teller, rows)
    said = [figures(teller, valued)]
    cut = [row for row in rows if PARTIAL_PERIOD in row.flags.split()]
    if cut:
        had = periods.months_said(periods.months_of(cut[0].flags), teller.lang)
        said.insert(0, teller.say("insight.partial", months=had))
    lacking = [row.area for row in rows if lacks(row)]
    if lacking:
        said.append(teller.say("insight.lacking", areas=teller.names(lacking)))
    broken = [row for row in rows if row.change_state == Change.BREAK]
    if broken:
        places = ", ".join(f"{teller.name(row.area)} ({row.break_period})" for row in broken)
        said.append(teller.say("insight.broken", areas=places))
    return " ".join(said)


def figures(teller: Teller, valued: Sequence[Row]) -> str:
    """Say the values of a period, largest first, in the way that suits the indicator."""
    first, answer = valued[0], teller.answer
    total = answer.totals.at[first.time_period, "obs_value"]
    if len(valued) == 1:
        said = only(teller, first)
    elif len(answer.wholes):
        said = most(teller, valued)
    elif answer.indicator.signed or math.isnan(total):
        return ends(teller, valued)
    else:
        return shares(teller, valued, total)
    if first.time_period not in answer.wholes.index or math.isnan(total):
        return said
    return f"{said} {part_of_whole(teller, first.time_period, total)}"


def part_of_whole(teller: Teller, period: str, total: float) -> str:
    """Say what part of all nationalities those on the map are, and which one has most."""
    whole = teller.answer.wholes.loc[period]
    return teller.say(
        "insight.whole",
        unit=teller.unit(),
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


def most(teller: Teller, valued: Sequence[Row]) -> str:
    """Say the two largest values, where a share of the areas shown would be misread."""
    first, second = valued[:2]
    return teller.say(
        "insight.most",
        first=teller.name(first.area),
        first_value=teller.full(first.obs_value),
        second=teller.name(second.area),
        second_value=teller.full(second.obs_value),
    )


def lacks(row: Row) -> bool:
    """Tell whether a cell is missing, or a sum that lacks a part."""
    return row.state == State.MISSING or PARTIAL_SUM in row.flags.split()


def nothing(teller: Teller, rows: Sequence[Row]) -> str:
    """Say that a period has no data, and the nearest ones that have; or that all is zero."""
    period = rows[0].time_period
    if any(row.state == State.ZERO for row in rows):
        return teller.say("insight.zero", year=teller.brief(period))
    cells = teller.answer.cells
    found = sorted(set(cells.loc[cells["obs_value"].notna(), "time_period"]))
    before = max((each for each in found if each < period), default="")
    after = min((each for each in found if each > period), default="")
    nearest = ", ".join(teller.brief(each) for each in (before, after) if each)
    if not nearest:
        return teller.say("insight.never")
    return teller.say("insight.no_data", year=teller.brief(period), nearest=nearest)


def shares(teller: Teller, valued: Sequence[Row], whole: float) -> str:
    """Say how many of each 100 persons, or dollars, the first two areas have."""
    first, second = valued[:2]
    shared = {
        "first": teller.name(first.area),
        "first_share": of_100(teller, first.obs_value, whole),
        "second": teller.name(second.area),
        "second_share": of_100(teller, second.obs_value, whole),
    }
    if teller.answer.indicator.unit_measure == "usd":
        return teller.say("insight.shares_money", **shared)
    return teller.say("insight.shares", unit=teller.unit(), **shared)


def only(teller: Teller, row: Row) -> str:
    """Say the one value that there is."""
    area = teller.name(row.area)
    return teller.say(
        "insight.one", area=area, value=teller.amount(row.obs_value), unit=teller.unit()
    )


def ends(teller: Teller, valued: Sequence[Row]) -> str:
    """Say the highest and the lowest value, where a sum would mean nothing."""
    high, low = valued[0], valued[-1]
    return teller.say(
        "insight.range",
        high=teller.name(high.area),
        high_value=teller.amount(high.obs_value),
        low=teller.name(low.area),
        low_value=teller.amount(low.obs_value),
        unit=teller.unit(),
    )

"""The one sentence that a year's numbers say: computed from them, never written by hand."""

from collections.abc import Sequence
from typing import Any, Protocol

from data.panorama import Answer, Change, State
from data.sums import PARTIAL_SUM
from data.words import numbers

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

    def short(self, value: float) -> str:
        """Write a number short."""

    def full(self, value: float) -> str:
        """Write a number in full."""


def sentence(teller: Teller, rows: Sequence[Row]) -> str:
    """Say what a year's cells say: who has most, what lacks, where a series breaks.

    Args:
        teller: says it in a language.
        rows: the cells of one year, one an area.
    """
    signed = teller.answer.indicator.signed
    told = (row for row in rows if row.obs_value > 0 or (signed and row.obs_value < 0))
    valued = sorted(told, key=lambda row: -row.obs_value)
    if not valued:
        return nothing(teller, rows)
    summed = teller.answer.indicator.may_sum.areas
    if len(valued) == 1:
        said = [only(teller, valued[0])]
    else:
        said = [shares(teller, valued) if summed and not signed else ends(teller, valued)]
    lacking = [row.ref_area for row in rows if lacks(row)]
    if lacking:
        said.append(teller.say("insight.lacking", areas=teller.names(lacking)))
    broken = [row for row in rows if row.change_state == Change.BREAK]
    if broken:
        places = ", ".join(f"{teller.name(row.ref_area)} ({row.break_period})" for row in broken)
        said.append(teller.say("insight.broken", areas=places))
    return " ".join(said)


def lacks(row: Row) -> bool:
    """Tell whether a cell is missing, or a sum that lacks a part."""
    return row.state == State.MISSING or PARTIAL_SUM in row.flags.split()


def nothing(teller: Teller, rows: Sequence[Row]) -> str:
    """Say that a year has no data, and which years nearest to it have; or that all is zero."""
    period = rows[0].time_period
    if any(row.state == State.ZERO for row in rows):
        return teller.say("insight.zero", year=period)
    cells = teller.answer.cells
    periods = sorted(set(cells.loc[cells["obs_value"].notna(), "time_period"]))
    before = max((each for each in periods if each < period), default="")
    after = min((each for each in periods if each > period), default="")
    nearest = ", ".join(year for year in (before, after) if year)
    if not nearest:
        return teller.say("insight.never")
    return teller.say("insight.no_data", year=period, nearest=nearest)


def shares(teller: Teller, valued: Sequence[Row]) -> str:
    """Say how many of each 100 persons, or dollars, the first two areas have."""
    first = valued[0]
    whole = teller.answer.totals.at[first.time_period, "obs_value"]
    of_100 = [numbers.full(round(100 * row.obs_value / whole), teller.lang) for row in valued[:2]]
    return teller.say(
        f"insight.shares_{teller.answer.indicator.unit_measure}",
        first=teller.name(first.ref_area),
        first_share=of_100[0],
        second=teller.name(valued[1].ref_area),
        second_share=of_100[1],
    )


def only(teller: Teller, row: Row) -> str:
    """Say the one value that there is."""
    unit = teller.say(f"indicator.{teller.answer.indicator.id}.short")
    area = teller.name(row.ref_area)
    return teller.say("insight.one", area=area, value=teller.short(row.obs_value), unit=unit)


def ends(teller: Teller, valued: Sequence[Row]) -> str:
    """Say the highest and the lowest value, where a sum would mean nothing."""
    high, low = valued[0], valued[-1]
    return teller.say(
        "insight.range",
        high=teller.name(high.ref_area),
        high_value=teller.full(high.obs_value),
        low=teller.name(low.ref_area),
        low_value=teller.full(low.obs_value),
        unit=teller.say(f"indicator.{teller.answer.indicator.id}.short"),
    )

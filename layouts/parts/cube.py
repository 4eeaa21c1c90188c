"""The small cube that a browser needs to draw every year of one answer: numbers with words."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.catalogue import Catalogue, Indicator
from data.codes import Codes
from data.panorama import Answer, Change, State
from data.words import Words, numbers

STATES = tuple(State)
NOT_SAID = "A"


class Teller:
    """Says the cells and totals of one answer in one language."""

    def __init__(self, answer: Answer, codes: Codes, words: Words, lang: str) -> None:
        """Keep what every sentence needs."""
        self.answer = answer
        self.codes = codes
        self.words = words
        self.lang = lang
        self.decimals = answer.indicator.decimals
        self.notes: dict[str, int] = {"": 0}

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the teller's language."""
        return self.words.say(key, self.lang, **values)

    def name(self, area: str) -> str:
        """Give the short name of an area."""
        return self.codes.short(area, self.lang)

    def names(self, areas: Sequence[str]) -> str:
        """Join short names of areas by commas."""
        return ", ".join(self.name(area) for area in areas)

    def short(self, value: float) -> str:
        """Write a value as it fits on the map."""
        return numbers.short(value, self.words, self.lang, self.decimals)

    def full(self, value: float) -> str:
        """Write a value with all its digits."""
        return numbers.full(value, self.lang, self.decimals)

    def note(self, text: str) -> int:
        """Keep a note once and give its place."""
        return self.notes.setdefault(text, len(self.notes))

    def cell(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
        """Tell one cell: value, texts, state, class, note and change."""
        state = State(row.state)
        valued = state in (State.VALUE, State.ZERO)
        text = self.say(f"state.{state}")
        change, tone = self.change_of(row)
        return {
            "v": row.obs_value if valued else None,
            "t": self.short(row.obs_value) if valued else text,
            "f": self.full(row.obs_value) if valued else text,
            "s": STATES.index(state),
            "k": int(row.klass) if state is State.VALUE else -1,
            "n": self.note(self.note_of(row)),
            "o": row.obs_status,
            "g": row.flags,
            "c": change,
            "d": tone,
        }

    def note_of(self, row: Any) -> str:  # noqa: ANN401 - a row of itertuples
        """Say a cell's status, flags and missing parts in one line."""
        said = []
        if row.obs_status != NOT_SAID:
            said.append(self.say(f"status.{row.obs_status.lower()}"))
        said += [self.say(f"flag.{flag}") for flag in row.flags.split()]
        if row.lacks:
            parts = ", ".join(self.say(f"indicator.{part}.name").lower() for part in row.lacks)
            said.append(self.say("panorama.lacks", parts=parts))
        return ". ".join(text.rstrip(".") for text in said)

    def change_of(self, row: Any) -> tuple[str, str]:  # noqa: ANN401 - a row of itertuples
        """Say a cell's change since the base year, or in one word why there is none."""
        state = Change(row.change_state)
        if state is Change.COMPUTED:
            return numbers.change(row.change, self.words, self.lang), state.value
        return self.say(f"change.{state}", year=row.break_period), state.value

    def total(self, period: str, row: Any) -> dict[str, Any]:  # noqa: ANN401 - itertuples
        """Tell the total of one year, its change, and what both leave out."""
        areas = self.answer.view.ref_area
        gaps = (*row.missing, *row.partial)
        gap = self.say("total.lacks", areas=self.names(gaps)) if gaps else ""
        later = period > self.answer.view.base
        change = ""
        if not math.isnan(row.change) and later:
            change = numbers.change(row.change, self.words, self.lang)
        outside = row.change_without if change else ()
        without = self.say("total.without", areas=self.names(outside)) if outside else ""
        return {
            "v": None if math.isnan(row.obs_value) else row.obs_value,
            "t": "" if math.isnan(row.obs_value) else self.short(row.obs_value),
            "f": "" if math.isnan(row.obs_value) else self.full(row.obs_value),
            "n": gap,
            "c": change,
            "w": without or (self.say("total.same") if change else self.say("total.no_change")),
            "r": self.say("total.reported", reported=row.reported, areas=len(areas)),
        }


def columns_of(cells: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Turn rows into columns: they compress better."""
    return {key: [cell[key] for cell in cells] for key in cells[0]} if cells else {}


def tell(answer: Answer, codes: Codes, words: Words, catalogue: Catalogue, lang: str) -> dict:
    """Tell one answer to the browser.

    Returns:
        ``stops``, ``areas``, ``cells`` (by area, each a list along the stops), ``totals``,
        ``insights``, ``notes``, ``legend``: everything that a step in time needs, in words.
    """
    teller = Teller(answer, codes, words, lang)
    by_area = {area: rows for area, rows in answer.cells.groupby("ref_area", sort=False)}
    cells = {
        str(area): columns_of([teller.cell(row) for row in rows.itertuples()])
        for area, rows in by_area.items()
    }
    totals = [teller.total(str(row.Index), row) for row in answer.totals.itertuples()]
    return {
        "stops": [stop(teller, catalogue, period) for period in answer.stops],
        "areas": [area(codes, code, lang) for code in answer.view.ref_area],
        "cells": cells,
        "totals": columns_of(totals),
        "insights": [insight(teller, rows) for _, rows in answer.cells.groupby("time_period")],
        "legend": legend(teller, answer.indicator),
        "unit": teller.say(f"unit.{answer.indicator.unit_measure}"),
        "decimals": answer.indicator.decimals,
        "notes": list(teller.notes),
    }


def stop(teller: Teller, catalogue: Catalogue, period: str) -> dict[str, Any]:
    """Tell one stop of the time bar: its year, how it is said, and whether it has data."""
    source = catalogue.sources[teller.answer.view.source.split(".")[0]]
    has_data = period in teller.answer.choices.periods
    said = teller.say(f"period.{source.reference_date}", year=period)
    return {"id": period, "says": said, "has": has_data}


def area(codes: Codes, code: str, lang: str) -> dict[str, str]:
    """Tell one area: code, UN name, short name."""
    return {"id": code, "name": codes.name(code, lang), "short": codes.short(code, lang)}


def legend(teller: Teller, shown: Indicator) -> list[str]:
    """Label the fixed classes of an indicator, lowest first."""
    bounds = shown.classes
    labels = [teller.say("legend.under", bound=plain(teller, bounds[0]))]
    for low, high in zip(bounds, bounds[1:], strict=False):
        labels.append(
            teller.say("legend.between", low=plain(teller, low), high=plain(teller, high))
        )
    return [*labels, teller.say("legend.over", bound=plain(teller, bounds[-1]))]


def plain(teller: Teller, bound: float) -> str:
    """Write a bound of a class without needless decimals."""
    return numbers.round_short(bound, teller.words, teller.lang)


def insight(teller: Teller, rows: pd.DataFrame) -> str:
    """Compute the one sentence that a year's numbers say."""
    period = str(rows["time_period"].iloc[0])
    valued = rows[rows["obs_value"] > 0].sort_values("obs_value", ascending=False, kind="stable")
    if valued.empty:
        return no_data(teller, rows, period)
    sentences = [
        shares(teller, valued) if teller.answer.indicator.may_sum.areas else range_(teller, valued)
    ]
    lacking = rows[rows["state"] == State.MISSING]["ref_area"].tolist()
    lacking += rows[rows["flags"].str.contains("partial_sum")]["ref_area"].tolist()
    if lacking:
        sentences.append(teller.say("insight.lacking", areas=teller.names(lacking)))
    broken = rows[rows["change_state"] == Change.BREAK]
    if len(broken):
        places = ", ".join(f"{teller.name(r.ref_area)} ({r.break_period})" for r in broken.itertuples())
        sentences.append(teller.say("insight.broken", areas=places))
    return " ".join(sentences)


def no_data(teller: Teller, rows: pd.DataFrame, period: str) -> str:
    """Say that a year has no data, and which years nearest to it have; or that all is zero."""
    if (rows["state"] == State.ZERO).any():
        return teller.say("insight.zero", year=period)
    periods = teller.answer.choices.periods
    before = max((p for p in periods if p < period), default="")
    after = min((p for p in periods if p > period), default="")
    nearest = ", ".join(year for year in (before, after) if year)
    return teller.say("insight.no_data", year=period, nearest=nearest)


def shares(teller: Teller, valued: pd.DataFrame) -> str:
    """Say how many of each 100 persons the first two areas have."""
    period = str(valued["time_period"].iloc[0])
    first = valued.iloc[0]
    if len(valued) == 1:
        return teller.say(
            "insight.one", area=teller.name(first.ref_area), value=teller.short(first.obs_value)
        )
    whole = teller.answer.totals.loc[period, "obs_value"]
    parts = [
        numbers.full(round(100 * row.obs_value / whole), teller.lang)
        for row in valued.head(2).itertuples()
    ]
    return teller.say(
        "insight.shares",
        first=teller.name(first.ref_area),
        first_share=parts[0],
        second=teller.name(valued.iloc[1].ref_area),
        second_share=parts[1],
    )


def range_(teller: Teller, valued: pd.DataFrame) -> str:
    """Say the highest and lowest value, where a sum would mean nothing."""
    high, low = valued.iloc[0], valued.iloc[-1]
    return teller.say(
        "insight.range",
        high=teller.name(high.ref_area),
        high_value=teller.full(high.obs_value),
        low=teller.name(low.ref_area),
        low_value=teller.full(low.obs_value),
        unit=teller.say(f"unit.{teller.answer.indicator.unit_measure}"),
    )

"""The small cube that a browser needs to draw every year of one answer: numbers with words."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from data.catalogue import Catalogue, Indicator
from data.codes import Codes
from data.panorama import Answer, Change, State
from data.words import Words, numbers
from layouts.parts import insight

STATES = tuple(State)
MOST_NAMED = 3


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
        """Join short names of areas by commas; more than three are only counted."""
        if len(areas) > MOST_NAMED:
            return self.say("areas.counted", count=len(areas), areas=len(self.answer.view.ref_area))
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
        """Say a cell's flags and missing parts in one line."""
        said = [self.say(f"flag.{flag}") for flag in row.flags.split()]
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
        asked = len(self.answer.view.ref_area)
        valued = not math.isnan(row.obs_value)
        later = period > self.answer.view.base
        change = (
            numbers.change(row.change, self.words, self.lang) if row.change > 0 and later else ""
        )
        return {
            "v": row.obs_value if valued else None,
            "t": self.short(row.obs_value) if valued else "",
            "f": self.full(row.obs_value) if valued else "",
            "n": self.gap_of(row, summed=valued),
            "c": change,
            "w": self.compared(row, change, later=later),
            "r": self.say("total.reported", reported=row.reported, areas=asked),
        }

    def gap_of(self, row: Any, *, summed: bool) -> str:  # noqa: ANN401 - itertuples
        """Say which areas a year lacks, wholly or in part."""
        gaps = (*row.missing, *row.partial)
        if not gaps or not row.reported:
            return ""
        return self.say("total.lacks" if summed else "total.gaps", areas=self.names(gaps))

    def compared(self, row: Any, change: str, *, later: bool) -> str:  # noqa: ANN401 - itertuples
        """Say between which areas the change of a total was computed, or why it was not."""
        if not later:
            return self.say("total.not_later")
        if not change:
            return self.say("total.no_change")
        if row.change_without:
            return self.say("total.without", areas=self.names(row.change_without))
        return self.say("total.same")


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
    rows = list(answer.cells.itertuples(index=False))
    cells = {
        area: columns_of([teller.cell(row) for row in rows if row.ref_area == area])
        for area in answer.view.ref_area
    }
    totals = [teller.total(str(row.Index), row) for row in answer.totals.itertuples()]
    return {
        "stops": [stop(teller, catalogue, period) for period in answer.stops],
        "areas": [area(codes, code, lang) for code in answer.view.ref_area],
        "cells": cells,
        "totals": columns_of(totals),
        "insights": [
            insight.sentence(teller, [row for row in rows if row.time_period == period])
            for period in answer.stops
        ],
        "legend": legend(teller, answer.indicator),
        "unit": teller.say(f"indicator.{answer.indicator.id}.short"),
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

"""The small cube that a browser needs to draw every year of one answer: numbers with words."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from data.catalogue import Catalogue, Indicator
from data.changes import Change, by_difference
from data.codes import Codes
from data.panorama import Answer, State
from data.periods import YEAR_BEFORE, base_of, place
from data.schema import COUNTS, LOWER_BOUND, PARTIAL_PERIOD, WORLD
from data.selection import FORECAST
from data.sums import PARTIAL_SUM, has_flag
from data.words import Words, numbers, periods
from data.words.lists import joined
from layouts.figures import theme
from layouts.parts import insight

STATES = tuple(State)
MOST_NAMED = 3
# Units that are long, and those that say of what a figure is a part.
SAID_ONCE = (*COUNTS, "per_1000", "cop_per_month")
OF_SOMETHING = ("percent", "index")
# What keeps a change from being computed, be it of the period itself or of its base.
OF_EITHER = {
    Change.LOWER_BOUND: LOWER_BOUND,
    Change.PARTIAL: PARTIAL_SUM,
    Change.PARTIAL_PERIOD: PARTIAL_PERIOD,
}


class Teller:
    """Says the cells and totals of one answer in one language."""

    def __init__(
        self, answer: Answer, codes: Codes, words: Words, catalogue: Catalogue, lang: str
    ) -> None:
        """Keep what every sentence needs."""
        self.answer = answer
        self.codes = codes
        counted = [name for name in answer.cells["definition"].unique() if name]
        source = catalogue.sources[answer.view.source.split(".")[0]]
        dated = catalogue.definitions[counted[0]] if counted else source
        self.reference = dated.reference_date
        self.differs = len(counted) > 1
        self.words = words
        self.lang = lang
        self.decimals = answer.indicator.decimals
        cut = answer.cells["time_period"].isin(answer.choices.partial)
        marked = answer.cells[answer.cells["marked"] & ~cut]
        self.marked = {
            str(period): tuple(rows["area"]) for period, rows in marked.groupby("time_period")
        }
        known = answer.cells[answer.cells["obs_value"].notna()]
        self.bounds = set(known.loc[has_flag(known["flags"], LOWER_BOUND), "time_period"])
        held = answer.cells["change_state"] == Change.LOWER_BOUND
        self.unheld = set(answer.cells.loc[held, "time_period"])
        self.notes: dict[str, int] = {"": 0}

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the teller's language."""
        return self.words.say(key, self.lang, **values)

    def name(self, area: str) -> str:
        """Give the short name of an area; all of them together are no country."""
        if area == WORLD:
            return self.say("areas.together")
        return self.codes.short(area, self.lang)

    def names(self, areas: Sequence[str]) -> str:
        """Join short names of areas as a sentence does; more than three are only counted."""
        if len(areas) > MOST_NAMED:
            return self.say("areas.counted", count=len(areas), areas=len(self.answer.view.areas))
        return joined(map(self.name, areas), self.lang)

    def short(self, value: float) -> str:
        """Write a value as it fits on the map."""
        return numbers.short(value, self.words, self.lang, self.decimals)

    def full(self, value: float) -> str:
        """Write a value with all its digits."""
        return numbers.full(value, self.lang, self.decimals)

    def bounded(self, text: str, *, bound: bool) -> str:
        """Write before a value that it is a lower bound, if it is one."""
        return self.say("number.at_least", value=text) if bound else text

    def amount(self, value: float) -> str:
        """Write a value with its unit, as it is read aloud: of money, in words."""
        unit = self.answer.indicator.unit_measure
        if unit == "usd":
            return numbers.money(value, self.words, self.lang)
        return self.say(f"amount.{unit}", number=self.full(value), unit=self.noun())

    def plainly(self, value: float) -> str:
        """Write a value where its unit was said before; what is short is said again."""
        if self.answer.indicator.unit_measure in SAID_ONCE:
            return self.full(value)
        return self.amount(value)

    def measured(self, value: float) -> str:
        """Write a value with all that its unit says, also of what it is a part."""
        unit = self.answer.indicator.unit_measure
        if unit not in OF_SOMETHING:
            return self.amount(value)
        return self.say(f"amount.whole_{unit}", number=self.full(value), unit=self.unit())

    def unit(self) -> str:
        """Say what is counted, in one word or two."""
        return self.say(f"indicator.{self.answer.indicator.id}.short")

    def noun(self) -> str:
        """Say what is counted, in one word: what a legend says more of, a sentence does not."""
        key = f"indicator.{self.answer.indicator.id}.noun"
        return self.say(key) if self.words.has(key) else self.unit()

    def period(self, period: str) -> str:
        """Say a period."""
        return periods.said(period, self.reference, self.words, self.lang)

    def brief(self, period: str) -> str:
        """Write a period short."""
        return periods.short(period, self.lang)

    def months(self, flags: str) -> str:
        """Name the months that a period with these flags has; none when it is whole."""
        return periods.months_said(periods.months_of(flags), self.lang)

    def note(self, text: str) -> int:
        """Keep a note once and give its place."""
        return self.notes.setdefault(text, len(self.notes))

    def cell(self, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of itertuples
        """Tell one cell: value, texts, state, class, note and change."""
        state = State(row.state)
        valued = state in (State.VALUE, State.ZERO)
        text = self.say(f"state.{state}")
        mark = self.say("number.mark") if row.marked else ""
        change, tone = self.change_of(row)
        bound = LOWER_BOUND in row.flags.split()
        return {
            "v": row.obs_value if valued else None,
            "t": self.bounded(self.short(row.obs_value) + mark, bound=bound) if valued else text,
            "f": self.bounded(self.full(row.obs_value) + mark, bound=bound) if valued else text,
            "m": int(row.marked),
            "s": STATES.index(state),
            "k": int(row.klass) if state is State.VALUE and row.obs_value else -1,
            "n": self.note(self.note_of(row)),
            "o": row.obs_status,
            "g": row.flags,
            "c": change,
            "d": tone,
        }

    def note_of(self, row: Any) -> str:  # noqa: ANN401 - a row of itertuples
        """Say a cell's flags, missing parts, and what is counted where that differs."""
        flags = [flag for flag in row.flags.split() if not flag.startswith("has_")]
        said = [self.say(f"flag.{flag}") for flag in flags if flag != PARTIAL_PERIOD]
        if PARTIAL_PERIOD in flags:
            said.insert(0, self.say("browser.partial_period", months=self.months(row.flags)))
        if row.obs_status == FORECAST:
            derived = self.answer.indicator.formula is not None and not row.ahead
            said.append(self.say("panorama.base_projected" if derived else "panorama.projected"))
        if row.lacks:
            parts = ", ".join(self.say(f"indicator.{part}.name").lower() for part in row.lacks)
            said.append(self.say("panorama.lacks", parts=parts))
        if self.differs and row.definition:
            counted = self.say(f"definition.{row.definition}.counted")
            said.append(self.say("panorama.counts", counted=counted))
        return ". ".join(text.rstrip(".") for text in said)

    def change_of(self, row: Any) -> tuple[str, str]:  # noqa: ANN401 - a row of itertuples
        """Say a cell's change since the base, or in one word why there is none."""
        state = Change(row.change_state)
        if state is Change.COMPUTED:
            return self.changed(row.change), state.value
        of_base = state in OF_EITHER and OF_EITHER[state] not in row.flags.split()
        key = f"change.base_{state}" if of_base else f"change.{state}"
        return self.say(key, year=row.break_period), state.value

    def changed(self, change: float) -> str:
        """Write a change: in per cent of a count, as a difference of a rate or a balance."""
        if not by_difference(self.answer.indicator):
            return numbers.change(change, self.words, self.lang)
        unit = self.answer.indicator.unit_measure
        return numbers.difference(change, unit, self.words, self.lang, self.decimals)

    def total(self, period: str, row: Any) -> dict[str, Any]:  # noqa: ANN401 - itertuples
        """Tell the total of one period, its change, and what both leave out."""
        asked = len(self.answer.view.areas)
        valued = not math.isnan(row.obs_value)
        partial = tuple(dict.fromkeys((*row.partial, *self.marked.get(period, ()))))
        gaps = {"missing": row.missing, "partial": partial}
        cut = period in self.answer.choices.partial
        mark = self.say("number.mark") if any(gaps.values()) or cut else ""
        later = period > base_of(period, self.answer.view.base)
        change = self.changed(row.change) if later and not math.isnan(row.change) else ""
        bound = period in self.bounds
        return {
            "v": row.obs_value if valued else None,
            "t": self.bounded(self.short(row.obs_value) + mark, bound=bound) if valued else "",
            "f": self.bounded(self.full(row.obs_value) + mark, bound=bound) if valued else "",
            "n": self.gap_of(gaps, summed=valued) if row.reported else "",
            "c": change,
            "w": self.compared(row, change, later=later),
            "r": self.say("total.reported", reported=row.reported, areas=asked),
        }

    def gap_of(self, gaps: Mapping[str, Sequence[str]], *, summed: bool) -> str:
        """Say which areas a period lacks, wholly or in part."""
        said = [
            self.say(f"total.{key}", areas=self.names(areas))
            for key, areas in gaps.items()
            if areas
        ]
        return "; ".join([self.say("total.sum"), *said] if said and summed else said)

    def compared(self, row: Any, change: str, *, later: bool) -> str:  # noqa: ANN401 - itertuples
        """Say between which areas the change of a total was computed, or why it was not."""
        if not later:
            return self.say("total.not_later")
        if not change:
            cut = {row.Index, base_of(row.Index, self.answer.view.base)} & {
                *self.answer.choices.partial
            }
            unheld = "total.lower_bound" if row.Index in self.unheld else "total.no_change"
            return self.say("total.partial_period" if cut else unheld)
        if len(row.change_without) > MOST_NAMED:
            areas = len(self.answer.view.areas)
            count = areas - len(row.change_without)
            return self.say("total.between", count=count, areas=areas)
        if row.change_without:
            return self.say("total.without", areas=self.names(row.change_without))
        same_part = self.answer.view.base == YEAR_BEFORE
        return self.say("total.same_part" if same_part else "total.same")


def columns_of(cells: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Turn rows into columns: they compress better."""
    return {key: [cell[key] for cell in cells] for key in cells[0]} if cells else {}


def tell(answer: Answer, codes: Codes, words: Words, catalogue: Catalogue, lang: str) -> dict:
    """Tell one answer to the browser.

    Returns:
        ``stops``, ``areas``, ``cells`` (by area, each a list along the stops), ``totals``,
        ``insights``, ``notes``, ``legend``, ``bounds`` (of its classes): everything that a step in
        time needs, in words.
    """
    teller = Teller(answer, codes, words, catalogue, lang)
    rows = list(answer.cells.itertuples(index=False))
    cells = {
        area: columns_of([teller.cell(row) for row in rows if row.area == area])
        for area in answer.view.areas
    }
    totals = [teller.total(str(row.Index), row) for row in answer.totals.itertuples()]
    return {
        "stops": [stop(teller, period) for period in answer.stops],
        "areas": [area(teller, code) for code in answer.view.areas],
        "cells": cells,
        "totals": columns_of(totals),
        "insights": [
            insight.sentence(teller, [row for row in rows if row.time_period == period])
            for period in answer.stops
        ],
        "legend": legend(teller, answer.indicator),
        "bounds": [plain(teller, bound) for bound in answer.indicator.classes],
        "palette": palette(answer.indicator),
        "unit": teller.unit(),
        "decimals": answer.indicator.decimals,
        "notes": list(teller.notes),
        "latest": answer.both or answer.choices.latest,
        "single": len(answer.choices.periods) == 1,
    }


def stop(teller: Teller, period: str) -> dict[str, Any]:
    """Tell one stop of the time bar.

    Returns:
        ``says`` and ``short`` (its period in words), ``x`` (its place on an axis of years),
        ``has`` (whether it has data), ``partial`` (the months that it has, when it lacks
        others), ``ahead`` (whether it is a projection), ``base`` (what its changes are counted
        from).
    """
    answer = teller.answer
    said = teller.period(period)
    months = ""
    if period in answer.choices.partial:
        flags = answer.cells.loc[answer.cells["time_period"] == period, "flags"]
        months = teller.months(max(flags, key=len))
        said = teller.say("period.partial", period=said, months=months) if months else said
    ahead = period in answer.choices.ahead
    if ahead:
        said = teller.say("period.ahead", period=said)
    if period == answer.both and period != answer.choices.latest:
        said = teller.say("period.both", period=said)
    base = base_of(period, answer.view.base) if answer.view.base else ""
    return {
        "id": period,
        "says": said,
        "short": periods.short(period, teller.lang),
        "x": place(period),
        "has": period in answer.choices.periods,
        "partial": months,
        "ahead": ahead,
        "base": periods.short(base, teller.lang) if base else "",
    }


def area(teller: Teller, code: str) -> dict[str, str]:
    """Tell one area: code, UN name, short name."""
    if code == WORLD:
        whole = {"name": teller.say("areas.together"), "short": teller.say("areas.together_short")}
        return {"id": code, **whole}
    name = teller.codes.name(code, teller.lang)
    return {"id": code, "name": name, "short": teller.name(code)}


def palette(shown: Indicator) -> list[list[Any]]:
    """Tell the colours of the classes: fill, text on it, whether it needs an outline."""
    fills = theme.classes(shown.classes, signed=shown.signed)
    return [[fill, theme.ink_on(fill), theme.is_pale(fill)] for fill in fills]


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

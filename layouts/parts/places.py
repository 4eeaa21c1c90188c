"""The cube of a country's places: every figure of every period, in numbers and in words."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
from babel.lists import format_list

from data import periods, places
from data.catalogue import Catalogue
from data.codes import UNLOCATED, Codes
from data.codes.labels import JOINED
from data.guard import Permit
from data.places import FEW, Places
from data.schema import COUNTS, PARTIAL_PERIOD
from data.words import Words, numbers
from data.words import periods as said_periods
from layouts.figures import theme

STATES = ("value", "zero", "missing", "not_applicable", "few", "none")
NOT_APPLICABLE = "O"
WITHHELD = "withheld"
NEARLY_ALL, ALL, HALF = 99, 100, 50  # per cent
ONE, TENTH = 1, 0.1
LIMA = "PE-LIM"  # one unit of two outlines


class Teller:
    """Says the places of one answer in one language."""

    def __init__(
        self, answer: Places, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every figure needs."""
        self.answer = answer
        self.codes = codes
        self.words = words
        self.lang = lang
        self.decimals = answer.card.decimals
        dated = [catalogue.definitions[name] for name in answer.definitions]
        self.reference = dated[0].reference_date if dated else "year_end"
        self.notes: dict[str, int] = {"": 0}

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the teller's language."""
        return self.words.say(key, self.lang, **values)

    @property
    def one(self) -> str:
        """Say what one of the country's units is."""
        return self.say(f"unit_kind.{self.answer.kind}")

    @property
    def many(self) -> str:
        """Say what the country's units are."""
        return self.say(f"unit_kinds.{self.answer.kind}")

    @property
    def unit(self) -> str:
        """Say what is counted."""
        return self.say(f"indicator.{self.answer.card.id}.short")

    @property
    def meaning(self) -> str:
        """Say what a unit is of a figure, where it is not the place in which persons live."""
        key = f"place_of.{self.answer.asked.indicator}"
        return self.say(key, unit=self.one) if self.words.has(key) else ""

    def name(self, area: str) -> str:
        """Name a place: a unit, units drawn together, those in none, the country."""
        if area.endswith(UNLOCATED):
            is_left = self.answer.with_rest()["left"].any()
            return self.say("located.left" if is_left else "located.rest")
        if area == self.answer.asked.country:
            return self.say("located.country_row", area=self.codes.short(area, self.lang))
        return " + ".join(self.codes.short(unit, self.lang) for unit in area.split(JOINED))

    def full(self, value: float) -> str:
        """Write a value with all its digits."""
        return numbers.full(value, self.lang, self.decimals)

    def short(self, value: float) -> str:
        """Write a value as it fits on the map."""
        return numbers.short(value, self.words, self.lang, self.decimals)

    def period(self, period: str) -> str:
        """Say a period."""
        return said_periods.said(period, self.reference, self.words, self.lang)

    def percent(self, share: float) -> str:
        """Write a share: what is not all is never written as all, nor what is not none as none."""
        if 0 < share < TENTH:
            return self.say("located.under_tenth")
        told, decimals = float(round(share)), 0
        if 0 < share < ONE and round(share, 1) < ONE:
            told, decimals = round(share, 1), 1
        elif NEARLY_ALL < share < ALL:
            told, decimals = math.floor(share * 10) / 10, 1
        number = numbers.full(told, self.lang, decimals)
        return self.say("number.percent", number=number)

    def note(self, text: str) -> int:
        """Keep a note once and give its place."""
        return self.notes.setdefault(text, len(self.notes))

    def text(self, state: str, value: float, *, full: bool) -> str:
        """Write a cell: its value, or in words why there is none."""
        if state in ("value", "zero"):
            return self.full(value) if full else self.short(value)
        return self.say(f"place_state.{state}", few=FEW)

    def cell(self, row: Mapping[str, Any] | None, *, drawn: bool) -> dict[str, Any]:
        """Tell one figure of one period.

        Args:
            row: of ``cells``, or of what :func:`data.places.on_map` gives; none where nobody is
                reported.
            drawn: whether it is told to a map, which does not draw a few persons.
        """
        state = state_of(row, drawn=drawn)
        value = math.nan if row is None else float(row["obs_value"])
        seen = state in ("value", "zero")
        flags = "" if row is None else str(row.get("flags", ""))
        return {
            "v": value if seen else None,
            "t": self.text(state, value, full=False),
            "f": self.text(state, value, full=True),
            "s": STATES.index(state),
            "k": klass(value, self.answer.bounds) if state == "value" else -1,
            "n": self.note(self.note_of(row, flags, state)),
            "o": "" if row is None else str(row.get("obs_status", "")),
            "g": flags,
        }

    def note_of(self, row: Mapping[str, Any] | None, flags: str, state: str) -> str:
        """Say what a figure carries with it: flags, missing months, a unit that lacks."""
        names = [name for name in flags.split() if not name.startswith("has_")]
        said = [self.say(f"flag.{name}") for name in names if name != PARTIAL_PERIOD]
        if PARTIAL_PERIOD in names:
            months = said_periods.months_said(said_periods.months_of(flags), self.lang)
            said.insert(0, self.say("browser.partial_period", months=months))
        if row is not None and row.get("partial"):
            said.append(self.say("places_browser.partial_shape"))
        if row is not None and row.get("left"):
            said.append(self.say("places_browser.left", units=self.many))
        if row is not None and row.get("few") and state == "value":
            said.append(self.say("places_browser.not_drawn", few=FEW))
        return ". ".join(text.rstrip(".") for text in said)

    def located(self, period: str) -> dict[str, Any]:
        """Tell how many are located in a period: numbers, and the words that are always seen."""
        known = self.answer.shares
        rows = known[known["time_period"] == period].to_dict("records")
        if not rows:
            key = "located.no_whole" if self.has(period) else "located.nothing"
            year = said_periods.short(period, self.lang)
            return {"share": None, "percent": "", "says": self.say(key, year=year)}
        (row,) = rows
        values = {name: numbers.full(row[name], self.lang) for name in ("located", "whole")}
        told = {"unit": self.one, "share": self.percent(row["share"]), **values}
        counted = self.answer.counted
        key = "share_of" if counted else "share_behind"
        key = key if row["located"] else "none"
        measure = self.answer.card.unit_measure
        if measure in COUNTS and measure != "persons":
            key, told["counted"] = f"{key}_counted", self.say(f"unit.{measure}")
        says = self.say(f"located.{key}", **told)
        lacking = places.lacking(self.answer, period) if row["share"] == ALL else ()
        if lacking:  # all of a whole that lacks them too
            units = format_list([self.name(each) for each in lacking], locale=self.lang)
            says = self.say("located.lacking", says=says, units=units)
        return {
            "share": round(row["share"], 4),
            "of": [row["located"], row["whole"]] if counted else [],
            "percent": told["share"],
            "says": says,
            "located": values["located"] if counted else "",
            "whole": values["whole"] if counted else "",
            "rest": numbers.full(row["whole"] - row["located"], self.lang) if counted else "",
        }

    def part(self, row: Mapping[str, Any] | None) -> str:
        """Say how many of a hundred who are located a unit has."""
        shares = self.answer.shares
        if row is None or row["unit"] not in self.answer.units or math.isnan(row["obs_value"]):
            return ""
        located = shares.loc[shares["time_period"] == row["time_period"], "located"]
        if not self.answer.counted or not len(located) or not located.iloc[0]:
            return ""
        return numbers.full(100 * row["obs_value"] / located.iloc[0], self.lang, 1)

    def has(self, period: str) -> bool:
        """Tell whether a period has any figure of a place: one that is missing is none."""
        cells = self.answer.cells
        own = cells[(cells["unit"] != self.answer.asked.country) & cells["obs_value"].notna()]
        return bool((own["time_period"] == period).any())

    def opening(self, period: str) -> str:
        """Say why the page opens at a period."""
        best, latest = self.answer.best, self.answer.latest
        if period != best or self.answer.share(best) is None:
            return ""
        if best == latest:
            return self.say("located.best_latest", year=said_periods.short(best, self.lang))
        share = self.percent(self.answer.share(best) or 0)
        years = {"year": said_periods.short(best, self.lang)}
        years["latest"] = said_periods.short(latest, self.lang)
        return self.say("located.best", share=share, **years)

    def insight(self, period: str) -> str:
        """Say what the figures of a period say: where most are, and what the map cannot say."""
        cells = self.answer.cells
        own = cells[(cells["time_period"] == period) & cells["unit"].isin(self.answer.units)]
        own = own[own["obs_value"].notna()]
        said = [self.figures(own.sort_values("obs_value", ascending=False, kind="stable"), period)]
        share = self.answer.share(period)
        if len(own) and share is not None and share < HALF:
            said.insert(0, self.say("located.most_unknown"))
        if withheld := self.withheld(period):
            names = format_list([self.name(unit) for unit in withheld], locale=self.lang)
            said.append(self.say("places_insight.withheld", places=names))
        lacking = len(self.answer.units) - len(own) - len(withheld)
        if lacking and self.has(period):
            count = {"count": lacking, "places": len(self.answer.units), "units": self.many}
            said.append(self.say("places_insight.unplaced", **count))
        return " ".join(filter(None, [*said, self.opening(period)]))

    def withheld(self, period: str) -> list[str]:
        """List the units whose figure is left out, for the source prints it with a mistake."""
        cells = self.answer.cells
        own = cells[(cells["time_period"] == period) & cells["unit"].isin(self.answer.units)]
        silent = own[own["obs_value"].isna()]
        told = zip(silent["unit"], silent["flags"], strict=True)
        return [unit for unit, flags in told if WITHHELD in flags.split()]

    def figures(self, ranked: pd.DataFrame, period: str) -> str:
        """Say the largest figures of a period: of every hundred, or as they are."""
        if ranked.empty:
            return (
                "" if not self.has(period) else self.say("places_browser.no_places", unit=self.one)
            )
        values = dict(zip(ranked["unit"], ranked["obs_value"], strict=True))
        (first, most), *others = values.items()
        if not most:
            return self.say("places_insight.zero")
        known = self.answer.shares
        located = known.loc[known["time_period"] == period, "located"]
        told = {"first": self.name(first), "first_value": self.amount(most)}
        whole = float(located.iloc[0]) if len(located) else 0.0
        if not self.answer.counted or whole < ALL:
            last = list(values)[-1]
            ends = {"last": self.name(last), "last_value": self.amount(values[last])}
            return self.say("places_insight.ends", **told, **ends) if others else ""
        if not others or not others[0][1]:
            return self.say("places_insight.only", **told)
        parts = {
            "first_share": self.of_hundred(most, whole),
            "second": self.name(others[0][0]),
            "second_share": self.of_hundred(others[0][1], whole),
        }
        return self.say("places_insight.shares", unit=self.unit, **told, **parts)

    def of_hundred(self, part: float, whole: float) -> str:
        """Say how many of a hundred a part is."""
        share = round(100 * part / whole)
        return str(share) if share else self.say("places_insight.under_one")

    def amount(self, value: float) -> str:
        """Write a value with its unit."""
        unit = self.answer.card.unit_measure
        return self.say(f"amount.{unit}", number=self.full(value), unit=self.unit)


def state_of(row: Mapping[str, Any] | None, *, drawn: bool) -> str:
    """Tell in which of six states a figure is; nobody reported is none of the others.

    >>> state_of(None, drawn=True), state_of({"obs_value": 3.0, "few": True}, drawn=True)
    ('none', 'few')
    """
    if row is None:
        return "none"
    if math.isnan(row["obs_value"]):
        return "not_applicable" if row.get("obs_status") == NOT_APPLICABLE else "missing"
    if row["obs_value"] == 0:
        return "zero"
    return "few" if drawn and row["few"] else "value"


def klass(value: float, bounds: Sequence[float]) -> int:
    """Give the class of a value, 0 the lowest.

    >>> [klass(value, (10, 100)) for value in (9, 10, 1000)]
    [0, 1, 2]
    """
    return len([bound for bound in bounds if value >= bound])


def tell(teller: Teller, shapes: tuple[str, ...]) -> dict[str, Any]:
    """Tell the places of a country to a browser, which draws them by ``PanoramaSur.unitMap``.

    Args:
        teller: says one answer in one language.
        shapes: what a map draws of the country, as ``store.ground.shapes`` has it.

    Returns:
        ``country``; ``stops``; ``places`` (code, name; units, then those in none, then the
        country); ``cells`` by place and ``drawn`` by shape, each column a list along the stops;
        ``shapes``; ``located`` (one a stop: ``share``, ``percent``, ``says`` …); ``insights``;
        ``states``, ``legend``, ``palette``, ``unit``, ``notes``, ``remarks``.
    """
    answer = teller.answer
    cells = answer.with_rest()
    order = (*answer.units, f"{answer.asked.country}{UNLOCATED}", answer.asked.country)
    kept = [code for code in order if code in set(cells["unit"]) or code in answer.units]
    on_map = places.on_map(answer, shapes)
    return {
        "country": answer.asked.country,
        "stops": [stop(teller, period) for period in answer.stops],
        "places": [{"id": code, "name": teller.name(code)} for code in kept],
        "cells": {
            code: columns(teller, cells[cells["unit"] == code], drawn=False) for code in kept
        },
        "shapes": [
            {"id": shape, "name": teller.name(shape), "units": shape.split(JOINED)}
            for shape in shapes
        ],
        "drawn": {
            shape: columns(teller, on_map[on_map["shape"] == shape], drawn=True) for shape in shapes
        },
        "located": [teller.located(period) for period in answer.stops],
        "insights": [teller.insight(period) for period in answer.stops],
        "states": list(STATES),
        "legend": legend(teller),
        "palette": [
            [fill, theme.ink_on(fill), theme.is_pale(fill)]
            for fill in theme.classes(answer.bounds, signed=answer.card.signed)
        ],
        "unit": teller.unit,
        "few": FEW,
        "summed": isinstance(answer.verdict, Permit),
        "notes": list(teller.notes),
        "remarks": remarks(teller, shapes),
        "latest": answer.latest,
        "best": answer.best,
    }


def columns(teller: Teller, rows: pd.DataFrame, *, drawn: bool) -> dict[str, list[Any]]:
    """Tell the figures of one place along the stops, column by column: they compress better."""
    known = {row["time_period"]: row for row in rows.to_dict("records")}
    told = [teller.cell(known.get(period), drawn=drawn) for period in teller.answer.stops]
    kept = {key: [cell[key] for cell in told] for key in told[0]} if told else {}
    if not drawn:
        kept["p"] = [teller.part(known.get(period)) for period in teller.answer.stops]
    return kept


def stop(teller: Teller, period: str) -> dict[str, Any]:
    """Tell one stop of the time bar, as :func:`layouts.parts.cube.stop` does."""
    cells = teller.answer.cells
    flags = cells.loc[cells["time_period"] == period, "flags"].astype(str)
    cut = [text for text in flags if PARTIAL_PERIOD in text.split()]
    said, months = teller.period(period), ""
    if cut:
        numbers_of = said_periods.months_of(max(cut, key=len))
        months = said_periods.months_said(numbers_of, teller.lang)
        said = teller.say("period.partial", period=said, months=months)
    return {
        "id": period,
        "says": said,
        "short": said_periods.short(period, teller.lang),
        "x": periods.place(period),
        "has": teller.has(period),
        "partial": months,
        "ahead": False,
        "base": "",
    }


def legend(teller: Teller) -> list[str]:
    """Label the classes, lowest first."""
    bounds = [
        numbers.round_short(bound, teller.words, teller.lang) for bound in teller.answer.bounds
    ]
    between = [teller.say("legend.between", low=low, high=high) for low, high in pairwise(bounds)]
    under = teller.say("legend.under", bound=bounds[0])
    return [under, *between, teller.say("legend.over", bound=bounds[-1])]


def remarks(teller: Teller, shapes: tuple[str, ...]) -> list[str]:
    """Say what a map draws otherwise than the units are."""
    together = [shape for shape in shapes if JOINED in shape]
    said = [teller.say("places_browser.joint", units=teller.name(shape)) for shape in together]
    if LIMA in shapes:
        said.append(teller.say("places_browser.joint_lima"))
    return said

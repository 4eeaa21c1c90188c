"""The small cube that a browser needs to draw every period of one question about corridors."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.flows import Answer, alone
from data.guard import Refusal
from data.periods import place
from data.schema import STATELESS, UNKNOWN
from data.view import Chart
from data.words import Words, numbers, periods
from layouts.figures import theme

ARROW = "\u00a0→\u00a0"
FEW_MEMBERS = 60
MOST_NAMED = 2
BREAK = "B"


class Teller:
    """Says the corridors of one answer in one language."""

    def __init__(
        self, answer: Answer, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every sentence needs."""
        self.answer, self.codes, self.words, self.lang = answer, codes, words, lang
        dated = [catalogue.definitions[name] for name in answer.definitions]
        source = catalogue.sources[answer.view.source]
        self.reference = (dated[0] if dated else source).reference_date
        self.held = tuple(sorted(set(answer.corridors["time_period"]) & set(answer.options.stops)))
        self.ranked = ranked(answer.corridors)
        self.whole = by_period(answer.whole)
        self.within = by_period(answer.within)
        self.lacking = frozenset(
            answer.whole.loc[answer.whole["partial"].astype(bool), "time_period"]
        )

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the teller's language."""
        return self.words.say(key, self.lang, **values)

    def name(self, code: str) -> str:
        """Give the short name of an end of a corridor."""
        return self.codes.short(code, self.lang)

    def corridor(self, row: Any) -> str:  # noqa: ANN401 - a row of itertuples
        """Name a corridor by both of its ends."""
        return f"{self.name(row.origin)}{ARROW}{self.name(row.destination)}"

    def short(self, value: float) -> str:
        """Write a value as it fits on a chart."""
        return numbers.short(value, self.words, self.lang)

    def unit(self) -> str:
        """Say what is counted, in one word or two."""
        return self.say(f"indicator.{self.answer.indicator.id}.short")

    def share(self, part: float, whole: float) -> str:
        """Write a part of a whole in per cent; what is not all is never said as all."""
        percent = 100 * part / whole
        shown = round(percent) if percent >= 1 or not percent else round(percent, 1)
        if shown == 100 and part < whole:  # noqa: PLR2004
            shown = 99.9 if percent >= 99.9 else 99  # noqa: PLR2004
        decimals = 0 if shown == round(shown) else 1
        return self.say("number.percent", number=numbers.full(shown, self.lang, decimals))


def ranked(corridors: pd.DataFrame) -> dict[str, list[Any]]:
    """List the corridors of each period that have persons, the largest first."""
    told: dict[str, list[Any]] = {}
    largest_first = corridors[corridors["obs_value"] > 0].sort_values(
        "obs_value", ascending=False, kind="stable"
    )
    for row in largest_first.itertuples():
        told.setdefault(str(row.time_period), []).append(row)
    return told


def by_period(sums: pd.DataFrame) -> dict[str, float]:
    """Give the totals by their periods."""
    return dict(zip(sums["time_period"], sums["obs_value"].astype(float), strict=True))


class Namer(Protocol):
    """What naming an area needs."""

    codes: Codes
    lang: str

    def name(self, code: str) -> str:
        """Give the short name of an area."""


def tell(teller: Teller, colours: Mapping[str, str]) -> dict[str, Any]:
    """Tell the corridors of one answer to the browser.

    Args:
        teller: says them.
        colours: of origins.

    Returns:
        ``stops``; ``held``, the places among them that have data, along which all lists run;
        ``nodes`` by code; ``links`` (origin, destination, values); ``totals`` of destinations, of
        origins and of all; ``steps`` of the threshold with what each leaves; ``insights``.
    """
    answer = teller.answer
    ends = sorted({*answer.corridors["origin"], *answer.corridors["destination"]})
    return {
        "stops": [stop(teller, period) for period in answer.options.stops],
        "held": [answer.options.stops.index(period) for period in teller.held],
        "nodes": {code: node(teller, code, colours) for code in ends},
        "links": links(teller),
        "status": main_status(answer.corridors),
        "totals": {
            "into": by_end(teller, answer.into, "destination"),
            "out_of": by_end(teller, answer.out_of, "origin"),
            "whole": along(teller, answer.whole),
        },
        "numbers": [number_cards(teller, period) for period in teller.held],
        "steps": steps(teller),
        "insights": [sentence(teller, period) for period in answer.options.stops],
        "unit": teller.unit(),
        "samples": samples(teller),
        "most": float(answer.corridors["obs_value"].max() or 0) if len(answer.corridors) else 0,
    }


def stop(teller: Teller, period: str) -> dict[str, Any]:
    """Tell one stop of the time bar."""
    said = periods.said(period, teller.reference, teller.words, teller.lang)
    flags = teller.answer.options.partial.get(period, "")
    months = periods.months_said(periods.months_of(flags), teller.lang) if flags else ""
    return {
        "id": period,
        "says": teller.say("period.partial", period=said, months=months) if months else said,
        "short": periods.short(period, teller.lang),
        "x": place(period),
        "has": period in teller.held,
        "partial": months,
    }


def node(teller: Namer, code: str, colours: Mapping[str, str]) -> dict[str, Any]:
    """Tell one end of corridors: its names, its colour as an origin, who is in it."""
    told: dict[str, Any] = {
        "name": teller.codes.name(code, teller.lang),
        "short": teller.name(code),
        "colour": colours.get(code, theme.OTHER_ORIGIN),
    }
    members = teller.codes.groups.get(code, ())
    if members:
        told["members"] = [teller.name(each) for each in members[:FEW_MEMBERS]]
    return told


def links(teller: Teller) -> list[list[Any]]:
    """Tell the corridors: origin, destination, values along the periods with data.

    A corridor that has other statuses than the answer's main one carries them by place. One that
    has never more than zero is told to a matrix, where a zero and no data look different.
    """
    rows = teller.answer.corridors
    is_matrix = teller.answer.view.show is Chart.MATRIX
    main = main_status(rows)
    places = {period: place for place, period in enumerate(teller.held)}
    values: dict[tuple[str, str], list[int | float | None]] = {}
    marks: dict[tuple[str, str], dict[int, str]] = {}
    for row in rows.itertuples():
        ends = (str(row.origin), str(row.destination))
        at = places.get(str(row.time_period))
        if at is None:
            continue
        values.setdefault(ends, [None] * len(places))[at] = plain(float(row.obs_value))
        if row.obs_status != main:
            marks.setdefault(ends, {})[at] = str(row.obs_status)
    return [
        [*ends, own, *([marks[ends]] if ends in marks else [])]
        for ends, own in sorted(values.items())
        if any(own) or ends in marks or (is_matrix and any(value == 0 for value in own))
    ]


def plain(value: float) -> int | float | None:
    """Write a whole number as one, and a missing value as nothing.

    >>> plain(5.0), plain(float("nan"))
    (5, None)
    """
    if value != value:  # noqa: PLR0124 - not a number is not itself
        return None
    return int(value) if float(value).is_integer() else round(float(value), 3)


def main_status(rows: pd.DataFrame) -> str:
    """Give the status that most corridors have."""
    valued = rows.loc[rows["obs_value"].notna(), "obs_status"]
    return "A" if valued.empty else str(valued.mode().iloc[0])


def along(teller: Teller, sums: pd.DataFrame) -> dict[str, Any]:
    """Tell a total along the periods with data, and where it lacks a part."""
    own = sums.set_index("time_period").reindex(list(teller.held))
    partial = own["partial"].fillna(value=False).astype(bool)
    return {
        "v": [plain(value) for value in own["obs_value"].astype(float)],
        "p": [place for place, lacks in enumerate(partial) if lacks],
    }


def by_end(teller: Teller, sums: pd.DataFrame, end: str) -> dict[str, Any]:
    """Tell the totals of destinations or origins, each along the periods with data."""
    near = {*teller.codes.groups["G_SOUTH_AMERICA"], *teller.codes.regions, *teller.answer.here}
    if teller.answer.indicator.route:  # the country of a register is where its corridors lead
        near |= set(teller.answer.into["destination"])
    is_map = teller.answer.view.show is Chart.MAP  # far countries have no circle of their own there
    told = {
        str(code): along(teller, own)
        for code, own in sums.groupby(end)
        if not is_map or code in near or str(code).startswith("_")
    }
    return {code: each for code, each in told.items() if any(each["v"])}


def steps(teller: Teller) -> list[dict[str, Any]]:
    """Tell each threshold: its words, and period by period what it leaves and which part."""
    shown = teller.answer.shown
    left = {
        (step, period): (corridors, persons)
        for step, period, corridors, persons in zip(
            shown["step"], shown["time_period"], shown["corridors"], shown["obs_value"], strict=True
        )
    }
    told = []
    for step in teller.answer.options.steps:
        own = [left.get((step, period), (0, 0.0)) for period in teller.held]
        told.append(
            {
                "least": step,
                "says": teller.say("flows.at_least", least=teller.short(step))
                if step
                else teller.say("flows.all_corridors"),
                "n": [int(corridors) for corridors, _ in own],
                "part": [
                    teller.share(0.0 if math.isnan(persons) else persons, teller.whole[period])
                    if teller.whole.get(period)
                    else ""
                    for period, (_, persons) in zip(teller.held, own, strict=True)
                ],
            }
        )
    return told


def number_cards(teller: Teller, period: str) -> list[list[str]]:
    """Tell the key numbers of a period besides how many corridors are shown."""
    answer = teller.answer
    if isinstance(answer.verdict, Refusal):
        return []
    whole = teller.whole.get(period)
    if whole is None:
        return []
    lacks = teller.say("flows.lacks") if period in teller.lacking else ""
    note = " · ".join(part for part in (teller.unit(), lacks) if part)
    if answer.both_sides:
        return both_cards(teller, period, note)
    told = [[teller.say("flows.total"), teller.short(whole), note]]
    inside = teller.within.get(period, 0.0)
    if 0 < inside < whole:
        told.append(
            [
                teller.say("flows.within_nine"),
                teller.share(inside, whole),
                teller.say("flows.within_note"),
            ]
        )
    return told


def both_cards(teller: Teller, period: str, note: str) -> list[list[str]]:
    """Tell who arrives in one country and who left it, apart: they are other persons."""
    one = alone(teller.answer.view)
    sides = (
        ("arriving", teller.answer.into, "destination"),
        ("leaving", teller.answer.out_of, "origin"),
    )
    told = []
    for side, sums, end in sides:
        value = by_period(sums[sums[end] == one]).get(period)
        if value is not None:
            label = teller.say(f"flows.{side}", area=teller.name(one))
            told.append([label, teller.short(value), note])
    return told


def samples(teller: Teller) -> list[list[Any]]:
    """Tell round numbers for a legend of widths, largest first: value and text."""
    steps = sorted(teller.answer.options.steps, reverse=True)
    return [[step, numbers.round_short(step, teller.words, teller.lang)] for step in steps if step]


def sentence(teller: Teller, period: str) -> str:
    """Say what a period's corridors say: the two largest, and the largest of another origin."""
    now = teller.ranked.get(period)
    if now is None:
        return nothing(teller, period)
    first = now[0]
    apart = teller.answer.both_sides  # who arrives and who leaves are no parts of one whole
    whole = None if apart else teller.whole.get(period)
    said = [largest(teller, now, whole)]
    flags = teller.answer.options.partial.get(period, "")
    if flags:
        months = periods.months_said(periods.months_of(flags), teller.lang)
        said.insert(0, teller.say("insight.partial", months=months))
    other = next((row for row in now[2:] if is_other(row, first)), None)
    if other is not None:
        said.append(
            teller.say(
                "flows.insight.other",
                corridor=teller.corridor(other),
                value=teller.short(other.obs_value),
            )
        )
    if period in teller.lacking:
        said.append(teller.say("flows.insight.lacks"))
    if broken := [row for row in now if row.obs_status == BREAK]:
        said.append(breaks(teller, broken))
    return " ".join(said)


def breaks(teller: Teller, rows: list[Any]) -> str:
    """Say which corridors are not to be compared with the period before; many are only counted."""
    names = ", ".join(teller.corridor(row) for row in rows[:MOST_NAMED])
    if len(rows) <= MOST_NAMED:
        return teller.say("flows.insight.broken", corridors=names)
    more = len(rows) - MOST_NAMED
    return teller.say("flows.insight.broken_more", corridors=names, count=more)


def is_other(row: Any, first: Any) -> bool:  # noqa: ANN401 - rows of itertuples
    """Tell whether a corridor begins somewhere known, and elsewhere than the first one."""
    return row.origin not in (first.origin, UNKNOWN, STATELESS)


def largest(teller: Teller, now: list[Any], whole: float | None) -> str:
    """Say the two largest corridors, as a part of all where all may be added."""
    first, second = now[0], now[1] if len(now) > 1 else None
    if second is None:
        return teller.say(
            "flows.insight.one",
            corridor=teller.corridor(first),
            value=teller.short(first.obs_value),
        )
    if whole is None:
        return teller.say(
            "flows.insight.two_values",
            first=teller.corridor(first),
            first_value=teller.short(first.obs_value),
            second=teller.corridor(second),
            second_value=teller.short(second.obs_value),
        )
    return teller.say(
        "flows.insight.two",
        first=teller.corridor(first),
        first_share=teller.share(first.obs_value, whole),
        second=teller.corridor(second),
        second_share=teller.share(second.obs_value, whole),
    )


def nothing(teller: Teller, period: str) -> str:
    """Say that a period has no corridor with data, and the nearest ones that have."""
    found: Iterable[str] = teller.answer.options.periods
    before = max((each for each in found if each < period), default="")
    after = min((each for each in found if each > period), default="")
    nearest = ", ".join(periods.short(each, teller.lang) for each in (before, after) if each)
    if not nearest:
        return teller.say("flows.insight.never")
    return teller.say(
        "flows.insight.no_data", year=periods.short(period, teller.lang), nearest=nearest
    )

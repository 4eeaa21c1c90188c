"""The small cube that a browser needs to draw every period of one question about corridors."""

import math
from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd

from data.codes import Codes
from data.flows import alone
from data.guard import Refusal
from data.periods import place
from data.schema import STATELESS, UNKNOWN
from data.view import Chart
from data.words import numbers, periods
from layouts.figures import theme
from layouts.parts.corridor_words import Teller, by_period, sentence

FEW_MEMBERS = 60
# Origins that are no place: nobody is "leaving" them.
NO_PLACE = {
    UNKNOWN: "flows_browser.from_unknown",
    STATELESS: "flows_browser.from_stateless",
}


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
        ``asked``, which pairs are asked for at all; ``nodes`` by code; ``links`` (origin,
        destination, values, statuses, notes); ``notes``, what is said of figures that lack
        something; ``totals`` of destinations, of origins and of all; ``zeros``, how many corridors
        have a nought; ``steps`` of the threshold with what each leaves; ``insights``;
        ``elsewhere``, by place of a stop the countries that the source counts in a way that is not
        comparable.
    """
    answer = teller.answer
    ends = {*answer.corridors["origin"], *answer.corridors["destination"]}
    if answer.view.show is Chart.MATRIX:
        ends |= {code for codes in answer.standing for code in codes}
    if answer.view.show is Chart.MAP:  # a country asked for stands there with its nought or no data
        ends |= set(answer.here)
    told = links(teller)
    return {
        "stops": [stop(teller, period) for period in answer.options.stops],
        "held": [answer.options.stops.index(period) for period in teller.held],
        "asked": {
            "into": list(answer.ends.into),
            "out_of": list(answer.ends.out_of),
            "either": answer.ends.either,
            "standing": [list(codes) for codes in answer.standing],
        },
        "nodes": {code: node(teller, code, colours) for code in sorted(ends)},
        "links": told,
        "notes": list(teller.notes),
        "status": main_status(answer.corridors),
        "totals": {
            "into": by_end(teller, answer.into, "destination"),
            "out_of": by_end(teller, answer.out_of, "origin"),
            "whole": along(teller, answer.whole),
        },
        "numbers": [number_cards(teller, period) for period in teller.held],
        "zeros": zeros(teller),
        "steps": steps(teller),
        "insights": [sentence(teller, period) for period in answer.options.stops],
        "elsewhere": elsewhere(teller),
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


def elsewhere(teller: Teller) -> dict[int, list[list[str]]]:
    """Tell the destinations without a comparable figure, by place of their period."""
    told = teller.answer.elsewhere
    return {
        at: [[area, teller.name(area)] for area in told[period]]
        for at, period in enumerate(teller.answer.options.stops)
        if period in told
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

    A corridor that has other statuses than the answer's main one carries them by place, and one
    whose figures lack something the place of the note that says what. One that has never more than
    zero is told to a matrix, where a zero and no data look different.
    """
    rows = teller.answer.corridors
    is_matrix = teller.answer.view.show is Chart.MATRIX
    main = main_status(rows)
    places = {period: place for place, period in enumerate(teller.held)}
    values: dict[tuple[str, str], list[int | float | None]] = {}
    marks: dict[tuple[str, str], dict[int, str]] = {}
    notes: dict[tuple[str, str], dict[int, int]] = {}
    for row in rows.itertuples():
        ends = (str(row.origin), str(row.destination))
        at = places.get(str(row.time_period))
        if at is None:
            continue
        values.setdefault(ends, [None] * len(places))[at] = plain(float(row.obs_value))
        if row.obs_status != main:
            marks.setdefault(ends, {})[at] = str(row.obs_status)
        if (note := teller.note(str(row.flags))) is not None:
            notes.setdefault(ends, {})[at] = note
    return [
        [*ends, own, *told_apart(marks.get(ends), notes.get(ends))]
        for ends, own in sorted(values.items())
        if any(own) or ends in marks or (is_matrix and any(value == 0 for value in own))
    ]


def told_apart(marks: dict[int, str] | None, notes: dict[int, int] | None) -> list[dict[int, Any]]:
    """Give what a corridor has besides its values: nothing, statuses, or statuses and notes."""
    if notes:
        return [marks or {}, notes]
    return [marks] if marks else []


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
    here = teller.answer.here if is_map else ()
    return {
        code: each
        for code, each in told.items()
        if any(each["v"]) or (code in here and 0 in each["v"])
    }


def zeros(teller: Teller) -> list[int]:
    """Count the corridors whose figure is nought, along the periods with data."""
    rows = teller.answer.corridors
    own = rows[(rows["obs_value"] == 0) & (rows["origin"] != rows["destination"])]
    counted = own["time_period"].value_counts()
    return [int(counted.get(period, 0)) for period in teller.held]


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
                    teller.part(0.0 if math.isnan(persons) else persons, period)
                    if teller.whole.get(period) and period not in teller.marked
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
    if 0 < inside < whole and period not in teller.marked:
        told.append(
            [
                teller.say("flows.within_nine"),
                teller.share(inside, whole),
                teller.say("flows.within_note", part=teller.say(teller.part_of(period))),
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
            if one in NO_PLACE:
                label = teller.say(NO_PLACE[one])
            told.append([label, teller.short(value), note])
    return told


def samples(teller: Teller) -> list[list[Any]]:
    """Tell round numbers for a legend of widths, largest first: value and text."""
    steps = sorted(teller.answer.options.steps, reverse=True)
    return [[step, numbers.round_short(step, teller.words, teller.lang)] for step in steps if step]

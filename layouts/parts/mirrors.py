"""One corridor in the mirror, told to the browser: lines, gaps, definitions, who reports what."""

import math
from itertools import combinations
from typing import Any

from data.catalogue import FACTS, Reporter
from data.mirror import Line, alike, gap, is_same_record, reference, valued
from data.periods import Freq, freq_of, place
from data.words import numbers, periods
from layouts.figures import theme
from layouts.parts.corridor_words import ARROW
from layouts.parts.corridors import plain
from layouts.parts.mirror_words import MirrorTeller, label, sentence

TICKS = 4
ESTIMATED = ("E", "I", "F")
THOUSAND = 1000


def tell(teller: MirrorTeller) -> dict[str, Any]:
    """Tell a mirror to the browser.

    Returns:
        ``stops``, ``held``, ``insights``, ``numbers`` as the other views of corridors have them,
        and ``mirror``: ``lines`` with their values, ``charts``, ``gaps``, ``common``, ``facts``,
        ``triangle``.
    """
    mirror = teller.mirror
    told = [line(teller, each, place) for place, each in enumerate(mirror.lines)]
    held = [
        at for at, _ in enumerate(mirror.stops) if any(each["v"][at] is not None for each in told)
    ]
    return {
        "stops": [stop(teller, period, at in held) for at, period in enumerate(mirror.stops)],
        "held": held,
        "insights": [sentence(teller, period) for period in mirror.stops],
        "numbers": [cards(teller, mirror.stops[at]) for at in held],
        "unit": teller.say("unit.persons"),
        "mirror": {
            "origin": mirror.origin,
            "destination": mirror.destination,
            "title": f"{teller.name(mirror.origin)}{ARROW}{teller.name(mirror.destination)}",
            "lines": told,
            "charts": [chart(teller, kind) for kind in ("stock", "flow")],
            "gaps": [gaps(teller, period) for period in mirror.stops],
            "common": common(teller),
            "apart": teller.say("mirror.other_kind"),
            "facts": facts(teller),
            "silent": silent(teller),
            "triangle": triangle(teller),
        },
    }


def stop(teller: MirrorTeller, period: str, has: bool) -> dict[str, Any]:  # noqa: FBT001
    """Tell one stop of the time bar."""
    return {
        "id": period,
        "says": says(teller, period),
        "short": periods.short(period, teller.lang),
        "x": place(period),
        "has": has,
        "partial": "",
    }


def says(teller: MirrorTeller, period: str) -> str:
    """Say a year, and the five years that figures are of which are not of it alone."""
    at = {own.at(period) for own, _ in valued(teller.mirror.lines, period)}
    spans = sorted(each for each in at if freq_of(each) is Freq.FIVE_YEARS)
    if not spans:
        return period
    if len(spans) == len(at):
        return teller.joined(periods.said(each, "", teller.words, teller.lang) for each in spans)
    short = teller.joined(periods.short(each, teller.lang) for each in spans)
    return teller.say("mirror.and_span", year=period, span=short)


def line(teller: MirrorTeller, own: Line, place: int) -> dict[str, Any]:
    """Tell one line: its names, its colour, its values and periods along the stops."""
    at = [own.at(stop) for stop in teller.mirror.stops]
    values = [own.values.get(period, math.nan) for period in at]
    return {
        "id": own.id,
        "indicator": own.card.id,
        "source": own.source,
        "name": teller.say(f"indicator.{own.card.id}.name"),
        "by": teller.say(f"source.{own.source}.name"),
        "kind": "stock" if own.is_stock else "flow",
        "spans": any(freq_of(period) == "A5" for period in own.values),
        "estimate": any(status in ESTIMATED for status in own.statuses.values()),
        "colour": theme.CATEGORICAL[(2, 5, 0, 7, 1, 3, 8, 4, 6)[place % 9]],
        "v": [plain(value) for value in values],
        "p": [periods.short(period, teller.lang) if period else "" for period in at],
        "o": [own.statuses.get(period, "") for period in at],
        "n": {
            place: teller.note(own, each) for place, each in enumerate(at) if each in own.lacking
        },
        "q": at if any("/" in period for period in at) else None,
    }


def chart(teller: MirrorTeller, kind: str) -> dict[str, Any]:
    """Tell the axis of the lines of one kind: its title, its top and its ticks."""
    own = [each for each in teller.mirror.lines if each.is_stock == (kind == "stock")]
    values = [value for each in own for value in each.values.values() if value == value]  # noqa: PLR0124
    top = max(values, default=0.0)
    step = nice(top / TICKS) if top else 1.0
    count = math.ceil(top / step) if top else 1
    ticks = [step * each for each in range(count + 1)]
    return {
        "kind": kind,
        "title": teller.say(f"mirror.{kind}"),
        "top": ticks[-1],
        "ticks": [[tick, numbers.round_short(tick, teller.words, teller.lang)] for tick in ticks],
    }


def nice(step: float) -> float:
    """Give the next round number from a step up.

    >>> nice(0.3), nice(180000.0), nice(2.0)
    (1.0, 200000.0, 2.0)
    """
    power = 10 ** math.floor(math.log10(max(step, 1)))
    return float(next(each * power for each in (1, 2, 5, 10) if each * power >= step))


def gaps(teller: MirrorTeller, period: str) -> list[str]:
    """Say for every line how far it is from the period's reference among its like."""
    return [gap_of(teller, each, period) for each in teller.mirror.lines]


def common(teller: MirrorTeller) -> list[int | None]:
    """Place for every stop the latest one up to it in which lines that may be compared meet."""
    lines, definitions = teller.mirror.lines, teller.catalogue.definitions
    found: list[int | None] = []
    for at, period in enumerate(teller.mirror.stops):
        now = [each for each, _ in valued(lines, period)]
        meet = any(alike(one, other, definitions) for one, other in combinations(now, 2))
        found.append(at if meet else next(iter(found[-1:]), None))
    return found


def gap_of(teller: MirrorTeller, own: Line, period: str) -> str:
    """Say how far a line is from its reference in a period; nothing where it has no value."""
    lines, definitions = teller.mirror.lines, teller.catalogue.definitions
    now = [each for each, _ in valued(lines, period)]
    if own not in now:
        return ""
    first = reference(own, lines, period, definitions)
    if own is first:
        compared = [each for each in now if each is not own and alike(each, own, definitions)]
        if compared:
            return teller.say("mirror.first")
        kinds = [each.is_stock for each in now if each is not own]
        if kinds and own.is_stock not in kinds:
            year = periods.short(own.at(period), teller.lang)
            return teller.say("mirror.no_second", year=year)
        return teller.say("mirror.other_kind") if kinds else ""
    if is_same_record(own, first, period):
        return teller.say("mirror.same_record", source=label(teller, first))
    found = gap(own, first, period)
    if found is None:
        return teller.say("mirror.no_gap")
    if not (own.is_whole(period) and first.is_whole(period)):
        return teller.say("mirror.gap_partial")
    difference = teller.difference(found)
    if found.ratio is None:
        return teller.say("mirror.gap_no_ratio", difference=difference)
    return teller.say("mirror.gap", difference=difference, ratio=teller.ratio(found))


def facts(teller: MirrorTeller) -> list[dict[str, Any]]:
    """Tell what each line counts, fact by fact, and where that is not what the first one counts."""
    own = [teller.catalogue.definitions[each.definitions[-1]] for each in teller.mirror.lines]
    if not own:
        return []
    rows = [("counted", [teller.say(f"definition.{each.id}.counted") for each in own])]
    rows += [
        (fact, [teller.say(f"fact.{fact}.{getattr(each, fact)}") for each in own]) for fact in FACTS
    ]
    rows.insert(4, ("left_out", [teller.say(f"definition.{each.id}.left_out") for each in own]))
    told = [
        {
            "name": teller.say(f"fact_name.{name}"),
            "texts": texts,
            "differs": [text != texts[0] for text in texts],
        }
        for name, texts in rows
    ]
    sides = [teller.say(f"mirror.reporter_{each.reporter}") for each in teller.mirror.lines]
    side = {
        "name": teller.say("mirror.fact.reporter"),
        "texts": sides,
        "differs": [text != sides[0] for text in sides],
    }
    return [side, *told]


def silent(teller: MirrorTeller) -> str:
    """Name the sources that say nothing of the corridor."""
    if not teller.mirror.silent:
        return ""
    names = "; ".join(teller.line(*each) for each in teller.mirror.silent)
    return teller.say("mirror.silent", lines=names)


def triangle(teller: MirrorTeller) -> dict[str, Any]:
    """Tell who reports each pair of the nine, from either end."""
    nine = teller.codes.focus
    cells = {}
    for (origin, destination), by in sorted(teller.mirror.reporters.items()):
        named = {
            each: [teller.say(f"source.{source}.name") for source in sorted(by[each])]
            for each in Reporter
        }
        none = teller.say("mirror.none")
        cells[f"{origin}-{destination}"] = {
            "into": len(named[Reporter.DESTINATION]),
            "out_of": len(named[Reporter.ORIGIN]),
            "says": teller.say(
                "mirror.triangle_cell",
                origin=teller.name(origin),
                destination=teller.name(destination),
                destinations=teller.joined(named[Reporter.DESTINATION]) or none,
                origins=teller.joined(named[Reporter.ORIGIN]) or none,
                models=teller.joined(named[Reporter.MODEL]) or none,
            ),
        }
    return {
        "title": teller.say("mirror.triangle"),
        "note": teller.say("mirror.triangle_note"),
        "brief": teller.say("mirror.triangle_brief"),
        "summary": summary(cells, len(nine) * (len(nine) - 1), teller),
        "codes": [[code, teller.name(code)] for code in nine],
        "cells": cells,
    }


def summary(cells: dict[str, dict[str, Any]], pairs: int, teller: MirrorTeller) -> str:
    """Say how many of all pairs have a reporter at either end, and how many have none."""
    into = {pair for pair, each in cells.items() if each["into"]}
    out_of = {pair for pair, each in cells.items() if each["out_of"]}
    told = {"into": len(into), "out_of": len(out_of), "none": pairs - len(into | out_of)}
    return teller.say("mirror.triangle_summary", pairs=pairs, **told)


def cards(teller: MirrorTeller, period: str) -> list[list[str]]:
    """Tell the key numbers of a year: how many sources, how far apart, reporting from where."""
    now = valued(teller.mirror.lines, period)
    sources = {each.source for each, _ in now}
    every = {each.source for each in teller.mirror.lines}
    of = teller.say("mirror.reporters_of", all=len(every), year=period)
    same = [each for each, _ in now if each.at(period) in each.same]
    if len(same) > 1:
        of = teller.say("mirror.reporters_same", of=of, same=len(same))
    told = [[teller.say("mirror.reporters_now"), str(len(sources)), of]]
    stocks = [value for each, value in valued(teller.stocks, period) if each.is_whole(period)]
    if len(set(stocks)) > 1:
        ends = [min(stocks), max(stocks)]
        # A thousand in words behind the second would be read as if it were of both.
        write = teller.full if ends[0] < THOUSAND <= ends[1] else teller.short
        span = " – ".join(map(write, ends))
        told.append([teller.say("mirror.range"), span, teller.say("mirror.range_note")])
    into = {each.source for each, _ in now if each.reporter is Reporter.DESTINATION}
    out_of = {each.source for each, _ in now if each.reporter is Reporter.ORIGIN}
    key = "mirror.both_note_origin" if out_of else "mirror.both_note"
    values = {"count": len(into), **({"origin": len(out_of)} if out_of else {})}
    both = f"{len(into)} + {len(out_of)}"
    return [*told, [teller.say("mirror.both_ends"), both, teller.say(key, **values)]]

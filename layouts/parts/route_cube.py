"""The small cube that a browser needs to draw every period of a route."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.periods import months, place, years_back
from data.route import Line
from data.words import numbers
from data.words.lists import joined
from layouts.parts.stages import Teller, number, stage, unshared


def tell(teller: Teller) -> dict[str, Any]:
    """Tell one answer to the browser.

    Returns:
        ``stops``; ``stages``, one a register, each with lists along the stops; ``insights`` along
        them; ``unshared``, places of the notes that say why shares have no figure; ``notes``;
        ``deaths`` if asked for; ``apart``, why the registers are not compared.
    """
    stages = [stage(teller, line) for line in teller.answer.lines]
    return {
        "stops": [stop(teller, period) for period in teller.stops],
        "stages": stages,
        "unshared": [
            teller.note(unshared(teller, stages, at)) for at, _ in enumerate(teller.stops)
        ],
        "insights": [insight(teller, period) for period in teller.stops],
        "deaths": deaths(teller),
        "apart": doubt(teller, "route.doubt_brief"),
        "unit": unit(teller),
        "notes": list(teller.notes),
    }


def stop(teller: Teller, period: str) -> dict[str, Any]:
    """Tell one stop of the time bar; which registers lack months of it is said with it."""
    said = teller.period(period)
    lacking = teller.answer.options.partial.get(period, ())
    named = teller.named(period)
    full = said_incomplete(teller, "route.period_incomplete", lacking, period=named)
    return {
        "id": period,
        "says": full or said,
        "short": teller.brief(period),
        "x": place(period),
        "has": period in teller.answer.options.periods,
        "partial": said_incomplete(teller, "route.incomplete", lacking),
    }


def said_incomplete(teller: Teller, key: str, areas: Sequence[str], **values: str) -> str:
    """Say which registers lack months of a year: by their countries, or that all of them do."""
    if not areas:
        return ""
    known = [line for line in teller.answer.lines if line.why is None]
    if len(areas) == len(known):
        return teller.say(f"{key}_all", **values)
    return teller.say(key, places=joined(map(teller.name, areas), teller.lang), **values)


def unit(teller: Teller) -> str:
    """Say what is counted: in each register something else."""
    if teller.shares:
        return teller.say("route.share_unit")
    return teller.say("route.each_its_own")


def insight(teller: Teller, period: str) -> str:
    """Say what a period says: how each register changed since the same one a year before."""
    options = teller.answer.options
    if teller.answer.doubt:
        return doubt(teller)
    if not options.periods:
        return teller.say("route.insight.never")
    if period not in options.periods:
        return teller.say(
            "route.insight.no_data", period=teller.brief(period), nearest=nearest(teller, period)
        )
    before = years_back(period, 1)
    earlier = teller.named(before)
    there = [each for each in teller.answer.lines if period in teller.valued[each.stage.ref_area]]
    changes = {teller.place(each): changed(teller, each, period, before) for each in there}
    known = "; ".join(said for said in changes.values() if said).rstrip(".")
    cut = options.partial.get(period, ())
    bounds = [
        teller.place(each)
        for each in there
        if {before, period} & each.at_least and each.stage.ref_area not in cut
    ]
    told = {place for place, said in changes.items() if said} | {*bounds}
    alone = [
        teller.place(each)
        for each in there
        if teller.place(each) not in told and each.stage.ref_area not in cut
    ]
    silent = [
        teller.place(each)
        for each in teller.answer.lines
        if not each.why and id(each) not in map(id, there)
    ]
    parts = [
        teller.say("route.insight.changes", before=earlier, changes=known) if known else "",
        said_incomplete(teller, "route.insight.incomplete", cut),
        listed(teller, "route.insight.no_base", alone, before=earlier),
        listed(teller, "route.insight.bound", bounds),
        listed(teller, "route.insight.silent", silent),
    ]
    return " ".join(filter(None, parts))


def listed(teller: Teller, key: str, places: list[str], **values: str) -> str:
    """Say something of some places; nothing where there are none."""
    return teller.say(key, places=teller.listed(places), **values) if places else ""


def changed(teller: Teller, line: Line, period: str, before: str) -> str:
    """Say how a register changed; nothing where one of both periods lacks months or a value.

    Nothing is said of lower bounds either: what a register does not name may have changed.
    """
    own = teller.valued[line.stage.ref_area]
    now, then = own.get(period), own.get(before)
    if now is None or then is None or {period, before} & (line.at_least | line.partial.keys()):
        return ""
    if teller.shares:
        said = numbers.difference(now - then, "percent", teller.words, teller.lang, 1)
    elif not then:
        said = teller.say("change.from_zero") if now else teller.say("route.still_zero")
    else:
        said = numbers.change(now / then, teller.words, teller.lang)
    return teller.say("route.insight.one", place=teller.place(line), change=said)


def nearest(teller: Teller, period: str) -> str:
    """Name the nearest periods with data before and after one."""
    found = teller.answer.options.periods
    before = max((each for each in found if each < period), default="")
    after = min((each for each in found if each > period), default="")
    return teller.listed([teller.brief(each) for each in (before, after) if each])


def doubt(teller: Teller, key: str = "route.doubt") -> str:
    """Say why the nationality asked for is not compared along the route, if it must not be."""
    found = teller.answer.doubt
    if found is None:
        return ""
    return teller.say(
        key,
        nationality=teller.name(teller.answer.view.counterpart_area),
        codes="; ".join(teller.name(code) for code in found.codes),
        places=joined(map(teller.name, found.areas), teller.lang),
        first=found.first[:4],
        last=found.last[:4],
    )


def deaths(teller: Teller) -> dict[str, Any] | None:
    """Tell the deaths on the way, if they were asked for.

    A period that the source looked at without any record has none: that is no zero.

    Returns:
        ``stages``, by country of the register, and ``places``, by country where they happened, each
        with values along the stops; ``whole`` likewise; ``covered``, whether the source looked at
        the period; and how they are said and cited.
    """
    found = teller.answer.deaths
    if found is None:
        return None
    source = teller.catalogue.sources[found.source]
    stages = {line.stage.ref_area: line.stage for line in teller.answer.lines}
    return {
        "indicator": found.indicator,
        "source": found.source,
        "producer": teller.say(f"source.{found.source}.name"),
        "edition": source.edition,
        "until": teller.say("route.deaths_until", period=teller.brief(found.last)),
        "stages": along(teller, found.by_stage, "stage"),
        "places": [
            [area, teller.name(area), stage.ref_area, own]
            for stage in stages.values()
            for area in stage.deaths_in
            if (own := along(teller, found.by_area, "ref_area").get(area))
        ],
        "whole": summed_along(teller, found.whole),
        "covered": [covered(period, found.first, found.last) for period in teller.stops],
        "partial": {
            at: teller.months(has_months(found.last))
            for at, period in enumerate(teller.stops)
            if len(period) == len("2024") and covered(period, found.first, found.last) == "some"
        },
    }


def covered(period: str, first: str, last: str) -> str:
    """Tell whether a source that looks at some months has all of a period, some of it, or none.

    >>> [covered(p, "2014-01", "2025-04") for p in ("2013", "2024", "2025", "2025-04", "2025-05")]
    ['none', 'all', 'some', 'all', 'none']
    """
    begins, ends = months(period)
    inside = [month for month in (begins, ends) if months(first)[0] <= month <= months(last)[0]]
    return {0: "none", 1: "some", 2: "all"}[len(inside)]


def has_months(last: str) -> str:
    """Write the months of a year up to one as the flags of a row.

    >>> has_months("2025-02")
    'has_01 has_02'
    """
    return " ".join(f"has_{month:02}" for month in range(1, int(last[5:]) + 1))


def along(teller: Teller, sums: pd.DataFrame, column: str) -> dict[str, list[float | int | None]]:
    """Tell sums along the stops, by the codes of a column."""
    return {str(code): summed_along(teller, own) for code, own in sums.groupby(column)}


def summed_along(teller: Teller, sums: pd.DataFrame) -> list[float | int | None]:
    """Tell sums along the stops; none where there is no record."""
    known = dict(zip(sums["time_period"], sums["obs_value"], strict=True))
    return [number(known[period]) if period in known else None for period in teller.stops]

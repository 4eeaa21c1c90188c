"""The registers of a route as a browser draws them: their values, shares and nationalities."""

import math
from collections.abc import Sequence
from typing import Any

from data.catalogue import Catalogue
from data.codes import Codes
from data.route import CHILDREN, DOUBTFUL, Answer, Line
from data.schema import LOWER_BOUND, PARTIAL_PERIOD, WORLD
from data.shares import EXTRA
from data.view import Measure
from data.words import Words, ages, numbers, periods
from data.words.lists import joined

VALUE, ZERO, MISSING = 0, 1, 2
QUIET = ("implied_zero", PARTIAL_PERIOD)  # said by the state of a cell, or with its months
OF_ONE = ("merged_labels", DOUBTFUL)  # of one nationality: in a sum of many they change nothing


class Teller:
    """Says the registers of one answer in one language."""

    def __init__(
        self, answer: Answer, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every sentence needs."""
        self.answer, self.catalogue, self.codes = answer, catalogue, codes
        self.words, self.lang = words, lang
        self.stops = answer.options.stops
        self.shares = answer.view.measure is Measure.SHARE
        self.alone = answer.view.counterpart_area not in (WORLD, *codes.groups)
        self.notes: dict[str, int] = {"": 0}
        self.valued = {line.stage.ref_area: valued(line) for line in answer.lines}

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the teller's language."""
        return self.words.say(key, self.lang, **values)

    def name(self, code: str) -> str:
        """Give the short name of an area."""
        return self.codes.short(code, self.lang)

    def place(self, line: Line) -> str:
        """Name the place of a register on the route."""
        return self.say(f"stage.{line.stage.indicator}.place")

    def percent(self, value: float) -> str:
        """Write a share."""
        return self.say("number.percent", number=numbers.full(value, self.lang, 1))

    def value(self, line: Line, period: str, value: float) -> str:
        """Write a value of a register in full; a lower bound says that it is one."""
        said = self.percent(value) if self.shares else numbers.full(value, self.lang)
        return self.say("number.at_least", value=said) if period in line.at_least else said

    def period(self, period: str) -> str:
        """Say a period."""
        return periods.said(period, "month", self.words, self.lang)

    def named(self, period: str) -> str:
        """Write a period as a name, where no preposition of its own may stand."""
        return periods.named(period, self.lang)

    def brief(self, period: str) -> str:
        """Write a period short."""
        return periods.short(period, self.lang)

    def listed(self, names: Sequence[str]) -> str:
        """Join names as the end of a sentence, which has a full stop of its own."""
        return joined(names, self.lang).rstrip(".")

    def months(self, flags: str) -> str:
        """Name the months that a period has."""
        return periods.months_said(periods.months_of(flags), self.lang)

    def note(self, text: str) -> int:
        """Keep a note once and give its place."""
        return self.notes.setdefault(text, len(self.notes))


def valued(line: Line) -> dict[str, float]:
    """Give the values of a register by period."""
    cells = line.cells[line.cells["obs_value"].notna()]
    return dict(zip(cells["time_period"], cells["obs_value"].astype(float), strict=True))


def stage(teller: Teller, line: Line) -> dict[str, Any]:
    """Tell one register: what it is called, its values, and all that is beside them."""
    card = teller.catalogue.indicators[line.stage.indicator]
    return {
        "area": line.stage.ref_area,
        "register": card.id,
        "indicator": line.indicator,
        "source": line.source,
        "place": teller.place(line),
        "counts": teller.say(f"stage.{card.id}.counts"),
        "name": teller.say(f"indicator.{card.id}.name"),
        "unit": teller.say(f"indicator.{card.id}.short"),
        "producer": teller.say(f"source.{line.source}.name"),
        "title": teller.say(f"source.{line.source}.title"),
        "counted": " · ".join(
            teller.say(f"definition.{name}.counted") for name in line.definitions
        ),
        "unitMeasure": teller.catalogue.indicators[line.indicator].unit_measure,
        "least": [at for at, period in enumerate(teller.stops) if period in line.at_least],
        "made": made_of(teller, line),
        **values(teller, line),
        "why": nothing(teller, line),
        "shares": {name: shared(teller, line, name) for name in line.shares},
        "leading": leading(teller, line),
    }


def made_of(teller: Teller, line: Line) -> str:
    """Say of what the values of a register are made, where the tables do not have them as such."""
    view = teller.answer.view
    if teller.shares:
        return "" if line.indicator != line.stage.indicator else teller.say("route.made.share")
    if view.counterpart_area in teller.codes.groups:
        return teller.say("route.made.group")
    if view.age == CHILDREN and len(line.stage.children) > 1:
        parts = [ages.said(age, teller.words, teller.lang) for age in line.stage.children]
        return teller.say("route.made.ages", parts="; ".join(parts))
    return ""


def values(teller: Teller, line: Line) -> dict[str, Any]:
    """Tell what a register counts along the stops.

    Returns:
        ``v``, the values; ``s``, the state of each: 0 a value, 1 zero, 2 not published; ``t``,
        their texts where they are no plain counts; ``n``, places of notes; ``partial``, by place
        the months of a period that lacks others; ``marks``, by place statuses and flags that are
        not the usual ones; ``top`` and ``last`` in words.
    """
    cells = {row.time_period: row for row in line.cells.itertuples(index=False)}
    told: dict[str, Any] = {"v": [], "s": [], "n": {}, "partial": {}, "marks": {}}
    plain = not teller.shares and not line.at_least
    texts: list[str] = []
    for at, period in enumerate(teller.stops):
        row = cells.get(period)
        missing = row is None or math.isnan(row.obs_value)
        told["v"].append(None if row is None or missing else number(row.obs_value))
        told["s"].append(MISSING if row is None or missing else VALUE if row.obs_value else ZERO)
        texts.append("" if row is None or missing else teller.value(line, period, row.obs_value))
        if row is None or (row.obs_status == "A" and not row.flags):
            continue
        told["marks"][at] = [row.obs_status, row.flags]
        if period in line.partial:
            told["partial"][at] = teller.months(row.flags)
        if note := teller.note(said_of(teller, row.flags, alone=teller.alone)):
            told["n"][at] = note
    ends = top_and_last(teller, line)
    return {**told, **({} if plain else {"t": texts}), **ends}


def number(value: float) -> float | int:
    """Write a whole number as one.

    >>> number(5.0), number(12.34567)
    (5, 12.3457)
    """
    return int(value) if float(value).is_integer() else round(value, 4)


def said_of(teller: Teller, flags: str, *, alone: bool) -> str:
    """Say the flags of a cell, but for those that its state and its months say already.

    Args:
        teller: says them.
        flags: ids joined by a space.
        alone: whether the cell is of one nationality.
    """
    quiet = QUIET if alone else (*QUIET, *OF_ONE)
    told = [flag for flag in flags.split() if not flag.startswith("has_") and flag not in quiet]
    return ". ".join(teller.say(f"flag.{flag}") for flag in told)


def top_and_last(teller: Teller, line: Line) -> dict[str, str]:
    """Say the highest value of a register, the last one, and when it begins; of whole periods."""
    known = line.cells[line.cells["obs_value"].notna()]
    if known.empty:
        return {"top": "", "last": "", "first": ""}
    whole = known[~known["time_period"].isin(list(line.partial))]
    whole = whole if len(whole) else known
    best = whole.sort_values("obs_value", kind="stable").iloc[-1]
    said = {
        key: {
            "value": teller.value(line, row["time_period"], row["obs_value"]),
            "period": teller.brief(row["time_period"]),
        }
        for key, row in (("top", best), ("last", whole.iloc[-1]))
    }
    return {
        "top": teller.say("browser.top", **said["top"]),
        "last": teller.say("route.last", **said["last"]),
        "first": since(teller, line, known.iloc[0]["time_period"]),
    }


def since(teller: Teller, line: Line, period: str) -> str:
    """Say from when on a register published, months and years apart where years go further back."""
    begins = teller.brief(period)
    if line.years_from:
        return teller.say("route.since_years", period=begins, year=line.years_from)
    return teller.say("route.since", period=begins)


def nothing(teller: Teller, line: Line) -> str:
    """Say why a register has nothing to draw, if so."""
    return teller.say(f"route.why.{line.why}") if line.why else ""


def shared(teller: Teller, line: Line, name: str) -> list[str]:
    """Tell a share of all persons of a register along the stops, in words."""
    cells, always = line.shares[name], name == EXTRA and not line.stage.names_all
    known = {row.time_period: row for row in cells.itertuples(index=False)}
    told = []
    for period in teller.stops:
        row = known.get(period)
        said = "" if row is None or math.isnan(row.obs_value) else teller.percent(row.obs_value)
        bound = said and (always or LOWER_BOUND in row.flags.split())
        told.append(teller.say("number.at_least", value=said) if bound else said)
    return told if any(told) else []


def unshared(teller: Teller, stages: list[dict[str, Any]], at: int) -> str:
    """Say which shares of a period have no figure, and why: never, not then, or of nobody.

    Args:
        teller: says them.
        stages: the registers as :func:`stage` tells them.
        at: the place of the period among the stops.
    """
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    nobody = {own["place"] for own in stages if own["leading"]["whole"][at] == 0}
    for name in dict.fromkeys(name for own in stages for name in own["shares"]):
        along = {own["place"]: own["shares"][name] for own in stages}
        never = tuple(place for place, texts in along.items() if not texts)
        empty = {place for place, texts in along.items() if texts and not texts[at]}
        now = tuple(place for place in along if place in empty - nobody)
        none = tuple(place for place in along if place in empty & nobody)
        for key in (("never", never), ("now", now), ("nobody", none)):
            found.setdefault(key, []).append(teller.say(f"route_browser.{name}").lower())
    told = [
        teller.say(
            f"route.unshared.{why}", shares=teller.listed(names), places=teller.listed(places)
        )
        for (why, places), names in found.items()
        if places
    ]
    return " ".join(told)


def leading(teller: Teller, line: Line) -> dict[str, Any]:
    """Tell the largest nationalities of a register, period by period.

    Returns:
        ``names``: code, name and whether the code is in doubt; ``rows``: by place among the stops,
        places of names and values in turn, largest first; ``whole``: the register's totals.
    """
    rows = line.leading[line.leading["time_period"].isin(teller.stops)]
    doubtful = {str(row.counterpart_area) for row in rows.itertuples() if DOUBTFUL in row.flags}
    codes = list(dict.fromkeys(rows["counterpart_area"]))
    places = {code: place for place, code in enumerate(codes)}
    told: dict[int, list[float | int]] = {}
    at = {period: place for place, period in enumerate(teller.stops)}
    for row in rows.itertuples(index=False):
        pair = (places[row.counterpart_area], number(row.obs_value))
        told.setdefault(at[row.time_period], []).extend(pair)
    whole = [line.whole.get(period, math.nan) for period in teller.stops]
    return {
        "names": [[code, teller.name(code), code in doubtful] for code in codes],
        "rows": told,
        "whole": [None if math.isnan(value) else number(value) for value in whole],
    }

"""Says the corridors of one answer: names, numbers, and the sentence of each period."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.flows import Answer
from data.schema import STATELESS, TOTAL, UNKNOWN
from data.sums import has_flag
from data.words import Words, numbers, periods
from data.words.lists import joined

ARROW = "\u00a0→\u00a0"
MOST_NAMED = 2
MOST_UNSPLIT = 4
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
        # Of one sex, what lacks the persons of unknown sex is no whole that has parts.
        own = answer.corridors[has_flag(answer.corridors["flags"], *answer.lacking)]
        without_all = frozenset(own["time_period"]) | frozenset(answer.unsplit)
        self.marked = frozenset() if answer.view.sex == TOTAL else without_all
        self.notes: dict[str, int] = {}

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

    def note(self, flags: str) -> int | None:
        """Keep what is said of a figure that lacks something, once, and give its place."""
        own = [flag for flag in flags.split() if flag in self.answer.lacking]
        if not own:
            return None
        text = ". ".join(self.say(f"flag.{flag}") for flag in own)
        return self.notes.setdefault(text, len(self.notes))

    def part_of(self, period: str) -> str:
        """Give the key of what a share is said to be of: a whole that lacks a part is none."""
        if period in self.lacking:
            return "flows.of_reported"
        is_of_persons = self.answer.indicator.unit_measure == "persons"
        return "flows.of_persons" if is_of_persons else "flows.of_total"

    def part(self, value: float, period: str) -> str:
        """Write which part a value is of the whole of a period."""
        return f"{self.share(value, self.whole[period])} {self.say(self.part_of(period))}"

    def share(self, part: float, whole: float) -> str:
        """Write a part of a whole in per cent; what is not all is never said as all."""
        percent = 100 * part / whole
        shown = round(percent) if percent >= 1 or not percent else round(percent, 1)
        if not shown and part:
            return self.say("flows.under_one_tenth")
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


def sentence(teller: Teller, period: str) -> str:
    """Say what a period's corridors say: the two largest, and the largest of another origin."""
    now = teller.ranked.get(period)
    if now is None:
        return " ".join([nothing(teller, period), *elsewhere(teller, period)])
    apart = teller.answer.both_sides
    # Who arrives and who leaves are no parts of one whole; a whole that lacks countries is none.
    whole = None if apart or period in teller.marked else teller.whole.get(period)
    said = [largest(teller, now, whole, period)]
    if whole is not None and len(now) > 1 and period in teller.lacking:
        said = [teller.say("insight.of_known", said=said[0])]
    flags = teller.answer.options.partial.get(period, "")
    if flags:
        months = periods.months_said(periods.months_of(flags), teller.lang)
        said.insert(0, teller.say("insight.partial", months=months))
    other = next((row for row in now[2:] if is_other(row, now[:2])), None)
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
    said.extend(elsewhere(teller, period))
    if areas := teller.answer.unsplit.get(period):
        said.append(teller.say("flows.insight.unsplit", areas=few_names(teller, areas)))
    if broken := [row for row in now if row.obs_status == BREAK]:
        said.append(breaks(teller, broken))
    return " ".join(said)


def elsewhere(teller: Teller, period: str) -> list[str]:
    """Say which destinations are counted at another level, so that they have no corridor here."""
    areas = teller.answer.elsewhere.get(period, ())
    return [teller.say("flows.insight.elsewhere", areas=few_names(teller, areas))] if areas else []


def few_names(teller: Teller, areas: tuple[str, ...]) -> str:
    """Name some areas, the focus countries first; of many, how many more there are."""
    first = [code for code in teller.codes.focus if code in areas]
    ordered = [*first, *(code for code in areas if code not in first)]
    names = [teller.name(code) for code in ordered[:MOST_UNSPLIT]]
    more = len(ordered) - MOST_UNSPLIT
    if more <= 0:
        return joined(names, teller.lang)
    return teller.say("flows.insight.and_more", names=", ".join(names), count=more)


def breaks(teller: Teller, rows: list[Any]) -> str:
    """Say which corridors are not to be compared with the period before; many are only counted."""
    names = [teller.corridor(row) for row in rows[:MOST_NAMED]]
    more = len(rows) - MOST_NAMED
    if more <= 0:
        return teller.say("flows.insight.broken", corridors=joined(names, teller.lang))
    return teller.say("flows.insight.broken_more", corridors=", ".join(names), count=more)


def is_other(row: Any, named: list[Any]) -> bool:  # noqa: ANN401 - rows of itertuples
    """Tell whether a corridor begins somewhere known, and elsewhere than those just named."""
    return row.origin not in (*(each.origin for each in named), UNKNOWN, STATELESS)


def largest(teller: Teller, now: list[Any], whole: float | None, period: str) -> str:
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
    # What is only reported is said to be so before the sentence.
    of = "" if period in teller.lacking else f" {teller.say(teller.part_of(period))}"
    return teller.say(
        "flows.insight.two",
        first=teller.corridor(first),
        first_share=f"{teller.share(first.obs_value, whole)}{of}",
        second=teller.corridor(second),
        second_share=teller.share(second.obs_value, whole),
    )


def nothing(teller: Teller, period: str) -> str:
    """Say that a period has no corridor with data, and the nearest ones that have."""
    found: Iterable[str] = teller.answer.options.periods
    before = max((each for each in found if each < period), default="")
    after = min((each for each in found if each > period), default="")
    near = [periods.short(each, teller.lang) for each in (before, after) if each]
    nearest = joined(near, teller.lang)
    if not nearest:
        return teller.say("flows.insight.never")
    return teller.say(
        "flows.insight.no_data", year=periods.short(period, teller.lang), nearest=nearest
    )

"""The words of one corridor in the mirror: what a year's reporters say, and where they differ."""

from collections.abc import Iterable

from data.catalogue import FACTS, Catalogue
from data.codes import Codes
from data.mirror import Gap, Line, Mirror, alike, gap, is_same_record, valued
from data.periods import Freq, freq_of
from data.words import Words, numbers, periods
from data.words.lists import joined

THOUSANDTH = 0.001


class MirrorTeller:
    """Says one mirror in one language."""

    def __init__(
        self, mirror: Mirror, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every sentence needs."""
        self.mirror, self.catalogue, self.codes = mirror, catalogue, codes
        self.words, self.lang = words, lang
        self.stocks = [line for line in mirror.lines if line.is_stock]

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the teller's language."""
        return self.words.say(key, self.lang, **values)

    def name(self, code: str) -> str:
        """Give the short name of an area."""
        return self.codes.short(code, self.lang)

    def line(self, indicator: str, source: str) -> str:
        """Name a line by its concept and its source."""
        return self.say(
            "mirror.line",
            concept=self.say(f"indicator.{indicator}.name"),
            source=self.say(f"source.{source}.name"),
        )

    def short(self, value: float) -> str:
        """Write a value short."""
        return numbers.short(value, self.words, self.lang)

    def full(self, value: float) -> str:
        """Write a value with all its digits."""
        return numbers.full(value, self.lang)

    def figure(self, line: Line, value: float, period: str) -> str:
        """Write what a line says of a period short; what lacks something has a mark."""
        return self.short(value) + ("" if line.is_whole(period) else self.say("number.mark"))

    def note(self, line: Line, period: str) -> str:
        """Say what the figure of one of a line's own periods lacks."""
        return ". ".join(self.say(f"flag.{flag}") for flag in line.lacking.get(period, ()))

    def difference(self, found: Gap) -> str:
        """Write how much more or less a line has than another."""
        return numbers.difference(found.difference, "persons", self.words, self.lang)

    def ratio(self, found: Gap) -> str:
        """Write how many times as much a line has as another; what is next to nothing in words."""
        if found.ratio is None:
            return ""
        if 0 < found.ratio < THOUSANDTH:
            return self.say("mirror.under_thousandth")
        return self.say("mirror.times", ratio=numbers.full(found.ratio, self.lang, 2))

    def joined(self, parts: Iterable[str]) -> str:
        """Join parts of a sentence."""
        return joined(parts, self.lang)


def sentence(teller: MirrorTeller, period: str) -> str:
    """Say what a year's reporters say: the reference, a second one, and why no average is made."""
    lines = teller.mirror.lines
    if not lines:
        return teller.say("mirror.nobody")
    everyone = valued(lines, period)
    if not everyone:
        return nobody(teller, period)
    first, value = everyone[0]
    definitions = teller.catalogue.definitions
    now = [each for each in everyone[1:] if alike(each[0], first, definitions)]
    if not now:
        return unlike(teller, everyone, period)
    own = teller.catalogue.sources[first.source].producer
    apart = [each for each in now if not is_same_record(each[0], first, period)]
    others = [each for each in apart if teller.catalogue.sources[each[0].source].producer != own]
    second, other = (others or now)[0]
    said = {"first": label(teller, first), "second": label(teller, second)}
    if is_same_record(second, first, period):
        full = numbers.full(value, teller.lang)
        return teller.say("mirror.two_same_record", value=full, **said)
    found = gap(second, first, period)
    said |= {
        "first_value": teller.figure(first, value, period),
        "second_value": teller.figure(second, other, period),
    }
    if found is None:
        return teller.say("mirror.two_unlike", **said)
    if not (first.is_whole(period) and second.is_whole(period)):
        return teller.say("mirror.two_partial", **said)
    said |= {
        "difference": teller.difference(found),
        "differ": differ(teller, first, second),
    }
    if found.ratio is None:
        return teller.say("mirror.two_no_ratio", **said)
    return teller.say("mirror.two", ratio=teller.ratio(found), **said)


def unlike(teller: MirrorTeller, now: list[tuple[Line, float]], period: str) -> str:
    """Say what one line says that none of its like goes with: alone, or beside another kind."""
    first, value = now[0]
    other = next((each for each in now[1:] if each[0].source != first.source), None)
    if other is None:
        key = "mirror.alone_now"
        name = label(teller, first)
        if freq_of(span := first.at(period)) is Freq.FIVE_YEARS:
            name = f"{name}, {periods.short(span, teller.lang)}"
        told = teller.figure(first, value, period)
        return teller.say(key, line=name, value=told, year=period)
    return teller.say(
        "mirror.two_unlike",
        first=teller.line(first.card.id, first.source),
        first_value=teller.figure(first, value, period),
        second=teller.line(other[0].card.id, other[0].source),
        second_value=teller.figure(*other, period),
    )


def label(teller: MirrorTeller, own: Line) -> str:
    """Name a line in a sentence by its source."""
    return teller.say(f"source.{own.source}.name")


def differ(teller: MirrorTeller, first: Line, second: Line) -> str:
    """Say in which facts of their definitions two lines differ."""
    one, other = (teller.catalogue.definitions[each.definitions[-1]] for each in (first, second))
    names = [
        teller.say(f"fact_name.{fact}").lower()
        for fact in FACTS
        if getattr(one, fact) != getattr(other, fact)
    ]
    if one.concept != other.concept:
        names.insert(0, teller.say("fact_name.counted").lower())
    return (
        teller.say("mirror.differ", facts=teller.joined(names))
        if names
        else teller.say("mirror.same_facts")
    )


def nobody(teller: MirrorTeller, period: str) -> str:
    """Say that nobody reports in a year, and the nearest ones in which somebody does."""
    found = sorted({year for year in teller.mirror.stops if valued(teller.mirror.lines, year)})
    before = max((each for each in found if each < period), default="")
    after = min((each for each in found if each > period), default="")
    nearest = teller.joined(each for each in (before, after) if each)
    return teller.say("mirror.nobody_now", year=period, nearest=nearest)

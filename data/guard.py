"""The sum guard: whether figures may be added up, and if not, why not and what may be instead.

Every sum of the running product passes :func:`judge`, which looks at what is asked and at the
cards of the catalogue, never at rows. Its permit is what ``data.sums`` asks for before it adds.
Told by rows, in ``data.totals``, are only that a source has no total of a dimension (``no_total``),
and which of several sources have figures of the areas asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from data.catalogue import Catalogue, Indicator
from data.catalogue.cards import Kind
from data.codes import Codes, is_unit
from data.periods import months
from data.schema import AGE, NOT_NAMED, TOTAL, WORLD

OVER = ("ref_area", "time_period", "counterpart_area", "indicator", "source")
ALONE = ("sex", "age", "breakdown")
ENDS = ("ref_area", "counterpart_area")
OLDEST = 200
MONEY = "usd"
ADDABLE = {"ref_area": "areas", "time_period": "time", "counterpart_area": "counterparts"}


class Reason(StrEnum):
    """Why a sum is refused; the sentences are in data/words, ``guard.<reason>``."""

    NO_INDICATOR = "no_indicator"
    NO_PERIOD = "no_period"
    SOURCE_NOT_CHOSEN = "source_not_chosen"
    ONE_SOURCE = "one_source"
    SOURCES_OF_OTHERS = "sources_of_others"
    NOT_ITS_SOURCE = "not_its_source"
    SAME_SOURCE = "same_source"
    SOURCES = "sources"
    EDITIONS = "editions"
    SAME_INDICATOR = "same_indicator"
    INDICATORS = "indicators"
    UNITS = "units"
    MONEY = "money"
    DEATHS = "deaths"
    ROUTE = "route"
    ROUTE_AND_OTHER = "route_and_other"
    STOCK_OVER_TIME = "stock_over_time"
    RATE = "rate"
    AREAS = "areas"
    TIME = "time"
    CURRENT_PRICES = "current_prices"
    SEPARATE_ESTIMATES = "separate_estimates"
    COUNTERPARTS = "counterparts"
    TOTAL_AND_PARTS = "total_and_parts"
    NOT_A_PART = "not_a_part"
    OVERLAP = "overlap"
    SEVERAL = "several"
    NO_TOTAL = "no_total"


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that is asked for.

    Attributes:
        filters: codes by dimension of the observation table; one left out is not filtered.
        over: the dimensions that are added over.
    """

    filters: Mapping[str, tuple[str, ...]]
    over: frozenset[str]

    def having(self, dimension: str, *codes: str) -> "Sum":
        """Give the same sum with other codes of one dimension; one code is not added over."""
        alone = len(codes) == 1 and not codes[0].startswith("G_")
        return Sum(
            {**self.filters, dimension: codes}, self.over - {dimension} if alone else self.over
        )

    def without(self, dimension: str) -> "Sum":
        """Give the same sum without asking for anything of a dimension."""
        rest = {name: codes for name, codes in self.filters.items() if name != dimension}
        return Sum(rest, self.over - {dimension})

    def added(self, dimension: str) -> bool:
        """Tell whether more than one code of a dimension is added."""
        return dimension in self.over and len(self.filters.get(dimension, ("", ""))) > 1


@dataclass(frozen=True, slots=True)
class Permit:
    """A sum that may be made; only :func:`judge` gives one."""

    asked: Sum


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sum that must not be made.

    Attributes:
        asked: the sum.
        reason: the first rule that forbids it.
        dimension: what the reason is about.
        named: the codes that the reason is about.
    """

    asked: Sum
    reason: Reason
    dimension: str
    named: tuple[str, ...]


def judge(asked: Sum, catalogue: Catalogue, codes: Codes) -> Permit | Refusal:
    """Say whether a sum may be made; no row is looked up.

    Args:
        asked: the sum, groups of areas not yet opened.
        catalogue: the cards: ``may_sum``, kinds, routes, parts, sources.
        codes: the groups.

    >>> stock = Sum({"indicator": ("migrant_stock",), "source": ("undesa_2024",),
    ...     "time_period": ("2020", "2024")}, frozenset({"time_period"}))
    >>> judge(stock, Catalogue.read(), Codes.read()).reason.value
    'stock_over_time'
    """
    whole = opened(asked, codes)
    offence = next(offences(whole, catalogue, codes), None)
    return Permit(whole) if offence is None else replace(offence, asked=asked)


def opened(asked: Sum, codes: Codes) -> Sum:
    """Put the countries of a group in its place."""
    filters = {
        name: codes.members(given) if name in ("ref_area", "counterpart_area") else given
        for name, given in asked.filters.items()
    }
    return replace(asked, filters=filters)


def offences(asked: Sum, catalogue: Catalogue, codes: Codes) -> Iterator[Refusal]:
    """Name what forbids a sum, one rule after the other."""
    cards = [catalogue.indicators[name] for name in asked.filters.get("indicator", ())]
    if not cards:
        every = "indicator" in asked.over
        reason = Reason.INDICATORS if every else Reason.NO_INDICATOR
        yield Refusal(asked, reason, "indicator", tuple(catalogue.indicators) if every else ())
        return
    yield from mixed_indicators(asked, cards, catalogue)
    yield from mixed_sources(asked, cards, catalogue)
    for name in ADDABLE:
        if asked.added(name) and not all(getattr(each.may_sum, ADDABLE[name]) for each in cards):
            yield Refusal(asked, why_not(name, cards), name, asked.filters.get(name, ()))
    yield from mixed_persons(asked, cards)
    yield from overlaps(asked)
    yield from inside(asked, codes)
    yield from left_open(asked)


def mixed_indicators(asked: Sum, cards: list[Indicator], catalogue: Catalogue) -> Iterator[Refusal]:
    """Refuse indicators that are no disjoint parts of one whole that the catalogue declares."""
    names = tuple(each.id for each in cards)
    wholes = [set(each.parts) for each in catalogue.indicators.values() if each.parts]
    if twice := repeated(names):
        yield Refusal(asked, Reason.SAME_INDICATOR, "indicator", twice)
    elif len(names) > 1 and not any(set(names) <= parts for parts in wholes):
        yield Refusal(asked, why_apart(cards), "indicator", names)


def why_apart(cards: list[Indicator]) -> Reason:
    """Say why indicators are not added to each other: the reason that is true of what they count.

    Those whose single events are given as points are deaths.
    """
    routes, units = {each.route for each in cards}, {each.unit_measure for each in cards}
    if {each.kind for each in cards} & {Kind.SHARE, Kind.INDEX}:
        return Reason.RATE
    if len({each.points for each in cards}) > 1:
        return Reason.DEATHS
    if routes != {""}:
        return Reason.ROUTE if len(routes) == 1 else Reason.ROUTE_AND_OTHER
    if len(units) > 1:
        return Reason.UNITS
    return Reason.MONEY if units == {MONEY} else Reason.INDICATORS


def mixed_sources(asked: Sum, cards: list[Indicator], catalogue: Catalogue) -> Iterator[Refusal]:
    """Refuse more than one source; where none is named, it must be the only one there is."""
    named = asked.filters.get("source", ())
    offered = [each.sources for each in cards]
    there = tuple(source for source in offered[0] if all(source in each for each in offered))
    if not named and len(there) == 1:
        return
    if there and not set(named) <= set(there):
        yield Refusal(asked, Reason.NOT_ITS_SOURCE, "source", there)
    elif not named and "source" not in asked.over:
        yield Refusal(asked, Reason.SOURCE_NOT_CHOSEN, "source", there)
    elif len(set(named)) < len(named):
        yield Refusal(asked, Reason.SAME_SOURCE, "source", repeated(named))
    elif len(named) != 1:
        several = named or there
        producers = {
            catalogue.sources[part].producer for source in several for part in source.split(".")
        }
        reason = Reason.EDITIONS if len(producers) == 1 else Reason.SOURCES
        yield Refusal(asked, reason, "source", several)


def why_not(dimension: str, cards: list[Indicator]) -> Reason:
    """Say why an indicator may not be added over a dimension: its card's reason, or its kind's."""
    own = [card.no_sum.get(ADDABLE[dimension], "") for card in cards]
    if any(own):
        return Reason(next(filter(None, own)))
    kinds = {each.kind for each in cards}
    if kinds & {Kind.SHARE, Kind.INDEX}:
        return Reason.RATE
    if dimension == "time_period":
        return Reason.STOCK_OVER_TIME if Kind.STOCK in kinds else Reason.TIME
    return Reason.AREAS if dimension == "ref_area" else Reason.COUNTERPARTS


def mixed_persons(asked: Sum, cards: list[Indicator]) -> Iterator[Refusal]:
    """Refuse to add rates over sexes or ages, parts of a breakdown, and ages that overlap."""
    for name in filter(asked.added, ALONE):
        given = asked.filters.get(name, ())
        if {each.kind for each in cards} & {Kind.SHARE, Kind.INDEX}:
            yield Refusal(asked, Reason.RATE, name, given)
        if not given or (name == "breakdown" and not all(c.may_sum.breakdown for c in cards)):
            yield Refusal(asked, Reason.SEVERAL, name, given)
    ages = {code for code in asked.filters.get("age", ()) if code.startswith("Y")}
    bands = sorted((*years_of(code), code) for code in ages)
    for (_, last, one), (first, _, other) in zip(bands, bands[1:], strict=False):
        if first <= last:
            yield Refusal(asked, Reason.OVERLAP, "age", (one, other))


def years_of(age: str) -> tuple[int, int]:
    """Give the first and the last year of life of an age.

    >>> years_of("Y12T17"), years_of("Y_LT18"), years_of("Y_GE60")[0]
    ((12, 17), (0, 17), 60)
    """
    found = AGE.fullmatch(age)
    known = found.groupdict() if found else {}
    first = int(known.get("low") or known.get("over") or 0)
    return first, int(known.get("high") or int(known.get("under") or OLDEST + 1) - 1)


def overlaps(asked: Sum) -> Iterator[Refusal]:
    """Refuse a code with itself, a total with its parts, and a month with its own year.

    ``_Z``, that there is no such end, is no total and no part either; no figure is of no area.
    """
    for name in (*OVER, *filter(asked.added, ALONE)):
        given = asked.filters.get(name, ())
        if len(set(given)) < len(given):
            yield Refusal(asked, Reason.OVERLAP, name, repeated(given))
        if NOT_NAMED in given and (len(given) > 1 or name == "ref_area"):
            yield Refusal(asked, Reason.NOT_A_PART, name, (NOT_NAMED,))
        totals = [code for code in given if code in (WORLD, TOTAL)]
        if totals and len(given) > 1:
            yield Refusal(asked, Reason.TOTAL_AND_PARTS, name, given)
    spans = sorted((*months(code), code) for code in set(asked.filters.get("time_period", ())))
    for (_, last, one), (first, _, other) in zip(spans, spans[1:], strict=False):
        if first <= last:
            yield Refusal(asked, Reason.OVERLAP, "time_period", (one, other))


def inside(asked: Sum, codes: Codes) -> Iterator[Refusal]:
    """Refuse a country with its own first-level units; units and the remainder may be added."""
    for name in ENDS:
        given = asked.filters.get(name, ())
        units = [code for code in given if is_unit(code) and codes.within(code) in given]
        whole = dict.fromkeys(codes.within(code) for code in units)
        if units:
            yield Refusal(asked, Reason.TOTAL_AND_PARTS, name, (*whole, *units))


def repeated(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Give the codes that stand more than once, each once.

    >>> repeated(("COL", "PER", "COL"))
    ('COL',)
    """
    return tuple(dict.fromkeys(code for code in codes if codes.count(code) > 1))


def left_open(asked: Sum) -> Iterator[Refusal]:
    """Refuse several codes that are not asked to be added, and a sum that names no period."""
    for name in (*OVER, *ALONE):
        given = asked.filters.get(name, ())
        if len(given) > 1 and name not in asked.over:
            yield Refusal(asked, Reason.SEVERAL, name, given)
    if "time_period" not in asked.over and not asked.filters.get("time_period"):
        yield Refusal(asked, Reason.NO_PERIOD, "time_period", ())


def mended(refusal: Refusal, latest: Iterable[str] = ()) -> Sum:
    """Take out of a sum what it was refused for: the nearest that this rule allows.

    Args:
        refusal: the sum and the rule.
        latest: periods that there are, for a sum that must be of one.
    """
    asked, name = refusal.asked, refusal.dimension
    given = asked.filters.get(name, ()) or refusal.named
    if name == "time_period" and refusal.reason != Reason.OVERLAP:
        return asked.having(name, max(given, key=months) if given else max(latest, key=months))
    if refusal.reason == Reason.OVERLAP:
        once = tuple(dict.fromkeys(given))
        kept = once if len(once) < len(given) else once[:1]
        return asked.having(name, *(apart(given) if name == "time_period" else kept))
    if refusal.reason == Reason.SEVERAL:
        more = replace(asked, over=asked.over | {name})
        return more if name in OVER else asked.having(name, TOTAL)
    if refusal.reason == Reason.SAME_INDICATOR:
        return asked.having(name, *dict.fromkeys(given))
    if refusal.reason == Reason.NOT_ITS_SOURCE:
        return asked.having(name, *refusal.named[:1])
    if refusal.reason == Reason.NOT_A_PART:
        rest = [code for code in given if code not in refusal.named]
        return asked.having(name, *rest) if rest else asked.without(name)
    if refusal.reason == Reason.NO_TOTAL and name in OVER:
        return replace(asked, over=asked.over | {name})
    if units := {code for code in refusal.named if is_unit(code)}:
        return asked.having(name, *(code for code in given if code not in units))
    if name in ENDS:
        return asked.having(name, WORLD)
    return asked.having(name, *given[:1])


def apart(periods: Iterable[str]) -> tuple[str, ...]:
    """Keep of periods that overlap the longer ones, in order of time.

    >>> apart(["2023-05", "2024", "2023", "2024"])
    ('2023', '2024')
    """
    kept: list[str] = []
    for code in sorted(set(periods), key=lambda code: (months(code)[0] - months(code)[1], code)):
        first, last = months(code)
        if all(last < months(other)[0] or months(other)[1] < first for other in kept):
            kept.append(code)
    return tuple(sorted(kept, key=months))

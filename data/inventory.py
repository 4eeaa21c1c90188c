"""What there is: every indicator with its sources, years, splits, and the countries that it has."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.catalogue import Indicator
from data.catalogue.cards import Mapped
from data.periods import Freq, freq_of
from data.schema import PARTIAL_PERIOD, TOTAL
from data.store import Store

PARTS = {Freq.MONTHLY: 12, Freq.QUARTERLY: 4}  # how many a year has
SHORT = tuple(freq.value for freq in PARTS)
ANY_AREA = ""  # in the place of an area: of whichever it is


@dataclass(frozen=True, slots=True)
class Years:
    """The years of which a source has a value for one country.

    Attributes:
        first: the first one.
        last: the last one.
        count: how many, those that lack months among them.
        cut: those that lack months.
    """

    first: str
    last: str
    count: int
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What one source holds of an indicator.

    Attributes:
        source: its id, or ids joined by a dot.
        first: the first period.
        last: the last one.
        rows: how many observations.
        freqs: the kinds of its periods.
        splits: what it splits by, of ``sex``, ``age``, ``counterpart_area`` and the dimensions of
            ``breakdowns.toml``.
        definitions: ids of what was counted.
        whole: the years that it has, from the first of a focus country to the last; cut are those
            that lack months in every country.
        covers: by definition, the focus countries that it is of; empty where there is only one.
        years: by focus country, those that have a value; a country without any is left out.
        kept: likewise by the focus countries that keep a register of other nationalities: the
            years of the whole register.
    """

    source: str
    first: str
    last: str
    rows: int
    freqs: tuple[Freq, ...]
    splits: tuple[str, ...]
    definitions: tuple[str, ...]
    whole: Years | None
    covers: Mapping[str, tuple[str, ...]]
    years: Mapping[str, Years]
    kept: Mapping[str, Years]


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator, and what each of its sources holds, the first source first.

    Attributes:
        indicator: its card.
        held: what each source holds.
        points: how many single events are given as points, none of most indicators.
    """

    indicator: Indicator
    held: tuple[Held, ...]
    points: int = 0


def entries(store: Store) -> tuple[Entry, ...]:
    """List what there is, in the catalogue's order; of tables only who is covered is read."""
    return tuple(
        Entry(
            card,
            tuple(
                held(store, card, source, cut, kept.get(source, {}))
                for source in sources_of(store, card)
            ),
            int(store.shelf.manifest["incidents"]["rows"]) if card.points else 0,
        )
        for card in store.catalogue.indicators.values()
        for cut, kept in ((cut_of(store, card, card.mapped), kept_of(store, card)),)
    )


def sources_of(store: Store, card: Indicator) -> tuple[str, ...]:
    """List the sources that an indicator's table has, in the catalogue's order."""
    there = store.shelf.entries[card.id]["sources"]
    return tuple(source for source in card.sources if source in there)


def held(
    store: Store,
    card: Indicator,
    source: str,
    cut: Mapping[tuple[str, str], tuple[str, ...]],
    kept: Mapping[str, Years],
) -> Held:
    """Say what one source holds of an indicator, from the manifest.

    Args:
        store: gives the manifest.
        card: the indicator's.
        source: id of the source.
        cut: the years that lack months, as :func:`cut_of` gives them.
        kept: the years of the focus countries that keep the register.
    """
    entry = store.shelf.entries[card.id]
    told, figures = entry["sources"][source], entry["totals"][source]
    dimensions = {code.split(".")[0] for code in told["breakdown"] if code != TOTAL}
    splits = {
        "sex": len(told["sex"]) > 1,
        "age": len(told["age"]) > 1,
        "counterpart_area": told["counterparts"],
        **{name: name in dimensions for name in store.catalogue.breakdowns},
    }
    return Held(
        source=source,
        first=str(figures["first"]),
        last=str(figures["last"]),
        rows=int(figures["rows"]),
        freqs=tuple(freq for freq in Freq if freq.value in told["freqs"]),
        splits=tuple(name for name, has in splits.items() if has),
        definitions=tuple(told["definitions"]),
        covers=covers_of(store, card, source, told["definitions"]),
        whole=whole_of(
            periods_of(store, card, source),
            [*told["years"].values(), *((own.first, own.last, own.count) for own in kept.values())],
            cut.get((source, ANY_AREA), ()),
        ),
        years={
            area: Years(first, last, count, cut.get((source, area), ()))
            for area, (first, last, count) in told["years"].items()
        },
        kept=kept,
    )


def kept_of(store: Store, card: Indicator) -> dict[str, dict[str, Years]]:
    """Give by source the years of each focus country that keeps a register of nationalities."""
    if card.mapped == Mapped.REF_AREA:
        return {}
    keepers = set(store.shelf.entries[card.id]["codes"]["ref_area"])
    if keepers.isdisjoint(store.codes.focus):
        return {}
    years: dict[tuple[str, str], set[str]] = {}
    for source, area, period, _ in store.shelf.periods(card.id, "ref_area"):
        if area in store.codes.focus:
            years.setdefault((source, area), set()).add(period[:4])
    cut = cut_of(store, card, "ref_area")
    found: dict[str, dict[str, Years]] = {}
    for (source, area), own in sorted(years.items()):
        span = Years(min(own), max(own), len(own), cut.get((source, area), ()))
        found.setdefault(source, {})[area] = span
    return found


def cut_of(store: Store, card: Indicator, end: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the years of each source and area that lack months; of whole years there are none.

    A year lacks months where it says so itself; where a source has only months, where in none of
    its areas it has all of them. Under ``ANY_AREA`` stand those that lack months in all areas.
    ``end`` is the column of the area.
    """
    sources = store.shelf.entries[card.id]["sources"].values()
    if not any({*SHORT} & {*each["freqs"]} for each in sources):
        return {}
    told = store.shelf.periods(card.id, end)
    months: dict[tuple[str, str], set[str]] = {}
    years: dict[tuple[str, str, str], bool] = {}
    for source, area, period, flags in told:
        key = (source, area, period[:4])
        if freq_of(period) == Freq.ANNUAL:
            years[key] = years.get(key, True) and PARTIAL_PERIOD in flags.split()
        elif freq_of(period) in PARTS:
            months.setdefault((source, period[:4]), set()).add(period)
    short = {
        (source, area, period[:4])
        for source, area, period, _ in told
        if len(months.get((source, period[:4]), ())) in range(1, PARTS.get(freq_of(period), 0))
    }
    cut = {key for key, is_cut in years.items() if is_cut} | (short - years.keys())
    there = {(source, area, period[:4]) for source, area, period, _ in told}
    whole = {(source, year) for source, _, year in there - cut}
    cut |= {(source, ANY_AREA, year) for source, _, year in cut if (source, year) not in whole}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for source, area, year in sorted(cut):
        found[source, area] = (*found.get((source, area), ()), year)
    return found


def covers_of(
    store: Store, card: Indicator, source: str, definitions: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Say of which focus countries each of several definitions is."""
    if len(definitions) == 1:
        return {}
    there = store.shelf.covered(card.id, "ref_area")
    return {
        name: tuple(area for area in store.codes.focus if (source, name, area) in there)
        for name in definitions
    }


def periods_of(store: Store, card: Indicator, source: str) -> Iterable[str]:
    """Give the periods of one source of an indicator: those of its table, if it is alone in it."""
    entry = store.shelf.entries[card.id]
    if len(entry["sources"]) == 1:
        return tuple(entry["codes"]["time_period"])
    told = store.shelf.periods(card.id, card.mapped)
    return {period for own, _, period, _ in told if own == source}


def whole_of(
    periods: Iterable[str], years: Collection[tuple[str, str, int]], cut: Collection[str] = ()
) -> Years | None:
    """Count the years that a source has between the first and the last of some countries.

    Args:
        periods: those of the source.
        years: first, last and number of the years of each country.
        cut: years of the source that lack months in every country.

    >>> whole_of(["1990", "2000-01", "2000-02", "2010"], [("1990", "2000", 2)], ["2000", "2010"])
    Years(first='1990', last='2000', count=2, cut=('2000',))
    """
    if not years:
        return None
    first, last = min(each[0] for each in years), max(each[1] for each in years)
    there = {period[:4] for period in periods if first <= period[:4] <= last}
    return Years(first, last, len(there), tuple(sorted(there.intersection(cut))))


def used_by(listed: tuple[Entry, ...]) -> dict[str, int]:
    """Count the indicators that each source serves, also below or above a line."""
    counts: dict[str, int] = {}
    for entry in listed:
        for source in {part for held in entry.held for part in held.source.split(".")}:
            counts[source] = counts.get(source, 0) + 1
    return counts

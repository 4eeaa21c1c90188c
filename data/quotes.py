"""Which number to quote: of each concept the latest whole figure, and why two figures differ."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from data import observations, periods
from data.catalogue import FACTS, Catalogue, Concept, Definition, Line
from data.periods import Freq
from data.schema import PARTIAL_PERIOD, ObsStatus
from data.store import Store
from data.sums import PARTIAL_SUM, has_flag

# Years before all else; a snapshot or a survey has months or quarters alone.
KINDS = (Freq.ANNUAL, Freq.MONTHLY, Freq.MOVING_QUARTER, Freq.QUARTERLY, Freq.FIVE_YEARS)
DIMENSIONS = ("indicator", "source", "ref_area", "counterpart_area", "sex", "age", "breakdown")
WORDS = (*DIMENSIONS, "time_period", "obs_status", "definition", "flags")
# What a definition says besides what is counted, as it is held against another.
SAID = (*FACTS, "left_out")
UNDOCUMENTED = "not_documented"
RECENT = (
    12  # months: a figure that is so much older and lacks nothing is quoted before a partial sum
)
INCOMPLETE = (PARTIAL_PERIOD, PARTIAL_SUM)
Lines = Mapping[Line, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation, with what it takes to quote it.

    Attributes:
        indicator: of the observation table, and so on.
        source: likewise.
        ref_area: likewise.
        counterpart_area: likewise.
        sex: likewise.
        age: likewise.
        breakdown: likewise.
        time_period: likewise.
        obs_value: in the unit of the indicator.
        obs_status: likewise.
        definition: id of what was counted.
        flags: sorted.
        silent: later periods of the series that were not reported.
        cut: a later period that lacks months or a part, empty when there is none.
        lacks: the first-level units that a partial sum lacks, where those are what it lacks.
    """

    indicator: str
    source: str
    ref_area: str
    counterpart_area: str
    sex: str
    age: str
    breakdown: str
    time_period: str
    obs_value: float
    obs_status: str
    definition: str
    flags: tuple[str, ...]
    silent: tuple[str, ...] = ()
    cut: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def key(self) -> dict[str, str]:
        """Give the codes that find the observation."""
        return {name: getattr(self, name) for name in (*DIMENSIONS, "time_period")}


@dataclass(frozen=True, slots=True)
class Quote:
    """A concept as one source answers it.

    Attributes:
        concept: the concept.
        line: which observations answer.
        figure: the number to quote.
        differs: the facts of its definition that are not those of the quote above.
    """

    concept: Concept
    line: Line
    figure: Figure
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """A concept without a figure.

    Attributes:
        concept: the concept.
        sources: those that answer it elsewhere, none when no source does.
    """

    concept: Concept
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two figures that are taken for one thing.

    Attributes:
        first: the one that others are held against.
        second: the other.
        facts: the facts of their definitions that differ, ``counted`` first.
        beside: where they are of other periods, what one of them has of the other's period, if a
            line asks for the pair.
    """

    first: Quote
    second: Quote
    facts: tuple[str, ...]
    beside: Figure | None = None

    @property
    def of_one_period(self) -> bool:
        """Tell whether both are of the same period."""
        return self.first.figure.time_period == self.second.figure.time_period

    @property
    def is_more_than_date(self) -> bool:
        """Tell whether both are known to differ in one period too."""
        same = self.beside
        return same is not None and same.obs_value != self.of_period(same.time_period).obs_value

    def of_period(self, period: str) -> Figure:
        """Give the figure that is of a period."""
        pair = (self.first.figure, self.second.figure)
        return next(each for each in pair if each.time_period == period)


def rows_of(store: Store, line: Line, country: str) -> pd.DataFrame:
    """Select the observations of a line for one country, all periods, in order of time."""
    card = store.catalogue.indicators[line.indicator]
    found = observations.find(store, line.filters(country, card))
    rows = observations.frame(store, found)
    rows = rows.astype({name: str for name in rows.columns if name != "obs_value"})
    return rows.sort_values("time_period", key=lambda each: each.map(periods.months))


def of_one_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the periods of the kind that a figure is quoted by: years, where there are any."""
    kinds = rows["time_period"].map(periods.freq_of)
    valued = set(kinds[rows["obs_value"].notna()])
    kind = next((each for each in KINDS if each in valued), None)
    return rows[kinds == kind]


def whole(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep what may be quoted: values of whole periods that are no projection."""
    return rows[
        rows["obs_value"].notna()
        & (rows["obs_status"] != ObsStatus.FORECAST.value)
        & ~has_flag(rows["flags"], PARTIAL_PERIOD)
    ]


def figure_of(rows: pd.DataFrame, *, partial: bool = False) -> Figure | None:
    """Give the figure to quote of a series: the latest of a whole period that is no projection.

    A partial sum is quoted only where the figure of the year before is one too.

    Args:
        rows: of the observation table, one a period, in order of time.
        partial: whether a period that lacks months is quoted where none is whole.
    """
    own = of_one_kind(rows)
    there = whole(own)
    if there.empty and partial:
        cut_short = own["obs_status"] != ObsStatus.FORECAST.value
        there = own[own["obs_value"].notna() & cut_short]
    if there.empty:
        return None
    last = latest(there)
    later = own[own["time_period"].map(periods.months) > periods.months(last["time_period"])]
    silent = later[later["obs_status"] == ObsStatus.MISSING.value]
    cut = later[has_flag(later["flags"], *INCOMPLETE) & later["obs_value"].notna()]
    return figure(last.to_dict(), tuple(silent["time_period"]), "".join(cut["time_period"][-1:]))


def latest(rows: pd.DataFrame) -> pd.Series:
    """Give the latest of some rows, or the one before it where that alone lacks nothing."""
    last = rows.iloc[-1]
    complete = rows[~has_flag(rows["flags"], PARTIAL_SUM)]
    if complete.empty:
        return last
    before = complete.iloc[-1]
    ends = (periods.months(each["time_period"])[0] for each in (last, before))
    return before if abs(next(ends) - next(ends)) <= RECENT else last


def figure(row: Mapping[Hashable, Any], silent: tuple[str, ...] = (), cut: str = "") -> Figure:
    """Make a figure of one row of the observation table."""
    texts = {name: str(row[name]) for name in WORDS}
    flags = tuple(texts.pop("flags").split())
    value = float(row["obs_value"])
    return Figure(**texts, obs_value=value, flags=flags, silent=silent, cut=cut, lacks=())


def lines_of(store: Store, country: str) -> Lines:
    """Select the observations of every line for one country, one table after the other."""
    concepts = store.catalogue.quotes.values()
    every = dict.fromkeys(line for concept in concepts for line in concept.lines)
    ordered = sorted(every, key=lambda line: line.indicator)
    return {line: rows_of(store, line, country) for line in ordered}


def figures(concept: Concept, lines: Lines) -> list[tuple[Line, Figure]]:
    """Give the figure of every line of a concept that has one."""
    found = ((line, figure_of(lines[line], partial=line.partial)) for line in concept.lines)
    return [(line, own) for line, own in found if own is not None]


def quotes(
    catalogue: Catalogue, lines: Lines, section: str
) -> tuple[tuple[Quote, ...], tuple[Lack, ...]]:
    """Give the numbers to quote of one section, and the concepts that have none.

    Args:
        catalogue: the concepts, and what definitions say.
        lines: the observations of a country, as :func:`lines_of` gives them.
        section: of ``quotes.toml``.
    """
    told: list[tuple[Concept, Line, Figure]] = []
    lacks: list[Lack] = []
    for concept in catalogue.quotes.values():
        if concept.section != section:
            continue
        own = figures(concept, lines)
        told = [*told, *((concept, *each) for each in own)]
        if not own and not concept.sole:
            asked = () if concept.national else concept.lines
            sources = tuple(dict.fromkeys(line.source for line in asked))
            lacks.append(Lack(concept, sources))
    named = [each.definition for _, _, each in told]
    definitions = [catalogue.definitions[each] for each in named]
    changes = [(), *(differing(above, own) for above, own in pairwise(definitions))]
    made = (Quote(*each, differs) for each, differs in zip(told, changes, strict=False))
    return tuple(made), tuple(lacks)


def differing(one: Definition, other: Definition) -> tuple[str, ...]:
    """Name the facts in which two definitions differ, what is counted first.

    >>> definitions = Catalogue.read().definitions
    >>> differing(definitions["unhcr_refugees"], definitions["unhcr_asylum_seekers"])
    ('counted', 'population_base', 'legal_basis', 'left_out')
    """
    facts = [fact for fact in SAID if getattr(one, fact) != getattr(other, fact)]
    return ("counted", *facts) if one.concept != other.concept else tuple(facts)


def contrasts(told: Sequence[Quote], catalogue: Catalogue, lines: Lines) -> tuple[Contrast, ...]:
    """Hold figures that are taken for one thing against the first of them, and as lines ask.

    Args:
        told: the figures.
        catalogue: what their definitions say.
        lines: the observations of the country, as :func:`lines_of` gives them.
    """
    alike: dict[str, list[Quote]] = {}
    found = []
    for each in told:
        if not each.concept.alike:
            continue
        before = alike.setdefault(each.concept.alike, [])
        for at, other in enumerate(before):
            if at == 0 or other.line.source in each.line.against:
                pair = (catalogue.definitions[q.figure.definition] for q in (other, each))
                asked = other.line.source in each.line.against
                same = of_one_period(other, each, lines) if asked else None
                found.append(Contrast(other, each, differing(*pair), same))
        before.append(each)
    return tuple(found)


def of_one_period(first: Quote, second: Quote, lines: Lines) -> Figure | None:
    """Give what one of two figures is in the other's period: the second's first, if there is one.

    None where they are of one period already: both are there.
    """
    periods_of = (first.figure.time_period, second.figure.time_period)
    if len(set(periods_of)) == 1:
        return None
    for own, period in zip((second, first), periods_of, strict=True):
        rows = whole(lines[own.line])
        same = rows[rows["time_period"] == period]
        if len(same):
            return figure(same.iloc[0].to_dict())
    return None


def is_documented(contrast: Contrast, catalogue: Catalogue) -> bool:
    """Tell whether documents state any difference: what one of them leaves open is none."""
    one, other = (
        catalogue.definitions[each.figure.definition] for each in (contrast.first, contrast.second)
    )
    known = [
        fact
        for fact in SAID
        if UNDOCUMENTED not in (pair := (getattr(one, fact), getattr(other, fact)))
        and pair[0] != pair[1]
    ]
    return one.concept != other.concept or bool(known)

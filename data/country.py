"""One country: the numbers to quote, both ends of its corridors, its series, its pyramid."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data import observations, periods
from data.catalogue import Concept, Indicator, Line
from data.catalogue.quotes import SECTIONS
from data.codes import is_unit
from data.guard import years_of
from data.holes import usual_step
from data.missing import below, missing_below
from data.periods import Freq
from data.quotes import (
    Contrast,
    Figure,
    Lack,
    Lines,
    Quote,
    contrasts,
    figure,
    figure_of,
    lines_of,
    of_one_kind,
    quotes,
    rows_of,
)
from data.schema import NOT_NAMED, PARTIAL_SUM, TOTAL, UNKNOWN, ObsStatus, Sex
from data.store import Store

SINCE = 1990
YEAR = 12  # months
MOST = 10
FLOWING = 5
ENDS = ("ref_area", "counterpart_area")
ORIGINS = Line("migrant_stock", "undesa_2024")
DESTINATIONS = Line("emigrant_stock", "undesa_2024")
DISPLACED_FROM = Line("displaced_population", "unhcr")
DISPLACED_TO = Line("displaced_population", "unhcr", "counterpart_area")
# By name of the words of a list (country_ends), the line whose other end it ranks.
TOPS = {
    "origins": ORIGINS,
    "destinations": DESTINATIONS,
    "displaced_from": DISPLACED_FROM,
    "displaced_to": DISPLACED_TO,
}
AGES = Line("migrant_stock_age", "undesa_2019")
HAZARDS = Line("idp_new_disaster", "idmc")
HAZARD = "hazard."
DOUBTED = {"doubtful_split", "sex_partly_known"}  # flags of a split that is not shown


@dataclass(frozen=True, slots=True)
class Bar:
    """One country at the other end.

    Attributes:
        code: ISO 3166-1 alpha-3.
        figure: of both sexes.
        women: the figure of women, where the source splits all of them by sex.
        men: likewise.
    """

    code: str
    figure: Figure
    women: Figure | None
    men: Figure | None


@dataclass(frozen=True, slots=True)
class Top:
    """The largest ends of a country's corridors, in one period.

    Attributes:
        name: of the list in words.
        line: the observations.
        whole: the figure of all ends.
        bars: the largest first; published zeros are left out.
        unknown: the figure of ends that are unknown or other, where there is one above zero.
        count: how many ends have a figure above zero.
    """

    name: str
    line: Line
    whole: Figure
    bars: tuple[Bar, ...]
    unknown: Figure | None
    count: int


@dataclass(frozen=True, slots=True)
class Series:
    """One line over time, whole periods that are no projection.

    Attributes:
        concept: what it is about.
        line: the observations.
        figures: those with a value, in order of time.
        missing: periods between the first and the last that were not reported; of a series of
            every year also those that the table has no row of.
        breaks: periods in which the series breaks.
        step: the years from one period of its table to the next, whatever the country has.
    """

    concept: Concept
    line: Line
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]
    breaks: tuple[str, ...]
    step: int


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Persons by sex and age in one year.

    Attributes:
        whole: the figure of all.
        bands: the age bands, the youngest first: age, women, men.
    """

    whole: Figure
    bands: tuple[tuple[str, Figure, Figure], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one part of the page.

    Attributes:
        name: of ``quotes.toml``.
        quotes: those that there are.
        lacks: concepts without one.
        series: what is drawn.
        contrasts: figures that are taken for one thing.
        undrawn: series with figures and nothing to see: one alone, or zeros.
    """

    name: str
    quotes: tuple[Quote, ...]
    lacks: tuple[Lack, ...]
    series: tuple[Series, ...]
    contrasts: tuple[Contrast, ...]
    undrawn: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """All that a country page says.

    Attributes:
        code: ISO 3166-1 alpha-3.
        sections: by name, in the order of the page.
        tops: by name; none where the source has no ends of this country.
        pyramid: none where the source has no ages of it.
        hazards: by code of breakdown, the largest first, of the latest year with any.
    """

    code: str
    sections: Mapping[str, Section]
    tops: Mapping[str, Top | None]
    pyramid: Pyramid | None
    hazards: tuple[Figure, ...]


def answer(store: Store, code: str) -> Country:
    """Say what there is of a country."""
    cards = store.catalogue.indicators
    # First the tables that are asked twice: they are still held when their lines are read.
    tops = {
        name: top(store, name, line, code) for name, line in TOPS.items() if line.indicator in cards
    }
    lines = lines_of(store, code)
    return Country(
        code=code,
        sections={name: section(store, lines, name) for name in SECTIONS},
        tops=tops,
        pyramid=pyramid(store, code) if AGES.indicator in cards else None,
        hazards=hazards(store, code) if HAZARDS.indicator in cards else (),
    )


def section(store: Store, lines: Lines, name: str) -> Section:
    """Give the figures of one part of a country's page."""
    catalogue = store.catalogue
    found, lacks = quotes(catalogue, lines, name)
    told = tuple(
        replace(each, figure=replace(each.figure, lacks=lacking_units(store, each.figure)))
        if PARTIAL_SUM in each.figure.flags
        else each
        for each in found
    )
    every = [each for each in all_series(store, lines, name) if each.figures]
    return Section(
        name=name,
        quotes=told,
        lacks=lacks,
        series=tuple(filter(is_drawn, every)),
        contrasts=contrasts(told, catalogue, lines),
        undrawn=tuple(each for each in every if not is_drawn(each)),
    )


def lacking_units(store: Store, own: Figure) -> tuple[str, ...]:
    """Name the units of the country that a partial sum lacks."""
    if own.ref_area not in store.codes.focus:
        return ()
    missing = missing_below(store, own.indicator, own.source)
    return tuple(sorted(filter(is_unit, set(below(missing, own.key, store.codes)["ref_area"]))))


def all_series(store: Store, lines: Lines, name: str) -> Iterator[Series]:
    """Give the series that are drawn in a part of the page, whatever they have."""
    for concept in store.catalogue.quotes.values():
        if concept.section == name and concept.drawn:
            for line in concept.lines:
                yield series(concept, line, lines[line], step_of(store, line.indicator))


def step_of(store: Store, indicator: str) -> int:
    """Give the years from one period of a table to the next; a table of one year steps by one."""
    held = store.shelf.entries[indicator]["codes"]["time_period"]
    years = [each for each in held if periods.freq_of(each) == Freq.ANNUAL]
    return max(usual_step(years) // YEAR, 1)


def is_drawn(own: Series) -> bool:
    """Tell whether a series has something to see: two figures or more, not all of them zero."""
    return len(own.figures) > 1 and any(each.obs_value for each in own.figures)


def series(concept: Concept, line: Line, rows: pd.DataFrame, step: int) -> Series:
    """Give a line since 1990, without projections and without periods that lack months.

    Args:
        concept: what it is about.
        line: the observations.
        rows: of the observation table.
        step: the years from one period of the table to the next.
    """
    rows = of_one_kind(rows)
    rows = rows[rows["time_period"].str[:4].astype(int) >= SINCE]
    known = set(rows["time_period"])
    rows = rows[rows["obs_status"] != ObsStatus.FORECAST.value]
    told = [
        figure(row)
        for row in rows[rows["obs_value"].notna()].to_dict("records")
        if "partial_period" not in row["flags"].split()
    ]
    held = [each.time_period for each in told]
    missing = set(rows.loc[rows["obs_status"] == ObsStatus.MISSING.value, "time_period"])
    missing |= set(skipped(held, step)) - known
    return Series(
        concept=concept,
        line=line,
        figures=tuple(told),
        missing=tuple(sorted(each for each in missing if held and held[0] < each < held[-1])),
        breaks=tuple(each.time_period for each in told if each.obs_status == ObsStatus.BREAK.value),
        step=step,
    )


def skipped(held: Sequence[str], step: int) -> list[str]:
    """List the years between the first and the last that a series of every year leaves out.

    >>> skipped(["2016", "2019"], 1), skipped(["1990", "1995", "2000"], 5)
    (['2017', '2018'], [])
    """
    years = [int(each[:4]) for each in held]
    if not years or step > 1:
        return []
    return [str(year) for year in range(years[0], years[-1]) if year not in years]


def top(store: Store, name: str, line: Line, code: str, most: int = MOST) -> Top | None:
    """Rank the ends of a country's corridors in the period of the whole."""
    card = store.catalogue.indicators[line.indicator]
    whole = figure_of(rows_of(store, line, code))
    if whole is None:
        return None
    rows = ends_of(store, line, code, card, whole.time_period)
    (end,) = (each for each in ENDS if each != line.country)
    both = rows[(rows["sex"] == TOTAL) & (rows["obs_value"] > 0)]
    named = both[[is_country(store, each) for each in both[end]]]
    ranked = named.sort_values(["obs_value", end], ascending=[False, True])
    unknown = both[both[end] == UNKNOWN]
    bars = tuple(bar(rows, end, row) for row in ranked.head(most).to_dict("records"))
    return Top(
        name=name,
        line=line,
        whole=whole,
        bars=bars,
        unknown=figure(unknown.iloc[0].to_dict()) if len(unknown) else None,
        count=len(named),
    )


def ends_of(store: Store, line: Line, code: str, card: Indicator, period: str) -> pd.DataFrame:
    """Select the observations of every other end of a country, by sex, in one period."""
    (end,) = (each for each in ENDS if each != line.country)
    own = line.filters(code, card)
    filters = {name: codes for name, codes in own.items() if name not in (end, "sex")}
    filters["time_period"] = (period,)
    filters["sex"] = (TOTAL, Sex.FEMALE.value, Sex.MALE.value)
    rows = observations.frame(store, observations.find(store, filters))
    return rows.astype({name: str for name in rows.columns if name != "obs_value"})


def is_country(store: Store, code: str) -> bool:
    """Tell whether a code is a country's."""
    return not is_unit(code) and store.codes.areas[code].level == "country"


def bar(rows: pd.DataFrame, end: str, row: Mapping[Hashable, Any]) -> Bar:
    """Put an end's women and men beside its figure, where every person is one of both."""
    own = rows[(rows[end] == row[end]) & rows["obs_value"].notna()]
    parts = {sex: own[own["sex"] == sex] for sex in (Sex.FEMALE, Sex.MALE)}
    women, men = (figure(part.iloc[0].to_dict()) if len(part) else None for part in parts.values())
    if women is None or men is None or is_doubtful(row, women, men):
        women = men = None
    return Bar(str(row[end]), figure(row), women, men)


def is_doubtful(row: Mapping[Hashable, Any], women: Figure, men: Figure) -> bool:
    """Tell whether women and men are not all persons, or the source's split is doubted."""
    flags = {*str(row["flags"]).split(), *women.flags, *men.flags}
    return bool(row["obs_value"] - women.obs_value != men.obs_value or flags & DOUBTED)


def pyramid(store: Store, code: str) -> Pyramid | None:
    """Give persons by sex and age in the latest year that the source has of a country."""
    whole = figure_of(rows_of(store, AGES, code))
    if whole is None:
        return None
    filters = {
        "indicator": (AGES.indicator,),
        "source": (AGES.source,),
        "ref_area": (code,),
        "counterpart_area": (NOT_NAMED,),
        "breakdown": (TOTAL,),
        "time_period": (whole.time_period,),
    }
    rows = observations.frame(store, observations.find(store, filters))
    rows = rows.astype({name: str for name in rows.columns if name != "obs_value"})
    told = {
        (row["sex"], row["age"]): figure(row)
        for row in rows[rows["obs_value"].notna()].to_dict("records")
    }
    ages = sorted({age for _, age in told if age.startswith("Y")}, key=years_of)
    bands = tuple(
        (age, told[Sex.FEMALE, age], told[Sex.MALE, age])
        for age in ages
        if (Sex.FEMALE, age) in told and (Sex.MALE, age) in told
    )
    return Pyramid(whole, bands) if bands else None


def hazards(store: Store, code: str) -> tuple[Figure, ...]:
    """Give new displacements by hazard, the largest first, in the latest year with any."""
    card = store.catalogue.indicators[HAZARDS.indicator]
    filters = {
        name: codes for name, codes in HAZARDS.filters(code, card).items() if name != "breakdown"
    }
    rows = observations.frame(store, observations.find(store, filters))
    rows = rows.astype({name: str for name in rows.columns if name != "obs_value"})
    causes = rows[rows["breakdown"].str.startswith(HAZARD) & (rows["obs_value"] > 0)]
    if causes.empty:
        return ()
    latest = max(causes["time_period"], key=periods.months)
    now = causes[causes["time_period"] == latest].sort_values(
        ["obs_value", "breakdown"], ascending=[False, True]
    )
    return tuple(figure(row) for row in now.to_dict("records"))

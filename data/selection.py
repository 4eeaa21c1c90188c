"""What may be asked of an indicator, and which of its rows answer a view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from data import observations, periods
from data.catalogue import Indicator
from data.catalogue.cards import Mapped
from data.periods import Freq
from data.schema import AGE, NOT_NAMED, PARTIAL_PERIOD, TOTAL, WORLD, Sex
from data.store import Store
from data.sums import has_flag
from data.view import Measure, View

FORECAST = "F"
LEADING = 8
YEARS_BACK = 5
OLDEST = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be asked next to a view, from what the tables have.

    Attributes:
        indicators: those that can be shown, in the catalogue's order.
        sources: ids, the indicator's first source first.
        freqs: kinds of period, the longest of a year or less first.
        areas: codes that the map may show, the focus countries first.
        others: codes of the other end with data, all of them together first.
        leading: the largest single codes in the latest period, largest first: of the other end,
            or of the nationalities where the map shows those.
        sexes: of what was chosen before; where that has no value at all, the one asked for.
        ages: likewise.
        breakdowns: likewise.
        measures: how the indicator can be measured.
        periods: those with a value for at least one country.
        partial: those of them that lack months.
        ahead: those of them that are projections for most countries.
        stops: every period from the first to the last.
        latest: the last whole period that is no projection.
        besides: indicators that can stand beside the view.
        bases: what changes may be counted from, the one that is taken unless another is chosen
            first.
    """

    indicators: tuple[str, ...]
    sources: tuple[str, ...]
    freqs: tuple[Freq, ...]
    areas: tuple[str, ...]
    others: tuple[str, ...]
    leading: tuple[str, ...]
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    breakdowns: tuple[str, ...]
    measures: tuple[Measure, ...]
    periods: tuple[str, ...]
    partial: frozenset[str]
    ahead: frozenset[str]
    stops: tuple[str, ...]
    latest: str
    besides: tuple[str, ...]
    bases: tuple[str, ...]


def drawn(store: Store, indicator: str, measure: Measure) -> Indicator:
    """Give the indicator that answers a measure (``displaced_per_1000`` for ``per_1000``)."""
    asked = store.catalogue.indicators[indicator]
    return store.catalogue.indicators[asked.measures.get(measure.value, indicator)]


def unmapped(card: Indicator) -> str:
    """Name the end of an observation that the map of an indicator does not show.

    >>> from data.catalogue import Catalogue
    >>> unmapped(Catalogue.read().indicators["darien_transits"])
    'ref_area'
    """
    return next(end.value for end in Mapped if end.value != card.mapped)


def offered(store: Store) -> tuple[str, ...]:
    """List the indicators that have observations of the focus countries.

    A register is offered also where it tells no nationalities apart.
    """
    shown = {*store.codes.focus, WORLD}
    return tuple(
        name
        for name, card in store.catalogue.indicators.items()
        if not shown.isdisjoint(store.shelf.entries[name]["codes"][card.mapped])
    )


def besides(store: Store, view: View) -> tuple[str, ...]:
    """List what can stand beside a view: other indicators with its kind of period."""
    shown = (view.indicator, drawn(store, view.indicator, view.measure).id)
    return tuple(
        name
        for name in offered(store)
        if name not in shown
        and view.freq in store.shelf.entries[name]["sources"][sources_there(store, name)]["freqs"]
    )


def sources_there(store: Store, indicator: str) -> str:
    """Name the first source of an indicator that its table has."""
    there = store.shelf.entries[indicator]["sources"]
    return next(each for each in store.catalogue.indicators[indicator].sources if each in there)


def rows_of(store: Store, indicator: str, source: str) -> pd.DataFrame:
    """Select the observations of one source that a map can show.

    Returns:
        Rows of the observation table with ``freq``: of the focus countries, or where the map
        shows nationalities, of all.
    """
    filters: dict[str, tuple[str, ...]] = {"indicator": (indicator,), "source": (source,)}
    if store.catalogue.indicators[indicator].mapped == Mapped.REF_AREA:
        filters["ref_area"] = store.codes.focus
    rows = observations.frame(store, observations.find(store, filters))
    return rows.assign(freq=rows["time_period"].map(periods.freq_of).astype(str))


def sources_of(store: Store, indicator: str) -> tuple[str, ...]:
    """List the sources that have values for an indicator, in the catalogue's order."""
    there = store.shelf.entries[indicator]["codes"]["source"]
    named = tuple(s for s in store.catalogue.indicators[indicator].sources if s in there)
    if len(named) == 1:
        return named
    return tuple(
        source for source in named if rows_of(store, indicator, source)["obs_value"].notna().any()
    )


def measures_of(store: Store, indicator: str) -> tuple[Measure, ...]:
    """List the measures that the catalogue declares for an indicator, the count first."""
    declared = store.catalogue.indicators[indicator].measures
    return (Measure.COUNT, *(m for m in Measure if m.value in declared and m is not Measure.COUNT))


def source_drawn(store: Store, indicator: str, measure: Measure, source: str) -> str:
    """Give the source of what is drawn: a derived indicator names its numerator's first."""
    derived = drawn(store, indicator, measure)
    if source in derived.sources:
        return source
    return next((s for s in derived.sources if s.split(".")[0] == source), derived.sources[0])


def valued_codes(rows: pd.DataFrame, column: str) -> set[str]:
    """Name the codes of a column that have a value."""
    return {str(code) for code in rows.loc[rows["obs_value"].notna(), column].unique()}


def freqs_of(rows: pd.DataFrame) -> tuple[Freq, ...]:
    """List the kinds of period that have a value, years first."""
    found = valued_codes(rows, "freq")
    return tuple(freq for freq in Freq if freq in found)


def counterparts_of(rows: pd.DataFrame, column: str) -> tuple[str, ...]:
    """List the codes of an end that have a value, all of them together (``W``) first."""
    valued = rows.loc[rows["obs_value"].fillna(0) != 0, column].unique()
    always = rows.loc[rows[column].isin([WORLD, NOT_NAMED]), column].unique()
    codes = {str(code) for code in valued} | {str(code) for code in always}
    first = (WORLD, NOT_NAMED)
    return tuple(
        sorted(codes, key=lambda code: (code not in first, code != WORLD, code[0] == "_", code))
    )


def others_of(rows: pd.DataFrame, card: Indicator) -> tuple[str, ...]:
    """List the codes of the end that the map does not show, those with values before others."""
    found = counterparts_of(rows, unmapped(card))
    return found or tuple(sorted(valued_codes(rows, unmapped(card))))


def areas_of(store: Store, rows: pd.DataFrame, card: Indicator) -> tuple[str, ...]:
    """List what the map may show: the nine, and where it shows nationalities all that have any."""
    if card.mapped == Mapped.REF_AREA:
        return store.codes.focus
    found = counterparts_of(rows, card.mapped)
    others = tuple(code for code in found if code not in store.codes.focus)
    return others if len(others) == len(found) else (*store.codes.focus, *others)


def first_areas(store: Store, areas: tuple[str, ...]) -> tuple[str, ...]:
    """Give what the map shows unless others are asked for: the nine, or all of them together."""
    return store.codes.focus if areas[0] in store.codes.focus else areas[:1]


def sexes_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """List the sexes that have a value, both together first."""
    found = valued_codes(rows, "sex")
    return tuple(sex.value for sex in Sex if sex in found)


def ages_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """List the ages that have a value: all together, the youngest first, those unknown last."""
    return tuple(sorted(valued_codes(rows, "age"), key=age_order))


def age_order(age: str) -> tuple[int, int, int]:
    """Give the place of an age among others.

    >>> sorted(["_U", "Y_GE60", "Y0T4", "Y_LT18", "_T"], key=age_order)
    ['_T', 'Y0T4', 'Y_LT18', 'Y_GE60', '_U']
    """
    found = AGE.fullmatch(age)
    if found is None or age in (TOTAL, "_U"):
        return (0 if age == TOTAL else 2, 0, 0)
    low, high, over, under = (found[name] for name in ("low", "high", "over", "under"))
    return (1, int(low or over or 0), int(high or under or OLDEST))


def breakdowns_of(rows: pd.DataFrame, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """List what the source splits by and has a value for, the total first."""
    found = valued_codes(rows, "breakdown")
    every = (TOTAL, *(f"{name}.{code}" for name, codes in known.items() for code in codes))
    return tuple(code for code in every if code in found)


def leading_of(rows: pd.DataFrame, column: str, latest: str) -> tuple[str, ...]:
    """List the single codes of an end with the largest value in one period, largest first."""
    now = rows[(rows["time_period"] == latest) & rows[column].astype(str).str.isalpha()]
    now = now[now[column] != WORLD]
    largest = now.groupby(column, observed=True)["obs_value"].max()
    kept = largest[largest > 0].sort_values(ascending=False, kind="stable").head(LEADING)
    return tuple(str(code) for code in kept.index)


def first_of(codes: tuple[str, ...], rows: pd.DataFrame, card: Indicator) -> str:
    """Give the other end that is shown unless another is asked for.

    All of them together; where the source never adds them up, the one with most values.
    """
    if codes[0] in (WORLD, NOT_NAMED):
        return codes[0]
    counts = rows.loc[rows["obs_value"].notna(), unmapped(card)].value_counts()
    return max(codes, key=lambda code: counts.get(code, 0))


def of_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of both sexes and all ages together, as far as there are any."""
    for column in ("sex", "age", "breakdown"):
        whole = rows[rows[column] == TOTAL]
        rows = whole if len(whole) else rows
    return rows


def forecasts(rows: pd.DataFrame) -> frozenset[str]:
    """Name the periods in which most values are projections.

    >>> table = pd.DataFrame({"time_period": ["2023", "2024", "2024"], "obs_value": 1.0,
    ...     "obs_status": ["E", "F", "F"]})
    >>> sorted(forecasts(table))
    ['2024']
    """
    valued = rows[rows["obs_value"].notna()]
    part = (valued["obs_status"] == FORECAST).groupby(valued["time_period"].astype(str)).mean()
    return frozenset(part.index[part > 0.5])  # noqa: PLR2004 - most of them


def projected(store: Store, card: Indicator, source: str, rows: pd.DataFrame) -> frozenset[str]:
    """Name the periods that are projections; of what is derived its numerator decides.

    Displaced persons who were counted stay counted when the population they are held against
    is projected.
    """
    ahead = forecasts(rows)
    if not ahead or card.formula is None:
        return ahead
    above = card.formula.numerator.indicators[0]
    return ahead & forecasts(rows_of(store, above, source.split(".")[0]))


def held(rows: pd.DataFrame, freq: str) -> tuple[str, ...]:
    """List the periods of a kind that a source has any value for."""
    return tuple(sorted(valued_codes(rows[rows["freq"] == freq], "time_period")))


def latest_of(
    store: Store,
    source: str,
    found: tuple[str, ...],
    partial: Iterable[str] = (),
    ahead: Iterable[str] = (),
) -> str:
    """Give the last whole period that was seen and is not past the first source's edition."""
    edition = store.catalogue.sources[source.split(".")[0]].edition[:4]
    whole = [period for period in found if period not in set(partial)] or list(found)
    seen = [period for period in whole if period not in set(ahead)] or whole
    return max((p for p in seen if p[:4] <= edition), default=seen[-1])


def common(own: Choices, other: Choices) -> str:
    """Give the latest period that two indicators have, whole and seen; an empty text for none."""
    usable = [
        set(each.periods) - each.partial - each.ahead or set(each.periods) for each in (own, other)
    ]
    return max(usable[0] & usable[1], default="")


def bases_of(found: tuple[str, ...], partial: Iterable[str], latest: str) -> tuple[str, ...]:
    """List what changes may be counted from, the default first.

    Months and quarters are held against the same ones of the year before; years against the one
    five years before the latest. A period that lacks months is nobody's base.

    >>> bases_of(("2018", "2019", "2024"), (), "2024")
    ('2019', '2018', '2024')
    >>> bases_of(("2023-01", "2023-02"), ("2023-02",), "2023-01")
    ('P1Y', '2023-01')
    """
    whole = tuple(period for period in found if period not in set(partial))
    if not whole:
        return ("",)
    if periods.freq_of(whole[0]) not in (Freq.ANNUAL, Freq.FIVE_YEARS):
        return (periods.YEAR_BEFORE, *whole)
    back = periods.years_back(latest, YEARS_BACK)
    first = max((period for period in whole if period <= back), default=whole[0])
    return (first, *(period for period in whole if period != first))


def rows_for(rows: pd.DataFrame, view: View, card: Indicator) -> pd.DataFrame:
    """Keep the rows of the kind of period and of both ends of a view."""
    kept = rows[(rows["freq"] == view.freq) & (rows[unmapped(card)] == view.other)]
    if card.mapped == Mapped.COUNTERPART_AREA:
        return kept[kept[card.mapped].isin(view.areas)]
    return kept


def rows_drawn(store: Store, view: View) -> pd.DataFrame:
    """Select the observations that a view is a part of, as :func:`rows_of` gives them."""
    source = source_drawn(store, view.indicator, view.measure, view.source)
    return rows_of(store, drawn(store, view.indicator, view.measure).id, source)


def choices(store: Store, view: View, everything: pd.DataFrame) -> Choices:
    """Say what may be asked next to a view.

    Args:
        store: holds the catalogue and the tables.
        view: what was asked.
        everything: the observations that it is a part of, from :func:`rows_drawn`.
    """
    card = drawn(store, view.indicator, view.measure)
    source = source_drawn(store, view.indicator, view.measure, view.source)
    same = everything[everything["freq"] == view.freq]
    own = rows_for(everything, view, card)
    by_sex = own[own["sex"] == view.sex]
    by_age = by_sex[by_sex["age"] == view.age]
    asked = by_age[by_age["breakdown"] == view.breakdown]
    found = tuple(sorted(valued_codes(asked, "time_period")))
    stops = periods.between(found or tuple(sorted(map(str, same["time_period"].unique()))))
    cut = asked.loc[has_flag(asked["flags"], PARTIAL_PERIOD), "time_period"].unique()
    partial = frozenset(map(str, cut)) & frozenset(found)
    ahead = projected(store, card, source, asked)
    latest = latest_of(store, source, found or stops, partial, ahead)
    ends = card.mapped if card.mapped == Mapped.COUNTERPART_AREA else unmapped(card)
    return Choices(
        indicators=offered(store),
        sources=sources_of(store, view.indicator),
        freqs=freqs_of(everything),
        areas=areas_of(store, same, card),
        others=others_of(same, card),
        leading=leading_of(of_totals(same), ends, latest),
        sexes=sexes_of(own) or (view.sex,),
        ages=ages_of(by_sex) or (view.age,),
        breakdowns=breakdowns_of(by_age, store.catalogue.breakdowns) or (view.breakdown,),
        measures=measures_of(store, view.indicator),
        periods=found,
        partial=partial,
        ahead=ahead,
        stops=stops,
        latest=latest,
        besides=besides(store, view),
        bases=bases_of(found, partial, latest),
    )

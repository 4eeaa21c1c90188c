"""The nearest figure that may be given instead of a sum that must not be made."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data import observations
from data.codes import is_unit
from data.guard import ENDS, OVER, Reason, Refusal, Sum, mended, opened
from data.periods import months
from data.schema import NOT_NAMED, TOTAL, WORLD, ObsStatus
from data.store import Store
from data.totals import total

TRIES = 20  # more than there are rules and dimensions to mend
# What is asked for is kept in this order; what the sum was refused for gives way first.
KEPT = ("ref_area", "time_period", "counterpart_area", "source", "sex", "age", "breakdown")
AREA = KEPT[0]
TOTALS = (TOTAL, WORLD, NOT_NAMED)
ONCE = ("time_period", "source")  # chosen once for all areas, and once for each
FEW = 12  # rows that are never too many
MORE = 2  # rows a code that was asked for
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A question that answers: of the total itself, or of the observations that it cannot add."""

    of_total: bool
    filters: Filters
    over: tuple[str, ...]


def nearest(store: Store, refusal: Refusal) -> Nearest:
    """Find the nearest figure that may be given instead of a refused sum.

    What the sum was refused for is taken out, rule by rule, until a total with a value is left. A
    rate that may not be added over areas or origins is given for each of them, and so is a figure
    that each area has of another source. Where no total has a value, the nearest observations are
    given: see :func:`instead`.
    """
    if own := of_own_sources(store, refusal):
        return Nearest(False, own, ())
    asked, verdict = refusal.asked, refusal
    for _ in range(TRIES):
        if not asked.filters.get("indicator"):
            break
        if verdict.reason == Reason.RATE and verdict.dimension != "time_period":
            break
        asked = mended(verdict, periods_of(store, asked))
        found = total(store, asked)
        if isinstance(found, Refusal):
            verdict = found
            continue
        if found.obs_value is not None:
            return Nearest(True, asked.filters, tuple(n for n in OVER if n in asked.over))
        break
    return Nearest(False, instead(store, refusal), ())


def of_own_sources(store: Store, refusal: Refusal) -> Filters:
    """Give the filters of each area's figure where no source has all of them; else none.

    The figures are of one period, the latest that all have, and each is a total of its source.
    """
    asked = opened(refusal.asked, store.codes).filters
    alone = len(asked.get(AREA, ())) <= 1 or len(asked.get("indicator", ())) != 1
    if alone or refusal.reason != Reason.SOURCE_NOT_CHOSEN:
        return {}
    totals = {name: asked.get(name, TOTALS) for name in KEPT if name not in (AREA, *ONCE)}
    rows = observations.frame(store, observations.find(store, {**asked, **totals}))
    rows = rows[rows["obs_value"].notna()].astype({name: str for name in KEPT})
    areas = set(rows[AREA])
    by = {name: {str(code): set(own[AREA]) for code, own in rows.groupby(name)} for name in ONCE}
    shared = [period for period, there in by["time_period"].items() if there == areas]
    if not shared or areas in by["source"].values():
        return {}
    now = rows[rows["time_period"] == max(shared, key=months)]
    if len(now) > FEW or now[AREA].duplicated().any():
        return {}
    found = {name: tuple(sorted(set(now[name]))) for name in KEPT}
    return {"indicator": asked["indicator"], **found}


def instead(store: Store, refusal: Refusal) -> Filters:
    """Give the filters of the observations that are nearest to a refused sum: a few, with a value.

    Of every indicator asked for, as many filters as possible are kept; the first that keeps most
    is given.
    """
    asked = opened(refusal.asked, store.codes)
    found = [narrowed(store, name, asked, refusal.dimension) for name in likely(store, asked)]
    return min(found, key=lambda pair: pair[0])[1]


def likely(store: Store, asked: Sum) -> tuple[str, ...]:
    """Name the indicators asked for; of none, the first that has the codes asked for."""
    named = tuple(dict.fromkeys(asked.filters.get("indicator", ())))
    every = tuple(store.catalogue.indicators)
    there = (name for name in every if observations.may_have(store, name, asked.filters))
    return named or (next(there, every[0]),)


def narrowed(store: Store, indicator: str, asked: Sum, refused: str) -> tuple[int, Filters]:
    """Choose among the figures of an indicator, column by column, those nearest to what is asked.

    A code that is asked for is kept as long as those kept before leave a figure of it; otherwise
    its column takes the country of a unit, its total, the nearest period, or the first code there
    is. A column that nothing is asked of is chosen where most of the codes have a figure that the
    sum was refused for.

    Args:
        store: holds the tables.
        indicator: id.
        asked: the sum, groups opened.
        refused: the column that the sum was refused for, which is chosen last.

    Returns:
        How many of the columns asked for could not be kept, and the filters.
    """
    table = store.observations(indicator)
    rows = table[table["obs_value"].notna()]
    filters: dict[str, tuple[str, ...]] = {"indicator": (indicator,)}
    lost = 0
    order = sorted(KEPT, key=lambda name: name == refused)
    for name in sorted(order, key=lambda name: (name != AREA, name not in asked.filters)):
        there = {str(code) for code in rows[name].unique()}
        wanted = tuple(dict.fromkeys(asked.filters.get(name, ())))
        kept = tuple(code for code in wanted if code in there)
        lost += bool(wanted) and not kept
        kept = kept or (around(store, wanted, there) if name in ENDS else ())
        open_to = rows if wanted else fullest(rows, name, refused, asked.filters.get(refused, ()))
        filters[name] = kept or usual(store, name, open_to, wanted)
        rows = rows[rows[name].isin(filters[name])]
    most = max(FEW, MORE * sum(map(len, asked.filters.values())))
    return lost, few(store, filters, order, most)


def around(store: Store, wanted: tuple[str, ...], there: set[str]) -> tuple[str, ...]:
    """Give the countries that have a figure of those that the units asked for are in."""
    countries = dict.fromkeys(store.codes.within(code) for code in wanted if is_unit(code))
    return tuple(code for code in countries if code in there)


def fullest(rows: pd.DataFrame, name: str, other: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """Keep the rows whose code in a column has figures of most of the codes of another column.

    All rows are kept where none of those codes has a figure, or none is named; all of theirs
    where any of them has the total of the column.
    """
    theirs = rows[rows[other].isin(codes)] if codes and other in KEPT else rows.iloc[:0]
    if theirs.empty:
        return rows
    if theirs[name].isin(TOTALS).any():
        return theirs
    known = theirs.groupby(name, observed=True)[other].nunique()
    return theirs[theirs[name].isin(known.index[known == known.max()])]


def few(store: Store, filters: Filters, order: list[str], most: int) -> Filters:
    """Leave one code in column after column, the last of an order first, until rows are few.

    What the sum was refused for stands at the end of the order and is cut last of all.
    """
    for name in (*order[-2::-1], order[-1]):
        if len(observations.find(store, filters)) <= most:
            break
        rows = observations.frame(store, observations.find(store, filters))
        valued = rows[rows["obs_value"].notna()]
        filters = {**filters, name: usual(store, name, valued, filters[name])[:1]}
    return filters


def usual(store: Store, name: str, rows: pd.DataFrame, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Give the codes of a column that are taken where none of those asked for has a figure."""
    there = sorted({str(code) for code in rows[name].unique()})
    totals = [code for code in TOTALS if code in there]
    if name == "time_period":
        return (nearest_period(rows, wanted),)
    if name == "source":
        (indicator,) = {str(code) for code in rows["indicator"].unique()}
        card = store.catalogue.indicators[indicator]
        return tuple(source for source in card.sources if source in there)[:1]
    if totals:
        return tuple(totals[:1])
    if name == "sex":
        return tuple(there)
    focus = tuple(code for code in store.codes.focus if code in there)
    return focus if name == "ref_area" and focus else tuple(there[:1])


def nearest_period(rows: pd.DataFrame, wanted: tuple[str, ...]) -> str:
    """Give the period nearest to the last one asked for; of none, the latest that is observed."""
    observed = rows[rows["obs_status"] != ObsStatus.FORECAST]
    known = observed if len(observed) else rows
    there = sorted({str(code) for code in known["time_period"].unique()}, key=months)
    if not wanted:
        return there[-1]
    last = max(wanted, key=months)
    length = months(last)[1] - months(last)[0]
    return min(
        there,
        key=lambda code: (
            abs(months(code)[0] - months(last)[0]),
            abs(months(code)[1] - months(code)[0] - length),
        ),
    )


def periods_of(store: Store, asked: Sum) -> tuple[str, ...]:
    """List the periods in which the first indicator of a sum has a figure for all else asked."""
    codes = opened(asked, store.codes).filters
    filters = {**codes, "indicator": codes["indicator"][:1]}
    filters.pop("time_period", None)
    rows = observations.frame(store, observations.find(store, filters))
    known = rows[rows["obs_value"].notna()]
    if known.empty:
        known = store.observations(filters["indicator"][0])
        known = known[known["obs_value"].notna()]
    observed = known[known["obs_status"] != ObsStatus.FORECAST]
    kept = observed if len(observed) else known
    return tuple(sorted({str(code) for code in kept["time_period"].unique()}))

"""One figure for many: the total that the sum guard permits, and what it lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from data import observations
from data.guard import ALONE, ENDS, Reason, Refusal, Sum, judge, years_of
from data.missing import missing_parts
from data.schema import NOT_NAMED, PARTIAL_SUM, TOTAL, WORLD
from data.store import Store
from data.sums import added_up


@dataclass(frozen=True, slots=True)
class Total:
    """A figure made of observations.

    Attributes:
        obs_value: the sum of the parts that were reported; none when no part was.
        obs_status: the worst status of the parts added (SDMX CL_OBS_STATUS), ``M`` of none.
        flags: what is known of the parts, and ``partial_sum`` where some are missing.
        missing: the parts that were not reported, each by the dimensions that were added over and
            what else tells it apart: the indicator, area or month that a part lacks.
    """

    obs_value: float | None
    obs_status: str
    flags: tuple[str, ...]
    missing: tuple[Mapping[str, str], ...]


def total(store: Store, asked: Sum) -> Total | Refusal:
    """Add up what is asked, if it may be added up.

    Args:
        store: holds the tables.
        asked: the sum; a dimension neither filtered nor added over takes its total, a source that
            is not named is the only one there is.

    Returns:
        The total, or why there must not be one, or why there is none: the source has figures of
        what is asked, but no total of a dimension that was left out.
    """
    verdict = judge(asked, store.catalogue, store.codes)
    if isinstance(verdict, Refusal):
        return of_areas(store, verdict)
    filters = completed(store, verdict.asked)
    rows = observations.frame(store, observations.find(store, filters))
    summed = added_up(rows, verdict, store.catalogue)
    if summed.obs_value is None and (none := next(without_total(store, asked, filters), None)):
        return none
    missing = missing_parts(store, rows, asked, verdict)
    flags = set(summed.flags) | (
        {PARTIAL_SUM} if missing and summed.obs_value is not None else set()
    )
    return Total(summed.obs_value, summed.obs_status, tuple(sorted(flags)), missing)


def of_areas(store: Store, refusal: Refusal) -> Refusal:
    """Leave of the sources among which one must be chosen those that have rows of what is asked.

    Where none has rows of the areas, all are named, and that they are of others.
    """
    if refusal.reason is not Reason.SOURCE_NOT_CHOSEN:
        return refusal
    codes = {
        name: store.codes.members(refusal.asked.filters[name])
        for name in ENDS
        if name in refusal.asked.filters
    }
    if not codes:
        return refusal
    codes["indicator"] = refusal.asked.filters["indicator"]
    rows = observations.frame(store, observations.find(store, codes))
    there = set(map(str, rows.loc[rows["obs_value"].notna(), "source"].unique()))
    named = tuple(source for source in refusal.named if source in there)
    if not named:
        return replace(refusal, reason=Reason.SOURCES_OF_OTHERS)
    return replace(
        refusal, named=named, reason=Reason.ONE_SOURCE if len(named) == 1 else refusal.reason
    )


def completed(store: Store, asked: Sum) -> dict[str, tuple[str, ...]]:
    """Name the codes of every dimension: totals where none are, all parts where all are added."""
    indicators = asked.filters["indicator"]
    filters = dict(asked.filters)
    filters.setdefault("source", store.catalogue.indicators[indicators[0]].sources)
    present = present_codes(store, filters)
    for name in ("sex", "age", "breakdown"):
        filters.setdefault(name, (TOTAL,))
    ends = {"counterpart_area": (WORLD, NOT_NAMED), "ref_area": (WORLD,)}
    for name, totals in ends.items():
        if name in filters:
            continue
        parts = tuple(code for code in present[name] if code not in totals)
        whole = tuple(code for code in present[name] if code in totals)
        alone = parts if len(parts) == 1 else totals[:1]
        filters[name] = parts if name in asked.over else (whole[:1] or alone)
    if "time_period" not in filters:
        years = tuple(code for code in present["time_period"] if len(code) == len("2024"))
        filters["time_period"] = years or present["time_period"]
    return filters


def without_total(
    store: Store, asked: Sum, filters: Mapping[str, tuple[str, ...]]
) -> Iterator[Refusal]:
    """Refuse a sum for each dimension left out that the source gives by its parts only.

    Args:
        store: holds the tables.
        asked: the sum as it was asked for.
        filters: the codes that were looked for in its place.
    """
    given = {
        name: store.codes.members(codes) if name in ENDS else codes
        for name, codes in {**asked.filters, "source": filters["source"]}.items()
    }
    rows = observations.frame(store, observations.find(store, given))
    valued = rows[rows["obs_value"].notna()]
    for name in (*ALONE, *ENDS):
        parts = {str(code) for code in valued[name].unique()}
        sought = rows[name].isin(filters[name]).any()
        if parts and not sought and name not in asked.filters and name not in asked.over:
            yield Refusal(asked, Reason.NO_TOTAL, name, in_order(store, name, parts))


def in_order(store: Store, name: str, codes: set[str]) -> tuple[str, ...]:
    """Put codes in the order in which they are told: the focus countries first, ages by age."""
    focus = [code for code in store.codes.focus if code in codes]
    rest = sorted(codes.difference(focus))
    return tuple(focus + (sorted(rest, key=years_of) if name == "age" else rest))


def present_codes(
    store: Store, filters: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """List the areas, other ends and periods that the indicators have in their source."""
    asked = {name: filters[name] for name in ("indicator", "source")}
    rows = observations.frame(store, observations.find(store, asked))
    return {
        name: tuple(sorted(map(str, rows[name].unique())))
        for name in ("ref_area", "counterpart_area", "time_period")
    }

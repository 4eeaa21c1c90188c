"""One figure for many: the total that the sum guard permits, and the nearest where it does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import pandas as pd

from data import observations
from data.guard import OVER, Permit, Reason, Refusal, Sum, judge, mended
from data.schema import NOT_NAMED, TOTAL, WORLD
from data.store import Store
from data.sums import added_up

TRIES = 20  # more than there are rules and dimensions to mend


@dataclass(frozen=True, slots=True)
class Total:
    """A figure made of observations.

    Attributes:
        obs_value: the sum of the parts that were reported; none when no part was.
        obs_status: the worst status of the parts added (SDMX CL_OBS_STATUS), ``M`` of none.
        flags: what is known of the parts, and ``partial_sum`` where some are missing.
        missing: the parts that were not reported, each by the dimensions that were added over.
    """

    obs_value: float | None
    obs_status: str
    flags: tuple[str, ...]
    missing: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """A question that answers: of the total itself, or of the observations that it cannot add."""

    of_total: bool
    filters: Mapping[str, tuple[str, ...]]
    over: tuple[str, ...]


def total(store: Store, asked: Sum) -> Total | Refusal:
    """Add up what is asked, if it may be added up.

    Args:
        store: holds the tables.
        asked: the sum; a dimension neither filtered nor added over takes its total, a source that
            is not named is the only one there is.

    Returns:
        The total, or why there must not be one.
    """
    verdict = judge(asked, store.catalogue, store.codes)
    if isinstance(verdict, Refusal):
        return verdict
    filters = completed(store, verdict.asked)
    rows = observations.frame(store, observations.find(store, filters))
    summed = added_up(rows, verdict, store.catalogue)
    missing = (*not_reported(rows, verdict), *not_there(rows, asked, verdict, store))
    flags = set(summed.flags) | (
        {"partial_sum"} if missing and summed.obs_value is not None else set()
    )
    return Total(summed.obs_value, summed.obs_status, tuple(sorted(flags)), missing)


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


def not_reported(rows: pd.DataFrame, permit: Permit) -> list[dict[str, str]]:
    """Name the parts that have a row without a value; what does not apply is no gap."""
    gaps = rows[rows["obs_status"] == "M"]
    over = [name for name in OVER if name in permit.asked.over] or ["ref_area"]
    return [dict(zip(over, key, strict=True)) for key in gaps[over].itertuples(index=False)]


def not_there(rows: pd.DataFrame, asked: Sum, permit: Permit, store: Store) -> list[dict[str, str]]:
    """Name the parts that were asked for by code and have no row.

    An origin that a source does not list among those of a group is no part: its totals do not
    have it either.
    """
    over = [name for name in OVER if permit.asked.added(name)]
    named = {
        name: permit.asked.filters[name]
        for name in over
        if name in permit.asked.filters
        and not (
            name == "counterpart_area" and set(asked.filters[name]) & store.codes.groups.keys()
        )
    }
    if not named:
        alone = {
            name: permit.asked.filters[name][0] for name in OVER if permit.asked.filters.get(name)
        }
        return [] if len(rows) else [alone]
    there = set(map(tuple, rows[list(named)].astype(str).drop_duplicates().to_numpy().tolist()))
    return [
        dict(zip(named, key, strict=True)) for key in product(*named.values()) if key not in there
    ]


def nearest(store: Store, refusal: Refusal) -> Nearest:
    """Find the nearest figure that may be given instead of a refused sum.

    What the sum was refused for is taken out, rule by rule, until a total with a value is left. A
    rate that may not be added over areas or origins is given for each of them.
    """
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
    return rows_instead(store, refusal.asked)


def rows_instead(store: Store, asked: Sum) -> Nearest:
    """Give the observations that a refused sum would have added, or those of its indicator."""
    told = {name: codes for name, codes in asked.filters.items() if codes}
    told |= {name: (TOTAL,) for name in ("sex", "age", "breakdown") if name not in told}
    if len(observations.find(store, told)):
        return Nearest(False, told, ())
    first = asked.filters.get("indicator", tuple(store.catalogue.indicators))[:1]
    return Nearest(False, {"indicator": first}, ())


def periods_of(store: Store, asked: Sum) -> tuple[str, ...]:
    """List the periods of an indicator that have a value and are no projection's."""
    filters = {
        name: asked.filters[name] for name in ("indicator", "source") if name in asked.filters
    }
    filters["indicator"] = filters["indicator"][:1]
    rows = observations.frame(store, observations.find(store, filters))
    known = rows["time_period"][rows["obs_value"].notna() & (rows["obs_status"] != "F")]
    return tuple(sorted(set(known.astype(str)))) or ("2024",)

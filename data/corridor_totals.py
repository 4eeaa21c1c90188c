"""What the corridors of a view come to: by their ends, above each threshold, and what they lack."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from data.guard import Permit, Refusal
from data.schema import OTHER_LEVEL, TOTAL
from data.sums import has_flag, totals_by

STEPS = (1, 2, 5)


def totals_of(
    rows: pd.DataFrame,
    end: str,
    regions: Mapping[str, str],
    verdict: Permit | Refusal,
    lacking: Collection[str],
) -> pd.DataFrame:
    """Add corridors up by one of their ends, and by the region that it is in as well.

    Args:
        rows: ``origin, destination, time_period, obs_value, obs_status, flags``.
        end: one of the two.
        regions: by country, the region that a map shows beside it; none on other charts.
        verdict: the guard's on the sum of all.
        lacking: the flags of a part that lacks something itself.
    """
    own = totals_by(rows, [end, "time_period"], verdict, lacking)
    abroad = rows[rows[end].isin(list(regions))]
    if abroad.empty or own.empty:
        return own
    by_region = abroad.assign(**{end: abroad[end].map(regions)})
    more = totals_by(by_region, [end, "time_period"], verdict, lacking)
    return pd.concat([own, more], ignore_index=True)


def steps_up_to(largest: float) -> tuple[int, ...]:
    """Give thresholds from none up to less than the largest corridor.

    >>> steps_up_to(30.0)
    (0, 10, 20)
    """
    steps = [step * 10**power for power in range(1, 8) for step in STEPS]
    return (0, *(step for step in steps if step < largest))


def shown(drawn: pd.DataFrame, steps: tuple[int, ...], verdict: Permit | Refusal) -> pd.DataFrame:
    """Add up, for each threshold, the corridors that it leaves, and count them."""
    kept = drawn[drawn["obs_value"] > 0]
    passed = np.searchsorted(steps, kept["obs_value"], side="right")
    rows = kept.iloc[np.repeat(np.arange(len(kept)), passed)]
    each = rows.assign(step=[step for many in passed for step in steps[:many]])
    keys = ["step", "time_period"]
    counted = each.groupby(keys).size().rename("corridors").reset_index()
    return counted.merge(totals_by(each, keys, verdict), on=keys, how="left")


def unsplit_in(everything: pd.DataFrame, sex: str) -> dict[str, tuple[str, ...]]:
    """Name, by period, the destinations that have persons and none told by the sex asked for."""
    if sex == TOTAL:
        return {}
    valued = everything[everything["obs_value"].notna()]
    own = valued[valued["sex"] == sex]
    told = own["time_period"].unique()
    persons = valued[(valued["sex"] == TOTAL) & (valued["obs_value"] > 0)]
    persons = persons[persons["time_period"].isin(told)]
    known = pd.MultiIndex.from_frame(own[["time_period", "destination"]])
    pairs = pd.MultiIndex.from_frame(persons[["time_period", "destination"]])
    found: dict[str, tuple[str, ...]] = {}
    for period, area in sorted(set(pairs.difference(known))):
        found[period] = (*found.get(period, ()), area)
    return found


def elsewhere_in(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Name, by period, the destinations whose source counts them at another level only.

    Args:
        rows: corridors, those without a figure as well: ``destination, time_period, obs_value,
            flags``.
    """
    keys = ["time_period", "destination"]
    untold = rows[rows["obs_value"].isna() & has_flag(rows["flags"], OTHER_LEVEL)]
    told = pd.MultiIndex.from_frame(rows.loc[rows["obs_value"].notna(), keys])
    found: dict[str, tuple[str, ...]] = {}
    for period, area in sorted(set(pd.MultiIndex.from_frame(untold[keys]).difference(told))):
        found[period] = (*found.get(period, ()), area)
    return found

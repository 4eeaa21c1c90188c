"""The one place where the running product adds observations up, and says what a sum lacks."""

import math
from collections.abc import Sequence

import pandas as pd

PARTIAL_SUM = "partial_sum"
NOT_APPLICABLE = "O"


def total_over_areas(observations: pd.DataFrame, areas: tuple[str, ...]) -> pd.DataFrame:
    """Add the observations of several areas, period by period.

    A sum adds the parts that were reported; it is partial when one is missing or is partial
    itself; parts that do not apply are no gap; without any reported part there is no sum.

    Args:
        observations: one row an area and period, with ``ref_area``, ``time_period``,
            ``obs_value``, ``obs_status`` and ``flags``; a pair without a row is missing.
        areas: the areas that the sum is asked for.

    Returns:
        One row a period, indexed by it: ``obs_value`` (not a number when there is no sum),
        ``reported`` (how many areas), ``missing`` and ``partial`` (tuples of areas).

    >>> rows = pd.DataFrame({"ref_area": ["PER", "PRY"], "time_period": ["2023", "2023"],
    ...     "obs_value": [10.0, None], "obs_status": ["A", "M"], "flags": ["", ""]})
    >>> total_over_areas(rows, ("PER", "PRY")).loc["2023", ["missing", "partial"]].tolist()
    [('PRY',), ()]
    """
    parts: dict[str, list[tuple[str, float, bool, bool]]] = {}
    columns = ["ref_area", "time_period", "obs_value", "obs_status", "flags"]
    for area, period, value, status, flags in observations[columns].itertuples(index=False):
        if area in areas:
            part = (area, value, status == NOT_APPLICABLE, PARTIAL_SUM in flags.split())
            parts.setdefault(period, []).append(part)
    sums = [{"time_period": period, **sum_of(parts[period], areas)} for period in sorted(parts)]
    names = ["time_period", "obs_value", "reported", "missing", "partial"]
    return pd.DataFrame(sums, columns=names).set_index("time_period")


def sum_of(
    parts: Sequence[tuple[str, float, bool, bool]], areas: tuple[str, ...]
) -> dict[str, object]:
    """Add the parts of one period (area, value, does not apply, partial), naming what lacks."""
    reported = [part for part in parts if not math.isnan(part[1])]
    there = {part[0] for part in reported} | {part[0] for part in parts if part[2]}
    partial = {part[0] for part in reported if part[3]}
    return {
        "obs_value": math.fsum(part[1] for part in reported) if reported else math.nan,
        "reported": len(reported),
        "missing": tuple(area for area in areas if area not in there),
        "partial": tuple(area for area in areas if area in partial),
    }


def has_flag(flags: pd.Series, flag: str) -> pd.Series:
    """Tell which rows carry a flag; flags are sorted ids joined by one space.

    >>> has_flag(pd.Series(["partial_sum rounded", ""]), "rounded").tolist()
    [True, False]
    """
    return flags.astype(str).str.split(" ").map(lambda names: flag in names).astype(bool)

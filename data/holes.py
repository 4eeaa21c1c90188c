"""Where a series has a hole: a period without a value that the source is used to give."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import multimode

import pandas as pd

from data import periods

UNKNOWN_STEP = 0


def usual_step(held: Collection[str]) -> int:
    """Give the months from one period of a source to its next, as they usually are.

    A source that counts every five years and once after four has a step of five years.

    >>> usual_step(["2010", "2015", "2020", "2024"]), usual_step(["2023-01", "2023-02"])
    (60, 1)
    >>> usual_step(["2017"])
    0
    """
    starts = sorted(periods.months(period)[0] for period in held)
    steps = [after - before for before, after in pairwise(starts)]
    return max(multimode(steps), default=UNKNOWN_STEP)


def with_holes(cells: pd.DataFrame, held: Sequence[str]) -> pd.DataFrame:
    """Tell which cells are holes in the series of their area.

    A hole lies between two values of an area, and the source has the period for another area, or
    the two values are further apart than the source's usual step.

    Args:
        cells: ``area, time_period, obs_value``, in time order in each area.
        held: the periods of which the source has any value.

    Returns:
        The cells with ``gap``.

    >>> rows = pd.DataFrame({"area": "BOL", "time_period": ["2006", "2007", "2008"],
    ...     "obs_value": [1.0, None, 2.0]})
    >>> with_holes(rows, ["2006", "2007", "2008"])["gap"].tolist()
    [False, True, False]
    """
    starts = cells["time_period"].map(lambda period: periods.months(period)[0]).astype(float)
    valued = starts.where(cells["obs_value"].notna())
    before = valued.groupby(cells["area"]).ffill()
    after = valued.groupby(cells["area"]).bfill()
    far = after - before > usual_step(held)
    inside = valued.isna() & before.notna() & after.notna()
    return cells.assign(gap=inside & (far | cells["time_period"].isin(set(held))))

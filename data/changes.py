"""How a value changed since another period, and where that must not be computed, why not."""

from enum import StrEnum

import numpy as np
import pandas as pd

from data import periods
from data.catalogue import Indicator
from data.schema import COUNTS, LOWER_BOUND, PARTIAL_PERIOD
from data.sums import PARTIAL_SUM, has_flag

COUNTED = (*COUNTS, "usd", "usd_per_person", "cop_per_month")


class Change(StrEnum):
    """Whether a change since the base was computed, and if not, why not."""

    COMPUTED = "computed"
    FROM_ZERO = "from_zero"
    NOT_LATER = "not_later"
    NO_DATA = "no_data"
    BREAK = "break"
    PARTIAL = "partial"
    PARTIAL_PERIOD = "partial_period"
    LOWER_BOUND = "lower_bound"


def by_difference(shown: Indicator) -> bool:
    """Tell whether a change is a difference: of rates, indices and what may be negative.

    Per cent of a per cent is misread, and of a balance around zero it says nothing.
    """
    return shown.signed or shown.unit_measure not in COUNTED


def with_changes(cells: pd.DataFrame, base: str, *, difference: bool = False) -> pd.DataFrame:
    """Add the change since a base period, and where it must not be computed, the reason.

    A break in the series between the two periods, a sum that lacks a part in one of them, a
    period that lacks months, or a value that may be higher, is said and not computed through.

    Args:
        cells: ``area, time_period, obs_value, obs_status, flags``, in time order in each area.
        base: the period that changes are counted from, or ``P1Y`` for a year before each.
        difference: whether the change is now less then, instead of now divided by then.

    Returns:
        The cells with ``then`` (the base of each), ``before`` (the value there), ``change``,
        ``change_state`` and ``break_period`` (the last break up to the row's period, or an
        empty text).
    """
    table = compared(cells, base)
    now, then = table["obs_value"], table["before"]
    reasons = {
        Change.NOT_LATER: table["time_period"] <= table["then"],
        Change.NO_DATA: now.isna() | then.isna(),
        Change.BREAK: table["crossed"],
        Change.PARTIAL_PERIOD: table["cut"],
        Change.PARTIAL: table["partial"],
        Change.LOWER_BOUND: table["bound"],
        Change.FROM_ZERO: (then == 0) & (now > 0) & (not difference),
    }
    states = np.select(list(reasons.values()), list(reasons), default=Change.COMPUTED)
    # From zero to zero nothing changed.
    change = now - then if difference else (now / then).mask(now == then, 1.0)
    table["change_state"] = states
    table["change"] = change.where(states == Change.COMPUTED)
    return table.drop(columns=["crossed", "partial", "cut", "bound"])


def compared(cells: pd.DataFrame, base: str) -> pd.DataFrame:
    """Put beside each cell what its area had in its base period.

    Returns:
        The cells with ``then``, ``before`` and ``break_period``, and whether a break was
        ``crossed``, or one of both periods is ``cut`` short of months, a ``partial`` sum or a lower
        ``bound``.
    """
    broken = cells["obs_status"] == "B"
    last = cells["time_period"].where(broken)
    table = cells.assign(
        then=[periods.base_of(period, base) for period in cells["time_period"]],
        break_period=last.groupby(cells["area"]).ffill().fillna(""),
        breaks=broken.groupby(cells["area"]).cumsum(),
        partial=has_flag(cells["flags"], PARTIAL_SUM),
        cut=has_flag(cells["flags"], PARTIAL_PERIOD),
        bound=has_flag(cells["flags"], LOWER_BOUND),
    )
    was = at_base(table)
    return table.assign(
        before=was["obs_value"],
        crossed=table["breaks"] > was["breaks"],
        partial=table["partial"] | was["partial"].eq(other=True),
        cut=table["cut"] | was["cut"].eq(other=True),
        bound=table["bound"] | was["bound"].eq(other=True),
    ).drop(columns="breaks")


def at_base(table: pd.DataFrame) -> pd.DataFrame:
    """Give for each row what its area had in the row's base period."""
    columns = ["obs_value", "breaks", "partial", "cut", "bound"]
    keyed = table.set_index(["area", "time_period"])[columns]
    wanted = pd.MultiIndex.from_frame(table[["area", "then"]])
    return keyed.reindex(wanted).set_index(table.index)

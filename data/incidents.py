"""Which incidents of death and disappearance have these codes: where, when, how, on which route."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data import periods
from data.codes import Codes
from data.observations import plain
from data.schema import WORLD
from data.store import Store

FILTERS = ("ref_area", "cause", "route", "time_period")
NUMBERS = ("obs_value", "survivors", "lon", "lat")


def find(store: Store, filters: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Find the incidents that have one of the asked codes in every filtered column.

    Args:
        store: holds the table.
        filters: ``ref_area`` (a group stands for its countries, the world for all), ``cause`` and
            ``route`` as the table has them, ``time_period`` (a year, a month, a quarter …).

    Returns:
        Rows in the order of the producer's file.
    """
    found = store.incidents()
    for name in ("cause", "route"):
        if name in filters:
            found = found[found[name].isin(filters[name])]
    if "ref_area" in filters and WORLD not in filters["ref_area"]:
        found = found[found["ref_area"].isin(countries(filters["ref_area"], store.codes))]
    if "time_period" in filters:
        found = found[within(found["date"], filters["time_period"])]
    return found


def countries(areas: Sequence[str], codes: Codes) -> set[str]:
    """Give the countries of some areas: of a group its own."""
    return {country for area in areas for country in codes.groups.get(area, (area,))}


def within(dates: pd.Series, asked: Sequence[str]) -> pd.Series:
    """Tell which days lie in one of some periods.

    >>> within(pd.Series(["2023-12-31", "2024-01-01"]), ["2024", "2022-Q1"]).tolist()
    [False, True]
    """
    month = 12 * dates.str[:4].astype(int) + dates.str[5:7].astype(int) - 1
    spans = [periods.months(period) for period in asked]
    inside = pd.Series(data=False, index=dates.index)
    for first, last in spans:
        inside |= month.between(first, last)
    return inside


def records(found: pd.DataFrame) -> list[dict[str, Any]]:
    """Give incidents as records: whole numbers without a point, a missing one as nothing."""
    rows = found.to_dict("records")
    return [
        {str(k): plain(float(v)) if k in NUMBERS else v for k, v in row.items()} for row in rows
    ]

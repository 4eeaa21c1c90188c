"""Which observations have these codes: a lookup in the sorted table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from data.store import Store

Filters = Mapping[str, Sequence[str]]
FEW = 8


def find(store: Store, filters: Filters) -> np.ndarray:
    """Find the rows that have one of the asked codes in every filtered column.

    The table is in key order, so that an indicator and within it an area are runs of rows: only
    those runs are looked at.

    Args:
        store: holds the table.
        filters: codes by column; a column left out is not filtered.

    Returns:
        Places of the rows in the store's whole table, in key order.
    """
    rest = {
        column: codes
        for column, codes in filters.items()
        if column not in ("indicator", "ref_area")
    }
    pieces = [run.start + matches(store.table, run, rest) for run in runs(store, filters)]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def runs(store: Store, filters: Filters) -> Iterator[slice]:
    """Give the runs of rows of the asked indicators and areas, in key order."""
    asked = filters.get("indicator")
    areas = store.table["ref_area"]
    wanted = places_of(areas, filters["ref_area"]) if "ref_area" in filters else None
    for name in sorted(store.rooms):
        if asked is not None and name not in asked:
            continue
        first, last = store.rooms[name]
        if wanted is None:
            yield slice(first, last)
            continue
        codes = codes_of(areas)[first:last]
        lows = np.searchsorted(codes, wanted, side="left")
        highs = np.searchsorted(codes, wanted, side="right")
        for low, high in zip(lows, highs, strict=True):
            yield slice(first + int(low), first + int(high))


def matches(table: pd.DataFrame, run: slice, filters: Filters) -> np.ndarray:
    """Tell which rows of a run, counted from its start, have an asked code in every column."""
    kept = np.ones(run.stop - run.start, dtype=bool)
    for column, asked in filters.items():
        codes = codes_of(table[column])[run]
        places = places_of(table[column], asked)
        # Comparing is ten times as fast as looking up, as long as there is little to compare.
        if len(places) <= FEW:
            kept &= np.logical_or.reduce([np.zeros_like(kept), *(codes == at for at in places)])
        else:
            kept &= np.isin(codes, places)
    return np.flatnonzero(kept)


def codes_of(column: pd.Series) -> np.ndarray:
    """Give the places of a categorical column's words, without the copy that ``.cat`` makes."""
    return cast(pd.Categorical, column.array).codes


def places_of(column: pd.Series, asked: Sequence[str]) -> np.ndarray:
    """Give the places of words among a categorical column's own, those that it has, in order.

    >>> places_of(pd.Series(["PER", "ARG"], dtype="category"), ["PER", "ARG", "XXX"]).tolist()
    [0, 1]
    """
    own = column.cat.categories
    places = sorted({cast(int, own.get_loc(word)) for word in asked if word in own})
    # Of the codes' own small type: another one would have searchsorted copy the column.
    return np.array(places, dtype=codes_of(column).dtype)


def rows(store: Store, places: np.ndarray) -> list[dict[str, object]]:
    """Give rows as records: whole numbers without a point, a missing value as nothing.

    Returns:
        One mapping a row, columns as in the observation table, ``flags`` as a list.
    """
    columns: dict[str, list[Any]] = {}
    for name in store.table.columns:
        column = store.table[name]
        if name == "obs_value":
            columns[name] = [plain(value) for value in column.to_numpy()[places].tolist()]
            continue
        words = np.array(column.cat.categories, dtype=object)
        columns[name] = words[codes_of(column)[places]].tolist()
    columns["flags"] = [flags.split() for flags in columns["flags"]]
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def plain(value: float) -> float | int | None:
    """Write a whole number as one, and a missing value as nothing.

    >>> plain(5.0), plain(0.25), plain(float("nan"))
    (5, 0.25, None)
    """
    if value != value:  # noqa: PLR0124 - not a number is not itself
        return None
    return int(value) if value.is_integer() else value

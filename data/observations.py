"""Which observations have these codes: a lookup in the sorted table."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from data.store import Store

Filters = Mapping[str, Sequence[str]]


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
    table = store.table
    rest = {
        column: codes
        for column, codes in filters.items()
        if column not in ("indicator", "ref_area")
    }
    pieces = [run[matches(table, run, rest)] for run in runs(store, filters)]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def runs(store: Store, filters: Filters) -> Iterator[np.ndarray]:
    """Give the runs of rows of the asked indicators and areas, in key order."""
    asked = filters.get("indicator")
    areas = filters.get("ref_area")
    column = store.table["ref_area"]
    for name in sorted(store.rooms):
        if asked is not None and name not in asked:
            continue
        first, last = store.rooms[name]
        if areas is None:
            yield np.arange(first, last)
            continue
        codes = column.cat.codes.to_numpy()[first:last]
        for code in places_of(column, areas):
            low = np.searchsorted(codes, code, side="left")
            high = np.searchsorted(codes, code, side="right")
            yield np.arange(first + low, first + high)


def matches(table: pd.DataFrame, run: np.ndarray, filters: Filters) -> np.ndarray:
    """Tell which rows of a run have one of the asked codes in every column."""
    kept = np.ones(len(run), dtype=bool)
    if not len(run):
        return kept
    stretch = slice(run[0], run[-1] + 1)
    for column, asked in filters.items():
        codes = table[column].cat.codes.to_numpy()[stretch]
        kept &= np.isin(codes, places_of(table[column], asked))
    return kept


def places_of(column: pd.Series, asked: Sequence[str]) -> list[int]:
    """Give the places of words among a categorical column's own, those that it has."""
    own = {word: place for place, word in enumerate(column.cat.categories)}
    return sorted({own[word] for word in asked if word in own})


def rows(store: Store, places: np.ndarray) -> list[dict[str, object]]:
    """Give rows as records: whole numbers without a point, a missing value as nothing.

    Returns:
        One mapping a row, columns as in the observation table, ``flags`` as a list.
    """
    part = store.table.iloc[places]
    columns = {name: part[name].tolist() for name in part.columns}
    columns["obs_value"] = [plain(value) for value in columns["obs_value"]]
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

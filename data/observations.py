"""Which observations have these codes: a lookup in the sorted tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pandas as pd

from data.codes import is_unit
from data.schema import COLUMNS, VALUE
from data.store import Store

Filters = Mapping[str, Sequence[str]]
Places = np.ndarray | range
FEW = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that were found.

    Attributes:
        pieces: indicators in key order, each with the places of rows in its table; a range where
            they are all of them.
    """

    pieces: tuple[tuple[str, Places], ...]

    def __len__(self) -> int:
        """Count the rows."""
        return sum(len(places) for _, places in self.pieces)

    def page(self, offset: int, limit: int) -> "Found":
        """Give the rows from one on, a number of them at the most."""
        pieces: list[tuple[str, Places]] = []
        for name, places in self.pieces:
            inside = np.asarray(places[offset : offset + limit])
            offset, limit = max(0, offset - len(places)), limit - len(inside)
            pieces += [(name, inside)] if len(inside) else []
        return Found(tuple(pieces))


def find(store: Store, filters: Filters, *, units: bool = False) -> Found:
    """Find the rows that have one of the asked codes in every filtered column.

    A table is in key order, so that an area is a run of rows: only those runs are looked at. One
    of which every row is asked for is not read: the manifest says how many rows it has.

    Args:
        store: holds the tables.
        filters: codes by column; a column left out is not filtered.
        units: whether rows of first-level units are found also where no area is named: they are
            parts of their countries, which are found.
    """
    asked = filters.get("indicator")
    rest = {column: codes for column, codes in filters.items() if column != "indicator"}
    names = [name for name in store.shelf.names if asked is None or name in asked]
    likely = [name for name in names if may_have(store, name, rest)]
    return Found(
        tuple(
            (
                name,
                range(int(store.shelf.entries[name]["rows"]))
                if has_only(store, name, rest, units=units)
                else places_in(store.shelf.table(name), rest, units=units),
            )
            for name in likely
        )
    )


def may_have(store: Store, indicator: str, filters: Filters) -> bool:
    """Tell by the manifest whether a table may have rows of the asked codes."""
    own = store.shelf.entries[indicator]["codes"]
    return all(
        column not in own or not set(own[column]).isdisjoint(codes)
        for column, codes in filters.items()
    )


def has_only(store: Store, indicator: str, filters: Filters, *, units: bool) -> bool:
    """Tell by the manifest whether a table has rows of the asked codes only."""
    own = store.shelf.entries[indicator]["codes"]
    if not units and "ref_area" not in filters and any(map(is_unit, own["ref_area"])):
        return False
    return all(
        column in own and set(own[column]) <= set(codes) for column, codes in filters.items()
    )


def places_in(table: pd.DataFrame, filters: Filters, *, units: bool) -> np.ndarray:
    """Find the places of the rows of one table that have the asked codes."""
    rest = {column: codes for column, codes in filters.items() if column != "ref_area"}
    pieces = [run.start + matches(table, run, rest) for run in runs(table, filters, units=units)]
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def runs(table: pd.DataFrame, filters: Filters, *, units: bool) -> Iterator[slice]:
    """Give the runs of rows of the asked areas, in key order."""
    own = table["ref_area"].cat.categories
    if "ref_area" in filters:
        wanted = places_of(table["ref_area"], filters["ref_area"])
    elif units or not any(map(is_unit, own)):
        yield slice(0, len(table))
        return
    else:
        wanted = places_of(table["ref_area"], [code for code in own if not is_unit(code)])
    if not len(wanted):
        return
    codes = codes_of(table["ref_area"])
    lows = np.searchsorted(codes, wanted, side="left")
    highs = np.searchsorted(codes, wanted, side="right")
    apart = lows[1:] != highs[:-1]  # areas side by side are one run
    firsts, lasts = lows[np.r_[True, apart]], highs[np.r_[apart, True]]
    for low, high in zip(firsts, lasts, strict=True):
        yield slice(int(low), int(high))


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


def frame(store: Store, found: Found) -> pd.DataFrame:
    """Give rows as a table, in key order."""
    pieces = [store.shelf.table(name).iloc[np.asarray(places)] for name, places in found.pieces]
    if len(pieces) == 1:
        return pieces[0]
    texts = [
        piece.astype({name: str for name in COLUMNS if name != "obs_value"}) for piece in pieces
    ]
    empty = pd.DataFrame({name: pd.Series(dtype=str) for name in COLUMNS})
    return pd.concat(texts, ignore_index=True) if texts else empty.astype({"obs_value": float})


def rows(store: Store, found: Found) -> list[dict[str, object]]:
    """Give rows as records: whole numbers without a point, a missing value as nothing.

    Returns:
        One mapping a row, columns as in the observation table, ``flags`` as a list.
    """
    return [
        row for name, places in found.pieces for row in records(store.shelf.table(name), places)
    ]


def records(table: pd.DataFrame, places: Places) -> Iterator[dict[str, object]]:
    """Give some rows of one table as records."""
    columns: dict[str, list[Any]] = {}
    for name in table.columns:
        column = table[name]
        if name == VALUE:
            columns[name] = [
                plain(value) for value in column.to_numpy()[np.asarray(places)].tolist()
            ]
            continue
        words = np.array(column.cat.categories, dtype=object)
        columns[name] = words[codes_of(column)[np.asarray(places)]].tolist()
    columns["flags"] = [flags.split() for flags in columns["flags"]]
    names = list(columns)
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(names, row, strict=True))


def plain(value: float) -> float | int | None:
    """Write a whole number as one, and a missing value as nothing.

    >>> plain(5.0), plain(0.25), plain(float("nan"))
    (5, 0.25, None)
    """
    if value != value:  # noqa: PLR0124 - not a number is not itself
        return None
    return int(value) if value.is_integer() else value

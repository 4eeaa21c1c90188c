"""Which parts a figure lacks: what is missing below it, in its own table or those of its parts."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import pandas as pd

from data import observations
from data.catalogue import Indicator
from data.codes import Codes, is_unit
from data.guard import OVER, Permit, Sum
from data.periods import Freq, freq_of, of_year
from data.schema import NOT_NAMED, PARTIAL_PERIOD, PARTIAL_SUM, TOTAL, WORLD, ObsStatus
from data.store import Store
from data.sums import has_flag

Gap = dict[str, str]
Row = Mapping[str, Any]
Key = tuple[str, ...]
# The total of each column that a part may stand below.
WHOLES = {"ref_area": WORLD, "counterpart_area": WORLD, "breakdown": TOTAL}
PARTLY = ("sex", "age")


def missing_parts(store: Store, rows: pd.DataFrame, asked: Sum, permit: Permit) -> tuple[Gap, ...]:
    """Name everything that a sum of rows lacks, each by the columns that tell it from the rest.

    Args:
        store: holds the tables.
        rows: what is added.
        asked: the sum as it was asked for, groups not opened.
        permit: the guard's for it.
    """
    over = [name for name in OVER if name in permit.asked.over] or ["ref_area"]
    found = [
        *not_reported(rows, over),
        *partly_reported(store, rows, over),
        *not_there(store, rows, asked, permit),
    ]
    return tuple(map(dict, dict.fromkeys(tuple(gap.items()) for gap in found)))


def not_reported(rows: pd.DataFrame, over: list[str]) -> list[Gap]:
    """Name the parts that have a row without a value; what does not apply is no gap."""
    gaps = rows.loc[rows["obs_status"] == ObsStatus.MISSING, over].astype(str)
    return [dict(zip(over, key, strict=True)) for key in gaps.itertuples(index=False)]


def partly_reported(store: Store, rows: pd.DataFrame, over: list[str]) -> Iterator[Gap]:
    """Name what the parts lack that are sums themselves: months, areas, indicators."""
    cut = rows["obs_value"].notna() & has_flag(rows["flags"], PARTIAL_PERIOD)
    for row in records(rows[cut]):
        if freq_of(row["time_period"]) is Freq.ANNUAL:
            for month in of_year(row["time_period"], row["flags"].split()):
                yield {**{name: row[name] for name in over}, "time_period": month}
    partial = rows[rows["obs_value"].notna() & has_flag(rows["flags"], PARTIAL_SUM)]
    for (indicator, source), own in partial.groupby(["indicator", "source"], observed=True):
        missing = missing_below(store, str(indicator), str(source))
        for row in records(own):
            lacking = below(missing, row, store.codes)
            yield from (told(row, gap, over) for gap in records(lacking))
            if lacking.empty:
                yield {name: row[name] for name in over}


def records(rows: pd.DataFrame) -> list[Row]:
    """Give rows as mappings."""
    return [{str(name): cell for name, cell in row.items()} for row in rows.to_dict("records")]


def missing_below(store: Store, indicator: str, source: str) -> pd.DataFrame:
    """Give what lacks something of an indicator, and of all that it is computed from.

    Rows without a value, and pairs whose figure is a part of what was reported of them.
    """
    parts = []
    for name, of in made_of(store.catalogue.indicators, indicator, source):
        asked = {"indicator": (name,), "source": (of,)}
        missing = observations.find(
            store, {**asked, "obs_status": (ObsStatus.MISSING.value,)}, units=True
        )
        pairs = observations.frame(
            store, observations.find(store, {**asked, "flags": lone(store, name)})
        )
        is_whole = pairs["ref_area"].eq(WORLD) | pairs["counterpart_area"].isin([WORLD, NOT_NAMED])
        rows = pd.concat([observations.frame(store, missing), pairs[~is_whole]])
        parts.append(rows.astype({column: str for column in rows if column != "obs_value"}))
    return pd.concat(parts, ignore_index=True)


def lone(store: Store, indicator: str) -> tuple[str, ...]:
    """List the flags of figures that lack something which is in no row of its own."""
    cards = store.catalogue.flags.values()
    why = {flag.id for flag in cards if flag.touches == "gap" and flag.id != PARTIAL_SUM}
    texts = store.observations(indicator)["flags"].cat.categories
    return tuple(text for text in texts if PARTIAL_SUM in text.split() and why & set(text.split()))


def made_of(
    cards: Mapping[str, Indicator], indicator: str, source: str
) -> Iterator[tuple[str, str]]:
    """Name what an indicator is added up or computed from, and itself unless it is computed."""
    card = cards[indicator]
    if card.formula is None:
        yield indicator, source
    for part in card.parts:
        yield from made_of(cards, part, source)
    if card.formula is not None:
        above, _, under = source.partition(".")
        sides = {
            **dict.fromkeys(card.formula.denominator.indicators, under or above),
            **dict.fromkeys(card.formula.numerator.indicators, above),
        }
        for part, own in sides.items():
            yield from made_of(cards, part, own)


def below(missing: pd.DataFrame, row: Row, codes: Codes) -> pd.DataFrame:
    """Give the missing rows that stand below one row: its smallest parts, as far as they are told.

    A row of women, or of an age, lacks what all persons lack where nothing else is missing; a
    country lacks its own units where nothing else of it is missing.

    Args:
        missing: rows, those of first-level units too.
        row: the row that lacks something.
        codes: say in which country a unit is.
    """
    now = missing[missing["time_period"].isin([row["time_period"]])]
    is_inside = now["ref_area"].map(is_unit) & (now["ref_area"] != row["ref_area"])
    whole = lacked(now[~is_inside], row)
    key = ["indicator", *WHOLES, *PARTLY]
    itself = (whole[key] == pd.Series({name: row[name] for name in key})).all(axis=1)
    inside = now[is_inside]
    inside = inside[inside["ref_area"].map(codes.within) == row["ref_area"]]
    if not itself.all() or inside.empty:
        return whole[~itself]
    return now.loc[lacked(inside.assign(ref_area=row["ref_area"]), row).index]


def lacked(found: pd.DataFrame, row: Row) -> pd.DataFrame:
    """Give those of the missing rows of a period that are of what a row is of, or of its parts."""
    for name, whole in WHOLES.items():
        if row[name] == whole:
            single = found[found[name] != whole]
            exact = found[found[name] == whole]
            first, then = (exact, single) if name == "breakdown" else (single, exact)
            found = first if len(first) else then
        else:
            found = found[found[name] == row[name]]
    for name in PARTLY:
        exact = found[found[name] == row[name]]
        found = exact if len(exact) else found[found[name] == TOTAL]
    return found


def told(row: Row, gap: Row, over: Iterable[str]) -> Gap:
    """Name a gap below a row: what the row is added over, and in what the gap is another."""
    apart = [name for name in ("indicator", *WHOLES) if gap[name] != row[name]]
    apart += [name for name in PARTLY if gap[name] not in (row[name], TOTAL)]
    return {**{name: row[name] for name in over}, **{name: gap[name] for name in apart}}


def not_there(store: Store, rows: pd.DataFrame, asked: Sum, permit: Permit) -> list[Gap]:
    """Name the parts that were asked for, by code or as members of a group, and have no row.

    What adds single events up has no row of a month without one. That is no gap where the year has
    a row: the sum of its months is that row. A year without a row is one.
    """
    named = {
        name: of_group(store, name, asked, permit)
        for name in (name for name in OVER if permit.asked.added(name))
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
    gaps = [
        dict(zip(named, key, strict=True)) for key in product(*named.values()) if key not in there
    ]
    if rows.empty:
        return gaps
    known = looked_at(store, permit, list(named))
    return [gap for gap in gaps if tuple(gap.values()) not in known]


def looked_at(store: Store, permit: Permit, named: list[str]) -> set[Key]:
    """List the months of years that have a row, of registers of single events, as gaps are told.

    Args:
        store: holds the tables.
        permit: the guard's for the sum.
        named: the columns that a gap is told by.
    """
    asked = permit.asked.filters
    events = tuple(name for name in asked["indicator"] if store.catalogue.indicators[name].points)
    has = {code for name in events for code in store.shelf.entries[name]["codes"]["time_period"]}
    months = [code for code in asked.get("time_period", ()) if code in has and code[4:]]
    if not months:
        return set()
    years = tuple(dict.fromkeys(month[:4] for month in months))
    filters = {**asked, "indicator": events, "time_period": years}
    rows = observations.frame(store, observations.find(store, filters))
    own = list(dict.fromkeys([*named, "time_period"]))
    keys = rows[own].astype(str).drop_duplicates().to_dict("records")
    return {
        tuple({**key, "time_period": month}[name] for name in named)
        for key in keys
        for month in months
        if month[:4] == key["time_period"]
    }


def of_group(store: Store, name: str, asked: Sum, permit: Permit) -> tuple[str, ...]:
    """Give the codes asked for, groups opened, that are a gap where they have no row.

    The focus countries always are one, named by code or by any group. Of the other members of a
    group, those are that the indicator has a figure of in some period or for some other end; an
    island that is nowhere in its table is no part that its totals have, and is not named.
    """
    by_code = {code for code in asked.filters.get(name, ()) if code not in store.codes.groups}
    by_code.update(store.codes.focus)
    listed = {
        code
        for indicator in permit.asked.filters["indicator"]
        for code in store.shelf.entries[indicator]["codes"].get(name, ())
    }
    return tuple(code for code in permit.asked.filters[name] if code in by_code or code in listed)

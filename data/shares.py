"""Shares of a register: persons from other continents, women and children, in per cent of all."""

from dataclasses import dataclass

import pandas as pd

from data import observations, periods
from data.catalogue import Route
from data.registers import CELL, Register, months_in
from data.schema import TOTAL, WORLD, Sex
from data.store import Store

EXTRA = "extra_continental"
WOMEN = "women"
BOTH = (Sex.FEMALE.value, Sex.MALE.value)


@dataclass(frozen=True, slots=True)
class Share:
    """One share of a register.

    Attributes:
        indicator: the one that the tables have, or the register's own that it is computed from.
        cells: one row a period: ``time_period, obs_value`` (per cent), ``obs_status, flags``.
    """

    indicator: str
    cells: pd.DataFrame


def share_of(store: Store, route: Route, register: Register, name: str) -> Share:
    """Give a share of a register: as the tables have it, else computed from its own rows.

    Args:
        store: the catalogue and the tables.
        route: its card, which names the indicators that the tables have.
        register: the register.
        name: what is shared: ``extra_continental``, ``women`` or ``children``.
    """
    indicator = route.shares[name]
    if register.source in store.shelf.entries[indicator]["sources"]:
        return Share(indicator, published(store, indicator, register))
    cells = ratio(*sides(store, indicator, register, name))
    if name == EXTRA:
        cells = register.bounded(cells, sex=(TOTAL,), age=(TOTAL,))
    return Share(register.stage.indicator, cells)


def published(store: Store, indicator: str, register: Register) -> pd.DataFrame:
    """Select the share that the tables have of a register, for the same kind of period."""
    filters = {
        "indicator": (indicator,),
        "ref_area": (register.stage.ref_area,),
        "counterpart_area": (WORLD,),
        "sex": (TOTAL,),
        "age": (TOTAL,),
        "source": (register.source,),
    }
    rows = observations.frame(store, observations.find(store, filters))[CELL]
    rows = rows.astype({name: str for name in CELL if name != "obs_value"})
    kind = {periods.freq_of(code) for code in register.rows["time_period"].unique()}
    return rows[rows["time_period"].map(periods.freq_of).isin(kind)]


def sides(
    store: Store, indicator: str, register: Register, name: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the part and the whole of a share, added up from a register's rows.

    Women and children are held against those whose sex or age is told: a register may publish its
    table of nationalities and that of persons at different dates.
    """
    stage = register.stage
    of_all: dict[str, tuple[str, ...]] = {"counterpart_area": (WORLD,)}
    if name == EXTRA:
        formula = store.catalogue.indicators[indicator].formula
        group = formula.numerator.counterpart_area if formula else ()
        everybody = {"sex": (TOTAL,), "age": (TOTAL,)}
        members = register.of(counterpart_area=store.codes.members(group), **everybody)
        return register.summed(store, members, counterpart_area=group, **everybody), register.own()
    if name == WOMEN:
        parts = [{**of_all, "age": (TOTAL,), "sex": sex} for sex in (BOTH[:1], BOTH)]
    else:
        ages = (stage.children, (*stage.children, *stage.adults))
        parts = [{**of_all, "sex": (TOTAL,), "age": age} for age in ages]
    part, whole = (register.summed(store, register.of(**codes), **codes) for codes in parts)
    return part, whole


def ratio(part: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Divide one set of rows by another, in per cent.

    A share is missing where a side is, or where both have different months of a year; it does not
    apply where there is nothing to divide by.

    >>> rows = pd.DataFrame({"time_period": ["2019"], "obs_value": [5.0], "obs_status": ["A"],
    ...     "flags": ["has_12 partial_period"]})
    >>> ratio(rows, rows)["obs_value"].tolist()
    [100.0]
    >>> ratio(rows, rows.assign(flags=""))["obs_status"].tolist()
    ['M']
    """
    both = part.merge(whole, on="time_period", suffixes=("", "_whole"), validate="one_to_one")
    above, below = both["obs_value"].astype(float), both["obs_value_whole"].astype(float)
    marks = [(set(a.split()), set(b.split())) for a, b in zip(*flags_of(both), strict=True)]
    other = pd.Series(
        [months_in(a) != months_in(b) for a, b in marks], index=both.index, dtype=bool
    )
    missing = above.isna() | below.isna() | other
    nothing = ~missing & (below == 0)
    return both.assign(
        obs_value=(100 * above / below).mask(missing | nothing),
        obs_status=pd.Series("A", index=both.index).mask(missing, "M").mask(nothing, "O"),
        flags=[" ".join(sorted(a | b)) for a, b in marks],
    )[CELL]


def flags_of(both: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Give the flags of both sides of a share."""
    return both["flags"].astype(str).tolist(), both["flags_whole"].astype(str).tolist()

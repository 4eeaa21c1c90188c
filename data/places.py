"""Where in a country people live: the figures of its first-level units, and how many are located.

Somebody who is known to be in a country and not where is in its remainder (``COL-_U``). How much
of the whole is located goes with every figure: a year in which most are not says little of where.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data import observations, periods
from data.catalogue import Catalogue, Indicator
from data.codes import UNLOCATED
from data.codes.labels import JOINED
from data.guard import Permit, Refusal, Sum, judge
from data.schema import COUNTS, PARTIAL_PERIOD, TOTAL, WORLD
from data.store import Store
from data.sums import has_flag, totals_by

# A page opens at the latest of the periods with the best located share, but not far in the past:
# in some early year a handful of persons was located in full.
YEARS_BACK = 5
FEW = 5  # persons: a register's cell below is not drawn, so that nobody is recognised
REGISTERS = ("register", "administrative_register", "register_and_estimate")
CELLS = ["unit", "time_period", "obs_value", "obs_status", "flags", "few"]
SHARES = ["time_period", "located", "whole", "share"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the places of one country.

    Attributes:
        country: ISO 3166-1 alpha-3.
        indicator: id in the catalogue.
        source: id of the source, or ids joined by a dot.
        other: code of the other end, ``W`` all of them.
        sex: code of the observation table.
        age: likewise.
        breakdown: likewise.
    """

    country: str
    indicator: str
    source: str
    other: str = WORLD
    sex: str = TOTAL
    age: str = TOTAL
    breakdown: str = TOTAL


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one country, for all periods at once.

    Attributes:
        asked: the question.
        card: the indicator's.
        units: all units of the country, with data or without, the remainder left out.
        cells: ``unit, time_period, obs_value, obs_status, flags, few``: a row for every figure of
            a unit, none where no place is reported. ``few``: a register has fewer than five
            persons there; a table gives the figure, a map of places does not draw it.
        rest: those who are in no unit: ``time_period, obs_value``.
        shares: ``time_period, located, whole, share``: persons in units, in the country, and how
            many of a hundred are located. Empty where figures of units are no parts of a whole.
        best: the latest of the periods with the best located share; without shares the latest
            with a figure, empty when there is none.
        latest: the latest period with a figure.
        verdict: the guard's on adding units up.
    """

    asked: Asked
    card: Indicator
    units: tuple[str, ...]
    cells: pd.DataFrame
    rest: pd.DataFrame
    shares: pd.DataFrame
    best: str
    latest: str
    verdict: Permit | Refusal

    def share(self, period: str) -> float | None:
        """Give the located share of a period in per cent; none where it is not known."""
        found = self.shares.loc[self.shares["time_period"] == period, "share"]
        return float(found.iloc[0]) if len(found) else None


def answer(store: Store, asked: Asked) -> Places:
    """Answer a question about the places of a country; a step in time needs no asking again."""
    card = store.catalogue.indicators[asked.indicator]
    every = store.codes.units[asked.country]
    units = tuple(unit for unit in every if not unit.endswith(UNLOCATED))
    rows = rows_of(store, asked, (*every, asked.country))
    verdict = verdict_on(store, asked, units)
    own = rows[rows["ref_area"].isin(units)]
    rest = rows.loc[~rows["ref_area"].isin([*units, asked.country]), ["time_period", "obs_value"]]
    shares = shares_of(rows, units, asked.country, verdict)
    found = sorted(own.loc[own["obs_value"].notna(), "time_period"].unique(), key=periods.months)
    whole = whole_periods(own, found)
    return Places(
        asked=asked,
        card=card,
        units=units,
        cells=cells_of(own, card, store.catalogue),
        rest=rest.reset_index(drop=True),
        shares=shares,
        best=best_of(shares, whole),
        latest=whole[-1] if whole else "",
        verdict=verdict,
    )


def rows_of(store: Store, asked: Asked, areas: tuple[str, ...]) -> pd.DataFrame:
    """Select the observations of some areas that answer a question."""
    filters = {
        "indicator": (asked.indicator,),
        "source": (asked.source,),
        "ref_area": areas,
        "counterpart_area": (asked.other,),
        "sex": (asked.sex,),
        "age": (asked.age,),
        "breakdown": (asked.breakdown,),
    }
    rows = observations.frame(store, observations.find(store, filters))
    return rows.astype({name: str for name in rows.columns if name != "obs_value"})


def verdict_on(store: Store, asked: Asked, units: tuple[str, ...]) -> Permit | Refusal:
    """Ask the guard whether the units of a country may be added up, period by period."""
    filters = {
        "indicator": (asked.indicator,),
        "source": (asked.source,),
        "ref_area": units,
        "counterpart_area": (asked.other,),
        "sex": (asked.sex,),
        "age": (asked.age,),
        "breakdown": (asked.breakdown,),
        "time_period": ("2000",),
    }
    return judge(Sum(filters, frozenset({"ref_area"})), store.catalogue, store.codes)


def cells_of(rows: pd.DataFrame, card: Indicator, catalogue: Catalogue) -> pd.DataFrame:
    """Give the figures of units, those of a register marked that are of few persons."""
    sources = {
        each: catalogue.definitions[each].source_type for each in rows["definition"].unique()
    }
    counted = rows["definition"].map(sources).isin(REGISTERS) & (card.unit_measure in COUNTS)
    few = counted & (rows["obs_value"] > 0) & (rows["obs_value"] < FEW)
    cells = rows.rename(columns={"ref_area": "unit"}, errors="raise").assign(few=few)
    return cells[CELLS].reset_index(drop=True)


def shares_of(
    rows: pd.DataFrame, units: tuple[str, ...], country: str, verdict: Permit | Refusal
) -> pd.DataFrame:
    """Say of each period how many of the country's persons are in a unit.

    The whole is the country's own figure; where a source has none, units and remainder together.
    """
    parts = rows[rows["ref_area"] != country]
    period = ["time_period"]
    located = totals_by(rows[rows["ref_area"].isin(units)], period, verdict)
    together = totals_by(parts, period, verdict)
    own = rows[(rows["ref_area"] == country) & rows["obs_value"].notna()]
    whole = dict(zip(together["time_period"], together["obs_value"], strict=True))
    whole |= dict(zip(own["time_period"], own["obs_value"], strict=True))
    there = dict(zip(located["time_period"], located["obs_value"], strict=True))
    if isinstance(verdict, Refusal):
        return pd.DataFrame(columns=SHARES)
    told = [
        (each, there.get(each, 0.0), whole[each], 100 * there.get(each, 0.0) / whole[each])
        for each in sorted(together["time_period"], key=periods.months)
        if whole[each] > 0
    ]
    return pd.DataFrame(told, columns=SHARES)


def whole_periods(rows: pd.DataFrame, found: list[str]) -> list[str]:
    """Leave out periods that lack months, unless there are no others."""
    cut = set(rows.loc[has_flag(rows["flags"], PARTIAL_PERIOD), "time_period"])
    return [period for period in found if period not in cut] or found


def best_of(shares: pd.DataFrame, found: list[str], years_back: int = YEARS_BACK) -> str:
    """Give the latest of the periods with the best located share.

    Args:
        shares: of periods, as :func:`shares_of` gives them.
        found: the periods with a figure of a unit, in order of time.
        years_back: how far before the latest of them a better share may be.

    >>> shares = pd.DataFrame({"time_period": ["2005", "2023", "2024", "2025"],
    ...     "located": 1.0, "whole": 1.0, "share": [100.0, 67.0, 67.5, 66.1]})
    >>> best_of(shares, ["2005", "2023", "2024", "2025"])
    '2024'
    """
    if not found:
        return ""
    known: Mapping[str, float] = dict(zip(shares["time_period"], shares["share"], strict=True))
    first = int(found[-1][:4]) - years_back
    recent = [each for each in found if each in known and int(each[:4]) > first]
    return max(recent, key=lambda each: (known[each], periods.months(each)), default=found[-1])


def on_map(places: Places, shapes: tuple[str, ...]) -> pd.DataFrame:
    """Give what is drawn: units that a map draws together are added up.

    Args:
        places: the answer.
        shapes: of the country, as ``store.ground.shapes`` has them.

    Returns:
        ``shape, time_period, obs_value, few, partial``: the shapes that have a figure. ``partial``
        where a unit of the shape has none. Rates of units that are drawn together are not added:
        such a shape has no row.
    """
    homes = {unit: shape for shape in shapes for unit in shape.split(JOINED)}
    cells = places.cells.assign(shape=places.cells["unit"].map(homes))
    joint = cells["shape"].str.contains(JOINED, regex=False)
    alone = cells[~joint].assign(partial=False)
    sums = totals_by(cells[joint], ["shape", "time_period"], places.verdict)
    groups = cells[joint & cells["obs_value"].notna()].groupby(["shape", "time_period"])
    told = groups.agg(few=("few", "any"), units=("unit", "nunique")).reset_index()
    sums = sums.merge(told, on=["shape", "time_period"], how="left", validate="one_to_one")
    size = sums["shape"].map(lambda shape: len(shape.split(JOINED)))
    sums["partial"] = sums["partial"].astype(bool) | (sums["units"] < size)
    sums["few"] = sums["few"].astype(bool) & (sums["obs_value"] < FEW)
    columns = ["shape", "time_period", "obs_value", "few", "partial"]
    drawn = pd.concat([alone[columns], sums[columns]], ignore_index=True)
    return drawn.sort_values(["shape", "time_period"], ignore_index=True)

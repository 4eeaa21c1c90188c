"""Where in a country people live: the figures of its first-level units, and how many are located.

Somebody who is known to be in a country and not where is in its remainder (``COL-_U``). How much
of the whole is located goes with every figure: a year in which most are not says little of where.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from data import observations, periods
from data.catalogue import Catalogue, Indicator
from data.catalogue.cards import Kind
from data.codes import UNLOCATED
from data.codes.labels import JOINED
from data.guard import Permit, Reason, Refusal, Sum, judge
from data.quotes import Figure
from data.schema import COUNTS, NOT_NAMED, PARTIAL_PERIOD, TOTAL, WORLD, ObsStatus
from data.store import Store
from data.sums import NOT_APPLICABLE, has_flag, totals_by

# A page opens at the latest of the periods with the best located share, but not far in the past:
# in some early year a handful of persons was located in full.
YEARS_BACK = 5
FEW = 5  # persons: a register's cell below is not drawn, so that nobody is recognised
SMALLEST, TENTH = 10, 10  # the least bound of a class; a step between two sets of bounds
REGISTERS = ("register", "administrative_register", "register_and_estimate")
CELLS = ["unit", "time_period", "obs_value", "obs_status", "flags", "few", "definition"]
ON_MAP = ["shape", "time_period", "obs_value", "obs_status", "flags", "few", "partial"]
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
        kind: what the country's units are, as ``store.ground.kinds`` has it.
        units: all units of the country, with data or without, the remainder left out.
        stops: every period from the first to the last.
        cells: ``unit, time_period, obs_value, obs_status, flags, few, definition``: a row for
            every figure of a unit, of those in none (``COL-_U``) and of the country; none where no
            place is reported. ``few``: a register has fewer than five persons there; a table gives
            the figure, a map of places does not draw it.
        shares: ``time_period, located, whole, share``: persons in units, in the country, and how
            many of a hundred are located. Where figures of units are no parts of a whole, such as
            a rate, those of the persons that it is a rate of; without them empty.
        definitions: ids of what was counted.
        bounds: of the classes that a map draws: the same for all periods, sexes and origins.
        best: the latest of the periods with the best located share; without shares the latest
            with a figure, empty when there is none.
        latest: the latest period with a figure.
        verdict: the guard's on adding units up.
    """

    asked: Asked
    card: Indicator
    kind: str
    units: tuple[str, ...]
    stops: tuple[str, ...]
    cells: pd.DataFrame
    shares: pd.DataFrame
    definitions: tuple[str, ...]
    bounds: tuple[float, ...]
    best: str
    latest: str
    verdict: Permit | Refusal

    def share(self, period: str) -> float | None:
        """Give the located share of a period in per cent; none where it is not known."""
        found = self.shares.loc[self.shares["time_period"] == period, "share"]
        return float(found.iloc[0]) if len(found) else None

    @property
    def counted(self) -> bool:
        """Tell whether figures of units are parts of the country's: not those of a rate."""
        return is_counted(self.verdict)

    def with_rest(self) -> pd.DataFrame:
        """Give the cells, and of those in no unit what is left where the source has no row.

        Returns:
            The cells and ``left``: a row that is a difference, and no observation.
        """
        cells, rest = self.cells.assign(left=False), f"{self.asked.country}{UNLOCATED}"
        lacking = self.shares[self.shares["whole"] > self.shares["located"]]
        if not self.counted or lacking.empty or (cells["unit"] == rest).any():
            return cells
        told = lacking[["time_period"]].assign(
            unit=rest,
            obs_value=lacking["whole"] - lacking["located"],
            **dict.fromkeys(("obs_status", "flags", "definition"), ""),
            few=False,
            left=True,
        )
        return pd.concat([cells, told], ignore_index=True)


def answer(store: Store, asked: Asked) -> Places:
    """Answer a question about the places of a country; a step in time needs no asking again."""
    card = store.catalogue.indicators[asked.indicator]
    every = store.codes.units[asked.country]
    units = tuple(unit for unit in every if not unit.endswith(UNLOCATED))
    rows = rows_of(store, asked, (*every, asked.country))
    rows = rows[rows["time_period"].map(periods.freq_of) == freq_of(rows)]
    verdict = verdict_on(store, asked, units)
    own = rows[rows["ref_area"].isin(units)]
    shares = shares_of(rows, units, asked.country, verdict)
    if not is_counted(verdict):
        shares = shares_behind(store, asked, card)
    found = sorted(own.loc[own["obs_value"].notna(), "time_period"].unique(), key=periods.months)
    whole = whole_periods(own, found)
    told = rows[rows["ref_area"] != asked.country]
    seen = told if len(told) else rows
    return Places(
        asked=asked,
        card=card,
        kind=store.ground.kinds[asked.country],
        units=units,
        stops=periods.between(tuple(sorted(seen["time_period"].unique(), key=periods.months))),
        cells=cells_of(rows, card, store.catalogue),
        shares=shares,
        definitions=tuple(seen["definition"].unique()),
        bounds=bounds_of(store, asked, card, units),
        best=best_of(shares, whole),
        latest=whole[-1] if whole else "",
        verdict=verdict,
    )


def is_counted(verdict: Permit | Refusal) -> bool:
    """Tell whether units are parts of a country: where only countries are not added, they are.

    An entry is at one post of a country, though the entries of two countries may be of one person.
    """
    return isinstance(verdict, Permit) or verdict.reason == Reason.AREAS


def freq_of(rows: pd.DataFrame) -> periods.Freq:
    """Give the kind of period that is shown: years, where there are any."""
    found = set(rows["time_period"].map(periods.freq_of))
    return next((freq for freq in periods.Freq if freq in found), periods.Freq.ANNUAL)


def shares_behind(store: Store, asked: Asked, card: Indicator) -> pd.DataFrame:
    """Say how many are located of the persons that a rate is a rate of."""
    if card.formula is None:
        return no_shares()
    (name, *_) = card.formula.denominator.indicators
    behind = Asked(asked.country, name, asked.source.split(".")[-1], asked.other)
    every = store.codes.units[asked.country]
    units = tuple(unit for unit in every if not unit.endswith(UNLOCATED))
    rows = rows_of(store, behind, (*every, asked.country))
    return shares_of(rows, units, asked.country, verdict_on(store, behind, units))


def bounds_of(
    store: Store, asked: Asked, card: Indicator, units: tuple[str, ...]
) -> tuple[float, ...]:
    """Give the bounds of the classes: the card's, of counts as many tens smaller as units need.

    The largest figure of a unit, of all persons in any period, is in the highest class or next
    to it; a rate keeps the classes of countries.
    """
    bounds = tuple(float(bound) for bound in card.classes)
    if card.kind not in (Kind.STOCK, Kind.FLOW) or min(bounds) <= 0:
        return bounds
    other = asked.other if asked.other == NOT_NAMED else WORLD
    whole = Asked(asked.country, asked.indicator, asked.source, other)
    rows = rows_of(store, whole, units)
    if rows.empty:  # a register of one nationality has no figure of all
        rows = rows_of(store, replace(whole, other=asked.other), units)
    return scaled(bounds, float(rows["obs_value"].max()) if len(rows) else 0.0)


def scaled(bounds: tuple[float, ...], most: float) -> tuple[float, ...]:
    """Make bounds ten times smaller until something is above the highest, ten at the least.

    >>> scaled((1000.0, 10000.0, 100000.0), 32000.0)
    (100.0, 1000.0, 10000.0)
    """
    while bounds[-1] > most and bounds[0] >= SMALLEST * TENTH:
        bounds = tuple(bound / TENTH for bound in bounds)
    return bounds


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


def figures_of(places: Places) -> list[Figure]:
    """Give the figures of units, of those in none and of the country; those without a value not."""
    asked = places.asked
    told = places.cells[places.cells["obs_value"].notna()]
    return [
        Figure(
            indicator=asked.indicator,
            source=asked.source,
            ref_area=str(row["unit"]),
            counterpart_area=asked.other,
            sex=asked.sex,
            age=asked.age,
            breakdown=asked.breakdown,
            time_period=str(row["time_period"]),
            obs_value=float(row["obs_value"]),
            obs_status=str(row["obs_status"]),
            definition=str(row["definition"]),
            flags=tuple(str(row["flags"]).split()),
        )
        for row in told.to_dict("records")
    ]


def shares_of(
    rows: pd.DataFrame, units: tuple[str, ...], country: str, verdict: Permit | Refusal
) -> pd.DataFrame:
    """Say of each period how many of the country's persons are in a unit.

    The whole is the country's own figure; where a source has none, units and remainder together.
    Where the guard does not add areas up, those in units are the country's less the remainder.
    """
    if isinstance(verdict, Refusal):
        return shares_left(rows, country) if is_counted(verdict) else no_shares()
    parts = rows[rows["ref_area"] != country]
    period = ["time_period"]
    located = totals_by(rows[rows["ref_area"].isin(units)], period, verdict)
    together = totals_by(parts, period, verdict)
    own = rows[(rows["ref_area"] == country) & rows["obs_value"].notna()]
    whole = dict(zip(together["time_period"], together["obs_value"], strict=True))
    whole |= dict(zip(own["time_period"], own["obs_value"], strict=True))
    there = dict(zip(located["time_period"], located["obs_value"], strict=True))
    told = [
        (each, there.get(each, 0.0), whole[each], 100 * there.get(each, 0.0) / whole[each])
        for each in sorted(together["time_period"], key=periods.months)
        if whole[each] > 0
    ]
    return pd.DataFrame(told, columns=SHARES)


def shares_left(rows: pd.DataFrame, country: str) -> pd.DataFrame:
    """Say of each period how many of the country's own figure are not in its remainder."""
    known = rows[rows["obs_value"].notna()].set_index("time_period")
    rest = known.loc[known["ref_area"] == f"{country}{UNLOCATED}", "obs_value"]
    inside = set(known.index[~known["ref_area"].isin([country, f"{country}{UNLOCATED}"])])
    told = [
        (each, whole - rest.get(each, 0.0), whole, 100 * (whole - rest.get(each, 0.0)) / whole)
        for each, whole in known.loc[known["ref_area"] == country, "obs_value"].items()
        if whole > 0 and (each in inside or each in rest)
    ]
    found = sorted(told, key=lambda each: periods.months(str(each[0])))
    return pd.DataFrame(found, columns=SHARES)


def no_shares() -> pd.DataFrame:
    """Give the table of located shares where nothing is known of them."""
    return pd.DataFrame(columns=SHARES)


def lacking(found: Places, period: str) -> tuple[str, ...]:
    """List the units whose figure of a period the source withholds or did not report."""
    cells = found.cells[found.cells["time_period"] == period]
    missing = cells[cells["obs_status"] == ObsStatus.MISSING.value]
    return tuple(sorted(set(missing["unit"]) & set(found.units)))


def whole_periods(rows: pd.DataFrame, found: list[str]) -> list[str]:
    """Leave out periods that lack months, unless there are no others."""
    cut = set(rows.loc[has_flag(rows["flags"], PARTIAL_PERIOD), "time_period"])
    return [period for period in found if period not in cut] or found


def best_of(shares: pd.DataFrame, found: list[str], years_back: int = YEARS_BACK) -> str:
    """Give the latest of the periods with the best located share, in whole per cent.

    Args:
        shares: of periods, as :func:`shares_of` gives them.
        found: the periods with a figure of a unit, in order of time.
        years_back: how far before the latest of them a better share may be.

    >>> shares = pd.DataFrame({"time_period": ["2005", "2023", "2024", "2025"],
    ...     "located": 1.0, "whole": 1.0, "share": [100.0, 67.5, 67.0, 66.1]})
    >>> best_of(shares, ["2005", "2023", "2024", "2025"])
    '2024'
    >>> best_of(shares.assign(share=99.5), ["2005", "2023", "2024", "2025"])
    '2025'
    """
    if not found:
        return ""
    known: Mapping[str, float] = dict(zip(shares["time_period"], shares["share"], strict=True))
    first = int(found[-1][:4]) - years_back
    recent = [each for each in found if each in known and int(each[:4]) > first]
    return max(recent, key=lambda each: (int(known[each]), periods.months(each)), default=found[-1])


def on_map(places: Places, shapes: tuple[str, ...]) -> pd.DataFrame:
    """Give what is drawn: units that a map draws together are added up.

    Args:
        places: the answer.
        shapes: of the country, as ``store.ground.shapes`` has them.

    Returns:
        ``shape, time_period, obs_value, obs_status, flags, few, partial``: the shapes that have a
        figure. ``partial`` where a unit of the shape has none. Rates of units that are drawn
        together are not added: there such a shape has no value, which does not apply (``O``).
    """
    homes = {unit: shape for shape in shapes for unit in shape.split(JOINED)}
    own = places.cells[places.cells["unit"].isin(places.units)]
    cells = own.assign(shape=own["unit"].map(homes))
    joint = cells["shape"].isin([shape for shape in shapes if JOINED in shape])
    alone = cells[~joint].assign(partial=False)[ON_MAP]
    drawn = pd.concat([alone, together(cells[joint], places.verdict)]) if joint.any() else alone
    return drawn.sort_values(["shape", "time_period"], ignore_index=True)


def together(cells: pd.DataFrame, verdict: Permit | Refusal) -> pd.DataFrame:
    """Give the figures of shapes that are several units, as :func:`on_map` does."""
    key = ["shape", "time_period"]
    groups = cells[cells["obs_value"].notna()].groupby(key)
    told = groups.agg(few=("few", "any"), units=("unit", "nunique")).reset_index()
    if isinstance(verdict, Refusal):
        none = told.assign(obs_value=float("nan"), obs_status=NOT_APPLICABLE, flags="")
        return none.assign(few=False, partial=False)[ON_MAP]
    sums = totals_by(cells, key, verdict)[[*key, "obs_value", "partial"]]
    sums = sums.merge(told, on=key, how="left", validate="one_to_one")
    size = sums["shape"].str.count(re.escape(JOINED)) + 1
    return sums.assign(
        obs_status="",
        flags="",
        partial=sums["partial"].astype(bool) | (sums["units"] < size),
        few=(sums["few"] == True) & (sums["obs_value"] < FEW),  # noqa: E712 - missing is not few
    )[ON_MAP]

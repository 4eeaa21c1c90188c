"""One register along a route: its rows, and what may be added up of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from data import observations, periods
from data.catalogue import Stage
from data.guard import Sum, judge
from data.kept import Kept
from data.schema import LOWER_BOUND, PARTIAL_PERIOD, TOTAL, UNKNOWN, WORLD
from data.store import Store
from data.sums import has_flag, series

CELL = ["time_period", "obs_value", "obs_status", "flags"]
ROW = ["counterpart_area", "sex", "age", *CELL, "definition"]
MONTHS = "has_"


@dataclass(frozen=True, slots=True)
class Register:
    """What a register counts, in months or in years.

    Attributes:
        stage: its card.
        source: id of its source.
        rows: of the observation table, without other breakdowns than sex and age.
        kept: what was made of them before.
    """

    stage: Stage
    source: str
    rows: pd.DataFrame
    kept: Kept = field(default_factory=Kept, init=False, repr=False, compare=False)

    def of(self, **codes: Sequence[str]) -> pd.DataFrame:
        """Give the rows that have one of some codes in every column named."""
        kept = self.rows
        for column, wanted in codes.items():
            kept = kept[kept[column].isin(list(wanted))]
        return kept

    def own(self) -> pd.DataFrame:
        """Give the rows of all persons: every nationality, sex and age."""
        return self.of(counterpart_area=(WORLD,), sex=(TOTAL,), age=(TOTAL,))[CELL]

    def codes(self, column: str) -> set[str]:
        """Name the codes of a column that have a value."""
        return set(self.rows.loc[self.rows["obs_value"].notna(), column])

    def bounded(self, cells: pd.DataFrame, **codes: Sequence[str]) -> pd.DataFrame:
        """Flag what is told of some nationalities where persons of unknown origin were counted.

        Args:
            cells: one row a period, with its flags.
            codes: the sexes and ages that the cells are of.
        """
        unknown = self.of(counterpart_area=(UNKNOWN,), **codes)
        there = cells["time_period"].isin(unknown.loc[unknown["obs_value"] > 0, "time_period"])
        flags = [
            " ".join(sorted({*text.split(), LOWER_BOUND})) if marked else text
            for text, marked in zip(cells["flags"], there, strict=True)
        ]
        return cells.assign(flags=flags)

    def summed(self, store: Store, rows: pd.DataFrame, **codes: Sequence[str]) -> pd.DataFrame:
        """Add rows up, period by period, where the guard permits it.

        Args:
            store: the catalogue and the groups.
            rows: those of :meth:`of`.
            codes: what they are, by column; a group stands for its countries.

        Returns:
            One row a period, with the months that it has where it lacks others.
        """
        groups = store.codes.groups.keys()
        over = [name for name, own in codes.items() if len(own) > 1 or groups & set(own)]
        filters = {
            "indicator": (self.stage.indicator,),
            "source": (self.source,),
            "ref_area": (self.stage.ref_area,),
            "time_period": ("2000",),  # whichever: each period is added for itself
            **{name: tuple(own) for name, own in codes.items()},
        }
        verdict = judge(Sum(filters, frozenset(over)), store.catalogue, store.codes)
        return with_months(series(rows, verdict, store.catalogue), rows)


def register_of(store: Store, stage: Stage, freq: str) -> Register:
    """Give a register's months or years, read once."""
    return store.kept.once(("register", stage, freq), lambda: read_register(store, stage, freq))


def read_register(store: Store, stage: Stage, freq: str) -> Register:
    """Read a register's months or years."""
    entry = store.shelf.entries[stage.indicator]
    source = next(
        each
        for each in store.catalogue.indicators[stage.indicator].sources
        if each in entry["sources"]
    )
    spans = [code for code in entry["codes"]["time_period"] if periods.freq_of(code) == freq]
    filters = {
        "indicator": (stage.indicator,),
        "ref_area": (stage.ref_area,),
        "source": (source,),
        "breakdown": (TOTAL,),
        "time_period": spans,
    }
    rows = observations.frame(store, observations.find(store, filters))[ROW]
    texts = {name: str for name in ROW if name != "obs_value"}
    return Register(stage, source, rows.astype(texts))


def with_months(sums: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Say of each partial sum of a period which months all of its parts have.

    >>> rows = pd.DataFrame({"time_period": ["2025", "2025"],
    ...     "flags": ["has_01 has_02 partial_period", "has_01 partial_period"]})
    >>> sums = pd.DataFrame({"time_period": ["2024", "2025"], "flags": ["", "partial_period"]})
    >>> with_months(sums, rows)["flags"].tolist()
    ['', 'has_01 partial_period']
    """
    cut = rows[has_flag(rows["flags"], PARTIAL_PERIOD)]
    if cut.empty or sums.empty:
        return sums
    months = {
        period: set.intersection(*(months_in(flags.split()) for flags in own))
        for period, own in cut.groupby("time_period")["flags"]
    }
    joined = [
        " ".join(sorted({*flags.split(), *months.get(period, ())}))
        for period, flags in zip(sums["time_period"], sums["flags"], strict=True)
    ]
    return sums.assign(flags=joined)


def months_in(flags: Iterable[str]) -> set[str]:
    """Keep of flags those that name the months that a row has.

    >>> sorted(months_in({"has_01", "has_02", "partial_period"}))
    ['has_01', 'has_02']
    """
    return {flag for flag in flags if flag.startswith(MONTHS)}

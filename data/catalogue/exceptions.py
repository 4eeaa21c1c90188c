"""Where a producer's own file breaks a rule: cells, indicators and rows, each with the reason."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.catalogue.cards import BrokenCatalogue, Indicator, card

FILE = "exceptions.toml"
MEND = "take the entry out, or mend it"


@dataclass(frozen=True, slots=True)
class Breach:
    """A cell in which the producer's own file breaks a rule: which one, the figure, and why."""

    rule: str
    indicator: str
    ref_area: str
    counterpart_area: str
    sex: str
    age: str
    breakdown: str
    time_period: str
    source: str
    obs_value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Exempt:
    """An indicator and source in which a rule does not hold at all, and why."""

    rule: str
    indicator: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A figure that is misprinted beyond doubt and left out: where, what is printed, and why."""

    indicator: str
    source: str
    ref_area: str
    counterpart_area: str
    time_period: str
    obs_value: float
    reason: str


@dataclass(frozen=True, slots=True)
class SameFigure:
    """One figure that two sources print to the unit, so that they are no two witnesses.

    Attributes:
        indicators: ids on both sides.
        sources: ids, in the order of the indicators.
        ref_area: with the next two, the cell of totals.
        counterpart_area: its other end.
        time_period: its period.
        obs_value: the figure.
        reason: what it may mean.
    """

    indicators: tuple[str, ...]
    sources: tuple[str, ...]
    ref_area: str
    counterpart_area: str
    time_period: str
    obs_value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Split:
    """A cell in which nearly all persons are of one sex, and whether that is doubted.

    Attributes:
        indicator: id; with the next four, the cell.
        source: id.
        ref_area: where the persons are.
        counterpart_area: where they are from.
        time_period: the year.
        women: how many the file has.
        men: likewise.
        doubtful: whether its parts by sex are flagged.
        reason: what speaks for it or against it.
    """

    indicator: str
    source: str
    ref_area: str
    counterpart_area: str
    time_period: str
    women: int
    men: int
    doubtful: bool
    reason: str


@dataclass(frozen=True, slots=True)
class UnitsApart:
    """A country whose units and remainder together are another figure than its own, and why.

    Attributes:
        indicator: id; with the next five, the cell of the country.
        source: id.
        ref_area: the country.
        counterpart_area: where the persons are from.
        sex: code of the observation table.
        time_period: its period.
        obs_value: the country as printed.
        units: its units and those in none, together.
        reason: what is known of the difference.
    """

    indicator: str
    source: str
    ref_area: str
    counterpart_area: str
    sex: str
    time_period: str
    obs_value: float
    units: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unequal:
    """Rows of a raw file in which two figures that should be equal are not, and why.

    Attributes:
        file: name of the raw file.
        group: the codes that the rows share.
        rows: how many there are.
        difference: what the one figure is above the other, all rows together.
        reason: what the producer printed.
    """

    file: str
    group: str
    rows: int
    difference: int
    reason: str


@dataclass(frozen=True, slots=True)
class Absent:
    """A row that a raw file lacks and others of its series have, and why.

    Attributes:
        file: name of the raw file.
        label: what the row would be of, as the other files print it.
        reason: what the producer printed.
    """

    file: str
    label: str
    reason: str


def read_unequal(file: Path) -> tuple[Unequal, ...]:
    """Read ``unequal.csv``: one line a group of rows."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return tuple(
                card(
                    Unequal,
                    {**row, "rows": int(row["rows"]), "difference": int(row["difference"])},
                    file.name,
                )
                for row in csv.DictReader(lines)
            )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        message = f"{file.name}: {fault}. Mend the file of the catalogue."
        raise BrokenCatalogue(message) from fault


def breach(given: Mapping[str, Any], where: str) -> Breach:
    """Make the record of a cell in which a producer's file breaks a rule."""
    return card(Breach, given, where)


def units_apart(given: Mapping[str, Any], where: str) -> UnitsApart:
    """Make the record of a country whose units are together another figure."""
    return card(UnitsApart, given, where)


def absent(given: Mapping[str, Any], where: str) -> Absent:
    """Make the record of a row that a raw file lacks."""
    return card(Absent, given, where)


def split(given: Mapping[str, Any], where: str) -> Split:
    """Make the record of a cell in which nearly all persons are of one sex."""
    return card(Split, given, where)


def withheld(given: Mapping[str, Any], where: str) -> Withheld:
    """Make the record of a figure that is misprinted and left out."""
    return card(Withheld, given, where)


def same_figure(given: Mapping[str, Any], where: str) -> SameFigure:
    """Make the record of one figure in two sources."""
    pairs = {name: tuple(given.get(name, ())) for name in ("indicators", "sources")}
    return card(SameFigure, {**given, **pairs}, where)


def exempt(given: Mapping[str, Any], where: str) -> Exempt:
    """Make the record of an indicator and source in which a rule does not hold."""
    return card(Exempt, given, where)


Entry = Breach | Exempt | Split | UnitsApart | Withheld | SameFigure


def strays(
    named: Mapping[str, Iterable[Entry]],
    indicators: Mapping[str, Indicator],
) -> Iterator[str]:
    """Name the entries of a list whose indicator or source is not there."""
    pairs = {
        (kind, *pair)
        for kind, entries in named.items()
        for each in entries
        for pair in (
            zip(each.indicators, each.sources, strict=False)
            if isinstance(each, SameFigure)
            else [(each.indicator, each.source)]
        )
    }
    for kind, indicator, source in sorted(pairs):
        if indicator not in indicators:
            yield f"{FILE} names unknown indicator '{indicator}' under {kind}: {MEND}"
        elif source not in indicators[indicator].sources:
            yield f"{FILE}: {kind} names {indicator} of '{source}', no source of it: {MEND}"


def strange_files(
    named: Mapping[str, Iterable[Absent | Unequal]], files: Set[str]
) -> Iterator[str]:
    """Name the entries of a list whose raw file is on no source card."""
    for where, entries in named.items():
        for name in sorted({each.file for each in entries} - files):
            yield f"{where} names '{name}', a file of no source: {MEND}"

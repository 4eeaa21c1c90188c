"""Where in the raw files a cell comes from."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.reconcile import people, readings
from data.reconcile import places as units
from data.reconcile import raw as files
from data.reconcile.book import CATALOGUE, CODES, NO_ROW
from data.reconcile.book import COLUMNS as CELL
from data.reconcile.pieces import PIECES

ENDS = {"destination": "ref_area", "origin": "counterpart_area"}
TURNED = {"origin": "ref_area", "destination": "counterpart_area"}
DISPLACED = ("refugees", "asylum_seekers", "other_protection")
# Shares that a producer prints, whatever formula the catalogue has for other editions.
PRINTED = {("migrant_stock_share", "undesa_2020")}
SPLIT = {(name, "unhcr") for name in people.STATUS}
# A decision's row has all of its outcomes.
SAME_ROWS = dict.fromkeys(("asylum_other", "asylum_rejected", "asylum_closed"), "asylum_recognised")
WHERE = ["file", "row"]
INDEXED = 2
PLACED = ["ref_area", "counterpart_area", "year", *WHERE]
Codes = Mapping[str, Set[str]]  # by column of the key, those that are meant


@dataclass(frozen=True)
class Figure:
    """A figure that a cell is made of: of one indicator and source, and which of its pieces.

    Attributes:
        indicator: id.
        source: id.
        codes: of the pieces.
        before: whether the period is the one before that the series has.
    """

    indicator: str
    source: str
    codes: Codes
    before: bool = False

    @property
    def is_split(self) -> bool:
        """Tell whether women or men, or an age, are meant."""
        return self.codes["sex"] != {"_T"} or self.codes["age"] != {"_T"}


class Shared:
    """Files of which several indicators are made: each read once, for where its pieces stand."""

    def __init__(self, raw: Path) -> None:
        """Read nothing yet.

        Args:
            raw: folder of the raw files.
        """
        self.raw = raw
        self.stocks: dict[str, pd.DataFrame] = {}

    @cached_property
    def concerned(self) -> Mapping[str, pd.DataFrame]:
        """UNHCR's populations by pair, by name."""
        small = {"file": "category"}
        return {name: part[PLACED].astype(small) for name, part in files.concerned(self.raw)}

    @cached_property
    def people(self) -> pd.DataFrame:
        """UNHCR's places, by country."""
        return people.lines(self.raw)[["pop_type", *PLACED]]

    @cached_property
    def places(self) -> pd.DataFrame:
        """UNHCR's places in the nine, by unit."""
        return units.lines(self.raw)[["pop_type", *PLACED]]

    def stock(self, source: str) -> pd.DataFrame:
        """Give the pairs of an edition of the migrant stock."""
        if source not in self.stocks:
            pieces = files.stock(self.raw, source)
            self.stocks[source] = pieces[["destination", "origin", "sex", "year", *WHERE]]
        return self.stocks[source]


class Origins:
    """The raw rows behind cells; those of an indicator and source are read once."""

    def __init__(self, raw: Path) -> None:
        """Read nothing yet.

        Args:
            raw: folder of the raw files.
        """
        self.shared = Shared(raw)
        self.cards = cards()
        self.read: dict[tuple[str, str, bool], Pieces] = {}

    def found(self, indicator: str, source: str, cell: Mapping[str, str]) -> pd.DataFrame:
        """Give ``file`` and ``row`` of the raw figures of a cell; row 0 is one that is not there.

        Args:
            indicator: id.
            source: id, or two joined by a dot.
            cell: its key, the period as ``year``.
        """
        asked = {name: {cell[name]} for name in CELL}
        rows = [self.rows_of(each) for each in figures(self.cards, indicator, source, asked)]
        return pd.concat(rows, ignore_index=True).drop_duplicates()

    def told(
        self, indicator: str, source: str, cell: Mapping[str, str], most: int | None = None
    ) -> str:
        """Say in which raw files and rows the figures of a cell stand, in ``most`` runs a file."""
        return places(self.found(indicator, source, cell), most)

    def rows_of(self, figure: Figure) -> pd.DataFrame:
        """Give the raw rows of one figure."""
        kept = self.pieces(figure).of(figure.codes)
        if "year" not in kept:
            return kept[["file", "row"]]
        years = set(figure.codes["year"])
        if figure.before:
            earlier = {str(year) for year in kept["year"].unique() if str(year) < min(years)}
            years = {max(earlier)} if earlier else set()
        return kept.loc[kept["year"].isin(list(years)), ["file", "row"]]

    def pieces(self, figure: Figure) -> "Pieces":
        """Give the pieces of a figure's indicator and source."""
        split = figure.is_split and (figure.indicator, figure.source) in SPLIT
        name = SAME_ROWS.get(figure.indicator, figure.indicator)
        key = (name, figure.source, split)
        if key not in self.read:
            pieces = pieces_of(self.shared, name, figure.source, split=split)
            texts = [name for name in (*CELL, "file") if name in pieces]
            own = pieces[[*texts, "row"]].astype(dict.fromkeys(texts, str))
            self.read[key] = Pieces(own.astype(dict.fromkeys(texts, "category")))
        return self.read[key]


class Pieces:
    """The raw pieces of an indicator and source as small codes, and where those of a code stand."""

    def __init__(self, rows: pd.DataFrame) -> None:
        """Note where the codes stand of the two columns that leave least.

        Args:
            rows: one a piece, texts as categories.
        """
        self.rows = rows
        names = [name for name in CELL if name in rows and name != "year"]
        self.names = sorted(names, key=lambda name: -len(rows[name].cat.categories))
        self.places = {
            name: rows.groupby(name, observed=True).indices for name in self.names[:INDEXED]
        }

    def of(self, codes: Codes) -> pd.DataFrame:
        """Give the pieces that have one of some codes in every column but the period."""
        kept, first = self.rows, ""
        found = {
            name: [own[code] for code in codes[name] if code in own]
            for name, own in self.places.items()
        }
        if found:
            first = min(found, key=lambda name: sum(map(len, found[name])))
            kept = kept.take(np.concatenate([[], *found[first]]).astype(int))
        for name in self.names:
            if name != first:
                wanted = kept[name].cat.categories.get_indexer(pd.Index(list(codes[name])))
                kept = kept[np.isin(kept[name].cat.codes, wanted[wanted >= 0])]
        return kept


def cards(catalogue: Path = CATALOGUE) -> dict[str, dict[str, Any]]:
    """Read the cards of all indicators."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted((catalogue / "indicators").glob("*.toml")):
        found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def figures(
    known: Mapping[str, Mapping[str, Any]], indicator: str, source: str, codes: Codes
) -> Iterator[Figure]:
    """Give the figures that a cell is made of: itself, or those of both sides of its formula.

    Args:
        known: the cards.
        indicator: id.
        source: id, or two joined by a dot: the first is that of the numerator.
        codes: of the cell.
    """
    formula = known[indicator].get("formula")
    if formula is None or (indicator, source) in PRINTED:
        yield Figure(indicator, source, codes)
        return
    above, _, below = source.partition(".")
    for side, own in (("numerator", above), ("denominator", below or above)):
        term = formula[side]
        term = {"indicators": [term]} if isinstance(term, str) else term
        pinned = {name: members(term[name]) for name in CELL if name in term}
        for name in term["indicators"]:
            nowhere = {"counterpart_area": {"_Z"}} if known[name]["counterpart"] == "none" else {}
            yield Figure(name, own, {**codes, **pinned, **nowhere}, term.get("before", False))


def members(codes: Iterable[str]) -> set[str]:
    """Put the countries of a group in its place.

    >>> sorted(members(["G_NORTH_AMERICA", "W"]))
    ['BMU', 'CAN', 'GRL', 'SPM', 'USA', 'W']
    """
    groups = tomllib.loads((CODES / "groups.toml").read_text(encoding="utf-8"))
    areas = pd.read_csv(CODES / "areas.csv", keep_default_na=False, dtype=str)
    found: set[str] = set()
    for code in codes:
        made_of = groups.get(code)
        if made_of is None:
            found.add(code)
            continue
        inside = (areas["level"] == "country") & areas["region"].isin(made_of.get("regions", []))
        found |= {*areas.loc[inside, "id"], *members(made_of.get("groups", []))}
    return found


def pieces_of(shared: Shared, indicator: str, source: str, *, split: bool = False) -> pd.DataFrame:
    """Give the raw pieces that an indicator's cells are made of, each with its file and row.

    Args:
        shared: the raw files, of which those of several indicators are read once.
        indicator: id, of one that is not derived.
        source: id.
        split: whether those of women, men and ages are meant, where they stand in another file.
    """
    raw = shared.raw
    if (indicator, source) in (*readings.READINGS, *PIECES):
        return readings.raw_rows(raw, (indicator, source))
    if (indicator, source) in PRINTED:
        cells = files.workbook(raw, "Table 3").rename(columns={"area": "ref_area"})
        return cells.assign(counterpart_area="W", file=f"{files.WORKBOOK} (Table 3)")
    if indicator == "population":
        return files.people(raw).assign(counterpart_area="_Z")
    if source in files.STOCKS:
        ends = TURNED if indicator == "emigrant_stock" else ENDS
        pieces = shared.stock(source).rename(columns=ends)
        return files.spread(files.spread(pieces, "counterpart_area", "W"), "ref_area", "W")
    parts = shared.concerned
    if indicator == "stateless":
        return parts[indicator]
    names = (indicator,) if indicator in parts else DISPLACED
    countries = (
        people.pieces(shared.people, indicator) if split else pd.concat([parts[n] for n in names])
    )
    return pd.concat([countries, units.pieces(shared.places, indicator)], ignore_index=True)


def places(found: pd.DataFrame, most: int | None = None) -> str:
    """Say in which raw files and rows figures stand, in ``most`` runs a file.

    >>> places(pd.DataFrame({"file": ["a.rda"] * 3 + ["b.csv"], "row": [4, 5, 9, 0]}))
    'a.rda, rows 4-5, 9; b.csv, no such line'
    """
    said = []
    for file, rows in found.groupby("file", observed=True)["row"]:
        what = "line" if str(file).endswith((".csv", ".txt")) else "row"
        there = rows[rows != NO_ROW]
        told = f"{what}s {runs(there, most)}" if len(there) else f"no such {what}"
        said.append(f"{file}, {told}")
    return "; ".join(said) or "no raw row"


def runs(numbers: Iterable[int], most: int | None = None) -> str:
    """Write numbers as runs, the first ``most`` of them or all.

    >>> runs([3, 1, 2, 2, 7])
    '1-3, 7'
    """
    rows = sorted({int(number) for number in numbers})
    starts = rows[:1] + [later for earlier, later in pairwise(rows) if later > earlier + 1]
    ends = [earlier for earlier, later in pairwise(rows) if later > earlier + 1] + rows[-1:]
    told = [f"{a}-{b}" if b > a else f"{a}" for a, b in zip(starts, ends, strict=True)]
    more = f" … {len(rows):,} in all" if most is not None and len(told) > most else ""
    return ", ".join(told[:most]) + more

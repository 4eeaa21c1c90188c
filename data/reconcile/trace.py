"""Where in the raw files a cell comes from."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import pandas as pd

from data.reconcile import places as units
from data.reconcile import raw as files
from data.reconcile import readings
from data.reconcile.book import COLUMNS as CELL
from data.reconcile.pieces import PIECES

ENDS = {"destination": "ref_area", "origin": "counterpart_area"}
TURNED = {"origin": "ref_area", "destination": "counterpart_area"}
DISPLACED = ("refugees", "asylum_seekers", "other_protection")


def pieces_of(raw: Path, indicator: str, source: str) -> pd.DataFrame:
    """Give the raw pieces that an indicator's cells are made of, each with its file and row."""
    if (indicator, source) in (*readings.READINGS, *PIECES):
        return readings.raw_rows(raw, (indicator, source))
    if indicator == "migrant_stock_share" and source == "undesa_2020":
        cells = files.workbook(raw, "Table 3").rename(columns={"area": "ref_area"})
        return cells.assign(counterpart_area="W", file=f"{files.WORKBOOK} (Table 3)")
    if indicator == "population":
        return files.people(raw).assign(counterpart_area="_Z")
    base, *below = source.split(".")
    if base in files.STOCKS:
        ends = TURNED if indicator == "emigrant_stock" else ENDS
        pieces = files.stock(raw, base).rename(columns=ends)
        pieces = files.spread(files.spread(pieces, "counterpart_area", "W"), "ref_area", "W")
    else:
        parts = dict(files.concerned(raw))
        names = (indicator,) if indicator in parts else DISPLACED
        pieces = pd.concat([parts[name] for name in names]).assign(sex="_T")
        if indicator != "stateless":
            pieces = pd.concat([pieces, units.pieces(raw, indicator)], ignore_index=True)
    # The people below a rate are the same whatever the other end: they name none.
    people = [files.people(raw)] if below else []
    return pd.concat([pieces, *people], ignore_index=True)


def places(pieces: pd.DataFrame, cell: Mapping[str, str], most: int | None = None) -> str:
    """Say in which raw files and rows the figures of a cell stand, in ``most`` runs a file.

    >>> rows = {"ref_area": ["PER"] * 3, "file": ["a.rda"] * 3, "row": [4, 5, 9]}
    >>> places(pd.DataFrame(rows), {"ref_area": "PER"})
    'a.rda, rows 4-5, 9'
    """
    own = pd.Series(data=True, index=pieces.index)
    for name in CELL:
        if name in pieces and name in cell:
            own &= pieces[name].isna() | (pieces[name].astype(str) == cell[name])
    found = [
        f"{file}, {'lines' if str(file).endswith('.csv') else 'rows'} {runs(rows['row'], most)}"
        for file, rows in pieces[own].groupby("file")
    ]
    return "; ".join(found) or "no raw row"


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

"""UNHCR's procedures, solutions and new displacement, read row by row."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyreadr

from data.reconcile.book import Book, Cell, Line, Name, named, place_names, put

FOLDER = "unhcr_refugee_statistics/2026-06/"
APPLICATIONS = FOLDER + "asylum_applications.rda"
DECISIONS = FOLDER + "asylum_decisions.rda"
SOLUTIONS = FOLDER + "solutions.rda"
FLOWS = FOLDER + "flows.rda"
CONFLICT = FOLDER + "idmc.rda"
NEEDED = (APPLICATIONS, DECISIONS, SOLUTIONS, FLOWS, CONFLICT)
FIRST = ("FI", "FA")
REVIEWED = ("AR", "JR", "RA")  # what is decided or asked for again
OUTCOMES = ("dec_recognized", "dec_other", "dec_rejected", "dec_closed")
PARTS = ("refugees", "refugee_like", "asylum_seekers", "oip")


Gaps = dict[Cell, list[tuple[str, int]]]  # with the rows that make them
Row = tuple[dict[str, Any], tuple[str, int], str, str, str]


def rows(raw: Path, name: str, source: str = "unhcr") -> Iterator[Row]:
    """Read an R file: each row, its place, where persons are, where they are from, the year."""
    code = place_names(source)
    (table,) = pyreadr.read_r(str(raw / name)).values()
    for number, row in enumerate(table.astype(object).to_dict("records"), start=1):
        here, origin = code(row["coa_iso"]), code(row["coo_iso"])
        if here is not None and origin is not None:
            yield row, (name, number), here, origin, str(int(row["year"]))


def ends(here: str, other: str) -> tuple[tuple[str, str], ...]:
    """Name the pair and the three totals that it is a part of."""
    return (here, other), (here, "W"), ("W", other), ("W", "W")


def hide(book: Book, gaps: Gaps, flags: set[str]) -> None:
    """Write down gaps: alone they are missing, beside figures they make a sum partial."""
    for cell, rows in gaps.items():
        line = book.setdefault(cell, Line())
        line.flags |= flags if line.value is None else flags | {"partial_sum"}
        line.rows += rows


def procedures(raw: Path, name: str, column: str, persons: str) -> Book:  # noqa: C901 - one pass
    """Count persons at the first instance, at every level and by procedure.

    What a pair has in cases is missing from its persons; so it is where decisions are counted and
    not told apart. What is at further levels, or of kinds in one, is missing pair by pair; what is
    reviewed only where a reporter has no first instance in the year.
    """
    book: Book = {}
    untold: Gaps = defaultdict(list)
    in_cases: Gaps = defaultdict(list)
    elsewhere: Gaps = defaultdict(list)
    together: Gaps = defaultdict(list)
    found = list(rows(raw, name))
    reported = {
        (here, year)
        for row, _, here, _, year in found
        if row["dec_level"] in FIRST and row.get("app_type", "N") == "N"
    }
    for row, where, here, origin, year in found:
        level, kind = row["dec_level"], row.get("app_type", "N")
        whole = level in FIRST and kind == "N"
        counted = row[persons] == "P"
        untold_here = row.get("dec_total", 0) > 0 and not any(row[name] for name in OUTCOMES)
        by_pair = level not in REVIEWED and ("app_type" in row or row[column] or untold_here)
        for place, other in ends(here, origin):
            cell = Cell(place, other, year, breakdown="_T")
            if kind == "N" and level not in FIRST and (by_pair or (here, year) not in reported):
                elsewhere[cell].append(where)
            elif by_pair and kind in {"NR", "V", "NA"}:
                together[cell].append(where)
        if whole:
            splits = ["_T", f"level.{level}", f"procedure.{row['procedure_type']}"]
        else:
            splits = [f"type.{kind}" if level in FIRST else f"level.{level}"]
        for place, other in ends(here, origin):
            for split in splits:
                cell = Cell(place, other, year, breakdown=split)
                if not counted:
                    in_cases[cell].append(where)
                elif untold_here:
                    untold[cell].append(where)
                else:
                    put(book, cell, float(row[column]), where)
    hide(book, untold, set())
    hide(book, in_cases, {"counted_in_cases"})
    hide(book, elsewhere, {"other_level"})
    hide(book, together, {"kinds_together"})
    return book


def decisions(kind: str, column: str) -> Callable[[Path], Book]:
    """Give the reading of one kind of decision."""
    return lambda raw: named(
        procedures(raw, DECISIONS, column, "dec_pc"), f"unhcr_decisions_{kind}"
    )


def solutions(raw: Path, column: str, *, home: bool = False) -> Book:
    """Count those who found a solution; who returned is counted where she or he returned to."""
    book: Book = {}
    for row, where, asylum, origin, year in rows(raw, SOLUTIONS):
        value = row[column]
        if value is None or value != value:  # noqa: PLR0124 - not a number
            continue
        here, other = (origin, asylum) if home else (asylum, origin)
        for place, end in ends(here, other):
            put(book, Cell(place, end, year), float(value), where)
    return named(book, f"unhcr_{column}")


def new_displacement(raw: Path) -> Book:
    """Add the statuses that were reported; other protection that is no longer reported is a gap."""
    found = list(rows(raw, FLOWS))
    began: dict[tuple[str, str], int] = {}
    for row, *_ in found:
        pair = (row["coo_iso"], row["coa_iso"])
        if row["oip"] is not None and row["oip"] == row["oip"]:  # noqa: PLR0124
            began[pair] = min(int(row["year"]), began.get(pair, int(row["year"])))
    book: Book = {}
    gaps: Gaps = defaultdict(list)
    for row, where, here, origin, year in found:
        for part in PARTS:
            value = row[part]
            lacks = value is None or value != value  # noqa: PLR0124
            first = began.get((row["coo_iso"], row["coa_iso"]), int(year))
            if lacks and not (part == "oip" and int(year) > first):
                continue
            for place, other in ends(here, origin):
                for split in ("_T", f"status.{part}"):
                    cell = Cell(place, other, year, breakdown=split)
                    if lacks:
                        gaps[cell].append(where)
                    else:
                        put(book, cell, float(value), where)
    hide(book, gaps, set())
    return named(book, "unhcr_new_displacement")


def conflict_stock(raw: Path) -> Book:
    """Read the stock of displaced by conflict; round thousands are marked."""
    book: Book = {}
    for row, where, _, origin, year in rows(raw, CONFLICT, "idmc_unhcr"):
        for place in (origin, "W"):
            cell = Cell(place, "_Z", year)
            put(book, cell, float(row["total"]), where, status="E")
            if row["total"] >= 1000 and row["total"] % 100 == 0:  # noqa: PLR2004
                book[cell].flags.add("rounded")
    return named(book, "idmc_conflict_stock")


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("asylum_applications", "unhcr"): lambda raw: named(
        procedures(raw, APPLICATIONS, "applied", "app_pc"), "unhcr_asylum_applications"
    ),
    ("asylum_recognised", "unhcr"): decisions("recognised", "dec_recognized"),
    ("asylum_other", "unhcr"): decisions("other", "dec_other"),
    ("asylum_rejected", "unhcr"): decisions("rejected", "dec_rejected"),
    ("asylum_closed", "unhcr"): decisions("closed", "dec_closed"),
    ("returned_refugees", "unhcr"): lambda raw: solutions(raw, "returned_refugees", home=True),
    ("resettlement", "unhcr"): lambda raw: solutions(raw, "resettlement"),
    ("naturalisation", "unhcr"): lambda raw: solutions(raw, "naturalisation"),
    ("new_displacement", "unhcr"): new_displacement,
    ("idp_stock", "idmc_unhcr"): conflict_stock,
}

"""The registers along the northern route, read row by row: Panama, Honduras, Mexico, the USA."""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyreadr

from data.reconcile.book import (
    NO_ROW,
    Book,
    Cell,
    Line,
    Name,
    add,
    in_years,
    month,
    months,
    named,
    place_names,
    put,
)

PANAMA = "panama_darien/2025-04/irreg_darien_nat.rda"
PANAMA_PERSONS = "panama_darien/2025-04/irreg_darien_dmg.rda"
HONDURAS = "north_route_encounters/2025/irreg_honduras.rda"
HONDURAS_FROM = "north_route_encounters/2025/irreg_honduras_nat.rda"
HONDURAS_PERSONS = "north_route_encounters/2025/irreg_honduras_dmg.rda"
MEXICO = "north_route_encounters/2025/irreg_mexico_nat.rda"
MEXICO_PERSONS = "north_route_encounters/2025/irreg_mexico_dmg.rda"
USA = "north_route_encounters/2025/irreg_usa.rda"
NEEDED = (
    *(PANAMA, PANAMA_PERSONS, HONDURAS, HONDURAS_FROM, HONDURAS_PERSONS),
    *(MEXICO, MEXICO_PERSONS, USA),
)
FIRST_MONTHLY = "2020-01"  # before it Panama's file has years, stamped with their January
FIRST_CHILDREN = "2023-01"
WHO = {
    "men": ("M", "Y_GE18"),
    "women": ("F", "Y_GE18"),
    "boys": ("M", "Y_LT18"),
    "girls": ("F", "Y_LT18"),
}
AGES = {"18+": "Y_GE18", "12-17": "Y12T17"}  # the others are under 12
AUTHORITIES = {"Title 8": "title_8", "Title 42": "title_42"}
COMPONENTS = {
    "U.S. Border Patrol": "border_patrol",
    "Office of Field Operations": "field_operations",
}
DEMOGRAPHICS = {
    "Single Adults": "single_adults",
    "FMUA": "family_unit",
    "UAC": "unaccompanied_minors",
    "UC / Single Minors": "unaccompanied_minors",
    "Accompanied Minors": "accompanied_minors",
}


def read_rows(raw: Path, name: str) -> list[dict[str, Any]]:
    """Read an R file row by row; ``where`` is the file and the row's number from 1."""
    (found,) = pyreadr.read_r(str(raw / name)).values()
    rows: list[dict[str, Any]] = found.astype(object).to_dict("records")
    for number, row in enumerate(rows, start=1):
        row["where"] = (name, number)
        if "t" in row and isinstance(row["t"], float):
            row["month"] = month(row["t"])
    return rows


def by_nationality(rows: Iterable[Mapping[str, Any]], area: str, source: str) -> Book:
    """Add the rows of one nationality and month; several labels under one code are flagged."""
    code = place_names(source)
    book: Book = {}
    for row in rows:
        nationality = code(row["nat"])
        if nationality is not None:
            put(book, Cell(area, nationality, row["month"]), row["n"], row["where"])
    for line in book.values():
        if len(line.rows) > 1:
            line.flags.add("merged_labels")
    return book


def filled(book: Book, published: Collection[str], every: Iterable[str], who: set[str]) -> Book:
    """Give everyone every period: whom it does not list is 0, an unpublished period is missing."""
    (area,) = {cell.ref_area for cell in book}
    (file,) = {name for line in book.values() for name, _ in line.rows}
    nowhere = [(file, NO_ROW)]
    full: Book = {}
    for period in every:
        for other in sorted(who):
            cell = Cell(area, other, period)
            unlisted = Line(0.0, "A", {"implied_zero"}) if period in published else Line()
            unlisted.rows += nowhere
            full[cell] = book.get(cell, unlisted)
    return full


def others(book: Book) -> set[str]:
    """Name the nationalities of a book."""
    return {cell.counterpart_area for cell in book}


def all_together(book: Book) -> Book:
    """Add up all nationalities, period by period."""
    totals: Book = {}
    groups: dict[Cell, list[Line]] = {}
    for cell, line in book.items():
        groups.setdefault(cell._replace(counterpart_area="W"), []).append(line)
    for cell, lines in groups.items():
        add(totals, cell, lines)
        if any("merged_labels" in line.flags for line in lines):
            totals[cell].flags.add("merged_labels")
    return totals


def men_women_children(rows: Iterable[Mapping[str, Any]], area: str) -> Book:
    """Count men, women, boys and girls; without children apart, men and women include them."""
    book: Book = {}
    for row in rows:
        sex, age = WHO[row["demog"]]
        at = Cell(area, "W", row["month"], sex)
        put(book, at, row["n"], row["where"])
        told = area != "PAN" or row["month"] >= FIRST_CHILDREN
        for each in (age,) if told else ("Y_GE18", "Y_LT18"):
            for cell in (at._replace(age=each), at._replace(age=each, sex="_T")):
                if told:
                    put(book, cell, row["n"], row["where"])
                else:
                    book.setdefault(cell, Line()).rows.append(row["where"])
    return book


def panama(raw: Path) -> Book:
    """Read the crossings of the Darién: years to 2019, months from 2020."""
    rows = read_rows(raw, PANAMA)
    yearly = [{**row, "month": row["month"][:4]} for row in rows if row["month"] < FIRST_MONTHLY]
    monthly = [row for row in rows if row["month"] >= FIRST_MONTHLY]
    everybody = others(by_nationality(rows, "PAN", "panama"))
    published = sorted({row["month"] for row in monthly})
    years = sorted({row["month"] for row in yearly})
    book: Book = {}
    for part, had, every in (
        (yearly, years, years),
        (monthly, published, months(published[0], published[-1])),
    ):
        dense = filled(by_nationality(part, "PAN", "panama"), had, every, everybody)
        book |= dense | all_together(dense)
    book |= men_women_children(read_rows(raw, PANAMA_PERSONS), "PAN")
    by_month = {cell: line for cell, line in book.items() if len(cell.period) > len("2020")}
    book |= dict(in_years(by_month, lambda _: published))
    return named(book, "panama_transits", "transits")


def honduras(raw: Path) -> Book:
    """Read irregular entries; the total has a file of its own and reaches further back."""
    totals: Book = {}
    for row in read_rows(raw, HONDURAS):
        put(totals, Cell("HND", "W", row["month"]), row["n"], row["where"])
    seen = by_nationality(read_rows(raw, HONDURAS_FROM), "HND", "honduras")
    all_months = sorted(cell.period for cell in totals)
    by_origin = sorted({cell.period for cell in seen})
    after = [each for each in all_months if each >= by_origin[0]]
    book = filled(seen, by_origin, after, others(seen)) | totals
    book |= men_women_children(read_rows(raw, HONDURAS_PERSONS), "HND")
    for cell, line in book.items():
        if cell.counterpart_area in ("CHN", "TWN") and "2022" <= cell.period[:4] <= "2024":
            line.flags.add("code_doubtful")
    book |= dict(in_years(book, lambda c: all_months if c.counterpart_area == "W" else by_origin))
    return named(book, "honduras_entries", "entries")


def mexico(raw: Path) -> Book:
    """Read persons in an irregular situation; sex, age and company come from another file."""
    seen = by_nationality(read_rows(raw, MEXICO), "MEX", "mexico")
    published = sorted({cell.period for cell in seen})
    book = filled(seen, published, months(published[0], published[-1]), others(seen))
    book |= all_together(book)
    for row in read_rows(raw, MEXICO_PERSONS):
        age = AGES.get(row["age"], "Y_LT12")
        sex = {"male": "M", "female": "F"}[row["sex"]]
        at = Cell("MEX", "W", row["month"], sex, age)
        cells = [at, at._replace(sex="_T")]
        if age == "Y_LT12":
            company = "accompaniment." + row["age"].removeprefix("under 12, ")
            cells += [cell._replace(breakdown=company) for cell in cells]
        for cell in [at._replace(age="_T"), *cells]:
            put(book, cell, row["n"], row["where"])
    book |= dict(in_years(book, lambda _: published))
    return named(book, "mexico_irregular")


def us_cbp(raw: Path) -> Book:
    """Read encounters at the south-west border, whole and by law, service and kind of family."""
    code = place_names("us_cbp")
    rows = read_rows(raw, USA)
    total: Book = {}
    persons: Book = {}
    parts: Book = {}
    for row in rows:
        splits = [
            f"authority.{AUTHORITIES[row['authority']]}",
            f"component.{COMPONENTS[row['component']]}",
            f"demographic.{DEMOGRAPHICS[row['demog']]}",
        ]
        named_nationality = isinstance(row["nat"], str)
        for other in ("W", code(row["nat"])) if named_nationality else ("W",):
            cell = Cell("USA", str(other), row["month"])
            put(total if other == "W" else persons, cell, row["n"], row["where"])
            for split in splits:
                put(parts, cell._replace(breakdown=split), row["n"], row["where"])
    whole = sorted({cell.period for cell in total})
    known = sorted({cell.period for cell in persons})
    book = filled(total, whole, months(whole[0], whole[-1]), {"W"})
    book |= filled(persons, known, months(known[0], known[-1]), others(persons))
    book |= parts
    book |= dict(in_years(book, lambda cell: whole if cell.counterpart_area == "W" else known))
    return named(book, "us_cbp_encounters", "encounters")


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("darien_transits", "panama"): panama,
    ("honduras_irregular_entries", "honduras"): honduras,
    ("mexico_irregular_situation", "mexico"): mexico,
    ("us_southwest_encounters", "us_cbp"): us_cbp,
}

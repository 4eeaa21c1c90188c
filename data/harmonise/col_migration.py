"""Venezuelans registered in Colombia and their permits, by department, as observations."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.crossed import check_units
from data.harmonise.named_cells import withheld
from data.harmonise.registers import cells
from data.harmonise.rows import PARTS, BrokenRule, check_unequal
from data.harmonise.sums import KEYS, add_up, in_groups
from data.harmonise.units import to_units

AREA, ORIGIN, YEAR = "COL", "VEN", "2023"
FIGURES = ("persons", "permits")


def registered(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the Venezuelans of each department, and of the country: the sum of all departments."""
    return by_department(raw, "persons", "venezuelans_registered", codes, catalogue)


def permits(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the permits of each department; the country's sum lacks those that are misprinted."""
    return by_department(raw, "permits", "permits_ppt", codes, catalogue)


def by_department(
    raw: RawTables, figure: str, indicator: str, codes: Codes, catalogue: Catalogue
) -> pd.DataFrame:
    """Give one figure of each department and of the country, of persons from Venezuela."""
    where = raw.paths["municipalities"]
    own = departments(raw.tables["municipalities"], where, catalogue)
    parents = pd.Series(AREA, own.index)
    units = to_units(parents, own["department"], Labels.read(codes), raw.source, where)
    counted = own.assign(period=YEAR, persons=own[figure])
    meant = {"venezuelans_registered": "col_venezuelans", "permits_ppt": "col_ppt"}[indicator]
    given = cells(counted, meant, ref_area=units, counterpart_area=ORIGIN)
    kept = withheld(given, indicator, raw.source, catalogue, where)
    country = add_up(kept.assign(ref_area=AREA), KEYS, catalogue, meant)[PARTS]
    both = pd.concat([country, kept], ignore_index=True)
    check_units(both, AREA, where)
    return both


def departments(table: pd.DataFrame, where: str, catalogue: Catalogue) -> pd.DataFrame:
    """Take the figures of each department once: they repeat on each of its municipalities.

    Departments are told apart by number: one name is written in two ways.

    Raises:
        BrokenRule: when a department has two figures, or its municipalities add up to another one.
    """
    number = table["department"]
    twice = table[list(FIGURES)].groupby(number).nunique().max(axis=1) > 1
    if twice.any():
        named = listed(
            f"{each} in {rows(table.index[number == each])}" for each in twice.index[twice]
        )
        message = f"{where}: departments with two figures: {named}. Fetch the file again."
        raise BrokenRule(message)
    once = table[~number.duplicated()]
    inside = in_groups(table["in_municipality"], [number]).reindex(once["department"])
    difference = pd.Series(inside.to_numpy(), once.index) - once["persons"]
    check_unequal(difference, "department " + once["department"], where, catalogue)
    return once

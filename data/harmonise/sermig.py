"""Foreign residents of Chile as INE and SERMIG estimate them, and those in irregular situation."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.national import ages_of, cells, check_apart, crossed, sums_by, units_of
from data.harmonise.registers import coded
from data.harmonise.rows import to_areas
from data.harmonise.sums import across
from data.schema import TOTAL, WORLD, ObsStatus

COUNTRY = "CHL"
SEXES = {"H": "M", "M": "F"}
TOTALS = {"age": TOTAL, "sex": TOTAL, "counterpart_area": WORLD, "ref_area": COUNTRY}
PARTS_OF = {"estimate": ("census", "registers"), "registers": ("regular", "irregular")}


def residents(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give foreign residents by region, origin, sex and age, with all sums.

    Raises:
        BrokenRule: when the file differs from the workbook that the offices printed of it.
    """
    check_components(raw, catalogue)
    check_printed(raw, catalogue)
    return of_people(raw, "estimate", "sermig_residents", codes, catalogue)


def irregular(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give those of them who are in irregular situation; an empty cell of the file is no row."""
    return of_people(raw, "irregular", "sermig_irregular", codes, catalogue)


def of_people(
    raw: RawTables, column: str, definition: str, codes: Codes, catalogue: Catalogue
) -> pd.DataFrame:
    """Give one column of the file as parts of rows, with all sums."""
    people, where = raw.tables["people"], raw.paths["people"]
    people = people[people[column].notna()]
    own = cells(
        people[column],
        definition,
        ref_area=units_of(people["region"], COUNTRY, raw, "people", codes),
        counterpart_area=to_areas(people["origin"], raw.source, codes, where),
        sex=coded(people["sex"], SEXES, where),
        age=ages_of(people["age"], where),
        time_period=people["year"].astype(int).astype(str),
        obs_status=ObsStatus.ESTIMATED.value,
    )
    return crossed(own, TOTALS, catalogue)


def check_components(raw: RawTables, catalogue: Catalogue) -> None:
    """Refuse rows whose estimate is not the census and the registers together."""
    people = raw.tables["people"]
    pairs = [
        (f"row {row}, {whole}", float(one), float(other))
        for whole, parts in PARTS_OF.items()
        for row, one, other in zip(
            people.index, people[whole].fillna(0), across(people.fillna(0), parts), strict=True
        )
    ]
    check_apart(pairs, raw.paths["people"], catalogue)


def check_printed(raw: RawTables, catalogue: Catalogue) -> None:
    """Refuse a file whose regions and country are not those of the printed table."""
    people = raw.tables["people"]
    years = people["year"].astype(int).astype(str)
    ours = sums_by(people["estimate"], [people["region"], years])
    ours |= sums_by(people["estimate"], [people["region"].mask(years != "", "0"), years])
    printed = raw.tables["printed"]
    names = printed["region"].str.cat(printed["year"], sep=" ")
    pairs = [
        (f"region {name}", ours.get(name, 0.0), float(persons))
        for name, persons in zip(names, printed["persons"], strict=True)
    ]
    check_apart(pairs, raw.paths["printed"], catalogue)

"""World Population Prospects as observations: population and net migration."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import NOT_NAMED, TOTAL, WORLD, ObsStatus, Sex

DEFINITION = "wpp_population"
LAST_ESTIMATE = 2023
COUNTRY = "4"  # location_type of UNlocations.txt
WORLD_CODE = "900"


def population(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the population of every area, and of the world as the sum of the file's areas.

    Estimates to 2023, projections (medium variant) after.

    Returns:
        Parts of rows, in persons at mid-year.
    """
    women = of_one_sex(raw, "female", Sex.FEMALE, codes)
    men = of_one_sex(raw, "male", Sex.MALE, codes)
    check_same(raw, "female", "male", ["area", "year"])
    parts = pd.concat([women, men], ignore_index=True)
    both = add_up(parts.assign(sex=TOTAL), KEYS, catalogue, DEFINITION)
    areas = pd.concat([parts, both], ignore_index=True)[PARTS]
    return with_totals(areas, (["ref_area"],), catalogue, DEFINITION)


def of_one_sex(raw: RawTables, name: str, sex: Sex, codes: Codes) -> pd.DataFrame:
    """Give the rows of one sex; the file writes ISO codes in lower case."""
    table = raw.tables[name]
    year = table["year"].astype(int)
    return pd.DataFrame(
        {
            "ref_area": to_areas(table["area"].str.upper(), raw.source, codes, raw.paths[name]),
            "counterpart_area": NOT_NAMED,
            "sex": sex.value,
            "age": TOTAL,
            "breakdown": TOTAL,
            "time_period": year.astype(str),
            "obs_value": table["persons"].astype("float64"),
            "obs_status": np.where(
                year <= LAST_ESTIMATE, ObsStatus.ESTIMATED.value, ObsStatus.FORECAST.value
            ),
            "definition": DEFINITION,
            "flags": "",
        }
    ).dropna(subset="ref_area")


def net_migration(raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give net migration of every country and the world, in persons.

    The file gives thousands with three decimals: persons. Estimates to the last year that it
    calls observed, projections (medium variant) after.

    Raises:
        UnknownCodes: when a country's number is in no code list.
    """
    by_m49 = {area.m49: area.id for area in codes.areas.values() if area.m49}
    check_same(raw, "migration", "projection", ["code"])
    locations = raw.tables["locations"]
    check_listed(raw)
    check_years(raw)
    kept = set(locations.loc[locations["type"] == COUNTRY, "code"]) | {WORLD_CODE}
    parts = []
    for name in ("migration", "projection"):
        table = raw.tables[name]
        table = table[table["code"].isin(kept)]
        named = table["code"].str.zfill(3).map(lambda code: by_m49.get(code, code))
        named = named.mask(table["code"] == WORLD_CODE, WORLD)
        estimated = table["year"].astype(int) <= table["last"].astype(int)
        parts.append(
            pd.DataFrame(
                {
                    "ref_area": to_areas(named, raw.source, codes, raw.paths[name]),
                    "counterpart_area": NOT_NAMED,
                    "sex": TOTAL,
                    "age": TOTAL,
                    "breakdown": TOTAL,
                    "time_period": table["year"],
                    "obs_value": (table["thousands"] * 1000).round(),
                    "obs_status": np.where(
                        estimated, ObsStatus.ESTIMATED.value, ObsStatus.FORECAST.value
                    ),
                    "definition": "wpp_net_migration",
                    "flags": "",
                }
            ).dropna(subset="ref_area")
        )
    return pd.concat(parts, ignore_index=True)[PARTS]


def check_same(raw: RawTables, one: str, other: str, key: list[str]) -> None:
    """Refuse two files of which one has areas or years that the other lacks.

    Raises:
        BrokenRule: naming both files and the rows.
    """
    for own, against in ((one, other), (other, one)):
        keys = pd.MultiIndex.from_frame(raw.tables[own][key])
        lacking = ~keys.isin(pd.MultiIndex.from_frame(raw.tables[against][key]))
        if lacking.any():
            found = rows(raw.tables[own].index[lacking].unique())
            message = (
                f"{raw.paths[own]}: {found} have no match in {raw.paths[against]}. "
                "Fetch both files again."
            )
            raise BrokenRule(message)


def check_listed(raw: RawTables) -> None:
    """Refuse net migration of areas that the list of locations lacks.

    Raises:
        BrokenRule: naming both files and the rows.
    """
    table, places = raw.tables["migration"], raw.tables["locations"]["code"]
    lacking = table.index[~table["code"].isin(places)].unique()
    if len(lacking):
        message = (
            f"{raw.paths['migration']}: {rows(lacking)} are in no row of "
            f"{raw.paths['locations']}. Fetch both files again."
        )
        raise BrokenRule(message)


def check_years(raw: RawTables) -> None:
    """Refuse net migration whose years do not go on, from the population's first to its last.

    Raises:
        BrokenRule: naming the files and their years.
    """
    given = {name: raw.tables[name]["year"].astype(int) for name in ("migration", "projection")}
    spans = {name: (years.min(), years.max()) for name, years in given.items()}
    people = raw.tables["female"]["year"]
    (first, last), (start, end) = spans["migration"], spans["projection"]
    if (first, start, end) != (people.min(), last + 1, people.max()):
        message = (
            f"{raw.paths['migration']} has the years {first} to {last}, {raw.paths['projection']} "
            f"{start} to {end}: together they must be those of {raw.paths['female']}. "
            "Fetch the files again."
        )
        raise BrokenRule(message)

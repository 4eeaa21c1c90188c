"""World Population Prospects as observations: population and net migration."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.rows import PARTS, to_areas
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
    locations = raw.tables["locations"]
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

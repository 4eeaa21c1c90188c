"""World Population Prospects as observations: mid-year population by sex."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.rows import PARTS, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import NOT_NAMED, TOTAL, ObsStatus, Sex

DEFINITION = "wpp_population"
LAST_ESTIMATE = 2023


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

"""Gapminder's series as observations: work by sex, and what is printed for countries as a whole."""

import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.series import of_countries
from data.schema import ObsStatus, Sex

# The edition of March 2026 cannot have observed what comes after.
LAST_WHOLE_YEAR = "2025"


def by_sex(raw: RawTables, name: str, definition: str, codes: Codes) -> pd.DataFrame:
    """Give a series for women, men and, where there is one, for all.

    Args:
        raw: the tables.
        name: of the series for all; those of women and men have an ending.
        definition: what is counted.
        codes: the code lists.
    """
    files = {name: Sex.TOTAL, f"{name}_women": Sex.FEMALE, f"{name}_men": Sex.MALE}
    parts = [
        of_countries(raw, file, definition, codes, sex=sex.value)
        for file, sex in files.items()
        if file in raw.tables
    ]
    rows = pd.concat(parts, ignore_index=True)
    later = rows["time_period"] > LAST_WHOLE_YEAR
    return rows.assign(obs_status=rows["obs_status"].mask(later, ObsStatus.FORECAST.value))

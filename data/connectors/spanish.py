"""What national files in Spanish have in common: years and months written as names."""

import pandas as pd

from data.connectors.files import FRESH, BrokenRawFile, rows
from data.errors import listed

NAMES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
MONTHS = {name: f"{number:02}" for number, name in enumerate(NAMES, start=1)}


def with_months(table: pd.DataFrame, where: str, year: str, month: str) -> pd.DataFrame:
    """Put the month (``2020-01``) in the place of a year and the name of a month.

    Args:
        table: a raw table.
        where: the file.
        year: the column of years.
        month: the column of months: a name in full or its first three letters.

    Raises:
        BrokenRawFile: naming the names that are no month, with their rows.

    >>> table = pd.DataFrame({"anio": [2024.0], "mes": ["SEPTIEMBRE"]})
    >>> with_months(table, "file", "anio", "mes")["period"].tolist()
    ['2024-09']
    """
    numbers = table[month].str.strip().str.lower().str[:3].map(MONTHS)
    strange = table.loc[numbers.isna(), month]
    if len(strange):
        named = listed(
            f"'{name}' in {rows(own.index)}" for name, own in strange.groupby(strange, sort=True)
        )
        message = f"{where}: '{month}' is no month: {named}. {FRESH}."
        raise BrokenRawFile(message)
    years = table[year].astype("float64").astype("int64").astype("str")
    return table.drop(columns=[year, month]).assign(period=years + "-" + numbers)

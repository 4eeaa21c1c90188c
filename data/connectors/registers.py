"""What the registers of the routes have in common as files: months written as days since 1970."""

import pandas as pd

from data.connectors.files import FRESH, BrokenRawFile, rows

EPOCH = pd.Timestamp("1970-01-01")
LAST = 50_000  # days: the year 2106


def with_months(table: pd.DataFrame, where: str, column: str = "t") -> pd.DataFrame:
    """Put the month (``2020-01``) in the place of a column of days since 1970.

    Raises:
        BrokenRawFile: naming the rows whose day is not the first of a month.

    >>> with_months(pd.DataFrame({"t": [18262.0]}), "file")["period"].tolist()
    ['2020-01']
    """
    days = table[column].astype("float64")
    dates = EPOCH + pd.to_timedelta(days.where(days.between(0, LAST)), unit="D")
    offending = table.index[~(dates.dt.day == 1)]
    if len(offending):
        message = f"{where}: '{column}' is no first of a month in {rows(offending)}. {FRESH}."
        raise BrokenRawFile(message)
    return table.drop(columns=column).assign(period=dates.dt.strftime("%Y-%m").astype("str"))

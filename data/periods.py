"""Spans of time as the table writes them: of which kind, what lies between, what came before."""

from collections.abc import Collection
from enum import StrEnum


class Freq(StrEnum):
    """How long the periods of a series are: codes of SDMX's list of frequencies."""

    ANNUAL = "A"
    QUARTERLY = "Q"
    MONTHLY = "M"
    MOVING_QUARTER = "M3"
    FIVE_YEARS = "A5"


# A change from the same part of the year before, whatever the period on screen.
YEAR_BEFORE = "P1Y"
# Months from the start of one period to the start of the next.
PACE = {
    Freq.ANNUAL: 12,
    Freq.QUARTERLY: 3,
    Freq.MONTHLY: 1,
    Freq.MOVING_QUARTER: 1,
    Freq.FIVE_YEARS: 60,
}


def months(period: str) -> tuple[int, int]:
    """Give the first and last month of a period, counted from the year 0.

    >>> months("2023"), months("2023-05"), months("2023-Q2"), months("2023-11/P3M")
    ((24276, 24287), (24280, 24280), (24279, 24281), (24286, 24288))
    >>> months("2015/P5Y")
    (24180, 24239)
    """
    start, _, length = period.partition("/P")
    year, _, part = start.partition("-")
    first = 12 * int(year)
    count = 12
    if part.startswith("Q"):
        first, count = first + 3 * (int(part[1:]) - 1), 3
    elif part:
        first, count = first + int(part) - 1, 1
    if length:
        count = int(length[:-1]) * (12 if length.endswith("Y") else 1)
    return first, first + count - 1


def freq_of(period: str) -> Freq:
    """Tell the kind of a period.

    >>> [freq_of(p).value for p in ("2023", "2023-05", "2023-Q2", "2023-11/P3M", "2015/P5Y")]
    ['A', 'M', 'Q', 'M3', 'A5']
    """
    if "/" in period:
        return Freq.FIVE_YEARS if period.endswith("Y") else Freq.MOVING_QUARTER
    if "-Q" in period:
        return Freq.QUARTERLY
    return Freq.MONTHLY if "-" in period else Freq.ANNUAL


def named(first: int, freq: Freq) -> str:
    """Write the period of a kind that begins with a month, counted from the year 0.

    >>> named(24279, Freq.QUARTERLY), named(24180, Freq.FIVE_YEARS)
    ('2023-Q2', '2015/P5Y')
    """
    year, month = divmod(first, 12)
    texts = {
        Freq.ANNUAL: f"{year:04}",
        Freq.QUARTERLY: f"{year:04}-Q{month // 3 + 1}",
        Freq.MONTHLY: f"{year:04}-{month + 1:02}",
        Freq.MOVING_QUARTER: f"{year:04}-{month + 1:02}/P3M",
        Freq.FIVE_YEARS: f"{year:04}/P5Y",
    }
    return texts[freq]


def between(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Give every period of a kind from the first to the last, so that gaps are seen.

    >>> between(("2020", "2024"))
    ('2020', '2021', '2022', '2023', '2024')
    >>> between(("2020-11", "2021-01"))
    ('2020-11', '2020-12', '2021-01')
    """
    if not periods:
        return ()
    freq = freq_of(periods[0])
    first, last = months(min(periods))[0], months(max(periods))[0]
    return tuple(named(month, freq) for month in range(first, last + 1, PACE[freq]))


def of_year(year: str, flags: Collection[str]) -> tuple[str, ...]:
    """List the months that a partial year lacks, by its flags, which name those that it has.

    >>> of_year("2024", ["partial_period", *(f"has_{month:02}" for month in range(2, 12))])
    ('2024-01', '2024-12')
    """
    every = between((f"{year}-01", f"{year}-12"))
    return tuple(month for month in every if f"has_{month[-2:]}" not in flags)


def years_back(period: str, years: int) -> str:
    """Give the same part of an earlier year.

    >>> years_back("2023-05", 1), years_back("2015/P5Y", 5)
    ('2022-05', '2010/P5Y')
    """
    return named(months(period)[0] - 12 * years, freq_of(period))


def base_of(period: str, base: str) -> str:
    """Give the period that a change is counted from.

    >>> base_of("2023-05", YEAR_BEFORE), base_of("2023", "2018")
    ('2022-05', '2018')
    """
    return years_back(period, 1) if base == YEAR_BEFORE else base


def place(period: str) -> float:
    """Give where a period begins on an axis of years.

    >>> place("2023-07"), place("2023")
    (2023.5, 2023.0)
    """
    return round(months(period)[0] / 12, 4)

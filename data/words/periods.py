"""How officials write a period in each language: years, months, quarters, five years."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from babel.dates import format_skeleton, get_month_names
from babel.lists import format_list

from data.periods import Freq, freq_of, months
from data.words import Words


def said(period: str, reference: str, words: Words, lang: str) -> str:
    """Say a period as it stands in a sentence.

    Args:
        period: as in the observation table.
        reference: when in a year the source counts (``year_end`` …); of years alone.
        words: gives what CLDR has no pattern for.
        lang: language code.

    >>> words = Words.read()
    >>> said("2023-08", "month", words, "es"), said("2015/P5Y", "mid_year", words, "en")
    ('en agosto de 2023', 'mid-2015 to mid-2020')
    """
    year = period[:4]
    freq = freq_of(period)
    if freq is Freq.ANNUAL:
        return words.say(f"period.{reference}", lang, year=year)
    if freq is Freq.FIVE_YEARS:
        return words.say("period.five_years", lang, year=year, until=int(year) + 5)
    if freq is Freq.MOVING_QUARTER:
        return words.say("period.moving_quarter", lang, span=span(period, lang))
    if freq is Freq.QUARTERLY:
        return written(period, "yQQQQ", lang)
    return words.say("period.in_month", lang, month=written(period, "yMMMM", lang))


def named(period: str, lang: str) -> str:
    """Write a year or a month as a name, without a preposition.

    >>> named("2023-08", "es"), named("2020", "es")
    ('agosto de 2023', '2020')
    """
    return period if freq_of(period) is Freq.ANNUAL else written(period, "yMMMM", lang)


def short(period: str, lang: str) -> str:
    """Write a period where space is short.

    >>> short("2023-08", "es"), short("2023-Q2", "en"), short("2015/P5Y", "es")
    ('ago 2023', 'Q2 2023', '2015-20')
    """
    freq = freq_of(period)
    if freq is Freq.ANNUAL:
        return period
    if freq is Freq.FIVE_YEARS:
        return f"{period[:4]}-{(int(period[:4]) + 5) % 100:02}"
    return written(period, "yQQQ" if freq is Freq.QUARTERLY else "yMMM", lang)


def written(period: str, skeleton: str, lang: str) -> str:
    """Write the first month of a period as CLDR has it."""
    year, month = divmod(months(period)[0], 12)
    return str(format_skeleton(skeleton, date(year, month + 1, 1), locale=lang))


def span(period: str, lang: str) -> str:
    """Name the first and the last month of a period.

    >>> span("2024-11/P3M", "es")
    'nov 2024-ene 2025'
    """
    ends = [date(*year_month(month), 1) for month in months(period)]
    return "-".join(str(format_skeleton("yMMM", end, locale=lang)) for end in ends)


def year_month(month: int) -> tuple[int, int]:
    """Give year and month of a month counted from the year 0."""
    return month // 12, month % 12 + 1


def months_said(numbers: Sequence[int], lang: str) -> str:
    """Name months of a year, those in a row by their first and last.

    >>> months_said([1, 2, 3, 4], "es"), months_said([1, 2, 3, 6, 8, 9], "en")
    ('enero-abril', 'January-March, June, and August-September')
    """
    names = get_month_names("wide", "stand-alone", lang)
    texts = [
        names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}"
        for run in in_a_row(numbers)
    ]
    return str(format_list(texts, locale=lang))


def years_said(years: Sequence[int]) -> str:
    """Write years, those in a row by their first and last.

    >>> years_said([1991, 1992, 1993, 2005, 2007, 2008])
    '1991–1993, 2005, 2007–2008'
    """
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in in_a_row(years)
    )


def in_a_row(numbers: Sequence[int]) -> list[list[int]]:
    """Put numbers that follow each other together, whatever their order is.

    >>> in_a_row([7, 1, 2])
    [[1, 2], [7]]
    """
    return [
        [number for _, number in run]
        for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
    ]


def months_of(flags: str) -> list[int]:
    """Give the months that a partial year has, from the flags of its row.

    >>> months_of("has_01 has_02 partial_period")
    [1, 2]
    """
    return [int(flag[4:]) for flag in flags.split() if flag.startswith("has_")]

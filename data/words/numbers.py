"""How officials write a number in each language: in full, short, as a change."""

import math

from babel.numbers import format_decimal

from data.words import Words

BILLION = 1_000_000_000
MILLION = 1_000_000
THOUSAND = 1_000
NO_BREAK = "\u00a0"
MINUS = "\u2212"


def full(value: float, lang: str, decimals: int = 0) -> str:
    """Write a number with all its digits, as CLDR has it for the language.

    >>> full(2828195, "es"), full(3.14159, "en", 1), full(0.0042, "en", 1)
    ('2.828.195', '3.1', '0.0042')
    """
    if decimals and 0 < abs(value) < 0.5 * 10**-decimals:
        # A rate that is not zero is never written as zero: two significant digits.
        decimals = 1 - math.floor(math.log10(abs(value)))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return minus(format_decimal(value, format=pattern, locale=lang))


def short(value: float, words: Words, lang: str, decimals: int = 0) -> str:
    """Write a number as it fits on a map: three significant digits for millions and above.

    Args:
        value: in base units (persons, per cent).
        words: gives the signs for thousand, million and thousand millions.
        lang: language code.
        decimals: of the indicator; numbers with decimals are rates and keep all their digits.
    """
    if decimals:
        return full(value, lang, decimals)
    size = abs(value)
    for unit, key in ((BILLION, "number.billion"), (MILLION, "number.million")):
        if round(size / unit * THOUSAND) >= THOUSAND:
            many = size / unit
            digits = 2 if many < 9.995 else 1 if many < 99.95 else 0  # noqa: PLR2004
            return f"{full(value / unit, lang, digits)}{NO_BREAK}{words.say(key, lang)}"
    thousands = value / THOUSAND
    if size >= THOUSAND:
        digits = 1 if abs(thousands) < 9.95 else 0  # noqa: PLR2004
        return f"{full(thousands, lang, digits)}{NO_BREAK}{words.say('number.thousand', lang)}"
    return full(value, lang)


def money(value: float, words: Words, lang: str) -> str:
    """Write an amount of dollars as it is read aloud.

    >>> money(11_868_500_000, Words.read(), "es"), money(525_000_000, Words.read(), "en")
    ('11,87 mil millones de US$', 'US$ 525 million')
    """
    size = abs(value)
    for unit, key in ((BILLION, "billion"), (MILLION, "million")):
        if round(size / unit * THOUSAND) >= THOUSAND:
            digits = 2 if unit == BILLION and size / unit < 99.95 else 0  # noqa: PLR2004
            number = f"{full(value / unit, lang, digits)} {words.say(f'number.{key}_long', lang)}"
            return words.say("number.money_long", lang, number=number)
    return words.say("number.money", lang, number=full(value, lang))


def difference(value: float, unit: str, words: Words, lang: str, decimals: int = 0) -> str:
    r"""Write how much more or less a rate, an index or a balance is.

    >>> difference(-1.26, "percent", Words.read(), "en", 1)
    '−1.3\xa0pp'
    """
    size = abs(value)
    said = full(size, lang, decimals) if decimals else short(size, words, lang)
    sign = "±" if not float(f"{size:.{decimals}f}") else "+" if value > 0 else MINUS
    if sign == "±":
        said = full(0.0, lang, decimals)
    if unit == "percent":
        return words.say("number.points", lang, number=sign + said)
    return sign + said


def round_short(value: float, words: Words, lang: str) -> str:
    """Write a round number (a bound, a tick) as short as it can be without losing a digit."""
    sizes = ((BILLION, "billion"), (MILLION, "million"), (THOUSAND, "thousand"))
    for size, key in sizes:
        if abs(value) >= size:
            return f"{trimmed(value / size, lang)}{NO_BREAK}{words.say(f'number.{key}', lang)}"
    return trimmed(value, lang)


def trimmed(value: float, lang: str) -> str:
    """Write a number with as many decimals as it has, at most three.

    >>> trimmed(2.5, "es"), trimmed(1000.0, "en")
    ('2,5', '1,000')
    """
    return minus(format_decimal(value, format="#,##0.###", locale=lang))


def minus(number: str) -> str:
    """Write the sign of a number as long as a digit is wide, not as a hyphen.

    >>> minus("-10")
    '−10'
    """
    return number.replace("-", MINUS)


def change(ratio: float, words: Words, lang: str) -> str:
    """Write a relative change in per cent with its sign.

    Args:
        ratio: new divided by old; 1.49 is +49 %. Over elevenfold it is said as 'times'.
        words: gives the sign for times and the place of the per cent sign.
        lang: language code.
    """
    if ratio > 11:  # noqa: PLR2004 - '+1.000 %' says less than '× 11'
        return words.say("number.times", lang, times=full(ratio, lang))
    percent = round(100 * (ratio - 1))
    sign = "+" if percent > 0 else MINUS if percent < 0 else "±"
    if percent == -100 and ratio > 0:  # noqa: PLR2004 - what is left is not nothing
        said = full(math.floor(1000 * (1 - ratio)) / 10, lang, 1)
        return words.say("number.percent", lang, number=sign + said)
    return words.say("number.percent", lang, number=sign + full(abs(percent), lang))

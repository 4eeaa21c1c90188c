"""How an age is said: from, to, under, and over."""

from data.schema import AGE
from data.words import Words


def said(age: str, words: Words, lang: str) -> str:
    """Say a code of age.

    >>> words = Words.read()
    >>> [said(age, words, "es") for age in ("Y5T11", "Y_GE60", "Y_LT18", "_T")]
    ['5 a 11 años', '60 años y más', 'menores de 18 años', 'todas las edades']
    >>> said("Y0T0", words, "en")
    'under 1 year'
    """
    found = AGE.fullmatch(age)
    if found is None or age.startswith("_"):
        return words.say(f"age.{age.lower()}", lang)
    if found["over"]:
        return words.say("age.over", lang, low=found["over"])
    if found["under"]:
        return words.say("age.under", lang, high=found["under"])
    if found["low"] == found["high"]:
        return words.say("age.babies" if found["low"] == "0" else "age.one", lang, low=found["low"])
    return words.say("age.between", lang, low=found["low"], high=found["high"])

"""What a page says of the parts of an address that could not be followed."""

from types import MappingProxyType

from babel.lists import format_list

from callbacks.address.reader import Ignored, Name
from data.schema import AGE, PERIOD
from data.store import Store
from data.words import ages, periods

LONGEST = 60
NAMED = MappingProxyType(
    {
        "indicator": "indicator",
        "ref_area": "areas",
        "counterpart_area": "counterpart",
        "sex": "sex",
        "age": "age",
        "breakdown": "breakdown",
        "freq": "freq",
        "source": "source",
        "measure": "measure",
        "time_period": "period",
        "base": "base",
        "beside": "beside",
        "show": "show",
        "scale": "scale",
        "theme": "theme",
        "split": "split",
        "q": "search",
        "direction": "direction",
        "threshold": "threshold",
        "pin": "pin",
        "compare": "compare",
        "route": "route",
        "deaths": "deaths",
        "table": "table",
        "mode": "mode",
        "lang": "lang",
    }
)  # what the page calls the names of an address


def said(store: Store, ignored: tuple[Ignored, ...], lang: str) -> list[str]:
    """Say what of an address was not followed, one sentence each."""
    return [notice(store, each, lang) for each in ignored]


def notice(store: Store, ignored: Ignored, lang: str) -> str:
    """Say what of an address was not followed, and what is shown in its place."""
    reason = ignored.reason
    if reason == "too_many":
        left = [in_words(store, ignored.name, code, lang) for code in ignored.given.split(",")]
        areas = str(format_list(left, locale=lang))
        return store.words.say(f"notice.{reason}", lang, areas=areas)
    if reason == "unknown_value" and not ignored.used:
        reason = "dropped_value"
    return store.words.say(
        f"notice.{reason}",
        lang,
        name=named(store, ignored.name, lang)[:LONGEST],
        given=cut(ignored.given),
        used=in_words(store, ignored.name, ignored.used, lang),
    )


def named(store: Store, parameter: str, lang: str) -> str:
    """Say a name of an address as the page does, where it has words for it."""
    key = f"choice.{NAMED.get(parameter, '')}"
    return store.words.say(key, lang) if store.words.has(key) else parameter


def cut(text: str) -> str:
    """Shorten what somebody typed."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def in_words(store: Store, parameter: str, code: str, lang: str) -> str:
    """Say a code as the page does, where it has words for it: a total as its dimension does."""
    if code == "W":
        return store.words.say("whole.origin", lang)
    if code in store.codes.areas:
        return store.codes.short(code, lang)
    if parameter == Name.TIME_PERIOD and PERIOD.fullmatch(code):
        return periods.short(code, lang)
    if parameter == Name.AGE and AGE.fullmatch(code) and not code.startswith("_"):
        return ages.said(code, store.words, lang)
    dimensions = (Name.SEX, Name.AGE, Name.BREAKDOWN, Name.FREQ)
    own = [f"{parameter}.{code.lower()}", f"{parameter}.{code}"] if parameter in dimensions else []
    for key in (
        *own,
        f"indicator.{code}.name",
        f"show.{code}",
        f"source.{code}.name",
        f"theme.{code}",
        f"dimension.{code}",
        f"inventory.split_{code}",
    ):
        if store.words.has(key):
            return store.words.say(key, lang)
    return cut(code)

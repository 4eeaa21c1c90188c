"""The address of a country's page: which others it is compared with, what its map is of."""

from urllib.parse import urlencode

from callbacks.address.reader import Ignored, Name, Reader
from data.codes import DESCRIBED
from data.view import CountryView, Mode

NAMES = (Name.COMPARE, Name.INDICATOR, Name.MODE, Name.LANG)
MOST = 2  # beside the country of the page


def read(
    query: str, code: str, located: tuple[str, ...] = ()
) -> tuple[CountryView, tuple[Ignored, ...]]:
    """Read a query string into a view that can be shown, whatever the query is.

    Args:
        query: of the address.
        code: the country of the page.
        located: the indicators that its map may be of, the one that is shown first.

    Returns:
        The view, and what of the query was not followed.

    >>> read("?compare=COL,PER", "PER")[0].compare
    ('COL',)
    """
    reader = Reader(query, NAMES)
    offered = tuple(each for each in DESCRIBED if each != code)
    found = reader.several(Name.COMPARE, offered, ())
    asked = [each.strip() for each in reader.given.get(Name.COMPARE, "").split(",")]
    first = sorted(found, key=asked.index)[:MOST]
    kept = tuple(each for each in found if each in first)
    if more := [each for each in found if each not in first]:
        reader.ignored.append(Ignored(Name.COMPARE, ",".join(more), "", "too_many"))
    view = CountryView(
        ref_area=code,
        compare=kept,
        offered=offered,
        indicator=reader.one(Name.INDICATOR, located, ""),
        mode=reader.one(Name.MODE, tuple(Mode), Mode.EXPLORE),
    )
    return view, tuple(reader.ignored)


def write(view: CountryView) -> str:
    """Write a view as a query string that reads back as the same view."""
    said = {Name.COMPARE.value: ",".join(view.compare)} if view.compare else {}
    if view.indicator:
        said[Name.INDICATOR.value] = view.indicator
    if view.mode is not Mode.EXPLORE:
        said[Name.MODE.value] = view.mode.value
    return urlencode(said, safe=",")

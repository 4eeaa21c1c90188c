"""Colours and type that every figure shares; the same tokens are in the style sheet."""

from collections.abc import Mapping, Sequence

INK = "#12303D"
MUTED = "#49616B"
LINE = "#E1E6E7"
ACCENT = "#0A4A63"
WARM = "#E0723A"
OUT_OF_FOCUS = "#DDE3E4"
WHITE = "#FFFFFF"
SEQUENTIAL = ("#E3EFEA", "#A9D3CB", "#5FAFAB", "#1F7F8C", "#0A4A63")
# What may be negative: below zero the warm side, above it the cool one, around it neither.
BELOW = ("#F3C9A8", "#E08A50", "#A2410F")
ABOVE = ("#A9D3CB", "#1F7F8C", "#0A4A63")
AROUND = "#F7EFC4"
STAGE = "#EEF3F5"
# One colour for each focus country, in the order of the code list; checked by eye in three
# simulations of colour vision. Lines are labelled as well, so colour is never the only sign.
CATEGORICAL = (
    "#1F7F8C",
    "#7A5195",
    "#0A4A63",
    "#2A6F2B",
    "#8A5A00",
    "#D1495B",
    "#5B6B73",
    "#C2691B",
    "#3B5BA5",
)
# Origins that are not among the nine: neighbours by themselves, all others by their region.
NEIGHBOURS = {"VEN": WARM, "BRA": "#6B8E23", "SUR": "#9C6B4E", "GUF": "#9C6B4E"}
REGIONS = {
    "G_SOUTH_AMERICA": "#9C6B4E",
    "G_CARIBBEAN": "#B03A8C",
    "G_CENTRAL_AMERICA_MEXICO": "#4C8C2B",
    "G_NORTH_AMERICA": "#3E5C9A",
    "G_EUROPE": "#6A5ACD",
    "G_AFRICA": "#A0522D",
    "G_ASIA": "#B8860B",
    "G_OCEANIA": "#2E8B8B",
}
OTHER_ORIGIN = "#6B7B83"
FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'


def colours(focus: Sequence[str], areas: Sequence[str] = ()) -> dict[str, str]:
    """Give each focus country its colour, always the same one, and other areas one that is free.

    >>> colours("ABCDEFGHI", "AX")["X"] == CATEGORICAL[1]
    True
    """
    own = dict(zip(focus, CATEGORICAL, strict=True))
    taken = {own[area] for area in areas if area in own}
    free = [colour for colour in CATEGORICAL if colour not in taken] or list(CATEGORICAL)
    others = [area for area in areas if area not in own]
    return own | {area: free[place % len(free)] for place, area in enumerate(others)}


def origin_colours(
    focus: Sequence[str], groups: Mapping[str, Sequence[str]], rests: Mapping[str, str]
) -> dict[str, str]:
    """Give every origin of a corridor its colour, always the same one.

    Args:
        focus: the nine, in the order of the code list.
        groups: the countries of each group.
        rests: by group of the rest of a region, the region.
    """
    found = {
        code: colour
        for region, colour in REGIONS.items()
        for code in (region, *groups.get(region, ()))
    }
    found |= {rest: REGIONS[region] for rest, region in rests.items() if region in REGIONS}
    return {**found, **dict(zip(focus, CATEGORICAL, strict=True)), **NEIGHBOURS}


def classes(bounds: Sequence[float], *, signed: bool) -> tuple[str, ...]:
    """Give the colours of the classes between some bounds, the lowest first.

    >>> classes([-10, 0, 10, 50], signed=True) == (BELOW[2], BELOW[0], *ABOVE)
    True
    """
    if not signed:
        return SEQUENTIAL
    below = spread(BELOW, sum(bound <= 0 for bound in bounds))[::-1]
    above = spread(ABOVE, sum(bound >= 0 for bound in bounds))
    around = (AROUND,) * (len(bounds) + 1 - len(below) - len(above))
    return (*below, *around, *above)


def spread(colours: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Take some of a row of colours, its ends first, the last again where there are too few."""
    few = {0: (), 1: (1,), 2: (0, 2)}.get(count, range(count))
    return tuple(colours[min(place, len(colours) - 1)] for place in few)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, as WCAG defines it.

    >>> luminance("#FFFFFF")
    1.0
    """
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)


def contrast(first: str, second: str) -> float:
    """Give the contrast of two colours, as WCAG defines it.

    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 2)


def ink_on(colour: str) -> str:
    """Give the colour of text that is legible on another.

    >>> ink_on("#0A4A63"), ink_on("#F7EFC4") == INK
    ('#FFFFFF', True)
    """
    return WHITE if contrast(WHITE, colour) > contrast(INK, colour) else INK


def is_pale(colour: str) -> bool:
    """Tell whether a fill needs an outline to be seen on the stage."""
    return contrast(colour, STAGE) < 1.25  # noqa: PLR2004


def steps(colours: tuple[str, ...]) -> list[list[object]]:
    """Make a colour scale that jumps from class to class, for whole numbers from 0.

    >>> steps(("#000", "#fff"))
    [[0.0, '#000'], [0.5, '#000'], [0.5, '#fff'], [1.0, '#fff']]
    """
    count = len(colours)
    scale: list[list[object]] = []
    for place, colour in enumerate(colours):
        scale += [[place / count, colour], [(place + 1) / count, colour]]
    return scale

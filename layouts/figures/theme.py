"""Colours and type that every figure shares; the same tokens are in the style sheet."""

from collections.abc import Sequence

INK = "#12303D"
MUTED = "#49616B"
LINE = "#E1E6E7"
ACCENT = "#0A4A63"
WARM = "#E0723A"
OUT_OF_FOCUS = "#DDE3E4"
WHITE = "#FFFFFF"
SEQUENTIAL = ("#E3EFEA", "#A9D3CB", "#5FAFAB", "#1F7F8C", "#0A4A63")
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
FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'


def colours(areas: Sequence[str]) -> dict[str, str]:
    """Give each area its colour, always the same one."""
    return dict(zip(areas, CATEGORICAL, strict=True))


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

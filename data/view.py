"""What the user asked: one frozen View, the state that every page, link and export shares."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Measure(StrEnum):
    """How a count is measured: as it is, per 1,000 inhabitants, or in per cent of them."""

    COUNT = "count"
    PER_1000 = "per_1000"
    SHARE = "share"


class Show(StrEnum):
    """Which twin of the map is on the stage."""

    MAP = "map"
    TILES = "tiles"
    TABLE = "table"


class Mode(StrEnum):
    """Explored at a desk, or projected in a room."""

    EXPLORE = "explore"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class View:
    """What is on screen, in the terms of the observation table.

    Attributes:
        indicator: id in the catalogue.
        ref_area: ISO 3166-1 alpha-3 codes, in the order of the focus countries.
        counterpart_area: the other end: ISO3, ``W``, ``_U``, ``_X`` or ``_Z``.
        sex: ``_T``, ``F`` or ``M``.
        source: id of the source, or ids joined by a dot where the indicator is derived.
        time_period: the year on screen; a year without data is a legitimate choice.
        base: the year that changes are counted from.
        measure: how a count is measured.
        pin: the country held in focus, or none.
        show: map, tiles or table.
        mode: explore or present.
    """

    indicator: str
    ref_area: tuple[str, ...]
    counterpart_area: str
    sex: str
    source: str
    time_period: str
    base: str
    measure: Measure = Measure.COUNT
    pin: str | None = None
    show: Show = Show.MAP
    mode: Mode = Mode.EXPLORE

    def but(self, **changes: object) -> Self:
        """Give the same view with some of its choices changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

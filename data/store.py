"""The only reader of the harmonised tables while the product runs."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.kept import Kept
from data.shelf import REMEDY, BrokenTables, Shelf
from data.words import Words

HERE = Path(__file__).parent
TABLES = HERE / "tables"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map stands on.

    Attributes:
        file: the boundaries (GeoJSON).
        areas: every area of them that is drawn.
        frame: what is seen, as ``lon`` and ``lat`` from and to.
        labels: by area, ``anchor`` (longitude, latitude: the middle of its largest inscribed
            circle) and ``inner_radius_km`` of that circle.
        coast: by latitude, the westernmost and easternmost longitude of the continent: names
            are placed beside them.
        tiles: by area, column and row on the tile-grid map.
        beside: by area, sea and latitude of a name that does not fit inside.
        gates: by region, side and height (0 top, 1 bottom) of where its corridors enter a flow map.
        units: by country, the boundaries of its first-level units (GeoJSON).
        shapes: by country, what is drawn of them, in the order of the file: a unit, or units that
            are drawn together, joined by ``+``.
        kinds: by country, what its units are: ``department``, ``province``, ``region`` …
    """

    file: Path
    areas: tuple[str, ...]
    frame: Mapping[str, list[float]]
    labels: Mapping[str, Mapping[str, Any]]
    coast: Mapping[float, tuple[float, float]]
    tiles: Mapping[str, tuple[int, int]]
    beside: Mapping[str, tuple[str, float]]
    gates: Mapping[str, tuple[str, float]]
    units: Mapping[str, Path]
    shapes: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that is true, read once: tables, catalogue, codes and words.

    Attributes:
        data_version: fingerprint of the tables, as in ``manifest.json``.
        catalogue: indicators, sources, definitions, flags.
        codes: the areas.
        words: what the product says.
        shelf: the tables of observations, one an indicator.
        ground: what maps stand on.
        kept: answers that were made before.
    """

    data_version: str
    catalogue: Catalogue
    codes: Codes
    words: Words
    shelf: Shelf
    ground: Ground
    kept: Kept = field(default_factory=Kept)

    @classmethod
    def open(cls, root: Path = TABLES) -> Self:
        """Read the tables of a folder, each checked against the manifest.

        Raises:
            BrokenTables: when a table is missing, differs from the manifest or lacks columns.
        """
        catalogue = Catalogue.read()
        shelf = Shelf(root, without=catalogue.dropped)
        strange = sorted(shelf.entries.keys() ^ catalogue.indicators.keys())
        if strange:
            message = (
                f"{root.name}: {strange} are in the tables or in the catalogue, not in both. "
                "Rebuild the tables with 'make data'."
            )
            raise BrokenTables(message)
        return cls(
            data_version=str(shelf.manifest["data_version"]),
            catalogue=catalogue,
            codes=Codes.read(),
            words=Words.read(),
            shelf=shelf,
            ground=read_ground(HERE / "geo", HERE / "codes" / "map.toml"),
        )

    def observations(self, indicator: str) -> pd.DataFrame:
        """Lend the observations of one indicator: a shallow copy in key order."""
        return self.shelf.table(indicator).copy(deep=False)

    def incidents(self) -> pd.DataFrame:
        """Read the incidents of death and disappearance, one row each with its point.

        Returns:
            ``incident`` (its row in the producer's file), ``date, ref_area, counterpart_area,
            obs_value`` (dead and missing), ``survivors, cause, route, location, lon, lat,
            source``.
        """
        return self.shelf.incidents()


CONTINENT = (
    "ARG",
    "BOL",
    "BRA",
    "CHL",
    "COL",
    "ECU",
    "GUF",
    "GUY",
    "PER",
    "PRY",
    "SUR",
    "URY",
    "VEN",
)
STEP = 0.5  # degrees of latitude between two points of the coast


def read_ground(folder: Path, decisions: Path) -> Ground:
    """Read the boundaries and what is decided about writing on them."""
    file = folder / "south_america.geojson"
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        shapes = json.loads((folder / "units" / "shapes.json").read_text(encoding="utf-8"))
        decided = tomllib.loads(decisions.read_text(encoding="utf-8"))
        frame = decided["frame"]
    except (OSError, ValueError, KeyError) as fault:
        message = f"{folder}: {fault}. {REMEDY}"
        raise BrokenTables(message) from fault
    return Ground(
        file=file,
        areas=tuple(each["id"] for each in features if each["id"] not in frame["left_out"]),
        frame={axis: frame[axis] for axis in ("lon", "lat")},
        labels=labels,
        coast=coast([each for each in features if each["id"] in CONTINENT]),
        tiles={area: tuple(place) for area, place in decided["tiles"].items()},
        beside={area: tuple(place) for area, place in decided["beside"].items()},
        gates={group: tuple(place) for group, place in decided["gates"].items()},
        units={area: folder / "units" / f"{area}.json" for area in shapes},
        shapes={area: tuple(drawn) for area, drawn in shapes.items()},
        kinds={area: decided["units"][area] for area in shapes},
    )


def coast(features: list[Mapping[str, Any]]) -> dict[float, tuple[float, float]]:
    """Give the westernmost and easternmost longitude of some areas, latitude by latitude.

    Only the largest outline of each area counts: islands far out do not make a coast.
    """
    found: dict[float, tuple[float, float]] = {}
    for feature in features:
        shape = feature["geometry"]
        polygons = (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
        ring = np.array(max((polygon[0] for polygon in polygons), key=len))
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
            count = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / STEP * 2))
            for share in np.linspace(0, 1, count, endpoint=False):
                lon, lat = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
                row = round(round(lat / STEP) * STEP, 1)
                west, east = found.get(row, (lon, lon))
                found[row] = (round(min(west, lon), 1), round(max(east, lon), 1))
    return dict(sorted(found.items()))

"""The only reader of the harmonised tables while the product runs."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.catalogue import Catalogue
from data.codes import Codes
from data.errors import PanoramaError
from data.schema import COLUMNS
from data.words import Words

HERE = Path(__file__).parent
TABLES = HERE / "tables"
VALUE = "obs_value"


class BrokenTables(PanoramaError):
    """The committed tables are missing, changed or of another shape."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map stands on.

    Attributes:
        file: the boundaries (GeoJSON).
        areas: every area of them that is drawn.
        frame: what is seen, as ``lon`` and ``lat`` from and to.
        labels: by area, ``anchor`` (longitude, latitude: the middle of its largest inscribed
            circle) and ``inner_radius_km`` of that circle.
        coast: longitude and latitude along the outlines of the continent, for placing names.
        tiles: by area, column and row on the tile-grid map.
        beside: by area, sea and latitude of a name that does not fit inside.
    """

    file: Path
    areas: tuple[str, ...]
    frame: Mapping[str, list[float]]
    labels: Mapping[str, Mapping[str, Any]]
    coast: tuple[tuple[float, float], ...]
    tiles: Mapping[str, tuple[int, int]]
    beside: Mapping[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that is true, read once: tables, catalogue, codes and words.

    Attributes:
        data_version: fingerprint of the tables, as in ``manifest.json``.
        catalogue: indicators, sources, definitions, flags.
        codes: the areas.
        words: what the product says.
        table: all observations in key order; every column but the value is a categorical.
        rooms: first and last row of each indicator in the table.
        ground: what maps stand on.
    """

    data_version: str
    catalogue: Catalogue
    codes: Codes
    words: Words
    table: pd.DataFrame
    rooms: Mapping[str, tuple[int, int]]
    ground: Ground

    @classmethod
    def open(cls, root: Path = TABLES) -> Self:
        """Read the tables of a folder, each checked against the manifest.

        Raises:
            BrokenTables: when a table is missing, differs from the manifest or lacks columns.
        """
        catalogue = Catalogue.read()
        manifest = read_manifest(root)
        tables = [read_table(root, entry) for entry in manifest["tables"]]
        table, rooms = joined(tables)
        unknown = rooms.keys() - catalogue.indicators.keys()
        if unknown:
            message = f"{root}: {sorted(unknown)} are not in indicators.toml. Rebuild the tables."
            raise BrokenTables(message)
        return cls(
            data_version=str(manifest["data_version"]),
            catalogue=catalogue,
            codes=Codes.read(),
            words=Words.read(),
            table=table,
            rooms=rooms,
            ground=read_ground(HERE / "geo", HERE / "codes" / "map.toml"),
        )

    def observations(self, indicator: str | None = None) -> pd.DataFrame:
        """Lend the observations of one indicator, or all: a shallow copy in key order."""
        if indicator is None:
            return self.table.copy(deep=False)
        first, last = self.rooms.get(indicator, (0, 0))
        return self.table.iloc[first:last].reset_index(drop=True)


def read_manifest(root: Path) -> Mapping[str, Any]:
    """Read ``manifest.json``, with a sentence when it is not there."""
    file = root / "manifest.json"
    try:
        manifest: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        message = f"{file}: {fault}. Fetch the tables again or rebuild them with 'make data'."
        raise BrokenTables(message) from fault
    return manifest


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
STEP = 0.4  # degrees between two points of the coast


def read_ground(folder: Path, decisions: Path) -> Ground:
    """Read the boundaries and what is decided about writing on them."""
    file = folder / "south_america.geojson"
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        decided = tomllib.loads(decisions.read_text(encoding="utf-8"))
        frame = decided["frame"]
    except (OSError, ValueError, KeyError) as fault:
        message = f"{folder}: {fault}. Fetch the boundaries again or rebuild with 'make data'."
        raise BrokenTables(message) from fault
    return Ground(
        file=file,
        areas=tuple(each["id"] for each in features if each["id"] not in frame["left_out"]),
        frame={axis: frame[axis] for axis in ("lon", "lat")},
        labels=labels,
        coast=tuple(coast([each for each in features if each["id"] in CONTINENT])),
        tiles={area: tuple(place) for area, place in decided["tiles"].items()},
        beside={area: tuple(place) for area, place in decided["beside"].items()},
    )


def coast(features: list[Mapping[str, Any]]) -> set[tuple[float, float]]:
    """Give points along the largest outline of each feature, at most ``STEP`` degrees apart."""
    points: set[tuple[float, float]] = set()
    for feature in features:
        shape = feature["geometry"]
        polygons = (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
        ring = np.array(max((polygon[0] for polygon in polygons), key=len))
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
            count = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / STEP))
            for step in range(count):
                share = step / count
                points.add((round(x0 + share * (x1 - x0), 1), round(y0 + share * (y1 - y0), 1)))
    return points


def read_table(root: Path, entry: Mapping[str, Any]) -> pa.Table:
    """Read one indicator's table and hold it against its entry in the manifest."""
    file = root / "observations" / f"{entry['indicator']}.parquet"
    remedy = "Fetch the tables again or rebuild them with 'make data'."
    try:
        content = file.read_bytes()
    except OSError as fault:
        message = f"{file.name}: cannot be read ({fault.strerror}). {remedy}"
        raise BrokenTables(message) from fault
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        message = f"{file.name}: differs from manifest.json. {remedy}"
        raise BrokenTables(message)
    words = [column for column in COLUMNS if column != VALUE]
    try:
        table = pq.read_table(pa.BufferReader(content), read_dictionary=words)
    except pa.ArrowException as fault:
        message = f"{file.name}: is no Parquet table ({fault}). {remedy}"
        raise BrokenTables(message) from fault
    if tuple(table.column_names) != tuple(COLUMNS):
        message = f"{file.name}: has columns {table.column_names}. {remedy}"
        raise BrokenTables(message)
    return table


def joined(tables: list[pa.Table]) -> tuple[pd.DataFrame, dict[str, tuple[int, int]]]:
    """Join tables of one indicator each into one of small categoricals, and say where each is."""
    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    columns: dict[str, object] = {}
    for name in whole.column_names:
        column = whole.column(name)
        columns[name] = column.to_numpy() if name == VALUE else sorted_categorical(column)
    rooms, first = {}, 0
    for table in tables:
        rooms[str(table.column("indicator")[0])] = (first, first + table.num_rows)
        first += table.num_rows
    return pd.DataFrame(columns), rooms


def sorted_categorical(column: pa.ChunkedArray) -> pd.Categorical:
    """Turn a dictionary column into a categorical whose codes sort as its words do.

    >>> list(sorted_categorical(pa.chunked_array([pa.array(["b", "a"])]).dictionary_encode()))
    ['b', 'a']
    """
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    words = np.array(array.dictionary.to_pylist(), dtype=object)
    order = np.argsort(words)
    place = np.empty(len(order), dtype=np.min_scalar_type(-len(order) - 1))
    place[order] = np.arange(len(order))
    codes = place[array.indices.to_numpy()]
    dtype = pd.CategoricalDtype(list(words[order]))
    return pd.Categorical.from_codes(codes, dtype=dtype)

"""The only reader of the harmonised tables while the product runs."""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
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
        coast: by latitude, the westernmost and easternmost longitude of the continent: names
            are placed beside them.
        tiles: by area, column and row on the tile-grid map.
        beside: by area, sea and latitude of a name that does not fit inside.
    """

    file: Path
    areas: tuple[str, ...]
    frame: Mapping[str, list[float]]
    labels: Mapping[str, Mapping[str, Any]]
    coast: Mapping[float, tuple[float, float]]
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
        named = {str(entry["indicator"]) for entry in manifest["tables"]}
        strange = sorted(named ^ catalogue.indicators.keys())
        if strange:
            message = (
                f"{root.name}: {strange} are in the tables or in indicators.toml, not in both. "
                "Rebuild the tables with 'make data'."
            )
            raise BrokenTables(message)
        table, rooms = read_tables(root, manifest["tables"])
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
    lacking = [name for name in ("data_version", "tables") if name not in manifest]
    if lacking:
        message = f"{file}: lacks {lacking}. Fetch the tables again or rebuild with 'make data'."
        raise BrokenTables(message)
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
STEP = 0.5  # degrees of latitude between two points of the coast


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
        coast=coast([each for each in features if each["id"] in CONTINENT]),
        tiles={area: tuple(place) for area, place in decided["tiles"].items()},
        beside={area: tuple(place) for area, place in decided["beside"].items()},
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


def read_tables(
    root: Path, entries: Sequence[Mapping[str, Any]]
) -> tuple[pd.DataFrame, dict[str, tuple[int, int]]]:
    """Read all tables into one of small codes, one after the other so that memory stays low.

    Returns:
        The table (every column but the value a categorical whose codes sort as its words do)
        and by indicator its first and last row.
    """
    # The system's allocator gives memory back; Arrow's own would keep what reading needed.
    pa.set_memory_pool(pa.system_memory_pool())
    whole = sum(int(entry["rows"]) for entry in entries)
    names = [name for name in COLUMNS if name != VALUE]
    codes = {name: np.empty(whole, dtype=np.int16) for name in names}
    words: dict[str, dict[str, int]] = {name: {} for name in names}
    values = np.empty(whole)
    rooms, first = {}, 0
    for entry in entries:
        table = read_table(root, entry)
        last = first + table.num_rows
        values[first:last] = table.column(VALUE).to_numpy()
        for name in names:
            codes[name][first:last] = codes_of(table.column(name), words[name])
        rooms[str(entry["indicator"])] = (first, last)
        first = last
    columns = {
        name: values if name == VALUE else sorted_categorical(codes.pop(name), words[name])
        for name in COLUMNS
    }
    return pd.DataFrame(columns, copy=False), rooms


def codes_of(column: pa.ChunkedArray, words: dict[str, int]) -> np.ndarray:
    """Give the codes of a dictionary column; words not met before get the next code.

    >>> met = {"b": 0}
    >>> codes_of(pa.chunked_array([pa.array(["a", "b"])]).dictionary_encode(), met).tolist(), met
    ([1, 0], {'b': 0, 'a': 1})
    """
    array = column.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    own = [words.setdefault(word, len(words)) for word in array.dictionary.to_pylist()]
    places: np.ndarray = np.array(own, dtype=np.int16)[array.indices.to_numpy()]
    return places


def sorted_categorical(codes: np.ndarray, words: Mapping[str, int]) -> pd.Series:
    """Make a categorical whose codes sort as its words do.

    >>> sorted_categorical(np.array([0, 1], dtype=np.int16), {"b": 0, "a": 1}).tolist()
    ['b', 'a']
    """
    ordered = sorted(words)
    place = np.empty(len(words), dtype=np.min_scalar_type(-len(words) - 1))
    place[[words[word] for word in ordered]] = np.arange(len(words))
    dtype = pd.CategoricalDtype(ordered)
    return pd.Series(pd.Categorical.from_codes(place[codes], dtype=dtype), copy=False)

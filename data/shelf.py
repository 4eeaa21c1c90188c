"""The committed tables, each read when it is first asked for and put back when room is needed."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Collection, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import PanoramaError
from data.schema import COLUMNS, KEY, VALUE

# A row takes about 16 bytes: what is held at once stays about 30 MB.
MOST_ROWS = 1_800_000
INCIDENTS = {
    "incident": pa.int64(),
    **dict.fromkeys(("date", "ref_area", "counterpart_area"), pa.string()),
    **dict.fromkeys(("obs_value", "survivors"), pa.float64()),
    **dict.fromkeys(("cause", "route", "location"), pa.string()),
    **dict.fromkeys(("lon", "lat"), pa.float64()),
    "source": pa.string(),
}
TERMS = "LICENSES.md"
REMEDY = "Fetch the tables again or rebuild them with 'make data'."


class BrokenTables(PanoramaError):
    """The committed tables are missing, changed or of another shape."""


class Shelf:
    """The tables of a folder, held against its manifest.

    The last ones used stay in memory, up to a number of rows; the largest table alone may be
    above it. Tables are read by one thread at a time.
    """

    def __init__(
        self, root: Path, most_rows: int = MOST_ROWS, without: Collection[str] = ()
    ) -> None:
        """Hold every table of a folder against the manifest, without reading the rows.

        Args:
            root: the folder.
            most_rows: how many rows may be held at once.
            without: indicators whose tables are left where they are.

        Raises:
            BrokenTables: naming what is missing, changed or of another shape.
        """
        # The system's allocator gives memory back; Arrow's own would keep what reading needed.
        pa.set_memory_pool(pa.system_memory_pool())
        self.manifest = read_manifest(root)
        self.entries: Mapping[str, Mapping[str, Any]] = {
            str(entry["indicator"]): entry
            for entry in self.manifest["tables"]
            if entry["indicator"] not in without
        }
        self.root = root
        self.most_rows = most_rows
        self.held: OrderedDict[str, pd.DataFrame] = OrderedDict()
        self.lock = Lock()
        self.covers: dict[tuple[str, str], frozenset[tuple[str, ...]]] = {}
        for name in self.entries:
            checked(self.root, self.entries[name])
        checked_incidents(self.root, self.manifest)

    @property
    def names(self) -> tuple[str, ...]:
        """The indicators that have a table, in key order."""
        return tuple(sorted(self.entries))

    def table(self, indicator: str) -> pd.DataFrame:
        """Give the observations of one indicator, which must not be changed.

        Returns:
            In key order; every column but the value a categorical whose codes sort as its words.

        Raises:
            BrokenTables: when the table was changed since the start.
        """
        with self.lock:
            if indicator in self.held:
                self.held.move_to_end(indicator)
                return self.held[indicator]
            table = read_table(self.root, self.entries[indicator])
            self.held[indicator] = table
            while len(self.held) > 1 and sum(map(len, self.held.values())) > self.most_rows:
                self.held.popitem(last=False)
            give_back()
            return table

    def covered(self, indicator: str, end: str) -> frozenset[tuple[str, ...]]:
        """Give each source, definition and area that have a value, read from those columns alone.

        Args:
            indicator: its id.
            end: the column of the area.
        """
        if (indicator, end) not in self.covers:
            file = checked(self.root, self.entries[indicator])
            self.covers[indicator, end] = told_of(file, "source", "definition", end)
            give_back()
        return self.covers[indicator, end]

    def periods(self, indicator: str, end: str) -> frozenset[tuple[str, ...]]:
        """Give each source, area and period that have a value, and its flags.

        Args:
            indicator: its id.
            end: the column of the area.
        """
        file = checked(self.root, self.entries[indicator])
        return told_of(file, "source", end, "time_period", "flags")

    def incidents(self) -> pd.DataFrame:
        """Read the incidents of death and disappearance anew; they are asked for seldom.

        Raises:
            BrokenTables: when the file was changed since the start.
        """
        read = checked_incidents(self.root, self.manifest).read()
        table: pd.DataFrame = read.to_pandas()
        return table

    def terms(self) -> str:
        """Read the producers' terms, as the build wrote them."""
        return (self.root / TERMS).read_text(encoding="utf-8")

    def codes(self, column: str) -> tuple[str, ...]:
        """List the codes that a column of the key has in any table, in order."""
        return tuple(
            sorted({code for entry in self.entries.values() for code in entry["codes"][column]})
        )


def give_back() -> None:
    """Return to the system what reading needed, several times what is held of a table."""
    pa.default_memory_pool().release_unused()


def read_manifest(root: Path) -> Mapping[str, Any]:
    """Read ``manifest.json``, with a sentence when it is not there."""
    file = root / "manifest.json"
    try:
        manifest: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        message = f"{file}: {fault}. {REMEDY}"
        raise BrokenTables(message) from fault
    lacking = [name for name in ("data_version", "tables", "incidents") if name not in manifest]
    if lacking:
        message = f"{file}: lacks {lacking}. {REMEDY}"
        raise BrokenTables(message)
    return manifest


def content_of(root: Path, entry: Mapping[str, Any]) -> bytes:
    """Read the bytes of one indicator's table, the same that the manifest names."""
    file = root / "observations" / f"{entry['indicator']}.parquet"
    return content_of_file(file, str(entry["sha256"]))


def content_of_file(file: Path, sha256: str) -> bytes:
    """Read the bytes of a file whose checksum is this one."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        message = f"{file.name}: cannot be read ({fault.strerror}). {REMEDY}"
        raise BrokenTables(message) from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        message = f"{file.name}: differs from manifest.json. {REMEDY}"
        raise BrokenTables(message)
    return content


def checked_incidents(root: Path, manifest: Mapping[str, Any]) -> pq.ParquetFile:
    """Open the table of incidents and hold its columns against what they must be."""
    content = content_of_file(root / "incidents.parquet", str(manifest["incidents"]["sha256"]))
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
    except pa.ArrowException as fault:
        message = f"incidents.parquet: is no Parquet table ({fault}). {REMEDY}"
        raise BrokenTables(message) from fault
    found = {field.name: field.type for field in file.schema_arrow}
    if found != INCIDENTS:
        message = f"incidents.parquet: has columns {list(found)}. {REMEDY}"
        raise BrokenTables(message)
    return file


def checked(root: Path, entry: Mapping[str, Any]) -> pq.ParquetFile:
    """Open one indicator's table and hold its shape against the observation table's."""
    name = f"{entry['indicator']}.parquet"
    words = [column for column in COLUMNS if column != VALUE]
    try:
        file = pq.ParquetFile(pa.BufferReader(content_of(root, entry)), read_dictionary=words)
    except pa.ArrowException as fault:
        message = f"{name}: is no Parquet table ({fault}). {REMEDY}"
        raise BrokenTables(message) from fault
    if tuple(file.schema_arrow.names) != tuple(COLUMNS):
        message = f"{name}: has columns {file.schema_arrow.names}. {REMEDY}"
        raise BrokenTables(message)
    if any(column not in entry.get("codes", {}) for column in KEY) or "sources" not in entry:
        message = f"manifest.json: lists no codes or sources of {entry['indicator']}. {REMEDY}"
        raise BrokenTables(message)
    return file


def told_of(file: pq.ParquetFile, *names: str) -> frozenset[tuple[str, ...]]:
    """Give what some columns say together in rows that have a value, reading no other column."""
    rows = file.read(columns=[*names, VALUE]).unify_dictionaries()
    told = rows.filter(rows.column(VALUE).is_valid()).drop_columns([VALUE])
    found = told.group_by(list(names)).aggregate([]).to_pylist()
    return frozenset(tuple(each[name] for name in names) for each in found)


def read_table(root: Path, entry: Mapping[str, Any]) -> pd.DataFrame:
    """Read one indicator's table into one of small codes."""
    file = checked(root, entry)
    # Column by column: read at once, they need several times what is held of them.
    return pd.DataFrame({name: column_of(file, name) for name in COLUMNS}, copy=False)


def column_of(file: pq.ParquetFile, name: str) -> np.ndarray | pd.Series:
    """Read one column: the value as numbers, every other as a categorical."""
    column = file.read(columns=[name]).column(name)
    return column.to_numpy() if name == VALUE else categorical(column)


def categorical(column: pa.ChunkedArray) -> pd.Series:
    """Make of a dictionary column a categorical whose codes sort as its words do.

    Where every row says one word, the rows share one code in memory.

    >>> categorical(pa.chunked_array([pa.array(["b", "a"])]).dictionary_encode()).cat.codes.tolist()
    [1, 0]
    """
    array = column.unify_dictionaries().combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    words = array.dictionary.to_pylist()
    ordered = sorted(words)
    place = np.empty(len(words), dtype=np.min_scalar_type(-len(words) - 1))
    place[[words.index(word) for word in ordered]] = np.arange(len(words))
    codes = (
        place[array.indices.to_numpy()] if len(words) > 1 else np.broadcast_to(place, len(array))
    )
    dtype = pd.CategoricalDtype(ordered)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype), copy=False)

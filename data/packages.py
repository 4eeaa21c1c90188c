"""Tables to take home: CSV or Parquet with a description beside them, as Frictionless packages."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import csv
from pyarrow import parquet as pq

from data.descriptors import POINTS, Format, descriptor, pointed
from data.schema import COLUMNS
from data.shelf import INCIDENTS, TERMS, checked, checked_incidents, content_of, content_of_file
from data.store import Store

BATCH = 1 << 16  # rows
FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # no clock: the same tables make the same package


def stream(store: Store, names: Sequence[str], form: Format, lang: str) -> Iterator[bytes]:
    """Write a package as a ZIP file, piece by piece: it is never in memory as a whole.

    Args:
        store: the tables.
        names: ids of indicators.
        form: of the tables; Parquet is the committed files, byte for byte.
        lang: language of the description.
    """
    sink = Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        text = json.dumps(descriptor(store, names, form, lang), indent=1, ensure_ascii=False)
        archive.writestr(member("datapackage.json"), text + "\n")
        archive.writestr(member(TERMS), store.shelf.terms())
        yield sink.taken()
        for name, table in tables(store, names, form):
            inside = member(f"data/{name}.{form.value}", packed=form is Format.CSV)
            with archive.open(inside, "w", force_zip64=True) as file:
                for piece in table:
                    file.write(piece)
                    yield sink.taken()
    yield sink.taken()


def tables(
    store: Store, names: Sequence[str], form: Format
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Give each table of a package with its bytes, that of points last."""
    for name in names:
        yield name, pieces(store, name, form)
    if pointed(store, names):
        yield POINTS, points_in(store, form)


def pieces(store: Store, name: str, form: Format) -> Iterator[bytes]:
    """Give the bytes of the observations of one indicator, some thousand rows at a time."""
    entry = store.shelf.entries[name]
    if form is Format.PARQUET:
        yield content_of(store.shelf.root, entry)
        return
    yield from in_csv(checked(store.shelf.root, entry), COLUMNS)


def points_in(store: Store, form: Format) -> Iterator[bytes]:
    """Give the bytes of the table of incidents."""
    root, manifest = store.shelf.root, store.shelf.manifest
    if form is Format.PARQUET:
        yield content_of_file(root / "incidents.parquet", str(manifest["incidents"]["sha256"]))
        return
    yield from in_csv(checked_incidents(root, manifest), tuple(INCIDENTS))


def in_csv(file: pq.ParquetFile, names: Sequence[str]) -> Iterator[bytes]:
    """Write a table as CSV, some thousand rows at a time."""
    header = True
    for batch in file.iter_batches(BATCH):
        columns = [decoded(batch.column(name)) for name in names]
        lines = io.BytesIO()
        options = csv.WriteOptions(include_header=header, quoting_style="needed")
        csv.write_csv(pa.table(columns, names=list(names)), lines, options)
        header = False
        yield lines.getvalue()


def decoded(column: pa.Array) -> pa.Array:
    """Give a column of words as words."""
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def member(path: str, *, packed: bool = True) -> zipfile.ZipInfo:
    """Name a file of the archive; Parquet is compressed already."""
    info = zipfile.ZipInfo(path, FIRST_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return info


class Sink(io.RawIOBase):
    """Takes what an archive writes until somebody takes it away."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        """Say that it may be written to."""
        return True

    def write(self, given: Any) -> int:  # noqa: ANN401 - any buffer
        """Hold some bytes."""
        self.parts.append(bytes(given))
        return len(self.parts[-1])

    def taken(self) -> bytes:
        """Give what is held, and hold nothing."""
        found = b"".join(self.parts)
        self.parts.clear()
        return found

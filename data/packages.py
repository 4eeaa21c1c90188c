"""Tables to take home: CSV or Parquet with a description beside them, as Frictionless packages.

The description follows Data Package 1.0 and Table Schema 1.0 (specs.frictionlessdata.io).
"""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any

import pyarrow as pa
from pyarrow import csv

from data.schema import COLUMNS, KEY, VALUE, Sex
from data.shelf import TERMS, checked, content_of
from data.store import Store

BATCH = 1 << 16  # rows
FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # no clock: the same tables make the same package
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
ABOUT = {
    "indicator": "What is measured.",
    "ref_area": "Area that the figure is about: ISO 3166-1 alpha-3, W the world.",
    "counterpart_area": "The other end: ISO 3166-1 alpha-3, W all, _U unknown or other, "
    "_X stateless, _Z where the source names no other end.",
    "sex": "_T both sexes, F women, M men, _O another category, _U unknown.",
    "age": "_T all ages, _U unknown, otherwise a band such as Y5T11, Y_GE60, Y_LT18.",
    "breakdown": "_T, or what else the source splits by: <dimension>.<code>.",
    "time_period": "2024, 2024-03, 2024-Q1, 2015/P5Y (five years from mid-2015).",
    VALUE: "The figure; empty is missing, never zero.",
    "unit_measure": "Unit of the figure.",
    "obs_status": "SDMX CL_OBS_STATUS: A normal, B break, E estimated, F forecast, I imputed, "
    "P provisional, M missing, O not applicable.",
    "source": "Edition that the figure is from; several ids joined by a dot are a derived figure.",
    "definition": "What was counted: see definitions.",
    "flags": "What to know of the figure, separated by spaces.",
}


class Format(StrEnum):
    """The forms in which tables are given."""

    CSV = "csv"
    PARQUET = "parquet"


def descriptor(store: Store, names: Sequence[str], form: Format, lang: str) -> dict[str, Any]:
    """Describe a package.

    Args:
        store: gives catalogue, words and manifest.
        names: ids of indicators.
        form: of the tables.
        lang: language of titles and descriptions.

    Returns:
        The content of ``datapackage.json``: one resource an indicator, with its schema; sources
        with citation; what was counted.
    """
    cards = {
        part: store.catalogue.sources[part]
        for name in names
        for source in store.shelf.entries[name]["sources"]
        for part in source.split(".")
    }
    meant = sorted(
        {
            each
            for name in names
            for told in store.shelf.entries[name]["sources"].values()
            for each in told["definitions"]
        }
    )
    say = store.words.say
    one = names[0] if len(names) == 1 else ""
    licences = {card.licence: card.licence_url for card in cards.values()}
    return {
        "profile": "tabular-data-package" if form is Format.CSV else "data-package",
        "name": f"panorama-sur-{one or 'all'}".replace("_", "-"),
        "title": say(f"indicator.{one}.name", lang) if one else say("inventory.everything", lang),
        "description": say(f"indicator.{one}.about", lang) if one else say("page.inventory", lang),
        "version": store.data_version,
        "licenses": [{"title": title, "path": path} for title, path in licences.items()],
        "sources": [
            {
                "title": f"{card.producer}, {card.edition}",
                "path": card.url,
                "id": card.id,
                "licence": card.licence,
                "citation": card.citation,
            }
            for card in cards.values()
        ],
        "definitions": {each: definition_of(store, each, lang) for each in meant},
        "resources": [resource(store, name, form, lang) for name in names],
    }


def definition_of(store: Store, name: str, lang: str) -> dict[str, str]:
    """Say what was counted, and each fact of it as the catalogue has it."""
    card = store.catalogue.definitions[name]
    facts = {field.name: str(getattr(card, field.name)) for field in fields(card)}
    return {
        **{key: fact for key, fact in facts.items() if key not in ("id", "left_out")},
        "counted": store.words.say(f"definition.{name}.counted", lang),
        "left_out": store.words.say(f"definition.{name}.left_out", lang),
    }


def resource(store: Store, name: str, form: Format, lang: str) -> dict[str, Any]:
    """Describe one table of a package."""
    entry = store.shelf.entries[name]
    told: dict[str, Any] = {
        "name": name.replace("_", "-"),
        "path": f"data/{name}.{form.value}",
        "title": store.words.say(f"indicator.{name}.name", lang),
        "description": store.words.say(f"indicator.{name}.about", lang),
        "format": form.value,
        "mediatype": MEDIA[form.value],
        "schema": schema(store, name),
    }
    if form is Format.CSV:
        return {"profile": "tabular-data-resource", **told, "encoding": "utf-8"}
    return {"profile": "data-resource", **told, "bytes": entry["bytes"], "hash": checksum(entry)}


def checksum(entry: Any) -> str:  # noqa: ANN401 - a part of the manifest
    """Write a checksum as Data Packages do."""
    return f"sha256:{entry['sha256']}"


def schema(store: Store, name: str) -> dict[str, Any]:
    """Describe the columns of a table."""
    card = store.catalogue.indicators[name]
    closed = {
        "indicator": [name],
        "sex": [sex.value for sex in Sex],
        "unit_measure": [card.unit_measure],
        "source": list(card.sources),
    }
    described = []
    for column in COLUMNS:
        rules: dict[str, Any] = {} if column in (VALUE, "flags") else {"required": True}
        if column in closed:
            rules["enum"] = closed[column]
        kind = "number" if column == VALUE else "string"
        told = {"name": column, "type": kind, "description": ABOUT[column]}
        described.append(told | ({"constraints": rules} if rules else {}))
    return {"fields": described, "primaryKey": [*KEY], "missingValues": [""]}


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
        for name in names:
            packed = form is Format.CSV
            inside = member(f"data/{name}.{form.value}", packed=packed)
            with archive.open(inside, "w", force_zip64=True) as file:
                for piece in pieces(store, name, form):
                    file.write(piece)
                    yield sink.taken()
    yield sink.taken()


def pieces(store: Store, name: str, form: Format) -> Iterator[bytes]:
    """Give the bytes of one table, some thousand rows at a time."""
    entry = store.shelf.entries[name]
    if form is Format.PARQUET:
        yield content_of(store.shelf.root, entry)
        return
    header = True
    for batch in checked(store.shelf.root, entry).iter_batches(BATCH):
        columns = [decoded(batch.column(column)) for column in COLUMNS]
        lines = io.BytesIO()
        options = csv.WriteOptions(include_header=header, quoting_style="needed")
        csv.write_csv(pa.table(columns, names=list(COLUMNS)), lines, options)
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

"""A card for raw files that a test has made: every other fact is the true card's."""

import hashlib
from dataclasses import replace
from pathlib import Path

from data.catalogue import Catalogue, RawFile, Source
from tests.data.cut import rows_of


def raw_file(raw: Path, name: str, rows: int | None = None) -> RawFile:
    """Give what a card says of a file that agrees with it, but for the rows where given."""
    checksum = hashlib.sha256((raw / name).read_bytes()).hexdigest()
    return RawFile(name, checksum, rows_of(raw / name, name) if rows is None else rows)


def carded(raw: Path, source: str, *names: str) -> Source:
    """Give the card of a source whose files are these, with their checksums."""
    files = tuple(raw_file(raw, name) for name in names)
    return replace(Catalogue.read().sources[source], files=files)


def agreeing(card: Source, raw: Path, path: str, *, counted: bool = True) -> Source:
    """Give a card that agrees with one of its files as it is now.

    Args:
        card: of the source.
        raw: folder of the raw files.
        path: the file.
        counted: whether somebody counted the rows anew; if not, the card has those of before.
    """
    files = tuple(
        raw_file(raw, path, None if counted else each.rows) if each.path == path else each
        for each in card.files
    )
    return replace(card, files=files)

"""A card for raw files that a test has made: every other fact is the true card's."""

import hashlib
from dataclasses import replace
from pathlib import Path

from data.catalogue import Catalogue, RawFile, Source
from tests.data.cut import rows_of


def carded(raw: Path, source: str, *names: str) -> Source:
    """Give the card of a source whose files are these, with their checksums."""
    files = tuple(
        RawFile(
            name, hashlib.sha256((raw / name).read_bytes()).hexdigest(), rows_of(raw / name, name)
        )
        for name in names
    )
    return replace(Catalogue.read().sources[source], files=files)

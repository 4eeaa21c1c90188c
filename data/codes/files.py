"""How the files of codes are read, and what is wrong with one that cannot be."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from data.errors import PanoramaError, listed

Row = Mapping[str, str]


class BrokenCodes(PanoramaError):
    """A code list has doubled, empty, unknown or contradicting rows."""


def read_rows(file: Path, columns: tuple[str, ...]) -> list[Row]:
    """Read a CSV (UTF-8) whose columns must be exactly these, in this order.

    Raises:
        BrokenCodes: when the file is missing, or a line has other columns.
    """
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            head, *rest = csv.reader(lines)
    except (OSError, ValueError) as fault:
        message = f"{file}: cannot be read ({fault}). Fetch the file again."
        raise BrokenCodes(message) from fault
    if tuple(head) != columns:
        message = f"{file}: columns are {', '.join(head)}; must be {', '.join(columns)}."
        raise BrokenCodes(message)
    uneven = [f"line {place}" for place, row in enumerate(rest, 2) if len(row) != len(columns)]
    if uneven:
        message = (
            f"{file}: {listed(uneven)} must have {len(columns)} columns. Mend the lines named."
        )
        raise BrokenCodes(message)
    return [dict(zip(columns, row, strict=True)) for row in rest]


def read_toml(file: Path) -> dict[str, Any]:
    """Read a TOML file, with a sentence when it is missing or broken."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        message = f"{file}: cannot be read ({fault}). Fetch the file again."
        raise BrokenCodes(message) from fault


def doubled(what: str, codes: Iterable[str]) -> list[str]:
    """Name the codes that stand more than once.

    >>> doubled("id", ["PER", "PER", "CHL"])
    ['id PER stands more than once']
    """
    counts = Counter(codes)
    return [f"{what} {code} stands more than once" for code in sorted(counts) if counts[code] > 1]

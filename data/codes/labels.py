"""The crosswalk: which first-level unit each label of a source is, and why some are none.

A row of ``admin1_names.csv`` is one label as a file prints it, in one country. It is placed in a
unit (``CO-DC``; ``CL-BI+CL-NB`` where one shape of a map is two units), left with those who cannot
be placed (``COL-_U``) or left out (no unit); the last two need a reason. Where a label could be
two places, it is not placed.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from data.codes import HERE, Codes
from data.codes.admin1 import UNLOCATED
from data.codes.files import BrokenCodes, Row, doubled, read_rows
from data.errors import listed

COLUMNS = ("source", "parent", "label", "unit", "reason")
JOINED = "+"
# What the lists call the files of boundaries: outlines of countries, and of units.
OUTLINES = ("boundaries", "natural_earth")


@dataclass(frozen=True, slots=True)
class Labels:
    """What the sources call first-level units.

    Attributes:
        placed: by source, country and label, the unit; empty where the label is left out.
        reasons: likewise, why a label is none of the country's units, or what it is.
    """

    placed: Mapping[tuple[str, str, str], str]
    reasons: Mapping[tuple[str, str, str], str]

    @classmethod
    def read(cls, codes: Codes, folder: Path = HERE) -> Self:
        """Read the crosswalk and hold it against the code lists.

        Raises:
            BrokenCodes: naming every doubled, unknown or unexplained label.

        >>> Labels.read(Codes.read()).placed["unhcr", "ECU", "Quito [Admin 2]"]
        'EC-P'
        """
        file = folder / "admin1_names.csv"
        rows = read_rows(file, COLUMNS)
        if faults := list(label_faults(rows, codes)):
            message = f"{file}: {listed(faults)}. Mend the rows named."
            raise BrokenCodes(message)
        keys = [(row["source"], row["parent"], row["label"]) for row in rows]
        return cls(
            dict(zip(keys, (row["unit"] for row in rows), strict=True)),
            dict(zip(keys, (row["reason"] for row in rows), strict=True)),
        )

    def of(self, source: str) -> dict[tuple[str, str], str]:
        """Give the labels of one source: by country and label, the unit."""
        return {
            (where, label): unit
            for (own, where, label), unit in self.placed.items()
            if own == source
        }


def check_sources(codes: Codes, labels: Labels, known: Set[str]) -> None:
    """Refuse lines of the code lists that are of no source and of no file of boundaries.

    Args:
        codes: aliases and what is ignored, by source.
        labels: the crosswalk.
        known: ids of the sources that can be read.

    Raises:
        BrokenCodes: naming list and source.
    """
    named = {
        "aliases.csv": set(codes.aliases),
        "ignored.csv": set(codes.ignored),
        "admin1_names.csv": {source for source, _, _ in labels.placed},
    }
    faults = [
        f"data/codes/{file} names source '{source}', which is none"
        for file, sources in named.items()
        for source in sorted(sources - known - set(OUTLINES))
    ]
    if faults:
        message = f"{listed(faults)}. Take its lines out, or mend them."
        raise BrokenCodes(message)


def label_faults(rows: list[Row], codes: Codes) -> Iterator[str]:
    """Name what is wrong in the crosswalk, row by row."""
    yield from doubled("label", (f"{r['source']} {r['parent']} {r['label']}" for r in rows))
    for row in rows:
        label = f"{row['source']} {row['parent']} '{row['label']}'"
        yield from (f"{label} has no {name}" for name in COLUMNS[:3] if not row[name])
        own = codes.units.get(row["parent"], ())
        units = row["unit"].split(JOINED) if row["unit"] else []
        strange = [unit for unit in units if unit not in own]
        if strange:
            yield f"{label} leads to {listed(strange)}, no unit of {row['parent']}"
        if not row["reason"] and (not units or row["unit"].endswith(UNLOCATED)):
            yield f"{label} is not placed, and no reason says why"

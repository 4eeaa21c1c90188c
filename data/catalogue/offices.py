"""What the offices of the nine are known to produce, as far as a document at hand states it."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from data.catalogue.cards import Indicator, card

FILE = "offices.toml"
KINDS = ("census", "register", "permits", "survey", "border")


@dataclass(frozen=True, slots=True)
class Production:
    """One thing that an office produces.

    Attributes:
        country: ISO 3166-1 alpha-3 code.
        kind: one of ``KINDS``.
        office: who has it in custody, as the document names it; empty where none does.
        name: what it is, as the document names it.
        source: id of the source card; empty where the product does not have it.
        indicators: what the product has of it.
        years: where there is no source, or the line is of a part of it, as the document says.
        document: where there is no source, the file that states it.
    """

    country: str
    kind: str
    office: str
    name: str
    source: str = ""
    indicators: tuple[str, ...] = ()
    years: str = ""
    document: str = ""


def offices_of(given: Mapping[str, Any], dropped: Set[str]) -> tuple[Production, ...]:
    """Read the lines, without those of which every indicator is of a theme not offered."""
    found = []
    for fields in given.get("produced", ()):
        line = card(Production, fields, f"{FILE}: {fields.get('name', 'a line without a name')}")
        kept = tuple(name for name in line.indicators if name not in dropped)
        if kept or not line.indicators:
            found.append(replace(line, indicators=kept))
    return tuple(found)


def strays(offices: tuple[Production, ...], indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """Name what lines point to that is not there, and lines that no document is named for."""
    for each in offices:
        where = f"{FILE}: {each.name}"
        if each.kind not in KINDS:
            yield f"{where} is of unknown kind '{each.kind}': it is one of {', '.join(KINDS)}"
        held, out = (each.source, each.indicators), (each.document, each.years)
        if not (all(held) and not each.document) and not (all(out) and not any(held)):
            yield f"{where} must have source and indicators, or years and document"
        for name in each.indicators:
            if name not in indicators:
                yield f"{where} points to unknown indicator '{name}'"
            elif each.source not in indicators[name].sources:
                yield f"{where}: {name} has no source '{each.source}'"

"""The countries that have a page, each with the numbers that it is asked about first."""

from dataclasses import dataclass

from data.catalogue import Concept
from data.codes import DESCRIBED
from data.quotes import Figure, Lines, figures, rows_of
from data.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """One country of the index.

    Attributes:
        code: ISO 3166-1 alpha-3.
        figures: concepts of the numbers to quote that are drawn, each with its first figure.
    """

    code: str
    figures: tuple[tuple[str, Figure], ...]


def entries(store: Store) -> tuple[Entry, ...]:
    """List the countries that have a page, the nine first."""
    concepts = [
        each for each in store.catalogue.quotes.values() if each.section == "numbers" and each.drawn
    ]
    return tuple(
        Entry(
            code,
            tuple(
                (concept.id, own[0][1])
                for concept in concepts
                if (own := figures(concept, lines_of(store, concept, code)))
            ),
        )
        for code in DESCRIBED
    )


def lines_of(store: Store, concept: Concept, code: str) -> Lines:
    """Select the observations of one concept for one country."""
    return {line: rows_of(store, line, code) for line in concept.lines}

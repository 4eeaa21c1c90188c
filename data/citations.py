"""How a source is cited: as its card has it, or in the words of a language."""

from data.catalogue import Catalogue
from data.words import Words


def citation_of(catalogue: Catalogue, words: Words, source: str, lang: str) -> str:
    """Give a source's citation: titles as it publishes them, what we say of them in words."""
    own = f"source.{source}.citation"
    return words.say(own, lang) if words.has(own) else catalogue.sources[source].citation

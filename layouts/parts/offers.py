"""How choices and sources are said, whatever the page: options, groups, where numbers are from."""

from collections.abc import Iterable
from typing import Any

from data.catalogue import Catalogue, Source
from data.citations import citation_of
from data.codes import Codes
from data.words import Words


class Offers:
    """Says options in one language."""

    def __init__(self, catalogue: Catalogue, codes: Codes, words: Words, lang: str) -> None:
        """Keep what every option needs."""
        self.catalogue = catalogue
        self.codes = codes
        self.words = words
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in one language."""
        return self.words.say(key, self.lang, **values)

    def source(self, source: str) -> str:
        """Name a source; of a derived indicator, all of them."""
        return " + ".join(self.say(f"source.{part}.name") for part in source.split("."))

    def control(self, value: str, options: Iterable[tuple[str, str]], why: str) -> dict[str, Any]:
        """Tell one choice; with a single option it is closed, and ``why`` is said."""
        listed = [list(option) for option in options]
        return {"value": value, "options": listed, "why": why if len(listed) < 2 else ""}  # noqa: PLR2004

    def grouped(self, groups: Iterable[tuple[str, list[str]]]) -> list[dict[str, Any]]:
        """Tell which options stand together under a heading; empty groups are left out."""
        return [{"label": label, "values": values} for label, values in groups if values]

    def by_theme(self, value: str, indicators: Iterable[str]) -> dict[str, Any]:
        """Tell the choice of an indicator, theme by theme."""
        cards = [self.catalogue.indicators[name] for name in indicators]
        options = [(card.id, self.say(f"indicator.{card.id}.name")) for card in cards]
        themes = (
            (self.say(f"theme.{theme}"), [card.id for card in cards if card.theme == theme])
            for theme in self.catalogue.themes
        )
        return {**self.control(value, options, ""), "groups": self.grouped(themes)}

    def dated(self, card: Source) -> str:
        """Name a source with its edition, said once."""
        name = self.say(f"source.{card.id}.name")
        if name.endswith(card.edition):
            return name
        return self.say("frame.source_brief", name=name, edition=card.edition)

    def licence(self, card: Source) -> str:
        """Name the licence of a source: a known short name, or words of our own."""
        own = f"source.{card.id}.licence"
        return self.say(own) if self.words.has(own) else card.licence

    def source_line(self, source: str, definitions: Iterable[str]) -> dict[str, str]:
        """Say where numbers come from: producer, title, edition, what was counted, how to cite.

        Args:
            source: id of the source, or ids joined by a dot.
            definitions: ids of what was counted.
        """
        cards = [self.catalogue.sources[part] for part in source.split(".")]
        titles = (
            self.say(
                "frame.source_card",
                name=self.dated(card),
                title=self.say(f"source.{card.id}.title"),
                licence=self.licence(card),
            )
            for card in cards
        )
        return {
            "source": "; ".join(titles),
            "brief": "; ".join(map(self.dated, cards)),
            "counted": " · ".join(self.say(f"definition.{name}.counted") for name in definitions),
            "citation": " ".join(
                citation_of(self.catalogue, self.words, card.id, self.lang) for card in cards
            ),
        }

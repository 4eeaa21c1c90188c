"""The choices of a view of places as a browser shows them, and where its numbers come from."""

from collections.abc import Mapping
from typing import Any

from babel.lists import format_list

from data.catalogue import Catalogue
from data.codes import Codes
from data.places import Places
from data.schema import NOT_NAMED, TOTAL, WORLD
from data.words import Words, ages
from layouts.parts.offers import Offers

Options = Mapping[str, tuple[str, ...]]


class PlacesAsker(Offers):
    """Says the options of one answer's choices in one language."""

    def __init__(
        self, answer: Places, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every option needs."""
        super().__init__(catalogue, codes, words, lang)
        self.answer = answer

    def controls(self, options: Options) -> dict[str, Any]:
        """Tell all choices by their name.

        Args:
            options: by name, the codes that may be asked for.
        """
        asked = self.answer.asked
        unit = self.say(f"unit_kind.{self.answer.kind}")
        own = f"place_role.{asked.indicator}"
        role = self.say(own if self.words.has(own) else "places.role", unit=unit)
        countries = [(code, self.codes.short(code, self.lang)) for code in options["ref_area"]]
        return {
            "areas": {**self.control(asked.country, countries, ""), "role": role},
            "indicator": self.by_theme(asked.indicator, options["indicator"]),
            "source": self.control(
                asked.source,
                [(source, self.source(source)) for source in options["source"]],
                self.say("why.source"),
            ),
            "other": self.other(options["counterpart_area"]),
            "sex": self.split("sex", asked.sex, options["sex"]),
            "age": self.split("age", asked.age, options["age"]),
            "breakdown": self.split("breakdown", asked.breakdown, options["breakdown"]),
        }

    def other(self, codes: tuple[str, ...]) -> dict[str, Any]:
        """Tell the other end: all together, then by name."""
        asked, kind = self.answer.asked, self.answer.card.counterpart
        whole = [code for code in codes if code in (WORLD, NOT_NAMED)]
        named = sorted(
            ((code, self.codes.short(code, self.lang)) for code in codes if code not in whole),
            key=lambda option: option[1],
        )
        every = [(code, self.say(f"whole.{kind}")) for code in whole]
        told = self.control(asked.other, [*every, *named], self.say("why.counterpart"))
        return {
            **told,
            "role": self.say(f"role.{kind}"),
            "idle": asked.other == NOT_NAMED,
        }

    def split(self, name: str, value: str, codes: tuple[str, ...]) -> dict[str, Any]:
        """Tell a choice of parts; where there are none the title need not say so."""
        says = {
            "sex": lambda code: self.say(f"sex.{code.lower()}"),
            "age": lambda code: ages.said(code, self.words, self.lang),
            "breakdown": lambda code: self.say(f"breakdown.{'_t' if code == TOTAL else code}"),
        }[name]
        options = [(code, says(code)) for code in codes]
        told = self.control(value, options, self.say(f"why.{name}"))
        return {**told, "idle": bool(told["why"]) and value == TOTAL}

    def whys(self, told: Mapping[str, Any]) -> str:
        """Say in one line why choices are closed, of those that were told."""
        closed = [name for name in ("sex", "age") if told[name]["why"]]
        named = [self.say(f"choice.{name}").lower() for name in closed]
        parts = format_list(named, style="or", locale=self.lang)
        said = [self.say("why.split", parts=parts)] if parts else []
        others = [told[name]["why"] for name in ("source", "other") if told[name]["why"]]
        return " · ".join([*said, *others])

    def from_where(self) -> dict[str, str]:
        """Say where the numbers come from."""
        return self.source_line(self.answer.asked.source, self.answer.definitions)

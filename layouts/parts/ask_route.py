"""The choices of a view of a route as a browser shows them, and where its numbers come from."""

from typing import Any

from babel.lists import format_list

from data.catalogue import Catalogue
from data.codes import Codes
from data.route import FREQS, Answer
from data.schema import WORLD
from data.view import Measure
from data.words import Words, ages
from layouts.parts.offers import Offers


class RouteAsker(Offers):
    """Says the options of one answer's choices in one language."""

    def __init__(
        self, answer: Answer, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every option needs."""
        super().__init__(catalogue, codes, words, lang)
        self.answer = answer

    @property
    def shares(self) -> bool:
        """Whether the view is of shares: those are of all persons."""
        return self.answer.view.measure is Measure.SHARE

    def controls(self) -> dict[str, Any]:
        """Tell all choices by their name; those that a share has not are idle."""
        view, options = self.answer.view, self.answer.options
        measures = (Measure.COUNT, Measure.SHARE)
        sexes = self.control(
            view.sex,
            [(sex, self.say(f"sex.{sex.lower()}")) for sex in options.sexes],
            self.say("why.sex"),
        )
        old = self.control(
            view.age,
            [(age, ages.said(age, self.words, self.lang)) for age in options.ages],
            self.say("why.age"),
        )
        return {
            "measure": self.control(
                view.measure.value,
                [(m.value, self.say(f"route.measure.{m}")) for m in measures],
                "",
            ),
            "nationality": {**self.nationality(), "idle": self.shares},
            "sex": {**sexes, "idle": self.shares},
            "age": {**old, "idle": self.shares},
            "freq": self.control(
                view.freq, [(freq.value, self.say(f"freq.{freq.lower()}")) for freq in FREQS], ""
            ),
        }

    def nationality(self) -> dict[str, Any]:
        """Tell the nationalities: all together, groups of them, the largest, then all by name."""
        options = self.answer.options
        named = sorted(
            ((code, self.codes.short(code, self.lang)) for code in options.nationalities),
            key=lambda option: option[1],
        )
        sets = [(code, self.codes.short(code, self.lang)) for code in options.groups]
        whole = (WORLD, self.say("route.all_nationalities"))
        groups = [
            (self.say("route.groups"), list(options.groups)),
            (self.say("choice.leading"), list(options.leading)),
            (self.say("choice.all"), [code for code, _ in named]),
        ]
        told = self.control(self.answer.view.counterpart_area, [whole, *sets, *named], "")
        return {**told, "groups": self.grouped(groups)}

    def whys(self) -> str:
        """Say in one line why choices are closed."""
        told = self.controls()
        closed = [name for name in ("sex", "age") if told[name]["why"] and not told[name]["idle"]]
        if not closed:
            return ""
        parts = [self.say(f"choice.{name}").lower() for name in closed]
        return self.say("why.crossed", parts=format_list(parts, style="or", locale=self.lang))

    def sources(self) -> dict[str, str]:
        """Say where all numbers on screen come from, and in brief for the foot of the page."""
        lines, found = self.answer.lines, self.answer.deaths
        ids = [each.source for each in lines] + ([found.source] if found else [])
        counted = dict.fromkeys(name for each in lines for name in each.definitions)
        brief = "; ".join(
            self.say(
                "route.source_brief",
                name=self.say(f"source.{name}.name"),
                edition=self.catalogue.sources[name].edition,
            )
            for name in ids
        )
        return {**self.source_line(".".join(ids), counted), "brief": brief, "foot": brief}

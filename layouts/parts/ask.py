"""The choices of a view as a browser shows them: options, what is chosen, why one is alone."""

from collections.abc import Iterable
from typing import Any

from data.catalogue import Catalogue
from data.codes import Codes
from data.panorama import Answer
from data.view import Measure
from data.words import Words


class Asker:
    """Says the options of one answer's choices in one language."""

    def __init__(
        self, answer: Answer, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every option needs."""
        self.answer = answer
        self.catalogue = catalogue
        self.codes = codes
        self.words = words
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        """Say a phrase in the asker's language."""
        return self.words.say(key, self.lang, **values)

    def source(self, source: str) -> str:
        """Name a source; of a derived indicator, all of them."""
        return " + ".join(self.say(f"source.{part}.name") for part in source.split("."))

    def control(self, value: str, options: Iterable[tuple[str, str]], why: str) -> dict[str, Any]:
        """Tell one choice; with a single option it is closed, and ``why`` is said."""
        listed = [list(option) for option in options]
        return {"value": value, "options": listed, "why": why if len(listed) < 2 else ""}  # noqa: PLR2004

    def controls(self) -> dict[str, Any]:
        """Tell all choices by their name in the address."""
        view, choices = self.answer.view, self.answer.choices
        return {
            "indicator": {
                **self.control(view.indicator, self.indicators(), ""),
                "kinds": {each.id: each.counterpart for each in self.catalogue.indicators.values()},
            },
            "source": self.control(
                view.source,
                [(source, self.source(source)) for source in choices.sources],
                self.say("why.source"),
            ),
            "sex": self.control(
                view.sex,
                [(sex, self.say(f"sex.{sex.lower()}")) for sex in choices.sexes],
                self.say("why.sex"),
            ),
            "measure": self.control(
                view.measure,
                [(measure.value, self.measure(measure)) for measure in choices.measures],
                self.say("why.measure"),
            ),
            "base": self.control(
                view.base, [(year, year) for year in choices.periods], self.say("why.base")
            ),
            "counterpart_area": self.counterpart(),
            "ref_area": self.areas(),
        }

    def indicators(self) -> list[tuple[str, str]]:
        """List every indicator of the catalogue, in its order."""
        return [
            (name, self.say(f"indicator.{name}.name")) for name in self.answer.choices.indicators
        ]

    def measure(self, measure: Measure) -> str:
        """Say a measure; the count is said as what the indicator counts."""
        if measure is Measure.COUNT:
            unit = self.catalogue.indicators[self.answer.view.indicator].unit_measure
            return self.say(f"measure.count_{unit}")
        return self.say(f"measure.{measure}")

    def counterpart(self) -> dict[str, Any]:
        """Tell the other end: all together, the largest, then all by name."""
        choices = self.answer.choices
        kind = self.catalogue.indicators[self.answer.view.indicator].counterpart
        whole = [(code, self.whole(code)) for code in choices.counterparts if code in ("W", "_Z")]
        rest = [code for code in choices.counterparts if code not in ("W", "_Z")]
        named = sorted(
            ((code, self.codes.short(code, self.lang)) for code in rest),
            key=lambda option: (option[0].startswith("_"), option[1]),
        )
        told = self.control(
            self.answer.view.counterpart_area, [*whole, *named], self.say("why.counterpart")
        )
        leading = [list(option) for option in named if option[0] in choices.leading]
        leading.sort(key=lambda option: choices.leading.index(option[0]))
        groups = {"leading": self.say("choice.leading"), "all": self.say("choice.all")}
        return {**told, "leading": leading, "role": self.say(f"role.{kind}"), "groups": groups}

    def whole(self, code: str) -> str:
        """Say all other ends together, or that there is none."""
        kind = self.catalogue.indicators[self.answer.view.indicator].counterpart
        return self.say("whole.none" if code == "_Z" else f"whole.{kind}")

    def areas(self) -> dict[str, Any]:
        """Tell which of the focus countries are chosen, and how the sentence says it."""
        chosen, focus = self.answer.view.ref_area, self.codes.focus
        names = ", ".join(self.codes.short(code, self.lang) for code in chosen)
        if len(chosen) == len(focus):
            said = self.say("areas.all")
        elif len(chosen) <= 3:  # noqa: PLR2004 - more names would break the title's line
            said = self.say("areas.named", names=names)
        else:
            said = self.say("areas.some", count=len(chosen))
        options = [[code, self.codes.name(code, self.lang)] for code in focus]
        kind = self.catalogue.indicators[self.answer.view.indicator].counterpart
        role = self.say(f"place.{kind}")
        return {"value": list(chosen), "options": options, "why": "", "says": said, "role": role}


def source_line(asker: Asker, source: str) -> dict[str, str]:
    """Say where the numbers come from: producer, title, edition, date, what was counted.

    Args:
        asker: says it.
        source: id of the drawn source, or ids joined by a dot.
    """
    cards = [asker.catalogue.sources[part] for part in source.split(".")]
    titles = "; ".join(
        asker.say(
            "frame.source_card",
            name=asker.say(f"source.{card.id}.name"),
            title=asker.say(f"source.{card.id}.title"),
            edition=card.edition,
            licence=card.licence,
        )
        for card in cards
    )
    cells = asker.answer.cells
    counted = [name for name in cells["definition"].unique() if name]
    texts = " · ".join(asker.say(f"definition.{name}.counted") for name in sorted(counted))
    brief = "; ".join(
        asker.say(
            "frame.source_brief", name=asker.say(f"source.{card.id}.name"), edition=card.edition
        )
        for card in cards
    )
    citation = " ".join(card.citation for card in cards)
    return {"source": titles, "brief": brief, "counted": texts, "citation": citation}

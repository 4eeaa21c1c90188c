"""The choices of a view of corridors as a browser shows them, and the sentence that they make."""

from collections.abc import Iterable
from typing import Any

from data.catalogue import Catalogue
from data.catalogue.cards import Kind
from data.codes import Codes
from data.flows import Answer
from data.mirror import Mirror
from data.schema import STATELESS, UNKNOWN
from data.view import Direction
from data.words import Words
from data.words.lists import joined
from layouts.parts.offers import Offers

MOST_NAMED = 3
# Origins that are no place: nobody comes "from" them.
NO_PLACE = {UNKNOWN: "flows.of.unknown", STATELESS: "flows.of.stateless"}


class FlowsAsker(Offers):
    """Says the options of one answer's choices in one language."""

    def __init__(
        self, answer: Answer, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every option needs."""
        super().__init__(catalogue, codes, words, lang)
        self.answer = answer

    @property
    def home(self) -> str:
        """The end of corridors that the countries of the sentence are."""
        out = self.answer.view.direction is Direction.OUT
        return "counterpart_area" if out else "ref_area"

    @property
    def far(self) -> str:
        """The other end."""
        return "ref_area" if self.home == "counterpart_area" else "counterpart_area"

    @property
    def is_whole(self) -> bool:
        """Whether corridors are those among all of the nine, which need not be named again."""
        view = self.answer.view
        chosen = view.ref_area or view.counterpart_area
        return not chosen and set(self.answer.here) == set(self.codes.focus)

    @property
    def no_place(self) -> str:
        """The words for an origin that is no place, where it alone is asked for."""
        view = self.answer.view
        alone = view.direction is Direction.OUT and len(view.counterpart_area) == 1
        return NO_PLACE.get(view.counterpart_area[0], "") if alone else ""

    def controls(self) -> dict[str, Any]:
        """Tell all choices by their name."""
        view, options = self.answer.view, self.answer.options
        sexes = dict.fromkeys((*options.sexes, view.sex))  # one without data is named as well
        return {
            "indicator": self.indicator(),
            "direction": self.direction(),
            "areas": self.areas(),
            "other": self.other(),
            "sex": self.control(
                view.sex,
                [(sex, self.say(f"sex.{sex.lower()}")) for sex in sexes],
                self.say("why.sex"),
            ),
            "source": self.control(
                view.source,
                [(source, self.source(source)) for source in options.sources],
                self.say("why.source"),
            ),
        }

    def indicator(self) -> dict[str, Any]:
        """Tell the indicators by theme, and of registers of passage the route that they are on."""
        cards = [self.catalogue.indicators[name] for name in self.answer.options.indicators]
        told = self.by_theme(self.answer.view.indicator, self.answer.options.indicators)
        return {**told, "routes": {card.id: card.route for card in cards}}

    def whys(self) -> str:
        """Say in one line why choices are closed."""
        told = self.controls()
        return " · ".join(
            told[name]["why"] for name in ("direction", "other", "sex") if told[name]["why"]
        )

    def direction(self) -> dict[str, Any]:
        """Tell the directions; a Sankey of one country shows both of its sides."""
        view = self.answer.view
        kind = "stock" if self.answer.indicator.kind == Kind.STOCK else "flow"
        offered = self.answer.options.directions
        options = [(each.value, self.say(f"flows.{kind}.{each}")) for each in offered]
        chosen = view.direction.value
        if self.no_place:
            of = self.say("flows.of.of")
            options = [(code, of if code == chosen else text) for code, text in options]
        if view.direction is Direction.WITHIN and not self.is_whole:
            options = [(code, text) for code, text in options if code != chosen]
            options.insert(2, (chosen, self.say("flows.within_to")))
        if self.answer.both_sides:
            both = ("all", self.say(f"flows.{kind}.all"))
            return self.control("all", [both], self.say("flows.both_sides"))
        return self.control(chosen, options, "")

    def areas(self) -> dict[str, Any]:
        """Tell which countries are the near end, and how the sentence says it."""
        view, focus = self.answer.view, self.codes.focus
        given = getattr(view, self.home)
        whole = view.direction is Direction.WITHIN and self.is_whole
        chosen = given or self.answer.here
        if self.no_place:
            said = self.say(self.no_place)
        elif set(chosen) == set(focus):
            said = self.say("areas.all")
        elif len(chosen) <= MOST_NAMED:
            said = self.say("areas.named", names=self.joined(chosen))
        elif set(chosen) < set(focus):
            said = self.say("areas.some", count=len(chosen))
        else:
            said = self.say("areas.many", count=len(chosen))
        others = [code for code in (*self.answer.here, *given) if code not in focus]
        nine = self.answer.indicator.route == "" or view.direction is not Direction.IN
        return {
            "name": self.home,
            "all": self.all_of_the_source(),
            "value": list(chosen),
            "options": [[code, self.codes.name(code, self.lang)] for code in focus] if nine else [],
            "more": [[code, self.name(code)] for code in dict.fromkeys(others)],
            "more_label": self.say("flows.others"),
            "why": "",
            "says": said,
            "idle": whole,
        }

    def all_of_the_source(self) -> str:
        """Name all that may be chosen at once; a source that has not all of the nine says how many.

        Returns:
            Nothing where the source has the nine.
        """
        had = [code for code in self.answer.here if code in self.codes.focus]
        if len(had) == len(self.codes.focus):
            return ""
        if len(had) == 1:
            return self.say("flows.one_had", name=self.name(had[0]))
        return self.say("flows.some_had", count=len(had))

    def other(self) -> dict[str, Any]:
        """Tell the far end: all together, the largest, then all by name."""
        view = self.answer.view
        origin = self.far == "counterpart_area"
        role = self.say("role.origin" if origin else "role.destination")
        given = getattr(view, self.far)
        open_ended = view.direction is Direction.WITHIN and not given
        if view.direction is Direction.ALL or open_ended or self.answer.both_sides:
            why = self.say("flows.other_within" if open_ended else "flows.other_all")
            told = self.control("", [("", self.say("flows.any"))], why)
            return {**told, "name": self.far, "role": role, "groups": [], "idle": True}
        named = sorted(
            ((code, self.name(code)) for code in {*self.answer.options.others, *given}),
            key=lambda option: (option[0].startswith("_"), option[1]),
        )
        value = ",".join(given)
        only = named[0][1] if len(named) == 1 and not given else ""
        options = [("", only)] if only else [("", self.say("flows.any")), *named]
        if len(given) > 1:
            options.insert(1, (value, self.joined(given)))
        groups = [
            (self.say("choice.leading"), [] if only else list(self.answer.options.leading)),
            (self.say("choice.all"), [] if only else [code for code, _ in named]),
        ]
        return {
            **self.control(value, options, ""),
            "name": self.far,
            "role": role,
            "groups": self.grouped(groups),
            "idle": False,
        }

    def name(self, code: str) -> str:
        """Give the short name of a country."""
        return self.codes.short(code, self.lang)

    def joined(self, codes: Iterable[str]) -> str:
        """Name some countries as a sentence does."""
        return joined(map(self.name, codes), self.lang)


class MirrorAsker(Offers):
    """Says the choices of a mirror: one corridor, by its two ends."""

    def __init__(
        self, mirror: Mirror, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every option needs."""
        super().__init__(catalogue, codes, words, lang)
        self.mirror = mirror

    def controls(self, destinations: tuple[str, ...], origins: tuple[str, ...]) -> dict[str, Any]:
        """Tell all choices by their name.

        Args:
            destinations: countries that may be one end.
            origins: countries that may be the other.
        """
        closed = {
            "indicator": ("mirror.indicator", "mirror.one_indicator"),
            "direction": ("flows.stock.in", "mirror.one_direction"),
            "source": ("mirror.all_sources", ""),
        }
        told: dict[str, Any] = {
            name: self.control("", [("", self.say(word))], self.say(why) if why else "")
            for name, (word, why) in closed.items()
        }
        focus = self.codes.focus
        more = sorted(
            (code for code in destinations if code not in focus),
            key=lambda code: self.codes.short(code, self.lang),
        )
        told["areas"] = {
            "name": "ref_area",
            "value": [self.mirror.destination],
            "options": [[code, self.codes.name(code, self.lang)] for code in focus],
            "more": [[code, self.codes.short(code, self.lang)] for code in more],
            "more_label": self.say("flows.others"),
            "why": "",
            "says": self.codes.short(self.mirror.destination, self.lang),
            "idle": False,
            "single": True,
        }
        named = sorted(
            ((code, self.codes.short(code, self.lang)) for code in origins),
            key=lambda option: (option[0].startswith("_"), option[1]),
        )
        told["other"] = {
            **self.control(self.mirror.origin, named, ""),
            "name": "counterpart_area",
            "role": self.say("role.origin"),
            "groups": [],
            "idle": False,
        }
        told["sex"] = self.control(
            self.mirror.view.sex,
            [(sex, self.say(f"sex.{sex.lower()}")) for sex in ("_T", "F", "M")],
            "",
        )
        told["indicator"]["routes"] = {}
        return told

    def whys(self) -> str:
        """Say in one line why choices are closed."""
        return " · ".join(self.say(f"mirror.one_{name}") for name in ("indicator", "direction"))

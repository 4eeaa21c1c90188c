"""The choices of a view as a browser shows them: options, what is chosen, why one is alone."""

from typing import Any

from babel.lists import format_list

from data.catalogue import Catalogue, Indicator, Term
from data.catalogue.cards import Mapped
from data.codes import Codes
from data.panorama import Answer
from data.periods import YEAR_BEFORE
from data.schema import NOT_NAMED, TOTAL, WORLD
from data.view import Measure
from data.words import Words, ages, periods
from data.words.lists import joined
from layouts.parts.offers import Offers

# Besides the parts, what may be closed and says so below the sentence.
OTHERS = ("breakdown", "other", "source", "measure", "base", "beside")


class Asker(Offers):
    """Says the options of one answer's choices in one language."""

    def __init__(
        self, answer: Answer, catalogue: Catalogue, codes: Codes, words: Words, lang: str
    ) -> None:
        """Keep what every option needs."""
        super().__init__(catalogue, codes, words, lang)
        self.answer = answer

    @property
    def kind(self) -> str:
        """What the countries of the view are: ``mapped`` where they are nationalities."""
        mapped = self.card.mapped == Mapped.COUNTERPART_AREA
        return "mapped" if mapped else self.card.counterpart

    def controls(self) -> dict[str, Any]:
        """Tell all choices by their name in the address."""
        view, choices = self.answer.view, self.answer.choices
        ends = {"areas": self.areas(), "other": self.other()}
        return {
            "indicator": self.indicator(),
            "source": self.control(
                view.source,
                [(source, self.source(source)) for source in choices.sources],
                self.say("why.source"),
            ),
            "freq": self.control(
                view.freq,
                [(freq, self.say(f"freq.{freq.lower()}")) for freq in choices.freqs],
                self.say("why.freq"),
            ),
            "sex": self.split(
                view.sex,
                [(sex, self.say(f"sex.{sex.lower()}")) for sex in choices.sexes],
                self.say("why.own_sex" if self.own.sex else "why.sex"),
            ),
            "age": self.split(
                view.age,
                [(age, ages.said(age, self.words, self.lang)) for age in choices.ages],
                self.say("why.own_age" if self.own.age else "why.age"),
            ),
            "breakdown": self.breakdown(),
            "measure": self.measures(),
            "base": self.control(
                view.base,
                [(base, self.base(base)) for base in self.bases()],
                self.say("why.base"),
            ),
            "beside": self.beside(),
            **ends,
        }

    @property
    def card(self) -> Indicator:
        """The card of the indicator that was asked for."""
        return self.catalogue.indicators[self.answer.view.indicator]

    @property
    def own(self) -> Term:
        """What a derived indicator counts of its terms: by itself it is of a sex, or of an age."""
        return self.card.formula.numerator if self.card.formula else Term(())

    def split(self, value: str, options: list[tuple[str, str]], why: str) -> dict[str, Any]:
        """Tell a choice of parts; where there are none the title need not say so."""
        told = self.control(value, options, why)
        return {**told, "idle": bool(told["why"]) and value == TOTAL}

    def measures(self) -> dict[str, Any]:
        """Tell the measures; an index that is nothing else need not say so."""
        view, choices = self.answer.view, self.answer.choices
        options = [(measure.value, self.measure(measure)) for measure in choices.measures]
        told = self.control(view.measure, options, self.say("why.measure"))
        return {**told, "idle": bool(told["why"]) and self.card.unit_measure == "index"}

    def beside(self) -> dict[str, Any]:
        """Tell what can stand beside the answer, by theme; nothing first."""
        found = [self.catalogue.indicators[name] for name in self.answer.choices.besides]
        options = [
            ("", self.say("beside.none")),
            *((card.id, self.say(f"indicator.{card.id}.name")) for card in found),
        ]
        groups = [
            (self.say(f"theme.{theme}"), [card.id for card in found if card.theme == theme])
            for theme in self.catalogue.themes
        ]
        told = self.control(self.answer.view.beside or "", options, self.say("why.beside"))
        return {**told, "groups": self.grouped(groups)}

    def whys(self) -> str:
        """Say in one line why choices are closed."""
        told = self.controls()
        closed = {name for name, control in told.items() if control["why"]}
        ways = [name for name in ("sex", "age") if name in closed and not getattr(self.own, name)]
        named = [self.say(f"choice.{name}").lower() for name in ways]
        parts = format_list(named, style="or", locale=self.lang)
        crossed = self.kind == "mapped" and WORLD not in self.answer.view.areas
        said = [self.say("why.crossed" if crossed else "why.split", parts=parts)] if parts else []
        others = [name for name in OTHERS if name in closed]
        return " · ".join([*said, *(told[name]["why"] for name in others)])

    def indicator(self) -> dict[str, Any]:
        """Tell the indicators by theme, and what the ends of each are."""
        cards = [self.catalogue.indicators[name] for name in self.answer.choices.indicators]
        return {
            **self.by_theme(self.answer.view.indicator, self.answer.choices.indicators),
            "kinds": {card.id: card.counterpart for card in cards},
            "mapped": {card.id: card.mapped for card in cards},
        }

    def breakdown(self) -> dict[str, Any]:
        """Tell what the source splits by, dimension by dimension."""
        view, found = self.answer.view, self.answer.choices.breakdowns
        options = [
            (code, self.undivided() if code == TOTAL else self.say(f"breakdown.{code}"))
            for code in found
        ]
        dimensions = dict.fromkeys(code.split(".")[0] for code in found if code != TOTAL)
        groups = [
            (self.say(f"dimension.{name}"), [code for code in found if code.startswith(f"{name}.")])
            for name in dimensions
        ]
        named = view.breakdown.split(".")[0]
        role = "" if view.breakdown == TOTAL else f"{self.say(f'dimension.{named}').lower()}: "
        told = self.split(view.breakdown, options, self.say("why.breakdown"))
        return {**told, "groups": self.grouped(groups), "role": role}

    def undivided(self) -> str:
        """Say that there is no breakdown, or what its total is where that has a name."""
        own = f"indicator.{self.card.id}.undivided"
        return self.say(own if self.words.has(own) else "breakdown._t")

    def bases(self) -> list[str]:
        """List what changes may be counted from, in order of time."""
        return sorted(self.answer.choices.bases, key=lambda base: (base != YEAR_BEFORE, base))

    def base(self, base: str) -> str:
        """Say what changes are counted from."""
        if base == YEAR_BEFORE:
            return self.say("period.year_before")
        return periods.short(base, self.lang) if base else self.say("state.missing")

    def measure(self, measure: Measure) -> str:
        """Say a measure; the count is said as what the indicator counts."""
        if measure is Measure.COUNT:
            unit = self.say(f"indicator.{self.card.id}.short")
            return self.say(f"measure.count_{self.card.unit_measure}", unit=unit)
        return self.say(f"measure.{measure}")

    def other(self) -> dict[str, Any]:
        """Tell the other end: all together, the largest, then all by name."""
        view, choices = self.answer.view, self.answer.choices
        together = [code for code in choices.others if code in (WORLD, NOT_NAMED)]
        rest = [code for code in choices.others if code not in (WORLD, NOT_NAMED)]
        named = sorted(
            ((code, self.codes.short(code, self.lang)) for code in rest),
            key=lambda option: (option[0].startswith("_"), option[1]),
        )
        options = [*((code, self.whole(code)) for code in together), *named]
        why = "why.register" if self.kind == "mapped" else "why.counterpart"
        if view.other == WORLD:
            why = "why.whole"
        told = self.control(view.other, options, self.say(why))
        leading = [code for code in choices.leading if code in rest]
        groups = [
            (self.say("choice.leading"), leading),
            (self.say("choice.all"), [code for code, _ in named] if leading else []),
        ]
        name = "ref_area" if self.kind == "mapped" else "counterpart_area"
        role = self.say(f"role.{self.kind}")
        whole = self.kind == "mapped" or view.other in (WORLD, NOT_NAMED)
        return {
            **told,
            "name": name,
            "groups": self.grouped(groups),
            "role": role,
            "idle": bool(told["why"]) and whole,
        }

    def whole(self, code: str) -> str:
        """Say all other ends together, or that there is none."""
        return self.say("whole.none" if code == NOT_NAMED else f"whole.{self.kind}")

    def areas(self) -> dict[str, Any]:
        """Tell which countries are chosen, and how the sentence says it."""
        chosen, focus = self.answer.view.areas, self.codes.focus
        names = joined(map(self.area, chosen), self.lang)
        if chosen == focus:
            said = self.say("areas.all")
        elif len(chosen) <= 3:  # noqa: PLR2004 - more names would break the title's line
            said = self.say("areas.named", names=names)
        elif set(chosen) <= set(focus):
            said = self.say("areas.some", count=len(chosen))
        else:
            said = self.say("areas.many", count=len(chosen))
        mapped = self.kind == "mapped"
        return {
            "name": "counterpart_area" if mapped else "ref_area",
            "value": list(chosen),
            "options": [
                [code, self.codes.name(code, self.lang)]
                for code in focus
                if code in self.answer.choices.areas
            ],
            "more": [[code, self.area(code)] for code in self.more()],
            "more_label": self.say("choice.others"),
            "why": "",
            "says": said,
            "role": self.place(),
            "idle": self.answer.choices.areas == (WORLD,),
        }

    def place(self) -> str:
        """Say how the countries stand to the indicator: in, to, from."""
        own = f"indicator.{self.card.id}.place"
        return self.say(own if self.words.has(own) else f"place.{self.kind}")

    def area(self, code: str) -> str:
        """Name an area of the view; all nationalities together are no country."""
        return self.whole(code) if code == WORLD else self.codes.short(code, self.lang)

    def more(self) -> list[str]:
        """List the other nationalities that can be added: all together, and the largest."""
        if self.kind != "mapped":
            return []
        focus, choices = self.codes.focus, self.answer.choices
        offered = [WORLD, *choices.leading, *self.answer.view.areas]
        known = dict.fromkeys(code for code in offered if code in choices.areas)
        return [code for code in known if code not in focus]


def title(asker: Asker) -> str:
    """Say what an answer shows: indicator, countries, other end, sex, age and breakdown."""
    told = asker.controls()
    areas, other = told["areas"], told["other"]

    def chosen(control: dict[str, Any]) -> str:
        return next((label for code, label in control["options"] if code == control["value"]), "")

    where = "" if areas["idle"] else f"{areas['role']}{areas['says']}"
    parts = [f"{chosen(told['indicator'])}{where}"]
    if not other["idle"]:
        parts.append(f"{other['role']}{chosen(other)}")
    for name in ("sex", "age", "breakdown"):
        if told[name]["value"] != TOTAL:
            parts.append(f"{told[name].get('role', '')}{chosen(told[name])}")
    if not told["measure"]["idle"]:
        parts.append(chosen(told["measure"]))
    return ", ".join(parts)


def definitions_of(answer: Answer) -> tuple[str, ...]:
    """Name what was counted in an answer."""
    return tuple(sorted(name for name in answer.cells["definition"].unique() if name))

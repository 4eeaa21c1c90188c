"""A figure that may be quoted: its number with its key, its period, source, note and citation."""

from collections.abc import Iterable

from babel.lists import format_list
from dash import html
from dash.development.base_component import Component

from data.catalogue import Concept
from data.catalogue.cards import Mapped
from data.quotes import Contrast, Figure, Lack, Quote, is_documented
from data.schema import PARTIAL_PERIOD, PARTIAL_SUM, TOTAL
from data.words import ages, numbers, periods
from layouts.parts.holdings import UNDOCUMENTED, Speaker, cited
from layouts.parts.sentences import small

KEY = ("indicator", "source", "ref_area", "counterpart_area", "sex", "age", "breakdown")
# What is said of a difference in one sentence; who is left out has sentences of its own.
WITHHELD = "withheld"
GROUP = "group."  # of persons whom a survey compares; an indicator of migrants has one beside them
IN_SHORT = ("population_base", "legal_basis", "source_type", "reference_date")


class Quoter(Speaker):
    """Speaks of figures, and numbers the sources that it names."""

    def __init__(self, speaker: Speaker) -> None:
        """Speak as another speaker does, with no source named yet."""
        super().__init__(
            speaker.catalogue, speaker.codes, speaker.words, speaker.lang, speaker.version
        )
        self.notes: list[str] = []

    def note(self, source: str) -> str:
        """Give the numbers of a source's notes; a source that is named anew gets the next one."""
        parts = source.split(".")
        self.notes += [part for part in parts if part not in self.notes]
        return ", ".join(str(self.notes.index(part) + 1) for part in parts)

    def name(self, code: str) -> str:
        """Give the short name of an area."""
        return self.codes.short(code, self.lang)

    def joined(self, parts: Iterable[str]) -> str:
        """Join parts of a sentence."""
        return str(format_list(list(parts), locale=self.lang))

    def when(self, figure: Figure) -> str:
        """Say the period of a figure as it stands in a sentence, with the months that it has."""
        reference = self.catalogue.definitions[figure.definition].reference_date
        said = periods.said(figure.time_period, reference, self.words, self.lang)
        if PARTIAL_PERIOD not in figure.flags:
            return said
        months = periods.months_said(periods.months_of(" ".join(figure.flags)), self.lang)
        return self.say("period.partial", period=said, months=months)

    def counted(self, figure: Figure) -> str:
        """Say what a figure counts."""
        return self.say(f"definition.{figure.definition}.counted")

    def value(self, figure: Figure) -> str:
        """Write the value of a figure in full, with the unit where that is not persons."""
        card = self.catalogue.indicators[figure.indicator]
        if card.unit_measure == "usd":
            said = numbers.money(figure.obs_value, self.words, self.lang)
        else:
            said = numbers.full(figure.obs_value, self.lang, card.decimals)
            if card.unit_measure != "persons":
                unit = self.say(f"unit.{card.unit_measure}")
                said = self.say(f"amount.{card.unit_measure}", number=said, unit=unit)
        return said + self.mark(figure)

    def number(self, figure: Figure) -> str:
        """Write the value of a figure in full, without a unit."""
        card = self.catalogue.indicators[figure.indicator]
        return numbers.full(figure.obs_value, self.lang, card.decimals) + self.mark(figure)

    def mark(self, figure: Figure) -> str:
        """Give the mark of a figure that lacks something; empty for others."""
        return self.say("number.mark") if self.is_marked(figure) else ""

    def in_words(self, figure: Figure) -> str:
        """Write the value of a figure with its unit, as it is cited."""
        card = self.catalogue.indicators[figure.indicator]
        said = self.value(figure)
        if card.unit_measure != "persons":
            return said
        return self.say("country.value_of", value=said, unit=self.say("unit.persons"))

    def is_marked(self, figure: Figure) -> bool:
        """Tell whether a figure has a mark wherever it is written."""
        return any(self.catalogue.flags[flag].marked for flag in figure.flags)

    def remarks(self, figure: Figure) -> list[str]:
        """Say what must be known of a figure: its flags, its status, what came later."""
        unsaid = WITHHELD if figure.lacks else ""  # the map says why a unit is left out
        flags = [flag for flag in figure.flags if not flag.startswith("has_") and flag != unsaid]
        said = [self.flag(figure, flag) for flag in flags]
        if figure.obs_status != "A":
            said.append(self.say(f"status.{figure.obs_status.lower()}"))
        if figure.silent:
            spans = [figure.silent[0], *figure.silent[1:][-1:]]
            told = "–".join(self.period(each) for each in spans)
            said.append(self.say("country_table.silent", periods=told))
        if figure.cut:
            said.append(self.say("country_table.cut", period=self.period(figure.cut)))
        return [f"{each[:1].upper()}{each[1:]}." for each in said]

    def flag(self, figure: Figure, flag: str) -> str:
        """Say a flag of a figure; a partial sum names the units that it lacks."""
        if flag != PARTIAL_SUM or not figure.lacks:
            return self.say(f"flag.{flag}")
        return self.say("country_table.lacks", units=self.joined(map(self.name, figure.lacks)))

    def citation(self, quote: Quote, country: str) -> str:
        """Write a figure with all that it takes to cite it."""
        figure = quote.figure
        sources = [self.citation_of(part) for part in figure.source.split(".")]
        return self.say(
            "country.citation",
            country=self.codes.name(country, self.lang),
            concept=self.alone(quote.concept, self.title(quote)),
            value=self.in_words(figure),
            period=self.when(figure),
            counted=" ".join([self.counted(figure).rstrip(".") + ".", *self.remarks(figure)])[:-1],
            citation=" ".join(sources),
            version=self.version,
        )

    def title(self, quote: Quote, *, of_each: bool = False) -> str:
        """Name what a quote is about, of whom it is a part, and whose nationals it counts.

        Where several indicators answer a concept, it is named by its own.

        Args:
            quote: the quote.
            of_each: whether the name is of a line in which each country has its own figure.
        """
        said = self.say(f"quote.{quote.concept.id}.name")
        if len({line.indicator for line in quote.concept.lines}) > 1:
            said = self.say(f"indicator.{quote.figure.indicator}.name")
        figure = quote.figure
        parts = [] if figure.breakdown == TOTAL else [self.part(quote)]
        told = [*self.whose(quote, of_each=of_each), *parts]
        sexes = [] if figure.sex == TOTAL else [self.say(f"sex.{figure.sex.lower()}")]
        if figure.breakdown.startswith(GROUP):
            said = ", ".join([self.say(f"indicator.{figure.indicator}.of_group"), *sexes])
        else:
            told = [*told, *sexes]
        return self.say("country.part_of", concept=said, part=", ".join(told)) if told else said

    def whose(self, quote: Quote, *, of_each: bool) -> list[str]:
        """Say whose nationals a register of a route counts, where the country is not its keeper."""
        is_route = self.catalogue.indicators[quote.line.indicator].route
        if quote.line.country == Mapped.REF_AREA or not is_route:
            return []
        if of_each:
            return [self.say("country.each_nationality")]
        country = self.name(quote.figure.counterpart_area)
        return [self.say("country.of_nationality", country=country)]

    def part(self, quote: Quote) -> str:
        """Name the part that a quote is about as it stands in a sentence, as its source does."""
        figure = quote.figure
        if figure.breakdown == TOTAL:
            concept = self.catalogue.definitions[figure.definition].concept
            return self.say(f"fact.concept.{concept}")
        own = f"breakdown_of.{figure.source}.{figure.breakdown}"
        return small(self.say(own if self.words.has(own) else f"breakdown.{figure.breakdown}"))

    def alone(self, concept: Concept, title: str) -> str:
        """Name a concept where it stands alone: what is part of a line above, by its indicator."""
        if title.startswith("…") and concept.lines:
            return self.say(f"indicator.{concept.lines[0].indicator}.name")
        return title

    def age(self, code: str) -> str:
        """Say an age."""
        return ages.said(code, self.words, self.lang)


def keys(figure: Figure) -> dict[str, str]:
    """Give the attributes by which a number on the page is found in the tables."""
    told = {f"data-{name.replace('_', '-')}": getattr(figure, name) for name in KEY}
    return {**told, "data-period": figure.time_period, "data-value": plain(figure.obs_value)}


def plain(value: float) -> str:
    """Write a value as the tables have it.

    >>> plain(54175.0), plain(0.0266)
    ('54175', '0.0266')
    """
    return str(int(value)) if value.is_integer() else repr(value)


def number(quoter: Quoter, figure: Figure, said: str = "") -> html.Span:
    """Write a number that carries its key."""
    return html.Span(said or quoter.value(figure), className="quoted", **keys(figure))


def source_note(quoter: Quoter, source: str) -> html.Sup:
    """Refer to the note of a source."""
    return html.Sup(quoter.note(source), className="note-number")


def to_card(quoter: Quoter, indicator: str) -> html.A:
    """Lead from a chart to the card of its indicator; on paper it leads nowhere and is left out."""
    said = quoter.say("browser.card")
    name = quoter.say(f"indicator.{indicator}.name")
    return html.A(
        said,
        href=f"/data?lang={quoter.lang}#{indicator}",
        className="to-card",
        **{"aria-label": f"{said}: {name}"},
    )


def lacking(quoter: Quoter, lack: Lack) -> html.Li:
    """Say that a concept has no figure, and whose it would be."""
    concept = quoter.alone(lack.concept, quoter.say(f"quote.{lack.concept.id}.name"))
    if not lack.sources:
        whom = quoter.say(f"quote.{lack.concept.id}.whom")
        return html.Li(quoter.say("country_lack.none", concept=concept, whom=whom))
    names = quoter.joined(dict.fromkeys(quoter.source(each) for each in lack.sources))
    return html.Li(quoter.say("country_lack.source", concept=concept, sources=names))


def why(quoter: Quoter, contrast: Contrast) -> str:
    """Say why two figures that are taken for one thing differ, from their definitions."""
    return f"{reasons(quoter, contrast)} {of_one_period(quoter, contrast)}".rstrip()


def of_one_period(quoter: Quoter, contrast: Contrast) -> str:
    """Say what one source has of the period of the other: what differs then is not the date."""
    same = contrast.beside
    if same is None:
        return ""
    other = contrast.of_period(same.time_period)
    names = {"source": quoter.source(same.source), "other": quoter.source(other.source)}
    key = "same_period" if contrast.is_more_than_date else "same_period_equal"
    period = quoter.period(same.time_period)
    return quoter.say(f"country_why.{key}", period=period, value=quoter.in_words(same), **names)


def reasons(quoter: Quoter, contrast: Contrast) -> str:
    """Say what two figures that are taken for one thing count, and in what they differ."""
    first, second = contrast.first.figure, contrast.second.figure
    said = {}
    for name, figure in (("first", first), ("second", second)):
        said[f"{name}_source"] = quoter.source(figure.source)
        said[f"{name}_value"] = quoter.in_words(figure)
        said[f"{name}_period"] = quoter.when(figure)
        said[f"{name}_counted"] = small(quoter.counted(figure))
    if not contrast.facts:
        key = "alike" if contrast.of_one_period else "alike_period"
        return quoter.say(f"country_why.{key}", **said)
    if contrast.of_one_period and first.obs_value == second.obs_value:
        said = {name: said[name] for name in ("first_source", "second_source", "first_value")}
        return quoter.say("country_why.equal", **said)
    if not is_documented(contrast, quoter.catalogue):
        concept = quoter.catalogue.definitions[first.definition].concept
        key = "not_stated" if contrast.of_one_period else "not_stated_period"
        key = "not_stated_source" if contrast.is_more_than_date else key
        said["counted"] = quoter.say(f"fact.concept.{concept}")
        return quoter.say(f"country_why.{key}", **said)
    return quoter.say("country_why.sentence", **said, facts=facts_said(quoter, contrast))


def facts_said(quoter: Quoter, contrast: Contrast) -> str:
    """Say the facts in which two definitions differ, those that both documents state."""
    one, other = (
        quoter.catalogue.definitions[each.figure.definition]
        for each in (contrast.first, contrast.second)
    )
    told = []
    for fact in IN_SHORT:
        pair = (getattr(one, fact), getattr(other, fact))
        if fact not in contrast.facts or UNDOCUMENTED in pair:
            continue
        first, second = (quoter.say(f"fact.{fact}.{each}") for each in pair)
        name = quoter.say(f"fact_name.{fact}").lower()
        told.append(quoter.say("country_why.fact", name=name, first=first, second=second))
    return quoter.say("country_why.facts", facts=quoter.joined(told)) if told else ""


def notes(quoter: Quoter) -> html.Ol:
    """List the sources that the page named, in the order of their numbers."""
    return html.Ol(
        [
            html.Li([html.Span(f"{at}. ", className="note-at"), cited(each, quoter)])
            for at, each in enumerate(quoter.notes, 1)
        ],
        className="notes",
    )


def blocks(*found: Component | None) -> list[Component]:
    """Keep the parts of a page that there are."""
    return [each for each in found if each is not None]

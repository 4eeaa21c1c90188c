"""Figures of several countries side by side: a row a question, and why another has no place in it.

A question is one indicator, one part of it, one sex and one other end, whatever office answers.
Two figures stand side by side where their definitions count the same concept in the same
population.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.catalogue import Catalogue
from data.country import Section
from data.quotes import Quote
from data.schema import NOT_NAMED, WORLD

Question = tuple[str, str, str, str, str]
Sense = tuple[str, str]
Answers = tuple[tuple[Quote, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One question to some countries.

    Attributes:
        lead: the figure that the row is named by.
        shown: by country, the figures that count the same thing as that one.
        apart: by country without such a figure, those that answer in another sense or of another
            group, and stand beside none of another country.
    """

    lead: Quote
    shown: Answers
    apart: Answers


def question_of(quote: Quote) -> Question:
    """Name the question that a figure answers: indicator, part, country's end, other end, sex.

    All other ends are one, whether a source adds them up or never names them.
    """
    figure = quote.figure
    own = quote.line.country
    other = figure.counterpart_area if own == "ref_area" else figure.ref_area
    end = WORLD if other == NOT_NAMED else other
    return figure.indicator, figure.breakdown, own, end, figure.sex


def sense_of(quote: Quote, catalogue: Catalogue) -> Sense:
    """Say what a figure counts: its definition's concept, and in which population."""
    definition = catalogue.definitions[quote.figure.definition]
    return definition.concept, definition.population_base


def rows(parts: Sequence[Section], catalogue: Catalogue) -> list[Row]:
    """Put the figures of a section side by side, in the order of the catalogue.

    Args:
        parts: the section of each country.
        catalogue: the concepts and their lines, and what definitions say.
    """
    order = {
        (concept.id, line): at
        for at, (concept, line) in enumerate(
            (concept, line) for concept in catalogue.quotes.values() for line in concept.lines
        )
    }
    every = sorted(
        (each for part in parts for each in part.quotes),
        key=lambda each: order[each.concept.id, each.line],
    )
    told: list[tuple[Question, Answers]] = []
    for question in dict.fromkeys(map(question_of, every)):
        found = tuple(
            tuple(each for each in part.quotes if question_of(each) == question) for part in parts
        )
        told += [(question, shown) for shown in senses(found, catalogue)]
    beside = {
        each
        for _, shown in told
        if len(list(filter(None, shown))) > 1
        for own in shown
        for each in own
    }
    return [
        Row(
            lead=next(each for own in shown for each in own),
            shown=shown,
            apart=tuple(
                ()
                if own
                else tuple(
                    each for each in part.quotes if each not in beside and is_near(each, question)
                )
                for own, part in zip(shown, parts, strict=True)
            ),
        )
        for question, shown in told
    ]


def is_near(quote: Quote, question: Question) -> bool:
    """Tell whether a figure is of what is asked, in another sense or of another group."""
    indicator, _, *ends_and_sex = question
    found = question_of(quote)
    return (found[0], *found[2:]) == (indicator, *ends_and_sex)


def senses(found: Answers, catalogue: Catalogue) -> Iterator[Answers]:
    """Split the answers to one question by what they count, a row each: no figure is left out."""
    told = [each for own in found for each in own]
    for sense in dict.fromkeys(sense_of(each, catalogue) for each in told):
        yield tuple(
            tuple(each for each in own if sense_of(each, catalogue) == sense) for own in found
        )

"""Two or three countries side by side: figures that count the same thing, else the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from data import beside
from data.beside import Row
from data.country import Country, Section, Series
from data.quotes import Quote
from data.schema import TOTAL
from layouts.parts import country_charts as charts
from layouts.parts import country_sections as single
from layouts.parts import differences, projected
from layouts.parts.lettered import Lettered
from layouts.parts.quoted import Quoter, blocks, keys, lacking, source_note, to_card
from layouts.parts.quoted_table import copying
from layouts.parts.sentences import small


def sections(quoter: Quoter, countries: Sequence[Country]) -> Iterator[Component]:
    """Lay out the sections of the page, the same questions to each country."""
    first = countries[0]
    for name, own in first.sections.items():
        parts = [each.sections[name] for each in countries]
        if not any(part.quotes for part in parts):
            lacks = [lacking(quoter, lack) for lack in own.lacks]
            yield single.card(quoter, name, html.Ul(lacks, className="lacks"), kind="is-wide")
            continue
        yield single.card(
            quoter,
            name,
            table(quoter, countries, parts),
            series(quoter, countries, parts),
            kind="is-wide",
        )
        if name == "numbers":
            yield from ends(quoter, countries)
            yield columns(quoter, "pyramid", [ages(quoter, each) for each in countries])


def table(quoter: Quoter, countries: Sequence[Country], parts: Sequence[Section]) -> html.Table:
    """Lay out one line a question: one column a country, then who is counted."""
    names = [quoter.name(each.code) for each in countries]
    return html.Table(
        [
            html.Thead(
                html.Tr(
                    [
                        html.Th(
                            quoter.say("country_table.concept"), scope="col", className="concept"
                        ),
                        *(html.Th(name, scope="col", className="value") for name in names),
                        html.Th(
                            quoter.say("country_table.counted"), scope="col", className="counted"
                        ),
                    ]
                )
            ),
            html.Tbody(list(lines(quoter, names, beside.rows(parts, quoter.catalogue)))),
        ],
        className="country-numbers compare-table",
        **{"data-testid": "country-compared"},
    )


def lines(quoter: Quoter, names: Sequence[str], rows: Sequence[Row]) -> Iterator[html.Tr]:
    """Lay out all questions; what is known of several lines, or of two in a row, is said once."""
    remarks = [each for row in rows for each in remarks_of(quoter, row)]
    lettered = Lettered(quoter, remarks)
    above = ""
    for row in rows:
        said = counted(quoter, row)
        yield line(quoter, row, said if said != above else "", lettered, names)
        above = said


def remarks_of(quoter: Quoter, row: Row) -> list[str]:
    """List what must be known of the figures of a line: of all of them, then of each alone."""
    told = [each for own in row.shown for each in own]
    shared = remarks_of_all(quoter, told)
    return [" ".join(shared), *(alone(quoter, each, shared) for each in told)]


def alone(quoter: Quoter, quote: Quote, shared: Sequence[str]) -> str:
    """Say what must be known of one figure of a line, and not of all."""
    return " ".join(each for each in quoter.remarks(quote.figure) if each not in shared)


def line(quoter: Quoter, row: Row, who: str, lettered: Lettered, names: Sequence[str]) -> html.Tr:
    """Lay out one question; the source stands with the question where there is but one.

    Args:
        quoter: says it.
        row: the question.
        who: is counted; empty where it is said in the line above.
        lettered: says what must be known of figures.
        names: of the countries.
    """
    told = [each for own in row.shown for each in own]
    sources = dict.fromkeys(each.figure.source for each in told)
    apart = [each for own in row.apart for each in own]
    title = quoter.title(row.lead, of_each=True)
    if {each.concept.id for each in (*told, *apart)} != {row.lead.concept.id}:
        title = quoter.say(f"indicator.{row.lead.figure.indicator}.name")
    link = to_card(quoter, row.lead.figure.indicator)
    of_one = named(quoter, *sources).children if len(sources) == 1 else []
    shared = remarks_of_all(quoter, told)
    known = lettered.said(" ".join(shared))
    return html.Tr(
        [
            html.Th(
                [title, html.Small([*of_one, link])],
                scope="row",
                className="concept",
            ),
            *(
                cell(quoter, row.lead, own, other, Manner(name, len(sources) > 1, shared, lettered))
                for name, own, other in zip(names, row.shown, row.apart, strict=True)
            ),
            html.Td(
                [
                    html.Div(who or quoter.say("country_table.same")),
                    *([html.Div(known, className="remark")] if known else []),
                ],
                className="counted",
            ),
        ],
        className="" if who else "is-same",
    )


def remarks_of_all(quoter: Quoter, told: Sequence[Quote]) -> list[str]:
    """Give what must be known of every figure of a line: it is said once."""
    every = [quoter.remarks(each.figure) for each in told]
    return [each for each in every[0] if all(each in own for own in every)] if every[1:] else []


def counted(quoter: Quoter, row: Row) -> str:
    """Say who is counted in a line: once where all figures count alike, else of each."""
    told: dict[str, list[str]] = {}
    for own in row.shown:
        for each in own:
            name = quoter.name(country_of(each))
            whose = name if len(own) == 1 else quoter.source(each.figure.source)
            told.setdefault(quoter.counted(each.figure), []).append(whose)
    if len(told) == 1:
        return f"{next(iter(told)).rstrip('.')}."
    return " ".join(
        quoter.say(
            "country_compare.counts",
            names=quoter.joined(dict.fromkeys(names)),
            counted=small(said.rstrip(".")),
        )
        for said, names in told.items()
    )


def country_of(quote: Quote) -> str:
    """Give the country that a figure is quoted for: it may stand at either end."""
    return str(getattr(quote.figure, quote.line.country))


def named(quoter: Quoter, source: str) -> html.Small:
    """Name a source, with its note."""
    return html.Small([quoter.source(source), source_note(quoter, source)])


@dataclass(frozen=True, slots=True)
class Manner:
    """How the figures of one country in a line are told.

    Attributes:
        country: its name, for those whose screen has no room for a head of each column.
        with_source: whether each names its source.
        shared: what must be known of all of them, which is said beside them.
        lettered: says what must be known of one.
    """

    country: str
    with_source: bool
    shared: Sequence[str]
    lettered: Lettered


def cell(
    quoter: Quoter, lead: Quote, shown: Sequence[Quote], apart: Sequence[Quote], manner: Manner
) -> html.Td:
    """Lay out the answer of one country; a figure of another thing gives way to the reason."""
    whose = {"data-country": manner.country}
    if shown:
        told = [answer(quoter, lead, each, manner) for each in shown]
        return html.Td(told, className="value", **whose)
    if apart:
        return html.Td(reason(quoter, lead, apart), className="value is-apart", **whose)
    return html.Td(quoter.say("country_compare.none"), className="value is-none", **whose)


def reason(quoter: Quoter, lead: Quote, apart: Sequence[Quote]) -> str:
    """Say why figures have no place beside another: of other groups, or the facts that differ.

    Each such figure has a line of its own; the source that it is of is named where their reasons
    are not the same.
    """
    same = [each for each in apart if each.figure.breakdown == lead.figure.breakdown]
    if not same:
        groups = quoter.joined(dict.fromkeys(part(quoter, each) for each in apart))
        return quoter.say("country_compare.other_part", parts=groups, own=part(quoter, lead))
    definitions = quoter.catalogue.definitions
    above = definitions[lead.figure.definition]
    told: dict[str, list[str]] = {}
    for each in same:
        facts = differences.apart(quoter, definitions[each.figure.definition], above)
        told.setdefault(facts, []).append(quoter.source(each.figure.source))
    alone = len(told) == 1
    said = [
        facts
        if alone
        else quoter.say(
            "country_compare.of_source", sources=quoter.joined(dict.fromkeys(of)), facts=facts
        )
        for facts, of in told.items()
    ]
    return quoter.say("country_compare.not_alike", facts=". ".join(said))


def part(quoter: Quoter, quote: Quote) -> str:
    """Name what a figure is of where others are of one kind of it: of all kinds, or of its own."""
    said = quoter.part(quote)
    whole = quote.figure.breakdown == TOTAL
    return quoter.say("country_compare.of_all", concept=said) if whole else said


def answer(quoter: Quoter, lead: Quote, quote: Quote, manner: Manner) -> html.Div:
    """Lay out one figure, with its period, a copy, and what must be known of it alone."""
    figure = quote.figure
    other = figure.time_period != lead.figure.time_period
    notes = manner.lettered.said(alone(quoter, quote, manner.shared))
    return html.Div(
        [
            html.Span(quoter.value(figure), className="quoted"),
            html.Small(
                [
                    html.Span(quoter.when(figure), className="other-period" if other else ""),
                    " ",
                    copying(quoter, quote, country_of(quote)),
                ]
            ),
            *([named(quoter, figure.source)] if manner.with_source else []),
            *([html.Small(notes, className="remark")] if notes else []),
            *projected.note(quoter, figure),
        ],
        **keys(figure),
    )


def series(
    quoter: Quoter, countries: Sequence[Country], parts: Sequence[Section]
) -> Component | None:
    """Draw the series of a section, one column a country, on one scale a question."""
    own: dict[str, list[Series | None]] = {}
    for place, part in enumerate(parts):
        for each in part.series:
            own.setdefault(each.concept.id, [None] * len(parts))[place] = each
    short = [{each.concept.id: each for each in part.undrawn} for part in parts]
    rows = [
        html.Div(
            [
                drawn(quoter, countries[at], each, top(row))
                if each
                else undrawn(quoter, countries[at], short[at].get(concept))
                for at, each in enumerate(row)
            ]
        )
        for concept, row in own.items()
    ]
    for row in rows:
        row.className = "compare-row"
    return html.Div(rows, className="compare-series") if rows else None


def top(row: Sequence[Series | None]) -> float:
    """Give the highest value of a row of series."""
    return max(each.obs_value for own in row if own for each in own.figures)


def drawn(quoter: Quoter, country: Country, own: Series, most: float) -> html.Div:
    """Draw one country's series."""
    return html.Div([html.H3(quoter.name(country.code)), charts.lines(quoter, own, most)])


def undrawn(quoter: Quoter, country: Country, own: Series | None) -> html.Div:
    """Say why a country has no series: no figure, one alone, or zeros."""
    said = quoter.say("country_compare.none")
    if own and len(own.figures) == 1:
        said = quoter.say("country_compare.one_figure", period=quoter.when(own.figures[0]))
    elif own:
        ends = {"first": own.figures[0].time_period, "last": own.figures[-1].time_period}
        told = {name: quoter.period(period) for name, period in ends.items()}
        said = quoter.say("country_compare.all_zero", **told)
    return html.Div([html.H3(quoter.name(country.code)), html.P(said, className="lacks")])


def ends(quoter: Quoter, countries: Sequence[Country]) -> Iterator[Component]:
    """Lay out ranked ends side by side."""
    for name in countries[0].tops:
        found = [single.top(quoter, name, each.tops[name]) for each in countries]
        for each, one in zip(countries, found, strict=True):
            one.children[0].children = quoter.name(each.code)  # the card says what it is of
        yield html.Section(
            [
                html.H2(quoter.say(f"country_ends.{name}")),
                html.Div(found, className="compare-row"),
            ],
            className="country-card is-wide",
            id=f"section-{name}",
            **{"data-section": name},
        )


def columns(quoter: Quoter, name: str, found: Sequence[Component]) -> Component:
    """Lay out one card a country, side by side."""
    return single.card(quoter, name, html.Div(list(found), className="compare-row"), kind="is-wide")


def ages(quoter: Quoter, country: Country) -> html.Div:
    """Lay out one country's persons by sex and age."""
    source = quoter.say("quote.born_abroad.whom")
    empty = html.P(quoter.say("country_lack.pyramid", source=source), className="lacks")
    body = charts.pyramid(quoter, country.pyramid) if country.pyramid else empty
    return html.Div(blocks(html.H3(quoter.name(country.code)), body))

"""Two or three countries side by side: figures that count the same thing, else the reason."""

from collections.abc import Iterator, Sequence

from dash import html
from dash.development.base_component import Component

from data import beside
from data.beside import Row
from data.country import Country, Section, Series
from data.quotes import Quote
from layouts.parts import country_charts as charts
from layouts.parts import country_sections as single
from layouts.parts import differences
from layouts.parts.quoted import Quoter, blocks, keys, lacking, source_note, to_card


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
    """Lay out one line a question, one column a country."""
    return html.Table(
        [
            html.Thead(
                html.Tr(
                    [
                        html.Th(quoter.say("country_table.concept"), scope="col"),
                        *(
                            html.Th(quoter.name(each.code), scope="col", className="value")
                            for each in countries
                        ),
                    ]
                )
            ),
            html.Tbody([line(quoter, each) for each in beside.rows(parts, quoter.catalogue)]),
        ],
        className="country-numbers compare-table",
        **{"data-testid": "country-compared"},
    )


def line(quoter: Quoter, row: Row) -> html.Tr:
    """Lay out one question; the source stands with the question where there is but one."""
    told = [each for own in row.shown for each in own]
    sources = dict.fromkeys(each.figure.source for each in told)
    apart = [each for own in row.apart for each in own]
    title = quoter.title(row.lead, of_each=True)
    if {each.concept.id for each in (*told, *apart)} != {row.lead.concept.id}:
        title = quoter.say(f"indicator.{row.lead.figure.indicator}.name")
    link = to_card(quoter, row.lead.figure.indicator)
    of_one = named(quoter, *sources).children if len(sources) == 1 else []
    return html.Tr(
        [
            html.Th(
                [title, html.Small([*of_one, link])],
                scope="row",
                className="concept",
            ),
            *(
                cell(quoter, row.lead, own, other, with_source=len(sources) > 1)
                for own, other in zip(row.shown, row.apart, strict=True)
            ),
        ]
    )


def named(quoter: Quoter, source: str) -> html.Small:
    """Name a source, with its note."""
    return html.Small([quoter.source(source), source_note(quoter, source)])


def cell(
    quoter: Quoter,
    lead: Quote,
    shown: Sequence[Quote],
    apart: Sequence[Quote],
    *,
    with_source: bool,
) -> html.Td:
    """Lay out the answer of one country; a figure of another thing gives way to the reason."""
    if shown:
        told = [answer(quoter, lead, each, with_source=with_source) for each in shown]
        return html.Td(told, className="value")
    if apart:
        return html.Td(reason(quoter, lead, apart), className="value is-apart")
    return html.Td(quoter.say("country_compare.none"), className="value is-none")


def reason(quoter: Quoter, lead: Quote, apart: Sequence[Quote]) -> str:
    """Say why figures have no place beside another: of other groups, or the facts that differ.

    Each such figure has a line of its own; the source that it is of is named where their reasons
    are not the same.
    """
    same = [each for each in apart if each.figure.breakdown == lead.figure.breakdown]
    if not same:
        groups = quoter.joined(dict.fromkeys(map(quoter.part, apart)))
        return quoter.say("country_compare.other_part", parts=groups)
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


def answer(quoter: Quoter, lead: Quote, quote: Quote, *, with_source: bool) -> html.Div:
    """Lay out one figure, with its period and what must be known of it."""
    figure = quote.figure
    other = figure.time_period != lead.figure.time_period
    notes = quoter.remarks(figure)
    return html.Div(
        [
            html.Span(quoter.value(figure), className="quoted"),
            html.Small(quoter.when(figure), className="other-period" if other else ""),
            *([named(quoter, figure.source)] if with_source else []),
            *([html.Small(" ".join(notes), className="remark")] if notes else []),
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
    rows = [
        html.Div([drawn(quoter, countries[at], each, top(row)) for at, each in enumerate(row)])
        for row in own.values()
    ]
    for row in rows:
        row.className = "compare-row"
    return html.Div(rows, className="compare-series") if rows else None


def top(row: Sequence[Series | None]) -> float:
    """Give the highest value of a row of series."""
    return max(each.obs_value for own in row if own for each in own.figures)


def drawn(quoter: Quoter, country: Country, own: Series | None, most: float) -> html.Div:
    """Draw one country's series, or say that there is none."""
    body = charts.lines(quoter, own, most) if own else None
    empty = html.P(quoter.say("country_compare.none"), className="lacks")
    shown = empty if body is None else body
    return html.Div([html.H3(quoter.name(country.code)), shown])


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

"""Two or three countries side by side: figures that count the same thing, else the reason."""

from collections.abc import Iterator, Sequence

from dash import html
from dash.development.base_component import Component

from data.country import Country, Section, Series
from data.quotes import Quote
from layouts.parts import country_charts as charts
from layouts.parts import country_sections as single
from layouts.parts.quoted import Quoter, blocks, keys, lacking, small, source_note


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
    found = [{key_of(each): each for each in part.quotes} for part in parts]
    order = list(dict.fromkeys(key for own in merged(parts, quoter) for key in [own]))
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
            html.Tbody([line(quoter, [own.get(key) for own in found]) for key in order]),
        ],
        className="country-numbers compare-table",
        **{"data-testid": "country-compared"},
    )


Key = tuple[str, str, str]


def key_of(quote: Quote) -> Key:
    """Name the question that a quote answers: concept, indicator and source."""
    return quote.concept.id, quote.figure.indicator, quote.figure.source


def merged(parts: Sequence[Section], quoter: Quoter) -> list[Key]:
    """List the questions that any country has an answer to, in the order of the catalogue."""
    there = {key_of(each) for part in parts for each in part.quotes}
    return [
        key
        for concept in quoter.catalogue.quotes.values()
        for each in concept.lines
        if (key := (concept.id, each.indicator, each.source)) in there
    ]


def line(quoter: Quoter, quotes: Sequence[Quote | None]) -> html.Tr:
    """Lay out one question; a figure that counts another thing gives way to the reason."""
    first = next(each for each in quotes if each is not None)
    return html.Tr(
        [
            html.Th(
                [
                    quoter.title(first),
                    html.Small(
                        [
                            quoter.source(first.figure.source),
                            source_note(quoter, first.figure.source),
                        ]
                    ),
                ],
                scope="row",
                className="concept",
            ),
            *(cell(quoter, first, each) for each in quotes),
        ]
    )


def cell(quoter: Quoter, first: Quote, quote: Quote | None) -> html.Td:
    """Lay out the answer of one country."""
    if quote is None:
        return html.Td(quoter.say("country_compare.none"), className="value is-none")
    if not is_alike(quoter, first, quote):
        counted = small(quoter.counted(quote.figure))
        reason = quoter.say("country_compare.not_alike", facts=counted)
        return html.Td(reason, className="value is-apart")
    figure = quote.figure
    other = figure.time_period != first.figure.time_period
    notes = quoter.remarks(figure)
    return html.Td(
        [
            html.Span(quoter.value(figure), className="quoted"),
            html.Small(quoter.when(figure), className="other-period" if other else ""),
            *([html.Small(" ".join(notes), className="remark")] if notes else []),
        ],
        className="value",
        **keys(figure),
    )


def is_alike(quoter: Quoter, first: Quote, other: Quote) -> bool:
    """Tell whether two figures count the same thing."""
    one, two = (quoter.catalogue.definitions[e.figure.definition] for e in (first, other))
    return one.concept == two.concept and one.population_base == two.population_base


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
    return html.Div([html.H4(quoter.name(country.code)), shown])


def ends(quoter: Quoter, countries: Sequence[Country]) -> Iterator[Component]:
    """Lay out ranked ends side by side."""
    for name in countries[0].tops:
        found = [single.top(quoter, name, each.tops[name]) for each in countries]
        named = [
            html.Div([html.H4(quoter.name(each.code)), one])
            for each, one in zip(countries, found, strict=True)
        ]
        yield html.Section(
            [html.Div(named, className="compare-row")],
            className="country-card is-wide",
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
    return html.Div(blocks(html.H4(quoter.name(country.code)), body))

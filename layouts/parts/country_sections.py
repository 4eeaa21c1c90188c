"""The parts of a country page, each a card: figures, charts, and what is missing."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from data.country import Country, Section, Top
from layouts.ids import Country as Id
from layouts.parts import country_charts as charts
from layouts.parts import quoted, quoted_table
from layouts.parts.quoted import Quoter, blocks

# Two columns of about the same height, the pyramid where AGES stands; the second pair where there
# is more of work and education than of asylum and routes.
AGES = "pyramid"
COLUMNS = ((AGES, "asylum", "routes"), ("remittances", "internal", "labour"))
WITH_LONG_LABOUR = (("labour", "asylum"), (AGES, "internal", "remittances", "routes"))
WIDE = "development"


def card(
    quoter: Quoter, name: str, *children: Component | None, kind: str = "", heading: str = ""
) -> html.Section:
    """Lay out a part of the page under its heading, which is its own unless another is given."""
    return html.Section(
        [html.H2(heading or quoter.say(f"country_section.{name}")), *blocks(*children)],
        className=f"country-card {kind}".strip(),
        id=f"section-{name}",
        **{"data-section": name},
    )


def numbers(quoter: Quoter, country: Country) -> html.Section:
    """Lay out the numbers to quote, and what is missing among them."""
    own = country.sections["numbers"]
    name = quoter.name(country.code)
    caption = quoter.say(
        "country_table.caption", name=name, section=quoter.say("country_section.numbers")
    )
    return card(
        quoter,
        "numbers",
        html.P(quoter.say("country.about"), className="about"),
        quoted_table.table(quoter, own.quotes, country.code, Id.NUMBERS, caption),
        lacks(quoter, own),
        kind="is-numbers",
    )


def lacks(quoter: Quoter, section: Section) -> html.Ul | None:
    """List what a section has no figure of."""
    if not section.lacks:
        return None
    return html.Ul([quoted.lacking(quoter, each) for each in section.lacks], className="lacks")


def why(quoter: Quoter, section: Section) -> html.Div | None:
    """Say why figures that are taken for one thing differ."""
    if not section.contrasts:
        return None
    said = [html.P(quoted.why(quoter, each)) for each in section.contrasts]
    heading = html.H3(quoter.say("country_section.why"))
    return html.Div([heading, *said], className="why")


def ends(quoter: Quoter, country: Country) -> html.Section | None:
    """Lay out where persons come from and go to."""
    tops = country.tops
    if not tops:
        return None
    return card(
        quoter,
        "ends",
        html.Div([top(quoter, name, each) for name, each in tops.items()], className="tops"),
        kind="is-wide",
    )


def flow(quoter: Quoter, country: Country) -> html.Section | None:
    """Lay out the largest moves into a country and out of it, and the way to all of them."""
    drawn = charts.flow(quoter, country.tops.get("origins"), country.tops.get("destinations"))
    if drawn is None:
        return None
    query = urlencode(
        {
            "indicator": "migrant_stock",
            "ref_area": country.code,
            "counterpart_area": country.code,
            "direction": "all",
            "show": "sankey",
            "lang": quoter.lang,
        }
    )
    link = html.A(quoter.say("country.to_flows"), href=f"/flows?{query}", className="plain")
    ways = html.Div([link, quoted.to_card(quoter, "migrant_stock")], className="flow-ways")
    return card(quoter, "flow", drawn, ways, kind="is-flow")


def top(quoter: Quoter, name: str, found: Top | None) -> Component:
    """Lay out ranked ends, or say that there are none."""
    if found is not None and found.bars:
        return charts.ranked(quoter, found)
    source = quoter.say(
        "quote.born_abroad.whom" if name in ("origins", "destinations") else "quote.displaced.whom"
    )
    return html.Section(
        [
            html.H3(quoter.say(f"country_ends.{name}")),
            html.P(quoter.say("country_lack.top", source=source), className="lacks"),
        ],
        className="country-card top",
        **{"data-list": name},
    )


def evolution(quoter: Quoter, country: Country) -> html.Section | None:
    """Lay out the series of the numbers to quote."""
    series = country.sections["numbers"].series
    if not series:
        return None
    drawn = [charts.lines(quoter, each) for each in series]
    return card(quoter, "series", html.Div(drawn, className="series-row"), kind="is-wide")


def ages(quoter: Quoter, country: Country) -> html.Section:
    """Lay out persons by sex and age, or say that there are none."""
    if country.pyramid is not None:
        return card(quoter, "pyramid", charts.pyramid(quoter, country.pyramid))
    said = quoter.say("country_lack.pyramid", source=quoter.say("quote.born_abroad.whom"))
    return card(quoter, "pyramid", html.P(said, className="lacks"))


def figures(quoter: Quoter, country: Country, name: str) -> html.Section:
    """Lay out a section of figures: its table, its series, what is missing."""
    own = country.sections[name]
    title = quoter.say(f"country_section.{name}")
    who = quoter.name(country.code)
    caption = quoter.say("country_table.caption", name=who, section=title)
    more = MORE.get(name, nothing)(quoter, country)
    empty = quoter.say("country_lack.section", name=who)
    return card(
        quoter,
        name,
        quoted_table.table(quoter, own.quotes, country.code, "", caption)
        if own.quotes
        else html.P(empty, className="lacks"),
        lacks(quoter, own),
        why(quoter, own),
        html.Div([charts.lines(quoter, each) for each in own.series], className="series-row")
        if own.series
        else None,
        more,
        kind=f"is-figures{' is-long' if name == WIDE else ''}",
    )


def nothing(quoter: Quoter, country: Country) -> None:
    """Add nothing to a section."""
    del quoter, country


def causes(quoter: Quoter, country: Country) -> Component | None:
    """Add new displacements by cause."""
    return charts.hazards(quoter, country.hazards) if country.hazards else None


MORE: dict[str, Callable[[Quoter, Country], Component | None]] = {"internal": causes}


def sections(quoter: Quoter, country: Country, ages_card: Component | None) -> Iterator[Component]:
    """Lay out the cards below the numbers to quote, in the order of the page.

    Args:
        quoter: says it.
        country: what there is.
        ages_card: the pyramid, unless it stands beside the numbers.
    """
    yield from blocks(ends(quoter, country), evolution(quoter, country))
    work, other = (lines_of(country, names) for names in (("labour",), ("asylum", "routes")))
    columns = [
        html.Div(
            blocks(
                *(
                    ages_card if name == AGES else figures(quoter, country, name)
                    for name in names
                    if name == AGES or name in country.sections
                )
            ),
            className="country-column",
        )
        for names in (WITH_LONG_LABOUR if work > other else COLUMNS)
    ]
    yield html.Div(columns, className="country-columns")
    if WIDE in country.sections:
        yield figures(quoter, country, WIDE)


def lines_of(country: Country, names: Sequence[str]) -> int:
    """Count the lines of some sections: figures, and what is missing."""
    parts = [country.sections[name] for name in names if name in country.sections]
    return len([each for part in parts for each in (*part.quotes, *part.lacks)])


def sources(quoter: Quoter, path: str) -> html.Section:
    """List the sources that the page named, what is said of boundaries, and where it is from.

    Args:
        quoter: says it.
        path: of the page, from its root; the browser puts its own address in its place.
    """
    origin = html.P(
        [
            f"{quoter.say('frame.name')} · ",
            quoter.say("country.data_version", version=quoter.version),
            f" · {quoter.say('country.counted_at')} ",
            html.Span(path, className="print-address"),
        ],
        className="is-printed is-foot",
    )
    return card(
        quoter,
        "notes",
        quoted.notes(quoter),
        html.P(quoter.say("frame.disclaimer"), className="chart-note is-printed"),
        origin,
        kind="is-wide is-notes",
    )

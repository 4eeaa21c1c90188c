"""A country: what its number is, whose, and why another one differs; then everything behind it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from data.country import Country
from data.view import CountryView
from layouts.ids import Country as Id
from layouts.parts import country_compare, country_map, country_sections
from layouts.parts.country_map import Shown
from layouts.parts.quoted import Quoter, blocks


def layout(
    countries: Sequence[Country],
    view: CountryView,
    answer: dict[str, Any],
    quoter: Quoter,
    shown: Shown,
) -> html.Div:
    """Lay out the page of a country, or of two or three side by side.

    Args:
        countries: the page's own first, then those that it is compared with.
        view: what was asked.
        answer: what the browser needs: scripts, words, notices.
        quoter: says it.
        shown: the map of the units of the page's own country, and what else it may be of.
    """
    alone = len(countries) == 1
    inner = single(quoter, countries[0], shown) if alone else compared(quoter, countries)
    path = f"/countries/{view.ref_area}?lang={quoter.lang}"
    inner.append(country_sections.sources(quoter, path))
    return html.Div(
        [
            dcc.Store(id=Id.ANSWER, data=answer),
            dcc.Store(id=Id.DRAWN),
            opening(quoter, countries, view),
            contents(quoter, inner),
            *inner,
            html.Div(id=Id.LIVE, className="unseen", role="status"),
        ],
        className="country" if alone else "country is-compared",
        id=Id.PAGE,
        **{"data-country": view.ref_area},
    )


def contents(quoter: Quoter, parts: Sequence[Component]) -> html.Nav:
    """Lay out the ways to the sections of a page, in its own order."""
    sections = [
        each
        for part in parts
        for each in (part, *part._traverse())  # noqa: SLF001 - Dash has no public name for it
        if str(getattr(each, "id", "")).startswith("section-")
    ]
    links = [html.A(each.children[0].children, href=f"#{each.id}") for each in sections]
    return html.Nav(
        links, className="country-contents", **{"aria-label": quoter.say("country.contents")}
    )


def single(quoter: Quoter, country: Country, shown: Shown) -> list[Component]:
    """Lay out the page of one country; where there is no map, there is room for the pyramid."""
    numbers = country_sections.numbers(quoter, country)  # its sources are noted first
    ages = country_sections.ages(quoter, country)
    return [
        html.Div(
            [
                numbers,
                html.Div(
                    blocks(
                        beside(quoter, country),
                        country_map.units(quoter, shown),
                        country_sections.flow(quoter, country),
                        None if country_map.is_drawn(shown.places) else ages,
                    ),
                    className="country-side",
                ),
            ],
            className="country-top",
        ),
        *country_sections.sections(
            quoter, country, ages if country_map.is_drawn(shown.places) else None
        ),
    ]


def beside(quoter: Quoter, country: Country) -> Component | None:
    """Lay out what stands beside the numbers: why those taken for one thing differ."""
    found = country_sections.why(quoter, country.sections["numbers"])
    return None if found is None else html.Section([found], className="country-card is-why")


def compared(quoter: Quoter, countries: Sequence[Country]) -> list[Component]:
    """Lay out the same questions for two or three countries."""
    return [
        html.P(quoter.say("country_compare.lead"), className="about"),
        *country_compare.sections(quoter, countries),
    ]


def opening(quoter: Quoter, countries: Sequence[Country], view: CountryView) -> html.Div:
    """Lay out the title, the choice of countries beside, and the ways to take the page home."""
    say, own = quoter.say, view.ref_area
    names = [quoter.codes.name(each.code, quoter.lang) for each in countries]
    title = names[0]
    if len(names) > 1:
        title = say("country_compare.heading", names=quoter.joined(names))
    asked = {"compare": ",".join(view.compare)} if view.compare else {}
    asked |= {"lang": quoter.lang}
    leave = html.A(
        say("country_compare.leave", name=quoter.name(own)),
        href=f"/countries/{own}?lang={quoter.lang}",
        className="plain",
    )
    return html.Div(
        [
            html.H1(title),
            html.Div(
                [
                    *([leave] if len(countries) > 1 else []),
                    choice(quoter, view, 0, Id.COMPARE, say("country.compare_with")),
                    *(
                        [choice(quoter, view, 1, Id.THIRD, say("country.compare_third"))]
                        if view.compare
                        else []
                    ),
                    html.A(
                        say("country.to_panorama"),
                        href=f"/?ref_area={own}&lang={quoter.lang}",
                        className="plain",
                    )
                    if own in quoter.codes.focus
                    else None,
                    html.Button(say("country.print"), id=Id.PRINT, className="plain"),
                    html.A(
                        say("country.xlsx"),
                        href=f"/countries/{own}.xlsx?{urlencode(asked, safe=',')}",
                        className="plain",
                        download="",
                        id=Id.XLSX,
                    ),
                ],
                className="country-tools",
            ),
        ],
        className="country-opening",
    )


def choice(quoter: Quoter, view: CountryView, place: int, element: str, label: str) -> html.Label:
    """Lay out the choice of a country to compare with."""
    chosen = view.compare[place] if len(view.compare) > place else ""
    others = [code for code in view.offered if code == chosen or code not in view.compare]
    return html.Label(
        [
            html.Span(label),
            html.Select(
                [
                    html.Option(quoter.say("country.compare_none"), value="", selected=not chosen),
                    *(
                        html.Option(quoter.name(code), value=code, selected=code == chosen)
                        for code in sorted(others, key=quoter.name)
                    ),
                ],
                id=element,
                **{"data-testid": element},
            ),
        ],
        className="tool",
    )

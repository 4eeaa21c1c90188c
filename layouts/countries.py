"""All countries that have a page: a search, and the numbers that each is asked about first."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from data.countries import Entry
from layouts.ids import Countries as Id
from layouts.parts.holdings import cited
from layouts.parts.quoted import Quoter, number, source_note


def layout(entries: Sequence[Entry], answer: dict[str, Any], quoter: Quoter) -> html.Div:
    """Lay out the page.

    Args:
        entries: the countries.
        answer: what the browser needs: scripts and words.
        quoter: says it.
    """
    say = quoter.say
    nine = [each for each in entries if each.code in quoter.codes.focus]
    context = [each for each in entries if each.code not in quoter.codes.focus]
    return html.Div(
        [
            dcc.Store(id=Id.ANSWER, data=answer),
            dcc.Store(id=Id.DRAWN),
            html.H1(say("page.countries")),
            html.P(say("country.index_opening"), className="about"),
            html.Label(
                [
                    html.Span(say("country.index_search")),
                    dcc.Input(id=Id.SEARCH, type="search", autoComplete="off"),
                ],
                className="index-search",
            ),
            html.P(say("country.index_nothing"), id=Id.NOTHING, className="nothing", hidden=True),
            *(
                html.Section(
                    [html.H2(say(key)), html.Ul([card(quoter, each) for each in group])],
                    className="index-group",
                )
                for key, group in (
                    ("country.index_nine", nine),
                    ("country.index_context", context),
                )
            ),
            html.P(
                [
                    html.Span([f"{at}. ", cited(each, quoter), " "])
                    for at, each in enumerate(quoter.notes, 1)
                ],
                className="chart-note",
            ),
        ],
        className="countries",
    )


def card(quoter: Quoter, entry: Entry) -> html.Li:
    """Lay out one country: its name leads to its page."""
    names = {
        quoter.codes.areas[entry.code].names[lang] for lang in quoter.codes.areas[entry.code].names
    } | {entry.code}
    return html.Li(
        [
            html.H3(
                html.A(
                    quoter.codes.name(entry.code, quoter.lang),
                    href=f"/countries/{entry.code}?lang={quoter.lang}",
                )
            ),
            html.Dl(
                [
                    html.Div(
                        [
                            html.Dt(
                                [
                                    quoter.say(f"quote.{concept}.name"),
                                    source_note(quoter, figure.source),
                                ]
                            ),
                            html.Dd(
                                [number(quoter, figure), html.Small(figure.time_period)],
                            ),
                        ]
                    )
                    for concept, figure in entry.figures
                ]
            ),
        ],
        className="index-card",
        **{"data-words": " ".join(sorted(names)), "data-country": entry.code},
    )

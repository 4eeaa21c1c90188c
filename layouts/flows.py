"""The page of flows: a sentence that asks, five views of who moves where, corridors beside them."""

from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from data.view import Chart
from data.words import Words
from layouts.ids import Flows as Id
from layouts.parts import controls
from layouts.parts.pictures import MAP
from layouts.parts.timebar import timebar


def layout(answer: dict[str, Any], ground: go.Figure, words: Words, lang: str) -> html.Div:
    """Lay out the page around its first answer.

    Args:
        answer: the cube that :mod:`callbacks.flows` made for the browser.
        ground: the quiet map that corridors are drawn on.
        words: what the page says.
        lang: the language it says it in.
    """
    return html.Div(
        [
            dcc.Store(id=Id.ANSWER, data=answer),
            dcc.Store(id=Id.QUESTION),
            dcc.Store(id=Id.DRAWN),
            html.H1(id=Id.HEADING, className="heading"),
            stage(ground, words, lang),
            side(words, lang),
            html.Div(id=Id.TIP, className="tip", hidden=True, **{"aria-hidden": "true"}),
            html.Div(id=Id.LIVE, className="unseen", role="status"),
        ],
        className="panorama flows",
    )


def stage(ground: go.Figure, words: Words, lang: str) -> html.Section:
    """Lay out the sentence, the five views with their table twin, the legend and the time bar."""
    return html.Section(
        [
            html.Div(sentence(words, lang), id=Id.SENTENCE, className="sentence", role="group"),
            tools(words, lang),
            html.Div(
                [
                    flow_map(ground, words, lang),
                    *(
                        html.Div(
                            id=element,
                            className=f"flow-view {show}",
                            hidden=True,
                            role="group",
                            **{
                                "data-testid": element,
                                "aria-label": words.say(f"flows.show.{show}", lang),
                                "aria-describedby": Id.SAYS,
                            },
                        )
                        for show, element in (
                            (Chart.SANKEY, Id.SANKEY),
                            (Chart.CHORD, Id.CHORD),
                            (Chart.MATRIX, Id.MATRIX),
                            (Chart.MIRROR, Id.MIRROR),
                        )
                    ),
                    html.Div(
                        id=Id.TABLE,
                        className="table",
                        hidden=True,
                        role="region",
                        tabIndex="0",
                        **{"data-testid": Id.TABLE, "aria-label": words.say("show.table", lang)},
                    ),
                    html.Div(id=Id.LEGEND, className="legend flow-legend"),
                    html.P(id=Id.SAYS, className="unseen"),
                ],
                id=Id.STAGE,
                className="figure",
            ),
            timebar(Id.PLAY, Id.YEAR, words, lang),
        ],
        className="stage",
        **{"aria-label": words.say("flows.stage", lang)},
    )


def sentence(words: Words, lang: str) -> list[Component]:
    """Make the title whose words are the choices."""
    choices: dict[str, Component] = {
        name: controls.choice(element, words.say(f"choice.{name}", lang))
        for name, element in (
            ("indicator", Id.INDICATOR),
            ("direction", Id.DIRECTION),
            ("sex", Id.SEX),
            ("period", Id.PERIOD),
        )
    }
    choices["areas"] = controls.menu(Id.AREAS, words.say("choice.areas", lang), [], "choice")
    choices["other"] = controls.choice(Id.COUNTERPART, words.say("choice.counterpart", lang))
    return list(controls.sentence(words.say("flows.sentence", lang), choices))


def tools(words: Words, lang: str) -> html.Div:
    """Lay out what the sentence does not say: the five views, table, threshold and source."""
    views = [
        html.Button(
            words.say(f"flows.show.{show}", lang), className="twin", **{"data-show": show.value}
        )
        for show in Chart
    ]
    return html.Div(
        [
            html.Div(
                views,
                id=Id.SHOW,
                className="twins",
                role="group",
                **{"aria-label": words.say("flows.views", lang)},
            ),
            html.Button(
                words.say("flows_browser.table", lang), id=Id.TABLE_BUTTON, className="plain"
            ),
            html.Label(
                [
                    html.Span(words.say("flows_browser.threshold", lang), className="tool-label"),
                    html.Span(
                        id=Id.THRESHOLD,
                        className="threshold",
                        **{
                            "data-testid": Id.THRESHOLD,
                            "data-label": words.say("choice.threshold", lang),
                        },
                    ),
                ],
                className="tool",
            ),
            controls.labelled(Id.SOURCE, words.say("choice.source", lang)),
            html.A(
                words.say("flows.route_link", lang),
                href="/flows",
                id=Id.ROUTE_LINK,
                className="plain",
                hidden=True,
                **{"data-testid": Id.ROUTE_LINK},
            ),
            html.P(id=Id.WHYS, className="whys"),
        ],
        className="tools",
    )


def flow_map(ground: go.Figure, words: Words, lang: str) -> html.Div:
    """Lay out the map and the layer of corridors over it."""
    return html.Div(
        [
            dcc.Graph(id=Id.GRAPH, figure=ground, config=MAP, className="graph"),
            html.Div(className="labels flow-layer"),
        ],
        id=Id.MAP,
        className="map flow-view",
        role="group",
        **{
            "data-testid": Id.MAP,
            "aria-label": words.say("flows.map", lang),
            "aria-describedby": Id.SAYS,
        },
    )


def side(words: Words, lang: str) -> html.Aside:
    """Lay out key numbers, the insight and the largest corridors."""
    return html.Aside(
        [
            html.Div(id=Id.NUMBERS, className="numbers"),
            html.P(id=Id.INSIGHT, className="insight"),
            html.Section(
                [
                    html.Div(
                        [
                            html.H2(
                                [html.Span(className="card-name"), html.Small(className="unit")]
                            ),
                            html.Button(
                                words.say("flows_browser.to_mirror", lang),
                                id=Id.TO_MIRROR,
                                className="plain",
                                hidden=True,
                            ),
                        ],
                        className="card-head",
                    ),
                    html.Div(id=Id.RANKING, className="ranking", **{"data-testid": Id.RANKING}),
                ],
                className="card ranked grows",
            ),
        ],
        className="side",
        **{"aria-label": words.say("flows.side", lang)},
    )

"""The panorama page: a sentence that asks, a map that answers, ranking and trend beside it."""

from typing import Any

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from data.words import Words
from layouts.ids import Panorama as Id
from layouts.parts import controls
from layouts.parts.pictures import GRAPH, MAP
from layouts.parts.timebar import timebar


def layout(
    answer: dict[str, Any], choropleth: go.Figure, lines: go.Figure, words: Words, lang: str
) -> html.Div:
    """Lay out the page around its first answer.

    Args:
        answer: the cube that :func:`callbacks.panorama` made for the browser.
        choropleth: the map of the first period.
        lines: the trend of the first answer.
        words: what the page says.
        lang: the language it says it in.
    """
    return html.Div(
        [
            dcc.Store(id=Id.ANSWER, data=answer),
            dcc.Store(id=Id.QUESTION),
            dcc.Store(id=Id.DRAWN),
            html.H1(id=Id.HEADING, className="heading"),
            stage(choropleth, words, lang),
            side(lines, words, lang),
            html.Div(id=Id.TIP, className="tip", hidden=True, **{"aria-hidden": "true"}),
            html.Div(id=Id.LIVE, className="unseen", role="status"),
        ],
        className="panorama",
    )


def stage(choropleth: go.Figure, words: Words, lang: str) -> html.Section:
    """Lay out the sentence, the map and its twins, the legend and the time bar."""
    return html.Section(
        [
            html.Div(sentence(words, lang), id=Id.SENTENCE, className="sentence", role="group"),
            tools(words, lang),
            html.Div(
                [
                    picture(choropleth, words, lang),
                    html.Div(id=Id.TILES, className="tiles", hidden=True),
                    html.Div(
                        id=Id.MULTIPLES,
                        className="multiples",
                        hidden=True,
                        role="group",
                        **{
                            "data-testid": Id.MULTIPLES,
                            "aria-label": words.say("show.multiples", lang),
                        },
                    ),
                    html.Div(
                        id=Id.TABLE,
                        className="table",
                        hidden=True,
                        role="region",
                        tabIndex="0",
                        **{"data-testid": Id.TABLE, "aria-label": words.say("show.table", lang)},
                    ),
                    html.Div(id=Id.LEGEND, className="legend"),
                    html.P(className="stage-note", hidden=True),
                    html.A(id=Id.ZOOM, className="zoom", hidden=True, **{"data-testid": Id.ZOOM}),
                    html.A(
                        id=Id.COUNTRY,
                        className="zoom is-page",
                        hidden=True,
                        **{"data-testid": Id.COUNTRY},
                    ),
                    html.Div(
                        [
                            html.P(id=Id.BEYOND, className="beyond", hidden=True),
                            html.P(id=Id.PARTIAL, className="partial", hidden=True),
                        ],
                        className="remarks",
                    ),
                ],
                id=Id.STAGE,
                className="figure",
            ),
            beside(words, lang),
            html.Div(
                [
                    html.P(className="beside-says"),
                    html.P(className="beside-source"),
                    html.P(words.say("beside.apart", lang), className="beside-note"),
                ],
                className="beside-words",
                hidden=True,
            ),
            timebar(Id.PLAY, Id.YEAR, words, lang),
        ],
        className="stage",
        **{"aria-label": words.say("panorama.stage", lang)},
    )


def sentence(words: Words, lang: str) -> list[Component]:
    """Make the title whose words are the choices."""
    choices: dict[str, Component] = {
        name: controls.choice(element, words.say(f"choice.{name}", lang))
        for name, element in (
            ("indicator", Id.INDICATOR),
            ("counterpart", Id.COUNTERPART),
            ("sex", Id.SEX),
            ("age", Id.AGE),
            ("breakdown", Id.BREAKDOWN),
            ("measure", Id.MEASURE),
            ("period", Id.PERIOD),
        )
    }
    choices["areas"] = controls.menu(Id.AREAS, words.say("choice.areas", lang), [], "choice")
    return list(controls.sentence(words.say("panorama.sentence", lang), choices))


def tools(words: Words, lang: str) -> html.Div:
    """Lay out what the sentence does not say: source, base year, and the twins of the map."""
    twins = [
        html.Button(words.say(f"show.{show}", lang), className="twin", **{"data-show": show})
        for show in ("map", "tiles", "multiples", "table")
    ]
    return html.Div(
        [
            html.Div(
                twins,
                id=Id.SHOW,
                className="twins",
                role="group",
                **{"aria-label": words.say("choice.show", lang)},
            ),
            html.Label(
                words.say("choice.scale", lang),
                id=Id.SCALE,
                className="tool",
                hidden=True,
            ),
            controls.labelled(Id.SOURCE, words.say("choice.source", lang)),
            controls.labelled(Id.FREQ, words.say("choice.freq", lang)),
            controls.labelled(Id.BASE, words.say("choice.base", lang)),
            controls.labelled(Id.BESIDE, words.say("choice.beside", lang)),
            html.P(id=Id.WHYS, className="whys"),
        ],
        className="tools",
    )


def picture(choropleth: go.Figure, words: Words, lang: str) -> html.Div:
    """Lay out the map and the layer of its names and values."""
    return html.Div(
        [
            dcc.Graph(id=Id.GRAPH, figure=choropleth, config=MAP, className="graph"),
            html.Div(id=Id.LABELS, className="labels"),
        ],
        id=Id.MAP,
        className="map",
        role="group",
        **{"data-testid": Id.MAP, "aria-label": words.say("panorama.map", lang)},
    )


def beside(words: Words, lang: str) -> html.Section:
    """Lay out what stands beside the view; the browser draws its map when there is one."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2(className="beside-title"),
                    html.Button(words.say("beside.swap", lang), className="plain swap"),
                    html.Button(words.say("beside.close", lang), className="plain close"),
                ],
                className="beside-head",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            html.Div(html.Div(className="js-plotly-plot"), className="graph"),
                            html.Div(className="labels"),
                        ],
                        className="map",
                        role="group",
                        **{"aria-label": words.say("beside.map", lang)},
                    ),
                    html.Div(className="legend"),
                ],
                className="figure",
            ),
        ],
        id=Id.BESIDE_VIEW,
        className="beside",
        hidden=True,
        **{"data-testid": Id.BESIDE_VIEW, "aria-label": words.say("beside.view", lang)},
    )


def side(lines: go.Figure, words: Words, lang: str) -> html.Aside:
    """Lay out key numbers, the insight, the ranking and the trend."""
    return html.Aside(
        [
            html.Div(id=Id.NUMBERS, className="numbers"),
            html.P(id=Id.INSIGHT, className="insight"),
            html.Section(
                [
                    html.H2(
                        [words.say("panorama.ranking", lang), html.Small(className="unit")],
                    ),
                    html.Div(id=Id.RANKING, className="ranking", **{"data-testid": Id.RANKING}),
                ],
                className="card ranked",
            ),
            html.Section(
                [
                    html.H2([words.say("panorama.trend", lang), html.Small(className="unit")]),
                    html.Div(
                        [
                            dcc.Graph(id=Id.LINES, figure=lines, config=GRAPH, className="graph"),
                            html.Div(className="line-ends"),
                        ],
                        id=Id.TREND,
                        className="trend",
                        role="group",
                        **{
                            "data-testid": Id.TREND,
                            "aria-label": words.say("panorama.trend", lang),
                        },
                    ),
                ],
                className="card grows",
            ),
        ],
        className="side",
        **{"aria-label": words.say("panorama.side", lang)},
    )

"""A route: a sentence that asks, one chart a register on one axis of time, figures beside them."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.words import Words
from layouts.ids import Flows
from layouts.ids import Route as Id
from layouts.parts import controls
from layouts.parts.timebar import timebar


def layout(answer: dict[str, Any], words: Words, lang: str) -> html.Div:
    """Lay out the page around its first answer.

    Args:
        answer: the cube that :mod:`callbacks.route` made for the browser.
        words: what the page says.
        lang: the language it says it in.
    """
    return html.Div(
        [
            dcc.Store(id=Id.ANSWER, data=answer),
            dcc.Store(id=Id.QUESTION),
            dcc.Store(id=Id.DRAWN),
            html.H1(id=Id.HEADING, className="heading"),
            stage(words, lang),
            side(words, lang),
            html.Div(id=Id.TIP, className="tip", hidden=True, **{"aria-hidden": "true"}),
            html.Div(id=Id.LIVE, className="unseen", role="status"),
        ],
        className="panorama route",
    )


def stage(words: Words, lang: str) -> html.Section:
    """Lay out the sentence, the charts with their table twin, the legend and the time bar."""
    return html.Section(
        [
            html.Div(sentence(words, lang), id=Id.SENTENCE, className="sentence", role="group"),
            tools(words, lang),
            html.Div(
                [
                    html.Div(id=Id.STRIP, className="strip", **{"aria-hidden": "true"}),
                    html.Div(
                        id=Id.CHARTS,
                        className="charts",
                        role="group",
                        **{
                            "data-testid": Id.CHARTS,
                            "aria-label": words.say("route.charts", lang),
                            "aria-describedby": Id.SAYS,
                        },
                    ),
                    html.Div(id=Id.LEGEND, className="route-legend"),
                    html.Div(
                        id=Flows.TABLE,
                        className="table",
                        hidden=True,
                        role="region",
                        tabIndex="0",
                        **{"data-testid": Flows.TABLE, "aria-label": words.say("show.table", lang)},
                    ),
                    html.P(id=Id.SAYS, className="unseen"),
                ],
                id=Id.STAGE,
                className="figure",
            ),
            timebar(Flows.PLAY, Flows.YEAR, words, lang),
        ],
        className="stage",
        **{"aria-label": words.say("route.stage", lang)},
    )


def sentence(words: Words, lang: str) -> list[Component]:
    """Make the title whose words are the choices."""
    choices: dict[str, Component] = {
        "measure": controls.choice(Id.MEASURE, words.say("route_choice.measure", lang)),
        "nationality": controls.choice(Id.NATIONALITY, words.say("route_choice.nationality", lang)),
        "sex": controls.choice(Id.SEX, words.say("choice.sex", lang)),
        "age": controls.choice(Id.AGE, words.say("route_choice.age", lang)),
        "freq": controls.choice(Id.FREQ, words.say("route_choice.freq", lang)),
        "period": controls.choice(Id.PERIOD, words.say("choice.period", lang)),
    }
    return list(controls.sentence(words.say("route.sentence", lang), choices))


def tools(words: Words, lang: str) -> html.Div:
    """Lay out what the sentence does not say: table, scale, deaths, and the way to corridors."""
    return html.Div(
        [
            html.Button(
                words.say("route_browser.table", lang), id=Flows.TABLE_BUTTON, className="plain"
            ),
            html.Label(words.say("route_browser.scale", lang), id=Id.SCALE, className="tool"),
            html.Label(
                words.say("route_browser.with_deaths", lang),
                id=Id.DEATHS_SWITCH,
                className="tool",
                **{"data-testid": Id.DEATHS_SWITCH},
            ),
            html.A(
                words.say("route.to_flows", lang), href="/flows", className="plain", id=Id.TO_FLOWS
            ),
            html.P(id=Id.WHYS, className="whys"),
        ],
        className="tools",
    )


def side(words: Words, lang: str) -> html.Aside:
    """Lay out figures, the insight, nationalities, deaths, and the question of a sum."""
    return html.Aside(
        [
            html.Div(id=Id.NUMBERS, className="numbers route-numbers"),
            html.P(id=Id.INSIGHT, className="insight"),
            html.Section(
                [
                    html.H2([words.say("route.nationalities", lang), html.Small(className="unit")]),
                    html.Div(id=Id.RANKING, className="ranking", **{"data-testid": Id.RANKING}),
                ],
                className="card ranked grows",
            ),
            html.Section(
                [
                    html.H2([words.say("route.deaths", lang), html.Small(className="unit")]),
                    html.P(id=Id.DEATHS),
                    html.P(words.say("route.deaths_note", lang), className="deaths-note"),
                ],
                className="card deaths",
                hidden=True,
            ),
            html.Section(
                [
                    html.Button(
                        words.say("route.add", lang),
                        id=Id.ADD,
                        className="add",
                        **{"data-testid": Id.ADD, "aria-controls": Id.SUM},
                    ),
                    html.Div(id=Id.SUM, role="status", **{"data-testid": Id.SUM}),
                ],
                className="card adding",
                **{"aria-label": words.say("route.adding", lang)},
            ),
        ],
        className="side",
        **{"aria-label": words.say("route.side", lang)},
    )

"""Where in a country people live: a sentence that asks, a map of units, the located share."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.words import Words
from layouts.ids import Places as Id
from layouts.parts import controls
from layouts.parts.timebar import timebar


def layout(answer: dict[str, Any], kind: str, words: Words, lang: str) -> html.Div:
    """Lay out the page around its first answer.

    Args:
        answer: the cube that :mod:`callbacks.places` made for the browser.
        kind: what the country's units are, as ``store.ground.kinds`` has it.
        words: what the page says.
        lang: the language it says it in.
    """
    units = {"units": words.say(f"unit_kinds.{kind}", lang)}
    return html.Div(
        [
            dcc.Store(id=Id.ANSWER, data=answer),
            dcc.Store(id=Id.QUESTION),
            dcc.Store(id=Id.DRAWN),
            html.H1(id=Id.HEADING, className="heading"),
            stage(units, words, lang),
            side(units, words, lang),
            html.Div(id=Id.TIP, className="tip", hidden=True, **{"aria-hidden": "true"}),
            html.Div(id=Id.LIVE, className="unseen", role="status"),
        ],
        className="panorama places",
    )


def stage(units: dict[str, str], words: Words, lang: str) -> html.Section:
    """Lay out the way back, the sentence, the map with its table twin, and the time bar."""
    return html.Section(
        [
            html.Div(
                [
                    path(words, lang),
                    html.Div(sentence(words, lang), id=Id.SENTENCE, className="sentence"),
                ],
                role="group",
                className="asked",
            ),
            tools(words, lang),
            html.Div(
                [
                    html.Div(
                        id=Id.MAP,
                        className="map unit-map",
                        role="group",
                        **{
                            "data-testid": Id.MAP,
                            "aria-label": words.say("places.map", lang, **units),
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
                ],
                id=Id.STAGE,
                className="figure",
            ),
            html.Div(
                [
                    html.Div(id=Id.LOCATED, className="located", **{"data-testid": Id.LOCATED}),
                    html.Div(id=Id.REMARKS, className="place-remarks"),
                    timebar(Id.PLAY, Id.YEAR, words, lang),
                ],
                className="located-time",
            ),
        ],
        className="stage",
        **{"aria-label": words.say("places.stage", lang, **units)},
    )


def path(words: Words, lang: str) -> html.Nav:
    """Lay out the way back to the map of the region, and where this map is."""
    return html.Nav(
        [
            html.A(
                words.say("places.region", lang),
                id=Id.BACK,
                href="/",
                title=words.say("places.to_region", lang),
                **{"data-testid": Id.BACK},
            ),
            html.Span("›", **{"aria-hidden": "true"}),
            html.Span(className="path-country", **{"aria-current": "page"}),
            html.Span(className="path-unit"),
        ],
        id=Id.PATH,
        className="path",
        **{"aria-label": words.say("places.path", lang)},
    )


def sentence(words: Words, lang: str) -> list[Component]:
    """Make the title whose words are the choices."""
    choices: dict[str, Component] = {
        name: controls.choice(element, words.say(f"choice.{key}", lang))
        for name, element, key in (
            ("indicator", Id.INDICATOR, "indicator"),
            ("areas", Id.AREAS, "country"),
            ("counterpart", Id.COUNTERPART, "counterpart"),
            ("sex", Id.SEX, "sex"),
            ("age", Id.AGE, "age"),
            ("breakdown", Id.BREAKDOWN, "breakdown"),
            ("period", Id.PERIOD, "period"),
        )
    }
    return list(controls.sentence(words.say("places.sentence", lang), choices))


def tools(words: Words, lang: str) -> html.Div:
    """Lay out what the sentence does not say: map or table, and the source."""
    twins = [
        html.Button(words.say(f"show.{show}", lang), className="twin", **{"data-show": show})
        for show in ("map", "table")
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
            controls.labelled(Id.SOURCE, words.say("choice.source", lang)),
            html.P(id=Id.WHYS, className="whys"),
        ],
        className="tools",
    )


def side(units: dict[str, str], words: Words, lang: str) -> html.Aside:
    """Lay out the figures of the whole, the insight and the list of units."""
    return html.Aside(
        [
            html.Div(id=Id.NUMBERS, className="numbers"),
            html.P(id=Id.INSIGHT, className="insight"),
            html.Section(
                [
                    html.H2([words.say("places.ranking", lang), html.Small(className="unit")]),
                    html.Div(id=Id.RANKING, className="ranking", **{"data-testid": Id.RANKING}),
                ],
                className="card ranked grows",
            ),
        ],
        className="side",
        **{"aria-label": words.say("places.side", lang, **units)},
    )

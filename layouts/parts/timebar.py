"""The time bar: play button and stops, which the browser fills in."""

from dash import html

from data.words import Words


def timebar(play: str, year: str, words: Words, lang: str) -> html.Div:
    """Lay out play button and time bar.

    Args:
        play: id, also the test id, of the button.
        year: likewise of what holds the slider.
        words: what they say.
        lang: in which language.
    """
    return html.Div(
        [
            html.Button(
                id=play,
                className="play",
                **{
                    "data-testid": play,
                    "aria-label": words.say("time.play", lang),
                    "data-play": words.say("time.play", lang),
                    "data-pause": words.say("time.pause", lang),
                },
            ),
            html.Div(
                id=year,
                className="years",
                **{"data-testid": year, "data-label": words.say("choice.period", lang)},
            ),
        ],
        className="timebar",
    )

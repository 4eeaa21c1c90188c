"""Choices that a sentence is made of: a word that opens a list, for mouse, keyboard and reader."""

import string
from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component


def choice(element: str, label: str) -> html.Span:
    """Make one choice: its words are shown, a native list lies over them.

    Args:
        element: id, also the test id, of the native list.
        label: what is chosen, for those who hear the page.
    """
    return html.Span(
        [
            html.Span(className="choice-words", **{"aria-hidden": "true"}),
            html.Select(id=element, **{"data-testid": element, "aria-label": label}),
        ],
        className="choice",
    )


def labelled(element: str, label: str) -> html.Label:
    """Make a choice with its label beside it, for what the sentence does not say."""
    return html.Label(
        [html.Span(label, className="tool-label"), choice(element, label)], className="tool"
    )


def sentence(template: str, choices: dict[str, Component]) -> Iterator[Component]:
    """Put choices into a sentence: ``{name}`` gives way to the choice of that name.

    Commas and words between two choices belong to the later one, so that a choice that does
    not apply disappears with them.
    """
    for text, name, _, _ in string.Formatter().parse(template):
        if not name:
            yield html.Span(text)
            continue
        before = [html.Span(",", className="comma"), text[1:]] if text[:1] == "," else text
        piece = [html.Span(before), html.Span(className="role"), choices[name]]
        yield html.Span(piece, className="piece", **{"data-piece": name})


def menu(element: str, label: str, children: list[Component], kind: str = "") -> html.Details:
    """Make a button that opens a small panel."""
    return html.Details(
        [
            html.Summary(html.Span(label, className="choice-words")),
            html.Div(children, className="menu-panel"),
        ],
        id=element,
        className=f"menu {kind}".strip(),
        **{"data-testid": element},
    )

"""What every page stands in: header, navigation, languages, footer with source and disclaimer."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from data.words import Words
from layouts.ids import Frame
from layouts.pages import PAGES, Page
from layouts.parts import controls


def shell(languages: Sequence[str], data_version: str) -> html.Div:
    """Lay out what is there before anything is asked: the address and an empty page."""
    return html.Div(
        [
            dcc.Location(id=Frame.ADDRESS, refresh=False),
            dcc.Store(id=Frame.ASKED),
            dcc.Store(
                id=Frame.LANGUAGES, data={"spoken": list(languages), "version": data_version}
            ),
            html.Div(id=Frame.PAGE),
        ]
    )


def framed(page: Page, body: Component, words: Words, lang: str) -> list[Component]:
    """Put a page's body between header and footer."""
    return [
        html.A(words.say("frame.skip", lang), href="#main", className="skip"),
        header(page, words, lang),
        html.Div(id=Frame.NOTICES, className="notices", role="status"),
        html.Main(body, id="main", tabIndex="-1"),
        footer(page, words, lang),
    ]


def header(page: Page, words: Words, lang: str) -> html.Header:
    """Lay out name, navigation, languages and the way to the projector."""
    links = [
        html.A(
            words.say(f"page.{each.name}", lang),
            href=each.path,
            className="nav-link",
            **({"aria-current": "page"} if page.path == each.path else {}),
            **({"aria-current": "true"} if page.inside == each.name else {}),
        )
        for each in PAGES
        if not each.inside
    ]
    return html.Header(
        [
            html.A(
                [html.Span(className="brand-mark"), html.Span(words.say("frame.name", lang))],
                href="/",
                className="brand",
            ),
            html.Nav(links, **{"aria-label": words.say("frame.navigation", lang)}),
            html.Span(className="spring"),
            search(words, lang),
            languages(words, lang),
            html.Button(
                [html.Span("▶", **{"aria-hidden": "true"}), words.say("frame.present", lang)],
                id=Frame.PRESENT,
                className="present",
                title=words.say("frame.present_hint", lang),
                **{
                    "data-testid": Frame.PRESENT,
                    "data-on": words.say("frame.present", lang),
                    "data-off": words.say("frame.leave", lang),
                },
            ),
        ],
        className="bar",
    )


def search(words: Words, lang: str) -> html.Div:
    """Lay out where the browser puts the search box, with the words that it says."""
    said = words.section("search", lang)
    kinds = {
        f"data-kind{name.removeprefix('kind_')}": text
        for name, text in said.items()
        if name.startswith("kind_")
    }
    plain = {f"data-{name}": text for name, text in said.items() if not name.startswith("kind_")}
    name = {"aria-label": said["label"]}
    return html.Div(id=Frame.SEARCH, className="search", role="search", **plain, **kinds, **name)


def languages(words: Words, lang: str) -> html.Nav:
    """Lay out one link a language; the browser keeps the view in each."""
    links = [
        html.A(
            code.upper(),
            href=f"?lang={code}",
            lang=code,
            title=words.say("frame.language", code),
            className="lang",
            **({"aria-current": "true"} if code == lang else {}),
        )
        for code in words.languages
    ]
    return html.Nav(
        links,
        id=Frame.LANG_SWITCH,
        className="langs",
        **{"data-testid": Frame.LANG_SWITCH, "aria-label": words.say("frame.languages", lang)},
    )


def footer(page: Page, words: Words, lang: str) -> html.Footer:
    """Lay out source, boundary note, link, and where a page has one view of its own, downloads."""
    files: list[Component] = [
        html.Button(
            words.say(f"download.{kind}", lang), className="menu-item", **{"data-file": kind}
        )
        for kind in ("csv", "png", "svg")
    ]
    menu = controls.menu(Frame.DOWNLOAD, words.say("frame.download", lang), files, "menu-up")
    return html.Footer(
        [
            html.P(
                "" if page.has_view else words.say("frame.each_its_own", lang),
                id=Frame.SOURCE,
                className="source",
                **{"data-testid": Frame.SOURCE},
            ),
            html.P(
                [
                    html.Span(words.say("frame.disclaimer", lang), className="long"),
                    html.Span(words.say("frame.disclaimer_short", lang), className="short"),
                ],
                id=Frame.DISCLAIMER,
                className="boundaries",
                **{"data-testid": Frame.DISCLAIMER},
            ),
            html.Div(
                [
                    html.Button(
                        words.say("frame.share", lang),
                        id=Frame.SHARE,
                        className="plain",
                        **{"data-done": words.say("frame.shared", lang)},
                    ),
                    html.A(words.say("frame.api", lang), href="/docs", className="plain"),
                    *([menu] if page.has_view else []),
                ],
                className="takeaway",
            ),
        ],
        className="foot",
    )


def not_found(words: Words, lang: str) -> html.Div:
    """Say that there is no page here, and where there is one."""
    return html.Div(
        [
            html.H1(words.say("page.not_found", lang)),
            html.A(words.say("page.go_home", lang), href="/"),
        ],
        className="not-found",
    )

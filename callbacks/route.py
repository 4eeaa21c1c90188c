"""What happens on the page of a route: an address becomes a page, a question an answer."""

import asyncio
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import notices
from callbacks.address import route as address
from callbacks.address.reader import Ignored
from callbacks.serving import scripts_of
from data import route
from data.store import Store
from layouts import route as layout
from layouts.ids import Route as Id
from layouts.pages import page_named
from layouts.parts import route_cube
from layouts.parts.ask_route import RouteAsker
from layouts.parts.stages import Teller


def register(app: Dash, store: Store) -> None:
    """Put the page's callbacks on the app."""

    @app.callback(Output(Id.ANSWER, "data"), Input(Id.QUESTION, "data"), prevent_initial_call=True)
    async def answer_question(asked: dict[str, Any] | None) -> dict[str, Any]:
        if not asked:
            raise PreventUpdate
        lang = store.words.spoken(asked["lang"])
        answer = await asyncio.to_thread(told, store, asked["search"], lang)
        return {**answer, "count": asked["count"]}

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("route", "draw"),
        Output(Id.DRAWN, "data"),
        Input(Id.ANSWER, "data"),
        State(Id.DRAWN, "data"),
    )


def open_page(store: Store, search: str, lang: str) -> Component:
    """Lay the page out around the answer to its address."""
    answer = {**told(store, search, lang), **scripts_of(page_named("route"))}
    return layout.layout(answer, store.words, lang)


def told(store: Store, search: str, lang: str) -> dict[str, Any]:
    """Answer one address for the browser."""
    answer, ignored = address.read(search, store)
    return tell(store, answer, ignored, lang)


def tell(
    store: Store, answer: route.Answer, ignored: tuple[Ignored, ...], lang: str
) -> dict[str, Any]:
    """Put everything that the browser needs for one answer into words."""
    view, words = answer.view, store.words
    asker = RouteAsker(answer, store.catalogue, store.codes, words, lang)
    teller = Teller(answer, store.catalogue, store.codes, words, lang)
    question = address.question(view)
    return {
        **route_cube.tell(teller),
        "view": {**question, **address.moment(view)},
        "query": question,
        "freq": view.freq,
        "lang": lang,
        "version": store.data_version,
        "controls": asker.controls(),
        "whys": asker.whys(),
        "drawn": {"counterpart_area": view.counterpart_area, "sex": view.sex, "age": view.age},
        "source": asker.sources(),
        "statuses": words.section("status", lang, str.upper),
        "notices": notices.said(store, ignored, lang),
        "numerals": words.section("number", lang),
        "words": {**words.section("browser", lang), **words.section("route_browser", lang)},
    }

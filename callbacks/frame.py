"""What happens on every page: an address and a language become a page in its frame."""

import asyncio
from collections.abc import Callable, Mapping

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import countries, country, flows, inventory, panorama, places, route
from callbacks.address.reader import names_in
from data.store import Store
from layouts import frame
from layouts.ids import Frame
from layouts.pages import page_at

Opener = Callable[[Store, str, str], Component]
OPENERS: Mapping[str, Opener] = {
    "panorama": panorama.open_page,
    "flows": flows.open_page,
    "route": route.open_page,
    "places": places.open_page,
    "countries": countries.open_page,
    "inventory": inventory.open_page,
}
# Openers of pages that are about one country.
ABOUT: Mapping[str, Callable[[Store, str, str, str], Component]] = {"country": country.open_page}


def register(app: Dash, store: Store) -> None:
    """Put the frame's callbacks on the app."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("frame", "ask"),
        Output(Frame.ASKED, "data"),
        Input(Frame.ADDRESS, "pathname"),
        Input(Frame.ADDRESS, "search"),
        State(Frame.LANGUAGES, "data"),
    )

    @app.callback(Output(Frame.PAGE, "children"), Input(Frame.ASKED, "data"))
    async def open_address(asked: dict[str, str] | None) -> list[Component]:
        if not asked:
            raise PreventUpdate
        return await asyncio.to_thread(open_page, store, asked)


def open_page(store: Store, asked: Mapping[str, str]) -> list[Component]:
    """Lay out the page that lives at a path, in the language asked for."""
    lang = store.words.spoken(asked["lang"])
    # Where the theme of the routes is not offered there is no route to open.
    names = names_in(asked["search"]) if store.catalogue.routes else ()
    page = page_at(asked["path"], names)
    if page is None:
        return [frame.not_found(store.words, lang)]
    search = asked["search"]
    if page.subject:
        body = ABOUT[page.name](store, page.subject, search, lang)
    else:
        body = OPENERS[page.name](store, search, lang)
    return frame.framed(page, body, store.words, lang)

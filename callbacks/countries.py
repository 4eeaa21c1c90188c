"""What happens on the page of all countries: it is laid out once, and narrowed in the browser."""

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks.serving import scripts_of
from data import countries
from data.store import Store
from layouts import countries as layout
from layouts.ids import Countries as Id
from layouts.pages import page_named
from layouts.parts.holdings import Speaker
from layouts.parts.quoted import Quoter


def register(app: Dash, store: Store) -> None:
    """Put the page's callback on the app."""
    del store  # the page asks the server nothing
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("countries", "draw"),
        Output(Id.DRAWN, "data"),
        Input(Id.ANSWER, "data"),
        State(Id.DRAWN, "data"),
    )


def open_page(store: Store, search: str, lang: str) -> Component:
    """Lay the page out; what its address asks for is followed in the browser."""
    del search
    speaker = Speaker(store.catalogue, store.codes, store.words, lang, store.data_version)
    answer = {
        **scripts_of(page_named("countries")),
        "title": store.words.say("page.countries", lang),
    }
    return layout.layout(
        store.kept.once("countries", lambda: countries.entries(store)), answer, Quoter(speaker)
    )

"""What happens on the page of all there is: it is laid out once, and narrowed in the browser."""

from dash import ClientsideFunction, Dash, Input, Output
from dash.development.base_component import Component

from data import inventory
from data.store import Store
from layouts import inventory as layout
from layouts.ids import Inventory as Id
from layouts.parts.holdings import Speaker


def register(app: Dash, store: Store) -> None:
    """Put the page's callback on the app."""
    del store  # the page asks the server nothing
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("inventory", "open"),
        Output(Id.SHOWN, "data"),
        Input(Id.LISTED, "data"),
    )


def open_page(store: Store, search: str, lang: str) -> Component:
    """Lay the page out; what its address asks for is followed in the browser."""
    del search
    speaker = Speaker(store.catalogue, store.codes, store.words, lang, store.data_version)
    return layout.layout(inventory.entries(store), speaker)

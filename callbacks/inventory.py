"""What happens on the page of all there is: it is laid out once, and narrowed in the browser."""

from collections.abc import Mapping

from dash import ClientsideFunction, Dash, Input, Output
from dash.development.base_component import Component

from callbacks import notices
from callbacks.address.reader import Ignored, Name, Reader
from data import inventory
from data.store import Store
from layouts import inventory as layout
from layouts.ids import Inventory as Id
from layouts.parts.holdings import Speaker

NAMES = (Name.Q, Name.THEME, Name.SOURCE, Name.SPLIT, Name.REF_AREA, Name.MODE, Name.LANG)


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
    speaker = Speaker(store.catalogue, store.codes, store.words, lang, store.data_version)
    entries = inventory.entries(store)
    ignored = not_followed(search, layout.choices(entries, speaker))
    return layout.layout(entries, speaker, notices.said(store, ignored, lang))


def not_followed(search: str, offered: Mapping[str, Mapping[str, str]]) -> tuple[Ignored, ...]:
    """Name what of an address the page's lists cannot follow.

    Args:
        search: the query string.
        offered: the codes of each list, by its name in the address.
    """
    reader = Reader(search, NAMES)
    for name in reader.given.keys() & offered.keys():
        if reader.given[name]:
            reader.one(Name(name), tuple(offered[name]), "")
    return tuple(reader.ignored)

"""What happens on a country's page: it is laid out once; the browser draws and copies."""

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks import notices
from callbacks.address import country as address
from callbacks.serving import scripts_of
from callbacks.unit_map import unit_map
from data import country, places
from data.store import Store
from layouts import country as layout
from layouts.ids import Country as Id
from layouts.pages import page_named
from layouts.parts import country_map
from layouts.parts.holdings import Speaker
from layouts.parts.quoted import Quoter


def register(app: Dash, store: Store) -> None:
    """Put the page's callback on the app."""
    del store  # the page asks the server nothing
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("country", "draw"),
        Output(Id.DRAWN, "data"),
        Input(Id.ANSWER, "data"),
        State(Id.DRAWN, "data"),
    )


def open_page(store: Store, code: str, search: str, lang: str) -> Component:
    """Lay a country's page out, alone or beside those that its address names."""
    view, ignored = address.read(search, code)
    speaker = Speaker(store.catalogue, store.codes, store.words, lang, store.data_version)
    quoter = Quoter(speaker)
    answer: dict[str, Any] = {
        **scripts_of(page_named("country")),
        "title": quoter.name(code),
        "query": address.write(view),
        "mode": view.mode.value,
        "notices": notices.said(store, ignored, lang),
        "words": store.words.section("country_browser", lang),
        "close": store.words.say("browser.close", lang),
    }
    found = [kept_answer(store, each) for each in (code, *view.compare)]
    located = None if view.compare else kept_places(store, code)
    if located is not None and country_map.is_drawn(located):
        answer["map"] = unit_map(store, located, lang)
    return layout.layout(found, view, answer, quoter, located)


def kept_answer(store: Store, code: str) -> country.Country:
    """Give the answer about a country; it reads many tables, and is made once."""
    return store.kept.once(("country", code), lambda: country.answer(store, code))


def kept_places(store: Store, code: str) -> places.Places | None:
    """Give where a country's people live, by the first of the numbers to quote that says it."""
    return store.kept.once(("places", code), lambda: places_of(store, code))


def places_of(store: Store, code: str) -> places.Places | None:
    """Find the first of the numbers to quote that is located, in the period of its map."""
    for concept in store.catalogue.quotes.values():
        for line in concept.lines if concept.section == "numbers" else ():
            card = store.catalogue.indicators[line.indicator]
            filters = line.filters(code, card)
            if line.country != "ref_area":
                continue
            (other,) = filters["counterpart_area"]
            asked = places.Asked(code, line.indicator, line.source, other)
            found = places.answer(store, asked)
            if found.best:
                cells = found.cells[found.cells["time_period"] == found.best]
                return replace(found, stops=(found.best,), cells=cells)
    return None

"""What happens on a country's page: it is laid out once; the browser draws and copies."""

from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks import notices
from callbacks.address import country as address
from callbacks.serving import scripts_of
from callbacks.unit_map import unit_map
from data import country, located, places
from data.catalogue import Line
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
    lines = kept_lines(store, code)
    view, ignored = address.read(search, code, tuple(line.indicator for line in lines))
    speaker = Speaker(store.catalogue, store.codes, store.words, lang, store.data_version)
    quoter = Quoter(speaker)
    answer: dict[str, Any] = {
        **scripts_of(page_named("country")),
        "title": quoter.joined(map(quoter.name, (code, *view.compare))),
        "query": address.write(view),
        "mode": view.mode.value,
        "notices": notices.said(store, ignored, lang),
        "words": store.words.section("country_browser", lang),
        "close": store.words.say("browser.close", lang),
    }
    found = [kept_answer(store, each) for each in (code, *view.compare)]
    shown = None if view.compare else kept_places(store, code, view.indicator)
    if shown is not None and country_map.is_drawn(shown):
        answer["map"] = unit_map(store, shown, lang)
    return layout.layout(found, view, answer, quoter, country_map.Shown(shown, lines))


def kept_answer(store: Store, code: str) -> country.Country:
    """Give the answer about a country; it reads many tables, and is made once."""
    return store.kept.once(("country", code), lambda: country.answer(store, code))


def kept_lines(store: Store, code: str) -> tuple[Line, ...]:
    """Give the figures of a country that a map of its units can be of; only a focus country's."""
    if code not in store.codes.focus:
        return ()
    return store.kept.once(("lines", code), lambda: located.lines_of(store, code))


def kept_places(store: Store, code: str, indicator: str = "") -> places.Places | None:
    """Give a country's units by one of its figures: unless another is asked for, by the first."""
    lines = kept_lines(store, code)
    line = next((each for each in lines if indicator in ("", each.indicator)), None)
    if line is None:
        return None
    return store.kept.once(("places", code, line.indicator), lambda: places_of(store, code, line))


def places_of(store: Store, code: str, line: Line) -> places.Places:
    """Give a country's units by one figure, in the period of its map."""
    found = places.answer(store, asked_of(store, code, line))
    cells = found.cells[found.cells["time_period"] == found.best]
    return replace(found, stops=(found.best,), cells=cells)


def asked_of(store: Store, code: str, line: Line) -> places.Asked:
    """Ask for the units of a country what a line of its page says of all of it."""
    (other,) = line.filters(code, store.catalogue.indicators[line.indicator])["counterpart_area"]
    parts = (line.sex, line.age, line.breakdown)
    return places.Asked(code, line.indicator, line.source, other, *parts)

"""What happens on the page of a country's places: an address becomes a page, a question a cube."""

import asyncio
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import notices
from callbacks.address import places as address
from callbacks.serving import scripts_of
from callbacks.unit_map import unit_map
from data.periods import freq_of
from data.store import Store
from layouts import places as layout
from layouts.ids import Places as Id
from layouts.pages import page_named
from layouts.parts.ask_places import PlacesAsker


def register(app: Dash, store: Store) -> None:
    """Put the page's callbacks on the app."""

    @app.callback(Output(Id.ANSWER, "data"), Input(Id.QUESTION, "data"), prevent_initial_call=True)
    async def answer_question(asked: dict[str, Any] | None) -> dict[str, Any]:
        if not asked:
            raise PreventUpdate
        lang = store.words.spoken(asked["lang"])
        opened = await asyncio.to_thread(address.read, asked["search"], store)
        answer = await asyncio.to_thread(tell, store, opened, lang)
        return {**answer, "count": asked["count"]}

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("places", "draw"),
        Output(Id.DRAWN, "data"),
        Input(Id.ANSWER, "data"),
        State(Id.DRAWN, "data"),
    )


def open_page(store: Store, search: str, lang: str) -> Component:
    """Lay the page out around the answer to its address."""
    opened = address.read(search, store)
    answer = {**tell(store, opened, lang), **scripts_of(page_named("places"))}
    return layout.layout(answer, opened.answer.kind, store.words, lang)


def tell(store: Store, opened: address.Opened, lang: str) -> dict[str, Any]:
    """Put everything that the browser needs for one answer into words."""
    view, words = opened.view, store.words
    asker = PlacesAsker(opened.answer, store.catalogue, store.codes, words, lang)
    controls = asker.controls(opened.options)
    question = address.question(view)
    return {
        **unit_map(store, opened.answer, lang),
        "view": {**question, **address.moment(view)},
        "query": question,
        "freq": freq_of(stops[0]).value if (stops := opened.answer.stops) else "A",
        "lang": lang,
        "version": store.data_version,
        "controls": controls,
        "whys": asker.whys(controls),
        "source": asker.from_where(),
        "drawn_by": {
            "mapped": opened.answer.card.mapped,
            "indicator": view.indicator,
            "source": view.source,
            "counterpart_area": view.counterpart_area,
            "sex": view.sex,
            "age": view.age,
            "breakdown": view.breakdown,
        },
        "unitMeasure": opened.answer.card.unit_measure,
        "statuses": words.section("status", lang, str.upper),
        "notices": notices.said(store, opened.ignored, lang),
        "numerals": words.section("number", lang),
        "words": words.section("browser", lang),
    }

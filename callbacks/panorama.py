"""What happens on the panorama page: an address becomes a page, a question an answer."""

import asyncio
from functools import partial
from typing import Any

import plotly.graph_objects as go
from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import ground, notices
from callbacks.address import panorama as address
from callbacks.address.reader import Ignored
from callbacks.totals import reason_of
from data import located, panorama, selection
from data.catalogue.cards import Kind, Mapped
from data.guard import Permit
from data.store import Store
from data.view import View
from data.words import numbers
from layouts import panorama as layout
from layouts.figures import choropleth, lines, theme
from layouts.ids import Panorama as Id
from layouts.parts import ask, cube


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
        ClientsideFunction("panorama", "draw"),
        Output(Id.DRAWN, "data"),
        Input(Id.ANSWER, "data"),
        State(Id.DRAWN, "data"),
    )


def open_page(store: Store, search: str, lang: str) -> Component:
    """Lay the page out around the answer to its address."""
    view, ignored = address.read(search, store)
    answer, other = answers(store, view)
    now = answer.cells[answer.cells["time_period"] == view.time_period]
    return layout.layout(
        {
            **tell(store, answer, ignored, lang),
            **told_beside(store, other, lang),
            "ground": ground.writing(store, lang),
        },
        choropleth.figure(now, ground.of_store(store), colours_of(answer)),
        trend(store, answer, lang),
        store.words,
        lang,
    )


def told(store: Store, search: str, lang: str) -> dict[str, Any]:
    """Answer one address for the browser."""
    view, ignored = address.read(search, store)
    answer, other = answers(store, view)
    return {**tell(store, answer, ignored, lang), **told_beside(store, other, lang)}


def answers(store: Store, view: View) -> tuple[panorama.Answer, panorama.Answer | None]:
    """Answer a view, and what stands beside it: each for the periods of both."""
    other = address.beside(view, store)
    own, theirs = address.choices_of(view, store), address.choices_of(other, store)
    if other is None or own is None or theirs is None:
        return panorama.answer(store, view), None
    both = selection.common(own, theirs)
    return (
        panorama.answer(store, view, theirs.stops, both),
        panorama.answer(store, other, own.stops, both),
    )


def told_beside(store: Store, answer: panorama.Answer | None, lang: str) -> dict[str, Any]:
    """Tell what stands beside a view: what a map needs, its title, and where it comes from."""
    if answer is None:
        return {"beside": None}
    view = answer.view
    asker = ask.Asker(answer, store.catalogue, store.codes, store.words, lang)
    source = selection.source_drawn(store, view.indicator, view.measure, view.source)
    cells = cube.tell(answer, store.codes, store.words, store.catalogue, lang)
    needed = ("stops", "areas", "cells", "insights", "legend", "bounds", "palette", "unit", "notes")
    return {
        "beside": {
            **{name: cells[name] for name in needed},
            "indicator": view.indicator,
            "title": ask.title(asker),
            "source": asker.source_line(source, ask.definitions_of(answer)),
        }
    }


def tell(
    store: Store, answer: panorama.Answer, ignored: tuple[Ignored, ...], lang: str
) -> dict[str, Any]:
    """Put everything that the browser needs for one answer into words.

    Returns:
        What :func:`layouts.parts.cube.tell` gives, with ``view``, ``query`` (its part that the
        server answers), ``controls``, ``trend`` (a figure), ``source`` and ``notices``.
    """
    view = answer.view
    asker = ask.Asker(answer, store.catalogue, store.codes, store.words, lang)
    source = selection.source_drawn(store, view.indicator, view.measure, view.source)
    return {
        **cube.tell(answer, store.codes, store.words, store.catalogue, lang),
        "view": {**address.question(view, store), **address.moment(view)},
        "query": address.question(view, store),
        "freq": view.freq,
        "lang": lang,
        "version": store.data_version,
        "controls": asker.controls(),
        "whys": asker.whys(),
        "colours": theme.colours(store.codes.focus, view.areas),
        "trend": trend(store, answer, lang).to_plotly_json(),
        "source": asker.source_line(source, ask.definitions_of(answer)),
        "drawn": {
            "indicator": answer.indicator.id,
            "source": source,
            "mapped": answer.indicator.mapped,
            "other": view.other,
            "sex": view.sex,
            "age": view.age,
            "breakdown": view.breakdown,
        },
        "unitMeasure": answer.indicator.unit_measure,
        "summed": isinstance(answer.verdict, Permit),
        "refused": refused(store, answer, lang),
        "signed": answer.indicator.signed,
        "statuses": store.words.section("status", lang, str.upper),
        "notices": notices.said(store, ignored, lang),
        "words": store.words.section("browser", lang),
        "zoom": zoom(store, answer, lang),
    }


def zoom(store: Store, answer: panorama.Answer, lang: str) -> dict[str, dict[str, Any]]:
    """Say of the countries on the map where their own maps are: words, and what is asked there.

    Where the map shows nationalities, only of the country that registers them, if it has places.
    """
    view = answer.view
    areas: tuple[str, ...] = view.areas
    if answer.indicator.mapped != Mapped.REF_AREA:
        areas = (view.other,)
    told = {}
    for area in filter(store.codes.focus.__contains__, areas):
        if areas != view.areas and view.indicator not in located.offered(store, area):
            continue
        unit = store.words.say(f"unit_kind.{store.ground.kinds[area]}", lang)
        words = store.words.say("places.zoom", lang, area=store.codes.short(area, lang), unit=unit)
        told[area] = {"says": words, "same": view.indicator in located.offered(store, area)}
    return told


def refused(store: Store, answer: panorama.Answer, lang: str) -> str:
    """Say why the countries of an answer must not be added up; nothing where there is no sum."""
    if isinstance(answer.verdict, Permit) or len(answer.view.areas) == 1:
        return ""
    return reason_of(store, answer.verdict, lang)


def trend(store: Store, answer: panorama.Answer, lang: str) -> go.Figure:
    """Draw the trend of an answer, with the numbers of a language."""
    write = partial(numbers.round_short, words=store.words, lang=lang)
    colours = theme.colours(store.codes.focus, answer.view.areas)
    from_zero = answer.indicator.kind != Kind.INDEX
    return lines.figure(answer.cells, colours, write, from_zero=from_zero)


def colours_of(answer: panorama.Answer) -> tuple[str, ...]:
    """Give the colours of an answer's classes."""
    return theme.classes(answer.indicator.classes, signed=answer.indicator.signed)

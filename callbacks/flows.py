"""What happens on the page of flows: an address becomes a page, a question an answer."""

import asyncio
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks import ground, notices
from callbacks.address import flows as address
from callbacks.address.reader import Ignored
from callbacks.serving import scripts_of
from callbacks.totals import reason_of
from data import flows, mirror
from data.guard import Refusal
from data.store import Store
from data.view import FlowsView
from layouts import flows as layout
from layouts.figures import flow_map, theme
from layouts.ids import Flows as Id
from layouts.pages import page_at
from layouts.parts import corridors, mirrors
from layouts.parts.ask_flows import FlowsAsker, MirrorAsker
from layouts.parts.corridor_words import Teller
from layouts.parts.mirror_words import MirrorTeller


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
        ClientsideFunction("flows", "draw"),
        Output(Id.DRAWN, "data"),
        Input(Id.ANSWER, "data"),
        State(Id.DRAWN, "data"),
    )


def open_page(store: Store, search: str, lang: str) -> Component:
    """Lay the page out around the answer to its address."""
    answer = {
        **told(store, search, lang),
        "ground": {
            **ground.writing(store, lang),
            "gates": gates(store, lang),
            "groups": groups(store),
        },
        **scripts_of(page_at("/flows")),
    }
    figure = flow_map.figure(store.codes.focus, ground.of_store(store))
    return layout.layout(answer, figure, store.words, lang)


def told(store: Store, search: str, lang: str) -> dict[str, Any]:
    """Answer one address for the browser."""
    if address.shows_mirror(search):
        mirrored, ignored = address.read_mirror(search, store)
        return {**tell_mirror(store, mirrored, lang), **around(store, mirrored.view, ignored, lang)}
    answer, ignored = address.read(search, store)
    return {**tell(store, answer, lang), **around(store, answer.view, ignored, lang)}


def around(
    store: Store, view: FlowsView, ignored: tuple[Ignored, ...], lang: str
) -> dict[str, Any]:
    """Tell what every view of corridors comes with: its address, notices, words."""
    words = store.words
    return {
        "view": {**address.question(view, store), **address.moment(view)},
        "query": address.question(view, store),
        "lang": lang,
        "version": store.data_version,
        "statuses": words.section("status", lang, str.upper),
        "notices": notices.said(store, ignored, lang),
        "numerals": words.section("number", lang),
        "words": {
            **words.section("browser", lang),
            **words.section("flows_browser", lang),
        },
    }


def tell_mirror(store: Store, mirrored: mirror.Mirror, lang: str) -> dict[str, Any]:
    """Put a mirror into words; what other views have and a mirror has not is empty."""
    teller = MirrorTeller(mirrored, store.catalogue, store.codes, store.words, lang)
    asker = MirrorAsker(mirrored, store.catalogue, store.codes, store.words, lang)
    destinations, origins = (mirror.partners(store, e) for e in ("ref_area", "counterpart_area"))
    ends = (mirrored.origin, mirrored.destination)
    lines = {each.source: each.definitions[-1] for each in reversed(mirrored.lines)}
    sources = ".".join(name for name in store.catalogue.sources if name in lines)
    first = sources or mirrored.view.source
    said = asker.source_line(first, ())
    return {
        **mirrors.tell(teller),
        "nodes": {code: corridors.node(teller, code, colours_of(store)) for code in ends},
        "links": [],
        "status": "A",
        "totals": {"into": {}, "out_of": {}, "whole": {"v": [], "p": []}},
        "steps": [{"least": 0, "says": "", "n": [], "part": []}],
        "most": 0,
        "samples": [],
        "freq": "A",
        "controls": asker.controls(destinations, origins),
        "whys": asker.whys(),
        "alone": "",
        "refused": "",
        "drawn": {"indicator": "", "source": first, "sex": mirrored.view.sex},
        "unitMeasure": "persons",
        "source": {**said, "source": said["brief"], "counted": asker.say("mirror.counted")},
    }


def tell(store: Store, answer: flows.Answer, lang: str) -> dict[str, Any]:
    """Put the corridors of one answer into words."""
    view = answer.view
    asker = FlowsAsker(answer, store.catalogue, store.codes, store.words, lang)
    teller = Teller(answer, store.catalogue, store.codes, store.words, lang)
    return {
        **corridors.tell(teller, colours_of(store)),
        "freq": flows.freq_of(answer),
        "controls": asker.controls(),
        "whys": asker.whys(),
        "alone": flows.alone(view) if answer.both_sides else "",
        "refused": refused(store, answer, lang),
        "drawn": {"indicator": view.indicator, "source": view.source, "sex": view.sex},
        "unitMeasure": answer.indicator.unit_measure,
        "source": asker.source_line(view.source, answer.definitions),
    }


def refused(store: Store, answer: flows.Answer, lang: str) -> str:
    """Say why the corridors of an answer must not be added up; nothing where they may."""
    return reason_of(store, answer.verdict, lang) if isinstance(answer.verdict, Refusal) else ""


def colours_of(store: Store) -> dict[str, str]:
    """Give the colours of origins."""
    rests = {fold.rest: fold.whole for fold in store.codes.folds}
    return theme.origin_colours(store.codes.focus, store.codes.groups, rests)


def groups(store: Store) -> dict[str, tuple[str, ...]]:
    """List the countries of every group that stands in their place in one of the views."""
    codes = store.codes
    names = (*codes.regions, *(fold.rest for fold in codes.folds))
    return {name: tuple(codes.groups[name]) for name in names}


def gates(store: Store, lang: str) -> list[dict[str, Any]]:
    """Tell where corridors from and to far regions enter and leave the picture."""
    return [
        {
            "id": code,
            "side": side,
            "place": place,
            "name": store.words.say("flows.gate.unknown", lang)
            if code == "_U"
            else store.codes.short(code, lang),
            "members": [
                area
                for area in store.codes.members([code])
                if area not in store.ground.labels or store.codes.areas[area].region != "005"
            ],
        }
        for code, (side, place) in store.ground.gates.items()
    ]

"""REST: what the tables hold, for programs; documented by OpenAPI at ``/docs``."""

import asyncio
import csv
import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import Dash
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from callbacks import answers
from callbacks.serving import asset_url, spoken_first
from data import observations
from data.schema import AGE, COLUMNS, KEY, PERIOD, TOTAL, Sex
from data.store import Store

FILTERS = KEY
ENDS = ("ref_area", "counterpart_area")
MOST, USUAL = 10_000, 1_000
FORMATS = ("json", "csv")
UNPROCESSABLE = 422
DOCS = "vendor/swagger"
REFUSED: dict[int | str, dict[str, Any]] = {
    UNPROCESSABLE: {
        "model": answers.Refusal,
        "description": "A parameter is unknown, repeated or has another value than allowed.",
    }
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request: which parameter, why, what would be right."""

    name: str
    reason: str
    given: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A request that can be answered."""

    filters: Mapping[str, Sequence[str]]
    format: str
    limit: int
    offset: int


def register(app: Dash, store: Store) -> None:
    """Put the REST routes on the app's server."""
    server: FastAPI = app.server

    @server.get("/healthz", tags=["state"], summary="Whether the tables are read")
    async def healthz() -> dict[str, str]:
        return {"status": "ok", "data_version": store.data_version}

    @server.get(
        "/api/v1/indicators",
        tags=["lists"],
        response_model=answers.Indicators,
        responses=REFUSED,
        openapi_extra=documented(["lang"]),
        summary="Every indicator: name, unit, kind, sources",
    )
    async def indicators(request: Request) -> Response:
        return listed(request, store, "indicators", indicators_of)

    @server.get(
        "/api/v1/areas",
        tags=["lists"],
        response_model=answers.Areas,
        responses=REFUSED,
        openapi_extra=documented(["lang"]),
        summary="Every area: code, name, parent, level",
    )
    async def areas(request: Request) -> Response:
        return listed(request, store, "areas", areas_of)

    @server.get(
        "/api/v1/observations",
        tags=["observations"],
        response_model=answers.Observations,
        responses={200: {"content": {"text/csv": {}}}, **REFUSED},
        openapi_extra=documented([*FILTERS, "format", "limit", "offset", "lang"]),
        summary="Observations by their codes, in key order",
    )
    async def observed(request: Request) -> Response:
        return await asyncio.to_thread(answer_observations, request, store)

    page = docs_page()

    @server.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(page)


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """Give the parameters of a request, repeated ones as often as they are there."""
    return list(request.query_params.multi_items())


def language(request: Request, store: Store) -> str:
    """Choose the language of names and messages: ``lang``, else the request's own."""
    asked = request.query_params.get("lang", "")
    if asked in store.words.languages:
        return asked
    return spoken_first(store, request.headers.get("accept-language", ""))


def listed(
    request: Request, store: Store, name: str, entries: Callable[[Store, str], list[dict[str, Any]]]
) -> Response:
    """Answer a request for a list."""
    faults = wrong_names(pairs_of(request), ("lang",))
    faults += wrong_language(request, store)
    if faults:
        return refused(faults, store, language(request, store))
    return JSONResponse({name: entries(store, language(request, store))})


def wrong_names(pairs: Sequence[tuple[str, str]], known: Collection[str]) -> list[Fault]:
    """Name parameters that do not exist or are there more than once."""
    names = [name for name, _ in pairs]
    strange = [
        Fault(name, "unknown_parameter", name, tuple(known))
        for name in dict.fromkeys(names)
        if name not in known
    ]
    twice = [
        Fault(name, "repeated_parameter", name)
        for name in dict.fromkeys(names)
        if names.count(name) > 1 and name in known
    ]
    return strange + twice


def wrong_language(request: Request, store: Store) -> list[Fault]:
    """Name a language that is not spoken."""
    asked = request.query_params.get("lang")
    if asked is None or asked in store.words.languages:
        return []
    return [Fault("lang", "unknown_code", asked, store.words.languages)]


def indicators_of(store: Store, lang: str) -> list[dict[str, Any]]:
    """List the indicators with what a program must know of them."""
    say = store.words.say
    return [
        {
            "id": each.id,
            "name": say(f"indicator.{each.id}.name", lang),
            "about": say(f"indicator.{each.id}.about", lang),
            "unit_measure": each.unit_measure,
            "decimals": each.decimals,
            "kind": each.kind,
            "counterpart": each.counterpart,
            "may_sum": {name: getattr(each.may_sum, name) for name in each.may_sum.__slots__},
            "sources": list(each.sources),
            "parts": list(each.parts),
        }
        for each in store.catalogue.indicators.values()
    ]


def areas_of(store: Store, lang: str) -> list[dict[str, Any]]:
    """List the areas with their place in the hierarchy."""
    return [
        {
            "id": area.id,
            "name": store.codes.name(area.id, lang),
            "short_name": store.codes.short(area.id, lang),
            "parent": area.parent or None,
            "level": area.level,
            "m49": area.m49 or None,
            "region": area.region or None,
            "focus": area.focus,
            "national": area.national or None,
            "members": list(store.codes.groups.get(area.id, ())),
        }
        for area in store.codes.areas.values()
    ]


def answer_observations(request: Request, store: Store) -> Response:
    """Answer a request for observations, or say what is wrong with it."""
    pairs = pairs_of(request)
    faults = wrong_names(pairs, (*FILTERS, "format", "limit", "offset", "lang"))
    faults += wrong_language(request, store)
    asked = question(dict(pairs), store, faults)
    if asked is None:
        return refused(faults, store, language(request, store))
    found = observations.find(store, asked.filters, units=True)
    page = observations.rows(store, found.page(asked.offset, asked.limit))
    if asked.format == "csv":
        return as_csv(page, len(found))
    return JSONResponse(
        {"total": len(found), "limit": asked.limit, "offset": asked.offset, "observations": page}
    )


def question(given: Mapping[str, str], store: Store, faults: list[Fault]) -> Question | None:
    """Read the parameters; faults are added to the list, and then there is no question."""
    filters: dict[str, Sequence[str]] = {}
    for name in FILTERS:
        if name in given:
            filters[name] = tuple(given[name].split(","))
            faults += wrong_codes(name, filters[name], store)
    chosen = given.get("format", "json")
    if chosen not in FORMATS:
        faults.append(Fault("format", "unknown_code", chosen, FORMATS))
    limit = whole_number(given, "limit", USUAL, MOST, faults)
    offset = whole_number(given, "offset", 0, None, faults)
    return None if faults else Question(opened(filters, store), chosen, limit, offset)


def opened(filters: Mapping[str, Sequence[str]], store: Store) -> dict[str, Sequence[str]]:
    """Put the countries of a group in its place, each once."""
    return {
        name: tuple(dict.fromkeys(store.codes.members(asked))) if name in ENDS else asked
        for name, asked in filters.items()
    }


def wrong_codes(name: str, asked: Sequence[str], store: Store) -> list[Fault]:
    """Name codes that a dimension cannot have."""
    form = {"age": AGE, "time_period": PERIOD}.get(name)
    if form is not None:
        wrong = [code for code in asked if not form.fullmatch(code)]
        allowed = store.shelf.codes(name)
    else:
        allowed = allowed_codes(name, store)
        wrong = [code for code in asked if code not in allowed]
    return [Fault(name, "unknown_code", ",".join(wrong), allowed)] if wrong else []


def allowed_codes(name: str, store: Store) -> tuple[str, ...]:
    """List the codes of a dimension that has a closed list."""
    if name == "indicator":
        return tuple(store.catalogue.indicators)
    if name == "source":
        each = store.catalogue.indicators.values()
        return tuple(sorted({source for indicator in each for source in indicator.sources}))
    if name == "sex":
        return tuple(Sex)
    if name == "breakdown":
        dimensions = store.catalogue.breakdowns.items()
        return (TOTAL, *(f"{name}.{code}" for name, codes in dimensions for code in codes))
    return tuple(store.codes.areas)


def whole_number(
    given: Mapping[str, str], name: str, usual: int, most: int | None, faults: list[Fault]
) -> int:
    """Read a whole number of at least 0; a fault is added to the list."""
    text = given.get(name)
    if text is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,12}", text) or (most is not None and int(text) > most):
        allowed = (f"0-{most}",) if most is not None else ("0-",)
        faults.append(Fault(name, "no_whole_number", text, allowed))
        return usual
    return int(text)


def refused(faults: Sequence[Fault], store: Store, lang: str) -> JSONResponse:
    """Say what is wrong, each with the values that would be right."""
    detail = [
        {
            "loc": ["query", fault.name],
            "msg": store.words.say(
                f"api.{fault.reason}", lang, name=fault.name, given=fault.given[:200]
            ),
            "type": fault.reason,
            "allowed": list(fault.allowed),
        }
        for fault in faults
    ]
    return JSONResponse({"detail": detail}, status_code=UNPROCESSABLE)


def as_csv(page: Sequence[Mapping[str, Any]], total: int) -> Response:
    """Write rows as CSV; flags are joined by a space, a missing value is empty."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in page:
        told = {**row, "flags": " ".join(row["flags"])}
        writer.writerow(["" if told[name] is None else told[name] for name in COLUMNS])
    return Response(
        lines.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={
            "content-disposition": 'attachment; filename="observations.csv"',
            "x-total-count": str(total),
        },
    )


def documented(names: Sequence[str]) -> dict[str, Any]:
    """Describe parameters for OpenAPI."""
    told = {
        "indicator": "Ids of indicators, see /api/v1/indicators.",
        "ref_area": "ISO 3166-1 alpha-3 codes, ISO 3166-2 of first-level units, COL-_U those who "
        "are in none of them, W the world; a group (G_…) stands for the countries in it, "
        "see /api/v1/areas.",
        "counterpart_area": "The other end: ISO 3166-1 alpha-3, W all, _U unknown, _X stateless, "
        "_Z none named; a group (G_…) stands for the countries in it.",
        "sex": "_T both, F women, M men.",
        "age": "_T all ages, or a band such as Y5T11.",
        "breakdown": "_T, or <dimension>.<code>.",
        "time_period": "Years such as 2024, months 2024-03, quarters 2024-Q1, five years 2015/P5Y.",
        "source": "Ids of sources; derived ones are joined by a dot.",
        "cause": "Causes such as cause.drowning.",
        "route": "Routes such as route.south_american_route.",
        "format": "json or csv.",
        "compare": "Up to two more ISO 3166-1 alpha-3 codes whose pages are in the workbook too.",
        "limit": f"Rows at the most, up to {MOST}; {USUAL} when left out.",
        "offset": "Rows left out at the start.",
        "over": "What to add over: ref_area, time_period, counterpart_area, indicator, source.",
        "lang": "Language of names and messages.",
    }
    numbers = {"limit": USUAL, "offset": 0}
    listed_names = [name for name in names if name in (*FILTERS, "cause", "route", "over")]
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": told[name] + (" A comma list." if name in listed_names else ""),
            "schema": {"type": "integer", "minimum": 0, "default": numbers[name]}
            if name in numbers
            else {"type": "string"},
        }
        for name in names
    ]
    return {"parameters": parameters}


def docs_page() -> str:
    """Write the page that shows the OpenAPI document, from files of our own."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Panorama Sur · API</title>"
        f'<link rel="icon" href="{asset_url("icon.svg")}">'
        f'<link rel="stylesheet" href="{asset_url(f"{DOCS}/swagger-ui.css")}"></head>'
        '<body><main id="swagger-ui"></main>'
        f'<script src="{asset_url(f"{DOCS}/swagger-ui-bundle.js")}"></script>'
        f'<script src="{asset_url(f"{DOCS}/open.js")}"></script></body></html>'
    )

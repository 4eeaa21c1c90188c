"""REST: incidents of death and disappearance as points."""

import asyncio
from collections.abc import Sequence

from dash import Dash
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from callbacks import answers
from callbacks.api import (
    MOST,
    REFUSED,
    USUAL,
    Fault,
    documented,
    language,
    pairs_of,
    refused,
    whole_number,
    wrong_codes,
    wrong_language,
    wrong_names,
)
from data import incidents
from data.incidents import FILTERS
from data.store import Store

KNOWN = (*FILTERS, "limit", "offset", "lang")


def register(app: Dash, store: Store) -> None:
    """Put the route on the app's server."""
    server: FastAPI = app.server

    @server.get(
        "/api/v1/incidents",
        tags=["observations"],
        response_model=answers.Incidents,
        responses=REFUSED,
        openapi_extra=documented(list(KNOWN)),
        summary="Single incidents of death and disappearance, with their place",
    )
    async def listed(request: Request) -> Response:
        return await asyncio.to_thread(answer_incidents, request, store)


def answer_incidents(request: Request, store: Store) -> Response:
    """Answer a request for incidents, or say what is wrong with it."""
    pairs = pairs_of(request)
    faults = wrong_names(pairs, KNOWN) + wrong_language(request, store)
    given = dict(pairs)
    filters = {name: asked(name, given[name], store) for name in FILTERS if name in given}
    for name, codes in filters.items():
        faults += wrong(name, codes, store)
    limit = whole_number(given, "limit", USUAL, MOST, faults)
    offset = whole_number(given, "offset", 0, None, faults)
    if faults:
        return refused(faults, store, language(request, store))
    found = incidents.find(store, filters)
    page = incidents.records(found.iloc[offset : offset + limit])
    return JSONResponse({"total": len(found), "limit": limit, "offset": offset, "incidents": page})


def asked(name: str, text: str, store: Store) -> tuple[str, ...]:
    """Read a comma list; a cause or route may be named without its dimension."""
    own = store.catalogue.breakdowns.get(name, ())
    return tuple(f"{name}.{code}" if code in own else code for code in text.split(","))


def wrong(name: str, codes: Sequence[str], store: Store) -> list[Fault]:
    """Name codes that a filter cannot have."""
    if name not in store.catalogue.breakdowns:
        return wrong_codes(name, codes, store)
    allowed = tuple(f"{name}.{code}" for code in store.catalogue.breakdowns[name])
    strange = [code for code in codes if code not in allowed]
    return [Fault(name, "unknown_code", ",".join(strange), allowed)] if strange else []

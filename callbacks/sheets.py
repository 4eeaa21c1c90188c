"""REST: the page of a country as a workbook."""

import asyncio

from dash import Dash
from fastapi import FastAPI, Request
from fastapi.responses import Response

from callbacks.address import country as address
from callbacks.address.reader import Name
from callbacks.answers import Refusal
from callbacks.api import (
    UNPROCESSABLE,
    Fault,
    documented,
    language,
    pairs_of,
    refused,
    wrong_language,
    wrong_names,
)
from callbacks.country import kept_answer, kept_lines, kept_places
from data.codes import DESCRIBED
from data.sheets import workbook
from data.store import Store

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(app: Dash, store: Store) -> None:
    """Put the routes on the app's server, one a country that has a page."""
    server: FastAPI = app.server
    for code in DESCRIBED:
        place(server, store, code)


def written(store: Store, codes: tuple[str, ...], lang: str) -> bytes:
    """Write the workbook of a page: the figures of its countries, and of what its maps show."""
    countries = [kept_answer(store, code) for code in codes]
    maps = (
        kept_places(store, code, line.indicator)
        for code in codes
        for line in kept_lines(store, code)
    )
    return workbook(store, countries, filter(None, maps), lang)


def place(server: FastAPI, store: Store, code: str) -> None:
    """Put the route of one country on the server."""

    @server.get(
        f"/countries/{code}.xlsx",
        tags=["countries"],
        name=f"workbook_{code}",
        response_class=Response,
        responses={
            200: {"content": {KIND: {}}},
            UNPROCESSABLE: {"model": Refusal, "description": "A parameter is wrong."},
        },
        openapi_extra=documented(["compare", "lang"]),
        summary=f"The figures of the page of {code} as a workbook: data, metadata, definitions",
    )
    async def answer(request: Request) -> Response:
        faults = wrong_names(pairs_of(request), ("compare", "lang"))
        faults += wrong_language(request, store)
        view, ignored = address.read(str(request.url.query), code)
        beside = [each.given for each in ignored if each.name == Name.COMPARE]
        faults += [Fault(Name.COMPARE, "unknown_code", each, view.offered) for each in beside]
        lang = language(request, store)
        if faults:
            return refused(faults, store, lang)
        codes = (code, *view.compare)
        content = await asyncio.to_thread(written, store, codes, lang)
        file = f"panorama-sur_{'-'.join(codes)}_{store.data_version}.xlsx"
        headers = {"content-disposition": f'attachment; filename="{file}"'}
        return Response(content, media_type=KIND, headers=headers)

"""REST: the page of a country as a workbook."""

import asyncio

from dash import Dash
from fastapi import FastAPI, Request
from fastapi.responses import Response

from callbacks.answers import Refusal
from callbacks.api import (
    UNPROCESSABLE,
    documented,
    language,
    pairs_of,
    refused,
    wrong_language,
    wrong_names,
)
from callbacks.country import kept_answer
from data.codes import DESCRIBED
from data.sheets import workbook
from data.store import Store

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(app: Dash, store: Store) -> None:
    """Put the routes on the app's server, one a country that has a page."""
    server: FastAPI = app.server
    for code in DESCRIBED:
        place(server, store, code)


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
        openapi_extra=documented(["lang"]),
        summary=f"The figures of the page of {code} as a workbook: data, metadata, definitions",
    )
    async def answer(request: Request) -> Response:
        faults = wrong_names(pairs_of(request), ("lang",)) + wrong_language(request, store)
        lang = language(request, store)
        if faults:
            return refused(faults, store, lang)
        found = await asyncio.to_thread(kept_answer, store, code)
        content = await asyncio.to_thread(workbook, store, found, lang)
        file = f"panorama-sur_{code}_{store.data_version}.xlsx"
        headers = {"content-disposition": f'attachment; filename="{file}"'}
        return Response(content, media_type=KIND, headers=headers)

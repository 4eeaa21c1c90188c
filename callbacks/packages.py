"""REST: tables to take home, as packages that describe themselves."""

from dash import Dash
from fastapi import FastAPI, Request
from fastapi.responses import Response, StreamingResponse

from callbacks.answers import Refusal
from callbacks.api import (
    UNPROCESSABLE,
    Fault,
    documented,
    language,
    pairs_of,
    refused,
    wrong_codes,
    wrong_language,
    wrong_names,
)
from callbacks.serving import PACKAGE
from data import packages
from data.descriptors import Format
from data.store import Store


def register(app: Dash, store: Store) -> None:
    """Put the route on the app's server."""
    server: FastAPI = app.server

    @server.head(PACKAGE, include_in_schema=False)
    @server.get(
        PACKAGE,
        tags=["packages"],
        response_class=Response,
        responses={
            200: {"content": {"application/zip": {}}},
            UNPROCESSABLE: {"model": Refusal, "description": "A parameter is wrong."},
        },
        openapi_extra=documented(["indicator", "format", "lang"]),
        summary="Whole tables as a Data Package (ZIP); all of them when no indicator is named",
    )
    async def package(request: Request) -> Response:
        return answer_package(request, store)


def answer_package(request: Request, store: Store) -> Response:
    """Send a package piece by piece, or say what is wrong with the request."""
    faults = wrong_names(pairs_of(request), ("indicator", "format", "lang"))
    faults += wrong_language(request, store)
    given = dict(pairs_of(request))
    names = tuple(store.catalogue.indicators)
    if "indicator" in given:
        names = tuple(dict.fromkeys(given["indicator"].split(",")))
        faults += wrong_codes("indicator", names, store)
    form = given.get("format", Format.CSV.value)
    if form not in list(Format):
        faults.append(Fault("format", "unknown_code", form, tuple(Format)))
    lang = language(request, store)
    if faults:
        return refused(faults, store, lang)
    what = names[0] if len(names) == 1 else "all" if "indicator" not in given else "several"
    file = f"panorama-sur_{what}_{store.data_version}_{form}.zip"
    headers = {"content-disposition": f'attachment; filename="{file}"'}
    if request.method == "HEAD":
        return Response(media_type="application/zip", headers=headers)
    pieces = packages.stream(store, names, Format(form), lang)
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)

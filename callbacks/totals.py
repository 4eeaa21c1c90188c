"""REST: sums that may be made, and for those that must not, the reason and the nearest figure."""

import asyncio
from urllib.parse import urlencode

from dash import Dash
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from callbacks import answers, notices
from callbacks.api import (
    FILTERS,
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
from data import totals
from data.guard import OVER, Refusal, Sum
from data.nearest import nearest
from data.observations import plain
from data.store import Store
from data.words import ages, periods
from layouts.parts.offers import Offers

NAMED = 12


def register(app: Dash, store: Store) -> None:
    """Put the route on the app's server."""
    server: FastAPI = app.server

    @server.get(
        "/api/v1/total",
        tags=["observations"],
        response_model=answers.Total,
        responses={
            UNPROCESSABLE: {
                "model": answers.NoTotal | answers.Refusal,
                "description": "The sum must not be made, or a parameter is wrong.",
            }
        },
        openapi_extra=documented([*FILTERS, "over", "lang"]),
        summary="One figure for many, where they may be added up",
    )
    async def total(request: Request) -> Response:
        return await asyncio.to_thread(answer_total, request, store)


def answer_total(request: Request, store: Store) -> Response:
    """Answer a request for a total, or say why there is none and what there is instead."""
    pairs = pairs_of(request)
    faults = wrong_names(pairs, (*FILTERS, "over", "lang")) + wrong_language(request, store)
    given = dict(pairs)
    filters = {name: tuple(given[name].split(",")) for name in FILTERS if name in given}
    for name, codes in filters.items():
        faults += wrong_codes(name, codes, store)
    over = tuple(given["over"].split(",")) if "over" in given else ()
    strange = [name for name in over if name not in OVER]
    if strange:
        faults.append(Fault("over", "unknown_code", ",".join(strange), OVER))
    lang = language(request, store)
    if faults:
        return refused(faults, store, lang)
    found = totals.total(store, Sum(filters, frozenset(over)))
    if isinstance(found, Refusal):
        return no_total(store, found, lang)
    value = None if found.obs_value is None else plain(found.obs_value)
    return JSONResponse(
        {
            "obs_value": value,
            "obs_status": found.obs_status,
            "flags": list(found.flags),
            "missing": [dict(part) for part in found.missing],
        }
    )


def no_total(store: Store, refusal: Refusal, lang: str) -> JSONResponse:
    """Say why a sum must not be made, and where the nearest figure is."""
    instead = nearest(store, refusal)
    filters = {name: ",".join(codes) for name, codes in instead.filters.items()}
    over = {"over": ",".join(instead.over)} if instead.over else {}
    path = "/api/v1/total" if instead.of_total else "/api/v1/observations"
    return JSONResponse(
        {
            "reason": reason_of(store, refusal, lang, coded=True),
            "nearest": f"{path}?{urlencode({**filters, **over}, safe=',')}",
        },
        status_code=UNPROCESSABLE,
    )


def reason_of(store: Store, refusal: Refusal, lang: str, *, coded: bool = False) -> str:
    """Say in one sentence why a sum must not be made.

    Args:
        store: the words and code lists.
        refusal: the sum and the rule.
        lang: the language of the sentence.
        coded: whether the codes follow the names, for those who write them.
    """
    several = [
        with_code(named(store, refusal.dimension, code, lang), code, coded=coded)
        for code in refusal.named[:NAMED]
    ]
    more = " …" if len(refusal.named) > NAMED else ""
    name = notices.named(store, refusal.dimension, lang)
    return store.words.say(
        f"guard.{refusal.reason.value}",
        lang,
        dimension=with_code(name, refusal.dimension, coded=coded),
        named=", ".join(several) + more,
    )


def with_code(name: str, code: str, *, coded: bool) -> str:
    """Put the code in brackets after its name.

    >>> with_code("Colombia", "COL", coded=True), with_code("2024", "2024", coded=True)
    ('Colombia [COL]', '2024')
    """
    return f"{name} [{code}]" if coded and name != code else name


def named(store: Store, dimension: str, code: str, lang: str) -> str:
    """Name a code of a dimension in a language; one without a name stays as it is."""
    if dimension == "age" and not code.startswith("_"):
        return ages.said(code, store.words, lang)
    if dimension == "time_period":
        return periods.short(code, lang)
    if dimension == "source":
        offers = Offers(store.catalogue, store.codes, store.words, lang)
        return " / ".join(offers.dated(store.catalogue.sources[part]) for part in code.split("."))
    if code in store.codes.areas:
        return store.codes.short(code, lang)
    keys = (f"{dimension}.{code}.name", f"{dimension}.{code.lower()}", f"{dimension}.{code}")
    return next((store.words.say(key, lang) for key in keys if store.words.has(key)), code)

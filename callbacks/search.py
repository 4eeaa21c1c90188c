"""What the search box asks for when it is first used: a list of what there is, one a language."""

from dash import Dash
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from callbacks.serving import asset_url
from data import search
from data.store import Store
from layouts.pages import PAGES

MATCHER = "vendor/ufuzzy/ufuzzy.min.js"


def register(app: Dash, store: Store) -> None:
    """Put the routes on the app's server."""
    server: FastAPI = app.server
    for lang in store.words.languages:
        place(server, store, lang)


def place(server: FastAPI, store: Store, lang: str) -> None:
    """Put the route of one language on the server."""

    @server.get(f"/search/{lang}.json", include_in_schema=False)
    async def answer() -> JSONResponse:
        return JSONResponse(store.kept.once(("search", lang), lambda: listed(store, lang)))


def listed(store: Store, lang: str) -> dict[str, object]:
    """List what can be found, what can be asked for at once, and where the matching comes from."""
    say = store.words.say
    pages = [
        ["page", say(each.title_key, lang), said_elsewhere(store, each.title_key), "", each.path]
        for each in PAGES
        if not each.inside
    ]
    found = [
        [each.kind, each.name, each.more, each.where, each.address]
        for each in search.entries(store, lang)
    ]
    joins = search.joined(store)
    return {"matcher": asset_url(MATCHER), "found": [*pages, *found], "joins": joins}


def said_elsewhere(store: Store, key: str) -> str:
    """Say a key in every language."""
    return " ".join(store.words.say(key, each) for each in store.words.languages)

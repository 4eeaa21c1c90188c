"""What the search box asks for when it is first used: a list of what there is, one a language."""

from urllib.parse import urlencode

from dash import Dash
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from callbacks.serving import asset_url
from data import search
from data.store import Store
from layouts.pages import MATCHER, PAGES, Page, page_named


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
    routes = [f"/flows?{urlencode({'route': name})}" for name in store.catalogue.routes]
    ways = [(each, each.path) for each in PAGES]
    ways += [(page_named("route"), address) for address in routes]
    pages = [
        ["page", say(each.title_key, lang), called(store, each), "", way] for each, way in ways
    ]
    found = [
        [each.kind, each.name, each.more, each.where, each.address]
        for each in search.entries(store, lang)
    ]
    joins = search.joined(store)
    return {"matcher": asset_url(MATCHER), "found": [*pages, *found], "joins": joins}


def called(store: Store, page: Page) -> str:
    """Give what a page is called and looked for by, in every language."""
    names = (store.words.say(page.title_key, each) for each in store.words.languages)
    return " ".join((*names, search.also(store, "sought", page.name)))

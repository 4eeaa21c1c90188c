"""How answers travel: compressed, kept by browsers, fenced by headers; unknown paths are 404."""

import ctypes
import hashlib
import html
import platform
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dash import Dash
from fastapi import FastAPI, Request
from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, JSONResponse

from callbacks.ahead import warm
from callbacks.carrier import App, Carrier, Receive, Scope, Send
from data.store import Store
from layouts.pages import Page, paths, scripts

ASSETS = Path(__file__).parents[1] / "assets"
M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8  # names of malloc.h
PR_SET_THP_DISABLE = 41  # name of prctl.h
SECONDS_APART = 30  # between two times that free memory is handed back
PACKAGE = "/api/v1/package"  # sent piece by piece
DASH = ("/_dash-layout", "/_dash-dependencies", "/_dash-update-component")


def fingerprint(file: Path) -> str:
    """Give eight signs that change when a file does."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def asset_url(name: str) -> str:
    """Give the address of a file of ``assets``; it changes with the content."""
    return f"/assets/{name}?v={fingerprint(ASSETS / name)}"


def scripts_of(page: Page | None) -> dict[str, Any]:
    """Give the addresses of the scripts that a page needs at once, and of those needed later."""
    if page is None:
        return {"scripts": [], "later": {}}
    later = {name: [asset_url(file) for file in files] for name, files in page.later.items()}
    return {"scripts": [asset_url(file) for file in page.scripts], "later": later}


def geometry_url(file: Path) -> str:
    """Give the address of a file of boundaries; it changes with the content."""
    return f"/geo/{fingerprint(file)}/{file.name}"


def security_headers(scripts: Iterable[str]) -> dict[str, str]:
    """Give the headers of every answer.

    Args:
        scripts: hashes of the inline scripts that Dash writes; no other inline script runs.
            Styles alone may be inline: Plotly positions its pictures by style attributes.
    """
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "cross-origin-opener-policy": "same-origin",
    }


def missing(store: Store) -> App:
    """Answer paths that do not exist: JSON for programs, a small page for persons."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path.startswith("/api/"):
            response: Any = JSONResponse({"detail": f"No such path: {path}"}, status_code=404)
        else:
            lang = spoken_first(store, Headers(scope=scope).get("accept-language", ""))
            response = HTMLResponse(missing_page(store, path, lang), status_code=404)
        await response(scope, receive, send)

    return answer


def spoken_first(store: Store, accepted: str) -> str:
    """Choose the first language of a request's list that is spoken."""
    wished = [part.split(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    return next((lang for lang in wished if lang in store.words.languages), store.words.spoken(""))


def missing_page(store: Store, path: str, lang: str) -> str:
    """Say in a person's language that there is no page here."""
    say = store.words.say
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(say('page.not_found', lang))} · Panorama Sur</title>"
        f'<link rel="icon" href="{asset_url("icon.svg")}">'
        f'<link rel="stylesheet" href="{asset_url("style.css")}"></head>'
        f'<body><main class="not-found"><h1>{html.escape(say("page.not_found", lang))}</h1>'
        f"<p>{html.escape(say('page.not_found_hint', lang, path=path))}</p>"
        f'<p><a href="/">{html.escape(say("page.go_home", lang))}</a></p></main></body></html>'
    )


def serve(app: Dash, store: Store) -> Carrier:
    """Put everything about travelling around a Dash app.

    Returns:
        The ASGI app to run.
    """
    server: FastAPI = app.server
    place_geometry(server, store)
    place_icon(server)
    carrier = Carrier(server, paths_of(server), security_headers(app.csp_hashes()), missing(store))
    carrier.streams = {PACKAGE}
    ahead = (geometry_url(store.ground.file), *map(asset_url, scripts()))
    carrier.preparing = threading.Thread(target=prepare, args=(carrier, ahead), daemon=True)
    carrier.preparing.start()
    return carrier


def paths_of(server: FastAPI) -> set[str]:
    """List where a server answers: the pages, what Dash needs, and our own routes."""
    routes = {str(getattr(route, "path", "")) for route in server.routes}
    own = {path for path in routes if path and "{" not in path and not path.startswith("/_")}
    return set(paths()) | set(DASH) | own - {"/"}


def place_geometry(server: FastAPI, store: Store) -> None:
    """Serve the boundaries under addresses that change with them: all countries, units of one."""
    files = {geometry_url(file): file for file in (store.ground.file, *store.ground.units.values())}

    async def geometry(request: Request) -> FileResponse:
        return FileResponse(files[request.url.path], media_type="application/geo+json")

    for address in files:
        server.get(address, include_in_schema=False)(geometry)


def place_icon(server: FastAPI) -> None:
    """Serve the icon where browsers look for it by themselves, beside an answer that is no page."""

    async def icon() -> FileResponse:
        return FileResponse(ASSETS / "icon.svg", media_type="image/svg+xml")

    server.get("/favicon.ico", include_in_schema=False)(icon)


def prepare(carrier: Carrier, addresses: Sequence[str]) -> None:
    """Get ready for the first visit, then hand back the memory that it took."""
    warm(carrier, addresses)
    give_memory_back()


def use_little_memory() -> None:
    """Keep one heap for all threads and hand freed memory back, where glibc is in use.

    Huge pages, which NumPy asks for, would hold whole what a column fills in part.
    """
    c_library = glibc()
    if c_library is not None:
        c_library.prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
        c_library.mallopt(M_ARENA_MAX, 1)
        c_library.mallopt(M_TRIM_THRESHOLD, 1 << 16)
        threading.Thread(target=tidy, daemon=True).start()


def tidy() -> None:
    """Hand back again and again what answers leave free in the middle of the heap."""
    never = threading.Event()
    while not never.wait(SECONDS_APART):
        give_memory_back()


def give_memory_back() -> None:
    """Hand what starting needed back to the system, where glibc is in use."""
    c_library = glibc()
    if c_library is not None:
        c_library.malloc_trim(0)


def glibc() -> ctypes.CDLL | None:
    """Give the C library where it is glibc, the only one that is asked to be frugal."""
    if sys.platform == "linux" and "glibc" in platform.libc_ver():
        return ctypes.CDLL("libc.so.6")
    return None

"""How answers travel: compressed, kept by browsers, fenced by headers; unknown paths are 404."""

import asyncio
import ctypes
import gzip
import hashlib
import html
import logging
import platform
import re
import sys
import threading
from collections.abc import (
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    MutableMapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
from dash import Dash
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, JSONResponse

from data.store import Store
from layouts.pages import PAGES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ASSETS = Path(__file__).parents[1] / "assets"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
SMALLEST = 400  # bytes: less is not worth compressing
WORKERS = 2
M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8  # names of malloc.h
QUICK, BEST = 4, 11  # quality of brotli: per response, and once for what is kept
TEXT = re.compile(r"text/|javascript|json|svg|xml")
DASH = ("/_dash-layout", "/_dash-dependencies", "/_dash-update-component")
FOLDERS = ("/assets/", "/_dash-component-suites/")
VERSION = re.compile(r"v=([0-9a-f]{8})")  # the query of a file of ours
DASHS = re.compile(r"(/_dash-component-suites/.*/[^/.]+)\.v[\w-]+m[0-9a-fA-F]+(\.[^/]+)")


def fingerprint(file: Path) -> str:
    """Give eight signs that change when a file does."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def asset_url(name: str) -> str:
    """Give the address of a file of ``assets``; it changes with the content."""
    return f"/assets/{name}?v={fingerprint(ASSETS / name)}"


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


@dataclass(slots=True)
class Answer:
    """One whole answer: status, headers, body, and the body in other encodings once made."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    encoded: dict[str, bytes] = field(default_factory=dict)

    @property
    def compressible(self) -> bool:
        """Tell whether compressing is worth it."""
        kind = self.headers.get("content-type", "")
        return len(self.body) >= SMALLEST and bool(TEXT.search(kind))


def wanted_encoding(accepted: str) -> str:
    """Choose an encoding that a browser takes: brotli, else gzip, else none.

    >>> wanted_encoding("gzip, deflate, br;q=0.9"), wanted_encoding("gzip;q=0"), wanted_encoding("")
    ('br', '', '')
    """
    taken = {}
    for part in accepted.split(","):
        name, _, quality = part.strip().partition(";")
        taken[name.strip().lower()] = quality.replace(" ", "") not in ("q=0", "q=0.0")
    return next((name for name in ("br", "gzip") if taken.get(name)), "")


def encode(body: bytes, encoding: str, quality: int = QUICK) -> bytes:
    """Compress a body."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    return gzip.compress(body, compresslevel=9 if quality == BEST else 6, mtime=0)


class Carrier:
    """ASGI middleware: fences, keeps, compresses. Streams of other kinds pass untouched."""

    def __init__(
        self, app: App, paths: Collection[str], headers: Mapping[str, str], missing: App
    ) -> None:
        """Wrap an app.

        Args:
            app: the whole server.
            paths: where it answers, beside the folders of files.
            headers: put on every answer.
            missing: answers for paths that do not exist.
        """
        self.app = app
        self.paths = paths
        self.headers = headers
        self.missing = missing
        self.kept: dict[str, Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                # Few threads: more would only take the interpreter from the event loop.
                workers = ThreadPoolExecutor(max_workers=WORKERS)
                asyncio.get_running_loop().set_default_executor(workers)
            await self.app(scope, receive, send)
            return
        bodiless = scope["method"] == "HEAD"
        if bodiless:  # answered as GET is, without the body
            scope = {**scope, "method": "GET"}
        place = lasting_place(scope["path"], scope["query_string"].decode("latin-1"))
        answer = self.kept.get(place) if scope["method"] == "GET" else None
        if answer is None:
            answer = await self.ask(scope, receive)
            self.mark(answer, scope["method"], place)
        asked = Headers(scope=scope)
        if is_known(answer, asked.get("if-none-match", "")):
            answer = Answer(304, {k: answer.headers[k] for k in ("etag", "cache-control")})
        encoding = wanted_encoding(asked.get("accept-encoding", ""))
        await self.deliver(answer, encoding, send, bodiless=bodiless)

    async def ask(self, scope: Scope, receive: Receive) -> Answer:
        """Ask the app, where it answers; Dash's own answer to all other paths is not wanted."""
        path = scope["path"]
        file = path.startswith(FOLDERS)
        if not file and path not in self.paths:
            return await whole(self.missing, scope, receive)
        answer = await whole(self.app, scope, receive)
        if file and answer.headers.get("content-type", "").startswith("text/html"):
            return await whole(self.missing, scope, receive)
        return answer

    def mark(self, answer: Answer, method: str, place: str) -> None:
        """Say how long an answer may be kept, and keep it here when it never changes."""
        # Dash sends the answers of callbacks without saying that they are JSON.
        answer.headers.setdefault("content-type", "application/json")
        if method != "GET" or answer.status != 200:  # noqa: PLR2004 - HTTP's OK
            answer.headers["cache-control"] = "no-store"
            return
        digest = hashlib.sha256(answer.body).hexdigest()
        answer.headers["etag"] = f'"{digest[:16]}"'
        # An address that names another content than the one sent must not be kept for ever.
        version = VERSION.fullmatch(place.partition("?")[2])
        lasting = bool(place) and (version is None or digest.startswith(version[1]))
        answer.headers["cache-control"] = FOREVER if lasting else ASK_AGAIN
        answer.headers.pop("expires", None)
        if lasting:
            self.kept[place] = answer

    async def deliver(
        self, answer: Answer, encoding: str, send: Send, *, bodiless: bool = False
    ) -> None:
        """Send an answer in an encoding, with all headers."""
        lasting = answer.headers.get("cache-control") == FOREVER
        vary = "Accept-Encoding" if lasting else "Accept-Encoding, Accept-Language"
        body, extra = answer.body, {"vary": vary}
        if encoding and answer.compressible:
            if encoding not in answer.encoded:
                answer.encoded[encoding] = await asyncio.to_thread(encode, body, encoding)
            body = answer.encoded[encoding]
            extra["content-encoding"] = encoding
        if answer.status != 304:  # noqa: PLR2004 - a length there would be of what is not sent
            extra["content-length"] = str(len(body))
        headers = {**answer.headers, **self.headers, **extra}
        raw = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        await send({"type": "http.response.body", "body": b"" if bodiless else body})


def lasting_place(path: str, query: str) -> str:
    """Give the one place where a file is kept, or nothing when its address names no content.

    However many fingerprints are asked for, there is at most one place a file.

    >>> lasting_place("/assets/style.css", "v=01234567"), lasting_place("/assets/style.css", "")
    ('/assets/style.css?v=01234567', '')
    >>> lasting_place("/_dash-component-suites/dash/dcc/a.v4_4m17.js", "x=1")
    '/_dash-component-suites/dash/dcc/a.js'
    """
    if path.startswith("/geo/"):
        return path
    if path.startswith("/assets/"):
        return f"{path}?{query}" if VERSION.fullmatch(query) else ""
    dashs = DASHS.fullmatch(path)
    return dashs[1] + dashs[2] if dashs else ""


def is_known(answer: Answer, tags: str) -> bool:
    """Tell whether a browser has an answer already: it sends the tags of what it has."""
    tag = answer.headers.get("etag", "")
    return bool(tag) and tag in {each.strip().removeprefix("W/") for each in tags.split(",")}


async def whole(app: App, scope: Scope, receive: Receive) -> Answer:
    """Take an app's answer as one piece."""
    answer = Answer()
    pieces: list[bytes] = []

    async def take(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {
                k.decode("latin-1").lower(): v.decode("latin-1") for k, v in message["headers"]
            }
        elif message["type"] == "http.response.body":
            pieces.append(message.get("body", b""))

    await app(scope, receive, take)
    answer.body = b"".join(pieces)
    return answer


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
    carrier = Carrier(server, paths_of(server), security_headers(app.csp_hashes()), missing(store))
    ahead = (geometry_url(store.ground.file),)
    threading.Thread(target=warm, args=(carrier, ahead), daemon=True).start()
    return carrier


def paths_of(server: FastAPI) -> set[str]:
    """List where a server answers: the pages, what Dash needs, and our own routes."""
    routes = {str(getattr(route, "path", "")) for route in server.routes}
    own = {path for path in routes if path and "{" not in path and not path.startswith("/_")}
    return {page.path for page in PAGES} | set(DASH) | own - {"/"}


def place_geometry(server: FastAPI, store: Store) -> None:
    """Serve the boundaries under an address that changes with them."""
    file = store.ground.file

    @server.get(geometry_url(file), include_in_schema=False)
    async def geometry() -> FileResponse:
        return FileResponse(file, media_type="application/geo+json")


def warm(carrier: Carrier, ahead: Sequence[str]) -> None:
    """Compress what the first view needs, once and as well as can be, before it is asked for."""
    try:
        asyncio.run(warm_all(carrier, ahead))
    except (OSError, RuntimeError, ValueError) as fault:
        logging.getLogger(__name__).warning("Nothing was compressed ahead: %s", fault)
    give_memory_back()


def use_little_memory() -> None:
    """Keep one heap for all threads and hand freed memory back at once, where glibc is in use."""
    c_library = glibc()
    if c_library is not None:
        c_library.mallopt(M_ARENA_MAX, 1)
        c_library.mallopt(M_TRIM_THRESHOLD, 1 << 16)


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


async def warm_all(carrier: Carrier, ahead: Sequence[str]) -> None:
    """Ask ourselves for the index page, for everything that it names, and for some addresses."""
    index = await whole(carrier.app, request("/"), nothing())
    named = re.findall(r'(?:src|href)="(/[^"]+)"', index.body.decode())
    for address in (*named, *ahead):
        await warm_one(carrier, html.unescape(address))


def request(address: str) -> Scope:
    """Make the scope of a plain request."""
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 0),
    }


def nothing() -> Receive:
    """Make what receives an empty body, and then nothing more: the client stays."""
    bodies = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for body in bodies:
            return body
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    return receive


async def warm_one(carrier: Carrier, address: str) -> None:
    """Fetch one address from ourselves and keep it compressed at the best quality."""
    path, _, query = address.partition("?")
    answer = await whole(carrier.app, request(address), nothing())
    place = lasting_place(path, query)
    carrier.mark(answer, "GET", place)
    kept = carrier.kept.get(place)
    if kept is not None and kept.compressible:
        for encoding in ("br", "gzip"):
            kept.encoded[encoding] = encode(kept.body, encoding, BEST)

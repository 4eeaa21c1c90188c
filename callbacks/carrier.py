"""One answer over HTTP: asked for once, kept, compressed, fenced; the same for all pages."""

import asyncio
import gzip
import hashlib
import re
import threading
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import brotli
from starlette.datastructures import Headers

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
SMALLEST = 400  # bytes: less is not worth compressing
WORKERS = 2
QUICK, BEST = 4, 11  # quality of brotli: per response, and once for what is kept
TEXT = re.compile(r"text/|javascript|json|svg|xml")
FOLDERS = ("/assets/", "/_dash-component-suites/")
VERSION = re.compile(r"v=([0-9a-f]{8})")  # the query of a file of ours
DASHS = re.compile(r"(/_dash-component-suites/.*/[^/.]+)\.v[\w-]+m[0-9a-fA-F]+(\.[^/]+)")


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
    """ASGI middleware: fences, keeps, compresses. What is no HTTP passes untouched."""

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
        self.streams: set[str] = set()  # paths whose answers pass piece by piece
        self.kept: dict[str, Answer] = {}
        self.preparing: threading.Thread | None = None  # compresses ahead of the first visit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                # Few threads: more would only take the interpreter from the event loop.
                workers = ThreadPoolExecutor(max_workers=WORKERS)
                asyncio.get_running_loop().set_default_executor(workers)
            await self.app(scope, receive, send)
            return
        if scope["path"] in self.streams:
            await self.pass_on(scope, receive, send)
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

    async def pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an answer on as it comes, with all headers; it is kept nowhere."""
        fences = {**self.headers, "cache-control": "no-store"}
        more = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in fences.items()]

        async def fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        await self.app(scope, receive, fenced)

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
        headers = {**answer.headers, **extra}
        if answer.status != 304:  # noqa: PLR2004 - what the browser has is sent with all of them
            headers |= {**self.headers, "content-length": str(len(body))}
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

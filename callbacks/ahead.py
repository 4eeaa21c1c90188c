"""What is done ahead of the first visit: everything that it needs is compressed at its best."""

import asyncio
import html
import logging
import re
from collections.abc import Sequence

from callbacks.carrier import BEST, Carrier, Message, Receive, Scope, encode, lasting_place, whole


def warm(carrier: Carrier, ahead: Sequence[str]) -> None:
    """Compress what the first view needs, once and as well as can be, before it is asked for."""
    try:
        asyncio.run(warm_all(carrier, ahead))
    except (OSError, RuntimeError, ValueError) as fault:
        logging.getLogger(__name__).warning("Nothing was compressed ahead: %s", fault)


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

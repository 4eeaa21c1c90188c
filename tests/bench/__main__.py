"""Measures what the product promises, in one run: ``python -m tests.bench`` (or ``make bench``)."""

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Callable

from playwright.sync_api import Browser, sync_playwright

from tests.bench.browser import IDLE, NAIVE, Wire, resident, served
from tests.bench.cubes import report
from tests.browser.chromium import FLAGS, installed
from tests.browser.conftest import free_port

STEPS = 21
LATENCY = 150
CLIENTS, ASKED = 50, 40

# A step is timed in the page: from the key until all is drawn, and two animation frames more.
TO_PAINT = """(key) => new Promise(done => {
  const range = document.querySelector('#panorama-year input');
  const began = performance.now();
  range.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  PanoramaSur.painted.then(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))));
})"""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def steps(browser: Browser, address: str, latency: int, *, naive: bool) -> dict[str, float]:
    """Time single steps of the year: median and largest to paint, bytes a step."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address)
    ready = ".choroplethlayer path" if naive else "body[data-ready=true]"
    page.wait_for_selector(ready, state="attached")
    wire = Wire(page, latency)
    page.wait_for_timeout(500)
    wire.reset()
    times = []
    for count in range(STEPS):
        if naive:
            times.append(page.evaluate(NAIVE, 10 + count % 20))
        else:
            times.append(page.evaluate(TO_PAINT, "ArrowLeft"))
        page.wait_for_timeout(60)
    idle = statistics.median(page.evaluate(IDLE) for _ in range(9))
    context.close()
    return {
        "median": statistics.median(times),
        "largest": max(times),
        "idle": idle,
        "bytes": wire.bytes / STEPS,
    }


def visits(browser: Browser, address: str) -> dict[str, dict[str, float]]:
    """Measure a cold first view and a second visit with a warm cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    told = {}
    for visit in ("first", "second"):
        page = context.new_page()
        wire = Wire(page, 0)
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("body[data-ready=true]")
        ready = time.perf_counter() - began
        page.wait_for_timeout(800)
        told[visit] = {"requests": wire.requests, "bytes": wire.bytes, "seconds": ready}
        page.close()
    context.close()
    return told


class Client:
    """A keep-alive connection that costs next to nothing, so that the server is what is timed."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def get(self, path: str) -> float:
        """Ask for a path and read the whole answer; seconds it took."""
        if not hasattr(self, "reader"):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        began = time.perf_counter()
        self.writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if " 200 " not in head.splitlines()[0]:
            raise RuntimeError(head)
        await self.reader.readexactly(int(head.split("content-length: ")[1].split()[0]))
        return time.perf_counter() - began


async def load(port: int) -> dict[str, float]:
    """Ask for observations from many clients at once; ``/healthz`` is asked meanwhile."""
    asked = [
        "indicator=displaced_population&ref_area=COL,PER,CHL&counterpart_area=VEN",
        "indicator=migrant_stock&ref_area=ARG&time_period=2024&sex=_T",
        "indicator=population&ref_area=GUY",
        "indicator=refugees&time_period=2025&counterpart_area=W&limit=300",
    ]
    times: list[float] = []
    health: list[float] = []
    finished = asyncio.Event()

    async def one(number: int) -> None:
        client = Client(port)
        for turn in range(ASKED):
            query = asked[(number + turn) % len(asked)]
            times.append(await client.get(f"/api/v1/observations?{query}"))

    async def pulse() -> None:
        client = Client(port)
        while not finished.is_set():
            health.append(await client.get("/healthz"))
            await asyncio.sleep(0.02)

    beat = asyncio.create_task(pulse())
    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(CLIENTS)))
    whole = time.perf_counter() - began
    finished.set()
    await beat
    return {
        "p50": 1000 * statistics.median(times),
        "p95": 1000 * statistics.quantiles(times, n=20)[-1],
        "per_second": len(times) / whole,
        "health_p50": 1000 * statistics.median(health),
        "health_max": 1000 * max(health),
    }


def timed(browser: Browser, address: str, other: str, write: Callable[[str], None]) -> None:
    """Hold a step of ours against the naive one, without and with latency."""
    for latency in (0, LATENCY):
        ours = steps(browser, address, latency, naive=False)
        theirs = steps(browser, other, latency, naive=True)
        write(
            f"| year step, +{latency} ms | {ours['median']:.0f} ms (most {ours['largest']:.0f}), "
            f"{ours['bytes']:.0f} B | {theirs['median']:.0f} ms, {theirs['bytes']:,.0f} B | "
            f"{theirs['median'] / ours['median']:.1f} x | idle frames {ours['idle']:.0f} ms |"
        )


def drawn(address: str, other: str) -> None:
    """Measure in a browser: steps in time, and visits."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=list(FLAGS))
        say("| what | ours | whole figure by callback | ratio | note |\n|--|--|--|--|--|")
        timed(browser, address, other, say)
        seen = visits(browser, address)
        browser.close()
    say("\n| visit | requests | bytes over the wire | seconds to data-ready |\n|--|--|--|--|")
    for name, visit in seen.items():
        say(f"| {name} | {visit['requests']} | {visit['bytes']:,} | {visit['seconds']:.2f} |")


def main() -> None:
    """Measure everything and print tables in Markdown."""
    port, other_port = free_port(), free_port()
    naive = (sys.executable, "-m", "tests.bench.naive", str(other_port))
    with served(sys.executable, "app.py", port=port) as (address, start, pid):
        with served(*naive, port=other_port) as (other, _, _):
            time.sleep(15)  # what is compressed once is compressed by now
            drawn(address, other)
        told = asyncio.run(load(port))
        memory = resident(pid)
    health = f"{told['health_p50']:.0f} / {told['health_max']:.0f} ms"
    say("\n| server | value |\n|--|--|")
    say(f"| start to /healthz | {start:.2f} s |")
    say(f"| memory of the worker, after all this | {memory:.0f} MB |")
    asked = f"{told['p50']:.0f} / {told['p95']:.0f} ms"
    say(f"| /observations, {CLIENTS} clients at once: p50 / p95 | {asked} |")
    say(f"| answers a second | {told['per_second']:.0f} |")
    say(f"| /healthz meanwhile: p50 / largest | {health} |")
    say("")
    for line in report():
        say(line)
    say(f"\n{json.dumps({'python': sys.version.split()[0], 'cores': os.cpu_count()})}")


if __name__ == "__main__":
    main()

"""What every measurement in a browser needs: servers, the wire, idle frames."""

import os
import resource
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
IDLE = """() => new Promise(done => {
  const began = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""
NAIVE = """(place) => new Promise(done => {
  const map = document.querySelector('#map .js-plotly-plot');
  const began = performance.now();
  map.once('plotly_afterplot', () =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))));
  window.dash_clientside.set_props('place', {value: place});
})"""


@contextmanager
def served(*command: str, port: int) -> Iterator[tuple[str, float, int]]:
    """Run a server: its address, seconds until it answered, process id."""
    began = time.perf_counter()
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)})
    address = f"http://127.0.0.1:{port}"
    while True:
        try:
            if (
                httpx.get(f"{address}/healthz" if "app.py" in command else address).status_code
                < 500
            ):
                break
        except httpx.TransportError:
            if server.poll() is not None:
                raise
    try:
        yield address, time.perf_counter() - began, server.pid
    finally:
        server.terminate()
        server.wait(20)


def resident(pid: int) -> float:
    """Give the resident memory of a process, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 1e6


class Wire:
    """Counts what goes over the wire, and slows it down."""

    def __init__(self, page: Page, latency: int) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": latency,
                "downloadThroughput": -1,
                "uploadThroughput": -1,
            },
        )
        self.bytes = self.requests = 0
        self.session.on("Network.requestWillBeSent", self.asked)
        self.session.on("Network.loadingFinished", self.came)

    def asked(self, event: dict) -> None:
        self.requests += event["request"]["url"].startswith("http")

    def came(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])

    def reset(self) -> None:
        self.bytes = self.requests = 0

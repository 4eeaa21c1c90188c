"""A running product and a browser that reaches nothing else."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.browser.chromium import FLAGS, installed

ROOT = Path(__file__).parents[2]
OWN = re.compile(r"(https?://127\.0\.0\.1[:/]|data:|blob:)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert server.poll() is None, "the server stopped"
        try:
            if httpx.get(f"{address}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            continue
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a running product."""
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1"}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment)
    try:
        wait_until_up(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed(), args=list(FLAGS))
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A page, and everything that went wrong on it or over the wire."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("body[data-ready=true]")
        return self.page

    def answered(self) -> None:
        """Wait until the last question was answered and drawn."""
        self.page.wait_for_selector("body[data-ready=true]:not([data-asking])")


def watch(context: BrowserContext, address: str) -> Watched:
    page = context.new_page()
    watched = Watched(page, address)

    def only_own(route: Route) -> None:
        if OWN.match(route.request.url):
            route.continue_()
        else:
            watched.faults.append(f"asked {route.request.url}")
            route.abort()

    page.route("**/*", only_own)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("pageerror", lambda error: watched.faults.append(str(error)))
    page.on("requestfailed", lambda request: watched.faults.append(f"failed {request.url}"))
    page.on(
        "console",
        lambda said: (
            watched.faults.append(said.text) if said.type in ("error", "warning") else None
        ),
    )
    page.on(
        "response",
        lambda told: (
            watched.faults.append(f"{told.status} {told.url}") if told.status >= 400 else None
        ),
    )
    return watched


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A Spanish browser at a desk; the test fails when anything went wrong on the page."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="es", reduced_motion="reduce"
    )
    found = watch(context, address)
    yield found
    context.close()
    assert found.faults == []


@pytest.fixture
def english(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GY")
    found = watch(context, address)
    yield found
    context.close()
    assert found.faults == []


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="es", has_touch=True, is_mobile=True
    )
    found = watch(context, address)
    yield found
    context.close()
    assert found.faults == []

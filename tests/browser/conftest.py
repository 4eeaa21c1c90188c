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
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.chromium import FLAGS, installed

ROOT = Path(__file__).parents[2]
OWN = re.compile(r"(https?://127\.0\.0\.1[:/]|data:|blob:)")
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
DESK = (1366, 768)


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
        chromium = playwright.chromium.launch(executable_path=installed(), args=[*FLAGS, NOWHERE])
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A page, and everything that went wrong on it or over the wire."""

    page: Page
    address: str
    size: dict[str, int]
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("body[data-ready=true]")
        return self.page

    def answered(self) -> None:
        """Wait until the last question was answered and drawn."""
        self.page.wait_for_selector("body[data-ready=true]:not([data-asking])")

    def found(self) -> list[str]:
        """Give what went wrong until now, what is still on its way from the browser included."""
        self.page.context.cookies()  # whatever is told before this answer has been told
        return list(self.faults)

    def forget(self) -> None:
        """Make the page as good as new for another test; the browser keeps the files it loaded."""
        self.page.unroute_all()
        self.page.goto(f"{self.address}/healthz")
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.context.clear_cookies()
        self.page.mouse.move(-1, -1)
        self.page.set_viewport_size(self.size)
        self.faults.clear()
        self.requests.clear()


def watch(browser: Browser, address: str, size: tuple[int, int], **options: object) -> Watched:
    """Open a page and note every fault on it, and every request to another host as one.

    The browser itself reaches no other host (see NOWHERE). Requests are seen and not held up:
    a browser whose requests are held up keeps no file, and loads and compiles all anew.
    """
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_context(viewport=viewport, **options).new_page()
    watched = Watched(page, address, viewport)

    def sent(request: Request) -> None:
        watched.requests.append(request.url)
        if not OWN.match(request.url):
            watched.faults.append(f"asked {request.url}")

    page.on("request", sent)
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


# One page of each kind serves all tests, forgotten between them: a page of its own for each test
# would load and compile every script anew, which takes longer than what most tests look at.
@pytest.fixture(scope="session")
def desk(browser: Browser, address: str) -> Watched:
    return watch(browser, address, DESK, locale="es", reduced_motion="reduce")


@pytest.fixture(scope="session")
def english_desk(browser: Browser, address: str) -> Watched:
    return watch(browser, address, DESK, locale="en-GY")


@pytest.fixture(scope="session")
def hand(browser: Browser, address: str) -> Watched:
    return watch(browser, address, (390, 844), locale="es", has_touch=True, is_mobile=True)


@pytest.fixture
def watched(desk: Watched) -> Iterator[Watched]:
    """A Spanish browser at a desk; the test fails when anything went wrong on the page."""
    desk.forget()
    yield desk
    assert desk.found() == []


@pytest.fixture
def english(english_desk: Watched) -> Iterator[Watched]:
    english_desk.forget()
    yield english_desk
    assert english_desk.found() == []


@pytest.fixture
def phone(hand: Watched) -> Iterator[Watched]:
    hand.forget()
    yield hand
    assert hand.found() == []

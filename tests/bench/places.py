"""How fast units of a country step in time beside the region: ``python -m tests.bench.places``."""

import sys
import time

from playwright.sync_api import Browser, sync_playwright

from tests.bench.browser import Wire, served
from tests.bench.flows import opened, steps
from tests.browser.chromium import FLAGS, installed
from tests.browser.conftest import free_port

COUNTRIES = ("COL", "ARG", "PER", "CHL", "GUY")
STEPS = 21
READY = "body[data-ready=true]"
TO_PAINT = """(key) => new Promise(done => {
  const range = document.querySelector('.timebar .years input');
  const began = performance.now();
  range.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  PanoramaSur.painted.then(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))));
})"""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def step(browser: Browser, address: str) -> str:
    """Time single steps of a page: median and largest to paint, bytes a step."""
    page = opened(browser, address, READY)
    told = steps(page, TO_PAINT, ["ArrowLeft"] * STEPS)
    page.context.close()
    return (
        f"{told['median']:.0f} ms (most {told['largest']:.0f}) | {told['bytes']:.0f} B | "
        f"{told['idle']:.0f} ms"
    )


def after(browser: Browser, address: str, country: str) -> int:
    """Give the bytes that a country's page brings beyond what the panorama loaded."""
    page = opened(browser, address, READY)
    wire = Wire(page, 0)
    page.goto(f"{address}/places?ref_area={country}&counterpart_area=VEN")
    page.wait_for_selector("#places-map .unit")
    page.wait_for_timeout(800)
    page.context.close()
    return wire.bytes


def main() -> None:
    """Measure everything and print tables in Markdown."""
    port = free_port()
    with served(sys.executable, "app.py", port=port) as (address, _, _), sync_playwright() as made:
        time.sleep(15)  # what is compressed once is compressed by now
        browser = made.chromium.launch(executable_path=installed(), args=list(FLAGS))
        say("| year step | to paint | over the wire | idle frames |\n|--|--|--|--|")
        say(f"| region | {step(browser, address)} |")
        for country in COUNTRIES:
            query = f"/places?ref_area={country}&counterpart_area=VEN"
            say(f"| units of {country} | {step(browser, address + query)} |")
        say("\n| page | bytes beyond the panorama's |\n|--|--|")
        for country in COUNTRIES:
            say(f"| {country} | {after(browser, address, country):,} |")
        browser.close()


if __name__ == "__main__":
    main()

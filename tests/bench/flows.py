"""How fast corridors step in time, and what their page brings: ``python -m tests.bench.flows``."""

import statistics
import sys
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.browser import IDLE, NAIVE, Wire, served
from tests.browser.chromium import FLAGS, installed
from tests.browser.conftest import free_port

QUESTION = "indicator=displaced_population&threshold=0&time_period=2024"
STEPS = 21
PLAYED = 6_000  # milliseconds
TO_PAINT = """(key) => new Promise(done => {
  const range = document.querySelector('#flows-year input');
  const began = performance.now();
  range.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  PanoramaSur.painted.then(() =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began))));
})"""
# Two steps a second, every frame timed.
FRAMES = """(long) => new Promise(done => {
  const { stops } = PanoramaSur.cube;
  PanoramaSur.goTo(stops.length - 14);
  const times = [];
  const began = performance.now();
  let last = began;
  const steps = setInterval(() => PanoramaSur.step(1), 500);
  const frame = now => {
    times.push(now - last);
    last = now;
    if (now - began < long) requestAnimationFrame(frame);
    else { clearInterval(steps); done(times.slice(2)); }
  };
  requestAnimationFrame(frame);
})"""


def opened(browser: Browser, address: str, ready: str) -> Page:
    """Open a page of a desk's size and wait until it is drawn."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(address)
    page.wait_for_selector(ready, state="attached")
    page.wait_for_timeout(800)
    return page


def steps(page: Page, script: str, given: list[object]) -> dict[str, float]:
    """Time single steps: median and largest to paint, bytes a step."""
    wire = Wire(page, 0)
    page.wait_for_timeout(300)
    wire.reset()
    times = []
    for each in given:
        times.append(page.evaluate(script, each))
        page.wait_for_timeout(60)
    idle = statistics.median(page.evaluate(IDLE) for _ in range(9))
    return {
        "median": statistics.median(times),
        "largest": max(times),
        "idle": idle,
        "bytes": wire.bytes / len(given),
    }


def first_bytes(browser: Browser, address: str) -> dict[str, float]:
    """Measure what the flows bring to somebody who was on the panorama before."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-ready=true]")
    page.wait_for_timeout(800)
    told = {}
    for show in ("map", "sankey", "chord", "matrix", "mirror"):
        wire = Wire(page, 0)
        began = time.perf_counter()
        page.goto(f"{address}/flows?show={show}")
        page.wait_for_selector("body[data-ready=true]")
        told[f"{show} seconds"] = time.perf_counter() - began
        page.wait_for_timeout(500)
        told[show] = wire.bytes
    context.close()
    return told


def report(address: str, other: str) -> Iterator[str]:
    """Give the lines of tables in Markdown."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=list(FLAGS))
        page = opened(browser, f"{address}/flows?{QUESTION}", "body[data-ready=true]")
        count = page.evaluate("PanoramaSur.flows.shown().length")
        keys: list[object] = ["ArrowLeft" if turn % 2 else "ArrowRight" for turn in range(STEPS)]
        ours = steps(page, TO_PAINT, keys)
        frames = page.evaluate(FRAMES, PLAYED)
        naive = opened(browser, other, ".scattergeo path")
        theirs = steps(naive, NAIVE, [10 + turn % 20 for turn in range(STEPS)])
        yield "| flows | ours | lines by callback | ratio | note |\n|--|--|--|--|--|"
        yield (
            f"| year step, {count} corridors | {ours['median']:.0f} ms (most "
            f"{ours['largest']:.0f}), {ours['bytes']:.0f} B | {theirs['median']:.0f} ms, "
            f"{theirs['bytes']:,.0f} B | {theirs['median'] / ours['median']:.1f} x | idle frames "
            f"{ours['idle']:.0f} ms |"
        )
        yield (
            f"| play, 2 steps a second | largest frame {max(frames):.0f} ms, median "
            f"{statistics.median(frames):.0f} | | | {len(frames)} frames |"
        )
        told = first_bytes(browser, address)
        browser.close()
    yield "\n| first visit of | bytes beyond the panorama | seconds to data-ready |\n|--|--|--|"
    for show in ("map", "sankey", "chord", "matrix", "mirror"):
        yield f"| /flows?show={show} | {told[show]:,.0f} | {told[f'{show} seconds']:.2f} |"


def main() -> None:
    """Print the tables."""
    port, other_port = free_port(), free_port()
    naive = (sys.executable, "-m", "tests.bench.naive_flows", str(other_port))
    with (
        served(sys.executable, "app.py", port=port) as (address, _, _),
        served(*naive, port=other_port) as (other, _, _),
    ):
        time.sleep(12)  # what is compressed once is compressed by now
        for line in report(address, other):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

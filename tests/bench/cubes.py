"""How large the answer to each question is over the wire: ``python -m tests.bench.cubes``."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import brotli

from callbacks import panorama as page
from data import selection
from data.store import Store

LARGEST = 12
QUALITY = 5  # that of an answer that is compressed while somebody waits


@dataclass(frozen=True)
class Size:
    """One question, and what its answer takes."""

    indicator: str
    source: str
    measure: str
    freq: str
    stops: int
    sent: int
    seconds: float


def questions(store: Store) -> Iterator[tuple[str, str, str, str]]:
    """Give every indicator, source, measure and kind of period that Panorama offers."""
    for name in selection.offered(store):
        for source in selection.sources_of(store, name):
            for measure in selection.measures_of(store, name):
                card = selection.drawn(store, name, measure)
                drawn = selection.source_drawn(store, name, measure, source)
                for freq in selection.freqs_of(selection.rows_of(store, card.id, drawn)):
                    yield name, source, measure.value, freq.value


def size(store: Store, question: tuple[str, str, str, str], lang: str) -> Size:
    """Answer one question and compress the answer."""
    names = ("indicator", "source", "measure", "freq")
    asked = "&".join(f"{name}={code}" for name, code in zip(names, question, strict=True))
    page.told(store, asked, lang)  # the table is read now, not while it is timed
    began = time.perf_counter()
    told = page.told(store, asked, lang)
    seconds = time.perf_counter() - began
    sent = brotli.compress(json.dumps(told, ensure_ascii=False).encode(), quality=QUALITY)
    return Size(*question, len(told["stops"]), len(sent), seconds)


def report() -> Iterator[str]:
    """Give the lines of a table in Markdown: the largest answers first."""
    store = Store.open()
    sizes = [size(store, question, "es") for question in questions(store)]
    sizes.sort(key=lambda each: -each.sent)
    yield "| indicator | source | measure | freq | stops | bytes (brotli) | ms to answer |"
    yield "|--|--|--|--|--|--|--|"
    for each in sizes[:LARGEST]:
        yield (
            f"| {each.indicator} | {each.source} | {each.measure} | {each.freq} | {each.stops} "
            f"| {each.sent:,} | {1000 * each.seconds:.0f} |"
        )
    middle = sorted(each.sent for each in sizes)[len(sizes) // 2]
    slowest = max(sizes, key=lambda each: each.seconds)
    yield f"\n{len(sizes)} questions: the largest {sizes[0].sent:,} bytes, the median {middle:,};"
    yield f"the slowest answer is {slowest.indicator}, {1000 * slowest.seconds:.0f} ms."


def main() -> None:
    """Print the table."""
    for line in report():
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

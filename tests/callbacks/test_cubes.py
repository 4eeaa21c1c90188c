"""Every indicator, source and measure that is offered has an answer small enough to send."""

import json

import brotli
import pytest

from callbacks import panorama as page
from data import selection
from data.store import Store

MOST = 60_000  # bytes over the wire


def questions() -> list[str]:
    """Ask every indicator, source, measure and kind of period once."""
    store = Store.open()
    return [
        f"indicator={name}&source={source}&measure={measure}&freq={freq}"
        for name in selection.offered(store)
        for source in selection.sources_of(store, name)
        for measure in selection.measures_of(store, name)
        for freq in freqs(store, name, measure, source)
    ]


def freqs(store, name, measure, source):
    card = selection.drawn(store, name, measure)
    drawn = selection.source_drawn(store, name, measure, source)
    return selection.freqs_of(selection.rows_of(store, card.id, drawn))


@pytest.mark.parametrize("question", questions())
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_question_has_a_small_answer_in_words(store, question, lang):
    told = page.told(store, question, lang)
    sent = brotli.compress(json.dumps(told, ensure_ascii=False).encode(), quality=5)
    assert len(sent) < MOST
    assert all(told["insights"])
    assert told["notices"] == []

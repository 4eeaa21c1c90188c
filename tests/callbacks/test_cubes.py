"""Every indicator, source and measure that is offered has an answer small enough to send."""

import json

import brotli
import pytest

from callbacks import panorama as page
from data import panorama
from data.store import Store

MOST = 60_000  # bytes over the wire


def questions() -> list[str]:
    store = Store.open()
    return [
        f"indicator={name}&source={source}&measure={measure}"
        for name in panorama.offered(store)
        for source in panorama.sources_of(store, name)
        for measure in panorama.measures_of(store, name)
    ]


@pytest.mark.parametrize("question", questions())
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_question_has_a_small_answer_in_words(store, question, lang):
    told = page.told(store, question, lang)
    sent = brotli.compress(json.dumps(told, ensure_ascii=False).encode(), quality=5)
    assert len(sent) < MOST
    assert all(told["insights"])

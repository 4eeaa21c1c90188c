"""Every indicator, source and measure that is offered has an answer small enough to send."""

import json
import random
from dataclasses import replace

import brotli
import pandas as pd
import pytest

from callbacks import panorama as page
from callbacks import route
from callbacks.address import route as routes
from callbacks.address.panorama import read
from data import panorama, periods, selection
from data.changes import with_changes
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


def is_small_and_in_words(told):
    sent = brotli.compress(json.dumps(told, ensure_ascii=False).encode(), quality=5)
    return len(sent) < MOST and all(told["insights"]) and told["notices"] == []


# One answer is told in both languages: it is computed once.
@pytest.mark.parametrize("question", questions())
def test_every_question_has_a_small_answer_in_words(store, question):
    view, ignored = read(question, store)
    answer, other = page.answers(store, view)
    for lang in store.words.languages:
        told = page.tell(store, answer, ignored, lang)
        assert is_small_and_in_words({**told, **page.told_beside(store, other, lang)})


ROUTES = (
    "",
    "counterpart_area=VEN",
    "counterpart_area=G_EXTRA_CONTINENTAL",
    "counterpart_area=CHN",
    "sex=F&age=Y_LT18",
    "measure=share",
    "freq=A",
    "freq=A&measure=share",
)


@pytest.mark.parametrize("question", ROUTES)
def test_every_question_about_a_route_has_a_small_answer_in_words(store, question):
    answer, ignored = routes.read(f"route=north&deaths=yes&{question}", store)
    for lang in store.words.languages:
        assert is_small_and_in_words(route.tell(store, answer, ignored, lang))


def test_fifteen_years_of_months_of_nine_countries_are_a_small_answer(store):
    told = panorama.answer(store, read("indicator=darien_transits&freq=M", store)[0])
    stops = periods.between(("2010-01", "2025-06"))
    draw = random.Random(1)
    rows = pd.DataFrame(
        [
            (area, stop, float(draw.randrange(1_000_000)))
            for area in store.codes.focus
            for stop in stops
        ],
        columns=["counterpart_area", "time_period", "obs_value"],
    ).assign(obs_status="A", flags="", definition="panama_transits")
    cells = panorama.grid(rows, told.view.areas, stops, told.indicator)
    cells = panorama.with_marks(cells, store.catalogue.flags).assign(ahead=False, gap=False)
    cells["lacks"] = [() for _ in range(len(cells))]
    cells = with_changes(cells, periods.YEAR_BEFORE)
    totals = panorama.totals(cells, told.view, told.indicator, told.verdict)
    choices = replace(told.choices, stops=stops, periods=stops, bases=("P1Y", *stops))
    whole = replace(told, stops=stops, cells=cells, totals=totals, choices=choices)
    answer = page.tell(store, whole, (), "es")
    assert len(answer["stops"]) == 186
    sent = brotli.compress(json.dumps(answer, ensure_ascii=False).encode(), quality=5)
    assert len(sent) < MOST

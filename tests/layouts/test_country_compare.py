"""Side by side stand figures that count the same thing; another one gives way to the reason."""

import json
from dataclasses import replace

from plotly.utils import PlotlyJSONEncoder

from data import quotes
from layouts.parts.country_compare import line
from layouts.parts.holdings import Speaker
from layouts.parts.quoted import Quoter


def told(store, *counted):
    """Lay out one question as countries answer it that count by some definitions."""
    lines = quotes.lines_of(store, "PER")
    (quote, *_), _ = quotes.quotes(store.catalogue, lines, "numbers")
    own = [replace(quote, figure=replace(quote.figure, definition=name)) for name in counted]
    speaker = Speaker(store.catalogue, store.codes, store.words, "es", store.data_version)
    return json.dumps(line(Quoter(speaker), own).to_plotly_json(), cls=PlotlyJSONEncoder)


def test_another_concept_gives_way_to_what_it_counts(store):
    text = told(store, "undesa_foreign_born", "undesa_foreign_citizens")
    assert text.count("1.837.219") == 1
    assert "No se compara: personas de nacionalidad extranjera" in text


def test_the_same_concept_stands_side_by_side(store):
    text = told(store, "undesa_foreign_born", "undesa_foreign_born")
    assert text.count("1.837.219") == 2

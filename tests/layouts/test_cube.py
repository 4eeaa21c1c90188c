"""The cube says every cell in words, the same in every language."""

import json

import pytest

from callbacks.panorama import told
from data.words import numbers


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "indicator=migrant_stock&sex=F",
        "indicator=population",
        "indicator=migrant_stock&measure=share",
        "indicator=idps&ref_area=COL",
    ],
)
def test_every_cell_has_a_text_and_every_stop_an_insight(store, lang, query):
    cube = told(store, query, lang)
    stops = len(cube["stops"])
    assert len(cube["insights"]) == stops
    assert all(cube["insights"])
    for columns in cube["cells"].values():
        assert {len(column) for column in columns.values()} == {stops}
        assert all(columns["t"])
    json.dumps(cube, default=list, allow_nan=False)


def test_the_insight_counts_of_each_hundred(store):
    cube = told(store, "", "es")
    last = cube["insights"][-1]
    assert last.startswith("Colombia concentra 49 de cada 100 personas; Perú, 28.")
    assert "Paraguay (2023)" in last


def test_a_year_without_data_names_the_nearest(store):
    cube = told(store, "indicator=migrant_stock", "en")
    at = [stop["id"] for stop in cube["stops"]].index("2022")
    assert "2020, 2024" in cube["insights"][at]
    assert not cube["stops"][at]["has"]


def test_a_rate_that_is_not_zero_is_never_written_as_zero(store):
    cube = told(store, "indicator=displaced_population&counterpart_area=HTI&measure=per_1000", "es")
    for columns in cube["cells"].values():
        for value, text in zip(columns["v"], columns["t"], strict=True):
            assert value is None or (value == 0) == (text.strip("0,") == "")


def test_countries_without_any_data_are_not_sent_to_other_years(store):
    query = "indicator=migrant_stock&ref_area=GUY,URY&counterpart_area=HTI"
    assert set(told(store, query, "es")["insights"]) == {
        "La fuente no tiene datos de estos países para esta selección."
    }


def test_a_cube_is_small_over_the_wire(store):
    size = len(json.dumps(told(store, "indicator=population", "es"), default=list))
    assert size < 400_000


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (2_828_195, "2,83 M", "2.83 M"),
        (669_408, "669 mil", "669 k"),
        (8_499, "8,5 mil", "8.5 k"),
        (999_700, "1,00 M", "1.00 M"),
        (15_000, "15 mil", "15 k"),
        (999, "999", "999"),
        (0, "0", "0"),
    ],
)
def test_numbers_are_written_as_officials_write_them(store, value, es, en):
    assert numbers.short(value, store.words, "es").replace("\u00a0", " ") == es
    assert numbers.short(value, store.words, "en").replace("\u00a0", " ") == en


@pytest.mark.parametrize(
    ("ratio", "es"), [(1.49, "+49 %"), (0.85, "−15 %"), (1.001, "±0 %"), (20, "× 20")]
)
def test_changes_are_written_with_their_sign(store, ratio, es):
    assert numbers.change(ratio, store.words, "es").replace("\u00a0", " ") == es

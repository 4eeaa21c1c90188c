"""Every indicator at a desk: nothing overlaps, nothing is cut, nothing scrolls, as it is drawn."""

from pathlib import Path

import pytest

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
INDICATORS = "[...document.querySelectorAll('#panorama-indicator option')].map(o => o.value)"
HEIGHTS = """[...document.querySelectorAll('.graph .choroplethlayer')].map(
  layer => layer.getBoundingClientRect().height)"""
SAMPLE = (
    "displaced_population",
    "displaced_female_share",
    "recognition_rate",
    "us_southwest_encounters",
    "extra_continental_share",
    "net_migration_rate",
    "remittances_received",
    "gdp_per_capita",
)
PAIRS = (
    {"indicator": "migrant_stock", "beside": "hdi"},
    {"indicator": "displaced_population", "beside": "gdp_per_capita"},
    {"indicator": "asylum_applications", "beside": "recognition_rate"},
    {"indicator": "remittances_received", "beside": "net_migration"},
    {
        "indicator": "darien_transits",
        "freq": "M",
        "time_period": "2023-08",
        "beside": "us_southwest_encounters",
    },
    {"indicator": "darien_transits", "beside": "hdi", "time_period": "2020"},
    {"indicator": "hdi", "beside": "darien_transits", "time_period": "2020"},
)


def opened(watched, lang, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    return watched.open(f"/?lang={lang}&indicator=population")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_indicator_fits_the_smallest_desk(watched, lang):
    page = opened(watched, lang, (1366, 768))
    views = [{"indicator": name} for name in page.evaluate(INDICATORS)]
    assert len(views) > 50
    assert page.evaluate(MEASURE, views) == {}


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (390, 844)])
def test_indicators_of_every_kind_fit_other_sizes(watched, size):
    page = opened(watched, "es", size)
    assert page.evaluate(MEASURE, [{"indicator": name} for name in SAMPLE]) == {}


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (390, 844)])
def test_two_maps_fit_with_their_names_legends_and_titles(watched, size):
    page = opened(watched, "es", size)
    assert page.evaluate(MEASURE, list(PAIRS)) == {}


def test_two_maps_are_about_as_large(watched):
    page = watched.open(
        "/?indicator=darien_transits&freq=M&beside=us_southwest_encounters&time_period=2023-08"
    )
    # The first map is drawn anew beside the second one: the page is ready a moment before.
    page.wait_for_function(
        f"() => {{ const all = {HEIGHTS}; return Math.min(...all) > 0.75 * Math.max(...all); }}"
    )
    assert min(page.evaluate(HEIGHTS)) > 200

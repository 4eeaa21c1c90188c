"""Small multiples: one chart a country, one time, one scale or each its own."""

from xml.etree import ElementTree

import pytest

from tests.browser.test_layout import CUT, OVERFLOW, SCROLLS
from tests.browser.test_takeaway import taken

HIGHEST = """Object.fromEntries(
  [...document.querySelectorAll('.multiple')].map(m => [m.dataset.area,
  Math.min(100, ...[...m.querySelectorAll('.plot path[stroke-width="2.5"]')].flatMap(p =>
    [...p.getAttribute('d').matchAll(/[ML][^ ]+ ([0-9.]+)/g)].map(f => Number(f[1]))))]))"""


def test_every_country_has_a_chart_that_follows_the_time_bar(watched):
    page = watched.open("/?show=multiples")
    assert page.locator(".multiple").count() == 9
    assert (
        page.locator('.multiple[data-area="COL"] .multiple-value').text_content() == "2,83\u00a0M"
    )
    asked = len(watched.requests)
    page.locator("#panorama-year input").press("ArrowLeft")
    assert (
        page.locator('.multiple[data-area="COL"] .multiple-value').text_content() == "2,81\u00a0M"
    )
    assert len(watched.requests) == asked
    page.wait_for_url("**show=multiples**")


def test_one_scale_keeps_small_countries_low_and_own_scales_lift_them(watched):
    page = watched.open("/?show=multiples&indicator=migrant_stock")
    same = page.evaluate(HIGHEST)
    assert same["GUY"] > 80 > same["COL"]
    page.locator("#panorama-scale input").check()
    own = page.evaluate(HIGHEST)
    assert max(own.values()) < 20
    page.wait_for_url("**scale=own**")
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    assert page.evaluate(HIGHEST) == own
    assert page.locator("#panorama-scale input").is_checked()


LINES = """[...document.querySelectorAll('.multiple-years')].map(years =>
  [...years.children].map(span => [...new Set([...span.firstChild ? (() => {
    const range = document.createRange();
    range.selectNodeContents(span);
    return range.getClientRects();
  })() : []].map(box => Math.round(box.top)))]))"""


@pytest.mark.parametrize("width", [1366, 1920])
def test_names_of_months_below_a_chart_stay_on_one_line_each(watched, width):
    watched.page.set_viewport_size({"width": width, "height": 768})
    page = watched.open("/?show=multiples&indicator=darien_transits&freq=M&time_period=2025-02")
    for first, top, last in page.evaluate(LINES):
        assert first == last
        assert len(first) == len(top) == 1
        assert top > first  # below, on a line of its own


def test_a_chart_holds_its_country_in_focus_everywhere(watched):
    page = watched.open("/?show=multiples")
    page.locator('.multiple[data-area="PER"]').click()
    assert page.locator('.multiple[data-area="PER"]').get_attribute("aria-pressed") == "true"
    assert page.locator('.row[data-area="PER"].is-pinned').count() == 1
    page.wait_for_url("**pin=PER**")


def test_a_country_without_data_says_so_and_a_break_parts_its_line(watched):
    page = watched.open("/?show=multiples&indicator=unemployment_rate&time_period=2024")
    bolivia = page.locator('.multiple[data-area="BOL"]')
    assert bolivia.locator(".multiple-value").text_content() == "sin dato"
    assert not bolivia.locator(".is-now").is_visible()
    page = watched.open("/?show=multiples&counterpart_area=VEN")
    line = page.locator('.multiple[data-area="COL"] .plot path[stroke-width="2.5"]').first
    assert line.get_attribute("d").count("M") > 1
    assert page.locator('.multiple[data-area="COL"] .spot:not(.is-now)').count() >= 1


def test_nothing_is_cut_at_any_size_and_every_register_fits(watched):
    for query in ("indicator=displaced_population", "indicator=darien_transits&freq=M"):
        for size in ((1920, 1080), (1366, 768), (390, 844)):
            watched.page.set_viewport_size({"width": size[0], "height": size[1]})
            page = watched.open(f"/?show=multiples&{query}")
            assert not page.evaluate(OVERFLOW)
            assert page.evaluate(CUT) == []
            assert size[0] < 900 or not page.evaluate(SCROLLS)


def test_the_picture_taken_home_shows_the_charts(watched, tmp_path):
    page = watched.open("/?show=multiples&indicator=migrant_stock")
    text = taken(page, "svg", tmp_path).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    lines = [e for e in root.iter() if e.get("stroke-width") == "2.5"]
    assert len(lines) >= 9
    assert all(name in text for name in ("Guyana", "3,06\u00a0M", "1990"))

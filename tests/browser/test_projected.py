"""Projecting needs a wide screen: a narrow one shows the stacked pages, and keeps the address."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_layout import OVERFLOW

MODE = "document.body.dataset.mode"
SHOWN = """[...document.querySelectorAll('main *')].filter(
  e => e.checkVisibility() && !e.closest('.stage-row')).length"""  # as many ticks as there is room
PAGES = [
    "/",
    "/?show=tiles&indicator=migrant_stock",
    "/?indicator=hdi&beside=migrant_stock",
    "/flows",
    "/flows?show=matrix",
    "/flows?route=north",
    "/places",
    "/countries",
    "/countries/PER",
    "/countries/PER?compare=COL",
    "/data",
]


def projected(path, lang):
    return f"{path}{'&' if '?' in path else '?'}mode=present&lang={lang}"


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_a_projected_address_as_the_page_that_it_can_show(phone, path, lang):
    page = phone.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    shown = page.evaluate(SHOWN)
    page = phone.open(projected(path, lang))
    assert page.evaluate(MODE) != "present"
    assert page.evaluate(SHOWN) == shown
    assert not page.evaluate(OVERFLOW)
    assert not page.locator("#present-button").is_visible()
    expect(page).to_have_url(re.compile("mode=present"))


def test_a_phone_keeps_the_projected_address_through_a_step_in_time(phone):
    page = phone.open("/?mode=present")
    page.locator("#panorama-year input").press("ArrowLeft")
    expect(page).to_have_url(re.compile("time_period=2024"))
    assert "mode=present" in page.url
    page.keyboard.press("p")
    assert page.evaluate(MODE) == "explore"


@pytest.mark.parametrize("path", ["/", "/places", "/countries/PER"])
def test_a_window_made_wide_projects_and_made_narrow_again_stacks(watched, path):
    watched.page.set_viewport_size({"width": 700, "height": 800})
    page = watched.open(projected(path, "es"))
    assert page.evaluate(MODE) != "present"
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_function(f"() => {MODE} === 'present'")
    page.set_viewport_size({"width": 700, "height": 800})
    page.wait_for_function(f"() => {MODE} === 'explore'")
    page.wait_for_function(f"() => !({OVERFLOW})")  # charts are drawn anew a moment later

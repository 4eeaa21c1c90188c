"""Back and forth in a browser: a choice is a place of the visit, a step in time is none."""

import re

from playwright.sync_api import expect

from tests.browser.flows import rows, step

SEEN = """() => [PanoramaSur.cube.query, PanoramaSur.stop().id, document.title,
  PanoramaSur.pin, PanoramaSur.mode]"""


def back(watched, count=1):
    for _ in range(count):
        watched.page.go_back()
        watched.answered()


def test_back_on_flows_returns_through_country_indicator_and_view(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    told = [(page.evaluate(SEEN), rows(page))]

    def chosen():
        watched.answered()
        page.wait_for_timeout(300)  # an address waits a moment
        told.append((page.evaluate(SEEN), rows(page)))

    page.locator("[data-show=matrix]").click()
    chosen()
    page.locator("[data-testid=flows-indicator]").select_option("displaced_population")
    chosen()
    page.locator("[data-testid=flows-direction]").select_option("out")
    chosen()
    page.locator("#flows-table-button").click()
    chosen()
    for at in (3, 2, 1, 0):
        back(watched)
        assert page.evaluate(SEEN)[:3] == told[at][0][:3]
        assert rows(page) == told[at][1]
    expect(page.locator("[data-testid=flows-map]")).to_be_visible()
    for at in (1, 2, 3, 4):
        page.go_forward()
        watched.answered()
        assert page.evaluate(SEEN)[:3] == told[at][0][:3]
        assert rows(page) == told[at][1]
    expect(page.locator("[data-testid=flows-table]")).to_be_visible()
    back(watched)
    expect(page.locator("[data-testid=flows-table]")).to_be_hidden()
    expect(page.locator("[data-testid=flows-matrix]")).to_be_visible()


def test_steps_in_time_threshold_and_focus_are_no_places_of_the_visit(watched):
    page = watched.open("/countries")
    page = watched.open("/flows?indicator=migrant_stock")
    step(page, "ArrowLeft")
    page.locator("[data-testid=flows-threshold] input").press("Home")
    page.locator("#flows-ranking .row").first.click()
    expect(page).to_have_url(re.compile("time_period=2020&threshold=0&pin=VEN-COL"))
    page.locator("[data-show=chord]").click()
    watched.answered()
    expect(page).to_have_url(re.compile("show=chord"))
    step(page, "Home")
    expect(page).to_have_url(re.compile("time_period=1990"))
    back(watched)
    expect(page).to_have_url(re.compile("time_period=2020&threshold=0&pin=VEN-COL"))
    assert page.evaluate("PanoramaSur.pin") == "VEN-COL"
    assert page.evaluate("PanoramaSur.flows.least()") == 0
    assert page.locator("[data-testid=flows-year] .now").inner_text() == "2020"
    page.go_back()
    expect(page).to_have_url(re.compile("/countries"))


def test_back_on_the_panorama_returns_through_twin_indicator_and_country(watched):
    page = watched.open("/")
    first = page.title()
    page.locator("[data-show=tiles]").click()
    expect(page).to_have_url(re.compile("show=tiles"))
    page.select_option("#panorama-indicator", "refugees")
    watched.answered()
    expect(page).to_have_url(re.compile("indicator=refugees"))
    second = page.title()
    page.select_option("#panorama-sex", "F")
    watched.answered()
    expect(page).to_have_url(re.compile("sex=F"))
    back(watched)
    assert page.title() == second
    assert page.locator("#panorama-sex").input_value() == "_T"
    back(watched)
    assert page.title() == first
    expect(page.locator("#panorama-tiles")).to_be_visible()
    back(watched)
    expect(page.locator("#panorama-map")).to_be_visible()
    expect(page.locator("#panorama-tiles")).to_be_hidden()
    assert page.title() == first
    page.go_forward()
    watched.answered()
    expect(page.locator("#panorama-tiles")).to_be_visible()


def test_back_on_a_route_returns_to_the_measure_before(watched):
    page = watched.open("/flows?route=north")
    first = page.title()
    page.select_option("#route-measure", "share")
    watched.answered()
    expect(page).to_have_url(re.compile("measure=share"))
    back(watched)
    assert page.title() == first
    assert page.locator("#route-measure").input_value() == "count"


def test_a_part_of_the_page_that_is_jumped_to_asks_nothing(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    step(page, "ArrowLeft")
    expect(page).to_have_url(re.compile("time_period=2020"))
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    page.evaluate("() => { location.hash = 'main'; }")
    page.go_back()
    page.wait_for_timeout(300)
    assert [each for each in watched.requests[before:] if "_dash-update" in each] == []

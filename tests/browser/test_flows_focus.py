"""What is held in focus on the flows: by pointer and by keyboard, and how it is let go."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.flows import rows, step


def test_a_corridor_held_in_the_list_is_lit_on_the_map_and_kept_in_the_address(watched):
    page = watched.open("/flows")
    page.locator("#flows-ranking .row").nth(1).click()
    expect(page).to_have_url(re.compile("pin=VEN-PER"))
    back = page.locator(".flow-link:not([display=none]).is-back").count()
    assert back == page.locator(".flow-link:not([display=none])").count() - 1
    page.locator("#flows-ranking .row").nth(1).click()
    page.mouse.move(5, 5)
    assert page.locator(".flow-link.is-back").count() == 0


def test_a_corridor_held_in_focus_leads_to_its_mirror(watched):
    page = watched.open("/flows?indicator=migrant_stock&pin=PER-CHL")
    page.locator("#flows-to-mirror").click()
    watched.answered()
    expect(page).to_have_url(re.compile("show=mirror"))
    assert set(rows(page)) == {("PER", "CHL")}


def test_a_country_is_isolated_by_keyboard(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    circle = page.locator("[data-round=CHL]")
    circle.focus()
    circle.press("Enter")
    expect(page).to_have_url(re.compile("pin=CHL"))
    lit = page.evaluate(
        """[...document.querySelectorAll('.flow-link:not([display=none]):not(.is-back)')]
        .map(l => [l.dataset.origin, l.dataset.destination])"""
    )
    assert lit
    assert all("CHL" in pair for pair in lit)


@pytest.mark.parametrize("place", ["#flows-ranking .row", "[data-round=CHL]"])
def test_escape_lets_go_of_what_the_keyboard_holds(watched, place):
    page = watched.open("/flows?indicator=migrant_stock")
    held = page.locator(place).first
    held.focus()
    held.press("Enter")
    expect(page).to_have_url(re.compile("pin="))
    assert page.locator(".flow-link.is-back").count() > 0
    page.keyboard.press("Escape")
    assert page.evaluate("PanoramaSur.pin") is None
    assert page.locator(".flow-link.is-back").count() == 0
    assert held.get_attribute("aria-pressed") == "false"
    expect(page).not_to_have_url(re.compile("pin="))


def test_escape_closes_one_thing_at_a_time(watched):
    page = watched.open("/flows?indicator=migrant_stock&pin=CHL")
    page.locator("[data-testid=download-menu] summary").click()
    page.keyboard.press("Escape")
    assert page.locator("[data-testid=download-menu][open]").count() == 0
    assert page.evaluate("PanoramaSur.pin") == "CHL"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    assert page.evaluate("PanoramaSur.mode") == "explore"
    assert page.evaluate("PanoramaSur.pin") == "CHL"
    page.keyboard.press("Escape")
    assert page.evaluate("PanoramaSur.pin") is None


def test_a_gate_is_held_by_keyboard_and_by_pointer(watched):
    page = watched.open("/flows?indicator=migrant_stock&direction=all&lang=en")
    gate = page.locator(".flow-gate[data-area=G_EUROPE]")
    assert "Leaving Europe: " in gate.get_attribute("aria-label")
    assert "Arriving in Chile: " in page.locator("[data-round=CHL]").get_attribute("aria-label")
    gate.focus()
    gate.press("Enter")
    expect(page).to_have_url(re.compile("pin=G_EUROPE"))
    members = page.evaluate("PanoramaSur.ground.groups.G_EUROPE")
    assert {"ESP", "ITA"} <= set(members)
    ends = """[...document.querySelectorAll('.flow-link:not([display=none]):not(.is-back)')]
        .map(l => [l.dataset.origin, l.dataset.destination])"""
    lit = page.evaluate(ends)
    assert lit
    assert all(set(pair) & set(members) for pair in lit)
    step(page, "ArrowLeft")
    assert gate.get_attribute("aria-pressed") == "true"
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    assert page.evaluate("PanoramaSur.pin") == "G_EUROPE"
    page.locator("[data-show=chord]").click()
    watched.answered()
    assert page.locator(".chord-arc.is-lit").get_attribute("data-area") == "G_EUROPE"
    page.locator("[data-show=map]").click()
    watched.answered()
    page.locator(".flow-gate[data-area=G_ASIA] text").first.hover()
    expect(page.locator("#flows-tip")).to_contain_text("Asia")
    page.locator(".flow-gate[data-area=G_ASIA] text").first.click()
    expect(page).to_have_url(re.compile("pin=G_ASIA"))


@pytest.mark.parametrize("show", ["sankey", "chord"])
def test_who_is_in_a_group_is_listed_for_keyboard_and_touch(watched, show):
    page = watched.open(f"/flows?show={show}&indicator=migrant_stock")
    # What is always seen, the key with the way to the groups, stays in one row below the figure.
    rows_of_keys = (
        "new Set([...document.querySelectorAll('#flows-legend li')].map(n => n.offsetTop))"
    )
    assert page.evaluate(f"{rows_of_keys}.size") == 1
    groups = page.locator("#flows-legend details")
    groups.locator("summary").click()
    expect(groups.locator("dl")).to_be_visible()
    groups.locator("summary").click()
    groups.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(groups.locator("dl")).to_be_visible()
    drawn = {code for pair in rows(page) for code in pair if code.startswith("G_")}
    told = page.evaluate(
        "code => { const n = PanoramaSur.flows.node(code); return n.name; }", "G_ASIA"
    )
    assert "G_ASIA" in drawn
    assert told in groups.inner_text()
    step(page, "ArrowLeft")
    expect(groups.locator("dl")).to_contain_text("Japón")
    page.locator("#flows-table-button").click()
    page.locator("#flows-table details summary").click()
    expect(page.locator("#flows-table dl")).to_contain_text("Japón")

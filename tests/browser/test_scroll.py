"""At a desk a page never scrolls as a whole: only its own parts do."""

import pytest

BEYOND = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
PAGES = [
    "/",
    "/flows",
    "/flows?show=mirror",
    "/flows?route=north",
    "/places?area=COL",
    "/countries",
    "/countries/PER",
    "/countries/PER?compare=COL",
    "/data",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_at_a_desk_has_nothing_below_its_foot(watched, path):
    assert watched.open(path).evaluate(BEYOND) <= 1


@pytest.mark.parametrize("path", ["/countries/CHL", "/countries/PER?compare=COL"])
def test_the_contents_of_a_country_page_lead_to_its_sections(watched, path):
    page = watched.open(path)
    links = page.locator(".country-contents a")
    titles = page.locator("[id^='section-'] > h2").all_text_contents()
    assert links.all_text_contents() == titles
    before = len(watched.requests)
    links.nth(links.count() - 2).click()
    section = page.locator("[id^='section-']").nth(links.count() - 2)
    assert 0 <= section.bounding_box()["y"] < page.viewport_size["height"]
    assert len(watched.requests) == before

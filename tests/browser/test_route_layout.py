"""The route is seen and heard whole: at a desk, projected, on a phone, by a screen reader."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_faults
from tests.browser.route import ROUTE
from tests.browser.test_layout import CUT, OVERFLOW, SCROLLS, SMALLEST

HEADS_CUT = """[...document.querySelectorAll('.stage-head, .stage-instead')]
  .filter(e => e.scrollHeight > e.clientHeight + 2).map(e => e.textContent)"""


def test_the_page_is_heard_as_well(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    charts = page.locator("[data-testid=route-charts]")
    described = page.locator(f"#{charts.get_attribute('aria-describedby')}").inner_text()
    for words in ("Darién (Panamá): 81.946", "Honduras: 65.526", "agosto de 2023"):
        assert words in described
    says = page.locator(".stage-plot").first.get_attribute("aria-label")
    assert "SNM de Panamá" in says
    assert "máx. 81.946, ago 2023" in says
    page.locator(".stage-plot").nth(1).hover()
    expect(page.locator("#route-tip")).to_contain_text("Honduras")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "&freq=A&deaths=yes",
        "&measure=share&table=yes",
        "&counterpart_area=CHN",
        "&mode=present&lang=en",
    ],
)
def test_axe_finds_no_serious_or_critical_fault(watched, query):
    page = watched.open(ROUTE + query)
    assert grave_faults(page) == []


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (390, 844)])
@pytest.mark.parametrize(
    "query",
    [
        "&lang=es&deaths=yes&time_period=2023-08",
        "&lang=en&freq=A&time_period=2020",
        "&lang=es&measure=share&time_period=2023-05",
        "&lang=es&counterpart_area=CHN&pin=USA",
        "&lang=en&sex=F&age=Y_LT18",
    ],
)
def test_nothing_is_cut_at_any_size(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(ROUTE + query)
    assert not page.evaluate(OVERFLOW)
    assert page.evaluate(CUT) == []
    assert page.evaluate(HEADS_CUT) == []
    if size[0] > 900:
        assert not page.evaluate(SCROLLS)
        side = "(e => e.scrollHeight - e.clientHeight)(document.querySelector('.side'))"
        assert page.evaluate(side) <= 1


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "&freq=A&time_period=2020",
        "&deaths=yes&lang=en&time_period=2023-08",
        "&counterpart_area=CHN",
    ],
)
def test_projected_text_can_be_read_from_the_back_row(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"{ROUTE}&mode=present{query}")
    assert page.evaluate(SMALLEST) >= size[1] / 40
    assert not page.evaluate(SCROLLS)
    assert not page.evaluate(OVERFLOW)
    assert page.evaluate(HEADS_CUT) == []
    low = page.evaluate("document.querySelector('#route-insight').getBoundingClientRect().bottom")
    assert low <= page.evaluate("document.querySelector('footer.foot').getBoundingClientRect().top")


def test_a_phone_has_all_of_it_below_one_another(phone):
    page = phone.open(f"{ROUTE}&time_period=2023-08")
    assert not page.evaluate(OVERFLOW)
    heights = page.locator(".stage-plot").evaluate_all("all => all.map(p => p.clientHeight)")
    assert len(heights) == 4
    assert min(heights) >= 100
    page.locator(".stage-plot").first.tap(position={"x": 250, "y": 50})
    expect(page.locator(".now")).not_to_have_text("ago 2023")

"""Nothing overlaps, nothing is cut, everything can be read: measured on the drawn page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_faults

SIZES = [(1920, 1080), (1366, 768), (390, 844)]
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SCROLLS = "document.documentElement.scrollHeight > document.documentElement.clientHeight + 1"
BOXES = """[...document.querySelectorAll('#panorama-labels .label')].map(l => {
  const b = l.getBoundingClientRect();
  return [l.dataset.area, b.left, b.top, b.right, b.bottom]; })"""
SMALLEST = """Math.min(...[...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility() &&
  e.getClientRects().length && !e.closest('.heading, .unseen, .skip, noscript, .machinery') &&
  getComputedStyle(e).opacity !== '0' && !e.closest('.present')
  ).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
CUT = """[...document.querySelectorAll('main *, footer p')].filter(e => e.checkVisibility() &&
  e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).overflowX === 'hidden' &&
  !e.closest('.heading, .unseen, .graph, .row-track, .skip')).map(e => e.className)"""


def overlaps(boxes):
    return [
        (a[0], b[0])
        for place, a in enumerate(boxes)
        for b in boxes[place + 1 :]
        if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 1 and b[2] < a[4] - 1
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "query",
    [
        "/?lang=es",
        "/?lang=en&indicator=migrant_stock",
        "/?lang=es&indicator=darien_transits&time_period=2025",
        "/?lang=en&indicator=us_southwest_encounters&freq=M&breakdown=authority.title_42",
        "/?lang=es&indicator=net_migration",
    ],
)
def test_labels_do_not_overlap_and_nothing_is_cut(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(query)
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 9
    assert overlaps(boxes) == []
    assert min(box[1] for box in boxes) >= 0
    assert max(box[3] for box in boxes) <= size[0]
    assert not page.evaluate(OVERFLOW)
    assert page.evaluate(CUT) == []
    if size[0] > 900:
        assert not page.evaluate(SCROLLS)
        side = "(e => e.scrollHeight - e.clientHeight)(document.querySelector('.side'))"
        assert page.evaluate(side) <= 1


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
@pytest.mark.parametrize(
    "query",
    [
        "/?mode=present",
        "/?mode=present&lang=en&indicator=migrant_stock&show=tiles",
        "/?mode=present&indicator=darien_transits&time_period=2025",
    ],
)
def test_projected_text_can_be_read_from_the_back_row(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(query)
    assert page.evaluate(SMALLEST) >= size[1] / 40
    assert not page.evaluate(SCROLLS)
    assert not page.evaluate(OVERFLOW)
    if "tiles" not in query:
        boxes = page.evaluate(BOXES)
        assert overlaps(boxes) == []
        assert max(box[4] for box in boxes) <= size[1]


def test_p_projects_and_the_arrows_step_the_year(watched):
    page = watched.open("/")
    page.keyboard.press("p")
    assert page.evaluate("document.body.dataset.mode") == "present"
    page.keyboard.press("ArrowLeft")
    assert page.locator(".now").inner_text() == "2024"
    expect(page).to_have_url(re.compile("mode=present"))
    page.keyboard.press("Escape")
    assert page.evaluate("document.body.dataset.mode") == "explore"


@pytest.mark.parametrize(
    "query",
    [
        "/?lang=es",
        "/?lang=en",
        "/?lang=es&show=table",
        "/?lang=en&show=tiles&indicator=migrant_stock",
        "/?mode=present&lang=es",
        "/?lang=es&indicator=darien_transits&time_period=2025",
        "/?lang=en&indicator=net_migration",
    ],
)
def test_axe_finds_no_serious_or_critical_fault(watched, query):
    page = watched.open(query)
    assert grave_faults(page) == []


def test_every_control_is_reached_by_the_tab_key(watched):
    page = watched.open("/?indicator=migrant_stock")
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.closest('[id]')?.id || ''"
            )
        )
    wanted = {
        "panorama-indicator",
        "panorama-areas",
        "panorama-counterpart",
        "panorama-sex",
        "panorama-measure",
        "panorama-period",
        "panorama-source",
        "panorama-base",
        "panorama-show",
        "panorama-play",
        "panorama-year",
        "panorama-ranking",
        "panorama-graph",
        "present-button",
        "lang-switch",
        "download-menu",
        "share-button",
    }
    assert wanted - reached == set()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(
    "query",
    [
        "indicator=darien_transits&freq=M&time_period=2023-08",
        "indicator=recognition_rate&time_period=2025&lang=en",  # no sum, and the reason
        "indicator=intra_regional_share",
    ],
)
def test_projected_words_end_where_the_time_bar_begins(watched, size, query):
    width, height = size
    watched.page.set_viewport_size({"width": width, "height": height})
    page = watched.open(f"/?{query}&mode=present")
    low = page.evaluate(
        "document.querySelector('#panorama-insight').getBoundingClientRect().bottom"
    )
    assert low <= page.evaluate("document.querySelector('.timebar').getBoundingClientRect().top")


@pytest.mark.parametrize("indicator", ["recognition_rate", "migration_flow_estimate"])
def test_tiles_stand_beside_their_legend(watched, indicator):
    page = watched.open(f"/?indicator={indicator}&show=tiles")
    right = page.evaluate("document.querySelector('.legend').getBoundingClientRect().right")
    left = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.tile')].map("
        "tile => tile.getBoundingClientRect().left))"
    )
    assert right <= left


def test_no_line_of_the_sentence_begins_with_a_comma(phone):
    page = phone.open("/?indicator=darien_transits")
    assert page.evaluate(
        "[...document.querySelectorAll('.sentence .comma')].every(c => !c.offsetWidth)"
    )
    drawn = page.locator("#panorama-sentence .has-comma").count()
    assert drawn == page.title().split(" · ")[0].count(",")


@pytest.mark.parametrize("show", ["map", "tiles", "multiples", "table"])
def test_on_a_phone_a_view_begins_below_what_is_said_of_its_choices(phone, show):
    page = phone.open(f"/?show={show}&indicator=asylum_applications&lang=en")
    told = page.locator(".tools").bounding_box()
    view = page.locator(f"#panorama-{show}").bounding_box()
    assert view["y"] >= told["y"] + told["height"]


@pytest.mark.parametrize("width", [1346, 1366, 1386])
def test_the_stop_after_a_figure_that_may_be_given_stands_on_its_line(watched, width):
    watched.page.set_viewport_size({"width": width, "height": 768})
    page = watched.open("/?indicator=unemployment_rate&sex=F&lang=es")
    apart = page.evaluate(
        """[...document.querySelectorAll('.number .nearest')].filter(link => {
          const range = document.createRange();
          range.setStart(link.nextSibling, 0);
          range.setEnd(link.nextSibling, 1);
          return range.getBoundingClientRect().top >= link.getBoundingClientRect().bottom;
        }).length"""
    )
    assert apart == 0

"""The mirror on screen: what each source counts stands under its name, and no figure is cut."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

SIZES = [(1920, 1080), (1366, 768)]
PAIRS = ["ref_area=PER&counterpart_area=VEN", "ref_area=GUY&counterpart_area=VEN&lang=en"]
COLUMNS = """[...document.querySelectorAll('.mirror-facts tr')].map(row =>
  [...row.children].map(cell => Math.round(cell.getBoundingClientRect().left)))"""
BEYOND = """[...document.querySelectorAll('.number')].filter(card =>
  [...card.children].some(part => part.scrollWidth > part.clientWidth + 1)
  ).map(card => card.textContent)"""
ROOM = """(() => { const home = document.querySelector('#flows-mirror').getBoundingClientRect();
  const facts = document.querySelector('.mirror-facts');
  const seen = home.bottom - facts.getBoundingClientRect().top;
  return [facts.scrollHeight - facts.clientHeight, seen]; })()"""


def test_headings_and_heads_of_the_mirror_are_in_order(watched):
    page = watched.open("/flows?show=mirror&ref_area=PER&counterpart_area=VEN")
    found = {each["id"] for each in Axe().run(page).response["violations"]}
    assert found.isdisjoint({"heading-order", "empty-table-header"})


def test_a_picture_of_the_mirror_says_what_each_source_counts(watched):
    page = watched.open("/flows?show=mirror&ref_area=PER&counterpart_area=VEN&time_period=2023")
    counted = page.evaluate(
        "PanoramaSur.cube.mirror.facts[1].texts[PanoramaSur.flows.reported()[0].place]"
    )
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=svg]").click()
    picture = taken.value.path().read_text(encoding="utf-8")
    words = " ".join(re.sub("<[^>]+>", " ", picture).split())
    assert "Qué cuenta cada fuente" in words
    assert counted in words


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_each_source_counts_stands_under_its_name(watched, size, pair):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=mirror&{pair}")
    head, *rows = page.evaluate(COLUMNS)
    assert len(rows) > 3
    assert all(row == head for row in rows)
    assert page.evaluate(BEYOND) == []
    cut, seen = page.evaluate(ROOM)
    assert cut <= 1
    assert seen > 60

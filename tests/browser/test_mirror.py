"""The mirror on screen: what each source counts stands under its name, and no figure is cut."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SIZES = [(1920, 1080), (1366, 768), (390, 844)]
PAIRS = ["ref_area=PER&counterpart_area=VEN", "ref_area=GUY&counterpart_area=VEN&lang=en"]
BEYOND = """[...document.querySelectorAll('.number')].filter(card =>
  [...card.children].some(part => part.scrollWidth > part.clientWidth + 1)
  ).map(card => card.textContent)"""
CUT = """[...document.querySelectorAll('#flows-mirror, .mirror-facts, .mirror-facts *')]
  .filter(each => each.scrollWidth > each.clientWidth + 1)
  .filter(each => getComputedStyle(each).display !== 'inline')
  .map(each => each.className || each.tagName)"""


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
def test_what_each_source_counts_is_a_list_under_its_name(watched, size, pair):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=mirror&{pair}")
    assert page.evaluate(BEYOND) == []
    told = page.evaluate("PanoramaSur.cube.mirror")
    folds = page.locator(".mirror-facts details")
    assert folds.count() == len(told["lines"])
    for place, line in enumerate(told["lines"]):
        fold = folds.nth(place)
        assert {line["name"], line["by"]} <= set(
            fold.locator("summary :is(b, small)").all_text_contents()
        )
        fold.locator("summary").click()
        said = fold.locator("dd").all_text_contents()
        assert said[-len(told["facts"]) :] == [fact["texts"][place] for fact in told["facts"]]
    assert page.evaluate(CUT) == []
    page.keyboard.press("ArrowLeft")
    page.locator(".mirror-facts details[open]").last.wait_for()
    assert page.locator(".mirror-facts details[open]").count() == len(told["lines"])


def test_another_pair_of_the_mirror_keeps_the_year(watched):
    page = watched.open("/flows?show=mirror&counterpart_area=VEN&ref_area=COL&time_period=2025")
    page.locator("[data-origin-of=COL][data-destination-of=ECU]").click()
    watched.answered()
    assert page.evaluate("PanoramaSur.stop().id") == "2025"
    assert page.evaluate("PanoramaSur.cube.notices") == []
    for choice in ({"areas": ["ECU", "PER"]}, {"other": "CHL"}):
        page.evaluate("choice => PanoramaSur.page.choose(choice)", choice)
        watched.answered()
        assert page.evaluate("PanoramaSur.stop().id") == "2025"
    mirror = page.evaluate("PanoramaSur.cube.mirror")
    assert (mirror["origin"], mirror["destination"]) == ("CHL", "PER")


def test_a_corridor_that_was_chosen_by_default_stands_in_the_address_and_in_files(watched):
    page = watched.open("/flows?show=mirror&ref_area=GUY")
    expect(page).to_have_url(re.compile("ref_area=GUY&counterpart_area=VEN"))
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=csv]").click()
    assert "ref_area=GUY&counterpart_area=VEN" in taken.value.path().read_text(encoding="utf-8-sig")


LOOKS = """[...document.querySelectorAll('.mirror-chart')].map(chart => ({
  lines: [...chart.querySelectorAll('[data-line]')].map(line => {
    const mark = chart.querySelector(`.mirror-lines [data-mark="${line.dataset.line}"]`);
    return [line.getAttribute('stroke-dasharray'), mark && mark.getAttribute('d')]; }),
  keys: [...chart.querySelectorAll('.mirror-keys .mirror-sample')].map(key => {
    const [line, mark] = key.children;
    return [line.getAttribute('stroke-dasharray'), mark ? mark.getAttribute('d') : null]; }),
  estimates: PanoramaSur.cube.mirror.lines.filter(line =>
    [...chart.querySelectorAll('[data-line]')].some(own => own.dataset.line === line.id)
    ).map(line => line.estimate) }))"""


@pytest.mark.parametrize("pair", ["ref_area=CHL&counterpart_area=VEN", *PAIRS])
def test_no_two_lines_of_a_chart_differ_by_colour_alone(watched, pair):
    charts = watched.open(f"/flows?show=mirror&{pair}").evaluate(LOOKS)
    assert len(charts) == 2
    for chart in charts:
        looks = [tuple(look) for look in chart["lines"]]
        assert len(looks) > 1
        assert len(set(looks)) == len(looks)
        assert chart["keys"] == chart["lines"]
        assert [dash != "none" for dash, _ in looks] == chart["estimates"]
        dashes = [dash for dash, _ in looks if dash != "none"]
        assert len(set(dashes)) == len(dashes)

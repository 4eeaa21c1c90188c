"""The mirror is projected and taken home whole: lines with sources, gaps, what each counts."""

import csv
import re

import pytest

from tests.browser.flows import rows
from tests.browser.test_layout import OVERFLOW, SCROLLS, SMALLEST

PAIR = "/flows?show=mirror&ref_area=PER&counterpart_area=VEN&time_period=2025"
TEXTS = "[...document.querySelectorAll('.mirror-sheet text')].map(n => n.textContent)"
ENDS = """[...document.querySelectorAll('.mirror-end')].map(n => {
  const b = n.getBoundingClientRect();
  return [b.left, b.top, b.right, b.bottom]; })"""
BEYOND = """[...document.querySelectorAll('.mirror-sheet text')].filter(n => {
  const [b, s] = [n.getBoundingClientRect(), n.ownerSVGElement.getBoundingClientRect()];
  return b.left < s.left - 1 || b.right > s.right + 1 ||
    b.top < s.top - 3 || b.bottom > s.bottom + 4;
  }).map(n => n.textContent)"""


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(
    "pair",
    [
        "ref_area=PER&counterpart_area=VEN",
        "ref_area=COL&counterpart_area=VEN&lang=en",
        "ref_area=CHL&counterpart_area=PER&time_period=2021",
        "ref_area=GUY&counterpart_area=URY",
    ],
)
def test_a_projected_mirror_is_read_whole_from_the_back_row(watched, size, pair):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=mirror&mode=present&{pair}")
    assert page.evaluate(SMALLEST) >= size[1] / 40
    assert not page.evaluate(SCROLLS)
    assert not page.evaluate(OVERFLOW)
    assert page.evaluate(BEYOND) == []
    boxes = page.evaluate(ENDS)
    for place, a in enumerate(boxes):
        assert all(a[3] <= b[1] + 4 or b[3] <= a[1] + 4 for b in boxes[place + 1 :] if a[0] < b[2])


def test_a_projected_mirror_says_the_gap_of_the_latest_common_year(watched):
    page = watched.open(f"{PAIR}&mode=present")
    told = " ".join(page.evaluate(TEXTS))
    assert "Brecha en 2024, último año común hasta 2025" in told
    gaps = page.locator(".mirror-gap").all_text_contents()
    cube = page.evaluate("({ at: PanoramaSur.at, ...PanoramaSur.cube.mirror })")
    said = cube["gaps"][cube["common"][cube["at"]]]
    assert gaps == [gap for gap in said if gap and gap != cube["apart"]]
    assert any("×" in gap for gap in gaps)
    assert "Personas nacidas en otro país" in told
    named = " ".join(page.locator(".mirror-end").all_text_contents())
    assert all(line["by"] in named for line in cube["lines"])


PAIRS = """Object.fromEntries([...document.querySelectorAll('[data-pair]')]
  .map(n => [n.dataset.pair, n.textContent]))"""
TABLE = """Object.fromEntries([...document.querySelectorAll('.pair')].map(n =>
  [`${n.dataset.originOf}-${n.dataset.destinationOf}`,
   [n.querySelector('b').textContent, n.querySelector('i').textContent]]))"""


def as_cell(into, out_of):
    return ("–" if into == "0" else into) + (f"+{out_of}" if out_of else "")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_projected_mirror_says_who_reports_each_pair(watched, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open("/flows?show=mirror&ref_area=GUY&counterpart_area=URY")
    cells = {pair: as_cell(*told) for pair, told in page.evaluate(TABLE).items()}
    page.keyboard.press("p")
    page.wait_for_selector(".mirror-sheet")
    assert page.evaluate(PAIRS) == cells
    page = watched.open(f"{PAIR}&mode=present")
    summary = page.evaluate("PanoramaSur.cube.mirror.triangle.summary")
    assert page.locator("[data-pair]").count() == 0
    assert summary in " ".join(page.evaluate(TEXTS))
    into = sum(not cell.startswith("–") for cell in cells.values())
    assert f"De los 72 pares de los nueve países, con fuente del destino: {into};" in summary


def test_a_projected_mirror_says_whole_what_each_source_counts(watched):
    watched.page.set_viewport_size({"width": 1920, "height": 1080})
    page = watched.open("/flows?show=mirror&mode=present&ref_area=CHL&counterpart_area=GUY")
    told = " ".join(page.evaluate(TEXTS))
    now = page.evaluate(
        "PanoramaSur.flows.reported().map(l => PanoramaSur.cube.mirror.facts[1].texts[l.place])"
    )
    assert now
    assert all(counted in told for counted in now)
    assert "…" not in told


def test_a_projected_mirror_comes_and_goes_with_projecting(watched):
    page = watched.open(PAIR)
    assert page.locator(".mirror-facts").count() == 1
    page.keyboard.press("p")
    page.wait_for_selector(".mirror-sheet")
    page.keyboard.press("p")
    page.wait_for_selector(".mirror-facts")
    assert page.locator(".mirror-sheet").count() == 0


def test_a_picture_of_the_mirror_holds_its_lines_with_their_sources(watched):
    page = watched.open(PAIR)
    lines = page.evaluate("PanoramaSur.cube.mirror.lines.map(line => [line.source, line.by])")
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=svg]").click()
    picture = taken.value.path().read_text(encoding="utf-8")
    drawn = re.findall(r'class="mirror-line" data-source="(\w+)"', picture)
    assert sorted(drawn) == sorted(source for source, _ in lines)
    assert all(by in picture for _, by in lines)
    assert re.search(r"\(× \d", picture)
    told = {pair: as_cell(*cell) for pair, cell in page.evaluate(TABLE).items()}
    assert dict(re.findall(r'data-pair="([A-Z-]+)"[^>]*>([^<]+)<', picture)) == told
    assert "Personas nacidas en otro país" in picture


def test_a_picture_of_the_mirror_ends_its_sources_with_one_full_stop(watched):
    page = watched.open(f"{PAIR}&lang=en")
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=svg]").click()
    words = re.sub("<[^>]+>", " ", taken.value.path().read_text(encoding="utf-8"))
    assert "ed. What is counted" in " ".join(words.split())
    assert ".." not in words


def test_the_table_of_a_mirror_taken_home_says_what_each_row_counts(watched):
    page = watched.open(PAIR)
    told = page.evaluate(
        "PanoramaSur.flows.reported().map(line => [line.source, line.indicator,"
        " PanoramaSur.cube.mirror.facts[1].texts[line.place]])"
    )
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=csv]").click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith(("#", '"#'))]
    own = [[row["source"], row["indicator"], row["counted"]] for row in csv.DictReader(lines)]
    assert own == told
    assert all(counted for *_, counted in own)


def test_the_pairs_of_the_mirror_are_one_stop_of_the_keyboard(watched):
    page = watched.open("/flows?show=mirror&ref_area=ECU&counterpart_area=COL")
    stops = page.locator(".mirror-pairs .pair[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    ends = "[document.activeElement.dataset.originOf, document.activeElement.dataset.destinationOf]"
    assert page.evaluate(ends) == ["COL", "ECU"]
    page.keyboard.press("ArrowLeft")  # past Colombia with itself
    assert page.evaluate(ends) == ["COL", "BOL"]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(ends) == ["ARG", "BOL"]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(ends) == ["ARG", "BOL"]
    assert stops.count() == 1
    page.keyboard.press("Enter")
    watched.answered()
    assert set(rows(page)) == {("ARG", "BOL")}

"""A figure that is partial has a mark wherever it is written, and is never an extreme."""

from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.test_takeaway import taken

ASYLUM = "/?indicator=asylum_applications&time_period=2025"
RATE = "/?indicator=recognition_rate&time_period=2025"
LOUD = """() => {
  const graph = document.querySelector('#panorama-lines .js-plotly-plot');
  const nodes = [...graph.querySelectorAll('.scatterlayer > .trace')];
  const loud = graph.data.filter((_, place) => !nodes[place].classList.contains('is-quiet'));
  return [...new Set(loud.map(trace => trace.meta))];
}"""
SIGN = "* cifra parcial, dudosa o sobre una base pequeña"


def test_the_mark_stands_after_the_number_in_every_twin(watched):
    page = watched.open(ASYLUM)
    expect(page.locator("#panorama-labels .label[data-area=COL] text").last).to_have_text("70*")
    expect(page.locator(".row[data-area=COL] .row-value")).to_have_text("70*")
    expect(page.locator(".number strong").first).to_have_text("48 mil*".replace(" ", "\u00a0"))
    expect(page.locator("#panorama-table tr[data-area=COL] td").first).to_have_text("70*")
    page.locator('.twin[data-show="tiles"]').click()
    expect(page.locator(".tile[data-area=COL] .tile-value")).to_have_text("70*")
    page.locator('.twin[data-show="multiples"]').click()
    expect(page.locator(".multiple[data-area=COL] .multiple-value")).to_have_text("70*")


@pytest.mark.parametrize("show", ["map", "tiles", "multiples", "table"])
@pytest.mark.parametrize("mode", ["explore", "present"])
def test_what_the_mark_means_is_said_beside_it(watched, show, mode):
    page = watched.open(f"{ASYLUM}&show={show}&mode={mode}")
    expect(page.locator("#panorama-stage").get_by_text(SIGN).locator("visible=true")).to_have_count(
        1
    )
    page.locator("#panorama-year input").press("Home")
    page.wait_for_function("() => !PanoramaSur.hasMarks()")
    expect(page.locator("#panorama-stage").get_by_text(SIGN).locator("visible=true")).to_have_count(
        0
    )


def test_the_tip_says_why_in_words(watched):
    page = watched.open(RATE)
    page.locator(".row[data-area=COL]").hover()
    expect(page.locator("#panorama-tip .tip-value")).to_contain_text("0,0*")
    expect(page.locator("#panorama-tip .tip-note")).to_contain_text("casos")


def test_a_partial_figure_is_ranked_with_no_other_and_its_zero_is_not_drawn_as_one(watched):
    page = watched.open(RATE)
    ranked = page.locator("#panorama-ranking .row").evaluate_all("r => r.map(e => e.dataset.area)")
    assert ranked[-2:] == ["COL", "GUY"]  # partial, then not applicable
    assert page.locator(".row[data-area=COL]").get_attribute("data-state") == "value"
    fill = page.locator("#panorama-map path[data-area=COL]").evaluate(
        "p => getComputedStyle(p).fill"
    )
    assert fill != "rgb(255, 255, 255)"
    card = page.locator(".number").first.text_content() or ""
    assert "la más alta, Uruguay, 100,0" in card  # Bolivia decided on too few
    assert "Colombia" not in card


@pytest.mark.parametrize("indicator", ["darien_transits", "recognition_rate"])
def test_a_zero_that_is_partial_or_in_doubt_is_dotted_and_has_no_bar(watched, indicator):
    page = watched.open(f"/?indicator={indicator}&freq=A&time_period=2025")
    nil = page.evaluate("() => PanoramaSur.ids().filter(area => PanoramaSur.cell(area).nil)")
    assert nil
    dotted = page.locator("#panorama-map pattern[id=cut-FFFFFF]").first
    assert dotted.locator("circle").count() == 1  # stripes on white are those of no data
    for area in nil:
        assert page.evaluate("area => PanoramaSur.cell(area).text", arg=area).startswith("0")
        fill = page.locator(f"#panorama-map path[data-area={area}]").evaluate("p => p.style.fill")
        assert "cut-FFFFFF" in fill
        expect(page.locator(f".row[data-area={area}] .row-bar")).to_be_hidden()
    key = page.locator("#panorama-legend").get_by_text("Cero*", exact=True)
    expect(key).not_to_have_count(0)
    if indicator == "darien_transits":
        page.locator("#panorama-year input").press("Home")
        page.wait_for_function("() => !PanoramaSur.hasNil()")
        expect(key).to_have_count(0)


def test_the_mark_and_its_meaning_go_with_the_picture(watched, tmp_path):
    text = taken(watched.open(ASYLUM), "svg", tmp_path).read_text(encoding="utf-8")
    words = list(ElementTree.fromstring(text).itertext())
    assert "70*" in words
    assert SIGN in words


def test_by_default_the_leading_lines_stand_out_and_a_pin_takes_their_place(watched):
    page = watched.open("/?indicator=recognition_rate")
    assert len(page.evaluate(LOUD)) == 2
    page.locator(".row[data-area=PER]").click()
    assert page.evaluate(LOUD) == ["PER"]
    expect(page.locator("#panorama-trend .end:not(.is-back)")).to_have_text("Perú")


CUT = "/?indicator=darien_transits&counterpart_area=ECU,COL&beside=honduras_irregular_entries"
FILLS = """Object.fromEntries([...document.querySelectorAll('.map')].map(map =>
  [map.id, [...map.querySelectorAll('.choroplethlayer path.is-own')].map(e => e.style.fill)]))"""
KEYS = ".panorama .legend .kinds .key-cut"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_part_of_a_year_is_never_filled_like_a_whole_one(watched, lang):
    page = watched.open(f"{CUT}&time_period=2025&lang={lang}")
    said = {"es": "Período incompleto", "en": "Incomplete period"}[lang]
    fills = page.evaluate(FILLS)
    assert len(fills) == 2
    assert all(own and all("#cut-" in fill for fill in own) for own in fills.values())
    assert page.locator(KEYS).all_text_contents() == [said] * 2
    page = watched.open(f"{CUT}&time_period=2025&lang={lang}&mode=present")
    expect(page.locator(".legend-short .key-cut").locator("visible=true")).to_have_count(2)
    page = watched.open(f"{CUT}&time_period=2023&lang={lang}")
    assert "#cut-" not in str(page.evaluate(FILLS))
    expect(page.locator(KEYS)).to_have_count(0)


def test_tiles_and_picture_stripe_a_part_of_a_year_too(watched, tmp_path):
    page = watched.open("/?indicator=darien_transits&time_period=2025&show=tiles")
    assert "repeating-linear-gradient" in page.locator(".tile[data-area=COL]").get_attribute(
        "style"
    )
    root = ElementTree.fromstring(taken(page, "svg", tmp_path).read_text(encoding="utf-8"))
    nodes = list(root.iter())
    drawn = {node.get("fill", "") for node in nodes if node.tag.endswith("rect")}
    patterns = {f"url(#{node.get('id')})" for node in nodes if node.tag.endswith("pattern")}
    cut = {fill for fill in drawn if "#cut-" in fill}
    assert cut
    assert cut <= patterns
    assert "Período incompleto" in "".join(root.itertext())


def test_a_unit_with_a_part_of_a_year_is_striped(watched):
    page = watched.open("/places?ref_area=COL")
    fills = page.evaluate("""[true, false].map(cut => PanoramaSur.unitFill(PanoramaSur.cube,
      {klass: 1, state: "value", cut}))""")
    assert ["cut" in fill for fill in fills] == [True, False]
    assert page.locator(f"#places-map pattern#{fills[0][5:-1]}").count() == 1

"""Where countries stand on the flow map, and what they say: a total, a nought, or no data."""

import pytest

from tests.browser.flows import step

TOLD = """[...document.querySelectorAll('.flow-name')].map(n =>
  [n.dataset.area, [...n.querySelectorAll('text')].map(t => t.textContent)])"""
FIGURE = """(code) => { const told = PanoramaSur.flows.total('into', code);
  return told && PanoramaSur.full(told.value); }"""
# Corridors that run through the circle of a country which is neither of their ends.
THROUGH = """[...document.querySelectorAll('.flow-link:not([display=none])')].flatMap(link => {
  const all = link.getTotalLength();
  const along = [...Array(41).keys()].map(n => link.getPointAtLength((all * n) / 40));
  const { origin, destination } = link.dataset;
  return [...document.querySelectorAll('.flow-round:not(.is-origin)')]
    .filter(({ dataset }) => ![origin, destination].includes(dataset.round))
    .filter(c => along.some(p => Math.hypot(p.x - c.cx.baseVal.value, p.y - c.cy.baseVal.value)
      < c.r.baseVal.value))
    .map(c => [origin, destination, c.dataset.round]); })"""
BOLIVIA = "Bolivia (Estado Plurinacional de): sin dato"
RINGED = "document.querySelector('[data-round={}]').getAttribute('stroke-dasharray') !== 'none'"


def test_a_nought_and_no_data_are_told_apart_at_their_countries(watched):
    page = watched.open("/flows?indicator=asylum_seekers&counterpart_area=HTI&time_period=2025")
    told = dict(page.evaluate(TOLD))
    assert page.evaluate(FIGURE, "URY") == "0"
    assert told["URY"] == ["Uruguay", "0"]
    assert page.evaluate(FIGURE, "BOL") is None
    assert told["BOL"] == ["Bolivia", "sin dato"]
    assert page.evaluate(RINGED.format("BOL"))
    assert not page.evaluate(RINGED.format("URY"))
    assert page.locator("[data-round=BOL]").get_attribute("aria-label") == BOLIVIA
    for code in ("URY", "BOL"):
        assert page.locator(f".flow-link:not([display=none])[data-destination={code}]").count() == 0


def test_the_legend_counts_what_has_no_line(watched):
    page = watched.open("/flows?indicator=asylum_seekers&counterpart_area=HTI&time_period=2025")
    key = page.locator("#flows-legend .key-none")
    assert key.text_content() == "Sin línea: 1 en cero · resto sin dato"
    page.locator("#flows-threshold input").press("End")
    hidden = page.evaluate("PanoramaSur.cube.steps[0].n[PanoramaSur.flows.slot()]")
    hidden -= page.locator(".flow-link:not([display=none])").count()
    assert hidden > 0
    assert f" · {hidden} bajo umbral · " in key.text_content()


def test_a_threshold_changes_no_total_on_the_map(watched):
    page = watched.open("/flows?counterpart_area=VEN&time_period=2018&threshold=0")
    before = {area: said for area, said in page.evaluate(TOLD) if area != "VEN"}
    page.locator("#flows-threshold input").press("End")
    assert page.locator(".flow-link:not([display=none])").count() < 3
    assert {area: said for area, said in page.evaluate(TOLD) if area != "VEN"} == before


@pytest.mark.parametrize(
    "query",
    [
        "indicator=migrant_stock&direction=within&time_period=2024&threshold=0",
        "indicator=displaced_population&time_period=2025&threshold=0",
        "indicator=migrant_stock&direction=out&time_period=2024",
    ],
)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_no_corridor_between_countries_runs_through_another_ones_circle(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?{query}")
    gates = page.evaluate("PanoramaSur.ground.gates.flatMap(g => g.members)")
    met = [each for each in page.evaluate(THROUGH) if not set(each) & {*gates, "_U", "_X"}]
    assert met == []


def test_a_register_counts_where_its_country_is_drawn(watched):
    page = watched.open("/flows?indicator=darien_transits&time_period=2024")
    assert page.evaluate(FIGURE, "PAN") == "302.203"
    assert dict(page.evaluate(TOLD))["PAN"] == ["Panamá", "302\N{NO-BREAK SPACE}mil"]
    assert page.locator(".flow-gate[data-area=G_CENTRAL_AMERICA_MEXICO]").count() == 0
    step(page, "ArrowLeft")
    assert page.locator("[data-round=PAN]").count() == 1


def test_what_is_held_in_focus_is_told_to_those_who_hear_it(watched):
    page = watched.open("/flows?indicator=migrant_stock&lang=en")
    circle = page.locator("[data-round=CHL]")
    circle.focus()
    circle.press("Enter")
    assert page.locator("#flows-live").text_content() == "In focus: Chile"
    page.keyboard.press("Escape")
    assert page.locator("#flows-live").text_content() == "No focus: all corridors"


def test_who_left_is_never_shown_as_who_arrived(watched):
    """From Guyana somebody moved to another of the nine; nobody is told to have come from them."""
    page = watched.open("/flows?indicator=migrant_stock&direction=within&time_period=2024")
    assert page.evaluate("PanoramaSur.flows.total('out_of', 'GUY').value") > 0
    assert page.evaluate(FIGURE, "GUY") is None
    assert dict(page.evaluate(TOLD))["GUY"] == ["Guyana", "sin dato"]


PROJECTED = """[...document.querySelectorAll('.flow-gate')].map(g => {
  const { top, bottom } = g.getBoundingClientRect(); return [g.dataset.area, top, bottom]; })"""


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize(
    "query",
    [
        "indicator=migrant_stock&direction=all",
        "indicator=migrant_stock&direction=all&ref_area=GUY&counterpart_area=GUY",
        "indicator=migration_flow_estimate&lang=en",
        "indicator=displaced_population&time_period=2025",
    ],
)
def test_projected_gates_stand_between_the_title_and_the_legend(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?{query}&mode=present")
    title = page.locator("#flows-sentence").bounding_box()
    legend = page.locator("#flows-legend").bounding_box()
    track = page.locator("#flows-year").bounding_box()
    gates = page.evaluate(PROJECTED)
    assert gates
    for area, top, bottom in gates:
        assert top >= title["y"] + title["height"] - 8, area
        assert bottom <= legend["y"] + 2, area
    assert legend["y"] + legend["height"] <= track["y"] + 8

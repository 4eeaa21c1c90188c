"""The south-north route as a person meets it: four registers, one time, never one sum."""

import re

from playwright.sync_api import expect

from tests.browser.route import ROUTE, ROWS, STAGES, of_all, step, table

PLOTS = """[...document.querySelectorAll('.stage-plot')].map(p => {
  const b = p.getBoundingClientRect();
  const r = p.querySelector('.rule').getBoundingClientRect();
  return [b.left, b.right, r.left].map(Math.round); })"""

TALL = """[...document.querySelectorAll('.stage-plot .bars')].map(bars =>
  Math.min(100, ...[...bars.getAttribute('d').matchAll(/V([0-9.]+)H/g)].map(f => Number(f[1]))))"""

STATES = """Object.fromEntries([...document.querySelectorAll('.stage-row')]
  .map(row => [row.dataset.area, row.dataset.state]))"""


def test_the_four_registers_show_what_the_tables_have(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    rows = page.evaluate(ROWS)
    assert [row["destination"] for row in rows] == list(STAGES)
    assert [row["indicator"] for row in rows] == list(STAGES.values())
    assert [row["source"] for row in rows] == ["panama", "honduras", "mexico", "us_cbp"]
    assert {row["origin"] for row in rows} == {"W"}
    told = of_all(page, watched.address, "2023-08")
    assert {area: int(value) for area, value in table(page).items()} == told
    expect(page.locator(".stage-row[data-area=PAN] .stage-value")).to_have_text("81.946")
    assert "ruta sur-norte" in page.title()


def test_the_darien_has_the_published_years(watched):
    page = watched.open(f"{ROUTE}&freq=A&time_period=2023")
    assert table(page)["PAN"] == "520085"
    step(page, "ArrowRight")
    assert table(page)["PAN"] == "302203"
    expect(page.locator(".now")).to_have_text("2024")


def test_steps_in_time_send_nothing_over_the_wire(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    for key in ("ArrowRight", "PageDown", "Home", "End", "ArrowLeft"):
        step(page, key)
    page.locator(".stage-plot").first.click(position={"x": 200, "y": 20})
    page.locator(".stage-head").nth(2).click()
    page.locator("#route-scale input").check()
    assert watched.requests[before:] == []
    expect(page).to_have_url(re.compile("pin=MEX"))


def test_one_axis_of_time_and_one_rule_over_all_charts(watched):
    page = watched.open(f"{ROUTE}&time_period=2021-06")
    first, *others = page.evaluate(PLOTS)
    assert len(others) == 3
    assert all(other == first for other in others)
    assert page.locator(".axis span").first.inner_text() == "2014"
    before = first[2]
    step(page, "PageUp")
    assert all(rule[2] > before for rule in page.evaluate(PLOTS))


def test_a_month_that_was_not_published_is_hatched_and_a_zero_is_not(watched):
    page = watched.open(f"{ROUTE}&time_period=2020-04")
    assert page.evaluate(STATES) == {
        "PAN": "missing",
        "HND": "zero",
        "MEX": "value",
        "USA": "value",
    }
    expect(page.locator(".stage-row[data-area=PAN] .stage-value")).to_have_text("sin dato")
    expect(page.locator(".stage-row[data-area=HND] .stage-value")).to_have_text("0")
    # Panama: before 2020, April and May, July, and what came after its last month.
    assert page.locator(".stage-row[data-area=PAN] .gap").count() == 4
    assert page.locator(".stage-row[data-area=HND] .gap").count() == 1
    rule = page.evaluate(PLOTS)[0][2]
    gaps = page.locator(".stage-row[data-area=PAN] .gap").evaluate_all(
        "all => all.map(g => g.getBoundingClientRect()).map(b => [b.left, b.right])"
    )
    assert any(left <= rule <= right for left, right in gaps)
    assert table(page)["PAN"] == ""
    expect(page.locator("#route-insight")).to_contain_text("Sin dato: Darién")


def test_a_year_that_lacks_months_is_a_mark_and_no_bar(watched):
    page = watched.open(f"{ROUTE}&freq=A&time_period=2025")
    marks = page.locator(".stage-plot .spot.is-partial")
    assert marks.count() == 6  # 2025 in all four, Panama's 2020, the United States' 2017
    bars = page.locator(".stage-row[data-area=PAN] .bars").get_attribute("d")
    assert bars.count("M") == 14  # 2010 to 2024 without 2020
    assert page.locator(".stage-row[data-area=PAN] .bar-now").get_attribute("d") == ""
    expect(page.locator(".stage-row[data-area=PAN] .stage-months")).to_have_text("solo enero-abril")
    expect(page.locator(".stage-row[data-area=USA] .stage-months")).to_have_text("solo enero-mayo")
    expect(page.locator("#route-insight")).to_contain_text("no se compara")
    assert page.locator(".mark.is-partial").count() == 3


def test_what_plays_are_whole_years(watched):
    page = watched.open(f"{ROUTE}&freq=A&time_period=2022")
    page.locator("[data-testid=flows-play]").click()
    expect(page.locator("[data-testid=flows-play]")).to_have_attribute(
        "aria-pressed", "false", timeout=6000
    )
    expect(page.locator(".now")).to_have_text("2024")


def test_each_chart_has_its_own_scale_unless_one_is_asked_for(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    expect(page.locator("#route-legend")).to_contain_text("su propia escala")
    own = page.evaluate(TALL)
    assert max(own) < 10
    page.locator("#route-scale input").check()
    same = page.evaluate(TALL)
    assert same[3] < 10 < same[0]
    expect(page.locator("#route-legend")).to_contain_text("la misma escala")
    page.wait_for_url("**scale=same**")
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    assert page.evaluate(TALL) == same


def test_adding_the_stages_up_gets_the_reason_and_the_nearest_figure(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    with page.expect_response(re.compile("/api/v1/total.*over=indicator")) as refused:
        page.locator("[data-testid=route-add]").click()
    assert refused.value.status == 422
    asked = refused.value.url
    assert "indicator=" + ",".join(STAGES.values()) in asked
    expect(page.locator(".refusal")).to_contain_text("no se suman")
    expect(page.locator(".refusal")).to_contain_text("Tránsitos irregulares por el Darién")
    assert page.locator(".refusal").inner_text().count("Tránsitos irregulares por el Darién") == 1
    figure = page.locator(".nearest-figure")
    expect(figure).to_contain_text("81.946")
    link = figure.locator("a").get_attribute("href")
    assert link == refused.value.json()["nearest"]
    total = page.request.get(watched.address + link).json()["obs_value"]
    assert figure.get_attribute("data-value") == str(total)
    values = [int(value) for value in table(page).values()]
    shown = page.locator("#route-sum").inner_text().replace(".", "")
    assert str(sum(values)) not in shown
    step(page, "ArrowRight")
    assert page.locator("#route-sum").inner_text() == ""
    # The refusal is the answer that was wished for; nothing else went wrong.
    assert all("422" in fault for fault in watched.faults)
    watched.faults.clear()


def test_a_register_of_the_flows_leads_to_the_route_and_back(watched):
    page = watched.open("/flows?indicator=refugees")
    assert page.locator("[data-testid=flows-route-link]").is_hidden()
    page = watched.open("/flows?indicator=darien_transits&counterpart_area=VEN")
    page.locator("[data-testid=flows-route-link]").click()
    page.wait_for_selector("[data-testid=route-charts]")
    page.wait_for_selector("body[data-ready=true]")
    assert "nacionalidad: Venezuela" in page.title()
    page.locator(".stage-head").nth(3).click()
    page.locator("#route-to-flows").click()
    page.wait_for_selector("#flows-map")
    page.wait_for_selector("body[data-ready=true]")
    assert "indicator=us_southwest_encounters" in page.url


def test_another_kind_of_period_and_the_language_keep_the_view(watched):
    page = watched.open(f"{ROUTE}&counterpart_area=ECU&time_period=2023-08&pin=HND")
    page.select_option("#route-freq", "A")
    watched.answered()
    expect(page.locator(".now")).to_have_text("2024")
    page.locator("[data-testid=lang-switch] a[lang=en]").click()
    page.wait_for_selector("body[data-ready=true]")
    expect(page.locator("#route-sentence")).to_contain_text("south-north route")
    assert "Ecuador" in page.title()
    assert "pin=HND" in page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    step(page, "ArrowLeft")
    assert "2023" in page.title()


def test_what_an_address_asks_in_vain_is_a_notice(watched):
    page = watched.open(f"{ROUTE}&counterpart_area=ZZZ&colour=red")
    assert page.locator(".notice").count() == 2
    assert table(page)["PAN"] == "73"


NOW = """[...document.querySelectorAll('.stage-row')].filter(row => row.querySelector('.bar-now'))
  .map(row => { const style = getComputedStyle(row.querySelector('.bar-now'));
    return [row.dataset.area, style.fill, style.stroke]; })"""


def test_a_lower_bound_looks_like_one_at_the_period_on_screen_as_well(watched):
    page = watched.open(f"{ROUTE}&freq=A&measure=share&time_period=2024")
    bounds = page.evaluate(
        "PanoramaSur.route.drawn().filter(stage => PanoramaSur.route.isLeast(stage))"
        ".map(stage => stage.area)"
    )
    looks = {area: (fill, stroke) for area, fill, stroke in page.evaluate(NOW)}
    assert {"PAN", "USA"} <= set(bounds) < set(looks)
    (whole,) = {looks[area] for area in looks if area not in bounds}
    (bound,) = {looks[area] for area in bounds}
    assert whole[1] == "none"
    assert bound[0] != whole[0]
    assert bound[1] == whole[0]


def test_escape_lets_go_of_a_register_that_the_keyboard_holds(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    head = page.locator(".stage-head").nth(2)
    head.focus()
    head.press("Enter")
    expect(page).to_have_url(re.compile("pin=MEX"))
    page.keyboard.press("Escape")
    assert page.evaluate("PanoramaSur.pin") is None
    expect(page).not_to_have_url(re.compile("pin="))
    expect(page.locator(".stage-head").nth(2)).to_be_focused()

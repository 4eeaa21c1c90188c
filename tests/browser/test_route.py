"""The south-north route as a person meets it: four registers, one time, never one sum."""

import csv
import re
import struct
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from data.words import Words, numbers
from tests.browser.test_layout import CUT, OVERFLOW, SCROLLS, SMALLEST
from tests.browser.test_takeaway import taken

ROUTE = "/flows?route=north"
STAGES = {
    "PAN": "darien_transits",
    "HND": "honduras_irregular_entries",
    "MEX": "mexico_irregular_situation",
    "USA": "us_southwest_encounters",
}
ROWS = """[...document.querySelectorAll('#flows-table table:first-child tbody tr')]
  .map(row => ({...row.dataset}))"""
PLOTS = """[...document.querySelectorAll('.stage-plot')].map(p => {
  const b = p.getBoundingClientRect();
  const r = p.querySelector('.rule').getBoundingClientRect();
  return [b.left, b.right, r.left].map(Math.round); })"""
TALL = """[...document.querySelectorAll('.stage-plot .bars')].map(bars =>
  Math.min(100, ...[...bars.getAttribute('d').matchAll(/V([0-9.]+)H/g)].map(f => Number(f[1]))))"""
STATES = """Object.fromEntries([...document.querySelectorAll('.stage-row')]
  .map(row => [row.dataset.area, row.dataset.state]))"""
HEADS_CUT = """[...document.querySelectorAll('.stage-head, .stage-instead')]
  .filter(e => e.scrollHeight > e.clientHeight + 2).map(e => e.textContent)"""


def table(page):
    return {row["destination"]: row["value"] for row in page.evaluate(ROWS)}


def observed(page, address, query):
    rows = page.request.get(f"{address}/api/v1/observations?{query}").json()["observations"]
    return {row["ref_area"]: row["obs_value"] for row in rows}


def of_all(page, address, period, nationality="W"):
    query = (
        f"indicator={','.join(STAGES.values())}&counterpart_area={nationality}&sex=_T&age=_T"
        f"&breakdown=_T&time_period={period}"
    )
    return observed(page, address, query)


def step(page, key):
    page.locator("[data-testid=flows-year] [type=range]").press(key)


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


def test_a_register_in_focus_lists_its_nationalities(watched):
    page = watched.open(f"{ROUTE}&time_period=2024-01")
    expect(page.locator(".ranked .unit")).to_contain_text("Darién")
    page.locator(".stage-head").nth(1).click()
    expect(page.locator(".ranked .unit")).to_contain_text("Honduras, ene 2024")
    expect(page.locator(".stage-head").nth(1)).to_be_focused()
    assert page.locator(".stage-head").nth(1).get_attribute("aria-pressed") == "true"
    query = "indicator=honduras_irregular_entries&time_period=2024-01&sex=_T&age=_T"
    rows = page.request.get(f"{watched.address}/api/v1/observations?{query}").json()
    values = {row["counterpart_area"]: row["obs_value"] for row in rows["observations"]}
    del values["W"]
    largest = sorted(values, key=lambda code: -values[code])[:3]
    shown = page.locator("#route-ranking .row").evaluate_all(
        "all => all.map(row => row.dataset.nationality)"
    )
    assert shown[:3] == largest
    page.wait_for_url("**pin=HND**")
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    expect(page.locator(".ranked .unit")).to_contain_text("Honduras")


def test_a_nationality_is_followed_along_the_route(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    page.locator("#route-ranking .row[data-nationality=VEN]").click()
    watched.answered()
    told = of_all(page, watched.address, "2023-08", "VEN")
    assert {area: int(value) for area, value in table(page).items()} == told
    assert "nacionalidad: Venezuela" in page.title()
    assert {row["origin"] for row in page.evaluate(ROWS)} == {"VEN"}
    expect(page.locator("#route-sex")).to_be_disabled()
    expect(page.locator("#route-whys")).to_contain_text("no separa por sexo")
    page.select_option("#route-nationality", "G_EXTRA_CONTINENTAL")
    watched.answered()
    assert {row["origin"] for row in page.evaluate(ROWS)} == {"G_EXTRA_CONTINENTAL"}
    expect(page.locator(".stage-row[data-area=USA] .stage-value")).to_contain_text("≥")
    expect(page.locator("#route-legend")).to_contain_text("Cota inferior")


def test_a_nationality_that_a_register_does_not_name_is_said(watched):
    page = watched.open(f"{ROUTE}&counterpart_area=AFG&time_period=2023-08")
    expect(page.locator(".stage-row[data-area=USA]")).to_contain_text("no nombra esta nacionalidad")
    assert set(table(page)) == {"PAN", "HND", "MEX"}


def test_a_nationality_in_doubt_is_compared_nowhere_and_seen_in_one_register(watched):
    page = watched.open(f"{ROUTE}&counterpart_area=CHN&time_period=2023-08")
    assert page.locator(".stage-plot").count() == 0
    assert page.locator(".stage-instead").count() == 4
    for row in page.locator(".stage-instead").all():
        expect(row).to_contain_text("código de nacionalidad dudoso en Honduras (2022-2024)")
    assert table(page) == {}
    expect(page.locator("#route-insight")).to_contain_text("no se compara")
    page.locator(".only").nth(2).click()
    assert page.locator(".stage-plot").count() == 1
    told = of_all(page, watched.address, "2023-08", "CHN")
    assert table(page) == {"MEX": str(told["MEX"])}
    page.wait_for_url("**pin=MEX**")


def test_neither_is_the_nationality_that_it_is_taken_for(watched):
    page = watched.open(f"{ROUTE}&counterpart_area=TWN&time_period=2023-08")
    assert page.locator(".stage-plot").count() == 0
    assert table(page) == {}
    expect(page.locator(".stage-row[data-area=HND] .stage-instead")).to_contain_text("dudoso")
    expect(page.locator(".stage-row[data-area=USA] .stage-instead")).to_contain_text("no nombra")


def test_the_share_of_other_continents_is_said_of_every_register(watched):
    page = watched.open(f"{ROUTE}&freq=A&time_period=2024")
    page.select_option("#route-measure", "share")
    watched.answered()
    query = "indicator=extra_continental_share&time_period=2024"
    told = observed(page, watched.address, query)["PAN"]
    shown = table(page)
    assert float(shown["PAN"]) == pytest.approx(told, abs=1e-4)
    expect(page.locator(".stage-row[data-area=PAN] .stage-value")).to_have_text("12,4\u00a0%")
    expect(page.locator(".stage-row[data-area=USA] .stage-value")).to_contain_text("≥")
    assert page.locator("[data-piece=nationality]").is_hidden()
    assert "otros continentes en la ruta sur-norte" in page.title()
    assert "nacionalidad" not in page.title()


def test_women_and_children_are_shown_where_a_register_tells_them(watched):
    page = watched.open(f"{ROUTE}&time_period=2024-01")
    page.select_option("#route-age", "Y_LT18")
    watched.answered()
    query = (
        "indicator=darien_transits,honduras_irregular_entries&counterpart_area=W&sex=_T"
        "&age=Y_LT18&time_period=2024-01"
    )
    told = observed(page, watched.address, query)
    shown = table(page)
    assert {area: int(shown[area]) for area in told} == told
    assert set(shown) == {"PAN", "HND", "MEX"}
    expect(page.locator("#flows-table tr[data-destination=MEX]")).to_contain_text("12 a 17 años")
    expect(page.locator(".stage-row[data-area=USA]")).to_contain_text("menores de 18")
    share = observed(page, watched.address, "indicator=transit_female_share&time_period=2024-01")
    women = page.locator("#route-numbers tr[data-area=PAN] td").nth(2).inner_text()
    assert women == f"{numbers.full(share['PAN'], 'es', 1)}\u00a0%"


def test_deaths_are_asked_for_and_shown_where_they_happened(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    assert page.locator(".death").count() == 0
    assert page.locator(".card.deaths").is_hidden()
    assert "missing_migrants" not in page.content()
    page.locator("#route-deaths-switch input").check()
    watched.answered()
    assert page.locator(".stage-row[data-area=PAN] .death").count() > 40
    expect(page.locator(".card.deaths")).to_contain_text("Estimación mínima")
    expect(page.locator(".card.deaths")).to_contain_text("abr 2025")
    expect(page.locator("#source-line")).to_contain_text("OIM")
    query = "indicator=migrant_deaths&ref_area=PAN,HND,MEX,CRI,NIC,GTM,SLV&counterpart_area=W"
    told = observed(page, watched.address, f"{query}&breakdown=_T&time_period=2023-08")
    rows = page.locator(".deaths-table tbody tr").evaluate_all(
        "all => all.map(row => ({...row.dataset}))"
    )
    shown = {row["destination"]: int(row["value"]) for row in rows}
    assert {row["indicator"] for row in rows} == {"migrant_deaths"}
    assert {area: shown[area] for area in shown if area in told} == told
    page.wait_for_url("**deaths=yes**")
    page.locator("#route-deaths-switch input").uncheck()
    watched.answered()
    assert page.locator(".death").count() == 0


def test_a_period_that_the_source_of_deaths_has_not_seen_is_no_zero(watched):
    page = watched.open(f"{ROUTE}&deaths=yes&time_period=2025-05")
    expect(page.locator("#route-deaths")).to_contain_text("La fuente no tiene datos")
    page = watched.open(f"{ROUTE}&deaths=yes&freq=A&time_period=2025")
    expect(page.locator("#route-deaths")).to_contain_text("solo enero-abril")


def test_adding_the_stages_up_gets_the_reason_and_the_nearest_figure(watched):
    page = watched.open(f"{ROUTE}&time_period=2023-08")
    with page.expect_response(re.compile("/api/v1/total.*over=indicator")) as refused:
        page.locator("[data-testid=route-add]").click()
    assert refused.value.status == 422
    asked = refused.value.url
    assert "indicator=" + ",".join(STAGES.values()) in asked
    expect(page.locator(".refusal")).to_contain_text("no se suman")
    expect(page.locator(".refusal")).to_contain_text("Tránsitos irregulares por el Darién")
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
    found = Axe().run(page).response["violations"]
    grave = [
        (each["id"], [node["target"] for node in each["nodes"]][:4])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert grave == []


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


def test_the_table_is_taken_home_with_all_periods(watched, tmp_path):
    page = watched.open(f"{ROUTE}&time_period=2023-08&counterpart_area=VEN")
    text = taken(page, "csv", tmp_path).read_text(encoding="utf-8-sig")
    for words in ("nacionalidad: Venezuela", "SNM de Panamá", "CBP", "route=north", "aprobación"):
        assert words in text
    rows = list(
        csv.DictReader(line for line in text.splitlines() if not line.startswith(("#", '"#')))
    )
    own = {row["ref_area"]: row["obs_value"] for row in rows if row["time_period"] == "2023-08"}
    assert own == table(page)
    assert {row["obs_status"] for row in rows if row["obs_value"] == ""} == {"M"}
    assert len({row["time_period"] for row in rows}) == 89


def test_the_picture_shows_four_charts_with_all_that_it_must_carry(watched, tmp_path):
    page = watched.open(f"{ROUTE}&freq=A&deaths=yes&time_period=2024")
    file = taken(page, "svg", tmp_path)
    assert file.name == "panorama-sur_route_north_A_2024.svg"
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    words = " ".join(root.itertext())
    for said in ("302.203", "1.646.243", "Darién (Panamá)", "OIM", "no se suman", "aprobación"):
        assert said in words
    size = float(root.get("viewBox").split()[3])
    texts = [each for each in root.iter() if each.tag.endswith("text")]
    assert max(float(each.get("y")) for each in texts) < size
    head = taken(page, "png", tmp_path).read_bytes()[:24]
    assert struct.unpack(">I", head[16:20])[0] >= 2400


VALUES = [0, 7, 999, 1_000, 9_949, 9_950, 123_456, 999_499, 1_000_000, 12_345_678, 2_500_000_000]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_browser_writes_numbers_as_python_does(watched, lang):
    page = watched.open(f"{ROUTE}&lang={lang}")
    words = Words.read()
    assert page.evaluate("values => values.map(PanoramaSur.full)", VALUES) == [
        numbers.full(value, lang) for value in VALUES
    ]
    assert page.evaluate("values => values.map(PanoramaSur.brief)", VALUES) == [
        numbers.short(value, words, lang) for value in VALUES
    ]
    steps = [0.5, 2, 20, 500, 1_500, 250_000, 2_500_000, 1_000_000_000]
    assert page.evaluate("values => values.map(PanoramaSur.rounded)", steps) == [
        numbers.round_short(value, words, lang) for value in steps
    ]


def test_a_phone_has_all_of_it_below_one_another(phone):
    page = phone.open(f"{ROUTE}&time_period=2023-08")
    assert not page.evaluate(OVERFLOW)
    heights = page.locator(".stage-plot").evaluate_all("all => all.map(p => p.clientHeight)")
    assert len(heights) == 4
    assert min(heights) >= 100
    page.locator(".stage-plot").first.tap(position={"x": 250, "y": 50})
    expect(page.locator(".now")).not_to_have_text("ago 2023")

"""The units of a country as a person meets them: located share, map, list, table, way back."""

import csv
import re
import struct
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_faults
from tests.browser.test_layout import CUT, OVERFLOW, SCROLLS, SMALLEST
from tests.browser.test_takeaway import taken

COLOMBIA = "/places?ref_area=COL&counterpart_area=VEN"
EVERY = ["ARG", "BOL", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "URY"]
ROWS = """[...document.querySelectorAll('#places-table tbody tr')].map(row => ({...row.dataset}))"""
STATES = """Object.fromEntries([...document.querySelectorAll('#places-map .unit')]
  .map(path => [path.dataset.area, path.dataset.state]))"""
SAID = """Object.fromEntries([...document.querySelectorAll('#places-map .unit')]
  .map(path => [path.dataset.area, path.getAttribute('aria-label')]))"""
BOXES = """[...document.querySelectorAll('#places-map .unit-names .label')].map(label => {
  const b = label.getBoundingClientRect();
  return [label.dataset.area, b.left, b.top, b.right, b.bottom]; })"""
STAGE = """(() => { const b = document.querySelector('#places-map').getBoundingClientRect();
  return [b.left, b.right, b.top, b.bottom]; })()"""


def observed(page, address, query):
    rows = page.request.get(f"{address}/api/v1/observations?{query}").json()["observations"]
    return {row["ref_area"]: row["obs_value"] for row in rows}


def of_units(page, address, country, period, other="VEN"):
    areas = page.request.get(f"{address}/api/v1/areas").json()["areas"]
    units = ",".join(each["id"] for each in areas if each["parent"] == country)
    query = f"indicator=displaced_population&counterpart_area={other}&sex=_T&age=_T"
    return observed(page, address, f"{query}&time_period={period}&ref_area={country},{units}")


def step(page, key):
    page.locator("[data-testid=places-year] [type=range]").press(key)


@pytest.mark.parametrize("country", EVERY)
def test_table_and_map_have_the_numbers_of_the_interface(watched, country):
    page = watched.open(f"/places?ref_area={country}&counterpart_area=VEN")
    period = re.search(r"time_period=(\d+)", page.evaluate("PanoramaSur.query()"))[1]
    told = of_units(page, watched.address, country, period)
    table = {row["area"]: row["value"] for row in page.evaluate(ROWS)}
    assert {area: float(value) for area, value in table.items() if value} == told
    said, states = page.evaluate(SAID), page.evaluate(STATES)
    for area, value in told.items():
        if area in said and value:
            assert f"{value:,.0f}".replace(",", ".") in said[area]
    assert {area for area, state in states.items() if state == "none" and "+" not in area} == {
        area for area in states if area not in told and "+" not in area
    }


def test_the_located_share_is_on_every_screen(watched):
    page = watched.open(COLOMBIA)
    located = page.locator("[data-testid=places-located]")
    for show in ("", "&show=table", "&mode=present", "&time_period=2018"):
        watched.open(COLOMBIA + show)
        expect(located).to_be_visible()
        expect(located).to_contain_text("%")
    expect(located).to_contain_text("0,2 %")
    assert "ubicadas por departamento" in located.inner_text()


def test_steps_in_time_send_nothing_over_the_wire(watched):
    page = watched.open(COLOMBIA)
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    share = page.locator("#places-located p").inner_text()
    for key in ("ArrowLeft", "ArrowLeft", "Home", "End", "PageDown"):
        step(page, key)
    page.locator("#places-ranking button").nth(2).click()
    page.locator("[data-show=table]").click()
    page.locator("[data-show=map]").click()
    assert watched.requests[before:] == []
    expect(page).to_have_url(re.compile("pin=CO-"))
    assert page.locator("#places-located p").inner_text() != share


def test_the_page_opens_where_most_are_located_and_says_so(watched):
    page = watched.open("/places?ref_area=PER&counterpart_area=VEN")
    expect(page.locator(".now")).to_have_text("2024")
    expect(page.locator("#places-insight")).to_contain_text("Se abre en 2024")


def test_no_place_reported_is_hatched_and_never_zero(watched):
    page = watched.open("/places?ref_area=GUY")
    states = page.evaluate(STATES)
    assert [area for area, state in states.items() if state == "value"] == ["GY-DE", "GY-ES"]
    assert set(states.values()) == {"value", "none"}
    fill = page.locator("#places-map .unit[data-area=GY-BA]").evaluate("p => p.style.fill")
    assert "unit-hatch" in fill
    expect(page.locator("#places-legend")).to_contain_text("Sin cifra con lugar informado")
    expect(page.locator("#places-legend")).to_contain_text("Menos de 5: no se dibuja")
    assert "0" not in page.evaluate(SAID)["GY-BA"]
    expect(page.locator("#places-insight")).to_contain_text("De la mayoría no se informa el lugar")


def test_nuble_and_biobio_are_one_and_say_so(watched):
    page = watched.open("/places?ref_area=CHL")
    assert "CL-BI+CL-NB" in page.evaluate(STATES)
    expect(page.locator("#places-remarks")).to_contain_text("Biobío + Ñuble")
    rows = {row["area"] for row in page.evaluate(ROWS)}
    assert {"CL-BI", "CL-NB"} <= rows


def test_the_region_leads_into_a_country_and_back(watched):
    page = watched.open("/?lang=es")
    expect(page.locator("[data-testid=panorama-zoom]")).to_be_hidden()
    page.locator("#panorama-ranking button[data-area=PER]").click()
    page.locator("[data-testid=panorama-zoom]").click()
    page.wait_for_url(re.compile(r"/places\?.*ref_area=PER"))
    page.wait_for_selector("#places-map .unit")
    assert "counterpart_area=VEN" in page.url
    expect(page.locator("#places-path")).to_contain_text("Perú")
    page.locator("[data-testid=places-back]").click()
    page.wait_for_selector("#panorama-map path.is-own")
    assert "pin=PER" in page.url
    assert "counterpart_area=VEN" in page.url


def test_a_double_click_on_a_country_opens_its_units(watched):
    page = watched.open("/")
    page.locator("#panorama-map path[data-area=ARG]").dblclick(position={"x": 20, "y": 60})
    page.wait_for_url(re.compile(r"/places\?ref_area=ARG"))
    page.wait_for_selector("#places-map .unit")


def test_keys_alone_go_into_a_country_and_hold_a_unit(watched):
    page = watched.open("/")
    page.locator("#panorama-map path[data-area=URY]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-testid=panorama-zoom]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#places-map .unit")
    page.locator("#places-map .unit[data-area=UY-CA]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("pin=UY-CA"))
    expect(page.locator("#places-path")).to_contain_text("Canelones")


def test_another_country_and_another_indicator_are_one_question_each(watched):
    page = watched.open(COLOMBIA)
    page.locator("#places-areas").select_option("ECU")
    watched.answered()
    expect(page.locator("#places-map .unit[data-area=EC-P]")).to_be_attached()
    page.locator("#places-indicator").select_option("refugees")
    watched.answered()
    expect(page).to_have_url(re.compile("ref_area=ECU.*indicator=refugees|indicator=refugees"))
    assert page.locator("#places-map .unit").count() == 24


def test_what_is_taken_home_says_the_located_share(watched, tmp_path):
    page = watched.open(COLOMBIA)
    share = page.locator("#places-located p").inner_text()
    text = taken(page, "csv", tmp_path).read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith(("#", '"#'))]
    rows = {row["ref_area"]: row for row in csv.DictReader(lines)}
    assert rows["COL"]["obs_value"] == "2828195"
    assert len(rows) == 33 + 2
    assert rows["CO-SAP"]["obs_value"] == ""
    assert rows["CO-SAP"]["notes"] == "sin lugar informado"
    picture = taken(page, "svg", tmp_path).read_text(encoding="utf-8")
    words = " ".join(" ".join(ElementTree.fromstring(picture).itertext()).split())
    assert " ".join(share.split()) in words
    assert "Antioquia" in words
    assert "no implican aprobación" in words
    head = taken(page, "png", tmp_path).read_bytes()[:24]
    assert struct.unpack(">I", head[16:20])[0] >= 2400


def overlapping(boxes):
    return [
        (a[0], b[0])
        for place, a in enumerate(boxes)
        for b in boxes[place + 1 :]
        if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 3 and b[2] < a[4] - 3
    ]


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (390, 844)])
@pytest.mark.parametrize("country", EVERY)
def test_names_do_not_overlap_and_nothing_is_cut(watched, country, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/places?ref_area={country}&lang=es")
    boxes = page.evaluate(BOXES)
    assert overlapping(boxes) == []
    left, right, top, bottom = page.evaluate(STAGE)
    assert all(box[1] >= left - 1 and box[3] <= right + 1 for box in boxes)
    assert all(box[2] >= top - 4 and box[4] <= bottom + 4 for box in boxes)
    assert not page.evaluate(OVERFLOW)
    assert page.evaluate(CUT) == []
    if size[0] > 900:
        assert not page.evaluate(SCROLLS)


CROSSED = """() => {
  const names = [...document.querySelectorAll('.unit-names g.label text')].map(e => e.getBBox());
  const over = ([x, y]) => names.some(b => x > b.x + 1 && x < b.x + b.width - 1
    && y > b.y + b.height * 0.2 && y < b.y + b.height * 0.8);
  return [...document.querySelectorAll('.unit-names .leader')].filter(line => {
    const at = name => Number(line.getAttribute(name));
    const part = n => [at('x1') + (at('x2') - at('x1')) * n, at('y1') + (at('y2') - at('y1')) * n];
    return [...Array(99).keys()].some(n => over(part((n + 1) / 100)));
  }).map(line => line.dataset.area); }"""


@pytest.mark.parametrize("country", ["URY", "ECU", "CHL", "BOL", "PRY"])
def test_no_line_to_a_name_runs_over_another_name(watched, country):
    watched.page.set_viewport_size({"width": 1366, "height": 768})
    page = watched.open(f"/places?ref_area={country}&time_period=2025")
    assert page.locator(".unit-names .leader").count() > 0
    assert page.evaluate(CROSSED) == []


@pytest.mark.parametrize("country", ["COL", "CHL", "GUY"])
@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
def test_projected_text_can_be_read_from_the_back_row(watched, country, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/places?ref_area={country}&mode=present")
    assert page.evaluate(SMALLEST) >= size[1] / 40
    assert not page.evaluate(SCROLLS)
    assert not page.evaluate(OVERFLOW)


@pytest.mark.parametrize("query", ["ref_area=COL", "ref_area=GUY&show=table", "ref_area=CHL"])
def test_nothing_stands_in_the_way_of_those_who_hear_or_type(watched, query):
    page = watched.open(f"/places?{query}")
    assert grave_faults(page) == []


def test_the_page_is_whole_in_english(english):
    page = english.open("/places?ref_area=GUY")
    assert "by region" in page.title()
    expect(page.locator("#places-located")).to_contain_text("of persons")
    expect(page.locator("#places-ranking")).to_contain_text("no place reported")


def test_a_phone_shows_map_share_and_list(phone):
    page = phone.open("/places?ref_area=ECU")
    expect(page.locator("#places-located")).to_be_visible()
    assert page.locator("#places-map svg").bounding_box()["width"] > 340
    assert page.locator("#places-ranking button").count() == 24


def test_islands_and_their_name_stand_above_the_legend(watched):
    page = watched.open("/places?ref_area=ECU&indicator=border_entries")
    page.wait_for_timeout(200)
    name, legend = page.evaluate(
        """['#places-map text[data-area=EC-W]', '#places-legend'].map(
        what => { const b = document.querySelector(what).getBoundingClientRect();
        return [b.top, b.bottom]; })"""
    )
    assert name[1] <= legend[0] + 2
    keys = page.evaluate(
        """['missing', 'silent'].map(kind => getComputedStyle(
        document.querySelector(`#places-legend .key.is-${kind}`)).backgroundImage)"""
    )
    assert keys[0].startswith("repeating-linear-gradient")
    assert keys[1] == "none"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("chl_datamigra_2026", "Diferencia con la cifra del país"),
        ("sermig_2022", "Sin lugar informado"),
    ],
)
def test_what_is_left_of_the_country_is_called_so_in_tile_list_and_table(watched, source, said):
    page = watched.open(f"/places?ref_area=CHL&indicator=foreign_residents&source={source}&lang=es")
    watched.answered()
    assert said in page.locator("#places-numbers").inner_text()
    if source == "chl_datamigra_2026":
        assert "Sin lugar informado" not in page.locator("#places-numbers").inner_text()
    page = watched.open(
        f"/places?ref_area=CHL&indicator=foreign_residents&source={source}&show=table&lang=es"
    )
    assert said in page.locator("tr[data-area=CHL-_U]").inner_text()

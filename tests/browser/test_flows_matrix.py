"""The matrix of corridors: what each of its cells means, and the order of its rows."""

import re

from playwright.sync_api import expect

from tests.browser.flows import NINE, rows


def test_the_matrix_tells_a_pair_that_is_not_asked_for_from_one_without_data(watched):
    page = watched.open("/flows?show=matrix&indicator=migrant_stock&direction=all")
    cells = """[...document.querySelectorAll('.matrix-table tbody tr[data-area]')].flatMap(r =>
      [...r.querySelectorAll('td:not(.is-total)')].map((c, at) => [r.dataset.area,
        document.querySelectorAll('.matrix-table thead th[data-area]')[at].dataset.area,
        c.className.split(' ')[0], c.textContent]))"""
    told = {(origin, to): (klass, words) for origin, to, klass, words in page.evaluate(cells)}
    nine = set(NINE.split(","))
    apart = {pair for pair, (klass, _) in told.items() if klass == "is-apart"}
    unasked = {pair for pair in told if pair[0] not in nine and pair[1] not in nine}
    same = {pair for pair in told if pair[0] == pair[1]}
    assert unasked
    assert same
    assert apart == unasked | same
    assert all(told[pair][1] == "" for pair in apart)
    assert "is-none" in {klass for klass, _ in told.values()}
    key = page.locator(".matrix-tools .sign.is-apart")
    expect(key).to_contain_text("fuera de la pregunta")


def test_a_country_is_no_corridor_to_itself_unless_the_source_has_persons_of_one(watched):
    own = ".matrix-table tr[data-area=ECU] td[data-link=ECU-ECU]"
    page = watched.open("/flows?show=matrix&direction=within&time_period=2007")
    assert page.locator(own).inner_text() == "90"
    assert rows(page)["ECU", "ECU"] == 90
    page = watched.open("/flows?show=matrix&direction=within&time_period=2019")
    assert page.locator(own).count() == 0
    expect(page.locator(".matrix-tools .sign.is-apart")).to_contain_text("mismo país")


FIRST = """() => [...document.querySelectorAll('.matrix-table tbody tr[data-area]')]
  .map(r => r.dataset.area)"""
COLUMN = """(code) => { const heads = [...document.querySelectorAll('.matrix-table thead th')];
  const at = heads.findIndex(h => h.dataset.area === code);
  return [...document.querySelectorAll('.matrix-table tbody tr[data-area]')]
    .map(r => r.children[at].dataset.value).filter(v => v !== undefined).map(Number); }"""


def test_the_order_of_the_rows_goes_both_ways_and_is_in_the_address(watched):
    page = watched.open("/flows?show=matrix&indicator=migrant_stock")
    by_total = page.evaluate(FIRST)
    button = page.locator("[data-sort=CHL]")
    button.click()
    down = page.evaluate(COLUMN, "CHL")
    assert down == sorted(down, reverse=True)
    expect(page).to_have_url(re.compile("sort=CHL(&|$)"))
    button.click()
    up = page.evaluate(COLUMN, "CHL")
    assert up == sorted(up)
    expect(page.locator("thead th[data-area=CHL]")).to_have_attribute("aria-sort", "ascending")
    expect(page).to_have_url(re.compile("sort=CHL.asc"))
    order = page.evaluate(FIRST)
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    assert page.evaluate(FIRST) == order
    assert page.locator(".notice").count() == 0
    page.locator("[data-show=map]").click()
    watched.answered()
    page.locator("[data-show=matrix]").click()
    watched.answered()
    assert page.evaluate(FIRST) == order
    page.locator("[data-sort=total]").click()
    assert page.evaluate(FIRST) == by_total
    page.locator("[data-sort=total]").click()
    assert page.evaluate(FIRST)[0] != by_total[0]
    page.locator("[data-sort=name]").click()
    assert page.evaluate(FIRST)[0] == "AFG"
    expect(page.locator("th.corner")).to_have_attribute("aria-sort", "ascending")
    page.locator("[data-sort=name]").click()
    expect(page).to_have_url(re.compile("sort=name.desc"))
    assert page.evaluate(FIRST)[-1] == "AFG"


COLUMNS = """() => [...document.querySelectorAll('.matrix-table thead th[data-area]')]
  .map(h => h.dataset.area)"""


def test_all_of_the_nine_stand_in_the_matrix_with_data_or_without(watched):
    page = watched.open(
        "/flows?show=matrix&indicator=migrant_stock&direction=within&time_period=1990"
    )
    nine = set(NINE.split(","))
    assert set(page.evaluate(COLUMNS)) == nine
    assert set(page.evaluate(FIRST)) == nine
    assert not {to for _, to in rows(page)} & {"GUY"}
    at = page.evaluate(COLUMNS).index("GUY")
    cell = page.locator(".matrix-table tbody tr[data-area=PER] td").nth(at)
    assert cell.inner_text() == "–"
    assert page.locator(".matrix-table tbody tr.is-total td").nth(at).inner_text() == "–"
    page = watched.open("/flows?show=matrix&indicator=foreign_residents&source=sermig_2022")
    assert page.evaluate(COLUMNS) == ["CHL"]


def test_a_picture_of_the_matrix_says_what_its_shades_mean(watched):
    page = watched.open("/flows?show=matrix&indicator=migrant_stock")
    shades = page.evaluate("PanoramaSur.flows.matrixShades()")
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=svg]").click()
    picture = taken.value.path().read_text(encoding="utf-8")
    keys = [key for key in re.findall("<rect[^>]*>", picture) if 'class="shade-key"' in key]
    fills = [re.search('fill="([^"]+)"', key)[1] for key in keys]
    assert fills == [each["fill"] for each in shades]
    assert all(f">{each['words']}</text>" in picture for each in shades)
    assert "Tono logarítmico" in picture


def test_a_cell_that_lacks_something_is_marked_as_it_is_on_the_map(watched):
    page = watched.open("/flows?show=matrix&counterpart_area=VEN&time_period=2025")
    cell = page.locator("td.is-cell[data-destination=PRY]")
    assert (cell.text_content() or "").endswith("*")
    assert not (page.locator("td.is-cell[data-destination=PER]").text_content() or "").endswith("*")

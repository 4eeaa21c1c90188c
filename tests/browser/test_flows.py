"""What a person does on the page of flows, in a real browser with no other host in reach."""

import random
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from data.words import numbers

SIZES = [(1920, 1080), (1366, 768), (390, 844)]
ROWS = """[...document.querySelectorAll('#flows-table tbody tr')].map(r =>
  [r.dataset.origin, r.dataset.destination, Number(r.dataset.value)])"""
LINKS = """[...document.querySelectorAll('.flow-link:not([display=none])')].map(l =>
  [l.dataset.origin, l.dataset.destination, Number(l.dataset.value),
   Number(l.getAttribute('stroke-width'))])"""
RIBBONS = """(name) => [...document.querySelectorAll('.ribbon')].map(r =>
  [r.dataset.origin, r.dataset.destination, Number(r.dataset.value), Number(r.dataset[name])])"""
CELLS = """[...document.querySelectorAll('.matrix-table td[data-value]')].map(c =>
  [c.dataset.origin, c.dataset.destination, Number(c.dataset.value)])"""
NAMES = """(selector) => [...document.querySelectorAll(selector)]
  .filter(n => n.getClientRects().length).map(n => { const b = n.getBoundingClientRect();
  return [n.textContent, b.left, b.top, b.right, b.bottom]; })"""
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SCROLLS = "document.documentElement.scrollHeight > document.documentElement.clientHeight + 1"
SMALLEST = """Math.min(...[...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility() &&
  e.getClientRects().length && !e.closest('.heading, .unseen, .skip, noscript, .machinery') &&
  getComputedStyle(e).opacity !== '0' && !e.closest('.present')
  ).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
NOTED = {
    "map": ".flow-name, .flow-gate > g",
    "sankey": ".sankey-node text",
    "chord": ".chord-name",
}


def api(page: Page, address: str, query: str) -> list[dict]:
    found, offset = [], 0
    while True:
        url = f"{address}/api/v1/observations?{query}&limit=10000&offset={offset}"
        answer = page.request.get(url).json()
        found += answer["observations"]
        offset += 10_000
        if offset >= answer["total"]:
            return found


def corridors(page: Page, address: str, query: str) -> dict[tuple[str, str], int]:
    told = api(page, address, f"{query}&age=_T&breakdown=_T")
    return {
        (row["counterpart_area"], row["ref_area"]): row["obs_value"]
        for row in told
        if row["obs_value"] and {row["counterpart_area"], row["ref_area"]}.isdisjoint({"W", "_Z"})
    }


def rows(page: Page) -> dict[tuple[str, str], int]:
    return {(origin, destination): value for origin, destination, value in page.evaluate(ROWS)}


def step(page: Page, key: str) -> None:
    page.locator("[data-testid=flows-year] [type=range]").press(key)


def all_corridors(page: Page) -> None:
    page.locator("[data-testid=flows-threshold] input").press("Home")


QUESTIONS = [
    ("indicator=displaced_population", "source=unhcr", "2025"),
    ("indicator=migrant_stock&sex=F", "source=undesa_2024", "2024"),
    ("indicator=migrant_stock&direction=out&sex=M", "source=undesa_2024", "1990"),
    ("indicator=asylum_applications&direction=all", "source=unhcr", "2019"),
    ("indicator=new_displacement&direction=within", "source=unhcr", "2021"),
    ("indicator=displaced_population&counterpart_area=VEN", "source=unhcr", "2018"),
    ("indicator=migration_flow_estimate", "source=abel_cohen_2022", "2015/P5Y"),
]
NINE = "ARG,BOL,COL,ECU,PRY,PER,GUY,CHL,URY"


def expected(page: Page, address: str, question: str, source: str, period: str) -> dict:
    asked = dict(pair.split("=") for pair in question.split("&"))
    direction = asked.pop("direction", "in")
    base = {"sex": "_T", **asked}
    query = "&".join(f"{name}={code}" for name, code in base.items())
    query = f"{query}&{source}&time_period={period}"
    into = corridors(page, address, f"{query}&ref_area={NINE}")
    if direction == "in":
        return into
    out_of = corridors(page, address, f"{query}&counterpart_area={NINE}")
    if direction == "out":
        return out_of
    return into | out_of if direction == "all" else {k: v for k, v in into.items() if k in out_of}


@pytest.mark.parametrize(("question", "source", "period"), QUESTIONS)
def test_the_table_has_every_corridor_of_the_api_to_the_unit(watched, question, source, period):
    page = watched.open(f"/flows?{question}&time_period={period}")
    all_corridors(page)
    assert rows(page) == expected(page, watched.address, question, source, period)


@pytest.mark.parametrize("question", [each[0] for each in QUESTIONS])
def test_every_width_on_the_map_is_in_proportion_to_its_row(watched, question):
    page = watched.open(f"/flows?{question}")
    draw = random.Random(question)
    for key in draw.choices(["ArrowLeft", "PageUp", "Home", "End", "ArrowRight"], k=3):
        step(page, key)
        links = page.evaluate(LINKS)
        told = rows(page)
        assert {(o, d): v for o, d, v, _ in links} == told
        if links:
            most = max(links, key=lambda link: link[2])
            scale = most[3] / most[2]
            assert all(abs(width - value * scale) < 1e-3 for _, _, value, width in links)


@pytest.mark.parametrize(
    "question",
    ["indicator=migrant_stock", "indicator=displaced_population&ref_area=PER", "ref_area=GUY"],
)
@pytest.mark.parametrize(("show", "measured"), [("sankey", "tall"), ("chord", "angle")])
def test_every_ribbon_is_in_proportion_to_its_row(watched, question, show, measured):
    page = watched.open(f"/flows?{question}&show={show}")
    for key in ("End", "PageDown"):
        step(page, key)
        ribbons = page.evaluate(RIBBONS, measured)
        told = rows(page)
        assert {(o, d): v for o, d, v, _ in ribbons} == told
        if ribbons:
            most = max(ribbons, key=lambda each: each[2])
            scale = most[3] / most[2]
            assert all(
                abs(size - value * scale) <= 1e-6 + size / 1e4 for *_, value, size in ribbons
            )


def test_every_cell_of_the_matrix_is_a_row_of_the_table(watched):
    page = watched.open("/flows?indicator=migrant_stock&show=matrix")
    for key in ("End", "ArrowLeft"):
        step(page, key)
        cells = {(o, d): v for o, d, v in page.evaluate(CELLS) if v}
        assert cells == rows(page)


def test_folded_rows_are_groups_of_the_api(watched):
    page = watched.open("/flows?indicator=migrant_stock&show=sankey")
    all_corridors(page)
    areas = page.request.get(f"{watched.address}/api/v1/areas").json()["areas"]
    groups = {area["id"] for area in areas if area["level"] == "group"}
    folded = {pair: v for pair, v in rows(page).items() if pair[0].startswith("G_")}
    assert folded
    assert {origin for origin, _ in folded} <= groups
    for (origin, destination), value in random.Random(1).sample(sorted(folded.items()), 6):
        query = (
            "indicator=migrant_stock&source=undesa_2024&time_period=2024&over=counterpart_area"
            f"&counterpart_area={origin}&ref_area={destination}"
        )
        told = page.request.get(f"{watched.address}/api/v1/total?{query}").json()
        assert told["obs_value"] == value


def test_mirror_rows_name_their_source_and_are_those_of_the_api(watched):
    page = watched.open("/flows?show=mirror&ref_area=ECU&counterpart_area=COL")
    told = page.evaluate(
        """[...document.querySelectorAll('#flows-table tbody tr')].map(r => ({...r.dataset}))"""
    )
    assert {row["source"] for row in told} >= {"undesa_2024", "unhcr"}
    for row in told:
        query = (
            f"indicator={row['indicator']}&source={row['source']}&time_period={row['period']}"
            "&ref_area=ECU&counterpart_area=COL&sex=_T&age=_T&breakdown=_T"
        )
        (found,) = api(page, watched.address, query)
        assert found["obs_value"] == int(row["value"])


def test_a_lonely_reporter_is_a_state_that_is_seen(watched):
    page = watched.open("/flows?show=mirror&ref_area=GUY&counterpart_area=URY")
    expect(page.locator(".mirror-alone")).to_be_visible()


def test_a_pair_of_the_triangle_opens_its_own_mirror(watched):
    page = watched.open("/flows?show=mirror")
    page.locator("[data-origin-of=PER][data-destination-of=CHL]").click()
    watched.answered()
    expect(page).to_have_url(re.compile("ref_area=CHL"))
    assert {pair for pair in rows(page)} == {("PER", "CHL")}


def test_a_threshold_says_what_it_leaves_and_changes_no_total(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    slider = page.locator("[data-testid=flows-threshold] input")
    total = page.locator("#flows-numbers .number").nth(1).inner_text()
    slider.press("Home")
    every = len(rows(page))
    assert str(every) in page.locator("#flows-numbers .number").first.inner_text()
    for _ in range(6):
        slider.press("ArrowRight")
    least = int(page.url and page.evaluate("PanoramaSur.flows.least()"))
    assert least > 0
    assert 0 < len(rows(page)) < every
    assert min(rows(page).values()) >= least
    assert page.locator("#flows-numbers .number").nth(1).inner_text() == total
    expect(page).to_have_url(re.compile(f"threshold={least}"))


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix", "mirror"])
def test_a_step_in_time_sends_nothing_over_the_wire(watched, show):
    page = watched.open(f"/flows?show={show}")
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    first = page.locator("[data-testid=flows-year] .now").inner_text()
    for key in ("ArrowLeft", "Home", "End", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        step(page, key)
    assert page.locator("[data-testid=flows-year] .now").inner_text() != first
    assert watched.requests[before:] == []


def test_numbers_are_written_as_python_writes_them(watched, store):
    page = watched.open("/flows")
    draw = random.Random(7)
    values = [0, 1, 12, 999, 1000, 9949, 9950, 10_000, 999_499, 999_500, 1_000_000, 9_994_999]
    values += [round(10 ** draw.uniform(0, 9.5)) for _ in range(300)]
    for lang in ("es", "en"):
        if lang == "en":
            page = watched.open("/flows?lang=en")
        told = page.evaluate("v => v.map(x => [PanoramaSur.full(x), PanoramaSur.brief(x)])", values)
        wanted = [[numbers.full(v, lang), numbers.short(v, store.words, lang)] for v in values]
        assert told == wanted


def test_views_keep_the_question_and_the_focus(watched):
    page = watched.open("/flows?indicator=migrant_stock&sex=F&pin=VEN&time_period=2015")
    for show in ("sankey", "chord", "matrix", "map"):
        page.locator(f"[data-show={show}]").click()
        watched.answered()
        expect(page.locator(f"[data-testid=flows-{show}]")).to_be_visible()
        assert "sex=F" in page.url
        assert page.evaluate("PanoramaSur.pin") == "VEN"
        assert page.locator("[data-testid=flows-year] .now").inner_text() == "2015"


def test_a_corridor_held_in_the_list_is_lit_on_the_map_and_kept_in_the_address(watched):
    page = watched.open("/flows")
    page.locator("#flows-ranking .row").nth(1).click()
    expect(page).to_have_url(re.compile("pin=VEN-PER"))
    back = page.locator(".flow-link:not([display=none]).is-back").count()
    assert back == page.locator(".flow-link:not([display=none])").count() - 1
    page.locator("#flows-ranking .row").nth(1).click()
    page.mouse.move(5, 5)
    assert page.locator(".flow-link.is-back").count() == 0


def test_a_corridor_held_in_focus_leads_to_its_mirror(watched):
    page = watched.open("/flows?indicator=migrant_stock&pin=PER-CHL")
    page.locator("#flows-to-mirror").click()
    watched.answered()
    expect(page).to_have_url(re.compile("show=mirror"))
    assert set(rows(page)) == {("PER", "CHL")}


def test_a_country_is_isolated_by_keyboard(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    circle = page.locator("[data-round=CHL]")
    circle.focus()
    circle.press("Enter")
    expect(page).to_have_url(re.compile("pin=CHL"))
    lit = page.evaluate(
        """[...document.querySelectorAll('.flow-link:not([display=none]):not(.is-back)')]
        .map(l => [l.dataset.origin, l.dataset.destination])"""
    )
    assert lit
    assert all("CHL" in pair for pair in lit)


def test_a_direction_turns_the_countries_round(watched):
    page = watched.open("/flows?indicator=migrant_stock&ref_area=PER")
    page.locator("[data-testid=flows-direction]").select_option("out")
    watched.answered()
    assert {origin for origin, _ in rows(page)} == {"PER"}
    page.locator("[data-testid=flows-direction]").select_option("all")
    watched.answered()
    assert all("PER" in pair for pair in rows(page))
    page.locator("[data-testid=flows-direction]").select_option("within")
    watched.answered()
    assert {end for pair in rows(page) for end in pair} <= set(NINE.split(","))


def test_nothing_is_drawn_for_a_corridor_without_data(watched):
    page = watched.open("/flows?indicator=migrant_stock&time_period=2022")
    assert page.evaluate(LINKS) == []
    assert rows(page) == {}
    expect(page.locator("#flows-insight")).to_contain_text("2020, 2024")


def test_estimates_look_like_estimates(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    paint = page.locator(".flow-link:not([display=none])").first.get_attribute("stroke")
    assert paint.startswith("url(#estimate-")
    page = watched.open("/flows?indicator=displaced_population")
    paint = page.locator(".flow-link:not([display=none])").first.get_attribute("stroke")
    assert paint.startswith("#")


def test_both_directions_of_a_pair_stay_apart(watched):
    page = watched.open("/flows?indicator=migrant_stock&direction=within&threshold=0")
    middles = page.evaluate(
        """['PER-CHL', 'CHL-PER'].map(id => { const [o, d] = id.split('-');
        const path = document.querySelector(`.flow-link[data-origin=${o}][data-destination=${d}]`);
        const p = path.getPointAtLength(path.getTotalLength() / 2); return [p.x, p.y]; })"""
    )
    (x0, y0), (x1, y1) = middles
    assert abs(x0 - x1) + abs(y0 - y1) > 10


LOOKED_AT = [
    ("map", "counterpart_area=VEN&time_period=2018"),
    ("map", "counterpart_area=VEN&time_period=2025"),
    ("map", "indicator=migrant_stock&direction=within&time_period=1990"),
    ("map", "indicator=migrant_stock&direction=all&time_period=2024&sex=F"),
    ("map", "ref_area=GUY&indicator=migrant_stock"),
    ("sankey", "indicator=migrant_stock"),
    ("sankey", "indicator=migrant_stock&ref_area=GUY"),
    ("chord", "indicator=migrant_stock&direction=all"),
    ("chord", "indicator=displaced_population"),
    ("matrix", "indicator=migrant_stock"),
    ("mirror", "ref_area=ECU&counterpart_area=COL"),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("show", "query"), LOOKED_AT)
def test_names_do_not_overlap_and_nothing_is_cut(watched, size, show, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    lang = "en" if "GUY" in query else "es"
    page = watched.open(f"/flows?show={show}&lang={lang}&{query}")
    assert not page.evaluate(OVERFLOW)
    if size[0] > 900:
        assert not page.evaluate(SCROLLS)
    if show not in NOTED:
        return
    boxes = page.evaluate(NAMES, NOTED[show])
    stage = page.locator("#flows-stage").bounding_box()
    for text, left, top, right, bottom in boxes:
        assert left >= stage["x"] - 6, text
        assert right <= stage["x"] + stage["width"] + 6, text
        assert top >= stage["y"] - 8, text
        assert bottom <= stage["y"] + stage["height"] + 8, text
    for place, a in enumerate(boxes):
        for b in boxes[place + 1 :]:
            apart = a[3] <= b[1] + 1 or b[3] <= a[1] + 1 or a[4] <= b[2] + 2 or b[4] <= a[2] + 2
            assert apart, (a[0], b[0])


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix", "mirror"])
def test_projected_flows_can_be_read_from_the_back_row(watched, show):
    watched.page.set_viewport_size({"width": 1920, "height": 1080})
    page = watched.open(f"/flows?show={show}&mode=present&indicator=migrant_stock")
    assert page.evaluate(SMALLEST) >= 1080 / 40
    assert not page.evaluate(SCROLLS)
    assert not page.evaluate(OVERFLOW)


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix", "mirror"])
@pytest.mark.parametrize("more", ["", "&table=yes"])
def test_axe_finds_no_serious_or_critical_fault_in_flows(watched, show, more):
    page = watched.open(f"/flows?show={show}{more}")
    found = Axe().run(page).response["violations"]
    grave = [
        (each["id"], [node["target"] for node in each["nodes"]][:4])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert grave == []


def test_every_control_of_flows_is_reached_by_the_tab_key(watched):
    page = watched.open("/flows?indicator=migrant_stock&ref_area=GUY")
    reached = set()
    for _ in range(110):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.closest('[id]')?.id || ''"
            )
        )
    wanted = {
        "flows-indicator",
        "flows-direction",
        "flows-areas",
        "flows-counterpart",
        "flows-sex",
        "flows-period",
        "flows-source",
        "flows-show",
        "flows-threshold",
        "flows-table-button",
        "flows-play",
        "flows-year",
        "flows-ranking",
        "flows-map",
        "download-menu",
    }
    assert wanted - reached == set()


def test_a_view_is_told_to_those_who_hear_it(watched):
    page = watched.open("/flows")
    said = page.locator("#flows-says").inner_text()
    assert "39 corredores" in said
    assert "Venezuela" in said
    for show in ("map", "sankey", "chord", "matrix", "mirror"):
        described = page.locator(f"[data-testid=flows-{show}]").get_attribute("aria-describedby")
        assert described == "flows-says"


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix", "mirror"])
def test_a_view_is_taken_home_as_table_and_picture(watched, show):
    page = watched.open(f"/flows?show={show}")
    told = {}
    for kind in ("csv", "svg", "png"):
        page.locator("[data-testid=download-menu] summary").click()
        with page.expect_download() as taken:
            page.locator(f"[data-file={kind}]").click()
        told[kind] = taken.value.path()
    lines = told["csv"].read_text(encoding="utf-8-sig").splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("indicator,"))
    assert len(lines) - head - 1 == page.locator("#flows-table tbody tr").count()
    picture = told["svg"].read_text(encoding="utf-8")
    assert page.title().split(" · ")[0] in picture.replace("&amp;", "&")
    assert "Límites" in picture
    assert told["png"].stat().st_size > 20_000

"""What a person does on the page of flows, in a real browser with no other host in reach."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.flows import NINE, rows, step


def test_a_lonely_reporter_is_a_state_that_is_seen(watched):
    page = watched.open("/flows?show=mirror&ref_area=GUY&counterpart_area=URY")
    expect(page.locator(".mirror-alone")).to_be_visible()


def test_a_pair_of_the_triangle_opens_its_own_mirror(watched):
    page = watched.open("/flows?show=mirror")
    page.locator("[data-origin-of=PER][data-destination-of=CHL]").click()
    watched.answered()
    expect(page).to_have_url(re.compile("ref_area=CHL"))
    assert {pair for pair in rows(page)} == {("PER", "CHL")}


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


def test_views_keep_the_question_and_the_focus(watched):
    page = watched.open("/flows?indicator=migrant_stock&sex=F&pin=VEN&time_period=2015")
    for show in ("sankey", "chord", "matrix", "map"):
        page.locator(f"[data-show={show}]").click()
        watched.answered()
        expect(page.locator(f"[data-testid=flows-{show}]")).to_be_visible()
        assert "sex=F" in page.url
        assert page.evaluate("PanoramaSur.pin") == "VEN"
        assert page.locator("[data-testid=flows-year] .now").inner_text() == "2015"


def test_the_mirror_gives_back_what_was_asked_before_it(watched):
    page = watched.open(
        "/flows?indicator=migrant_stock&ref_area=CHL,PER&threshold=5000&pin=VEN-CHL&time_period=2015"
    )
    for show in ("mirror", "sankey", "mirror", "map"):
        page.locator(f"[data-show={show}]").click()
        watched.answered()
        expect(page.locator(f"[data-testid=flows-{show}]")).to_be_visible()
        expect(page).to_have_url(re.compile("threshold=5000&pin=VEN-CHL"))
        assert page.evaluate("PanoramaSur.pin") == "VEN-CHL"
        assert page.locator("[data-testid=flows-year] .now").inner_text() == "2015"
        if show == "mirror":
            assert set(rows(page)) == {("VEN", "CHL")}
        else:
            assert {destination for _, destination in rows(page)} >= {"CHL", "PER"}
            assert page.evaluate("PanoramaSur.flows.least()") == 5000
    assert "direction" not in page.url


@pytest.mark.parametrize("anew", ["reload", "language"])
def test_a_mirror_that_is_loaded_anew_gives_back_what_was_asked_before_it(watched, anew):
    asked = "/flows?indicator=migrant_stock&ref_area=CHL,PER&direction=all&time_period=2015"
    page = watched.open(asked)
    before = set(rows(page))
    page.locator("[data-show=mirror]").click()
    watched.answered()
    page.locator("[data-origin-of=BOL][data-destination-of=ARG]").click()
    watched.answered()
    expect(page).to_have_url(re.compile("counterpart_area=BOL"))
    if anew == "reload":
        page.reload()
    else:
        page.locator("#lang-switch a[lang=en]").click()
        page.wait_for_selector("html[lang=en]")
    page.wait_for_selector("body[data-ready=true]")
    assert set(rows(page)) == {("BOL", "ARG")}
    page.locator("[data-show=map]").click()
    watched.answered()
    assert set(rows(page)) == before
    assert page.locator("[data-testid=flows-year] .now").inner_text() == "2015"


def test_a_mirror_opened_by_its_address_goes_on_with_no_other_question(watched):
    page = watched.open("/flows?indicator=migrant_stock&ref_area=CHL,PER")
    page.locator("[data-show=mirror]").click()
    watched.answered()
    page = watched.open(
        "/flows?show=mirror&indicator=migrant_stock&ref_area=ARG&counterpart_area=PRY"
    )
    page.locator("[data-show=map]").click()
    watched.answered()
    assert set(rows(page)) == {("PRY", "ARG")}


def test_a_threshold_that_nobody_asked_for_is_each_answers_own(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    page.locator("[data-show=matrix]").click()
    watched.answered()
    assert page.evaluate("PanoramaSur.flows.least()") == 0
    assert "threshold" not in page.url


SMALL = """() => ({
  drawn: [...document.querySelectorAll('.flow-round:not(.is-origin)')].some(round => {
    const total = PanoramaSur.flows.total('into', round.dataset.round);
    const least = Math.min(...[...document.querySelectorAll('.flow-round:not(.is-origin)')]
      .map(n => Number(n.getAttribute('r'))));
    const most = Math.max(...Object.values(PanoramaSur.cube.totals.into)
      .flatMap(({ v }) => v).filter(v => v !== null));
    const high = document.querySelector('.flow-layer svg').viewBox.baseVal.height;
    return total && Number(round.getAttribute('r')) === least
      && 0.055 * high * Math.sqrt(total.value / most) < least - 1e-6; }),
  said: [...document.querySelectorAll('#flows-legend li')].some(n =>
    /más pequeño/.test(n.textContent) && getComputedStyle(n).visibility === 'visible') })"""


def test_a_circle_that_is_not_to_scale_is_said_in_the_legend_where_there_is_one(watched):
    page = watched.open("/flows?indicator=displaced_population&threshold=0&time_period=2025")
    found = set()
    for key in ("Home", "PageUp", "PageUp", "End"):
        step(page, key)
        told = page.evaluate(SMALL)
        assert told["drawn"] == told["said"]
        found.add(told["said"])
    page = watched.open("/flows?indicator=migrant_stock&ref_area=ARG,CHL&direction=in")
    told = page.evaluate(SMALL)
    assert told == {"drawn": False, "said": False}
    assert any(found)


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


def test_a_picture_of_the_map_has_the_widths_of_round_numbers(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=svg]").click()
    picture = taken.value.path().read_text(encoding="utf-8")
    keys = re.findall(r'<rect[^>]* height="([\d.]+)"[^>]* class="width-key"', picture)
    scale = page.evaluate("PanoramaSur.flows.mapScale().samples.map(({ width }) => width)")
    assert len(keys) == len(scale) + 1
    wide = [float(key) for key in keys]
    assert wide[0] / wide[1] == pytest.approx(scale[0] / scale[1], rel=1e-6)
    assert "El ancho es proporcional" in picture


FAINT = """(lines) => { const part = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.map(v => part(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = [0xDD, 0xE3, 0xE4]; // countries that are not among the nine: the darkest ground
  return [...document.querySelectorAll(lines)].map(n => { const style = getComputedStyle(n);
    const over = Number(style.opacity) * Number(style.strokeOpacity);
    const own = style.stroke.match(/\\d+/g).slice(0, 3).map(Number);
    const seen = own.map((v, at) => over * v + (1 - over) * ground[at]);
    return [style.stroke, (light(ground) + 0.05) / (light(seen) + 0.05)];
  }).filter(([, contrast]) => contrast < 3); }"""


@pytest.mark.parametrize(
    ("show", "lines"), [("map", ".flow-hairline"), ("sankey", ".ribbon"), ("chord", ".ribbon")]
)
def test_thin_lines_stand_out_from_their_ground(watched, show, lines):
    page = watched.open(f"/flows?show={show}&indicator=migrant_stock&direction=all&threshold=0")
    assert page.locator(lines).count() > 50
    assert page.evaluate(FAINT, lines) == []


STATES = """[...document.querySelectorAll('.matrix-table tbody td:not(.is-total)')]
  .map(c => [c.className.split(' ')[0], c.textContent, getComputedStyle(c).backgroundColor])"""


def test_a_cell_of_the_matrix_says_why_it_has_no_value(watched):
    page = watched.open("/flows?show=matrix&indicator=migrant_stock&threshold=1000")
    told = {klass: (words, shade) for klass, words, shade in page.evaluate(STATES)}
    assert told["is-small"][0] == "<"
    assert told["is-none"][0] == "–"
    assert told["is-small"][1] != told["is-none"][1]
    keys = page.locator(".matrix-tools .sign").all_inner_texts()
    assert len(keys) == 4
    assert any("estimación" in key for key in keys)
    page.locator("[data-testid=flows-threshold] input").press("Home")
    assert "is-zero" in {klass for klass, *_ in page.evaluate(STATES)}
    assert page.locator(".matrix-tools .sign.is-zero").is_visible()
    assert page.locator(".matrix-tools .sign.is-small").count() == 0


def test_a_picture_of_the_matrix_says_how_many_rows_it_leaves_out(watched):
    page = watched.open("/flows?show=matrix&indicator=migrant_stock")
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=svg]").click()
    picture = taken.value.path().read_text(encoding="utf-8")
    names = page.locator(".matrix-table tbody th").all_inner_texts()
    left = int(re.search(r"No caben (\d+) filas", picture)[1])
    assert names[-left - 1][:20] in picture
    assert len(names) - left > 24


GATES = """[...document.querySelectorAll('.flow-gate')].map(g =>
  [g.dataset.area, [...g.querySelectorAll('text')].map(t => t.textContent).join(' ')])"""


def test_a_gate_says_who_leaves_and_who_arrives(watched):
    page = watched.open(
        "/flows?indicator=migrant_stock&ref_area=GUY&counterpart_area=GUY&direction=all&lang=en"
    )
    told = dict(page.evaluate(GATES))
    total = "PanoramaSur.flows.total(side, code).value"
    brief = f"code => ['out_of', 'into'].map(side => PanoramaSur.brief({total}))"
    out, into = page.evaluate(brief, "G_NORTH_AMERICA")
    assert out != into
    assert f"↑{out}" in told["G_NORTH_AMERICA"]
    assert f"↓{into}" in told["G_NORTH_AMERICA"]
    assert "↓" in told["G_AFRICA"] or "↑" in told["G_AFRICA"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (
            "show=matrix&indicator=migrant_stock&direction=out&counterpart_area=PER,COL&sex=F",
            "migrant_stock_undesa_2024_matrix_out_from-COL-PER_F_2024",
        ),
        (
            "show=chord&indicator=migrant_stock&direction=all&ref_area=PER&time_period=1990",
            "migrant_stock_undesa_2024_chord_all_PER__T_1990",
        ),
        ("counterpart_area=VEN", "displaced_population_unhcr_map_in_from-VEN__T_2025"),
        ("show=mirror&ref_area=PER&counterpart_area=VEN", "mirror_VEN-PER__T_2024"),
    ],
)
def test_the_name_of_a_file_tells_it_from_other_files(watched, asked, name):
    page = watched.open(f"/flows?{asked}")
    page.locator("[data-testid=download-menu] summary").click()
    with page.expect_download() as taken:
        page.locator("[data-file=csv]").click()
    assert taken.value.suggested_filename == f"panorama-sur_{name}.csv"


def test_nobody_is_said_to_leave_an_unknown_origin(watched):
    page = watched.open("/flows?indicator=asylum_applications&lang=en")
    told = page.locator(".flow-gate[data-area=_U]").get_attribute("aria-label")
    assert told.startswith("Of unknown or other origin: ")


def test_an_end_of_a_sankey_says_on_which_side_it_stands(watched):
    page = watched.open(
        "/flows?show=sankey&indicator=migrant_stock&direction=within&time_period=2024&lang=en"
    )
    told = page.locator(".sankey-node[data-area=CHL]").evaluate_all(
        "nodes => nodes.map(n => n.getAttribute('aria-label').split(':')[0])"
    )
    assert sorted(told) == ["Arriving in Chile", "Leaving Chile"]

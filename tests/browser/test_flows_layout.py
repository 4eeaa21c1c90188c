"""Flows are seen and heard whole: names apart, nothing cut, every control within reach."""

import pytest

from tests.browser.axe import grave_faults
from tests.browser.test_layout import OVERFLOW, SCROLLS, SIZES, SMALLEST

NAMES = """(selector) => [...document.querySelectorAll(selector)]
  .filter(n => n.getClientRects().length).map(n => { const b = n.getBoundingClientRect();
  return [n.textContent, b.left, b.top, b.right, b.bottom]; })"""

NOTED = {
    "map": ".flow-name:not(:has(.flow-leader)), .flow-name:has(.flow-leader) text,"
    " .flow-gate > g, #flows-legend :is(p, li)",
    "sankey": ".sankey-node text",
    "chord": ".chord-name",
}

NAMELESS = """[...document.querySelectorAll('.sankey-node')].filter(n =>
  !n.querySelector('text[text-anchor=middle]') && !/\\d/.test(n.textContent))
  .map(n => n.dataset.area)"""

LOOKED_AT = [
    ("map", "counterpart_area=VEN&time_period=2018"),
    ("map", "counterpart_area=VEN&time_period=2025"),
    ("map", "indicator=migrant_stock&direction=within&time_period=1990"),
    ("map", "indicator=migrant_stock&direction=all&time_period=2024&sex=F"),
    ("map", "indicator=migrant_stock&direction=all"),
    ("map", "indicator=migrant_stock&direction=out"),
    ("map", "indicator=migrant_stock&sex=F"),
    ("map", "indicator=migrant_stock&sex=F&lang=en"),
    ("map", "ref_area=GUY&indicator=migrant_stock"),
    ("sankey", "indicator=migrant_stock"),
    ("sankey", "indicator=migrant_stock&direction=all&threshold=0"),
    ("sankey", "indicator=displaced_population&direction=out&threshold=0&lang=en"),
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
    lang = "&lang=en" if "GUY" in query else ""
    page = watched.open(f"/flows?show={show}{lang}&{query}")
    assert not page.evaluate(OVERFLOW)
    if size[0] > 900:
        assert not page.evaluate(SCROLLS)
    if show not in NOTED:
        return
    boxes = page.evaluate(NAMES, NOTED[show])
    if show == "sankey":
        assert page.evaluate(NAMELESS) == []
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


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(
    "query",
    [
        "indicator=migrant_stock&direction=all",
        "indicator=migrant_stock&direction=all&threshold=0&lang=en",
        "indicator=migrant_stock&threshold=0",
        "indicator=migrant_stock&ref_area=ARG&threshold=0",
    ],
)
def test_a_projected_sankey_has_name_and_value_of_each_of_its_ends(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=sankey&mode=present&{query}")
    assert page.locator(".sankey-node").count() > 20
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SMALLEST) >= size[1] / 40
    boxes = page.evaluate(NAMES, NOTED["sankey"])
    lead = 0.012 * size[1]  # between lines there is this much that no letter reaches
    for place, a in enumerate(boxes):
        for b in boxes[place + 1 :]:
            assert a[3] <= b[1] or b[3] <= a[1] or a[4] <= b[2] + lead or b[4] <= a[2] + lead, (
                a,
                b,
            )
    heads = page.evaluate(NAMES, ".sankey-heads text")
    crossed = [
        (a[0], b[0])
        for a in heads
        for b in boxes
        if a[1] < b[3] and b[1] < a[3] and a[2] + lead < b[4] and b[2] + lead < a[4]
    ]
    assert crossed == []


MISREAD = """() => {
  const box = n => n.getBoundingClientRect();
  const rounds = [...document.querySelectorAll('.flow-round:not(.is-origin)')];
  const apart = (t, c) => { const [x, y] = [c.x + c.width / 2, c.y + c.height / 2];
    return Math.hypot(Math.max(t.left - x, 0, x - t.right), Math.max(t.top - y, 0, y - t.bottom))
      - c.width / 2; };
  return rounds.filter(round => {
    const name = document.querySelector(`.flow-name[data-area=${round.dataset.round}]`);
    if (!name || name.querySelector('.flow-leader')) return !name;
    const own = apart(box(name), box(round));
    return rounds.some(other => other !== round && apart(box(name), box(other)) < own);
  }).map(round => round.dataset.round); }"""


CUT_ROWS = """[...document.querySelectorAll('.matrix-scroll tbody tr')].filter(row => {
  const [r, s] = [row, row.closest('.matrix-scroll')].map(n => n.getBoundingClientRect());
  return r.top < s.bottom - 1.5 && r.bottom > s.bottom + 1.5; }).length"""


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("mode", ["explore", "present"])
def test_a_matrix_shows_whole_rows_and_says_how_many_are_further_down(watched, size, mode):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=matrix&indicator=migrant_stock&mode={mode}&lang=en")
    assert page.evaluate(CUT_ROWS) == 0
    rows = page.locator(".matrix-scroll tbody tr").count()
    inside = page.evaluate(
        """(() => { const floor = document.querySelector('.matrix-scroll').getBoundingClientRect();
        return [...document.querySelectorAll('.matrix-scroll tbody tr')]
          .filter(r => r.getBoundingClientRect().bottom <= floor.bottom + 1.5).length; })()"""
    )
    said = page.locator(".matrix-more").inner_text()
    assert f"rows further down: {rows - inside}" in said
    assert ("no data" in said) == (mode == "present")
    shades = page.locator(".shade").evaluate_all(
        "all => all.filter(n => n.getClientRects().length).map(n => n.textContent)"
    )
    assert len(shades) == 4
    assert all(shade.startswith("from ") for shade in shades)
    assert page.evaluate(SMALLEST) >= (size[1] / 40 if mode == "present" else 10)
    page.locator(".matrix-scroll").evaluate("n => n.scrollTo(0, n.scrollHeight)")
    page.wait_for_function("() => !/down/.test(document.querySelector('.matrix-more').textContent)")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("mode", ["explore", "present"])
@pytest.mark.parametrize(
    "query",
    [
        "indicator=migrant_stock&sex=F",
        "indicator=migrant_stock&direction=all",
        "indicator=migrant_stock&direction=out",
        "indicator=migrant_stock&direction=within&time_period=2024",
        "counterpart_area=VEN&time_period=2025",
    ],
)
def test_every_circle_of_the_map_has_its_own_name(watched, size, mode, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?{query}&mode={mode}")
    assert page.evaluate(MISREAD) == []


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize(
    "query", ["indicator=asylum_applications&direction=all", "indicator=refugees&lang=es"]
)
def test_every_circle_has_its_name_on_a_narrow_map_as_well(watched, width, query):
    watched.page.set_viewport_size({"width": width, "height": 740})
    page = watched.open(f"/flows?{query}")
    assert page.locator(".flow-round:not(.is-origin)").count() == 9
    assert page.evaluate(MISREAD) == []
    boxes = page.evaluate(NAMES, NOTED["map"].partition(" .flow-gate")[0].strip(", "))
    for place, a in enumerate(boxes):
        for b in boxes[place + 1 :]:
            apart = a[3] <= b[1] + 1 or b[3] <= a[1] + 1 or a[4] <= b[2] + 2 or b[4] <= a[2] + 2
            assert apart, (a[0], b[0])


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize(
    "more", ["", "&sex=F", "&direction=all&lang=en", "&direction=all", "&ref_area=GUY"]
)
def test_a_projected_chord_is_as_large_as_its_names_allow(watched, size, more):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=chord&mode=present&indicator=migrant_stock{more}")
    stage = page.locator("#flows-chord").bounding_box()
    arcs = page.evaluate(NAMES, ".chord-arc")
    names = page.evaluate(NAMES, NOTED["chord"])
    assert max(a[3] for a in arcs) - min(a[1] for a in arcs) > 0.68 * stage["height"]
    assert min(n[1] for n in names) >= stage["x"] - 2
    assert max(n[3] for n in names) <= stage["x"] + stage["width"] + 2
    assert [n[0] for n in names if not any(sign.isdigit() for sign in n[0])] == []
    for place, a in enumerate(names):
        assert all(
            a[4] <= b[2] + 4 or b[4] <= a[2] + 4
            for b in names[place + 1 :]
            if a[1] < b[3] and b[1] < a[3]
        )


def test_the_totals_of_a_matrix_are_seen_without_scrolling_aside(watched):
    for mode in ("present", "explore"):
        page = watched.open(f"/flows?show=matrix&indicator=migrant_stock&sex=F&mode={mode}")
        home = page.locator(".matrix-scroll")
        assert home.evaluate("n => n.scrollWidth - n.clientWidth") <= 1


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix", "mirror"])
@pytest.mark.parametrize("more", ["", "&table=yes"])
def test_axe_finds_no_serious_or_critical_fault_in_flows(watched, show, more):
    page = watched.open(f"/flows?show={show}{more}")
    assert grave_faults(page) == []


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


OUTGROWN = """() => { const size = n => document.querySelector(n).getBoundingClientRect().height;
  return Math.abs(size('#flows-map') - size('.flow-layer svg')) > 1; }"""


def test_a_map_is_laid_out_again_when_its_stage_changes(watched):
    page = watched.open("/flows?indicator=migrant_stock&sex=F&lang=en")
    assert not page.evaluate(OUTGROWN)
    page.evaluate("() => PanoramaSur.notify(['one', 'two', 'three'])")
    assert page.evaluate(OUTGROWN)
    page.wait_for_function(f"() => !({OUTGROWN})()")


@pytest.mark.parametrize("direction", ["out", "in", "all"])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_on_a_telephone_no_circle_covers_the_name_of_a_gate(phone, lang, direction):
    page = phone.open(f"/flows?direction={direction}&lang={lang}")
    covered = page.evaluate(
        """() => {
        const boxes = s => [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect());
        const circles = boxes('.flow-rounds circle').filter(c => c.width > 12);
        return boxes('.flow-gate text').filter(t => circles.some(c => {
          const [x, y, r] = [c.x + c.width / 2, c.y + c.height / 2, c.width / 2];
          const dx = Math.max(t.left - x, 0, x - t.right);
          const dy = Math.max(t.top + 2 - y, 0, y - t.bottom + 2);
          return Math.hypot(dx, dy) < r;
        })).length; }"""
    )
    assert covered == 0


UNNAMED = """() => { const named = new Set([...document.querySelectorAll('.flow-name')]
  .map(n => n.dataset.area));
  return [...document.querySelectorAll('.flow-round:not(.is-origin)')]
    .map(n => n.dataset.round).filter(code => !named.has(code)); }"""


@pytest.mark.parametrize("indicator", ["migrant_stock", "migration_flow_estimate"])
def test_on_a_telephone_every_country_of_the_question_has_its_name(phone, indicator):
    page = phone.open(f"/flows?indicator={indicator}&direction=all")
    assert page.locator(".flow-round:not(.is-origin)").count() == 9
    assert page.evaluate(UNNAMED) == []

"""Every corridor that the page of flows draws or lists is the interface's, to the unit."""

import random
import re

import pytest
from playwright.sync_api import Page, expect

from data.words import numbers
from tests.browser.flows import NINE, all_corridors, api, corridors, rows, step

LINKS = """[...document.querySelectorAll('.flow-link:not([display=none])')].map(l =>
  [l.dataset.origin, l.dataset.destination, Number(l.dataset.value),
   Number(l.getAttribute('stroke-width'))])"""

RIBBONS = """(name) => [...document.querySelectorAll('.ribbon')].map(r =>
  [r.dataset.origin, r.dataset.destination, Number(r.dataset.value), Number(r.dataset[name])])"""

CELLS = """[...document.querySelectorAll('.matrix-table td[data-value]')].map(c =>
  [c.dataset.origin, c.dataset.destination, Number(c.dataset.value)])"""

QUESTIONS = [
    ("indicator=displaced_population", "source=unhcr", "2025"),
    ("indicator=migrant_stock&sex=F", "source=undesa_2024", "2024"),
    ("indicator=migrant_stock&direction=out&sex=M", "source=undesa_2024", "1990"),
    ("indicator=asylum_applications&direction=all", "source=unhcr", "2019"),
    ("indicator=new_displacement&direction=within", "source=unhcr", "2021"),
    ("indicator=displaced_population&counterpart_area=VEN", "source=unhcr", "2018"),
    ("indicator=migration_flow_estimate", "source=abel_cohen_2022", "2015/P5Y"),
]


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
            scale = float(page.locator(".flow-layer svg").get_attribute("data-scale"))
            assert all(abs(width / scale - value) < 1e-3 for _, _, value, width in links)


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
        cells = {(o, d): v for o, d, v in page.evaluate(CELLS)}
        assert 0 in cells.values()
        assert cells == rows(page)
        shown = page.evaluate("PanoramaSur.page.rows().rows.map(r => [r[3], r[1], r[7]])")
        assert cells == {(o, d): v for o, d, v in shown}


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


def test_nothing_is_drawn_for_a_corridor_without_data(watched):
    page = watched.open("/flows?indicator=migrant_stock&time_period=2022")
    assert page.evaluate(LINKS) == []
    assert rows(page) == {}
    expect(page.locator("#flows-insight")).to_contain_text("2020 y 2024")


UNTOLD = """(home) => [...document.querySelectorAll(`${home} .untold li`)]
  .map(n => [n.dataset.area, n.dataset.status, n.dataset.value, n.textContent])"""


@pytest.mark.parametrize("show", ["map", "matrix"])
def test_a_country_without_a_comparable_figure_is_listed_apart_from_what_is_drawn(watched, show):
    asked = f"/flows?indicator=asylum_applications&direction=all&show={show}"
    page = watched.open(f"{asked}&time_period=2019")
    for home in ("#flows-ranking", "#flows-table"):
        told = page.evaluate(UNTOLD, home)
        assert [area for area, *_ in told] == ["DEU", "USA"]
        assert all(status == "M" and value is None for _, status, value, _ in told)
        assert all("sin cifra comparable" in words for *_, words in told)
    assert not {"DEU", "USA"} & {destination for _, destination in rows(page)}
    assert page.locator("#flows-table tbody tr").count() == len(rows(page))
    step(page, "End")
    assert [area for area, *_ in page.evaluate(UNTOLD, "#flows-table")] == ["USA"]
    page = watched.open("/flows?indicator=migrant_stock")
    assert page.locator(".untold").count() == 0


def test_why_no_part_of_persons_is_given_is_said(watched):
    query = "indicator=migrant_stock&source=undesa_2020&sex=M&direction=out&time_period=2005"
    page = watched.open(f"/flows?{query}&lang=es")
    expect(page.locator("#flows-numbers .number").first).to_contain_text("la suma es parcial")
    page = watched.open("/flows?indicator=migrant_stock&lang=es")
    expect(page.locator("#flows-numbers .number").first).to_contain_text("% de las personas")

"""Who is on the route: nationalities, women and children, the dead, each as a register tells it."""

import pytest
from playwright.sync_api import expect

from data.words import numbers
from tests.browser.route import ROUTE, ROWS, observed, of_all, table


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
    expect(page.locator(".stage-row[data-area=PAN] .stage-value")).to_have_text(
        "≥\u00a012,4\u00a0%"
    )
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

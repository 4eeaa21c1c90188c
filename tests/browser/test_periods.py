"""Months, quarters and years that lack months, as a person meets them on the panorama page."""

import re

from playwright.sync_api import expect

from tests.browser.test_panorama import api, step, table

DARIEN = "/?indicator=darien_transits"


def nationalities(page):
    rows = "[...document.querySelectorAll('#panorama-table tbody tr')]"
    return dict(
        page.evaluate(f"{rows}.map(row => [row.dataset.counterpartArea, row.dataset.value])")
    )


def test_months_are_stepped_by_arrow_key_and_sent_over_no_wire(watched):
    page = watched.open(DARIEN + "&freq=M&time_period=2023-08")
    expect(page.locator(".now")).to_have_text("ago 2023")
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    step(page, "ArrowRight")
    expect(page.locator(".now")).to_have_text("sept 2023")
    assert "septiembre de 2023" in page.title()
    step(page, "PageDown")
    expect(page.locator(".now")).to_have_text("sept 2022")
    assert watched.requests[before:] == []
    expect(page).to_have_url(re.compile("freq=M.*time_period=2022-09"))


def test_the_keys_pass_over_a_month_that_was_not_published(watched):
    page = watched.open(DARIEN + "&freq=M&time_period=2020-03")
    step(page, "ArrowRight")
    expect(page.locator(".now")).to_have_text("jun 2020")


def test_a_month_named_in_an_address_needs_no_other_word(watched):
    page = watched.open(DARIEN + "&time_period=2023-08")
    assert page.locator("[data-testid=panorama-freq]").input_value() == "M"
    expect(page.locator("#panorama-insight")).to_contain_text("81.946 en total")


def test_a_month_is_held_against_the_same_one_of_the_year_before(watched):
    page = watched.open(DARIEN + "&freq=M&time_period=2023-08&ref_area=PAN")
    query = "indicator=darien_transits&counterpart_area=ECU&time_period=2023-08,2022-08"
    rows = page.request.get(f"{watched.address}/api/v1/observations?{query}").json()
    then, now = (row["obs_value"] for row in rows["observations"] if row["sex"] == "_T")
    change = page.locator(".row[data-area=ECU] .row-change")
    expect(change).to_have_text(f"+{round(100 * (now / then - 1))}\u00a0%")
    expect(page.locator("#panorama-numbers")).to_contain_text("Desde ago 2022")


def test_a_year_that_lacks_months_is_marked_wherever_it_is_seen(watched):
    page = watched.open(DARIEN + "&time_period=2025")
    for place in ("#panorama-sentence", "#panorama-partial", ".now", ".ranked h2", "#source-line"):
        expect(page.locator(place)).to_contain_text("enero-abril")
    assert "enero-abril" in page.title()
    expect(page.locator("#panorama-insight")).to_contain_text("no se compara")
    expect(page.locator(".row[data-area=COL] .row-change")).to_have_text("incompleto")
    expect(page.locator("#panorama-table tbody tr").first).to_contain_text("enero-abril")
    page.locator("#panorama-ranking .row[data-area=COL]").hover()
    expect(page.locator("#panorama-tip")).to_contain_text("enero-abril")
    assert page.locator(".mark.is-partial").count() == 2


def test_the_latest_year_is_a_whole_one_and_play_ends_on_it(watched):
    page = watched.open(DARIEN)
    expect(page.locator(".now")).to_have_text("2024")
    page = watched.open(DARIEN + "&time_period=2023")
    page.locator("[data-testid=panorama-play]").click()
    play = page.locator("[data-testid=panorama-play]")
    expect(play).to_have_attribute("aria-pressed", "false", timeout=6000)
    expect(page.locator(".now")).to_have_text("2024")


def test_the_kind_of_period_is_chosen(watched):
    page = watched.open(DARIEN)
    page.select_option("[data-testid=panorama-freq]", "M")
    watched.answered()
    expect(page.locator(".now")).to_have_text("abr 2025")
    page.select_option("[data-testid=panorama-indicator]", "refugees")
    watched.answered()
    assert page.locator("[data-testid=panorama-freq]").is_hidden()
    assert page.locator(".notice").count() == 0


def test_the_map_of_a_route_shows_nationalities(watched):
    page = watched.open(DARIEN)
    query = "indicator=darien_transits&time_period=2024&sex=_T&age=_T"
    rows = page.request.get(f"{watched.address}/api/v1/observations?{query}").json()
    told = {row["counterpart_area"]: row["obs_value"] for row in rows["observations"]}
    shown = nationalities(page)
    assert len(shown) == 9
    assert {area: int(value) for area, value in shown.items()} == {a: told[a] for a in shown}
    assert set(table(page)) == {"PAN"}
    assert "nacionales de los nueve países" in page.title()
    expect(page.locator("#panorama-insight")).to_contain_text("302.203 en total")


def test_other_nationalities_are_added_and_those_off_the_map_are_named(watched):
    page = watched.open(DARIEN)
    page.locator("#panorama-areas summary").click()
    for area in ("VEN", "HTI"):
        page.locator(f"#panorama-areas input[value={area}]").check()
        watched.answered()
    assert {"VEN", "HTI"} < set(nationalities(page))
    expect(page.locator("#panorama-map path.is-own[data-area=VEN]")).to_have_count(1)
    expect(page.locator("#panorama-beyond")).to_contain_text("Haití")
    assert "counterpart_area=" in page.evaluate("PanoramaSur.query()")


def test_sex_and_age_of_a_route_are_those_of_all_nationalities(watched):
    page = watched.open(DARIEN)
    expect(page.locator("[data-testid=panorama-age]")).to_be_disabled()
    expect(page.locator("#panorama-whys")).to_contain_text("Por nacionalidad")
    page = watched.open(DARIEN + "&counterpart_area=W&time_period=2024")
    page.select_option("[data-testid=panorama-age]", "Y_LT18")
    watched.answered()
    told = api(
        page,
        watched.address,
        "indicator=darien_transits&counterpart_area=W&time_period=2024&age=Y_LT18&sex=_T",
    )
    assert nationalities(page) == {"W": str(told["PAN"])}
    assert "menores de 18 años" in page.title()


def test_a_breakdown_is_chosen_and_said(watched):
    page = watched.open("/?indicator=us_southwest_encounters&time_period=2022")
    page.select_option("[data-testid=panorama-breakdown]", "authority.title_42")
    watched.answered()
    expect(page.locator("#panorama-sentence")).to_contain_text("autoridad legal: ")
    assert "breakdown=authority.title_42" in page.evaluate("PanoramaSur.query()")
    page.select_option("[data-testid=panorama-breakdown]", "_T")
    watched.answered()
    assert "breakdown" not in page.evaluate("PanoramaSur.query()")


def test_a_choice_without_any_figure_is_a_sentence_and_no_empty_page(watched):
    page = watched.open("/?indicator=us_southwest_encounters&counterpart_area=GUY")
    expect(page.locator("#panorama-insight")).to_contain_text("no tiene datos")
    assert nationalities(page) == {"GUY": ""}
    assert ", ," not in page.title()
    expect(page.locator("#panorama-labels .label", has_text="sin dato")).to_have_count(1)


def test_the_indicators_stand_in_their_themes(watched):
    page = watched.open("/")
    groups = page.locator("[data-testid=panorama-indicator] optgroup")
    assert "Rutas" in groups.evaluate_all("all => all.map(each => each.label)")
    assert page.locator("[data-testid=panorama-indicator] > option").count() == 0


def test_the_countries_chosen_stay_from_one_kind_of_map_to_another(watched):
    page = watched.open("/?indicator=refugees&ref_area=COL,PER")
    page.select_option("[data-testid=panorama-indicator]", "darien_transits")
    watched.answered()
    assert set(nationalities(page)) == {"COL", "PER"}
    page.select_option("[data-testid=panorama-indicator]", "asylum_seekers")
    watched.answered()
    assert set(table(page)) == {"COL", "PER"}
    assert page.locator(".notice").count() == 0


def test_what_may_be_negative_has_a_zero_line_and_two_families_of_colour(watched):
    page = watched.open("/?indicator=migrant_stock_change&time_period=2005")
    bars = page.locator("#panorama-ranking ol.has-negative")
    expect(bars).to_have_count(1)
    values = {area: float(value) for area, value in table(page).items()}
    ranked = page.locator("#panorama-ranking .row").evaluate_all("r => r.map(e => e.dataset.area)")
    assert ranked == sorted(values, key=lambda area: -values[area])
    lowest = page.locator(f"#panorama-map path[data-area={ranked[-1]}]")
    highest = page.locator(f"#panorama-map path[data-area={ranked[0]}]")
    fill = "node => getComputedStyle(node).fill"
    assert lowest.evaluate(fill) in ("rgb(162, 65, 15)", "rgb(243, 201, 168)")
    assert highest.evaluate(fill) not in (lowest.evaluate(fill), "rgb(162, 65, 15)")
    # The next indicator has its own colours again.
    page.select_option("[data-testid=panorama-indicator]", "migrant_stock")
    watched.answered()
    expect(page.locator("#panorama-ranking ol.has-negative")).to_have_count(0)
    argentina = page.locator("#panorama-map path[data-area=ARG]")
    assert argentina.evaluate(fill) in ("rgb(10, 74, 99)", "rgb(31, 127, 140)")


def test_projections_are_reached_and_marked_wherever_they_are_seen(watched):
    page = watched.open("/?indicator=population")
    expect(page.locator(".now")).to_have_text("2023")
    expect(page.locator(".timebar .ahead")).to_have_count(1)
    assert "proyección" not in page.title()
    step(page, "ArrowRight")
    for place in (".now", "#panorama-sentence", "#panorama-legend .legend-title", "#source-line"):
        expect(page.locator(place)).to_contain_text("proyección")
    expect(page.locator(".number").first).to_contain_text("proyección")
    assert "proyección" in page.title()


def test_what_no_map_can_show_is_a_chart(watched):
    page = watched.open("/?indicator=extra_continental_share&time_period=2024")
    expect(page.locator("#panorama-map")).to_be_hidden()
    expect(page.locator(".multiple-value")).to_have_text("≥\u00a012,4 % de los tránsitos")
    expect(page.locator('.twin[data-show="map"]')).to_be_disabled()
    assert "nacionalidades" in (page.locator('.twin[data-show="map"]').get_attribute("title") or "")
    page.select_option("[data-testid=panorama-indicator]", "darien_transits")
    watched.answered()
    expect(page.locator("#panorama-map")).to_be_visible()


def test_years_on_the_time_bar_never_touch(watched):
    page = watched.open("/?indicator=migrant_stock")
    apart = """() => {
      const boxes = [...document.querySelectorAll('.mark-labels span')]
        .map(span => span.getBoundingClientRect());
      return boxes.every((own, place) => !place || own.left - boxes[place - 1].right >= 10);
    }"""
    for width in (1366, 900, 700, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(apart)

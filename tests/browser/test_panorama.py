"""What a person does on the panorama page, in a real browser with no other host in reach."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

VALUES = """[...document.querySelectorAll('#panorama-table tbody tr')]
  .map(row => [row.dataset.refArea, row.dataset.value])"""


def table(page: Page) -> dict[str, str]:
    return dict(page.evaluate(VALUES))


def api(page: Page, address: str, query: str) -> dict[str, int]:
    answer = page.request.get(f"{address}/api/v1/observations?{query}").json()
    return {row["ref_area"]: row["obs_value"] for row in answer["observations"]}


def step(page: Page, key: str) -> None:
    page.locator("[data-testid=panorama-year] [type=range]").press(key)


def test_the_first_view_is_the_displaced_from_venezuela_in_the_latest_year(watched):
    page = watched.open("/")
    shown = table(page)
    assert shown["COL"] == "2828195"
    assert shown["PER"] == "1641305"
    assert len(shown) == 9
    assert page.locator("[data-testid=panorama-counterpart]").input_value() == "VEN"


def test_every_number_on_screen_is_the_one_in_the_tables(watched):
    page = watched.open("/?indicator=migrant_stock&sex=F&time_period=2020")
    focus = "ARG,BOL,COL,ECU,PRY,PER,GUY,CHL,URY"
    query = (
        f"indicator=migrant_stock&sex=F&time_period=2020&counterpart_area=W&source=undesa_2024"
        f"&ref_area={focus}"
    )
    told = api(page, watched.address, query)
    assert {area: int(value) for area, value in table(page).items()} == told


def test_a_step_in_time_sends_nothing_over_the_wire(watched):
    page = watched.open("/")
    page.wait_for_load_state("networkidle")
    before = len(watched.requests)
    for key in ("ArrowLeft", "ArrowLeft", "Home", "End", "ArrowLeft"):
        step(page, key)
    page.locator("#panorama-ranking .row").nth(2).hover()
    expect(page.locator(".now")).to_have_text("2024")
    assert watched.requests[before:] == []
    assert table(page)["COL"] == str(
        api(
            page,
            watched.address,
            "indicator=displaced_population&ref_area=COL&counterpart_area=VEN&time_period=2024"
            "&sex=_T&age=_T",
        )["COL"]
    )


def test_the_time_bar_shows_years_without_data_and_the_keys_pass_over_them(watched):
    page = watched.open("/?indicator=migrant_stock")
    expect(page.locator(".now")).to_have_text("2024")
    step(page, "ArrowLeft")
    expect(page.locator(".now")).to_have_text("2020")
    assert page.locator(".mark.is-empty").count() == 2024 - 1990 + 1 - 8


def test_a_year_without_data_says_so_and_is_never_replaced(watched):
    page = watched.open("/?indicator=migrant_stock&time_period=2022")
    expect(page.locator(".now")).to_have_text("2022")
    assert set(table(page).values()) == {""}
    expect(page.locator("[data-testid=panorama-map] path.is-own")).to_have_count(9)
    assert page.locator("#panorama-labels .label", has_text="sin dato").count() == 9
    expect(page.locator("#panorama-insight")).to_contain_text("2020 y 2024")


def test_an_address_opens_the_same_view_elsewhere(watched, browser):
    page = watched.open("/")
    page.select_option("#panorama-indicator", "migrant_stock")
    watched.answered()
    page.select_option("#panorama-sex", "F")
    watched.answered()
    step(page, "ArrowLeft")
    page.locator("#panorama-ranking .row[data-area=CHL]").click()
    expect(page).to_have_url(re.compile("time_period=2020.*pin=CHL"))
    link = page.url
    shown = table(page)
    context = browser.new_context(locale="es")
    elsewhere = context.new_page()
    elsewhere.goto(link)
    elsewhere.wait_for_selector("body[data-ready=true]")
    assert table(elsewhere) == shown
    assert elsewhere.locator(".row.is-pinned").get_attribute("data-area") == "CHL"
    assert elsewhere.title() == page.title()
    context.close()


def test_back_returns_to_the_view_before(watched):
    page = watched.open("/")
    page.goto(watched.address + "/?indicator=refugees")
    page.wait_for_selector("body[data-ready=true]")
    page.go_back()
    page.wait_for_selector("body[data-ready=true]")
    assert table(page)["COL"] == "2828195"


@pytest.mark.parametrize(
    "place", ["#panorama-ranking .row[data-area=PER]", "#panorama-map path[data-area=PER]"]
)
def test_a_country_lights_everywhere_by_pointer_and_by_keyboard(watched, place):
    page = watched.open("/")
    lit = "document.querySelectorAll('.is-lit[data-area=PER], path.is-lit').length"
    page.locator(place).first.hover()
    assert page.evaluate(lit) >= 3
    page.mouse.move(5, 5)
    assert page.evaluate(lit) == 0
    page.keyboard.press("Tab")
    page.locator(place).first.focus()
    back = "document.querySelectorAll('#panorama-lines .is-back:has(.js-line)').length"
    assert page.evaluate(back) == 8


def test_enter_on_a_country_of_the_map_pins_it_and_again_lets_it_go(watched):
    page = watched.open("/")
    country = page.locator("#panorama-map path[data-area=BOL]")
    country.focus()
    country.press("Enter")
    expect(page.locator(".row[data-area=BOL]")).to_have_attribute("aria-pressed", "true")
    page.locator("#panorama-map path[data-area=BOL]").press("Enter")
    expect(page.locator(".row[data-area=BOL]")).to_have_attribute("aria-pressed", "false")


def test_a_break_is_said_and_not_computed_through(watched):
    page = watched.open("/")
    paraguay = page.locator(".row[data-area=PRY] .row-change")
    expect(paraguay).to_have_text("ruptura 2023")
    page.select_option("#panorama-base", "2024")
    watched.answered()
    expect(paraguay).to_have_text("suma parcial")


def test_the_countries_are_chosen_and_the_last_one_stays(watched):
    page = watched.open("/")
    page.locator("#panorama-areas summary").click()
    for area in ("ARG", "BOL", "ECU", "PRY", "GUY", "CHL", "URY"):
        page.locator(f"#panorama-areas input[value={area}]").uncheck()
        watched.answered()
    assert set(table(page)) == {"COL", "PER"}
    assert "ref_area=COL,PER" in page.evaluate("PanoramaSur.query()")


def test_a_choice_that_is_alone_is_closed_and_says_why(watched):
    page = watched.open("/?indicator=stateless")
    expect(page.locator("[data-testid=panorama-sex]")).to_be_disabled()
    expect(page.locator("#panorama-whys")).to_contain_text("no separa por sexo")
    page.select_option("#panorama-indicator", "population")
    watched.answered()
    expect(page.locator("[data-testid=panorama-counterpart]")).to_be_disabled()
    assert "no se aplica" not in page.title()


def test_play_runs_to_the_last_year_and_stops(watched):
    page = watched.open("/?indicator=migrant_stock&time_period=2015")
    page.locator("[data-testid=panorama-play]").click()
    expect(page.locator(".now")).to_have_text("2024", timeout=6000)
    expect(page.locator("[data-testid=panorama-play]")).to_have_attribute(
        "aria-pressed", "false", timeout=6000
    )


@pytest.mark.parametrize(
    "query",
    [
        "?indicator=nothing",
        "?indicator=refugees&indicator=idps",
        "?ref_area=ZZZ,PER&sex=X&measure=share",
        "?time_period=1066&base=never&pin=ESP&show=3d&mode=loud",
        "?&&==&%%%&a=b&lang=xx&<script>alert(1)</script>",
        "?counterpart_area=%00%ff&source=undesa_2020.x",
        "?" + "x" * 5000,
    ],
)
def test_a_malformed_address_gives_a_working_page_that_says_what_was_ignored(watched, query):
    page = watched.open("/" + query)
    assert len(table(page)) >= 1
    expect(page.locator(".notice").first).to_be_visible()


def test_zero_no_data_and_not_applicable_are_drawn_apart(watched):
    page = watched.open("/?indicator=other_protection&counterpart_area=VEN&time_period=2023")
    fill = "getComputedStyle(document.querySelector('#panorama-map path[data-area={}]')).fill"
    assert "hatch" in page.evaluate(fill.format("PRY"))
    page = watched.open("/?indicator=idps&time_period=2025")
    assert page.evaluate(fill.format("PER")) == "rgb(255, 255, 255)"


def test_a_visit_follows_the_browsers_language_and_then_the_choice(english):
    page = english.open("/")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator(".row[data-area=PER] .row-value")).to_have_text("1.64\u00a0M")
    page.locator("[data-testid=lang-switch] a[lang=es]").click()
    page.wait_for_selector("html[lang=es] body[data-ready=true]")
    english.open("/")
    assert page.evaluate("document.documentElement.lang") == "es"


def test_a_change_of_language_keeps_the_view(watched):
    page = watched.open("/?indicator=refugees&time_period=2015&pin=ECU")
    page.locator("[data-testid=lang-switch] a[lang=en]").click()
    page.wait_for_selector("html[lang=en] body[data-ready=true]")
    expect(page.locator(".now")).to_have_text("2015")
    expect(page.locator(".row.is-pinned")).to_have_attribute("data-area", "ECU")


def test_a_touch_pins_a_country(phone):
    page = phone.open("/")
    page.locator("#panorama-ranking .row[data-area=COL]").tap()
    expect(page.locator(".row[data-area=COL]")).to_have_attribute("aria-pressed", "true")


def test_every_country_has_its_value_or_a_visible_word(phone):
    page = phone.open("/")
    labels = page.locator("#panorama-labels .label")
    assert labels.count() == 9
    assert all(len(label.locator("text").nth(1).text_content() or "") for label in labels.all())


def test_the_page_keeps_one_heading_that_says_the_whole_question(watched):
    page = watched.open("/")
    said = page.locator("h1").inner_text()
    assert "Venezuela" in said
    assert "2025" in said
    assert json.dumps(said, ensure_ascii=False)[1:-1] in page.title()


STRAY = """() => {
  const at = (x, y) =>
    document.elementsFromPoint(x, y).find(e => e.matches('path[data-area]'));
  const svg = document.querySelector('#panorama-labels svg').getBoundingClientRect();
  const stray = [];
  for (const line of document.querySelectorAll('#panorama-labels line')) {
    const [x, y] = ['x2', 'y2'].map(name => Number(line.getAttribute(name)));
    const hit = at(svg.left + x, svg.top + y);
    if (!hit || hit.dataset.area !== line.dataset.area) stray.push(line.dataset.area);
  }
  const lines = [...document.querySelectorAll('#panorama-labels line')];
  const led = new Set(lines.map(line => line.dataset.area));
  for (const label of document.querySelectorAll('#panorama-labels .label')) {
    const box = label.getBoundingClientRect();
    const hit = at((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (!led.has(label.dataset.area) && (!hit || hit.dataset.area !== label.dataset.area))
      stray.push(label.dataset.area);
  }
  return stray;
}"""


def test_names_stay_on_their_countries_whatever_is_asked_next(watched):
    page = watched.open("/?indicator=migrant_stock&counterpart_area=VEN")
    for indicator in ("stateless", "idps", "other_protection", "migrant_stock"):
        page.select_option("#panorama-indicator", indicator)
        watched.answered()
        expect(page.locator("#panorama-labels .label")).to_have_count(9)
        page.evaluate(
            "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )
        assert page.evaluate(STRAY) == [], indicator
    width = page.locator("#panorama-labels svg").get_attribute("width") or ""
    page.set_viewport_size({"width": 1100, "height": 700})
    expect(page.locator("#panorama-labels svg")).not_to_have_attribute("width", width)
    assert page.evaluate(STRAY) == []


def test_a_server_that_does_not_answer_is_said_and_nothing_is_mixed_up(watched):
    page = watched.open("/?indicator=idps")
    before = page.title()
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.select_option("#panorama-indicator", "population")
    expect(page.locator(".notice")).to_contain_text("no respondió")
    assert page.locator("#panorama-indicator").input_value() == "idps"
    assert page.title() == before
    page.unroute("**/_dash-update-component*")
    page.select_option("#panorama-indicator", "population")
    watched.answered()
    assert page.title() != before
    watched.faults.clear()  # the failed request was ours


def test_an_answer_that_comes_too_late_is_not_drawn(watched):
    page = watched.open("/")
    held = []

    def hold_the_first(route):
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/_dash-update-component*", hold_the_first)
    page.select_option("#panorama-indicator", "refugees")
    page.select_option("#panorama-indicator", "idps")
    watched.answered()
    expect(page.locator(".row[data-area=COL] .row-value")).to_have_text("7,16\u00a0M")
    held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".row[data-area=COL] .row-value")).to_have_text("7,16\u00a0M")
    assert page.locator("#panorama-indicator").input_value() == "idps"

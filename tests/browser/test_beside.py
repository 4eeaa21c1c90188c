"""Two indicators side by side: a map each, one time bar, and no claim that they compare."""

import pytest

from tests.browser.test_layout import OVERFLOW, SCROLLS, SMALLEST, overlaps

BESIDE = "#panorama-beside-view"
BOXES = """[...document.querySelectorAll('#panorama-beside-view .label')].map(l => {
  const b = l.getBoundingClientRect();
  return [l.dataset.area, b.left, b.top, b.right, b.bottom]; })"""


def values(page):
    return page.evaluate(
        f"""Object.fromEntries([...document.querySelectorAll('{BESIDE} .label')].map(
        l => [l.dataset.area, l.lastChild.textContent]))"""
    )


def test_a_second_map_is_chosen_swapped_and_taken_away(watched):
    page = watched.open("/?indicator=hdi")
    assert not page.locator(BESIDE).is_visible()
    page.locator("#panorama-beside").select_option("gii")
    watched.answered()
    page.wait_for_url("**beside=gii**")
    assert page.locator(f"{BESIDE} path.is-own").count() == 9
    title = page.locator(".beside-title").text_content()
    assert title.startswith("Índice de desigualdad de género en los nueve países")
    page.locator(f"{BESIDE} .swap").click()
    page.wait_for_url("**indicator=gii**beside=hdi**")
    watched.answered()
    assert page.locator(".beside-title").text_content().startswith("Índice de desarrollo humano")
    page.locator(f"{BESIDE} .close").click()
    page.wait_for_selector(BESIDE, state="hidden")
    assert "beside" not in page.url.split("?")[1].split("indicator=gii")[0]


def test_one_time_bar_moves_both_without_asking(watched):
    page = watched.open("/?indicator=hdi&beside=gii&time_period=2022")
    assert values(page)["CHL"] == "0,190"
    asked = len(watched.requests)
    page.locator("#panorama-year input").press("ArrowLeft")
    page.wait_for_function(
        f"""[...document.querySelectorAll('{BESIDE} .label')].every(l => l)
        && document.querySelector('#panorama-year .now').textContent === '2021'"""
    )
    page.wait_for_timeout(300)
    assert values(page)["CHL"] != "0,190"
    assert len(watched.requests) == asked


def test_a_map_without_data_at_a_stop_says_so_and_names_the_nearest(watched):
    page = watched.open("/?indicator=displaced_population&beside=migrant_stock&time_period=2023")
    says = page.locator(".beside-says").text_content()
    assert says.startswith("2023: sin datos de estos países.")
    assert "2020" in says
    assert "2024" in says
    assert set(values(page).values()) == {"sin dato"}
    page = watched.open("/?indicator=hdi&beside=net_migration&time_period=2050")
    assert "2022" in page.locator("#panorama-insight").text_content()
    assert values(page)["COL"] != "sin dato"


def test_each_map_has_its_own_source_and_the_page_claims_no_comparison(watched):
    page = watched.open("/?indicator=hdi&beside=migrant_stock")
    assert "PNUD" in page.locator("#source-line").text_content()
    source = page.locator(".beside-source")
    assert "DAES ONU 2024" in source.text_content()
    assert source.locator("a").get_attribute("href") == "/data?lang=es#migrant_stock"
    assert "no significa comparable" in page.locator(".beside-note").text_content()


def test_a_pair_opens_where_both_have_data_and_a_period_that_was_asked_for_stays(watched):
    page = watched.open("/?indicator=migrant_stock")
    page.locator("#panorama-beside").select_option("hdi")
    watched.answered()
    assert page.locator(".now").text_content() == "2020"
    assert "último período con datos de ambos" in page.title()
    assert "sin dato" not in set(values(page).values())
    page = watched.open("/?indicator=migrant_stock&time_period=2015")
    page.locator("#panorama-beside").select_option("hdi")
    watched.answered()
    assert page.locator(".now").text_content() == "2015"


def test_what_has_no_such_periods_is_not_offered(watched):
    page = watched.open("/?indicator=darien_transits&freq=M")
    offered = page.locator("#panorama-beside option").evaluate_all("all => all.map(o => o.value)")
    assert "honduras_irregular_entries" in offered
    assert "hdi" not in offered
    assert "darien_transits" not in offered


def test_a_country_lit_on_one_map_is_lit_on_both(watched):
    page = watched.open("/?indicator=hdi&beside=gii&pin=PER")
    assert page.locator("path.is-lit").evaluate_all("all => all.map(p => p.dataset.area)") == [
        "PER",
        "PER",
    ]


@pytest.mark.parametrize(
    ("size", "query"),
    [
        ((1920, 1080), ""),
        ((1366, 768), ""),
        ((390, 844), ""),
        ((1920, 1080), "&mode=present"),
        ((1366, 768), "&mode=present"),
    ],
)
def test_names_do_not_overlap_and_nothing_scrolls(watched, size, query):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/?indicator=hdi&beside=gii{query}")
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 9
    assert overlaps(boxes) == []
    assert max(box[3] for box in boxes) <= size[0]
    assert not page.evaluate(OVERFLOW)
    if size[0] > 900:
        assert not page.evaluate(SCROLLS)


def test_a_sum_that_must_not_be_made_is_said_with_the_figures_that_hold(watched):
    page = watched.open("/?indicator=hdi")
    card = page.locator(".number").first
    said = card.text_content()
    assert "no se suma" in said
    assert "Una tasa, una proporción o un índice no se suma" in said
    holds = "Valen las cifras de cada país: la más alta, Chile, 0,860; la más baja, Bolivia, 0,698."
    assert holds in said
    card.locator(".nearest").first.click()
    page.wait_for_url("**ref_area=CHL**")
    watched.answered()
    assert page.locator(".number strong").first.text_content() == "0,860"
    assert page.locator(".nearest").count() == 0


def test_a_partial_period_of_the_second_map_is_marked_and_its_title_names_the_months(watched):
    page = watched.open("/?indicator=hdi&beside=darien_transits&time_period=2020")
    assert page.locator(".mark.is-partial").count() == 2  # 2020 and 2025
    title = page.locator(".beside-title")
    assert title.text_content().endswith(", en 2020 (solo enero-marzo, junio y agosto-diciembre)")
    page.locator("#panorama-year input").press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.now').textContent === '2021'")
    assert "2021" not in title.text_content()


def test_away_from_the_map_the_time_bar_has_the_periods_of_what_is_shown_only(watched):
    page = watched.open("/?indicator=hdi&beside=darien_transits&time_period=2020")
    page.locator('.twin[data-show="table"]').click()
    assert page.locator(".mark.is-partial").count() == 0
    assert page.locator(".mark.is-empty").count() > 0  # the register goes on where the index ends
    page.locator('.twin[data-show="map"]').click()
    assert page.locator(".mark.is-partial").count() == 2
    assert page.locator(".mark.is-empty").count() == 0


@pytest.mark.parametrize("show", ["tiles", "multiples", "table"])
def test_away_from_the_map_the_choice_of_what_stands_beside_is_closed_and_says_why(watched, show):
    page = watched.open(f"/?indicator=hdi&beside=gii&show={show}")
    choice, whys = page.locator("#panorama-beside"), page.locator("#panorama-whys")
    why = "El indicador de al lado se ve solo junto al mapa"
    assert choice.is_disabled()
    assert choice.get_attribute("title") == why
    assert why in whys.text_content()
    assert "beside=gii" in page.url
    page.locator('.twin[data-show="map"]').click()
    assert choice.is_enabled()
    assert why not in whys.text_content()
    assert "beside=gii" in page.url


def test_the_second_legend_has_the_keys_of_what_its_map_shows(watched):
    page = watched.open("/?indicator=migrant_stock&beside=hdi&time_period=2024")
    assert page.locator(f"{BESIDE} .kinds li").all_text_contents() == ["Sin dato", "Fuera del foco"]
    page = watched.open("/?indicator=hdi&beside=darien_transits")
    assert "Cero" in page.locator(f"{BESIDE} .kinds li").all_text_contents()


OVER_MAP = """[...document.querySelectorAll('.figure')].flatMap(figure => {
  const map = figure.querySelector('.map').getBoundingClientRect();
  return [...figure.querySelectorAll('.remarks p, .legend, .stage-note')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().top < map.bottom - 1)
    .map(e => e.className); })"""


@pytest.mark.parametrize(("lang", "size"), [("es", (1366, 768)), ("en", (1920, 1080))])
@pytest.mark.parametrize("mode", ["explore", "present"])
@pytest.mark.parametrize("pair", [("darien_transits", "hdi"), ("hdi", "darien_transits")])
def test_what_is_said_of_a_pair_stands_outside_its_maps(watched, lang, size, mode, pair):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    query = f"indicator={pair[0]}&beside={pair[1]}&time_period=2020&mode={mode}&lang={lang}"
    page = watched.open(f"/?{query}")
    page.wait_for_function(f"() => !({OVER_MAP}).length")
    boxes = page.evaluate(BOXES)
    assert overlaps(boxes) == []
    assert not page.evaluate(SCROLLS)


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768)])
def test_a_projected_pair_says_what_each_map_is_and_that_they_do_not_compare(watched, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open("/?indicator=hdi&beside=darien_transits&time_period=2020&mode=present")
    months = "solo enero-marzo, junio y agosto-diciembre"
    legends = page.locator(".legend-short:visible")
    assert legends.count() == 2
    assert "0,75" in legends.first.text_content()
    assert "10 mil" in legends.last.text_content().replace("\u00a0", " ")
    assert page.locator("#source-line .short").is_visible()
    assert "SNM de Panamá" in page.locator(".beside-source .short:visible").text_content()
    assert months in page.locator(".beside-title:visible").text_content()
    assert page.locator(".beside-note").is_visible()
    assert page.evaluate(SMALLEST) >= size[1] / 40
    assert not page.evaluate(SCROLLS)
    assert not page.evaluate(OVERFLOW)
    lines = [
        page.locator(place).bounding_box()
        for place in (".stage > .figure", ".beside-words", ".timebar", ".foot")
    ]
    for above, below in zip(lines, lines[1:], strict=False):
        assert above["y"] + above["height"] <= below["y"] + 1


def test_a_projected_legend_with_long_bounds_stays_in_its_half(watched):
    watched.page.set_viewport_size({"width": 1024, "height": 768})
    page = watched.open("/?indicator=darien_transits&beside=remittances_received&mode=present")
    keys = page.locator(f"{BESIDE} .legend-steps > *")
    right = keys.evaluate_all("all => Math.max(...all.map(e => e.getBoundingClientRect().right))")
    assert right <= page.locator(BESIDE).evaluate("e => e.getBoundingClientRect().right") + 1
    assert not page.evaluate(SCROLLS)

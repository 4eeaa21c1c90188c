"""A person looks for data: sources first, search and filters, a file, and the chart."""

import pytest
from playwright.sync_api import expect

FOUND = {
    "refugiados": {"refugees", "resettlement", "recognition_rate"},
    "refugiadas": {"refugees", "naturalisation"},
    "refugee": {"refugees", "returned_refugees"},
    "UNHCR": {"refugees", "idps", "asylum_applications"},
    "ACNUR": {"refugees", "idps", "asylum_applications"},
    "UN DESA": {"migrant_stock", "population", "migrant_stock_age"},
    "DAES": {"migrant_stock", "population", "migrant_stock_age"},
    "IOM": {"migrant_deaths"},
    "OIM": {"migrant_deaths"},
    "remesa": {"remittances_received", "remittance_cost"},
    "remittances": {"remittances_received", "remittance_cost"},
    "migraciones netas": {"net_migration"},
    "countries of origin": {"refugees", "asylum_seekers"},
    "acnur ecuador": {"refugees", "asylum_applications"},
}


def shown(page):
    return page.locator(".inventory-card:visible").evaluate_all("cards => cards.map(c => c.id)")


def test_the_page_opens_with_the_sources_and_every_indicator(watched):
    page = watched.open("/data")
    names = page.locator(".source-name").all_text_contents()
    assert {"ACNUR", "IDMC", "Banco Mundial"} <= set(names)
    assert page.locator("#inventory-sources").bounding_box()["y"] < 400
    count = page.locator("#inventory-count").text_content()
    assert count == f"{len(shown(page))} de {len(shown(page))} indicadores"
    assert page.title() == "Datos · Panorama Sur"


def test_the_two_searches_of_the_page_have_names_of_their_own(watched):
    names = (
        watched.open("/data")
        .locator("[role=search]")
        .evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    )
    assert names == ["Buscar", "Buscar en esta página"]


def test_a_word_narrows_the_page_whatever_its_accents_and_stays_in_the_address(watched):
    page = watched.open("/data")
    asked = len(watched.requests)
    page.locator("#inventory-search").fill("DARIEN mujeres")
    assert shown(page) == ["transit_female_share"]
    page.wait_for_url("**/data?q=DARIEN+mujeres")
    assert len(watched.requests) == asked
    page.reload()
    page.wait_for_selector("body[data-ready=true]")
    assert shown(page) == ["transit_female_share"]
    page.locator("#inventory-clear").click()
    assert len(shown(page)) > 40


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_card_is_found_by_words_and_acronyms_of_any_language(watched, lang):
    page = watched.open(f"/data?lang={lang}")
    for words, found in FOUND.items():
        page.locator("#inventory-search").fill(words)
        assert found <= set(shown(page)), words
        assert len(shown(page)) < 40, words


def test_an_acronym_is_found_as_a_word_and_not_as_the_start_of_others(watched):
    page = watched.open("/data?q=DESA")
    assert not {"hdi", "idp_new_disaster", "unemployment_rate"} & set(shown(page))


def test_deaths_offer_their_incidents(watched):
    card = watched.open("/data#migrant_deaths").locator("#migrant_deaths")
    assert "19.669 incidentes" in card.text_content()
    link = card.locator("a[href*=incidents]").get_attribute("href")
    answer = watched.page.request.get(watched.address + link)
    assert answer.json()["total"] == 19_669


def test_filters_work_together_and_say_when_nothing_is_left(watched):
    page = watched.open("/data?source=idmc&split=sex")
    assert shown(page) == ["idp_stock"]
    page.locator("#inventory-theme").select_option("routes")
    assert shown(page) == []
    assert page.locator("#inventory-nothing").is_visible()


def test_a_source_is_one_press_away_from_its_indicators(watched):
    page = watched.open("/data")
    page.locator(".source-name", has_text="KNOMAD").click()
    assert shown(page) == ["remittance_corridor_model"]
    assert page.locator("#inventory-source").input_value() == "knomad_2017"


def test_a_chart_leads_to_its_card_and_back(watched):
    page = watched.open("/?indicator=hdi")
    page.locator("#source-line a").click()
    page.wait_for_selector("#inventory-cards")
    page.wait_for_selector("body[data-ready=true]")
    card = page.locator("#hdi")
    assert card.evaluate("c => document.activeElement === c")
    box = card.bounding_box()
    assert 0 <= box["y"] < 768
    card.get_by_role("link", name="Ver en el panorama").click()
    page.wait_for_selector("#panorama-map")
    page.wait_for_selector("body[data-ready=true]")
    assert page.locator("#panorama-indicator").input_value() == "hdi"


def test_a_table_is_taken_home_with_its_description(watched):
    page = watched.open("/data")
    with page.expect_download() as waiting:
        page.locator("#gii").get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename.startswith("panorama-sur_gii_")


def test_a_citation_is_copied(watched):
    page = watched.open("/data")
    card = page.locator("#gii")
    card.locator("summary").click()
    card.locator(".copy").first.click()
    page.wait_for_function("document.querySelector('#gii .copy').textContent === 'Cita copiada'")


def test_the_language_changes_and_the_filter_stays(watched):
    page = watched.open("/data?theme=asylum")
    page.locator("#lang-switch a", has_text="EN").click()
    page.wait_for_selector("html[lang=en] body[data-ready=true]")
    assert "recognition_rate" in shown(page)
    assert "hdi" not in shown(page)
    assert page.locator("#recognition_rate h3 a").text_content() == "Refugee recognition rate"


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_nothing_runs_out_of_the_page(watched, width, height):
    watched.page.set_viewport_size({"width": width, "height": height})
    page = watched.open("/data")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = page.evaluate(
        """[...document.querySelectorAll('.inventory *')]
        .filter(e => !e.closest('.unseen') && e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert wide == []


def test_projected_the_smallest_text_is_read_from_the_back(watched):
    page = watched.open("/data?mode=present")
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll('.inventory *')]
        .filter(e => e.checkVisibility() && [...e.childNodes].some(
            n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.unseen'))
        .map(e => parseFloat(getComputedStyle(e).fontSize)))"""
    )
    assert smallest >= 768 / 40


def test_an_address_with_a_filter_opens_at_what_it_found(watched):
    page = watched.open("/data?q=remitt")
    assert 0 <= page.locator(".inventory-filters").bounding_box()["y"] < 200
    assert page.locator("#remittances_received").bounding_box()["y"] < 768
    page = watched.open("/data?q=zzzz")
    box = page.locator("#inventory-nothing").bounding_box()
    assert 0 <= box["y"] < 768


def test_what_is_found_comes_into_view_while_typing(watched):
    page = watched.open("/data")
    page.locator("#inventory-search").press_sequentially("remitt")
    assert 0 <= page.locator(".inventory-filters").bounding_box()["y"] < 200
    assert page.locator("#remittances_received").bounding_box()["y"] < 768


def test_a_filter_that_there_is_not_is_said_and_leaves_the_address(watched):
    page = watched.open("/data?source=nope&split=zzz&theme=asylum")
    assert page.locator(".notice").count() == 2
    page.wait_for_url("**/data?theme=asylum")
    page.locator(".notice button").first.click()
    assert page.locator(".notice").count() == 1


def test_the_search_knows_the_edition_of_a_source(watched):
    page = watched.open("/data?q=UNHCR+2026")
    assert {"refugees", "asylum_applications", "idps"} <= set(shown(page))
    assert len(shown(page)) < 40


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("q", ["<b>", "?!", "-"])
def test_a_text_without_a_word_is_left_out_with_the_reason(watched, q, lang):
    page = watched.open(f"/data?lang={lang}")
    every = page.locator(".inventory-card:visible").count()
    page.locator("#inventory-search").fill(q)
    why = {"es": "al menos dos letras", "en": "at least two letters"}[lang]
    expect(page.locator("#inventory-count")).to_contain_text(why)
    assert page.locator(".inventory-card:visible").count() == every
    page.locator("#inventory-search").fill("refug")
    expect(page.locator("#inventory-count")).not_to_contain_text(why)


def test_the_keyboard_comes_to_the_search_without_passing_every_source(watched):
    page = watched.open("/data")
    for words in ("Saltar al contenido", "Ir a los indicadores"):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(words)
        page.keyboard.press("Enter")
    expect(page.locator("#inventory-search")).to_be_focused()
    expect(page.locator("#inventory-search")).to_be_in_viewport()
    assert "#inventory" not in page.url
    page.keyboard.press("Tab")
    expect(page.locator("#inventory-theme")).to_be_focused()

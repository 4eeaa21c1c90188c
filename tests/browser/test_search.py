"""The search box finds what words name: one thing, or several in turn."""

import pytest


def test_search_is_worked_by_keys_and_heard(watched):
    page = watched.open("/data")
    page.keyboard.press("/")
    field = page.locator("#search-field")
    assert field.evaluate("f => f === document.activeElement")
    page.keyboard.type("colobmia")
    page.wait_for_selector("#search-list [role=option]")
    assert field.get_attribute("aria-expanded") == "true"
    first = page.locator("#search-list [role=option]").first
    assert first.get_attribute("data-address") == "/countries/COL"
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "false"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("#country-numbers")
    assert page.url.endswith("/countries/COL")


@pytest.mark.parametrize(
    ("asked", "kind", "leads"),
    [
        ("bogota", "unit", "/places?ref_area=COL&pin=CO-DC"),
        ("remittances received", "indicator", "/?indicator=remittances_received"),
        ("UNHCR", "source", "/data?source=unhcr"),
        ("flujos", "page", "/flows"),
        ("ruta sur-norte", "page", "/flows?route=north"),
        ("mapa de lugares", "page", "/places"),
        ("guayana", "country", "/countries/GUY"),
        ("Brazil", "country", "/countries/BRA"),
    ],
)
def test_search_finds_things_of_every_kind_in_both_languages(watched, asked, kind, leads):
    page = watched.open("/countries")
    page.locator("#search-field").fill(asked)
    page.wait_for_selector("#search-list [role=option]")
    options = page.locator("#search-list [role=option]")
    told = options.evaluate_all("all => all.map(o => [o.dataset.kind, o.dataset.address])")
    assert [kind, leads] in told[:3]


@pytest.mark.parametrize(
    ("asked", "first", "also"),
    [
        (
            "refugiados venezuela",
            "/flows?indicator=refugees&counterpart_area=VEN",
            ("/?indicator=refugees", "/countries/VEN"),
        ),
        ("Perú remesas recibidas", "/?indicator=remittances_received&ref_area=PER", ()),
        ("refugees in colombia", "/?indicator=refugees&ref_area=COL", ("/countries/COL",)),
        ("solicitantes de asilo de Haití", "/flows?indicator=asylum_seekers", ()),
        ("bogota panama darien", "", ("/places?ref_area=COL&pin=CO-DC",)),
    ],
)
def test_words_of_different_things_find_what_joins_them_and_each(watched, asked, first, also):
    page = watched.open("/countries")
    page.locator("#search-field").fill(asked)
    page.wait_for_selector("#search-list [role=option]")
    options = page.locator("#search-list [role=option]")
    told = options.evaluate_all("all => all.map(o => o.dataset.address)")
    assert told[0].startswith(first), told
    assert set(also) <= set(told), told
    assert len(told) == len(set(told)) <= 10


FORGIVEN = {
    "inmigracion": "/?indicator=migrant_stock",
    "inmigración": "/?indicator=migrant_stock",
    "immigration": "/?indicator=migrant_stock",
    "venezolnos": "/countries/VEN",
    "venezuelans": "/countries/VEN",
    "bolvia": "/countries/BOL",
    "boliva": "/countries/BOL",
    "equador": "/countries/ECU",
    "columbia": "/countries/COL",
    "chlie": "/countries/CHL",
    "guayana": "/countries/GUY",
    "refugiadoz": "/?indicator=refugees",
    "DESA": "/data?source=undesa_2024",
    "remesas recibdas": "/?indicator=remittances_received",
    "refugiados": "/?indicator=refugees",
    "antioqia": "/places?ref_area=COL&pin=CO-ANT",
}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_search_forgives_a_letter_accents_and_other_words_without_a_flood(watched, lang):
    page = watched.open(f"/countries?lang={lang}")
    field = page.locator("#search-field")
    options = page.locator("#search-list [role=option]")
    for asked, leads in FORGIVEN.items():
        field.fill("")
        page.wait_for_function("() => document.querySelector('#search-list').hidden")
        field.fill(asked)
        page.wait_for_selector("#search-list:not([hidden]) li")
        told = options.evaluate_all("all => all.map(o => o.dataset.address)")
        assert leads in told[:5], (asked, told)
        assert len(told) <= 10
    for asked in ("venezolnos", "bolvia", "antioqia"):
        field.fill(asked)
        page.wait_for_function(
            "q => document.querySelector('#search-field').value === q", arg=asked
        )
        page.wait_for_timeout(150)
        assert options.count() <= 3
    field.fill("qzxw")
    page.wait_for_selector("#search-list .search-none")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_is_called_so_comes_before_what_is_a_letter_off_and_a_word_written_out_alone(
    watched, lang
):
    page = watched.open(f"/countries?lang={lang}")
    field = page.locator("#search-field")
    options = page.locator("#search-list [role=option]")
    addresses = "all => all.map(o => o.dataset.address)"
    field.fill("boliva")
    page.wait_for_selector("#search-list [role=option]")
    told = options.evaluate_all(addresses)
    assert "CO-BOL" in told[0] + told[1]
    assert told.index("/countries/BOL") > 1
    field.fill("bolivar")
    page.wait_for_function("() => document.querySelectorAll('#search-list li').length < 4")
    assert "/countries/BOL" not in options.evaluate_all(addresses)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_list_of_countries_forgives_as_the_box_does(watched, lang):
    page = watched.open(f"/countries?lang={lang}")
    shown = page.locator(".index-card:not([hidden])")
    every = shown.count()
    for asked, country in {
        "boliva": "/countries/BOL",
        "equador": "/countries/ECU",
        "columbia": "/countries/COL",
        "chlie": "/countries/CHL",
        "guayana": "/countries/GUY",
    }.items():
        page.locator("#countries-search").fill(asked)
        page.wait_for_function(
            "n => document.querySelectorAll('.index-card:not([hidden])').length < n", arg=every
        )
        page.wait_for_timeout(150)
        links = shown.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert any(link.startswith(country) for link in links), (asked, links)
        assert shown.count() <= 2


def test_search_says_when_nothing_is_found_and_closes(watched):
    page = watched.open("/")
    page.locator("#search-field").fill("xqzw")
    page.wait_for_selector("#search-list .search-none")
    assert "xqzw" in page.locator("#frame-search [role=status]").text_content()
    page.locator("#search-field").press("Escape")
    assert page.locator("#search-list").is_hidden()
    assert page.locator("#search-field").get_attribute("aria-expanded") == "false"

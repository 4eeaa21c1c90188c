"""A person opens a country: quotes a figure, compares, prints, and every number is the API's."""

import json

import httpx
import pytest

from data.codes import DESCRIBED
from tests.browser.axe import grave_faults

KEY = ("indicator", "source", "ref_area", "counterpart_area", "sex", "age", "breakdown")
# Every number of a page with its key: its own, or that of the table around it.
READ = """[...document.querySelectorAll('[data-value]')].filter(e => e.dataset.period).map(e => {
  const of = e.dataset.indicator ? e : e.closest('[data-indicator]');
  const d = of.dataset;
  return [[d.indicator, d.source, d.refArea, d.counterpartArea, d.sex, d.age, d.breakdown,
    e.dataset.period], Number(e.dataset.value)]; })"""
MOST_BEYOND = 400_000  # bytes
# Whether the index shows these countries and no other.
SEEN = """codes => [...document.querySelectorAll('.index-card')].filter(c => c.checkVisibility())
  .map(c => c.dataset.country).join(',') === codes"""
SIZES = [(1920, 1080), (1366, 768), (390, 844)]


def api_of(address, keys):
    """Ask the API for every number of a page, an indicator and source at a time."""
    groups = {}
    for key in keys:
        groups.setdefault(key[:2], []).append(key)
    found = {}
    with httpx.Client(base_url=address, timeout=60) as client:
        for (indicator, source), own in groups.items():
            asked = {
                name: ",".join(sorted({key[at] for key in own}))
                for at, name in enumerate(KEY)
                if at > 1
            }
            asked |= {"indicator": indicator, "source": source, "limit": 10_000}
            asked["time_period"] = ",".join(sorted({key[7] for key in own}))
            answer = client.get("/api/v1/observations", params=asked).json()
            assert answer["total"] <= 10_000
            for row in answer["observations"]:
                found[(*(row[name] for name in KEY), row["time_period"])] = row["obs_value"]
    return found


@pytest.mark.parametrize("code", DESCRIBED)
def test_every_number_on_a_page_is_the_api_s(watched, address, code):
    page = watched.open(f"/countries/{code}")
    told = [(tuple(key), value) for key, value in page.evaluate(READ)]
    assert len(told) > 150
    found = api_of(address, {key for key, _ in told})
    assert [(key, value) for key, value in told if found.get(key) != value] == []
    rows = page.locator("#country-numbers tbody tr")
    assert rows.count() >= 10
    for name in ("indicator", "source", "period", "value"):
        assert rows.first.get_attribute(f"data-{name}")


def test_what_is_written_is_what_is_meant(watched):
    page = watched.open("/countries/ARG")
    row = page.locator('#country-numbers [data-indicator="migrant_stock"]')
    assert row.get_attribute("data-value") == "1958039"
    assert row.locator(".value").text_content() == "1.958.039"


@pytest.mark.parametrize("path", ["/countries/COL", "/countries/COL?compare=GUY"])
def test_numbers_side_by_side_are_the_api_s_too(watched, address, path):
    told = [(tuple(key), value) for key, value in watched.open(path).evaluate(READ)]
    found = api_of(address, {key for key, _ in told})
    assert [(key, value) for key, value in told if found.get(key) != value] == []


def test_no_chart_of_guyana_is_empty(english):
    page = english.open("/countries/GUY")
    assert page.title() == "Guyana · Panorama Sur"
    empty = page.evaluate(
        """[...document.querySelectorAll('.line-chart')].filter(
            c => !c.querySelector('.line, .point')).length
        + [...document.querySelectorAll('.bars, .pyramid, .country-numbers tbody')].filter(
            c => !c.children.length).length
        + [...document.querySelectorAll('.flow-chart')].filter(
            c => !c.querySelector('.ribbon')).length"""
    )
    assert empty == 0
    cards = page.locator(".country-card").all_text_contents()
    assert all(len(text) > 30 for text in cards)


def test_a_chart_sets_figures_apart_that_lack_something_and_writes_the_last_that_lacks_nothing(
    watched,
):
    page = watched.open("/countries/COL?lang=es")
    chart = page.locator("[data-concept=asylum_applications] .line-chart").first
    told = json.loads(chart.get_attribute("data-series") or "")
    assert told["points"][-1] == [2025, 70]  # of persons, most are counted in cases
    assert 2025 in told["lacking"]
    assert told["told"] == 2024
    assert chart.locator(".last").text_content() == "7.051 (2024)"
    assert chart.locator(".point.is-lacking").count() == len(told["lacking"])
    note = chart.locator("xpath=..").locator(".chart-note").text_content() or ""
    assert "* Cifra parcial, dudosa o sobre una base pequeña: 2025." in note


def test_a_figure_is_copied_with_its_citation(watched, browser):
    page = watched.open("/countries/PER")
    page.evaluate(
        "window.taken = ''; PanoramaSur.copy = async (t) => { window.taken = t; return true; }"
    )
    page.locator("#country-numbers .copy-figure").first.press("Enter")
    page.wait_for_function("() => window.taken.length > 0")
    taken = page.evaluate("window.taken")
    assert taken.startswith(
        "Perú, Migrantes internacionales: 1.837.219 personas, a mediados de 2024."
    )
    assert "International Migrant Stock 2024" in taken
    assert page.locator("#country-live").text_content() == "Cifra copiada con su cita"


def test_another_country_is_put_beside_and_taken_away(watched):
    page = watched.open("/countries/PER")
    with page.expect_navigation():
        page.locator("#country-compare").select_option("COL")
    page.wait_for_selector("body[data-ready=true]")
    assert page.url.endswith("/countries/PER?compare=COL")
    assert page.locator("h1").text_content() == "Perú y Colombia: las mismas preguntas"
    with page.expect_navigation():
        page.locator("#country-third").select_option("GUY")
    page.wait_for_selector("body[data-ready=true]")
    heads = page.locator("[data-testid=country-compared] thead").first.locator("th")
    assert heads.count() == 5
    with page.expect_navigation():
        page.get_by_role("link", name="Volver a la página de Perú").click()
    page.wait_for_selector("#country-numbers")


def test_a_figure_side_by_side_is_copied_with_its_citation(watched):
    page = watched.open("/countries/PER?compare=COL")
    page.evaluate(
        "window.taken = ''; PanoramaSur.copy = async (t) => { window.taken = t; return true; }"
    )
    figure = page.locator('#section-numbers [data-indicator="migrant_stock"][data-ref-area="COL"]')
    figure.locator(".copy-figure").press("Enter")
    page.wait_for_function("() => window.taken.length > 0")
    assert page.evaluate("window.taken").startswith(
        "Colombia, Migrantes internacionales: 3.063.518 personas, a mediados de 2024."
    )


@pytest.mark.parametrize("mode", ["explore", "present"])
@pytest.mark.parametrize("others", ["COL", "COL,ECU"])
def test_columns_side_by_side_are_as_wide_in_every_section(watched, others, mode):
    page = watched.open(f"/countries/PER?compare={others}&mode={mode}")
    wide = page.evaluate(
        """[...document.querySelectorAll('.compare-table')].filter(t => t.checkVisibility())
        .map(t => [...t.querySelectorAll('thead th')].filter(h => h.checkVisibility())
            .map(h => Math.round(h.getBoundingClientRect().width)).join(' '))"""
    )
    assert len(wide) > (3 if mode == "explore" else 0)
    assert len(set(wide)) == 1


def test_side_by_side_a_mark_is_explained_below_its_figure_when_projected(watched):
    page = watched.open("/countries/PER?compare=COL&mode=present")
    note = page.locator(".compare-table .projected", has_text="* Suma parcial: no incluye")
    onward = page.locator(".country-pages button").last
    while not note.is_visible() and onward.is_enabled():
        page.keyboard.press("ArrowRight")
    assert note.is_visible()
    assert note.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 768 / 40
    assert page.locator(".compare-table .remark:visible").count() == 0
    page = watched.open("/countries/PER?compare=COL")
    assert page.locator(".compare-table .projected:visible").count() == 0


def test_headings_side_by_side_skip_no_level(watched):
    page = watched.open("/countries/PER?compare=COL")
    levels = page.evaluate(
        "[...document.querySelectorAll('.country :is(h1, h2, h3, h4, h5)')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert [at for at in range(1, len(levels)) if levels[at] > levels[at - 1] + 1] == []


@pytest.mark.parametrize("others", ["COL", "COL,GUY"])
def test_no_word_is_broken_on_a_telephone(phone, others):
    page = phone.open(f"/countries/PER?compare={others}")
    broken = page.evaluate(
        """() => { const found = [];
        const walk = document.createTreeWalker(
            document.querySelector('.compare-table'), NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode())
          for (const word of node.textContent.matchAll(/[\\p{L}\\d.,]+/gu)) {
            const range = document.createRange();
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].length);
            const tops = [...range.getClientRects()].map(r => Math.round(r.top));
            if (new Set(tops).size > 1) found.push(word[0]);
          }
        return found; }"""
    )
    assert broken == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_an_address_that_cannot_be_followed_says_so(watched):
    page = watched.open("/countries/PER?compare=FRA")
    assert page.locator(".notice").count() == 1
    assert page.locator("#country-numbers").is_visible()


def test_the_index_narrows_and_leads_to_a_page(watched):
    page = watched.open("/countries")
    assert page.locator(".index-card:visible").count() == len(DESCRIBED)
    page.locator("#countries-search").fill("peru")
    page.wait_for_function(SEEN, arg="PER")
    page.wait_for_url("**/countries?q=peru")
    page.locator(".index-card:visible a").click()
    page.wait_for_selector("#country-numbers")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Perú", "PER"),
        ("bolvia", "BOL"),
        ("urugauy", "URY"),
        ("Brazil", "BRA"),
        ("BRASIL", "BRA"),
        ("chl", "CHL"),
        ("qzxw", ""),
    ],
)
def test_the_index_forgives_a_letter_and_accents_as_the_search_box_does(watched, text, codes):
    page = watched.open("/countries")
    page.locator("#countries-search").fill(text)
    page.wait_for_function(SEEN, arg=codes)
    assert page.locator("#countries-nothing").is_visible() == (codes == "")
    page = watched.open(f"/countries?q={text}")
    assert page.evaluate(SEEN, codes)


@pytest.mark.parametrize("code", ["PER", "BRA"])
def test_a_page_weighs_little_beyond_the_panorama(browser, address, code):
    # Not watched: who looks at every request keeps the browser from keeping what it has.
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-ready=true]")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    told = []
    session.on("Network.loadingFinished", lambda event: told.append(event["encodedDataLength"]))
    page.goto(f"{address}/countries/{code}")
    page.wait_for_selector("body[data-ready=true]")
    page.wait_for_load_state("networkidle")
    page.close()
    assert 0 < sum(told) < MOST_BEYOND


@pytest.mark.parametrize(
    "path",
    ["/countries", "/countries/PER", "/countries/GUY?lang=en", "/countries/PER?compare=COL"],
)
def test_axe_finds_no_serious_or_critical_fault(watched, path):
    page = watched.open(path)
    assert grave_faults(page) == []


@pytest.mark.parametrize("path", ["/countries/COL", "/countries/GUY?lang=en", "/countries/VEN"])
def test_axe_finds_no_serious_or_critical_fault_on_a_telephone(phone, path):
    page = phone.open(path)
    assert grave_faults(page) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("path", ["/countries", "/countries/COL", "/countries/COL?compare=VEN"])
def test_nothing_runs_out_of_the_page(watched, width, height, path):
    watched.page.set_viewport_size({"width": width, "height": height})
    page = watched.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    wide = page.evaluate(
        """[...document.querySelectorAll('.country *, .countries *')]
        .filter(e => !e.closest('.unseen, svg, .flow-chart') && e.getClientRects().length
            && e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert wide == []


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize(
    "path",
    [
        "/countries/PER",
        "/countries/GUY?lang=en",
        "/countries/VEN",
        "/countries/CHL",
        "/countries/COL",
    ],
)
def test_projected_the_numbers_are_read_from_the_back_and_fit(watched, width, height, path):
    watched.page.set_viewport_size({"width": width, "height": height})
    mode = "&mode=present" if "?" in path else "?mode=present"
    page = watched.open(path + mode)
    smallest = page.evaluate(
        """Math.min(...[...document.querySelectorAll('.country *')]
        .filter(e => e.checkVisibility() && [...e.childNodes].some(
            n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.unseen')
            && e.getClientRects().length)
        .map(e => parseFloat(getComputedStyle(e).fontSize)
            * (e.closest('.flow-chart') ? e.getScreenCTM().a : 1)))"""
    )
    assert smallest >= height / 40
    last = page.locator("#country-numbers tbody tr:visible").last.bounding_box()
    foot = page.locator("footer.foot").bounding_box()
    assert last["y"] + last["height"] <= foot["y"] + 1
    picture = page.locator(".country-side :is(.unit-map, .flow-chart) svg:visible").bounding_box()
    assert picture["y"] + picture["height"] <= foot["y"] + 1


@pytest.mark.parametrize(
    ("code", "said"),
    [("COL", "* Suma parcial: no incluye Atlántico"), ("CHL", "La fuente no publica este total")],
)
def test_projected_a_mark_is_explained_below_its_figure(watched, code, said):
    page = watched.open(f"/countries/{code}?mode=present")
    note = page.locator(".projected", has_text=said)
    onward = page.locator(".country-pages button").last
    while not note.is_visible() and onward.is_enabled():
        page.keyboard.press("ArrowRight")
    assert note.is_visible()
    assert note.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 768 / 40
    page = watched.open(f"/countries/{code}")
    assert page.locator(".projected:visible").count() == 0


@pytest.mark.parametrize("path", ["/countries/CHL", "/countries/PER?compare=COL"])
def test_projected_every_line_of_the_numbers_is_a_key_away(watched, path):
    table = "#section-numbers > table > tbody > tr, #section-numbers > .lacks > li"
    every = watched.open(path).locator(table).all_text_contents()
    page = watched.open(f"{path}{'&' if '?' in path else '?'}mode=present")
    bottom = page.locator("footer.foot").bounding_box()["y"]
    onward = page.locator(".country-pages button").last
    read = []
    for _ in every:
        shown = page.locator(table).locator("visible=true")
        last = shown.last.bounding_box()
        assert last["y"] + last["height"] <= bottom + 1
        first, count = len(read) + 1, shown.count()
        said = page.locator(".country-pages [role=status]").text_content()
        assert said == f"{first}–{first + count - 1} de {len(every)}"
        read += shown.all_text_contents()
        if onward.is_disabled():
            break
        page.keyboard.press("ArrowRight")
    assert read == every
    page.keyboard.press("PageUp")
    assert onward.is_enabled()
    page.keyboard.press("p")
    page.wait_for_function("() => !document.querySelector('.country .is-off')")
    assert page.locator(".country-pages").is_hidden()


def test_nothing_of_the_search_is_asked_for_before_it_is_used(watched):
    page = watched.open("/")
    assert not [each for each in watched.requests if "/search/" in each or "ufuzzy" in each]
    page.locator("#search-field").focus()
    page.wait_for_function("() => window.uFuzzy !== undefined")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_chart_leads_to_the_card_of_its_indicator(watched, lang):
    page = watched.open(f"/countries/COL?lang={lang}")
    charts = ".line-chart, .bars, .pyramid, .flow-chart"
    told = page.evaluate(
        f"""[...document.querySelectorAll('{charts}')].map(chart => {{
        const link = chart.closest('.series, .hazards, .country-card').querySelector('a.to-card');
        return link && link.checkVisibility() && link.getAttribute('href'); }})"""
    )
    assert len(told) > 15
    assert [each for each in told if not each or f"/data?lang={lang}#" not in each] == []
    link = page.locator('[data-list="origins"] a.to-card')
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'migrant_stock'")
    assert page.locator("html").get_attribute("lang") == lang


def test_the_panorama_and_the_data_page_lead_to_a_country(watched):
    page = watched.open("/?pin=PER")
    link = page.locator("#panorama-country")
    assert link.text_content() == "Perú: cifras para citar"
    assert link.get_attribute("href") == "/countries/PER"
    page = watched.open("/data")
    page.locator(".inventory-countries a", has_text="Guyana").click()
    page.wait_for_selector("#country-numbers")
    assert page.locator("h1").text_content() == "Guyana"


@pytest.mark.parametrize("path", ["/countries/COL", "/countries/CHL?compare=COL"])
def test_every_table_of_figures_leads_to_the_cards_of_its_indicators(watched, path):
    page = watched.open(path)
    lacking = page.evaluate(
        """[...document.querySelectorAll('table.country-numbers')].flatMap(table => {
        const named = [...table.querySelectorAll('[data-indicator]')].map(e => e.dataset.indicator);
        const leads = [...table.querySelectorAll('a.to-card')].filter(a => a.checkVisibility())
          .map(a => a.getAttribute('href').split('#')[1]);
        return [...new Set(named)].filter(name => !leads.includes(name)); })"""
    )
    assert lacking == []

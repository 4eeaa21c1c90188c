"""The map of a country's page: what its shades mean, its period, names where there is room."""

import pytest

BOXES = """(what) => [...document.querySelectorAll(`#country-map ${what}`)].map(e => {
  const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"""


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_map_says_what_its_shades_mean_and_why_it_is_of_its_period(watched):
    page = watched.open("/countries/PER")
    keys = page.locator(".unit-legend li").all_text_contents()
    assert keys[0] == "menos de 100"
    assert keys[4] == "100\u00a0mil o más"
    filled = page.evaluate(
        """() => { const keys = [...document.querySelectorAll('.unit-legend .key')].map(
            k => getComputedStyle(k).backgroundColor);
        return [...document.querySelectorAll('#country-map .unit[data-state=value]')].every(
            u => keys.includes(getComputedStyle(u).fill)); }"""
    )
    assert filled
    said = page.locator(".is-map .chart-note").text_content()
    assert said.startswith("Se abre en 2024: ")
    assert said.endswith("El último con datos es 2025.")
    names = page.locator("#country-map .unit-names text").all_text_contents()
    assert "Lima788\u00a0mil" in names


@pytest.mark.parametrize("mode", ["", "?mode=present"])
@pytest.mark.parametrize("code", ["CHL", "ARG", "COL", "ECU"])
def test_no_name_on_the_map_runs_over_another_or_out_of_it(watched, code, mode):
    page = watched.open(f"/countries/{code}{mode}")
    page.wait_for_timeout(200)
    (home,) = page.evaluate(BOXES, "svg")
    names = page.evaluate(BOXES, ".unit-names text") + page.evaluate(BOXES, ".islands text")
    assert names
    inside = [home[0] <= x0 and y0 >= home[1] - 2 and x1 <= home[2] for x0, y0, x1, _ in names]
    assert all(inside)
    pairs = [
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if overlap([one[0], one[1] + 4, one[2], one[3] - 4], other)
    ]
    assert pairs == []


def test_projected_the_name_of_the_islands_is_not_over_the_country(watched):
    page = watched.open("/countries/CHL?mode=present")
    areas = page.evaluate(BOXES, ".unit-areas path")
    names = page.evaluate(BOXES, ".islands text")
    assert len(names) == 2
    assert not [each for each in names if any(overlap(each, area) for area in areas)]


def test_the_map_may_be_of_something_else_and_the_address_keeps_it(watched):
    page = watched.open("/countries/ECU?lang=es")
    page.locator("[data-testid=country-mapped]").select_option("border_entries")
    page.wait_for_url("**/countries/ECU?*indicator=border_entries*")
    page.wait_for_selector("body[data-ready=true]")
    assert page.locator("#section-map h2").text_content() == "Entradas por provincia del puesto"
    assert page.evaluate("document.activeElement.id") == "country-mapped"
    assert page.locator(".located-says").text_content().startswith("100\u00a0% de entradas")
    drawn = page.locator("#country-map .unit[data-state=value]")
    assert drawn.count() == 14
    assert "border_entries" in page.locator(".is-map a.plain").get_attribute("href")


def test_a_register_of_nationalities_leads_to_the_places_of_its_country(watched):
    page = watched.open("/?indicator=visitors_non_resident")
    page.locator("[data-testid=panorama-zoom]").click()
    page.wait_for_url("**/places?*indicator=visitors_non_resident*")
    page.wait_for_selector("#places-map .unit[data-state=value]")
    assert "de las personas" in page.locator("[data-testid=places-located]").text_content()
    page.locator("[data-testid=places-back]").click()
    page.wait_for_selector("#panorama-map path")
    assert "indicator=visitors_non_resident" in page.url
    assert page.locator("#frame-notices .notice").count() == 0


OVER = """() => { const svg = document.querySelector('#country-map svg');
  const box = svg.getBoundingClientRect(); const at = svg.createSVGPoint(); let found = 0;
  const islands = ['CO-SAP', 'EC-W'];
  const name = [...document.querySelectorAll('#country-map .unit-names text')].find(
    text => islands.includes(text.dataset.area));
  const b = name.getBoundingClientRect();
  for (const area of document.querySelectorAll('#country-map .unit')) {
    if (islands.includes(area.dataset.area)) continue;
    for (let i = 0; i <= 6; i += 1) for (const y of [0.3, 0.7]) {
      [at.x, at.y] = [b.left + (b.width * i) / 6 - box.left, b.top + b.height * y - box.top];
      if (area.isPointInFill(at)) found += 1; } }
  return [name.textContent, found]; }"""


@pytest.mark.parametrize("mode", ["", "?mode=present"])
@pytest.mark.parametrize(
    ("code", "name"), [("COL", "San Andrés y Providencia"), ("ECU", "Galápagos")]
)
def test_islands_far_out_have_their_name_off_the_mainland(watched, code, name, mode):
    page = watched.open(f"/countries/{code}{mode}")
    page.wait_for_timeout(200)
    said, over = page.evaluate(OVER)
    assert said.replace(" ", "").startswith(name.replace(" ", ""))
    assert over == 0


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_a_very_long_name_breaks_and_stands_off_the_country_when_projected(watched, size):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open("/countries/GUY?mode=present&indicator=asylum_seekers")
    name = page.locator('.unit-names text.label[data-area="GY-ES"]')
    assert name.locator("tspan").all_text_contents()[:-1] == [
        "Essequibo",
        "Islands-West",
        "Demerara",
    ]
    right = name.evaluate("e => e.getBoundingClientRect().right")
    areas = page.locator("path.unit").evaluate_all(
        "all => Math.min(...all.map(e => e.getBoundingClientRect().left))"
    )
    assert right <= areas + 1

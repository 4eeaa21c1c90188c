"""A country's page on paper: A4, at its own size, four pages at the most."""

import re
import zlib

import pytest

from data.codes import DESCRIBED

FOUR_PAGES = 4
POINTS_A_PIXEL = 72 / 96
# A page begins with the paper's scale, its number, its edge, and the scale of what is printed.
OPENING = re.compile(
    rb"\s*([\d.]+) 0 0 -[\d.]+ 0 [\d.]+ cm\s+(?:q\s[^W]*?\sQ\s+)?"
    rb"q\s+[-\d. ]+ re\s+W\* n\s+q\s+([\d.]+) 0 0 "
)


def scales_of(content):
    """Give how many points a pixel of the page has on each sheet; a page too wide is shrunk."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            opening = OPENING.match(zlib.decompress(stream))
        except zlib.error:
            continue
        if opening:
            found.append(float(opening[1]) * float(opening[2]))
    return found


def print_of(page):
    content = page.pdf(format="A4", print_background=True)
    return len(re.findall(rb"/Type\s*/Page[^s]", content)), scales_of(content)


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("code", DESCRIBED)
def test_a_country_prints_at_its_own_size_on_four_pages_at_the_most(watched, code, lang):
    pages, scales = print_of(watched.open(f"/countries/{code}?lang={lang}"))
    assert 1 < pages <= FOUR_PAGES
    assert len(scales) == pages
    assert scales == pytest.approx([POINTS_A_PIXEL] * pages, rel=0.005)


@pytest.mark.parametrize(
    ("query", "most"), [("CHL?compare=COL&lang=en", 6), ("PER?compare=COL,ECU&lang=es", 7)]
)
def test_countries_side_by_side_print_on_few_pages(watched, query, most):
    pages, scales = print_of(watched.open(f"/countries/{query}"))
    assert pages <= most
    assert scales == pytest.approx([POINTS_A_PIXEL] * pages, rel=0.005)


def test_a_page_that_is_too_wide_is_found_to_be_shrunk(watched):
    page = watched.open("/countries/GUY")
    page.add_style_tag(content="@media print { .country { width: 300mm } }")
    assert max(print_of(page)[1]) < POINTS_A_PIXEL * 0.9


def test_on_paper_the_map_has_room_for_its_names_and_is_as_it_was_afterwards(watched):
    page = watched.open("/countries/ARG")
    size = "document.querySelector('#country-map svg').getAttribute('width')"
    before = page.evaluate(size)
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    page.wait_for_function(f"() => Number({size}) < {before} * 0.7")
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    page.wait_for_function(f"() => {size} === '{before}'")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_on_paper_no_bar_lies_on_the_name_of_an_age(watched, lang):
    page = watched.open(f"/countries/URY?lang={lang}")
    page.emulate_media(media="print")
    wide = page.locator(".pyramid-age").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"
    )
    page.emulate_media(media="null")
    assert wide == []


def test_on_paper_why_figures_differ_stays_in_one_piece_and_no_grid_breaks_a_table(watched):
    page = watched.open("/countries/COL")
    page.emulate_media(media="print")
    style = "(all, name) => all.map(e => getComputedStyle(e)[name])"
    broken = page.locator(".is-why, .why").evaluate_all(style, "breakInside")
    labour = page.locator("#section-labour").evaluate("e => getComputedStyle(e).display")
    page.emulate_media(media="null")
    assert broken == ["avoid"] * len(broken)
    assert broken
    assert labour == "block"


def test_on_paper_pages_are_numbered_and_tables_that_go_on_have_their_heads_again(watched):
    page = watched.open("/countries/COL")
    rules = page.evaluate(
        """[...document.styleSheets].flatMap(s => [...s.cssRules])
        .filter(r => r instanceof CSSPageRule).map(r => r.cssText)"""
    )
    assert any("counter(page)" in each and "@bottom-right" in each for each in rules)
    page.emulate_media(media="print")
    heads = page.locator(".country-numbers thead").evaluate_all(
        "all => all.map(e => getComputedStyle(e).display)"
    )
    page.emulate_media(media="null")
    assert heads == ["table-header-group"] * 7


@pytest.mark.parametrize("code", ["GUY", "PER", "CHL?compare=COL"])
def test_no_link_is_printed_without_its_address(watched, code):
    page = watched.open(f"/countries/{code}")
    page.emulate_media(media="print")
    links = page.locator("a:visible").all_inner_texts()
    said = page.locator(".is-foot").inner_text()
    page.emulate_media(media="null")
    assert links == []
    assert page.url in said
    assert "A quién cuenta cada cifra" in said


def test_on_paper_short_sections_stay_whole_and_no_column_is_empty_beside_the_pyramid(watched):
    page = watched.open("/countries/CHL")
    page.emulate_media(media="print")
    style = "(all, name) => all.map(e => getComputedStyle(e)[name])"
    whole = page.locator(".country-column > .is-figures:has(.series-row)").evaluate_all(
        style, "breakInside"
    )
    page.emulate_media(media="null")
    assert whole == ["avoid"] * 4
    page = watched.open("/countries/GUY")
    page.emulate_media(media="print")
    tops = page.locator(".country-side > :is(.is-flow, [data-section=pyramid])").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().top)"
    )
    page.emulate_media(media="null")
    assert tops == pytest.approx([tops[0]] * 2)


@pytest.mark.parametrize("code", ["PER", "COL", "CHL"])
def test_on_paper_a_map_names_units_and_no_line_runs_across_it(watched, code):
    page = watched.open(f"/countries/{code}?indicator=displaced_population")
    names = "document.querySelectorAll('#country-map .unit-names .label').length"
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    page.wait_for_function("() => document.querySelector('#country-map svg').clientWidth < 250")
    written = page.evaluate(names)
    across = page.locator("#country-map .leader").evaluate_all(
        "all => Math.max(...all.map(e => Math.abs(e.y2.baseVal.value - e.y1.baseVal.value)))"
    )
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    assert written >= 5
    assert across < 60

"""Countries side by side: every answer is seen to be of its country, and has the room it needs."""

import pytest


@pytest.mark.parametrize("others", ["COL", "COL,CHL"])
def test_on_a_telephone_each_answer_stands_below_the_name_of_its_country(phone, others):
    page = phone.open(f"/countries/PER?compare={others}")
    named = page.locator(".compare-table tbody tr").evaluate_all(
        """all => all.map(row => [...row.querySelectorAll('.value')].map(
          e => getComputedStyle(e, '::before').content.replaceAll('"', '')))"""
    )
    names = ["Perú", "Colombia", "Chile"][: others.count(",") + 2]
    assert named == [names] * len(named)
    glued = page.locator(".compare-table .copy-figure").evaluate_all(
        "all => all.filter(e => getComputedStyle(e).display !== 'block').length"
    )
    assert glued == 0


def test_at_a_desk_three_countries_have_more_room_than_who_is_counted(watched):
    page = watched.open("/countries/PER?compare=COL,CHL")
    wide = "e => e.getBoundingClientRect().width"
    heads = page.locator("#section-labour .compare-table thead")
    assert heads.locator(".value").first.evaluate(wide) > 225
    assert heads.locator(".counted").evaluate(wide) < 320

"""Choices in haste: what is chosen while an answer is on its way is asked on top of it."""

import re

from playwright.sync_api import expect

AT_ONCE = """choices => {
  for (const [choice, value] of choices) {
    const select = document.querySelector(choice);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }
}"""


def settle(watched):
    watched.answered()
    watched.page.wait_for_timeout(400)  # an address waits a moment


def test_two_choices_of_corridors_at_once_are_both_kept(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    page.evaluate(
        AT_ONCE,
        [["[data-testid=flows-sex]", "F"], ["[data-testid=flows-direction]", "within"]],
    )
    settle(watched)
    expect(page).to_have_url(re.compile("direction=within"))
    expect(page).to_have_url(re.compile("sex=F"))
    query = page.evaluate("PanoramaSur.cube.query")
    assert (query["sex"], query["direction"]) == ("F", "within")


def test_a_step_in_time_beside_a_choice_is_kept(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    before = page.evaluate("PanoramaSur.stop().id")
    page.evaluate(AT_ONCE, [["[data-testid=flows-sex]", "F"]])
    page.evaluate("PanoramaSur.step(-1)")
    settle(watched)
    stepped = page.evaluate("PanoramaSur.stop().id")
    assert stepped != before
    expect(page).to_have_url(
        re.compile(f"sex=F.*time_period={stepped}|time_period={stepped}.*sex=F")
    )


def test_a_view_chosen_beside_a_choice_is_kept(watched):
    page = watched.open("/flows?indicator=migrant_stock")
    page.evaluate(AT_ONCE, [["[data-testid=flows-sex]", "M"]])
    page.evaluate("document.querySelector('[data-show=chord]').click()")
    settle(watched)
    expect(page).to_have_url(re.compile("show=chord"))
    expect(page).to_have_url(re.compile("sex=M"))


def test_two_choices_of_the_panorama_at_once_are_both_kept(watched):
    page = watched.open("/?indicator=refugees")
    page.evaluate(AT_ONCE, [["#panorama-sex", "F"], ["#panorama-counterpart", "COL"]])
    settle(watched)
    query = page.evaluate("PanoramaSur.cube.query")
    assert (query["sex"], query["counterpart_area"]) == ("F", "COL")

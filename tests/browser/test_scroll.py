"""At a desk a page never scrolls as a whole: only its own parts do."""

import pytest

BEYOND = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
PAGES = [
    "/",
    "/flows",
    "/flows?show=mirror",
    "/flows?route=north",
    "/places?area=COL",
    "/countries",
    "/countries/PER",
    "/countries/PER?compare=COL",
    "/data",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_at_a_desk_has_nothing_below_its_foot(watched, path):
    assert watched.open(path).evaluate(BEYOND) <= 1

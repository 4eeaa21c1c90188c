"""The mirror on screen: what each source counts stands under its name, and no figure is cut."""

import pytest

SIZES = [(1920, 1080), (1366, 768)]
PAIRS = ["ref_area=PER&counterpart_area=VEN", "ref_area=GUY&counterpart_area=VEN&lang=en"]
COLUMNS = """[...document.querySelectorAll('.mirror-facts tr')].map(row =>
  [...row.children].map(cell => Math.round(cell.getBoundingClientRect().left)))"""
BEYOND = """[...document.querySelectorAll('.number')].filter(card =>
  [...card.children].some(part => part.scrollWidth > part.clientWidth + 1)
  ).map(card => card.textContent)"""
ROOM = """(() => { const home = document.querySelector('#flows-mirror').getBoundingClientRect();
  const facts = document.querySelector('.mirror-facts');
  const seen = home.bottom - facts.getBoundingClientRect().top;
  return [facts.scrollHeight - facts.clientHeight, seen]; })()"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pair", PAIRS)
def test_what_each_source_counts_stands_under_its_name(watched, size, pair):
    watched.page.set_viewport_size({"width": size[0], "height": size[1]})
    page = watched.open(f"/flows?show=mirror&{pair}")
    head, *rows = page.evaluate(COLUMNS)
    assert len(rows) > 3
    assert all(row == head for row in rows)
    assert page.evaluate(BEYOND) == []
    cut, seen = page.evaluate(ROOM)
    assert cut <= 1
    assert seen > 60

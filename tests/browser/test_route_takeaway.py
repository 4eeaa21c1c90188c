"""What is taken home of the route, and its numbers as they are written."""

import csv
import struct
from xml.etree import ElementTree

import pytest

from data.words import Words, numbers
from tests.browser.route import ROUTE, table
from tests.browser.test_takeaway import taken


def test_the_table_is_taken_home_with_all_periods(watched, tmp_path):
    page = watched.open(f"{ROUTE}&time_period=2023-08&counterpart_area=VEN")
    text = taken(page, "csv", tmp_path).read_text(encoding="utf-8-sig")
    for words in ("nacionalidad: Venezuela", "SNM de Panamá", "CBP", "route=north", "aprobación"):
        assert words in text
    rows = list(
        csv.DictReader(line for line in text.splitlines() if not line.startswith(("#", '"#')))
    )
    own = {row["ref_area"]: row["obs_value"] for row in rows if row["time_period"] == "2023-08"}
    assert own == table(page)
    assert {row["obs_status"] for row in rows if row["obs_value"] == ""} == {"M"}
    assert len({row["time_period"] for row in rows}) == 89


def test_the_picture_shows_four_charts_with_all_that_it_must_carry(watched, tmp_path):
    page = watched.open(f"{ROUTE}&freq=A&deaths=yes&time_period=2024")
    file = taken(page, "svg", tmp_path)
    assert file.name == "panorama-sur_route_north_A_2024.svg"
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    words = " ".join(root.itertext())
    for said in ("302.203", "1.646.243", "Darién (Panamá)", "OIM", "no se suman", "aprobación"):
        assert said in words
    assert "publica desde 2018" in words
    size = float(root.get("viewBox").split()[3])
    texts = [each for each in root.iter() if each.tag.endswith("text")]
    assert max(float(each.get("y")) for each in texts) < size
    head = taken(page, "png", tmp_path).read_bytes()[:24]
    assert struct.unpack(">I", head[16:20])[0] >= 2400


VALUES = [0, 7, 999, 1_000, 9_949, 9_950, 123_456, 999_499, 1_000_000, 12_345_678, 2_500_000_000]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_browser_writes_numbers_as_python_does(watched, lang):
    page = watched.open(f"{ROUTE}&lang={lang}")
    words = Words.read()
    assert page.evaluate("values => values.map(PanoramaSur.full)", VALUES) == [
        numbers.full(value, lang) for value in VALUES
    ]
    assert page.evaluate("values => values.map(PanoramaSur.brief)", VALUES) == [
        numbers.short(value, words, lang) for value in VALUES
    ]
    steps = [0.5, 2, 20, 500, 1_500, 250_000, 2_500_000, 1_000_000_000]
    assert page.evaluate("values => values.map(PanoramaSur.rounded)", steps) == [
        numbers.round_short(value, words, lang) for value in steps
    ]

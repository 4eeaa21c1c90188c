"""What the pages of flows say: of the periods of figures, of gaps, of what a source has."""

import pytest

from callbacks import flows as page
from data import mirror
from layouts.parts.mirror_words import MirrorTeller
from tests.callbacks.test_flows import at
from tests.data.test_mirror import ASKED


def test_a_mirror_says_the_five_years_that_estimates_are_of(store):
    told = page.told(store, "show=mirror&ref_area=PER&counterpart_area=VEN", "es")
    said = {stop["id"]: stop["says"] for stop in told["stops"]}
    assert said["2015"] == "2015; flujos estimados de 2015-20"
    assert said["2025"] == "2025"
    told = page.told(store, "show=mirror&ref_area=BOL&counterpart_area=ARG", "en")
    at = [stop["id"] for stop in told["stops"]].index("1991")
    assert told["stops"][at]["says"] == "mid-1990 to mid-1995"
    assert ", 1990-95: " in told["insights"][at]
    assert "No second source reports in 1991." in told["insights"][at]


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix"])
def test_a_country_that_is_counted_at_another_level_is_not_silently_absent(store, show):
    asked = f"indicator=asylum_applications&show={show}"
    told = page.told(store, f"{asked}&direction=all", "en")
    said = "Counted at another level of the procedure only, not comparable: "
    assert f"{said}United States." in told["insights"][at(told, "2025")]
    assert f"{said}Germany and United States." in told["insights"][at(told, "2019")]
    told = page.told(store, asked, "en")  # to the nine: the United States are not asked about
    assert not any("another level" in each for each in told["insights"])
    told = page.told(store, f"{asked}&ref_area=USA&direction=out&time_period=2025", "en")
    assert "no corridors with data" in told["insights"][0]
    assert f"{said}United States." in told["insights"][-1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("migrant_stock", ""),
        ("foreign_residents&source=sermig_2022", "Chile, the only one of the nine"),
        ("foreign_residents&source=sermig_2022&direction=out", "The 7 of the nine"),
        ("returned_refugees&direction=all", "The 8 of the nine"),
    ],
)
def test_all_countries_at_once_are_as_many_as_the_source_has(store, asked, said):
    areas = page.told(store, f"indicator={asked}", "en")["controls"]["areas"]
    assert areas["all"].startswith(said)
    assert bool(areas["all"]) == bool(said)


def test_a_line_that_is_alone_of_its_kind_in_a_mirror_is_said_to_be(store):
    asked = "show=mirror&ref_area=COL&counterpart_area=VEN"
    told = page.told(store, asked, "en")
    at = [stop["id"] for stop in told["stops"]].index("2025")
    names = [line["id"] for line in told["mirror"]["lines"]]
    gaps = dict(zip(names, told["mirror"]["gaps"][at], strict=True))
    assert gaps["displaced_population.unhcr"] == "no second source of this kind in 2025"


@pytest.mark.parametrize(
    ("lang", "ratio", "said"),
    [
        ("es", 0.000089, "menos de una milésima"),
        ("en", 0.000089, "less than a thousandth"),
        ("en", 0.0042, "× 0.0042"),
        ("en", 1.5, "× 1.50"),
        ("en", 0.0, "× 0.00"),
        ("en", None, ""),
    ],
)
def test_a_ratio_that_is_next_to_nothing_is_said_in_words(store, lang, ratio, said):
    found = mirror.answer(store, ASKED)
    teller = MirrorTeller(found, store.catalogue, store.codes, store.words, lang)
    assert teller.ratio(mirror.Gap(-1.0, ratio)) == said


def test_a_figure_that_lacks_something_is_marked_in_a_mirror_and_measured_from_none(store):
    asked = "show=mirror&sex=F&ref_area=GUY&counterpart_area=VEN"
    told = page.told(store, asked, "en")
    at = [stop["id"] for stop in told["stops"]].index("2024")
    (place,) = (
        number
        for number, line in enumerate(told["mirror"]["lines"])
        if line["id"] == "displaced_population.unhcr"
    )
    assert "Sex is known for only a part" in told["mirror"]["lines"][place]["n"][at]
    assert told["mirror"]["gaps"][at][place] == "not computed: one of the two figures lacks a part"
    assert "5*" in told["insights"][at]
    assert "The difference is not computed" in told["insights"][at]
    cards = told["numbers"][told["held"].index(at)]
    assert all(value.split(" – ")[0] != "5" for _, value, _ in cards)


def test_both_ends_of_a_range_are_written_alike(store):
    told = page.told(store, "show=mirror&ref_area=CHL&counterpart_area=PER", "en")
    at = [stop["id"] for stop in told["stops"]].index("2015")
    spans = [value for _, value, _ in told["numbers"][told["held"].index(at)] if " – " in value]
    assert [span.split(" – ")[0] for span in spans] == ["123"]
    assert all(len(span.split(" – ")[1]) == len("173,000") for span in spans)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("indicator=displaced_population&counterpart_area=VEN&time_period=2025", "of what was"),
        ("indicator=darien_transits&time_period=2023", "of the total"),
        ("indicator=migrant_stock&time_period=2024", "of persons"),
    ],
)
def test_a_share_says_what_it_is_of(store, asked, said):
    told = page.told(store, asked, "en")
    now = at(told, asked[-4:])
    part = told["steps"][0]["part"][told["held"].index(now)]
    assert part.startswith("100%")
    assert said in part
    assert said == "of what was" or said in told["insights"][now]

"""The flows: an address and an answer are the same thing said twice, and both are small."""

import json
from dataclasses import replace

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import flows as page
from callbacks.address import flows as address
from callbacks.address.reader import Name
from data import flows
from data.store import Store
from data.view import Chart, Ladder, Mode
from tests.examples import tried

MOST = 60_000  # bytes over the wire
SHOWN = [show for show in Chart if show is not Chart.MIRROR]


@st.composite
def queries(draw, store):
    """Any question that the tables allow."""
    indicator = draw(st.sampled_from(flows.offered(store)))
    codes = store.shelf.entries[indicator]["codes"]
    source = draw(st.sampled_from(flows.sources_of(store, indicator)))
    asked = {
        "indicator": indicator,
        "source": source,
        "direction": draw(st.sampled_from(flows.directions_of(store, indicator, source))).value,
        "show": draw(st.sampled_from(SHOWN)).value,
        "sex": draw(st.sampled_from([c for c in codes["sex"] if c in ("_T", "F", "M")])),
    }
    for name in ("ref_area", "counterpart_area"):
        known = address.ends(codes[name], store)
        chosen = draw(st.sets(st.sampled_from(known), max_size=3))
        if chosen:
            asked[name] = ",".join(chosen)
    return "&".join(f"{name}={code}" for name, code in asked.items())


@tried(20)
@given(data=st.data())
def test_any_view_of_corridors_reads_back_from_its_address(store, data):
    found, ignored = address.read(data.draw(queries(store)), store)
    assert ignored == ()
    view = found.view.but(
        time_period=data.draw(st.sampled_from(found.options.stops)),
        threshold=data.draw(st.sampled_from(found.options.steps)),
        pin=data.draw(st.sampled_from([None, *found.options.ends])),
        table=data.draw(st.booleans()),
        ladder=data.draw(st.sampled_from(list(Ladder))),
        sort=data.draw(st.sampled_from(["", "name", "name.desc", "COL", "COL.asc", "total.asc"])),
        mode=data.draw(st.sampled_from(list(Mode))),
    )
    query = address.write(replace(found, view=view), store)
    again, ignored = address.read(query, store)
    assert ignored == ()
    assert again.view == view


@tried(20)
@given(
    query=st.one_of(
        st.text(max_size=60),
        st.lists(st.tuples(st.sampled_from(list(Name)), st.text(max_size=8))).map(
            lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
        ),
    )
)
def test_any_text_is_a_view_of_corridors_that_can_be_answered(store, query):
    found, _ = address.read(query, store)
    assert found.view.time_period in found.options.stops
    assert address.read(address.write(found, store), store)[0].view == found.view


def questions() -> list[str]:
    store = Store.open()
    asked = [
        f"indicator={name}&source={source}&direction={direction}&show={show}"
        for name in flows.offered(store)
        for source in flows.sources_of(store, name)
        for direction in flows.directions_of(store, name, source)
        for show in SHOWN
    ]
    mirrors = ["show=mirror", "show=mirror&ref_area=GUY&counterpart_area=URY"]
    return [*asked, *mirrors, "show=mirror&ref_area=CHL&counterpart_area=PER"]


@pytest.mark.parametrize("question", questions())
def test_every_question_about_corridors_has_a_small_answer_in_words(store, question):
    told = page.told(store, question, "es")
    sent = brotli.compress(json.dumps(told, ensure_ascii=False).encode(), quality=5)
    assert len(sent) < MOST
    assert all(told["insights"])
    assert told["notices"] == []


def test_an_empty_question_says_so_and_opens(store):
    told = page.told(
        store, "indicator=displaced_population&ref_area=GUY&counterpart_area=URY", "es"
    )
    assert told["stops"]
    assert told["links"] == []
    assert told["insights"][0]


def test_stages_of_a_route_are_not_added_to_each_other(store):
    told = page.told(store, "indicator=darien_transits", "en")
    assert told["refused"] == ""
    assert told["numbers"]


def test_what_cannot_be_followed_is_said(store):
    told = page.told(store, "direction=up&threshold=3&show=map&age=Y0T4", "en")
    assert len(told["notices"]) == 3


def test_who_arrives_in_one_country_and_who_leaves_are_told_apart(store):
    told = page.told(store, "show=sankey&ref_area=CHL&indicator=migrant_stock", "es")
    labels = [label for label, *_ in told["numbers"][-1]]
    assert labels == ["Llegan a Chile", "Salen de Chile"]
    assert {link[0] for link in told["links"]} & {"CHL"}
    assert {link[1] for link in told["links"]} & {"CHL"}


def at(told, period):
    return next(place for place, each in enumerate(told["stops"]) if each["id"] == period)


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix"])
def test_one_sex_of_those_whose_sex_is_mostly_unknown_is_no_whole(store, show):
    told = page.told(store, f"sex=F&counterpart_area=VEN&show={show}", "en")
    said = told["insights"][at(told, "2018")]
    assert "%" not in said
    assert "No figures by sex: Paraguay, Guyana, and Chile." in said
    held = told["held"].index(at(told, "2018"))
    assert {ends[1] for *ends, _, _, notes in told["links"] if held in notes} >= {"COL", "PER"}
    assert any("sex" in note for note in told["notes"])
    assert held in told["totals"]["whole"]["p"]
    assert told["steps"][0]["part"][held] == ""
    assert "partial sum" in told["numbers"][held][0][2]


def test_a_split_that_is_doubtful_is_marked(store):
    told = page.told(store, "sex=M&ref_area=GUY&time_period=2025", "en")
    (link,) = (each for each in told["links"] if each[0] == "VEN")
    held = told["held"].index(at(told, "2025"))
    assert told["notes"][link[4][held]]
    assert "%" not in told["insights"][at(told, "2025")]


def test_all_persons_of_a_partial_sum_have_parts_of_what_was_reported(store):
    told = page.told(store, "counterpart_area=VEN", "en")
    assert told["notes"] == ["Partial sum: at least one of its parts is missing"]
    assert told["insights"][at(told, "2025")].startswith("Of what was reported, Venezuela")
    assert "%" in told["steps"][0]["part"][-1]


def test_the_largest_of_another_origin_is_of_none_just_named(store):
    told = page.told(store, "indicator=migrant_stock&direction=all&show=chord", "en")
    said = told["insights"][at(told, "1990")]
    first, _, other = said.partition("Largest of another origin: ")
    assert other.split("\u00a0→")[0] not in first


def test_groups_say_who_is_in_them(store):
    told = page.told(store, "show=chord&indicator=migrant_stock", "es")
    groups = {code: node for code, node in told["nodes"].items() if code.startswith("G_")}
    assert "G_EUROPE" in groups
    assert "España" in groups["G_EUROPE"]["members"]
    assert all(node["members"] for node in groups.values())


def test_a_mirror_says_why_reporters_are_never_averaged(store):
    told = page.told(store, "show=mirror&ref_area=ECU&counterpart_area=COL", "es")
    at = [stop["id"] for stop in told["stops"]].index("2024")
    assert "No se promedian" in told["insights"][at]
    assert {line["source"] for line in told["mirror"]["lines"]} >= {"undesa_2024", "unhcr"}
    assert any(any(fact["differs"]) for fact in told["mirror"]["facts"])


def test_a_lonely_reporter_is_said(store):
    told = page.told(store, "show=mirror&ref_area=GUY&counterpart_area=URY", "es")
    assert "Ninguna segunda fuente" in told["insights"][-1]


def test_a_mirror_keeps_what_other_views_are_asked_next(store):
    query = "show=mirror&ref_area=PER&counterpart_area=VEN&threshold=5000&pin=VEN-PER"
    told = page.told(store, query, "en")
    assert told["notices"] == []
    assert told["view"]["threshold"] == "5000"
    assert told["view"]["pin"] == "VEN-PER"
    assert page.told(store, "show=mirror&threshold=many&pin=XYZ", "en")["notices"]


def test_a_group_of_countries_is_held_in_focus(store):
    assert page.told(store, "show=map&pin=G_EUROPE", "en")["view"]["pin"] == "G_EUROPE"
    pair = page.told(store, "show=chord&pin=G_EUROPE-CHL&indicator=migrant_stock", "en")
    assert pair["view"]["pin"] == "G_EUROPE-CHL"


def test_a_matrix_is_told_what_is_always_zero_apart_from_what_has_no_data(store):
    asked = "indicator=asylum_seekers&source=unhcr"
    links = page.told(store, f"{asked}&show=matrix", "es")["links"]
    assert any(
        max((v for v in values if v is not None), default=1) == 0 for _, _, values, *_ in links
    )
    assert len(page.told(store, f"{asked}&show=map", "es")["links"]) < len(links)


def test_a_register_of_one_country_is_not_said_to_be_of_the_nine(store):
    asked = "indicator=foreign_residents&source="
    told = page.told(store, f"{asked}sermig_2022", "es")["controls"]["areas"]
    assert told["says"] == "Chile"
    assert told["value"] == ["CHL"]
    assert (
        page.told(store, f"{asked}renaper_2023", "es")["controls"]["areas"]["says"] == "Argentina"
    )
    nine = page.told(store, "indicator=migrant_stock", "es")["controls"]["areas"]
    assert len(nine["value"]) == 9
    assert "nueve" in nine["says"]


def titled(store, asked):
    """Give the part of the title that names both ends, and the corridors that it is of."""
    told = page.told(store, asked, "en")
    controls = told["controls"]
    options = dict(option[:2] for option in controls["direction"]["options"])
    parts = [options[controls["direction"]["value"]]]
    if not controls["areas"]["idle"]:
        parts.append(controls["areas"]["says"])
    if not controls["other"]["idle"]:
        words = dict(option[:2] for option in controls["other"]["options"])
        parts.append(words[controls["other"]["value"]])
    return ", ".join(parts), told


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "foreign_residents&source=sermig_2022&direction=out",
            "from, 7 of the nine countries, Chile",
        ),
        ("foreign_residents&source=sermig_2022&direction=within", "within the nine, to, Chile"),
        (
            "foreign_residents&source=chl_datamigra_2026&direction=out",
            "from, Bolivia, Colombia, and Peru, Chile",
        ),
        ("returned_refugees&direction=all", "to and from, 8 of the nine countries"),
        ("returned_refugees&direction=within", "within the nine, to, 8 of the nine countries"),
        ("darien_transits&direction=out", "from, the nine countries, Panama"),
        (
            "us_southwest_encounters&direction=out",
            "from, Colombia, Ecuador, and Peru, United States",
        ),
        ("venezuelans_registered", "in, Colombia, Venezuela"),
        ("migrant_stock&direction=out&counterpart_area=GUY", "from, Guyana, all"),
        ("migrant_stock&direction=all&ref_area=PER", "in and from, Peru"),
        ("migrant_stock&direction=all&counterpart_area=PER", "in and from, Peru"),
        (
            "migrant_stock&direction=within&counterpart_area=PER",
            "within the nine, to, the nine countries, Peru",
        ),
        ("migrant_stock&direction=within", "among the nine countries"),
        ("migrant_stock&direction=all", "in and from, the nine countries"),
        (
            "displaced_population&direction=out&counterpart_area=_U",
            "of, unknown or other origin, all",
        ),
        ("displaced_population&direction=out&counterpart_area=_X", "of, stateless persons, all"),
        ("migrant_stock&counterpart_area=BOL,COL&ref_area=CHL", "in, Chile, Bolivia and Colombia"),
    ],
)
def test_a_title_names_whom_the_source_has(store, asked, said):
    title, told = titled(store, f"indicator={asked}")
    assert title == said
    assert told["notices"] == []
    assert told["links"]


def test_a_title_names_the_sex_that_has_no_data(store):
    told = page.told(store, "indicator=darien_transits&sex=F", "en")
    chosen = told["controls"]["sex"]
    assert chosen["value"] == "F"
    assert dict(option[:2] for option in chosen["options"])["F"] == "women"


def test_both_directions_of_a_country_are_both_in_the_answer(store):
    told = page.told(store, "indicator=migrant_stock&direction=all&ref_area=PER", "en")
    assert {link[0] for link in told["links"]} > {"PER"}
    assert {link[1] for link in told["links"]} > {"PER"}
    assert all("PER" in link[:2] for link in told["links"])


@pytest.mark.parametrize("direction", ["all", "within"])
def test_a_register_of_passage_has_no_corridors_within_the_nine(store, direction):
    told = page.told(store, f"indicator=darien_transits&direction={direction}", "en")
    assert len(told["notices"]) == 1
    offered = [option[0] for option in told["controls"]["direction"]["options"]]
    assert offered == ["in", "out"]
    assert told["controls"]["direction"]["value"] == "in"


@pytest.mark.parametrize("show", ["map", "sankey", "chord", "matrix"])
def test_a_break_in_the_series_of_a_corridor_is_said(store, show):
    told = page.told(store, f"indicator=displaced_population&show={show}", "en")
    at = {stop["id"]: place for place, stop in enumerate(told["stops"])}
    said = told["insights"][at["2018"]]
    assert "Break in the series" in said
    assert "Venezuela\u00a0→\u00a0Colombia" in said.split("Break in the series")[1]
    assert "Break in the series" not in told["insights"][at["2019"]]


def mirrored(store, pair, year):
    """Give the sentence, and by indicator and source the gap, of a corridor's mirror in a year."""
    told = page.told(store, f"show=mirror&{pair}", "en")
    at = [stop["id"] for stop in told["stops"]].index(year)
    names = [line["id"] for line in told["mirror"]["lines"]]
    gaps = dict(zip(names, told["mirror"]["gaps"][at], strict=True))
    return told["insights"][at], gaps


def test_sentence_and_table_of_a_mirror_measure_from_the_same_line(store):
    said, gaps = mirrored(store, "ref_area=ARG&counterpart_area=PER", "2023")
    assert gaps["migrant_stock.undesa_2024"] == ""
    assert gaps["displaced_population.unhcr"] == "reference"
    difference = gaps["foreign_residents.renaper_2023"].split(" (")[0]
    assert any(letter.isdigit() for letter in difference)
    assert f"a difference of {difference} (" in said
    assert gaps["asylum_applications.unhcr"] == "not compared: another kind of figure"


def test_one_record_in_two_sources_is_not_two_witnesses(store):
    said, gaps = mirrored(store, "ref_area=COL&counterpart_area=VEN", "2023")
    assert "2,875,743, the same figure" in said
    assert "not two witnesses" in said
    assert gaps["displaced_population.unhcr"] == "reference"
    assert "not a second witness" in gaps["venezuelans_registered.col_migration_2023"]


def test_a_mirror_has_two_ends_whatever_was_asked_before_it(store):
    told = page.told(
        store,
        "show=mirror&direction=all&ref_area=PER&counterpart_area=PER&indicator=migrant_stock",
        "en",
    )
    assert (told["mirror"]["origin"], told["mirror"]["destination"]) == ("VEN", "PER")
    told = page.told(store, "show=mirror&direction=all&ref_area=ARG&counterpart_area=BOL", "en")
    assert (told["mirror"]["origin"], told["mirror"]["destination"]) == ("BOL", "ARG")
    assert told["query"]["ref_area"] == "ARG"


def test_the_latest_common_year_of_a_mirror_is_never_a_later_one(store):
    told = page.told(store, "show=mirror&ref_area=PER&counterpart_area=VEN", "en")
    at = {stop["id"]: place for place, stop in enumerate(told["stops"])}
    common = told["mirror"]["common"]
    assert common[at["2025"]] == at["2024"]
    assert common[at["2019"]] == at["2015"]
    assert all(found is None or found <= place for place, found in enumerate(common))
    for found in {found for found in common if found is not None}:
        told_now = [line for line in told["mirror"]["lines"] if line["v"][found] is not None]
        assert len([line for line in told_now if line["kind"] == "stock"]) > 1
    alone = page.told(store, "show=mirror&ref_area=GUY&counterpart_area=URY", "en")
    assert set(alone["mirror"]["common"]) == {None}


def test_a_period_that_is_not_there_is_said_as_the_page_says_periods(store):
    told = page.told(store, "indicator=migration_flow_estimate&time_period=2020", "en")
    (notice,) = told["notices"]
    assert "2015-20" in notice
    assert "P5Y" not in notice

"""Places over the wire: addresses, boundaries, units in the interface for programs."""

import csv
import io

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import places
from callbacks.address import places as address
from callbacks.address.reader import Name
from callbacks.panorama import told
from callbacks.serving import geometry_url
from data.view import Mode
from tests.examples import tried

OBSERVATIONS = "/api/v1/observations"
ASKED = "indicator=displaced_population&counterpart_area=W&sex=_T&age=_T&time_period=2025"
WIRE = 350_000  # bytes, of all units of thirteen countries
OFFERED = ("INDICATOR", "SOURCE", "COUNTERPART_AREA", "SEX", "AGE")


@st.composite
def views(draw, store):
    """Any view that the tables allow: each choice among what the ones before it leave."""
    query = f"ref_area={draw(st.sampled_from(store.codes.focus))}"
    for name in (Name[each] for each in OFFERED):
        options = address.read(query, store).options[name.value]
        query += f"&{name.value}={draw(st.sampled_from(options))}"
    opened = address.read(query, store)
    assert opened.ignored == ()
    moment = {
        "time_period": draw(st.sampled_from(opened.answer.stops)),
        "pin": draw(st.sampled_from(("", *opened.answer.units))),
        "show": draw(st.sampled_from(address.SHOWS)).value,
        "mode": draw(st.sampled_from(list(Mode))).value,
    }
    return address.read(query + "".join(f"&{k}={v}" for k, v in moment.items()), store).view


@tried(25)
@given(data=st.data())
def test_any_view_reads_back_from_its_address(store, data):
    view = data.draw(views(store))
    again = address.read(address.write(view), store)
    assert again.view == view
    assert again.ignored == ()


@tried(40)
@given(
    query=st.lists(st.tuples(st.sampled_from(list(Name)), st.text(max_size=10))).map(
        lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
    )
)
def test_any_text_is_a_view_that_can_be_answered(store, query):
    opened = address.read(query, store)
    assert opened.view.time_period in opened.answer.stops
    assert address.read(address.write(opened.view), store).view == opened.view


def test_the_code_of_a_unit_opens_its_country_with_the_unit_held(store):
    opened = address.read("ref_area=CL-RM", store)
    assert (opened.view.ref_area, opened.view.pin) == ("CHL", "CL-RM")
    assert opened.ignored == ()
    assert address.read("ref_area=COL-_U", store).view.pin is None


def test_what_the_country_has_not_is_ignored_with_a_notice(store):
    opened = address.read("ref_area=PER&indicator=idps&pin=CO-DC&color=red", store)
    assert opened.view.indicator == "displaced_population"
    assert {each.name for each in opened.ignored} == {"indicator", "pin", "color"}


@pytest.mark.parametrize(("unit", "country"), [("CL-RM", "CHL"), ("CO-DC", "COL")])
def test_a_unit_is_an_area_like_any_other(client, unit, country):
    found = client.get(f"{OBSERVATIONS}?{ASKED}&ref_area={unit}").json()
    assert found["total"] == 1
    (row,) = found["observations"]
    whole = client.get(f"{OBSERVATIONS}?{ASKED}&ref_area={country}").json()["observations"][0]
    assert 0 < row["obs_value"] < whole["obs_value"]
    text = client.get(f"{OBSERVATIONS}?{ASKED}&ref_area={unit}&format=csv").text
    (line,) = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert line["ref_area"] == unit
    assert float(line["obs_value"]) == row["obs_value"]


def test_units_have_parent_level_names_and_national_code(client):
    areas = {each["id"]: each for each in client.get("/api/v1/areas?lang=es").json()["areas"]}
    capital = areas["CO-DC"]
    assert (capital["parent"], capital["level"], capital["national"]) == ("COL", "unit", "11")
    assert capital["short_name"] == "Bogotá"
    assert (areas["COL-_U"]["parent"], areas["COL-_U"]["level"]) == ("COL", "unit")


def test_a_country_that_is_asked_for_comes_without_its_units(client):
    found = client.get(f"{OBSERVATIONS}?{ASKED}&ref_area=COL").json()["observations"]
    assert [row["ref_area"] for row in found] == ["COL"]
    cube = client.get(f"{OBSERVATIONS}?{ASKED}&ref_area=COL,CO-DC").json()["observations"]
    assert [row["ref_area"] for row in cube] == ["CO-DC", "COL"]


def test_units_and_what_is_in_none_may_be_added_and_with_their_country_not(client, store):
    query = "/api/v1/total?indicator=displaced_population&counterpart_area=VEN&time_period=2025"
    units = ",".join(store.codes.units["COL"])
    added = client.get(f"{query}&over=ref_area&ref_area={units}")
    assert added.json()["obs_value"] == 2828195
    refused = client.get(f"{query}&over=ref_area&ref_area=COL,CO-DC")
    assert refused.status_code == 422
    assert "Un total no se suma con sus partes" in refused.json()["reason"]


def test_the_views_of_countries_have_no_units_among_them(store):
    cube = told(store, "indicator=displaced_population", "es")
    assert [area["id"] for area in cube["areas"]] == list(store.codes.focus)
    for control in cube["controls"].values():
        assert not [code for code, _ in control.get("options", []) if "-_U" in str(code)]
    assert "Colombia" in cube["zoom"]["COL"]["says"]
    assert not told(store, "indicator=migrant_stock", "es")["zoom"]["COL"]["same"]


def test_boundaries_of_units_travel_alone_small_and_are_kept_for_ever(client, store):
    whole = 0
    for file in store.ground.units.values():
        sent = client.get(geometry_url(file), headers={"accept-encoding": "br"})
        assert sent.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert sent.headers["content-type"].startswith("application/geo+json")
        assert sent.content == file.read_bytes()
        whole += int(sent.headers["content-length"])
    assert len(store.ground.units) == 13
    assert whole < WIRE
    assert sum(len(brotli.compress(f.read_bytes())) for f in store.ground.units.values()) < WIRE


def test_boundaries_under_another_fingerprint_are_not_found(client):
    assert client.get("/geo/00000000/COL.json").status_code == 404


def test_unknown_ages_are_not_asked_for_by_place(store):
    opened = address.read("?ref_area=ARG&counterpart_area=VEN&age=_U", store)
    assert opened.view.age == "_T"
    assert "_U" not in opened.options["age"]
    assert [each.given for each in opened.ignored] == ["_U"]


def test_what_is_located_is_named_and_what_is_withheld_is_said(store):
    opened = address.read("?ref_area=COL&indicator=permits_ppt", store)
    told = places.tell(store, opened, "en")
    assert told["located"][-1]["says"].startswith("100% of permits (2,214,501)")
    assert "it is left out: Atlántico." in told["insights"][-1]
    assert "Without any place" not in told["insights"][-1]


def test_a_year_that_was_not_published_has_no_places_to_tell_of(store):
    opened = address.read("?ref_area=ECU&indicator=border_entries&time_period=2021", store)
    told = places.tell(store, opened, "es")
    at = [stop["id"] for stop in told["stops"]].index("2021")
    assert told["located"][at]["says"] == "2021: la fuente no tiene datos"
    assert told["insights"][at] == ""
    assert [stop["has"] for stop in told["stops"]] == [True] * 2 + [False] * 3 + [True] * 3

"""Incidents over REST: the points that deaths add up to, filtered, and refused with reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import answers
from data.incidents import FILTERS
from tests.examples import tried

INCIDENTS = "/api/v1/incidents"


def told(client, query=""):
    answer = client.get(f"{INCIDENTS}?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def total(client, query):
    asked = f"/api/v1/observations?indicator=migrant_deaths&counterpart_area=W&{query}"
    (row,) = client.get(asked).json()["observations"]
    return row["obs_value"]


def test_all_incidents_are_given_page_by_page(client, store):
    first = told(client, "limit=2")
    assert first["total"] == store.shelf.manifest["incidents"]["rows"] == len(store.incidents())
    again = told(client, "limit=1&offset=1")
    assert again["incidents"] == first["incidents"][1:]
    answers.Incidents.model_validate(first, strict=True)


@pytest.mark.parametrize(
    ("filters", "observed"),
    [
        ("ref_area=COL&time_period=2024", "ref_area=COL&time_period=2024&breakdown=_T"),
        ("ref_area=CHL&time_period=2023", "ref_area=CHL&time_period=2023&breakdown=_T"),
        (
            "ref_area=W&time_period=2023-06&cause=cause.drowning",
            "ref_area=W&time_period=2023-06&breakdown=cause.drowning",
        ),
        (
            "time_period=2022&route=route.south_american_route",
            "ref_area=W&time_period=2022&breakdown=route.south_american_route",
        ),
    ],
)
def test_incidents_add_up_to_what_the_indicator_has(client, filters, observed):
    found = told(client, f"{filters}&limit=10000")
    assert found["total"] == len(found["incidents"]) > 0
    assert sum(each["obs_value"] for each in found["incidents"]) == total(client, observed)


def test_a_cause_needs_no_dimension_and_a_group_stands_for_its_countries(client):
    assert told(client, "cause=drowning") == told(client, "cause=cause.drowning")
    nine = "ARG,BOL,COL,ECU,PRY,PER,GUY,CHL,URY"
    assert told(client, "ref_area=G_NINE") == told(client, f"ref_area={nine}")
    assert told(client, "time_period=2024-Q1")["total"] == sum(
        told(client, f"time_period=2024-0{month}")["total"] for month in (1, 2, 3)
    )


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("ref_area=XYZ", "ref_area"),
        ("cause=old_age", "cause"),
        ("cause=route.undefined", "cause"),
        ("route=north", "route"),
        ("time_period=20245", "time_period"),
        ("limit=10001", "limit"),
        ("offset=x", "offset"),
        ("colour=red", "colour"),
        ("cause=violence&cause=drowning", "cause"),
        ("lang=xx", "lang"),
        ("indicator=migrant_deaths", "indicator"),
    ],
)
def test_a_wrong_request_is_refused_with_what_is_allowed(client, query, name):
    answer = client.get(f"{INCIDENTS}?{query}")
    assert answer.status_code == 422
    (fault,) = answer.json()["detail"]
    assert fault["loc"] == ["query", name]
    assert fault["allowed"] or "&" in query
    answers.Refusal.model_validate(answer.json(), strict=True)


@tried(30)
@given(
    st.lists(
        st.tuples(st.sampled_from([*FILTERS, "limit", "offset", "x"]), st.text(max_size=9)),
        max_size=3,
    )
)
def test_no_query_breaks_the_server(client, pairs):
    answer = client.get(INCIDENTS, params=pairs)
    assert answer.status_code in (200, 422)
    assert answer.json()


def test_the_document_describes_the_filters(client):
    asked = client.get("/openapi.json").json()["paths"][INCIDENTS]["get"]
    names = {each["name"] for each in asked["parameters"]}
    assert names == {*FILTERS, "limit", "offset", "lang"}
    assert all(each["description"] for each in asked["parameters"])

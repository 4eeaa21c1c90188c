"""REST keeps its contract: codes, order, missing values, refusals."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks import answers
from callbacks.api import FILTERS
from data.codes import DESCRIBED
from data.schema import COLUMNS, KEY
from tests.examples import tried

OBSERVATIONS = "/api/v1/observations"
# Published by UN DESA, International Migrant Stock 2024, and UNHCR, Refugee Data Finder.
PUBLISHED = [
    ("indicator=migrant_stock&ref_area=W&counterpart_area=W&sex=_T&time_period=2024", 304_021_813),
    ("indicator=migrant_stock&ref_area=ARG&counterpart_area=W&sex=_T&time_period=2024", 1_958_039),
    ("indicator=migrant_stock&ref_area=URY&counterpart_area=W&sex=_T&time_period=2024", 160_064),
    (
        "indicator=migrant_stock&ref_area=CHL&counterpart_area=W&sex=_T&time_period=2020&source=undesa_2020",
        1_645_015,
    ),
    (
        "indicator=displaced_population&ref_area=COL&counterpart_area=VEN&time_period=2025&sex=_T&age=_T",
        2_828_195,
    ),
    (
        "indicator=displaced_population&ref_area=PER&counterpart_area=VEN&time_period=2025&sex=_T&age=_T",
        1_641_305,
    ),
]


@pytest.mark.parametrize(("query", "value"), PUBLISHED)
def test_published_figures_come_out_to_the_unit(client, query, value):
    told = client.get(f"{OBSERVATIONS}?{query}").json()
    assert [row["obs_value"] for row in told["observations"]] == [value]
    assert isinstance(told["observations"][0]["obs_value"], int)


def test_the_tables_version_is_told_when_ready(client, store):
    told = client.get("/healthz")
    assert told.status_code == 200
    assert told.json() == {"status": "ok", "data_version": store.data_version}


def test_every_indicator_is_listed_with_its_facts(client, store):
    listed = client.get("/api/v1/indicators?lang=en").json()["indicators"]
    assert [each["id"] for each in listed] == list(store.catalogue.indicators)
    assert {"id", "name", "unit_measure", "kind", "sources"} <= listed[0].keys()


def test_every_area_is_listed_with_its_place(client):
    listed = {each["id"]: each for each in client.get("/api/v1/areas").json()["areas"]}
    assert listed["BOL"]["name"] == "Bolivia (Estado Plurinacional de)"
    assert listed["BOL"]["parent"] == "W"
    assert sum(each["focus"] for each in listed.values()) == 9


def test_rows_come_in_key_order_with_every_column(client):
    told = client.get(f"{OBSERVATIONS}?indicator=refugees,idps&ref_area=PER,COL&limit=500").json()
    keys = [tuple(row[column] for column in KEY) for row in told["observations"]]
    assert keys == sorted(keys)
    assert list(told["observations"][0]) == list(COLUMNS)


def test_a_missing_value_is_null_with_its_status(client):
    query = "indicator=other_protection&ref_area=PRY&counterpart_area=VEN&time_period=2023"
    (row,) = client.get(f"{OBSERVATIONS}?{query}").json()["observations"]
    assert row["obs_value"] is None
    assert row["obs_status"] == "M"


def test_a_sum_that_lacks_a_part_is_a_break_and_says_so(client):
    asked = "indicator=displaced_population&ref_area=PRY&counterpart_area=VEN&time_period=2023"
    query = f"{asked}&sex=_T&age=_T"
    (row,) = client.get(f"{OBSERVATIONS}?{query}").json()["observations"]
    assert row["obs_status"] == "B"
    assert "partial_sum" in row["flags"]


def test_pages_join_to_the_whole(client):
    query = f"{OBSERVATIONS}?indicator=idps&ref_area=COL"
    whole = client.get(f"{query}&limit=10000").json()
    pages = [
        client.get(f"{query}&limit=7&offset={start}").json()
        for start in range(0, whole["total"], 7)
    ]
    assert [row for page in pages for row in page["observations"]] == whole["observations"]


def test_csv_has_the_same_rows(client):
    query = f"{OBSERVATIONS}?indicator=displaced_population&ref_area=PRY&counterpart_area=VEN"
    rows = list(csv.DictReader(io.StringIO(client.get(f"{query}&format=csv").text)))
    told = client.get(query).json()["observations"]
    assert [row["obs_value"] for row in rows] == [str(each["obs_value"]) for each in told]
    assert [row["flags"].split() for row in rows] == [each["flags"] for each in told]


def test_valid_codes_without_rows_are_an_empty_answer(client):
    told = client.get(f"{OBSERVATIONS}?indicator=idps&counterpart_area=VEN&time_period=1800")
    assert told.status_code == 200
    assert told.json()["total"] == 0
    assert told.json()["limit"] == 1000


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("indicator=nothing", "indicator"),
        ("ref_area=PER,XYZ", "ref_area"),
        ("counterpart_area=per", "counterpart_area"),
        ("sex=female", "sex"),
        ("age=old", "age"),
        ("breakdown=all", "breakdown"),
        ("time_period=20245", "time_period"),
        ("source=who", "source"),
        ("format=xml", "format"),
        ("limit=10001", "limit"),
        ("limit=-1", "limit"),
        ("offset=x", "offset"),
        ("sex=F&sex=M", "sex"),
        ("colour=red", "colour"),
        ("lang=xx", "lang"),
        ("indicator=", "indicator"),
    ],
)
def test_a_wrong_request_is_refused_with_what_is_allowed(client, query, name):
    told = client.get(f"{OBSERVATIONS}?{query}")
    assert told.status_code == 422
    (fault,) = told.json()["detail"]
    assert fault["loc"] == ["query", name]
    assert fault["allowed"] or "&" in query
    assert name in fault["msg"]


def test_lists_refuse_what_they_do_not_know(client):
    assert client.get("/api/v1/areas?level=1").status_code == 422
    assert client.get("/api/v1/indicators?lang=es&lang=en").status_code == 422


@tried(60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*FILTERS, "limit", "offset", "format", "x"]), st.text(max_size=12)
        ),
        max_size=4,
    )
)
def test_no_query_breaks_the_server(client, pairs):
    told = client.get(OBSERVATIONS, params=pairs)
    assert told.status_code in (200, 422)
    assert told.json()


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/api/v1/indicators", answers.Indicators),
        ("/api/v1/areas?lang=en", answers.Areas),
        (f"{OBSERVATIONS}?indicator=displaced_population&ref_area=PRY", answers.Observations),
        (f"{OBSERVATIONS}?sex=female&x=1", answers.Refusal),
    ],
)
def test_answers_are_as_documented(client, path, model):
    model.model_validate_json(client.get(path).content, strict=True)


def test_the_document_describes_what_is_there_and_points_nowhere_else(client):
    told = client.get("/openapi.json").json()
    books = {path for path in told["paths"] if path.startswith("/countries/")}
    assert books == {f"/countries/{code}.xlsx" for code in DESCRIBED}
    assert set(told["paths"]) - books == {
        "/healthz",
        "/api/v1/total",
        "/api/v1/package",
        "/api/v1/incidents",
        "/api/v1/indicators",
        "/api/v1/areas",
        OBSERVATIONS,
    }
    observed = told["paths"][OBSERVATIONS]["get"]
    assert {each["name"] for each in observed["parameters"]} == {
        *FILTERS,
        "format",
        "limit",
        "offset",
        "lang",
    }
    named = set(re.findall(r'"#/components/schemas/(\w+)"', client.get("/openapi.json").text))
    assert {"Observations", "Indicators", "Areas", "Refusal"} <= named
    assert named <= set(told["components"]["schemas"])

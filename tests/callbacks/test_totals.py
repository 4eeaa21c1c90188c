"""A total is one figure, or a reason and a nearest figure that the same API gives."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STOCK = "indicator=migrant_stock&source=undesa_2024&time_period=2024"


def total(client, query):
    return client.get(f"/api/v1/total?{query}")


def observed(client, query):
    answer = client.get(f"/api/v1/observations?{query}").json()["observations"]
    return [row["obs_value"] for row in answer]


def test_disjoint_countries_of_one_stock_add(client):
    answer = total(client, f"{STOCK}&ref_area=COL,PER&over=ref_area")
    assert answer.status_code == 200
    # UN DESA 2024: Colombia 3,063,518 and Peru 1,837,219
    assert answer.json() == {
        "obs_value": 3_063_518 + 1_837_219,
        "obs_status": "E",
        "flags": ["refugees_added"],
        "missing": [],
    }


def test_a_dimension_left_out_takes_its_total(client):
    assert total(client, STOCK).json()["obs_value"] == 304_021_813


def test_an_indicator_without_other_end_takes_none(client):
    answer = total(client, "indicator=population&time_period=2024&ref_area=COL")
    assert (
        answer.json()["obs_value"]
        == observed(client, "indicator=population&time_period=2024&ref_area=COL&sex=_T")[0]
    )


def test_the_nine_as_a_group_are_the_nine_one_by_one(client):
    nine = "ARG,BOL,COL,ECU,PRY,PER,GUY,CHL,URY"
    one = total(client, f"{STOCK}&ref_area=G_NINE&over=ref_area").json()
    assert one == total(client, f"{STOCK}&ref_area={nine}&over=ref_area").json()


def test_all_origins_add_up_to_the_total(client):
    origins = total(client, f"{STOCK}&ref_area=ARG&over=counterpart_area").json()
    assert origins["obs_value"] == 1_958_039


def test_a_missing_part_is_named_and_makes_the_sum_partial(client):
    query = "indicator=other_protection&counterpart_area=VEN&time_period=2025&over=ref_area"
    answer = total(client, f"{query}&ref_area=COL,PRY").json()
    assert answer["flags"] == ["partial_sum"]
    assert answer["missing"] == [{"ref_area": "PRY"}]


def test_a_pair_without_a_row_is_missing(client):
    query = f"{STOCK}&ref_area=COL,PER&counterpart_area=KIR&over=ref_area"
    answer = total(client, query).json()
    assert answer["obs_value"] is None
    assert answer["obs_status"] == "M"
    assert [part["ref_area"] for part in answer["missing"]] == ["COL", "PER"]


def test_parts_of_one_whole_add_up_to_it(client):
    rest = "ref_area=COL&counterpart_area=VEN&time_period=2025"
    parts = "indicator=refugees,asylum_seekers,other_protection&over=indicator"
    # UNHCR, end 2025: 2,828,195 Venezuelans in Colombia
    assert total(client, f"{parts}&{rest}").json()["obs_value"] == 2_828_195


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("indicator=migrant_stock&time_period=2024", "undesa_2024, undesa_2020"),
        ("indicator=refugees&time_period=2023,2024&over=time_period&lang=en", "at one date"),
        ("indicator=refugees&time_period=2023,2024&over=time_period&lang=es", "en una fecha"),
    ],
)
def test_a_refusal_names_its_reason(client, query, said):
    answer = total(client, query)
    assert answer.status_code == 422
    assert said in answer.json()["reason"]


@pytest.mark.parametrize(
    "query", ["over=joy&time_period=2024", "indicator=joy", "limit=3", "indicator=refugees&sex=X"]
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(client, query):
    answer = total(client, query)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["allowed"] != []


def test_nearest_of_a_stock_over_time_is_its_last_year(client):
    query = "indicator=refugees&ref_area=COL&time_period=2023,2024&over=time_period"
    nearest = total(client, query).json()["nearest"]
    assert nearest == "/api/v1/total?indicator=refugees&ref_area=COL&time_period=2024"
    assert client.get(nearest).json()["obs_value"] is not None


def test_nearest_of_a_rate_over_areas_is_each_of_them(client):
    query = "indicator=displaced_per_1000&ref_area=COL,PER&time_period=2024&over=ref_area"
    nearest = client.get(total(client, query).json()["nearest"]).json()
    assert {row["ref_area"] for row in nearest["observations"]} == {"COL", "PER"}


AREAS = st.lists(st.sampled_from(["W", "ARG", "COL", "PER", "PRY", "G_NINE"]), max_size=3)
PERIODS = st.lists(st.sampled_from(["2015", "2019", "2020", "2024"]), max_size=3)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_request_gets_a_figure_or_a_reason_with_a_nearest_that_answers(client, data):
    names = [each["id"] for each in client.get("/api/v1/indicators").json()["indicators"]]
    asked = {
        "indicator": data.draw(st.lists(st.sampled_from(names), max_size=2)),
        "ref_area": data.draw(AREAS),
        "counterpart_area": data.draw(AREAS),
        "time_period": data.draw(PERIODS),
    }
    over = data.draw(st.lists(st.sampled_from([*asked, "source"]), unique=True, max_size=3))
    query = [f"{name}={','.join(codes)}" for name, codes in asked.items() if codes]
    answer = total(client, "&".join([*query, *([f"over={','.join(over)}"] if over else [])]))
    if answer.status_code == 422:
        told = answer.json()
        assert told.keys() == {"reason", "nearest"}
        assert told["reason"]
        assert client.get(told["nearest"]).status_code == 200
    else:
        assert answer.status_code == 200
        assert answer.json().keys() == {"obs_value", "obs_status", "flags", "missing"}

"""A total is one figure, or a reason and a nearest figure that the same API gives."""

import pytest

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


@pytest.mark.parametrize(
    ("query", "said", "nearest"),
    [
        (
            "indicator=population_age&ref_area=COL&time_period=2023",
            "no total of 'Age [age]'",
            "indicator=population_age&ref_area=COL&time_period=2023&age=",
        ),
        (
            "indicator=emigrant_stock&source=undesa_2024&time_period=2024",
            "only figures for each value (Argentina [ARG], Bolivia [BOL]",
            "indicator=emigrant_stock&time_period=2024&source=undesa_2024&over=ref_area",
        ),
        (
            "indicator=emigrant_stock&source=undesa_2024&time_period=2024&counterpart_area=KIR",
            "no total of",
            "counterpart_area=KIR&time_period=2024&source=undesa_2024&over=ref_area",
        ),
        (
            "indicator=gini&source=worldbank&time_period=2020",
            "no total of",
            "/api/v1/observations?indicator=gini",
        ),
    ],
)
def test_where_the_source_has_no_total_that_is_said(client, query, said, nearest):
    answer = total(client, f"{query}&lang=en")
    assert answer.status_code == 422
    assert said in answer.json()["reason"]
    assert nearest in answer.json()["nearest"]
    found = client.get(answer.json()["nearest"]).json()
    values = [row["obs_value"] for row in found.get("observations", [found])]
    assert values
    assert None not in values


def test_parts_of_one_whole_add_up_to_it(client):
    rest = "ref_area=COL&counterpart_area=VEN&time_period=2025"
    parts = "indicator=refugees,asylum_seekers,other_protection&over=indicator"
    # UNHCR, end 2025: 2,828,195 Venezuelans in Colombia
    assert total(client, f"{parts}&{rest}").json()["obs_value"] == 2_828_195


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("indicator=migrant_stock&time_period=2024", "[undesa_2024], DAES ONU 2020 [undesa_2020]"),
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


@pytest.mark.parametrize(
    ("areas", "period", "value", "flags"),
    [
        ("USA", "2025", None, ["other_level"]),
        ("ECU", "2009", None, ["kinds_together"]),
        ("ARG", "2008", None, ["counted_in_cases"]),
        ("MEX,USA", "2025", True, ["other_level", "partial_sum"]),
    ],
)
def test_a_total_says_why_a_part_of_it_is_missing(client, areas, period, value, flags):
    query = f"indicator=asylum_applications&ref_area={areas}&time_period={period}&over=ref_area"
    told = total(client, query).json()
    assert told["flags"] == flags
    assert (told["obs_value"] is not None) is bool(value)


def test_why_a_lone_figure_is_missing_is_said(client):
    answer = total(client, "indicator=permits_ppt&ref_area=CO-ATL&time_period=2023").json()
    assert answer["flags"] == ["withheld"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("indicator=refugees&time_period=2024&source=unhcr,unhcr&over=source", "more than once"),
        ("indicator=remittances_received&ref_area=COL&over=time_period", "prices"),
        ("indicator=migration_flow_estimate&ref_area=COL&over=time_period", "modelled by itself"),
        ("indicator=displaced_per_1000&ref_area=COL,PER&time_period=2024&over=ref_area", "origins"),
        ("over=indicator", "[displaced_population], Refugees [refugees]"),
        ("indicator=hdi,hdi&time_period=2022&over=indicator", "named more than once (Human"),
        (f"{STOCK}&ref_area=_Z,COL&over=ref_area", "no country or place (Not applicable [_Z])"),
        (f"{STOCK}&ref_area=_Z", "no country or place (Not applicable [_Z])"),
        ("indicator=migrant_stock&ref_area=COL&time_period=2024&source=unhcr", "[undesa_2024]"),
    ],
)
def test_a_reason_is_the_one_that_holds(client, query, said):
    assert said in total(client, f"{query}&lang=en").json()["reason"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("counterpart_area=W,VEN&over=counterpart_area", "Mundo [W], Venezuela [VEN]"),
        ("sex=F,M", "«Sexo [sex]» tiene varios valores (mujeres [F], hombres [M])"),
    ],
)
def test_a_refusal_says_codes_in_the_language_of_the_answer(client, query, said):
    answer = total(client, f"{STOCK}&ref_area=COL&{query}&lang=es")
    assert said in answer.json()["reason"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("remittances_received,remittances_paid", "money in opposite directions"),
        ("migrant_deaths,displaced_population", "live in a place or pass through it"),
        ("darien_transits,migrant_deaths", "live in a place or pass through it"),
        ("darien_transits,refugees", "to pass a place"),
        ("darien_transits,us_southwest_encounters", "Stages of one route"),
        ("population,remittances_received", "different units"),
        ("hdi,gii", "a base of its own"),
        ("refugees,idps", "same persons twice"),
    ],
)
def test_the_reason_for_two_indicators_is_true_of_what_they_count(client, names, said):
    query = f"indicator={names}&time_period=2024&over=indicator&lang=en"
    assert said in total(client, query).json()["reason"]

"""A total names what it lacks, and nothing that is no gap."""

import pytest

STOCK = "indicator=migrant_stock&source=undesa_2024&time_period=2024"


def total(client, query):
    return client.get(f"/api/v1/total?{query}")


@pytest.mark.parametrize(
    ("query", "lacking"),
    [
        ("indicator=idp_stock&source=idmc&time_period=2024", 1),  # no figure of Guyana at all
        ("indicator=idp_new_conflict&time_period=2022", 8),  # of Colombia only
    ],
)
@pytest.mark.parametrize("group", ["G_NINE", "ARG,BOL,COL,ECU,PRY,PER,GUY,CHL,URY"])
def test_a_group_names_the_focus_countries_that_it_lacks(client, query, lacking, group):
    told = total(client, f"{query}&over=ref_area&ref_area={group}").json()
    assert "partial_sum" in told["flags"]
    assert {"ref_area": "GUY"} in told["missing"]
    assert len(told["missing"]) == lacking


def test_a_larger_group_names_the_focus_countries_too(client):
    query = "indicator=idp_stock&source=idmc&time_period=2024&over=ref_area"
    told = total(client, f"{query}&ref_area=G_SOUTH_AMERICA").json()
    assert {"ref_area": "GUY"} in told["missing"]


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


def test_a_total_that_the_source_has_without_a_value_is_missing(client):
    answer = total(client, "indicator=resettlement&ref_area=ARG&time_period=2024")
    assert answer.status_code == 200
    assert [part["ref_area"] for part in answer.json()["missing"]] == ["ARG"]


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        (
            "indicator=displaced_population&counterpart_area=VEN&ref_area=G_NINE&time_period=2025"
            "&over=ref_area",
            [{"ref_area": "PRY", "indicator": "other_protection"}],
        ),
        (
            "indicator=displaced_per_1000&counterpart_area=VEN&ref_area=PRY&time_period=2025",
            [{"ref_area": "PRY", "indicator": "other_protection"}],
        ),
        (
            "indicator=darien_transits&ref_area=PAN&time_period=2020,2021&over=time_period",
            [{"time_period": f"2020-{month}"} for month in ("04", "05", "07")],
        ),
    ],
)
def test_what_a_part_lacks_is_named_with_what_tells_it_apart(client, query, missing):
    told = total(client, query).json()
    assert "partial_sum" in told["flags"]
    assert told["missing"] == missing


MONTHS_2024 = ",".join(f"2024-{month:02}" for month in range(1, 13))


def deaths(client, query):
    return total(client, f"indicator=migrant_deaths&over=ref_area,time_period&{query}").json()


def test_a_month_without_an_incident_is_no_gap_as_in_its_year(client):
    # one documented death in Peru in 2024, in October
    year = deaths(client, "ref_area=PER&time_period=2024")
    assert year == deaths(client, f"ref_area=PER&time_period={MONTHS_2024}")
    assert year["obs_value"] == 1
    assert year["missing"] == []


def test_a_month_that_the_register_of_incidents_does_not_have_is_a_gap(client):
    told = deaths(client, "ref_area=PER&time_period=2024-10,2025-05")
    assert told["flags"] == ["partial_sum"]
    assert told["missing"] == [{"time_period": "2025-05"}]


def test_a_country_without_any_incident_is_named(client):
    told = deaths(client, f"ref_area=ARG,PER&time_period={MONTHS_2024}")
    assert {part["ref_area"] for part in told["missing"]} == {"ARG"}


def test_a_year_without_an_incident_is_a_gap_whichever_others_are_asked_for(client):
    (alone,) = deaths(client, "ref_area=GUY&time_period=2024")["missing"]
    (beside,) = deaths(client, "ref_area=GUY&time_period=2023,2024")["missing"]
    assert alone["time_period"] == beside["time_period"] == "2024"


@pytest.mark.parametrize("months", ["2023-01", "2023-01,2023-02"])
def test_months_without_any_incident_are_gaps_where_nothing_is_added(client, months):
    told = deaths(client, f"ref_area=GUY&time_period={months}")
    assert told["obs_value"] is None
    assert [part["time_period"] for part in told["missing"]] == months.split(",")


def test_one_month_of_several_countries_has_the_rule_of_many(client):
    query = "indicator=migrant_deaths&ref_area=COL,GUY&over=ref_area&time_period=2023-02"
    told = total(client, query).json()
    assert (told["obs_value"], told["missing"]) == (4, [])


def test_a_pair_with_a_part_of_its_figure_is_named_among_the_gaps(client):
    query = "indicator=asylum_applications&ref_area=SDN&time_period=2010"
    named = {part["counterpart_area"] for part in total(client, query).json()["missing"]}
    assert {"ERI", "ETH", "CAF"} <= named


def test_what_is_counted_in_cases_is_missing_origin_by_origin(client):
    told = total(client, "indicator=asylum_applications&ref_area=COL&time_period=2025").json()
    assert {"ref_area": "COL", "counterpart_area": "VEN"} in told["missing"]
    assert "counted_in_cases" in told["flags"]


def test_countries_without_a_figure_are_missing_from_their_sum_as_from_the_printed_world(client):
    query = "indicator=remittances_received&time_period=2024"
    added, printed = total(client, f"{query}&over=ref_area").json(), total(client, query).json()
    assert added["obs_value"] == pytest.approx(printed["obs_value"])
    assert added["flags"] == printed["flags"] == ["partial_sum"]
    assert {"ref_area": "GUY"} in added["missing"]
    assert added["missing"] == printed["missing"]


def test_an_area_that_only_a_group_names_and_no_table_has_is_no_gap(client):
    query = "indicator=refugees&ref_area=G_OCEANIA&time_period=2024&over=ref_area"
    named = {part["ref_area"] for part in total(client, query).json()["missing"]}
    assert not named & {"HMD", "UMI", "TKL"}


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("indicator=permits_ppt&ref_area=COL&time_period=2023", [{"ref_area": "CO-ATL"}]),
        (
            "indicator=residence_permits&source=arg_residences&ref_area=ARG&time_period=2018-Q4"
            "&counterpart_area=_Z",
            [{"ref_area": "AR-C"}],
        ),
    ],
)
def test_a_country_whose_units_do_not_all_report_names_those_that_do_not(client, query, missing):
    answer = total(client, query).json()
    assert "partial_sum" in answer["flags"]
    assert answer["missing"] == missing

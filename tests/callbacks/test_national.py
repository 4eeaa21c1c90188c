"""What the offices of Chile, Argentina and Bolivia published comes out of the API to the unit."""

import pytest

OBSERVATIONS = "/api/v1/observations"
RESIDENTS, BORN = "indicator=foreign_residents", "indicator=born_abroad&time_period=2024"
SERMIG, RENAPER = f"{RESIDENTS}&source=sermig_2022", f"{RESIDENTS}&source=renaper_2023"
DATAMIGRA = f"{RESIDENTS}&source=chl_datamigra_2026"
IRREGULAR = "indicator=irregular_estimate"
LIVED = "indicator=residence_abroad_5y&time_period=2024"
GRANTED = "indicator=residence_permits"
# Printed by the offices: workbook of INE and SERMIG, files of RENAPER and the censuses, tables of
# DataMigra; of the residences of Argentina the totals of four files together.
PUBLISHED = [
    (f"{SERMIG}&ref_area=CHL&counterpart_area=W&time_period=2022", 1_625_074),
    (f"{SERMIG}&ref_area=CHL&counterpart_area=W&time_period=2018", 1_300_005),
    (f"{SERMIG}&ref_area=CL-RM&counterpart_area=W&time_period=2022", 938_904),
    (f"{SERMIG}&ref_area=CL-NB&counterpart_area=W&time_period=2022", 12_223),
    (f"{SERMIG}&ref_area=CHL-_U&counterpart_area=W&time_period=2022", 103_270),
    (f"{SERMIG}&ref_area=CHL-_U&counterpart_area=W&time_period=2018", 99_513),
    (f"{SERMIG}&ref_area=CHL&counterpart_area=VEN&time_period=2022", 532_715),
    (f"{SERMIG}&ref_area=CL-AN&counterpart_area=BOL&time_period=2022", 41_805),
    (f"{SERMIG}&ref_area=CHL&counterpart_area=W&time_period=2022&sex=M", 826_071),
    (f"{SERMIG}&ref_area=CL-RM&counterpart_area=W&time_period=2022&sex=F", 468_771),
    (f"{RENAPER}&ref_area=ARG&counterpart_area=W", 3_007_251),
    (f"{DATAMIGRA}&ref_area=CHL&counterpart_area=W&time_period=2022", 1_836_137),
    (f"{DATAMIGRA}&ref_area=CHL&counterpart_area=W&time_period=2023", 1_918_583),
    (f"{DATAMIGRA}&ref_area=CL-RM&counterpart_area=W&time_period=2023", 1_089_049),
    (f"{DATAMIGRA}&ref_area=CHL&counterpart_area=VEN&time_period=2023", 728_586),
    (f"{IRREGULAR}&source=sermig_2022&ref_area=CHL&counterpart_area=W&time_period=2022", 107_223),
    (f"{IRREGULAR}&source=sermig_2022&ref_area=CHL&counterpart_area=VEN&time_period=2022", 70_647),
    (f"{IRREGULAR}&source=chl_datamigra_2026&ref_area=CHL&counterpart_area=VEN", 252_088),
    (f"{BORN}&ref_area=CHL&counterpart_area=W&age=_T&breakdown=_T", 1_608_650),
    (f"{BORN}&ref_area=CL-RM&counterpart_area=W", 964_835),
    (f"{BORN}&ref_area=CHL&counterpart_area=VEN", 669_408),
    (f"{BORN}&ref_area=CHL&counterpart_area=W&age=Y0T14", 215_354),
    (f"{BORN}&ref_area=CHL&counterpart_area=W&breakdown=arrival.y2020_2022", 366_878),
    (f"{BORN}&ref_area=BOL&counterpart_area=_Z", 184_703),
    (f"{BORN}&ref_area=BO-S&counterpart_area=_Z", 70_779),
    (f"{LIVED}&ref_area=CHL", 604_170),
    (f"{LIVED}&ref_area=CHL&sex=F", 311_491),
    (f"{LIVED}&ref_area=CL-RM", 338_266),
    (f"{LIVED}&ref_area=BO-L", 4_934),
    (f"{GRANTED}&ref_area=ARG&time_period=2017&breakdown=_T", 233_644),
    (f"{GRANTED}&ref_area=ARG&time_period=2019&breakdown=_T", 180_157),
    (f"{GRANTED}&ref_area=AR-C&time_period=2017-Q1&breakdown=permit.temporary", 23_678),
    (
        f"{GRANTED}&ref_area=CHL&counterpart_area=W&time_period=2018&breakdown=permit.temporary",
        438_345,
    ),
    (
        f"{GRANTED}&ref_area=CHL&counterpart_area=W&time_period=2024&breakdown=permit.definitive",
        133_676,
    ),
    (f"{GRANTED}&ref_area=CHL&counterpart_area=BOL&time_period=2025", 126_873),
    ("indicator=refugee_applications_national&ref_area=CHL&time_period=2018", 5_725),
    ("indicator=refugee_recognitions_national&ref_area=CHL&time_period=2023", 201),
    ("indicator=refugee_rejections_national&ref_area=CHL&time_period=2021", 3_083),
    ("indicator=pupils_foreign&ref_area=CHL&time_period=2025", 294_330),
    ("indicator=pupils_foreign&ref_area=CL-RM&time_period=2025", 154_171),
]
WHOLE = {"sex": "_T", "age": "_T", "breakdown": "_T"}


@pytest.mark.parametrize(("query", "value"), PUBLISHED)
def test_published_figures_come_out_to_the_unit(client, query, value):
    rest = "".join(
        f"&{name}={code}"
        for name, code in WHOLE.items()
        if f"{name}=" not in query and not (name == "breakdown" and "BOL&time_period=2025" in query)
    )
    told = client.get(f"{OBSERVATIONS}?{query}{rest}").json()
    assert [row["obs_value"] for row in told["observations"]] == [value]


# CASEN 2024 and the employment survey of 2025, as DataMigra prints them.
RATES = [
    ("unemployment_rate_migrants", "2024", "migrants", 6.351135759325381),
    ("unemployment_rate_migrants", "2024", "nationals", 9.049767525870129),
    ("multidimensional_poverty_migrants", "2022", "migrants", 29.762575447683876),
    ("schooling_years_migrants", "2024", "nationals", 13.729618655093223),
    ("labour_participation_casen_migrants", "2024", "migrants", 80.41753341670224),
    ("labour_participation_migrants", "2025", "migrants", 74.51374850251655),
]


@pytest.mark.parametrize(("indicator", "year", "group", "value"), RATES)
def test_rates_are_of_one_group_beside_another(client, indicator, year, group, value):
    query = f"indicator={indicator}&time_period={year}&breakdown=group.{group}"
    (row,) = client.get(f"{OBSERVATIONS}?{query}&ref_area=CHL").json()["observations"]
    assert (row["obs_value"], row["counterpart_area"]) == (value, "_Z")


def test_a_third_category_of_sex_is_a_code_of_its_own(client):
    query = f"{RENAPER}&ref_area=ARG&counterpart_area=W&age=_T"
    told = {
        row["sex"]: row["obs_value"]
        for row in client.get(f"{OBSERVATIONS}?{query}").json()["observations"]
    }
    assert told == {"F": 1_552_869, "M": 1_454_376, "_O": 6, "_T": 3_007_251}


def test_women_of_nuble_are_kept_as_printed_and_flagged(client):
    query = f"{BORN}&ref_area=CL-NB&source=chl_census_2024"
    told = {
        row["sex"]: (row["obs_value"], row["flags"])
        for row in client.get(f"{OBSERVATIONS}?{query}").json()["observations"]
    }
    assert {sex: value for sex, (value, _) in told.items()} == {
        "_T": 10_934,
        "M": 5_358,
        "F": 5_358,
    }
    assert {sex for sex, (_, flags) in told.items() if flags} == {"F"}


def test_a_quarter_without_the_capital_is_a_gap_and_its_country_a_partial_sum(client):
    query = f"{GRANTED}&source=arg_residences&time_period=2018-Q4&breakdown=_T&ref_area=ARG,AR-C"
    gap, whole = client.get(f"{OBSERVATIONS}?{query}").json()["observations"]
    assert (gap["ref_area"], gap["obs_value"], gap["obs_status"]) == ("AR-C", None, "M")
    assert (whole["obs_value"], "partial_sum" in str(whole["flags"])) == (28_143, True)


def test_the_two_editions_are_never_one_series(client):
    query = f"{RESIDENTS}&ref_area=CHL&counterpart_area=W&sex=_T&age=_T&time_period=2022"
    told = {
        row["source"]: row["obs_value"]
        for row in client.get(f"{OBSERVATIONS}?{query}").json()["observations"]
    }
    assert told == {"sermig_2022": 1_625_074, "chl_datamigra_2026": 1_836_137}


def test_units_and_remainder_are_the_country_where_the_source_has_both(store):
    for indicator, source in (
        ("foreign_residents", "sermig_2022"),
        ("foreign_residents", "renaper_2023"),
        ("irregular_estimate", "sermig_2022"),
        ("born_abroad", "bol_census_2024"),
        ("residence_abroad_5y", "bol_census_2024"),
        ("residence_abroad_5y", "chl_census_2024"),
        ("residence_permits", "arg_residences"),
        ("pupils_foreign", "chl_datamigra_2026"),
    ):
        rows = store.shelf.table(indicator)
        rows = rows[rows["source"] == source].assign(
            unit=lambda table: table["ref_area"].astype(str).str.contains("-")
        )
        key = ["counterpart_area", "sex", "age", "breakdown", "time_period"]
        sums = rows.groupby([*key, "unit"], observed=True)["obs_value"].sum().unstack("unit")
        both = sums.dropna()
        assert len(both) > 0, (indicator, source)
        assert (both[True] == both[False]).all(), (indicator, source)

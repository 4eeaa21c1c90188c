"""A total is one figure, or a reason and a nearest figure that the same API gives."""

from urllib.parse import unquote, urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from data import observations
from data.catalogue import Catalogue
from data.guard import Permit, Sum, judge, mended
from tests.examples import tried

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


def test_nearest_of_a_rate_keeps_the_total_where_one_country_has_it(client):
    query = "indicator=recognition_rate&ref_area=PAN,USA&time_period=2024&over=ref_area"
    assert "&breakdown=_T&" in total(client, query).json()["nearest"] + "&"


def test_nearest_of_a_stock_over_time_is_its_last_year(client):
    query = "indicator=refugees&ref_area=COL&time_period=2023,2024&over=time_period"
    nearest = total(client, query).json()["nearest"]
    assert nearest == "/api/v1/total?indicator=refugees&ref_area=COL&time_period=2024"
    assert client.get(nearest).json()["obs_value"] is not None


@pytest.mark.parametrize("codes", ["_Z,COL", "COL,_Z"])
def test_nearest_of_a_country_and_no_country_is_the_country(client, codes):
    nearest = total(client, f"{STOCK}&ref_area={codes}&over=ref_area").json()["nearest"]
    assert "&ref_area=COL" in nearest.replace("?", "&")
    assert client.get(nearest).json()["obs_value"] == 3_063_518


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        (f"{STOCK}&ref_area=_Z", STOCK),
        (f"{STOCK.replace('undesa_2024', 'unhcr')}&ref_area=COL", f"{STOCK}&ref_area=COL"),
    ],
)
def test_nearest_of_what_no_source_publishes_is_the_same_of_one_that_does(client, query, nearest):
    answer = total(client, query)
    assert answer.status_code == 422
    told = answer.json()["nearest"].removeprefix("/api/v1/total?")
    assert sorted(told.split("&")) == sorted(nearest.split("&"))


def test_nearest_of_an_indicator_named_twice_is_that_indicator(client):
    query = "indicator=refugees,asylum_seekers,refugees&over=indicator&ref_area=COL"
    nearest = total(client, f"{query}&time_period=2024").json()["nearest"]
    assert "indicator=refugees,asylum_seekers&" in nearest


def test_nearest_of_a_rate_over_areas_is_each_of_them(client):
    query = "indicator=displaced_per_1000&ref_area=COL,PER&time_period=2024&over=ref_area"
    nearest = client.get(total(client, query).json()["nearest"]).json()
    assert {row["ref_area"] for row in nearest["observations"]} == {"COL", "PER"}


@pytest.mark.parametrize("name", ["unemployment_rate", "remittance_cost", "female_share", "hdi"])
@pytest.mark.parametrize("over", ["", "&over=ref_area"])
def test_nearest_without_a_period_stays_with_the_countries_asked_for(client, name, over):
    """The newest period of any country is not theirs."""
    nearest = client.get(
        total(client, f"indicator={name}&ref_area=COL,PER{over}").json()["nearest"]
    )
    assert {row["ref_area"] for row in nearest.json()["observations"]} == {"COL", "PER"}


AREAS = st.lists(
    st.sampled_from(["W", "ARG", "COL", "PER", "PRY", "PAN", "KIR", "G_NINE", "G_AFRICA"]),
    max_size=3,
)
PERIODS = st.lists(
    st.sampled_from(["1950", "2015", "2019", "2020", "2024", "2023-05", "2015/P5Y"]), max_size=3
)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("indicator=remittances_share_gdp&ref_area=GUY,URY&time_period=1972", "ref_area=GUY,URY"),
        ("indicator=recognition_rate&ref_area=GUY,PRY&time_period=2001", "ref_area=GUY,PRY"),
        ("indicator=recognition_rate&ref_area=COL,URY&counterpart_area=IRQ", "ref_area=COL,URY"),
        ("indicator=recognition_rate&ref_area=COL,URY&counterpart_area=IRQ", "=IRQ"),
        ("indicator=female_share&ref_area=COL,PER&source=undesa_2020", "source=undesa_2020"),
        ("indicator=remittance_cost&ref_area=CHL,URY&time_period=2020-Q1", "ref_area=CHL"),
        ("indicator=gii&ref_area=CO-ANT&time_period=2021,2022", "ref_area=COL"),
    ],
)
def test_a_nearest_figure_keeps_countries_and_what_was_asked_for_before_what_was_not(
    client, query, kept
):
    answer = total(client, f"{query}&over=ref_area,time_period")
    assert kept in unquote(answer.json()["nearest"])


def test_why_a_lone_figure_is_missing_is_said(client):
    answer = total(client, "indicator=permits_ppt&ref_area=CO-ATL&time_period=2023").json()
    assert answer["flags"] == ["withheld"]


NAMES = st.sampled_from(sorted(Catalogue.read().indicators))
DIMENSIONS = ("indicator", "ref_area", "counterpart_area", "time_period", "source")
# Rows that a nearest figure may have: a few, or some for each code asked for.
FEW, EACH = 12, 2


@st.composite
def requests(draw):
    """Ask for anything: what is asked for, and over what it is to be added."""
    given = {
        "indicator": draw(st.lists(NAMES, max_size=2)),
        "ref_area": draw(AREAS),
        "counterpart_area": draw(AREAS),
        "time_period": draw(PERIODS),
        "sex": draw(st.lists(st.sampled_from(["_T", "F", "M", "_O"]), max_size=2)),
        "source": draw(st.lists(st.sampled_from(["unhcr", "worldbank"]), max_size=2)),
    }
    over = draw(st.lists(st.sampled_from(DIMENSIONS), unique=True, max_size=3))
    return {name: tuple(codes) for name, codes in given.items() if codes}, frozenset(over)


def path(asked, over):
    query = {name: ",".join(codes) for name, codes in asked.items()}
    return urlencode(query | ({"over": ",".join(over)} if over else {}), safe=",")


def refused_dimensions(store, asked, over):
    """Name everything that a sum is refused for, one thing after the other."""
    found, named = Sum(asked, over), set()
    for _ in range(20):
        verdict = judge(found, store.catalogue, store.codes)
        if isinstance(verdict, Permit) or not verdict.asked.filters.get("indicator"):
            break
        named.add(verdict.dimension)
        found = mended(verdict, ("2024",))
    return named


def has_value(store, **filters):
    rows = observations.frame(store, observations.find(store, filters))
    return bool(rows["obs_value"].notna().any())


def assert_near(store, answer, asked, over):
    """Hold the answer of a nearest figure against what was asked for."""
    told = answer.json()
    query = dict(pair.split("=") for pair in unquote(str(answer.url.query, "ascii")).split("&"))
    opened = {
        name: store.codes.members(codes) if name in ("ref_area", "counterpart_area") else codes
        for name, codes in asked.items()
    }
    given = {name: set(query[name].split(",")) for name in DIMENSIONS if name in query}
    given["ref_area"] = set(store.codes.members(given.get("ref_area", ())))
    if "observations" in told:
        values = [row["obs_value"] for row in told["observations"]]
        assert len(values) <= max(FEW, EACH * sum(map(len, opened.values())))
        assert told["total"] == len(values)
    else:
        values = [told["obs_value"]]
    assert any(value is not None for value in values)
    refused = refused_dimensions(store, asked, over)
    where = {"indicator": tuple(given["indicator"])}
    if "indicator" in asked:
        assert given["indicator"] <= set(asked["indicator"])
    if "ref_area" in asked:
        where["ref_area"] = opened["ref_area"]
        if not has_value(store, **where):
            return
        assert given["ref_area"] <= set(opened["ref_area"])
    elif given["ref_area"]:  # the areas of the nearest figure, where none was asked for
        where["ref_area"] = tuple(given["ref_area"])
    kept = "time_period" in asked and "time_period" not in refused
    if kept and has_value(store, **where, time_period=asked["time_period"]):
        assert given["time_period"] <= set(asked["time_period"])


@tried(80, suppress=(HealthCheck.function_scoped_fixture,))
@given(asked=requests())
def test_any_request_gets_a_figure_or_a_reason_with_a_nearest_that_answers(client, store, asked):
    answer = total(client, path(*asked))
    if answer.status_code == 422:
        told = answer.json()
        assert told.keys() == {"reason", "nearest"}
        assert told["reason"]
        assert "()" not in told["reason"]
        found = client.get(told["nearest"])
        assert found.status_code == 200
        assert_near(store, found, *asked)
    else:
        assert answer.status_code == 200
        told = answer.json()
        assert told.keys() == {"obs_value", "obs_status", "flags", "missing"}
        if told["obs_value"] is not None:
            assert ("partial_sum" in told["flags"]) == bool(told["missing"])


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


@pytest.mark.parametrize(
    ("query", "said", "silent", "nearest"),
    [
        (
            "indicator=foreign_residents&ref_area=CL-RM",
            "Hay varias fuentes (INE y SERMIG de Chile 2022 [sermig_2022], DataMigra",
            "renaper_2023",
            "ref_area=CL-RM",
        ),
        (
            "indicator=born_abroad&ref_area=BO-L",
            "de lo pedido solo tiene cifras INE de Bolivia, censo 2024 [bol_census_2024]: elíjala",
            "chl_census_2024",
            "ref_area=BO-L&source=bol_census_2024",
        ),
        (
            "indicator=migrant_stock&ref_area=CL-RM",
            "y ninguna tiene cifras del lugar pedido",
            "elija",
            "ref_area=CHL&",
        ),
    ],
)
def test_of_a_unit_only_its_own_sources_are_named_and_the_nearest_stays_in_its_country(
    client, query, said, silent, nearest
):
    answer = total(client, f"{query}&lang=es")
    told = answer.json()
    assert answer.status_code == 422
    assert said in told["reason"]
    assert silent not in told["reason"]
    assert nearest in told["nearest"]
    assert client.get(told["nearest"]).status_code == 200

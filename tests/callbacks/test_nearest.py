"""The nearest figure that is given instead of a sum that must not be made."""

from urllib.parse import unquote, urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from data import observations
from data.catalogue import Catalogue
from data.guard import Permit, Sum, judge, mended
from tests.callbacks.test_totals import STOCK, total
from tests.examples import tried


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


def test_nearest_of_areas_that_no_source_has_together_is_each_by_its_own(client):
    answer = total(client, "indicator=born_abroad&ref_area=CHL,BOL")
    assert answer.status_code == 422
    found = client.get(answer.json()["nearest"]).json()["observations"]
    assert {(row["ref_area"], row["source"], row["obs_value"]) for row in found} == {
        ("BOL", "bol_census_2024", 184_703),
        ("CHL", "chl_census_2024", 1_608_650),
    }
    assert len(found) == 2


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

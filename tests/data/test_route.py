"""A route: each register for itself, what is computed from it, and what is never compared."""

import math
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from data import route, shares
from data.catalogue import BrokenCatalogue, Catalogue, Stage
from data.catalogue.routes import routes_of, strays
from data.deaths import on_the_way
from data.registers import Register
from data.view import Measure, RouteView
from tests.data import cut

NORTH = Catalogue.read().routes["north"]
PANAMA, HONDURAS, MEXICO, USA = NORTH.stages


def rows(*cells: tuple[str, str, str, str, float | None, str]) -> pd.DataFrame:
    """Make rows of a register: nationality, sex, age, period, value, flags."""
    names = ["counterpart_area", "sex", "age", "time_period", "obs_value", "flags"]
    made = pd.DataFrame(cells, columns=names).astype({"obs_value": float})
    status = made["obs_value"].isna().map({True: "M", False: "A"})
    return made.assign(obs_status=status, definition="tiny")


def register(stage: Stage, *cells: tuple[str, str, str, str, float | None, str]) -> Register:
    sources = {"PAN": "panama", "HND": "honduras", "MEX": "mexico", "USA": "us_cbp"}
    return Register(stage, sources[stage.ref_area], rows(*cells))


def view(**changes: object) -> RouteView:
    first = RouteView("north", "W", Measure.COUNT, "_T", "_T", "M", "2024-01")
    return first.but(**changes)


def line(store, read: Register, **changes: object) -> route.Line:
    return route.line_of(store, NORTH, read, view(**changes))


def told(cells: pd.DataFrame) -> dict[str, float | None]:
    values = zip(cells["time_period"], cells["obs_value"], strict=True)
    return {period: None if math.isnan(value) else value for period, value in values}


@pytest.fixture(scope="module")
def years(store) -> route.Answer:
    asked = view(freq="A")
    return route.answer(store, asked, route.registers(store, NORTH, "A"))


def test_the_registers_stand_in_the_order_in_which_persons_pass_them(years):
    assert [each.stage.ref_area for each in years.lines] == ["PAN", "HND", "MEX", "USA"]


def test_the_darien_has_the_published_years(years):
    # Servicio Nacional de Migración de Panamá
    published = {"2021": 133_726, "2022": 248_284, "2023": 520_085, "2024": 302_203}
    darien = told(years.lines[0].cells)
    assert {year: darien[year] for year in published} == published


def test_a_year_that_lacks_months_is_marked_and_never_the_latest(years):
    assert years.options.partial["2020"] == ("PAN",)
    assert years.options.partial["2025"] == ("PAN", "HND", "MEX", "USA")
    assert years.options.latest == "2024"
    assert years.options.stops[0] == "2010"


def test_all_months_are_stops_from_the_first_register_to_the_last(store):
    found = route.answer(store, view(), route.registers(store, NORTH, "M"))
    assert found.options.stops[0] == "2014-01"  # Honduras begins
    assert found.options.stops[-1] == "2025-05"  # the United States end
    assert found.options.latest == "2025-04"  # the last month of all four
    darien = told(found.lines[0].cells)
    assert "2019-12" not in darien
    assert [darien[month] for month in ("2020-04", "2020-05", "2020-07")] == [None] * 3


def test_a_group_of_nationalities_is_the_sum_of_those_that_the_register_names(store):
    read = register(
        PANAMA,
        ("CHN", "_T", "_T", "2024-01", 3, ""),
        ("AGO", "_T", "_T", "2024-01", 4, ""),
        ("VEN", "_T", "_T", "2024-01", 50, ""),
        ("W", "_T", "_T", "2024-01", 57, ""),
    )
    assert told(line(store, read, counterpart_area="G_EXTRA_CONTINENTAL").cells) == {"2024-01": 7}
    assert told(line(store, read, counterpart_area="VEN").cells) == {"2024-01": 50}
    assert line(store, read, counterpart_area="G_CARIBBEAN").why is route.Why.NOT_NAMED


def test_a_group_is_a_lower_bound_where_the_register_names_some_nationalities_alone(store):
    cells = (("CHN", "_T", "_T", "2024-01", 3, ""), ("W", "_T", "_T", "2024-01", 10, ""))
    for asked in ({"counterpart_area": "G_ASIA"}, {"measure": Measure.SHARE}):
        assert line(store, register(USA, *cells), **asked).at_least
        assert not line(store, register(MEXICO, *cells), **asked).at_least
    assert not line(store, register(USA, *cells), counterpart_area="CHN").at_least


def test_a_group_is_a_lower_bound_in_the_periods_with_persons_of_unknown_origin(store):
    cells = [
        (code, "_T", "_T", period, value, "")
        for period, unknown in (("2024-01", 0), ("2024-02", 2))
        for code, value in (("CHN", 3), ("_U", unknown), ("W", 10))
    ]
    for asked in ({"counterpart_area": "G_ASIA"}, {"measure": Measure.SHARE}):
        found = line(store, register(MEXICO, *cells), **asked)
        assert found.at_least == {"2024-02"}
        assert found.cells.set_index("time_period")["flags"]["2024-02"] == "origin_partly_known"
    assert not line(store, register(MEXICO, *cells), counterpart_area="CHN").at_least


def test_children_are_the_sum_of_a_registers_own_ages(store):
    cells = (
        ("W", "_T", "Y_LT12", "2024-01", 3, ""),
        ("W", "_T", "Y12T17", "2024-01", 4, ""),
        ("W", "_T", "Y_GE18", "2024-01", 20, ""),
        ("W", "_T", "_T", "2024-01", 30, ""),
        ("W", "F", "Y_LT12", "2024-01", 1, ""),
        ("W", "F", "Y12T17", "2024-01", 2, ""),
    )
    assert told(line(store, register(MEXICO, *cells), age="Y_LT18").cells) == {"2024-01": 7}
    assert told(line(store, register(MEXICO, *cells), age="Y_LT18", sex="F").cells) == {
        "2024-01": 3
    }
    nothing = line(store, register(USA, *cells), age="Y_LT18")
    assert nothing.why is route.Why.AGE
    assert line(store, register(USA, *cells), sex="M").why is route.Why.SEX


def test_a_month_that_was_not_published_is_missing_and_a_zero_is_a_zero(store):
    read = register(
        PANAMA, ("W", "_T", "_T", "2020-03", 0, ""), ("W", "_T", "_T", "2020-04", None, "")
    )
    assert told(line(store, read).cells) == {"2020-03": 0, "2020-04": None}


@pytest.mark.parametrize("freq", ["M", "A"])
@pytest.mark.parametrize("name", sorted(NORTH.shares))
def test_a_share_computed_from_a_register_is_the_one_that_the_tables_have(store, name, freq):
    read = route.registers(store, NORTH, freq)[0]
    computed = told(shares.ratio(*shares.sides(store, NORTH.shares[name], read, name)))
    published = told(shares.published(store, NORTH.shares[name], read))
    # Panama's own: the engine of the pipeline and this one must agree to the last digit shown.
    assert computed.keys() == published.keys()
    for period, value in published.items():
        assert computed[period] == (None if value is None else pytest.approx(value)), period


def test_shares_of_women_are_of_those_whose_sex_is_told(store):
    # The bulletin's table of persons of 2024 is of another date than that of nationalities.
    read = register(
        MEXICO,
        ("W", "F", "_T", "2024", 30, ""),
        ("W", "M", "_T", "2024", 70, ""),
        ("W", "_T", "_T", "2024", 120, ""),
    )
    assert told(shares.share_of(store, NORTH, read, "women").cells) == {"2024": 30.0}


def test_a_share_needs_the_same_months_on_both_sides(store):
    # The United States tell nationalities apart from October 2019, and all persons before.
    read = register(
        USA,
        ("CHN", "_T", "_T", "2019", 5, "has_10 has_11 has_12 partial_period"),
        ("W", "_T", "_T", "2019", 1000, ""),
        ("CHN", "_T", "_T", "2020", 5, ""),
        ("W", "_T", "_T", "2020", 0, ""),
    )
    cells = shares.share_of(store, NORTH, read, "extra_continental").cells
    assert cells["obs_value"].isna().all()
    assert cells["obs_status"].tolist() == ["M", "O"]


def test_a_nationality_whose_code_is_in_doubt_in_one_register_is_compared_in_none(store):
    honduras = register(
        HONDURAS,
        ("CHN", "_T", "_T", "2022-01", 0, "code_doubtful implied_zero"),
        ("TWN", "_T", "_T", "2024-12", 9, "code_doubtful"),
        ("VEN", "_T", "_T", "2022-01", 9, "merged_labels"),
    )
    panama = register(PANAMA, ("CHN", "_T", "_T", "2021-01", 5, ""))
    doubt = route.doubt_of((panama, honduras), "CHN")
    assert doubt == route.Doubt(("CHN", "TWN"), ("HND",), "2022-01", "2024-12")
    assert route.doubt_of((panama, honduras), "VEN") is None


def test_in_the_tables_the_doubt_is_about_two_nationalities_in_honduras(store):
    read = route.registers(store, NORTH, "M")
    in_doubt = [code for code in route.nationalities(read) if route.doubt_of(read, code)]
    assert sorted(in_doubt) == ["CHN", "TWN"]


def test_a_register_is_read_once_and_its_shares_are_made_once_of_its_own_rows(store):
    read, *_ = route.registers(store, NORTH, "A")
    assert route.registers(store, NORTH, "A")[0] is read
    assert route.registers(store, NORTH, "M")[0] is not read
    first, again = (line(store, read, freq="A").shares for _ in range(2))
    assert all(again[name] is cells for name, cells in first.items())
    mexico = route.registers(store, NORTH, "A")[2]
    assert not line(store, mexico, freq="A").shares[shares.WOMEN].empty
    none = replace(mexico, rows=mexico.rows.head(0))
    assert line(store, none, freq="A").shares[shares.WOMEN].empty


def test_the_largest_nationalities_of_a_period_come_first(store):
    read = register(
        PANAMA,
        ("W", "_T", "_T", "2024-01", 60, ""),
        ("CUB", "_T", "_T", "2024-01", 10, ""),
        ("VEN", "_T", "_T", "2024-01", 50, ""),
        ("HTI", "_T", "_T", "2024-01", 0, "implied_zero"),
    )
    assert route.leading(read.rows)["counterpart_area"].tolist() == ["VEN", "CUB"]


@pytest.mark.parametrize("area", ["PAN", "HND", "MEX", "CRI", "GTM"])
def test_deaths_by_country_are_those_of_the_observations(store, area):
    found = route.answer(store, view(freq="A", deaths=True), route.registers(store, NORTH, "A"))
    by_area = found.deaths.by_area[found.deaths.by_area["ref_area"] == area]
    observed = store.observations("migrant_deaths")
    own = observed[
        (observed["ref_area"] == area)
        & (observed["counterpart_area"] == "W")
        & (observed["breakdown"] == "_T")
        & (observed["time_period"].astype(str).str.len() == 4)
    ]
    assert told(by_area) == dict(zip(own["time_period"].astype(str), own["obs_value"], strict=True))


def test_deaths_off_florida_are_not_those_of_the_south_west_border(store):
    incidents = store.incidents()
    kept = on_the_way(incidents, NORTH)
    own = kept[kept["ref_area"] == "USA"]
    assert own["lon"].max() <= NORTH.west_of["USA"]
    assert len(own) < (incidents["ref_area"] == "USA").sum()
    assert set(kept["stage"]) == {"PAN", "HND", "MEX", "USA"}
    assert set(kept["ref_area"]).isdisjoint({"DOM", "CUB", "HTI", "BHS", "PRI"})


def test_deaths_that_nobody_asked_for_are_not_looked_up(years):
    assert years.deaths is None


def test_a_route_goes_with_the_theme_of_one_of_its_indicators():
    fields = {"stages": [], "shares": {}, "deaths": "migrant_deaths", "incidents": []}
    given = {"east": {**fields, "west_of": {}}}
    assert list(routes_of(given, set())) == ["east"]
    assert routes_of(given, {"migrant_deaths"}) == {}


def test_a_route_names_indicators_that_are_there_and_its_own_stages_alone():
    indicators = Catalogue.read().indicators
    stray = replace(NORTH, id="east", deaths="joy")
    faults = list(strays({"east": stray}, indicators))
    assert faults[0] == "routes.toml: east points to unknown indicator 'joy'"
    assert len(faults) == 1 + len(NORTH.stages)


def test_a_stage_that_lacks_a_fact_stops_the_reading(tmp_path):
    shutil.copytree(cut.CATALOGUE, tmp_path / "catalogue")
    file = tmp_path / "catalogue" / "routes.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("names_all = false\n", ""), encoding="utf-8")
    with pytest.raises(BrokenCatalogue, match="missing field 'names_all'"):
        Catalogue.read(tmp_path / "catalogue")

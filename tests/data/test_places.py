"""Where people live: what is located, what is not, and what a map may draw of it."""

from dataclasses import replace

import pandas as pd
import pytest

from data import located, places
from data.guard import Permit, Refusal, Sum
from data.places import Asked, answer, best_of, on_map, scaled

PERMIT = Permit(Sum({}, frozenset()))


def asked(country, indicator="displaced_population", other="W", **more):
    return Asked(country, indicator, "unhcr", other, **more)


@pytest.fixture(scope="module")
def chile(store):
    return answer(store, asked("CHL"))


def cell(found, unit, period):
    rows = found.cells[(found.cells["unit"] == unit) & (found.cells["time_period"] == period)]
    return rows.to_dict("records")[0] if len(rows) else None


@pytest.mark.parametrize("country", ["ARG", "BOL", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "URY"])
def test_located_and_not_located_are_the_whole_in_every_period(store, country):
    found = answer(store, asked(country))
    rest = found.cells[found.cells["unit"] == f"{country}-_U"].set_index("time_period")["obs_value"]
    own = found.cells[found.cells["unit"] == country].set_index("time_period")["obs_value"]
    assert len(found.shares) > 10
    for row in found.shares.itertuples():
        assert row.located + rest.get(row.time_period, 0) == row.whole == own[row.time_period]
        assert row.share == pytest.approx(100 * row.located / row.whole)


def test_an_answer_opens_at_the_latest_of_the_best_located_periods(store):
    assert answer(store, asked("PER", other="VEN")).best == "2024"
    assert answer(store, asked("COL", other="VEN")).best == "2025"
    found = answer(store, asked("ARG"))
    assert (found.best, found.latest) == ("2024", "2025")
    assert found.share(found.best) > found.share(found.latest)


def test_the_best_located_share_of_long_ago_is_no_opening():
    shares = pd.DataFrame(
        {"time_period": ["2003", "2024", "2025"], "located": 1.0, "share": [100.0, 40.0, 31.0]}
    )
    assert best_of(shares, ["2003", "2024", "2025"]) == "2024"
    assert best_of(shares, []) == ""


def test_a_unit_that_is_not_reported_has_no_figure_and_none_is_zero(store):
    guyana = answer(store, asked("GUY"))
    assert cell(guyana, "GY-DE", "2025")["obs_value"] == 39
    assert cell(guyana, "GY-BA", "2025") is None
    assert guyana.share("2025") < 1


def small(**changes):
    """Give an answer of Chile with two units that are drawn together and one that is not."""
    cells = pd.DataFrame(
        {
            "unit": ["CL-BI", "CL-NB", "CL-RM", "CL-BI"],
            "time_period": ["2024", "2024", "2024", "2023"],
            "obs_value": [3.0, 4.0, 2.0, 1.0],
            "obs_status": "A",
            "flags": "",
            "few": [True, True, True, True],
        }
    )
    found = places.Places(
        asked=asked("CHL"),
        card=None,
        kind="region",
        units=("CL-BI", "CL-NB", "CL-RM"),
        stops=("2023", "2024"),
        cells=cells,
        shares=pd.DataFrame(columns=places.SHARES),
        definitions=(),
        bounds=(10.0,),
        best="2024",
        latest="2024",
        verdict=PERMIT,
    )
    return replace(found, **changes)


SHAPES = ("CL-BI+CL-NB", "CL-RM")


def test_units_that_are_drawn_together_are_added_up_and_say_when_one_lacks():
    drawn = on_map(small(), SHAPES).set_index(["shape", "time_period"])
    both = drawn.loc["CL-BI+CL-NB", "2024"]
    assert (both["obs_value"], both["partial"]) == (7.0, False)
    alone = drawn.loc["CL-BI+CL-NB", "2023"]
    assert (alone["obs_value"], alone["partial"], alone["few"]) == (1.0, True, True)


def test_few_persons_are_marked_and_a_sum_of_more_is_not():
    drawn = on_map(small(), SHAPES).set_index(["shape", "time_period"])
    assert drawn.loc["CL-RM", "2024"]["few"]
    assert not drawn.loc["CL-BI+CL-NB", "2024"]["few"]


def test_rates_of_units_that_are_drawn_together_are_not_added():
    refused = Refusal(Sum({}, frozenset()), "rate", "ref_area", ())
    drawn = on_map(small(verdict=refused), SHAPES).set_index(["shape", "time_period"])
    both = drawn.loc["CL-BI+CL-NB", "2024"]
    assert pd.isna(both["obs_value"])
    assert both["obs_status"] == "O"
    assert drawn.loc["CL-RM", "2024"]["obs_value"] == 2.0


def test_only_registers_of_persons_have_few(store):
    rows = pd.DataFrame(
        {
            "ref_area": ["CL-RM", "CL-AN"],
            "time_period": "2024",
            "obs_value": [3.0, 0.0],
            "obs_status": "A",
            "flags": "",
            "definition": "unhcr_displaced",
        }
    )
    catalogue = store.catalogue
    persons = catalogue.indicators["displaced_population"]
    assert places.cells_of(rows, persons, catalogue)["few"].tolist() == [True, False]
    rate = catalogue.indicators["displaced_female_share"]
    assert places.cells_of(rows, rate, catalogue)["few"].tolist() == [False, False]


def test_nuble_and_biobio_are_one_shape_of_chile(store, chile):
    drawn = on_map(chile, store.ground.shapes["CHL"])
    joint = drawn[(drawn["shape"] == "CL-BI+CL-NB") & (drawn["time_period"] == "2024")]
    parts = [cell(chile, unit, "2024")["obs_value"] for unit in ("CL-BI", "CL-NB")]
    assert joint["obs_value"].tolist() == [sum(parts)]


def test_a_rate_has_the_located_share_of_its_persons(store):
    rate = answer(store, asked("PER", "displaced_female_share"))
    persons = answer(store, asked("PER"))
    assert isinstance(rate.verdict, Refusal)
    assert rate.share("2024") == persons.share("2024")


def test_classes_are_the_same_for_all_periods_origins_and_sexes(store):
    whole = answer(store, asked("PER"))
    assert whole.bounds == answer(store, asked("PER", other="HTI", sex="F")).bounds
    assert whole.bounds[-1] < whole.cells[whole.cells["unit"].isin(whole.units)]["obs_value"].max()
    assert scaled((1000.0, 10000.0), 3.0) == (10.0, 100.0)


def test_indicators_are_offered_where_a_unit_of_the_country_has_a_row(store):
    assert "idps" in located.offered(store, "COL")
    assert "idps" not in located.offered(store, "PER")
    assert "migrant_stock" not in located.offered(store, "COL")
    units = set(store.codes.units["COL"])
    for name in located.offered(store, "COL"):
        assert not units.isdisjoint(store.shelf.entries[name]["codes"]["ref_area"])


def test_a_country_without_any_unit_is_offered_what_it_has_as_a_whole(store):
    found = located.offered(store, "VEN")
    assert "displaced_population" in found
    rows = located.rows_of(store, "VEN", "displaced_population", "unhcr")
    assert set(rows["ref_area"]) == {"VEN"}


MOVES = {
    "PER": ("identity_card_procedures", "per_cards_2025"),
    "COL": ("visitors_non_resident", "col_visitors"),
    "ECU": ("border_entries", "ecu_esi"),
}


@pytest.mark.parametrize("country", MOVES)
def test_procedures_visits_and_entries_have_places_that_are_all_of_the_country(store, country):
    indicator, source = MOVES[country]
    assert indicator in located.offered(store, country)
    assert indicator in [line.indicator for line in located.lines_of(store, country)]
    found = answer(store, Asked(country, indicator, source))
    cells = found.cells[found.cells["obs_value"].notna()]
    own = cells[cells["unit"] == country].set_index("time_period")["obs_value"]
    parts = cells[cells["unit"] != country].groupby("time_period")["obs_value"].sum()
    assert len(found.shares) == len(parts) >= 1
    for row in found.shares.itertuples():
        rest = cells[(cells["unit"] == f"{country}-_U") & (cells["time_period"] == row.time_period)]
        assert parts[row.time_period] == own[row.time_period] == row.whole
        assert row.located == row.whole - rest["obs_value"].sum()


def test_a_rate_has_no_located_persons_of_its_own(store):
    found = answer(
        store,
        Asked(
            "COL",
            "unemployment_rate_migrants",
            "col_geih",
            "_Z",
            breakdown="group.venezuelans",
        ),
    )
    assert not found.counted
    assert found.shares.empty


@pytest.mark.parametrize("indicator", ["venezuelans_registered", "permits_ppt"])
def test_units_of_a_register_of_one_nationality_are_in_classes_of_their_size(store, indicator):
    found = answer(store, Asked("COL", indicator, "col_migration_2023", "VEN"))
    most = found.cells.loc[found.cells["unit"].isin(found.units), "obs_value"].max()
    assert found.bounds[-1] <= most < found.bounds[-1] * 10

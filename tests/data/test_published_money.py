"""Remittances and development in the committed tables are the producers' printed figures.

That the tables are those that the producers' files give is tested beside the other figures.
"""

from pathlib import Path

import pandas as pd
import pytest

from data.schema import COLUMNS
from data.shelf import Shelf

TABLES = Path(__file__).parents[2] / "data" / "tables"
WORDS = {name: "str" for name in COLUMNS if name != "obs_value"}


def rows(indicator: str, **key: str) -> pd.DataFrame:
    found = Shelf(TABLES).table(indicator).astype(WORDS)
    whole = {"sex": "_T", "breakdown": "_T", "age": "_T"}
    for column, code in (whole | key).items():
        found = found[found[column] == code]
    return found


def cell(indicator: str, area: str, period: str, **key: str) -> pd.Series:
    found = rows(indicator, ref_area=area, time_period=period, **key)
    assert len(found) == 1, (indicator, area, period, key)
    return found.iloc[0]


# World Bank, BX.TRF.PWKR.CD.DT, file of 2026-04-08: current US dollars.
RECEIVED = {
    ("W", "2024"): 856_055_241_270.8589,
    ("ARG", "2024"): 1_044_365_105.03816,
    ("BOL", "2024"): 1_279_661_295.86324,
    ("COL", "2024"): 11_873_232_976.2659,
    ("ECU", "2024"): 6_544_355_900.6287,
    ("PRY", "2024"): 1_136_457_643.26291,
    ("PER", "2024"): 4_933_771_110.13101,
    ("CHL", "2024"): 100_140_399.599999,
    ("URY", "2024"): 136_121_983.605233,
    ("GUY", "2022"): 539_131_835.043942,
    ("GUY", "2023"): 545_579_977.920031,
    ("VEN", "2016"): 279_000_000,
}


@pytest.mark.parametrize("where", RECEIVED, ids="-".join)
def test_remittances_received_are_the_banks(where):
    assert cell("remittances_received", *where)["obs_value"] == RECEIVED[where]


# The last year with a figure, as the definitions tell their readers; none for Cuba.
LAST_YEARS = {
    "remittances_received": {"GUY": "2023", "VEN": "2016", "CUB": None},
    "remittances_paid": {"VEN": "2016", "CUB": None},
    "remittances_share_gdp": {"VEN": "2014", "CUB": None},
    "gini": {"GUY": "1998"},
}


@pytest.mark.parametrize("indicator", LAST_YEARS)
def test_last_years_are_those_that_the_definitions_tell(indicator):
    for area, year in LAST_YEARS[indicator].items():
        found = rows(indicator, ref_area=area, source="worldbank")
        found = found.loc[found["obs_value"].notna(), "time_period"]
        assert (found.max() if len(found) else None) == year, area


def test_world_of_what_was_paid_in_2022_adds_few_countries():
    found = rows("remittances_paid", flags="")
    countries = found[(found["ref_area"] != "W") & found["obs_value"].notna()].groupby(
        "time_period"
    )["obs_value"]
    assert (countries.size()["2021"], countries.size()["2022"]) == (166, 31)
    assert cell("remittances_paid", "W", "2022")["obs_value"] == 50_806_400_008.87152


# World Bank, BM.TRF.PWKR.CD.DT, file of 2023-05-10; later years from the compiled file.
PAID = {
    ("ARG", "2021"): (588_682_523.660348, "A", ""),
    ("ARG", "2022"): (595_083_515.980289, "B", "other_vintage"),
    ("COL", "2022"): (419_019_474.242461, "A", ""),
    ("COL", "2023"): (433_332_717.044774, "B", "other_vintage"),
    ("GUY", "2022"): (153_417_735.554229, "B", "other_vintage"),
    ("PER", "2022"): (187_003_202.042555, "A", ""),
}


@pytest.mark.parametrize("where", PAID, ids="-".join)
def test_remittances_paid_say_which_version_they_are_of(where):
    own = cell("remittances_paid", *where)
    assert (own["obs_value"], own["obs_status"], own["flags"]) == PAID[where]


# World Bank, BX.TRF.PWKR.DT.GD.ZS, file of 2023-05-10: per cent of gross domestic product, 2021.
SHARE = {"BOL": 3.5069616664931407, "ECU": 4.11379094349227, "GUY": 6.810506861209246}


@pytest.mark.parametrize("area", SHARE)
def test_remittances_over_gdp_are_the_banks(area):
    assert cell("remittances_share_gdp", area, "2021")["obs_value"] == SHARE[area]


# World Bank, SI.RMT.COST.IB.ZS and SI.RMT.COST.OB.ZS of 2020; ATCR.CORR of 2020Q3: per cent.
COSTS = [
    ("COL", "2020", "_Z", "_T", 4.941951),
    ("PER", "2020", "_Z", "_T", 6.158007),
    ("GUY", "2020", "_Z", "_T", 7.752671),
    ("CHL", "2020", "_Z", "direction.from", 7.567058),
    ("PER", "2020-Q3", "CHL", "_T", 7.56714296340942),
    ("PRY", "2020-Q3", "BRA", "_T", 9.17428588867188),
    ("SDN", "2017-Q4", "SAU", "_T", -11.3599996566772),
]


@pytest.mark.parametrize(("area", "period", "sender", "breakdown", "value"), COSTS)
def test_costs_of_sending_are_the_banks(area, period, sender, breakdown, value):
    key = {"counterpart_area": sender, "breakdown": breakdown}
    assert cell("remittance_cost", area, period, **key)["obs_value"] == value


def test_costs_name_the_south_american_countries_that_they_have():
    own = {"counterpart_area": "_Z"}
    to = set(rows("remittance_cost", **own)["ref_area"])
    sent = set(rows("remittance_cost", breakdown="direction.from", **own)["ref_area"])
    south = {"ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN"}
    assert {"ARG", "CHL", "URY", "VEN"}.isdisjoint(to)
    assert sent & south == {"BRA", "CHL"}


# World Bank and KNOMAD, Bilateral Remittance Estimates for 2017, row WORLD: million US dollars.
MODEL = {
    "ARG": 688.1462569360533,
    "BOL": 1341.227543621497,
    "CHL": 104.18438456450652,
    "COL": 5636.366916458425,
    "ECU": 2848.0,
    "GUY": 275.2815677422346,
    "PRY": 732.023241924419,
    "PER": 3039.121173336562,
    "URY": 100.10696367352486,
    "CUB": 0.0,
}


@pytest.mark.parametrize("area", MODEL)
def test_modelled_remittances_add_up_to_the_files_own_row(area):
    own = cell("remittance_corridor_model", area, "2017", counterpart_area="W")
    assert own["obs_value"] == pytest.approx(MODEL[area] * 1e6, rel=1e-12)
    assert (own["obs_status"], own["flags"]) == ("E", "")


def test_model_hides_four_figures_and_has_33_areas_that_receive_nothing():
    found = rows("remittance_corridor_model")
    hidden = found[found["obs_status"] == "M"]
    pairs = set(zip(hidden["ref_area"], hidden["counterpart_area"], strict=True))
    assert pairs == {("IND", "PAK"), ("PAK", "IND"), ("ISR", "LBN"), ("LBN", "ISR")}
    whole = found[found["counterpart_area"] == "W"]
    assert (whole["obs_value"] == 0).sum() == 33


# UNDP, Human Development Report 2023-24: composite indices of 2022, as the annex prints them.
UNDP = [
    ("hdi", "PER", "_T", 0.762),
    ("hdi", "ARG", "_T", 0.849),
    ("hdi", "COL", "_T", 0.758),
    ("ihdi", "PER", "_T", 0.607),
    ("gdi", "ARG", "_T", 0.995),
    ("gii", "COL", "_T", 0.392),
    ("gii", "GUY", "_T", 0.416),
    ("gii", "BOL", "_T", 0.418),
    ("gii", "VEN", "_T", 0.521),
    ("gii", "W", "_T", 0.462),
    ("labour_participation", "PER", "F", 66.73),
]


@pytest.mark.parametrize(("indicator", "area", "sex", "value"), UNDP)
def test_indices_of_2022_are_the_reports(indicator, area, sex, value):
    assert cell(indicator, area, "2022", sex=sex, source="undp_2024")["obs_value"] == value


# Gapminder, Systema Globalis, edition of March 2026; World Bank, Gini index.
SERIES = [
    ("unemployment_rate", "gapminder_2026", "PER", "2024", "_T", 5.199),
    ("unemployment_rate", "gapminder_2026", "COL", "2024", "_T", 9.619),
    ("labour_participation", "gapminder_2026", "GUY", "2022", "F", 40.413),
    ("gdp_per_capita", "gapminder_2026", "PER", "2024", "_T", 6711.19403),
    ("hdi", "gapminder_2026", "PER", "2022", "_T", 0.790),
    ("hdi", "gapminder_2026", "PER", "2023", "_T", 0.794),
    ("gini", "worldbank", "COL", "2023", "_T", 53.9),
    ("gini", "worldbank", "GUY", "1998", "_T", 45.1),
]


@pytest.mark.parametrize(("indicator", "source", "area", "year", "sex", "value"), SERIES)
def test_series_of_development_are_as_printed(indicator, source, area, year, sex, value):
    assert cell(indicator, area, year, sex=sex, source=source)["obs_value"] == value

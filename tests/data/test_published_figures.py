"""The harmonised tables say what the producers published, to the person.

The committed tables say it; where the producers' files lie beside the project, those that are
built of them anew are the same to the byte, and say the same.
"""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Catalogue
from data.codes import Codes
from data.harmonise.build import Places, build
from data.schema import COLUMNS, KEY, check_table
from data.shelf import Shelf

PROJECT = Path(__file__).parents[2]
COMMITTED = PROJECT / "data" / "tables"
RAW = PROJECT.parent / "shared" / "data" / "raw"
MEGABYTES = 20


@pytest.fixture(scope="module")
def root() -> Path:
    return COMMITTED


@cache
def table(root: Path, indicator: str) -> pd.DataFrame:
    words = {name: "str" for name in COLUMNS if name != "obs_value"}
    return Shelf(root).table(indicator).astype(words)


def rows(root: Path, indicator: str, **key: str) -> pd.DataFrame:
    found = table(root, indicator)
    asked = {"sex": "_T", "age": "_T"} | key
    for column, code in asked.items():
        found = found[found[column] == code]
    return found


def cell(root: Path, indicator: str, **key: str) -> pd.Series:
    found = rows(root, indicator, **key)
    assert len(found) == 1, (indicator, key)
    return found.iloc[0]


# UN DESA, International Migrant Stock 2024: persons, both sexes, all origins.
MIGRANTS_2024 = {
    "W": 304_021_813,
    "ARG": 1_958_039,
    "BOL": 183_234,
    "COL": 3_063_518,
    "ECU": 747_749,
    "PRY": 180_837,
    "PER": 1_837_219,
    "GUY": 54_175,
    "CHL": 1_538_324,
    "URY": 160_064,
}


@pytest.mark.parametrize("area", MIGRANTS_2024)
def test_migrant_stock_of_2024_is_as_published(root, area):
    key = {"ref_area": area, "counterpart_area": "W", "source": "undesa_2024"}
    assert (
        cell(root, "migrant_stock", time_period="2024", **key)["obs_value"] == MIGRANTS_2024[area]
    )


# The year 2020 in the edition of 2020 and as the edition of 2024 revised it.
REVISED = {"ARG": (2_281_728, 1_912_294), "CHL": (1_645_015, 1_476_240)}


@pytest.mark.parametrize("area", REVISED)
def test_editions_are_two_sources_that_are_never_joined(root, area):
    key = {"ref_area": area, "counterpart_area": "W", "time_period": "2020"}
    found = rows(root, "migrant_stock", **key).set_index("source")["obs_value"]
    assert (found["undesa_2020"], found["undesa_2024"]) == REVISED[area]


# UN DESA, workbook of the 2020 edition, Table 1, row WORLD.
WORLD_2020 = {"_T": 280_598_105, "M": 145_655_844, "F": 134_942_261}


@pytest.mark.parametrize("sex", WORLD_2020)
def test_world_of_the_2020_edition_is_the_workbooks(root, sex):
    key = {"ref_area": "W", "counterpart_area": "W", "time_period": "2020", "source": "undesa_2020"}
    assert cell(root, "migrant_stock", sex=sex, **key)["obs_value"] == WORLD_2020[sex]


def test_world_share_of_2020_is_the_workbooks(root):
    key = {"ref_area": "W", "counterpart_area": "W", "time_period": "2020", "source": "undesa_2020"}
    assert cell(root, "migrant_stock_share", **key)["obs_value"] == pytest.approx(3.59981206)


# UNHCR, refugees + asylum seekers + other people in need of international protection from
# Venezuela, end of 2025.
VENEZUELANS_2025 = {"COL": 2_828_195, "PER": 1_641_305}


@pytest.mark.parametrize("area", VENEZUELANS_2025)
def test_displaced_venezuelans_are_as_published(root, area):
    key = {"ref_area": area, "counterpart_area": "VEN", "time_period": "2025"}
    assert cell(root, "displaced_population", **key)["obs_value"] == VENEZUELANS_2025[area]


# UNHCR, end of 2025, all origins.
COLOMBIA_2025 = {"refugees": 1_464, "asylum_seekers": 17_421, "other_protection": 2_810_778}


@pytest.mark.parametrize("indicator", COLOMBIA_2025)
def test_parts_of_the_displaced_population_of_colombia_are_as_published(root, indicator):
    key = {"ref_area": "COL", "counterpart_area": "W", "time_period": "2025"}
    assert cell(root, indicator, **key)["obs_value"] == COLOMBIA_2025[indicator]


# UNHCR, Global Trends 2023: new applications in 2023, rounded to hundreds.
APPLICATIONS_2023 = {"DEU": 329_100, "EGY": 183_100, "ESP": 163_200}


@pytest.mark.parametrize("area", APPLICATIONS_2023)
def test_new_asylum_applications_of_2023_are_as_published(root, area):
    key = {"ref_area": area, "counterpart_area": "W", "time_period": "2023", "breakdown": "_T"}
    persons = cell(root, "asylum_applications", **key)["obs_value"]
    assert round(persons, -2) == APPLICATIONS_2023[area]


# UNHCR, Global Trends 2022 and 2023, and IOM, World Migration Report 2024: new individual
# applications for asylum, as far as the reports round them.
CLAIMS = {
    ("W", "2022"): (2_600_000, -5),
    ("W", "2023"): (3_600_000, -5),
    ("USA", "2022"): (730_400, -2),
    ("DEU", "2022"): (217_800, -2),
    ("USA", "2023"): (1_200_000, -5),
}


@pytest.mark.parametrize("where", CLAIMS)
def test_new_claims_among_the_newly_displaced_are_as_published(root, where):
    area, year = where
    published, digits = CLAIMS[where]
    key = {"ref_area": area, "counterpart_area": "W", "time_period": year}
    found = cell(root, "new_displacement", breakdown="status.asylum_seekers", **key)
    assert round(found["obs_value"], digits) == published


def test_internally_displaced_persons_of_2024_are_idmcs(root):
    # IDMC, Global Report on Internal Displacement 2025: 73.5 million by conflict and violence.
    key = {"ref_area": "W", "time_period": "2024", "source": "idmc_unhcr"}
    assert round(cell(root, "idp_stock", **key)["obs_value"], -5) == 73_500_000


def test_internally_displaced_persons_of_colombia_are_as_published(root):
    key = {"ref_area": "COL", "counterpart_area": "_Z", "time_period": "2025"}
    assert cell(root, "idps", **key)["obs_value"] == 7_157_716


def test_stateless_persons_come_from_nowhere(root):
    found = table(root, "stateless")
    found = found[(found["obs_value"] > 0) & (found["counterpart_area"] != "W")]
    assert set(found["counterpart_area"]) == {"_X"}


# VEN -> ARG: other protection is reported from 2018; 56,621 persons were counted apart in 2017.
# VEN -> PRY: it is missing from 2023. VEN -> BOL: others of concern in 2024 and 2025.
STATES = {
    ("ARG", "2017"): ("A", "others_of_concern_apart"),
    ("ARG", "2018"): ("B", ""),
    ("ARG", "2019"): ("A", ""),
    ("PRY", "2022"): ("A", ""),
    ("PRY", "2023"): ("B", "partial_sum"),
    ("PRY", "2024"): ("A", "partial_sum"),
    ("BOL", "2023"): ("A", ""),
    ("BOL", "2024"): ("A", "others_of_concern_apart"),
    ("BOL", "2025"): ("A", "others_of_concern_apart"),
}


@pytest.mark.parametrize("where", STATES, ids="-".join)
def test_breaks_gaps_and_people_counted_apart_are_marked(root, where):
    key = {"ref_area": where[0], "time_period": where[1], "counterpart_area": "VEN"}
    own = cell(root, "displaced_population", **key)
    assert (own["obs_status"], own["flags"]) == STATES[where]


def test_fall_in_paraguay_is_a_gap_of_other_protection(root):
    key = {"ref_area": "PRY", "counterpart_area": "VEN"}
    missing = rows(root, "other_protection", **key).set_index("time_period")
    assert missing.loc["2022", "obs_value"] == 1_004
    assert missing.loc["2023":, "obs_status"].tolist() == ["M", "M", "M"]
    assert missing.loc["2017", "obs_status"] == "O"
    assert missing.loc["2023":, "obs_value"].isna().all()


def test_population_is_an_estimate_to_2023_and_a_forecast_after(root):
    found = rows(root, "population", ref_area="PER").set_index("time_period")["obs_status"]
    assert set(found[:"2023"]) == {"E"}
    assert set(found["2024":]) == {"F"}


@pytest.mark.parametrize("area", ["GGY", "IMN", "VAT", "XKX", "CUW", "BLM"])
def test_areas_under_odd_codes_have_their_population(root, area):
    assert len(rows(root, "population", ref_area=area)) == 151


def test_tables_pass_every_rule(root):
    catalogue, codes = Catalogue.read(), Codes.read()
    for indicator in catalogue.indicators:
        found = table(root, indicator)
        texts = found.astype({name: "str" for name in COLUMNS if name != "obs_value"})
        check_table(texts, codes.areas.keys(), catalogue)


@pytest.mark.parametrize("indicator", sorted(Catalogue.read().indicators))
def test_rows_are_in_key_order(root, indicator):
    found = table(root, indicator)[list(KEY)].astype("str")
    keys = list(found.iloc[:: max(1, len(found) // 5000)].itertuples(index=False, name=None))
    assert keys == sorted(keys)


def value(found: pd.DataFrame) -> pd.Series:
    keys = ["ref_area", "counterpart_area", "sex", "time_period", "source"]
    return found.set_index(keys)["obs_value"].sort_index()


COUNTS = ["migrant_stock", "emigrant_stock", "refugees", "asylum_seekers", "displaced_population"]


@pytest.mark.parametrize("indicator", COUNTS)
def test_all_other_ends_together_are_their_sum(root, indicator):
    found = table(root, indicator)
    # UNHCR's pairs of two far countries are not split by sex; their sums are.
    split = (found["source"] == "unhcr") & (found["sex"] != "_T")
    found = found[(found["age"] == "_T") & ~split]
    whole = found["counterpart_area"] == "W"
    keys = ["ref_area", "sex", "time_period", "source"]
    sums = found[~whole].groupby(keys, observed=True)["obs_value"].sum()
    assert (sums.sort_index() == found[whole].set_index(keys)["obs_value"].sort_index()).all()


def test_emigrants_mirror_migrants(root):
    stock, emigrants = table(root, "migrant_stock"), table(root, "emigrant_stock")
    ends = ["ref_area", "counterpart_area"]
    inner = stock[(stock["ref_area"] != "W") & ~stock["counterpart_area"].isin(["W", "_U"])]
    mirrored = inner.rename(columns=dict(zip(ends, reversed(ends), strict=True)))
    pairs = emigrants[emigrants["counterpart_area"] != "W"]
    assert value(mirrored.astype({end: "str" for end in ends})).equals(
        value(pairs.astype({end: "str" for end in ends}))
    )


PEOPLE = [("_T", "_T"), ("F", "_T"), ("M", "_T"), ("_T", "Y0T4"), ("F", "Y_GE60")]


@pytest.mark.parametrize(("sex", "age"), PEOPLE)
def test_displaced_population_is_the_sum_of_its_parts(root, sex, age):
    parts = Catalogue.read().indicators["displaced_population"].parts
    added = pd.concat([value(rows(root, part, sex=sex, age=age)) for part in parts])
    keys = list(range(added.index.nlevels))
    sums = added.groupby(level=keys).sum()
    whole = value(rows(root, "displaced_population", sex=sex, age=age))
    assert (sums[sums > 0] == whole[whole > 0]).all()


# Servicio Nacional de Migración, Panama: irregular transits through the Darién.
DARIEN = {
    "2019": 22_102,
    "2020": 6_465,
    "2021": 133_726,
    "2022": 248_284,
    "2023": 520_085,
    "2024": 302_203,
    "2025": 2_904,
}
PARTIAL = {
    "2020": "has_01 has_02 has_03 has_06 has_08 has_09 has_10 has_11 has_12 partial_period",
    "2025": "has_01 has_02 has_03 has_04 partial_period",
}


@pytest.mark.parametrize("year", DARIEN)
def test_transits_through_the_darien_are_as_published(root, year):
    key = {"counterpart_area": "W", "age": "_T", "time_period": year}
    found = cell(root, "darien_transits", **key)
    assert (found["obs_value"], found["flags"]) == (DARIEN[year], PARTIAL.get(year, ""))


REGISTERS = {
    "darien_transits": "panama",
    "honduras_irregular_entries": "honduras",
    "mexico_irregular_situation": "mexico",
    "us_southwest_encounters": "us_cbp",
}


@pytest.mark.parametrize("indicator", REGISTERS)
def test_nationalities_of_a_register_add_up_to_its_total_in_every_month(root, indicator):
    found = rows(root, indicator, age="_T", breakdown="_T").dropna(subset="obs_value")
    parts = found[found["counterpart_area"] != "W"].groupby("time_period")["obs_value"].sum()
    whole = found[found["counterpart_area"] == "W"].set_index("time_period")["obs_value"]
    months = [period for period in parts.index if len(period) > len("2024")]
    assert months
    assert (parts[months] == whole[months]).all()


@pytest.mark.parametrize("indicator", [*REGISTERS, "migrant_deaths"])
def test_a_year_is_the_sum_of_its_months(root, indicator):
    found = table(root, indicator)
    key = [name for name in KEY if name != "time_period"]
    months = found[found["time_period"].str.len() > len("2024")]
    years = found[found["time_period"].str.len() == len("2024")]
    sums = months.groupby([*key, months["time_period"].str[:4]])["obs_value"].sum(min_count=1)
    told = years.set_index([*key, "time_period"])["obs_value"].reindex(sums.index)
    assert told.fillna(-1).equals(sums.fillna(-1))


# Encounters at the south-west border by fiscal year, as U.S. Customs and Border Protection
# publishes them: October to September.
ENCOUNTERS = {2021: 1_734_686, 2022: 2_378_944, 2023: 2_475_669}


@pytest.mark.parametrize("year", ENCOUNTERS)
def test_encounters_of_a_fiscal_year_are_as_published(root, year):
    found = rows(root, "us_southwest_encounters", counterpart_area="W", breakdown="_T")
    own = found[found["time_period"].between(f"{year - 1}-10", f"{year}-09")]
    own = own[own["time_period"].str.len() > len("2024")]
    assert own["obs_value"].sum() == ENCOUNTERS[year]


def test_incidents_add_up_to_the_deaths_of_each_place(root):
    points = Shelf(root).incidents()
    found = rows(root, "migrant_deaths", counterpart_area="W", breakdown="_T")
    years = found[(found["time_period"].str.len() == len("2024")) & (found["ref_area"] != "W")]
    whole = years.groupby("ref_area")["obs_value"].sum()
    assert points.groupby("ref_area")["obs_value"].sum().equals(whole)


def test_committed_tables_are_small(root):
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    assert size < MEGABYTES * 1_000_000


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


if RAW.is_dir():  # the producers' files are beside the project

    def test_tables_built_anew_are_those_that_the_project_commits(tmp_path):
        places = Places(RAW, tmp_path / "tables", RAW.parent / "geo")
        build(places, Catalogue.read(), Codes.read(), str)
        made, committed = contents(places.out), contents(COMMITTED)
        assert made.keys() == committed.keys()
        assert [name for name in made if made[name] != committed[name]] == []

"""First-level units: every label has its place, and units with the rest are the country."""

import json
import unicodedata
from pathlib import Path

import geopandas
import pandas as pd
import pyreadr
import pytest

from data.codes import HERE, BrokenCodes, Codes
from data.codes.labels import JOINED, Labels, label_faults
from data.harmonise.units import UnknownLabels, to_units
from data.reconcile.places import apart, named_apart

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
PLACES = SHARED / "raw" / "unhcr_refugee_statistics" / "2026-06" / "demographics_2001_2025.rda"
OUTLINES = SHARED / "geo" / "natural_earth_10m.gpkg"
CANTONS = SHARED / "geo" / "ecuador_cantons.csv"
NINE = {"ARG": 24, "BOL": 9, "CHL": 16, "COL": 33, "ECU": 24, "GUY": 10, "PER": 25, "PRY": 18}
COUNTS = ("displaced_population", "refugees", "asylum_seekers", "other_protection", "idps")
OTHERWISE_WRITTEN = {
    "Alfredo Baquerizo Moreno",
    "Crnel. Marcelino Mariduena",
    "Empalme",
    "Gnral. Antonio Elizalde",
    "Orellana",
    "Rumiðahui",
}  # than on the list of cantons; placed by hand
EXACT = ["counterpart_area", "sex", "age", "breakdown", "time_period"]
ROW = {"source": "unhcr", "parent": "COL", "label": "Tolima", "unit": "CO-TOL", "reason": ""}


@pytest.fixture(scope="module")
def codes() -> Codes:
    return Codes.read()


@pytest.fixture(scope="module")
def labels(codes) -> Labels:
    return Labels.read(codes)


@pytest.mark.parametrize(("country", "count"), [*NINE.items(), ("URY", 19)])
def test_a_country_has_all_its_units_and_one_remainder(codes, country, count):
    own = codes.units[country]
    assert len(own) == count + 1
    assert own[-1] == f"{country}-_U"
    assert {codes.within(unit) for unit in own} == {country}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ({"unit": "CO-XXX"}, "leads to CO-XXX, no unit of COL"),
        ({"unit": "PE-LIM"}, "leads to PE-LIM, no unit of COL"),
        ({"unit": ""}, "is not placed, and no reason says why"),
        ({"unit": "COL-_U"}, "is not placed, and no reason says why"),
        ({"label": ""}, "has no label"),
    ],
)
def test_a_broken_row_of_the_crosswalk_is_named(codes, spoil, said):
    (fault,) = label_faults([{**ROW, **spoil}], codes)
    assert said in fault


def test_a_label_that_is_there_twice_is_named(codes, tmp_path):
    text = (HERE / "admin1_names.csv").read_text(encoding="utf-8")
    (tmp_path / "admin1_names.csv").write_text(text + text.splitlines()[5] + "\n", "utf-8")
    with pytest.raises(BrokenCodes, match="unhcr ARG .* stands more than once"):
        Labels.read(codes, tmp_path)


def test_an_unknown_place_stops_with_file_row_and_remedy(labels):
    given = pd.Series(["Tolima", "Macondo"], index=[7, 9])
    with pytest.raises(UnknownLabels, match=r"some\.rda: .*COL 'Macondo' in row 9.*admin1_names"):
        to_units(pd.Series("COL", given.index), given, labels, "unhcr", "some.rda")


def in_unhcr() -> set[tuple[str, str]]:
    (table,) = pyreadr.read_r(str(PLACES)).values()
    own = table[table["coa_iso"].isin([*NINE, "URY"])]
    return set(zip(own["coa_iso"], own["location"], strict=True))


def in_natural_earth(codes) -> set[tuple[str, str]]:
    table = geopandas.read_file(OUTLINES, layer="states_provinces", ignore_geometry=True)
    countries = table["adm0_a3"].replace({"FRA": "GUF"})
    names = table["name"].fillna("(no name)")
    return {pair for pair in zip(countries, names, strict=True) if pair[0] in codes.units}


def test_every_label_of_unhcr_has_a_row_and_every_row_a_label(labels):
    if PLACES.is_file():
        assert set(labels.of("unhcr")) == in_unhcr()
    assert len(labels.of("unhcr")) == 636


def test_every_outline_of_natural_earth_has_a_row_and_every_row_an_outline(codes, labels):
    if OUTLINES.is_file():
        assert set(labels.of("natural_earth")) == in_natural_earth(codes)
    assert len(labels.of("natural_earth")) == 242


def test_every_unit_has_an_outline_of_its_own_or_shares_one(codes, labels):
    drawn = {unit for shape in labels.of("natural_earth").values() for unit in shape.split(JOINED)}
    whole = {unit for own in codes.units.values() for unit in own if not unit.endswith("-_U")}
    assert drawn - {""} == whole


def plain(name: str) -> str:
    """Write a canton without accents, small letters and what tells it from its namesake."""
    letters = unicodedata.normalize("NFD", name.partition(" (within")[0])
    return "".join(letter for letter in letters if letter.isascii()).casefold()


def test_cantons_of_ecuador_are_in_the_province_of_the_list_of_cantons(codes, labels):
    """UNHCR names cantons in 2025: each of those on the list of cantons is in its province."""
    if not CANTONS.is_file():
        return
    listed = pd.read_csv(CANTONS, dtype=str)
    provinces = {codes.areas[unit].names["es"]: unit for unit in codes.units["ECU"]}
    homes: dict[str, set[str]] = {}
    for canton, province in zip(listed["canton"], listed["province"], strict=True):
        homes.setdefault(plain(canton), set()).add(provinces[province])
    own = {
        label.removesuffix(" [Admin 2]"): unit
        for (country, label), unit in labels.of("unhcr").items()
        if country == "ECU" and label.endswith(" [Admin 2]")
    }
    known = {canton: homes[plain(canton)] for canton in own if plain(canton) in homes}
    assert {canton for canton, units in known.items() if own[canton] not in units} == set()
    assert set(own) - set(known) == OTHERWISE_WRITTEN


def persons(**changes: object) -> pd.DataFrame:
    """Give a country of ten, six of them in a unit and four in none."""
    cells = pd.DataFrame({"ref_area": ["COL", "CO-DC", "COL-_U"], "value": [10.0, 6.0, 4.0]})
    same = {"counterpart_area": "W", "sex": "_T", "age": "_T", "breakdown": "_T", "year": "2025"}
    return cells.assign(**same, unit_measure="persons").assign(**changes)


def test_units_and_the_rest_that_are_not_the_country_are_found():
    assert apart(persons()).empty
    (found,) = apart(persons(value=[11.0, 6.0, 4.0])).to_dict("records")
    assert (found["ref_area"], found["value"], found["value_raw"]) == ("COL", 11.0, 10.0)


def test_rates_and_persons_of_unknown_age_are_no_parts_of_a_country():
    assert apart(persons(value=[11.0, 6.0, 4.0], unit_measure="percent")).empty
    assert apart(persons(value=[11.0, 6.0, 4.0], age="_U")).empty


@pytest.mark.parametrize("indicator", COUNTS)
def test_units_and_the_rest_are_the_country_in_all_years_origins_and_statuses(store, indicator):
    rows = store.observations(indicator)
    areas = [unit for country in store.codes.focus for unit in store.codes.units[country]]
    rows = rows[rows["ref_area"].isin([*areas, *store.codes.focus])]
    rows = rows.astype({name: str for name in rows.columns if name != "obs_value"})
    named = {"obs_value": "value", "time_period": "year"}
    assert apart(rows.rename(columns=named)).empty
    units = rows[rows["ref_area"].str.contains("-", regex=False)]
    since = units["time_period"].min()
    parents = units.assign(ref_area=units["ref_area"].map(store.codes.within))
    told = parents.set_index(["ref_area", *EXACT]).index
    whole = rows[rows["ref_area"].isin(store.codes.focus) & (rows["time_period"] >= since)]
    whole = whole[(whole["obs_value"] > 0) & (whole["sex"] == "_T") & (whole["age"] == "_T")]
    lacking = whole[~whole.set_index(["ref_area", *EXACT]).index.isin(told)]
    assert lacking.empty, lacking.head().to_string()


def test_the_shapes_of_a_country_are_its_units_each_once(store):
    for country, shapes in store.ground.shapes.items():
        units = [unit for shape in shapes for unit in shape.split(JOINED)]
        own = [unit for unit in store.codes.units[country] if not unit.endswith("-_U")]
        assert sorted(units) == sorted(own), country
        file = json.loads(store.ground.units[country].read_text(encoding="utf-8"))
        assert tuple(each["id"] for each in file["features"]) == shapes


def test_a_difference_that_the_catalogue_names_is_left_out_with_these_figures_only():
    cell = {"ref_area": "CHL", "counterpart_area": "W", "sex": "F", "year": "2024"}
    found = pd.DataFrame([cell | {"value": 832262.0, "value_raw": near} for near in (832044, 1)])
    left = named_apart(found, "born_abroad", "chl_census_2024")
    assert left["value_raw"].tolist() == [1]
    assert len(named_apart(found, "born_abroad", "bol_census_2024")) == 2

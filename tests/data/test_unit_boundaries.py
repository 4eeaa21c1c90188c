"""The boundaries of units: shared borders, the outline of their country, each in its place."""

import json
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely import Point

from data.codes import Codes
from data.harmonise import boundaries
from data.harmonise.boundaries import BrokenBoundaries
from data.harmonise.unit_boundaries import build_units, check_units

ROOT = Path(__file__).parents[2]
GEO = ROOT / "data" / "geo"
RAW = ROOT.parent / "shared" / "data" / "geo"
COUNTRIES = tuple(Codes.read().units)
APART = {"CO-SAP", "PE-CAL", "VE-W"}  # the outline of the country has nothing of them
# Capitals and towns: those of every region of Guyana, and where files and maps are often wrong.
TOWNS = {
    "GY-BA": (-59.78, 8.20),  # Mabaruma
    "GY-PM": (-58.48, 7.26),  # Anna Regina
    "GY-ES": (-58.43, 6.85),  # Vreed en Hoop's hinterland
    "GY-DE": (-58.14, 6.79),  # Georgetown
    "GY-MA": (-57.75, 6.30),  # Fort Wellington's hinterland
    "GY-EB": (-57.55, 6.10),  # New Amsterdam's hinterland
    "GY-CU": (-58.64, 6.38),  # Bartica
    "GY-PT": (-59.15, 5.28),  # Mahdia
    "GY-UT": (-59.80, 3.38),  # Lethem
    "GY-UD": (-58.29, 5.99),  # Linden
    "EC-P": (-78.50, -0.20),  # Quito
    "EC-G": (-79.92, -2.15),  # Guayaquil
    "EC-SD": (-79.17, -0.25),  # Santo Domingo
    "EC-SE": (-80.80, -2.22),  # Santa Elena
    "EC-E": (-79.60, 0.90),  # Esmeraldas
    "EC-I": (-78.12, 0.35),  # Ibarra
    "EC-C": (-77.83, 0.60),  # San Gabriel
    "EC-T": (-78.62, -1.25),  # Ambato
    "EC-X": (-78.62, -0.93),  # Latacunga
    "EC-D": (-76.99, -0.46),  # El Coca
    "EC-U": (-76.88, 0.08),  # Lago Agrio
    "CO-DC": (-74.15, 4.55),
    "CO-CUN": (-74.80, 4.31),  # Girardot
    "CO-ANT": (-75.57, 6.25),  # Medellín
    "CO-VAC": (-76.53, 3.44),  # Cali
    "CO-NSA": (-72.50, 7.90),  # Cúcuta
    "CO-LAG": (-72.24, 11.38),  # Maicao
    "AR-C": (-58.45, -34.62),  # Buenos Aires
    "AR-B": (-57.95, -34.95),  # La Plata
    "AR-V": (-67.70, -53.80),  # Río Grande
    "PE-LIM": (-77.00, -12.05),  # Lima
    "PE-CAL": (-77.12, -12.02),  # Callao
    "PE-TAC": (-70.25, -18.00),
    "PE-TUM": (-80.45, -3.60),
    "CL-RM": (-70.65, -33.45),  # Santiago
    "CL-BI+CL-NB": (-72.10, -36.60),  # Chillán
    "CL-AP": (-70.28, -18.48),  # Arica
    "CL-MA": (-70.92, -53.14),  # Punta Arenas
    "BO-L": (-68.13, -16.50),  # La Paz
    "BO-S": (-63.18, -17.78),  # Santa Cruz
    "PY-ASU": (-57.60, -25.29),
    "PY-10": (-54.65, -25.50),  # Ciudad del Este
    "UY-MO": (-56.20, -34.80),
    "UY-RV": (-55.75, -31.20),  # Tranqueras
}


def read(country):
    file = GEO / "units" / f"{country}.json"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return geopandas.GeoSeries(
        {each["id"]: shapely.geometry.shape(each["geometry"]) for each in features}
    )


@pytest.fixture(scope="module")
def drawn():
    return {country: read(country) for country in COUNTRIES}


@pytest.fixture(scope="module")
def outlines():
    text = (GEO / "south_america.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    return {each["id"]: shapely.geometry.shape(each["geometry"]) for each in features}


@pytest.mark.parametrize("country", COUNTRIES)
def test_units_share_their_borders_and_are_valid(drawn, country):
    units = drawn[country]
    assert units[~units.is_valid].index.tolist() == []
    assert shapely.coverage_is_valid(units.explode().to_numpy())


@pytest.mark.parametrize("country", COUNTRIES)
def test_units_together_are_the_outline_of_their_country_and_no_more(drawn, outlines, country):
    units = drawn[country].drop(labels=APART, errors="ignore")
    together = boundaries.projected(geopandas.GeoSeries([units.union_all()])).iloc[0]
    whole = boundaries.projected(geopandas.GeoSeries([outlines[country]])).iloc[0]
    assert shapely.difference(together, whole.buffer(0.2)).area == 0
    assert shapely.difference(whole, together.buffer(0.2)).area == 0


def test_no_unit_holds_the_islands_of_the_sovereignty_note_or_another_country(drawn, outlines):
    for country, units in drawn.items():
        for other in {"FLK", *COUNTRIES} - {country}:
            inside = shapely.intersection(units.union_all(), outlines[other]).area
            # Lines that are straight on the map are not quite so in degrees.
            assert inside < 0.005, (country, other)
        assert shapely.intersection(units.union_all(), outlines["FLK"]).is_empty


@pytest.mark.parametrize(("shape", "place"), TOWNS.items(), ids=str)
def test_a_town_lies_in_its_unit(drawn, shape, place):
    every = {unit: land for units in drawn.values() for unit, land in units.items()}
    assert [unit for unit, land in every.items() if land.contains(Point(place))] == [shape]


def test_every_shape_has_a_place_for_its_name_inside(drawn):
    for country in COUNTRIES:
        text = (GEO / "units" / f"{country}.json").read_text(encoding="utf-8")
        for each in json.loads(text)["features"]:
            land = drawn[country][each["id"]]
            assert land.contains(Point(each["properties"]["anchor"])), each["id"]


def test_what_is_committed_is_what_the_raw_units_give(tmp_path):
    if RAW.exists():
        (tmp_path / "south_america.geojson").write_bytes(
            (GEO / "south_america.geojson").read_bytes()
        )
        build_units(RAW, tmp_path)
        for file in sorted((tmp_path / "units").iterdir()):
            assert file.read_bytes() == (GEO / "units" / file.name).read_bytes(), file.name


def square(west, size=1.0):
    return shapely.box(west, 0, west + size, size)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"A": square(0)}, "B has vanished"),
        ({"A": square(0), "B": square(0.5)}, "gapes or overlaps"),
        ({"A": square(0), "B": shapely.Polygon()}, "B has a broken outline"),
    ],
)
def test_units_that_lose_their_shape_stop_the_build(made, said):
    given = geopandas.GeoSeries({"A": square(0), "B": square(1)})
    with pytest.raises(BrokenBoundaries, match=said):
        check_units(geopandas.GeoSeries(made), given, "COL")


def test_units_that_cannot_be_read_are_named(tmp_path):
    (tmp_path / "south_america.geojson").write_bytes((GEO / "south_america.geojson").read_bytes())
    with pytest.raises(BrokenBoundaries, match="Put the units there"):
        build_units(tmp_path / "nowhere", tmp_path)

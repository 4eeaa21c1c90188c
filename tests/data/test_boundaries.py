"""The boundaries: neighbours share their border, no area is lost, the files stay small."""

import itertools
import json
import tomllib
from pathlib import Path

import brotli
import geopandas
import pytest
import shapely
from shapely import Point

from data.codes import Codes
from data.harmonise import boundaries
from data.harmonise.boundaries import BrokenBoundaries, build_boundaries

ROOT = Path(__file__).parents[2]
GEO = ROOT / "data" / "geo"
RAW = ROOT.parent / "shared" / "data" / "geo"
WIRE = 25_000  # bytes, of 60,000 for all data of the first view
NINE = Codes.read().focus
OTHERS = ("VEN", "BRA", "SUR", "GUF")
ISLANDS = ("ABW", "BES", "BRB", "CUW", "DMA", "FLK", "GLP", "GRD", "LCA", "MTQ", "TTO", "VCT")
NEIGHBOURS = {
    "ARG": ("BOL", "BRA", "CHL", "PRY", "URY"),
    "BOL": ("BRA", "CHL", "PER", "PRY"),
    "BRA": ("COL", "GUF", "GUY", "PER", "PRY", "SUR", "URY", "VEN"),
    "CHL": ("PER",),
    "COL": ("ECU", "PAN", "PER", "VEN"),
    "CRI": ("NIC", "PAN"),
    "ECU": ("PER",),
    "GUF": ("SUR",),
    "GUY": ("SUR", "VEN"),
}
PAIRS = [(one, other) for one, others in NEIGHBOURS.items() for other in others]


def features() -> list[dict]:
    return json.loads((GEO / "south_america.geojson").read_text(encoding="utf-8"))["features"]


def labels() -> dict[str, dict]:
    return json.loads((GEO / "labels.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn() -> geopandas.GeoSeries:
    shapes = {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features()}
    return geopandas.GeoSeries(shapes)


def sides(shape) -> set[frozenset]:
    """The straight pieces of an outline, whichever way round."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return {frozenset(pair) for ring in rings for pair in itertools.pairwise(ring.coords)}


def square(west: float, south: float, size: float = 1.0) -> shapely.Polygon:
    return shapely.box(west, south, west + size, south + size)


def pieces(**shapes: shapely.Polygon) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame({"area": list(shapes)}, geometry=list(shapes.values()))


def test_each_area_is_one_feature_in_order(drawn):
    ids = [feature["id"] for feature in features()]
    assert ids == sorted(set(ids))
    assert {*NINE, *OTHERS, *ISLANDS, "PAN", "CRI", "NIC", "SGS"} <= set(ids)
    assert {Codes.read().areas[code].region for code in ids} == {"005", "013", "029"}


def test_every_shape_is_valid_and_none_is_a_line(drawn):
    assert drawn[~drawn.is_valid].index.tolist() == []
    parts = boundaries.projected(drawn.explode())
    assert parts[parts.area < boundaries.SMALLEST_PIECE / 4].index.tolist() == []


def test_outer_rings_run_clockwise_and_holes_against_it(drawn):
    for part in drawn.explode():
        assert not part.exterior.is_ccw
        assert all(hole.is_ccw for hole in part.interiors)


def test_areas_neither_gape_nor_overlap(drawn):
    assert shapely.coverage_is_valid(drawn.explode().to_numpy())
    assert drawn.union_all().area == pytest.approx(drawn.area.sum(), rel=1e-9)
    holes = [hole for part in shapely.get_parts(drawn.union_all()) for hole in part.interiors]
    assert holes == []


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_neighbours_share_one_and_the_same_border(drawn, pair):
    one, other = drawn[list(pair)]
    border = shapely.intersection(one.boundary, other.boundary)
    shared = sides(one) & sides(other)
    length = sum(Point(a).distance(Point(b)) for a, b in map(tuple, shared))
    assert length > 0
    assert border.length == pytest.approx(length, rel=1e-9)


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ((-59.5, 6.5), "GUY"),  # Essequibo
        ((-56.6, 2.6), "SUR"),
        ((-59.0, -51.8), "FLK"),
        ((-58.5, -51.8), "FLK"),
        ((-91.1, -0.6), "ECU"),  # Isabela, Galápagos
        ((-68.5, -16.5), "BOL"),
        ((-69.5, -54.0), "CHL"),  # Tierra del Fuego
        ((-67.8, -54.0), "ARG"),
        ((-71.0, -53.0), "CHL"),  # Punta Arenas
        ((-61.3, 10.4), "TTO"),
    ],
)
def test_a_place_lies_in_its_country_and_in_no_other(drawn, place, area):
    assert drawn[drawn.contains(Point(place))].index.tolist() == [area]


def test_the_galapagos_and_the_islands_of_chile_are_kept(drawn):
    assert sum(part.centroid.x < -88 for part in drawn["ECU"].geoms) == 5
    assert len(drawn["CHL"].geoms) > 20
    assert drawn["CHL"].bounds[0] > -80
    assert drawn["CHL"].bounds[1] < -55


def test_coordinates_are_rounded():
    text = (GEO / "south_america.geojson").read_text(encoding="utf-8")
    places = [number.partition(".")[2] for number in text.replace("]", ",").split(",")]
    assert max(map(len, places)) == boundaries.DECIMALS


def test_the_first_view_stays_small():
    assert len(brotli.compress((GEO / "south_america.geojson").read_bytes(), quality=11)) < WIRE


def test_labels_stand_in_their_country(drawn):
    assert {*NINE, *OTHERS, "PAN", "FLK"} <= labels().keys()
    assert "MEX" not in labels()
    for area, label in labels().items():
        (middle,) = boundaries.projected(geopandas.GeoSeries([Point(label["anchor"])]))
        land = boundaries.projected(drawn[[area]]).iloc[0].buffer(1)
        assert land.contains(middle.buffer(label["inner_radius_km"] - 1))
        half = label["width_km"] / 2 - 1
        assert label["width_km"] >= 2 * label["inner_radius_km"] - 3
        assert land.contains(
            shapely.LineString([(middle.x - half, middle.y), (middle.x + half, middle.y)])
        )


def test_tiles_side_by_side_are_neighbours(drawn):
    text = (ROOT / "data" / "codes" / "map.toml").read_text(encoding="utf-8")
    tiles = {tuple(place): area for area, place in tomllib.loads(text)["tiles"].items()}
    assert sorted(tiles.values()) == sorted([*NINE, *OTHERS])
    apart = [
        {area, tiles[beside]}
        for (column, row), area in tiles.items()
        for beside in ((column + 1, row), (column, row + 1))
        if beside in tiles and not drawn[area].touches(drawn[tiles[beside]])
    ]
    assert apart == [{"PRY", "URY"}]


def test_what_is_committed_is_what_the_raw_outlines_give(tmp_path):
    if RAW.exists():
        for folder in (tmp_path / "once", tmp_path / "twice"):
            build_boundaries(RAW, folder)
            for name in ("south_america.geojson", "labels.json"):
                assert (folder / name).read_bytes() == (GEO / name).read_bytes()


def test_countries_keep_their_size_and_place(drawn):
    if RAW.exists():
        raw = boundaries.read_pieces(RAW / boundaries.OUTLINES, Codes.read())
        before = boundaries.projected(raw.dissolve("area").geometry)
        after = boundaries.projected(drawn)
        large = [area for area in after.index if before[area].area > 5000 and area != "MEX"]
        assert len(large) > 20
        assert (after[large].area / before[large].area).sub(1).abs().max() < 0.02
        moved = after[large].symmetric_difference(before[large]).area / before[large].area
        assert moved.max() < 0.06
        assert set(before.index) == set(after.index)


def test_missing_outlines_are_said(tmp_path):
    with pytest.raises(BrokenBoundaries, match=r"un_world_50m\.topojson: cannot be read"):
        build_boundaries(tmp_path, tmp_path / "geo")
    assert not (tmp_path / "geo").exists()


def test_an_area_that_no_list_has_stops_the_build(tmp_path):
    topology = {
        "type": "Topology",
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "id": "QQQ", "arcs": [[0]]}],
            }
        },
        "arcs": [[[-60, 0], [-60, 1], [-59, 1], [-60, 0]]],
    }
    (tmp_path / boundaries.OUTLINES).write_text(json.dumps(topology), encoding="utf-8")
    with pytest.raises(BrokenBoundaries, match="QQQ are in no code list"):
        build_boundaries(tmp_path, tmp_path / "geo")


def test_overlapping_neighbours_are_refused():
    both = pieces(PER=square(0, 0), CHL=square(0.5, 0))
    with pytest.raises(BrokenBoundaries, match="CHL gapes or overlaps; PER gapes or overlaps"):
        boundaries.check(both, both)


def test_an_outline_that_crosses_itself_is_refused():
    crossed = pieces(PER=shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]))
    with pytest.raises(BrokenBoundaries, match="PER has a broken outline"):
        boundaries.check(crossed, crossed)


def test_an_area_that_vanishes_is_refused():
    with pytest.raises(BrokenBoundaries, match="FLK has vanished"):
        boundaries.check(pieces(ARG=square(0, 0)), pieces(ARG=square(0, 0), FLK=square(5, 0)))


def test_specks_go_but_the_largest_piece_of_an_area_stays():
    rows = geopandas.GeoDataFrame(
        {"area": ["BRB", "BRB", "PER"]},
        geometry=[square(-59, 13, 0.05), square(-58, 13, 0.01), square(-75, -10)],
    )
    kept = boundaries.without_specks(rows)
    assert kept["area"].tolist() == ["BRB", "PER"]
    assert kept.geometry.iloc[0].equals(rows.geometry.iloc[0])

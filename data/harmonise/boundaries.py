"""The boundaries of the first view, and where a name fits on each country.

Source: the outlines of the world at 1:50 million that ``plotly.js`` publishes, made from the
United Nations' geodata: Essequibo is part of Guyana, the Falkland Islands (Malvinas) are a unit
of their own. No boundary is moved, joined or split here; lines are only thinned.

Method: all areas of South America, Central America and the Caribbean that fall into the frame
are projected to the map's own equal-area projection and thinned together by Visvalingam and
Whyatt's method for coverages, so that neighbours keep one and the same line between them; then
coordinates are rounded to a grid. Whatever comes out is checked, never mended.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyproj
import shapely
from shapely import LineString, MultiPolygon, Polygon

from data.codes import Codes
from data.errors import PanoramaError, listed

OUTLINES = "un_world_50m.topojson"
# The map's projection: azimuthal equal-area on the sphere that d3 draws, in kilometres.
MAP = "+proj=laea +lat_0=-20 +lon_0=-62 +R=6371007.2 +units=km"
FRAME = (-95.0, -57.0, -30.0, 16.0)  # degrees: west, south, east, north
CUT = (-98.0, -60.0, -26.0, 20.0)  # Mexico ends here, outside what the frame shows
CONTEXT = ("005", "013", "029")  # M49: South America, Central America, Caribbean
SMALLEST_PIECE = 10.0  # km2: a tenth of a pixel of a full-screen map; each area keeps its largest
THINNING = 2.0  # km: triangles of less than 4 km2 are taken off the lines
DECIMALS = 3  # of a degree: a hundred metres
NAMED_FROM = 40.0  # km: a neighbour with a smaller inscribed circle gets no name
ALWAYS_NAMED = ("FLK",)  # the sovereignty note needs its place


class BrokenBoundaries(PanoramaError):
    """Boundaries cannot be read, or what became of them is no map."""


def build_boundaries(raw_geo: Path, out: Path) -> None:
    """Write ``south_america.geojson`` and ``labels.json``; two runs give the same bytes.

    Args:
        raw_geo: folder with the outlines of the world.
        out: folder to write to, made if it is not there.

    Raises:
        BrokenBoundaries: when the outlines cannot be read, name an area that no code list has,
            or lose an area or their shape on the way.
    """
    pieces = read_pieces(raw_geo / OUTLINES, Codes.read())
    cut = pieces[~pieces.within(shapely.box(*CUT))]["area"].unique()
    pieces["geometry"] = shapely.clip_by_rect(pieces.geometry.to_numpy(), *CUT)
    thinned = thin(without_specks(pieces))
    check(thinned, pieces)
    drawn = {str(area): joined(own.geometry) for area, own in thinned.groupby("area")}
    labels = places({area: shape for area, shape in drawn.items() if area not in cut})
    out.mkdir(parents=True, exist_ok=True)
    (out / "south_america.geojson").write_text(as_geojson(drawn), encoding="utf-8")
    (out / "labels.json").write_text(as_json(labels), encoding="utf-8")


def read_pieces(file: Path, codes: Codes) -> geopandas.GeoDataFrame:
    """Read the outlines that the map needs.

    Returns:
        One row a polygon: ``area``, ``geometry`` (degrees). An area of several units in the
        file, such as Ecuador and its Galápagos, is one area.
    """
    try:
        world = geopandas.read_file(file, layer="countries")
    except (OSError, ValueError, RuntimeError) as fault:
        message = f"{file}: cannot be read ({fault}). Put the outlines there and build again."
        raise BrokenBoundaries(message) from fault
    ignored = codes.ignored.get("boundaries", {})
    unknown = sorted(set(world["id"]) - codes.areas.keys() - ignored.keys())
    if unknown:
        message = (
            f"{file}: {listed(unknown)} are in no code list. Add each to areas.csv or ignored.csv."
        )
        raise BrokenBoundaries(message)
    shown = {area.id for area in codes.areas.values() if area.region in CONTEXT}
    world = world[world["id"].isin(shown)].rename(columns={"id": "area"}, errors="raise")
    pieces = world[["area", "geometry"]].explode(ignore_index=True)
    return pieces[projected(pieces.geometry).intersects(frame())].reset_index(drop=True)


def projected(shapes: geopandas.GeoSeries, *, inverse: bool = False) -> geopandas.GeoSeries:
    """Project degrees to kilometres on the map, or back."""
    project = pyproj.Proj(MAP)
    return shapes.transform(
        lambda points: np.column_stack(project(points[:, 0], points[:, 1], inverse=inverse))
    )


def frame() -> Polygon:
    """Give the rectangle of the map that the frame's degrees fill, in kilometres."""
    outline = shapely.segmentize(shapely.box(*FRAME), 0.5)
    return shapely.box(*projected(geopandas.GeoSeries([outline])).total_bounds)


def without_specks(pieces: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Leave out islands too small to see, but never the largest piece of an area."""
    km2 = projected(pieces.geometry).area
    largest = km2 == km2.groupby(pieces["area"]).transform("max")
    return pieces[largest | (km2 >= SMALLEST_PIECE)].reset_index(drop=True)


def thin(pieces: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Thin all lines together and round them to the grid."""
    on_map = projected(pieces.geometry).to_numpy()
    thinned = geopandas.GeoSeries(shapely.coverage_simplify(on_map, THINNING))
    rounded = projected(thinned, inverse=True).transform(lambda points: points.round(DECIMALS))
    tidy = shapely.remove_repeated_points(rounded.to_numpy())
    return pieces.assign(geometry=shapely.orient_polygons(tidy, exterior_cw=True))


def check(thinned: geopandas.GeoDataFrame, pieces: geopandas.GeoDataFrame) -> None:
    """Refuse shapes that cross themselves, vanish, or no longer meet their neighbours."""
    shapes = thinned.geometry
    faults = [f"{area} has vanished" for area in sorted(set(pieces["area"]) - set(thinned["area"]))]
    bad = shapes.is_empty | ~shapes.is_valid | (shapes.geom_type != "Polygon")
    faults += [f"{area} has a broken outline" for area in sorted(set(thinned["area"][bad]))]
    apart = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes.to_numpy()))
    faults += [f"{area} gapes or overlaps" for area in sorted(set(thinned["area"][apart]))]
    if faults:
        message = f"Boundaries: {listed(faults)}. Choose another THINNING or DECIMALS."
        raise BrokenBoundaries(message)


def joined(pieces: geopandas.GeoSeries) -> Polygon | MultiPolygon:
    """Join the pieces of an area, the largest first."""
    ordered = sorted(pieces, key=lambda piece: (-piece.area, piece.bounds))
    return ordered[0] if len(ordered) == 1 else MultiPolygon(ordered)


def places(drawn: Mapping[str, Polygon | MultiPolygon]) -> dict[str, dict[str, Any]]:
    """Find where names stand: on the nine, and on neighbours that are large enough and in sight."""
    named = (*Codes.read().focus, *ALWAYS_NAMED)
    found = {}
    for area, shape in drawn.items():
        circle = widest_circle(shape)
        in_sight = frame().contains(shapely.get_point(circle, 0).buffer(circle.length))
        if area in named or (in_sight and circle.length >= NAMED_FROM):
            found[area] = room(shape, circle)
    return found


def widest_circle(shape: Polygon | MultiPolygon) -> LineString:
    """Give the largest circle inside the largest piece, as the line from its middle to its rim."""
    return shapely.maximum_inscribed_circle(largest_piece(shape), tolerance=0.5)


def largest_piece(shape: Polygon | MultiPolygon) -> Polygon:
    """Give the largest piece, in kilometres on the map."""
    pieces = projected(geopandas.GeoSeries([shape]).explode(ignore_index=True))
    return max(pieces, key=lambda piece: piece.area)


def room(shape: Polygon | MultiPolygon, circle: LineString) -> dict[str, Any]:
    """Say how much room a name has that stands in the middle of a circle.

    Returns:
        ``anchor`` (longitude and latitude of the middle), ``inner_radius_km`` of the circle,
        ``width_km`` that a line of text may have: twice the way to the nearer border, west or
        east of the anchor along the map's horizontal.
    """
    land = largest_piece(shape)
    middle = shapely.get_point(circle, 0)
    west, _, east, _ = land.bounds
    across = LineString([(west - 1, middle.y), (east + 1, middle.y)])
    nearer = shapely.intersection(across, land.exterior).distance(middle)
    (place,) = projected(geopandas.GeoSeries([middle]), inverse=True)
    return {
        "anchor": [round(place.x, DECIMALS), round(place.y, DECIMALS)],
        "inner_radius_km": round(circle.length),
        "width_km": round(2 * nearer),
    }


def as_geojson(drawn: Mapping[str, Polygon | MultiPolygon]) -> str:
    """Write features, one a line, with outer rings clockwise as d3 wants them."""
    features = ",\n".join(
        json.dumps(
            {
                "type": "Feature",
                "id": area,
                "properties": {},
                "geometry": shapely.geometry.mapping(drawn[area]),
            },
            separators=(",", ":"),
        )
        for area in sorted(drawn)
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def as_json(labels: Mapping[str, Mapping[str, Any]]) -> str:
    """Write labels, one a line."""
    lines = ",\n".join(f'"{area}": {json.dumps(labels[area])}' for area in sorted(labels))
    return f"{{\n{lines}\n}}\n"

"""The boundaries of first-level units: one file a country, fitted to its outline on the map.

Source: Natural Earth 4.1, admin-1 at 1:10 million, each outline by its ``name``; which unit that is
``data/codes/admin1_names.csv`` says. Eight regions of Guyana and two provinces of Ecuador bear the
name of another there (Georgetown lies in its 'East Berbice-Corentyne'): the tests know where the
capital of every unit is. Ñuble and Biobío are one outline, Lima and Lima Province are two.

Method: the outline of a country is the one of ``south_america.geojson``, which is the United
Nations'; no unit reaches beyond it and none of it is left empty. What Natural Earth has beyond
goes, and what it lacks goes to the nearest unit; so no unit can hold land that the outline gives
to another country, nor the Falkland Islands (Malvinas). A unit that the outline has nothing of,
such as an island too small for it, is drawn as Natural Earth draws it. Then lines between units
are thinned together, the outline is left as it is, and coordinates are rounded.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from data.codes import Codes
from data.codes.labels import JOINED, Labels
from data.errors import listed
from data.harmonise.boundaries import (
    DECIMALS,
    SMALLEST_PIECE,
    BrokenBoundaries,
    joined,
    projected,
    room,
    widest_circle,
)
from data.harmonise.units import to_units

SOURCE = "natural_earth"
UNITS = "natural_earth_10m.gpkg"
LAYER = "states_provinces"
NAMELESS = "(no name)"
COUNTRIES = {"FRA": "GUF"}  # French Guiana is a part of France there
THINNING = 0.7  # km: triangles of less than half a square kilometre are taken off the lines
NOTCH = 1.0  # km between the points that say which unit is the nearest
GRID = 0.001  # km: a metre
REACH = 60.0  # km: how far from land that no unit has the edge of the nearest is looked for


def build_units(raw_geo: Path, out: Path) -> None:
    """Write ``units/<ISO3>.json`` and ``units/shapes.json``; two runs give the same bytes.

    Args:
        raw_geo: folder with Natural Earth's units.
        out: folder that has the outlines of countries already.

    Raises:
        BrokenBoundaries: when the units cannot be read, or lose their shape on the way.
        UnknownLabels: when a name is not in the crosswalk.
    """
    outlines = read_outlines(out / "south_america.geojson")
    codes = Codes.read()
    units = read_units(raw_geo / UNITS, codes)
    made = {}
    for country in codes.units:
        own = units[units["country"] == country].set_index("shape").geometry
        made[country] = fitted(own, outlines[country])
        check_units(made[country], own, country)
    (out / "units").mkdir(parents=True, exist_ok=True)
    for country, drawn in made.items():
        text = as_features(drawn)
        (out / "units" / f"{country}.json").write_text(text, encoding="utf-8")
    shapes = {country: list(drawn.index) for country, drawn in made.items()}
    text = json.dumps(shapes, indent=1) + "\n"
    (out / "units" / "shapes.json").write_text(text, encoding="utf-8")


def read_outlines(file: Path) -> dict[str, Polygon | MultiPolygon]:
    """Read the outlines of countries, in kilometres on the map."""
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.geometry.shape(each["geometry"]) for each in features]
    on_map = projected(geopandas.GeoSeries(shapes))
    return dict(zip((each["id"] for each in features), on_map, strict=True))


def read_units(file: Path, codes: Codes) -> geopandas.GeoDataFrame:
    """Read the units, in kilometres on the map.

    Returns:
        One row a shape: ``country``, ``shape`` (its unit, or units joined), ``geometry``; what the
        crosswalk leaves out is left out.
    """
    try:
        table = geopandas.read_file(file, layer=LAYER)
    except (OSError, ValueError, RuntimeError) as fault:
        message = f"{file}: cannot be read ({fault}). Put the units there and build again."
        raise BrokenBoundaries(message) from fault
    countries = table["adm0_a3"].replace(COUNTRIES)
    names = table["name"].fillna(NAMELESS)
    shapes = to_units(countries, names, Labels.read(codes), SOURCE, file.name)
    units = table[["geometry"]].assign(country=countries, shape=shapes).dropna(subset="shape")
    units["geometry"] = projected(units.geometry)
    return units.dissolve(["country", "shape"]).reset_index()


def fitted(units: geopandas.GeoSeries, outline: Polygon | MultiPolygon) -> geopandas.GeoSeries:
    """Share the outline of a country out among its units, and thin the lines between them.

    Args:
        units: by shape, as Natural Earth draws them, in kilometres.
        outline: of the country, likewise.

    Returns:
        By shape, in order, in degrees; outer rings clockwise.
    """
    shared = shares(units, outline)
    islands = without_specks(units[~units.index.isin(shared.index)])
    thinned = geopandas.GeoSeries(
        shapely.coverage_simplify(shared.to_numpy(), THINNING, simplify_boundary=False),
        index=shared.index,
    )
    if len(islands):
        thinned = geopandas.GeoSeries([*thinned, *islands], index=[*thinned.index, *islands.index])
    degrees = projected(thinned.sort_index(), inverse=True)
    rounded = degrees.transform(lambda points: points.round(DECIMALS))
    tidy = shapely.remove_repeated_points(rounded.to_numpy())
    wound = shapely.orient_polygons(tidy, exterior_cw=True)
    whole = [joined(geopandas.GeoSeries(shapely.get_parts(shape))) for shape in wound]
    return geopandas.GeoSeries(whole, index=degrees.index)


def shares(units: geopandas.GeoSeries, outline: Polygon | MultiPolygon) -> geopandas.GeoSeries:
    """Give what each unit has of the outline: its own land, and what is nearest to it of the rest.

    All lines are cut at their crossings first, so that neighbours have the same points.
    """
    inside = shapely.intersection(units.to_numpy(), outline)
    rest = shapely.difference(outline, shapely.union_all(units.to_numpy()))
    lines = [outline.boundary, *shapely.boundary(inside), *nearness(units, rest)]
    net = shapely.union_all([line for line in lines if not line.is_empty], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([net]))
    middles = shapely.point_on_surface(faces)
    kept = shapely.intersects(outline, middles)
    nearest = shapely.STRtree(units.to_numpy()).nearest(middles[kept])
    cells = geopandas.GeoSeries(faces[kept])
    owners = units.index.to_numpy()[nearest]
    return geopandas.GeoSeries(
        {shape: shapely.coverage_union_all(own.to_numpy()) for shape, own in cells.groupby(owners)}
    )


def nearness(units: geopandas.GeoSeries, rest: Polygon | MultiPolygon) -> list[Any]:
    """Give the lines that part what no unit has, each piece to the nearest one.

    Every unit has a point each kilometre of its edge; around each lies what is nearest to it.
    """
    if rest.is_empty:
        return []
    near = rest.buffer(REACH)
    edges = shapely.segmentize(shapely.boundary(units.to_numpy()), NOTCH)
    points = [shapely.get_coordinates(shapely.intersection(edge, near)) for edge in edges]
    owners = np.repeat(np.arange(len(points)), [len(own) for own in points])
    every, first = np.unique(np.vstack(points).round(3), axis=0, return_index=True)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(every), extend_to=rest, ordered=True)
    )
    owners = owners[first]
    return [
        shapely.intersection(shapely.coverage_union_all(cells[owners == owner]).boundary, rest)
        for owner in np.unique(owners)
    ]


def without_specks(islands: geopandas.GeoSeries) -> geopandas.GeoSeries:
    """Leave out islands too small to see, but never the largest of a unit."""
    kept = {}
    for shape, land in islands.items():
        parts = shapely.get_parts(land)
        large = shapely.area(parts) >= min(SMALLEST_PIECE, shapely.area(parts).max())
        kept[shape] = MultiPolygon(list(parts[large]))
    return geopandas.GeoSeries(kept)


def check_units(drawn: geopandas.GeoSeries, given: geopandas.GeoSeries, country: str) -> None:
    """Refuse units that vanish, cross themselves, or no longer meet their neighbours."""
    faults = [f"{shape} has vanished" for shape in sorted(set(given.index) - set(drawn.index))]
    bad = drawn.is_empty | ~drawn.is_valid
    faults += [f"{shape} has a broken outline" for shape in drawn.index[bad]]
    apart = ~shapely.is_empty(shapely.coverage_invalid_edges(drawn.to_numpy()))
    faults += [f"{shape} gapes or overlaps" for shape in drawn.index[apart]]
    if faults:
        message = f"Units of {country}: {listed(faults)}. Choose another THINNING or DECIMALS."
        raise BrokenBoundaries(message)


def as_features(drawn: geopandas.GeoSeries) -> str:
    """Write units as features, one a line, with the place of their name."""
    features = ",\n".join(
        json.dumps(feature(str(shape), land), separators=(",", ":"), ensure_ascii=False)
        for shape, land in drawn.items()
    )
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'


def feature(shape: str, land: Polygon | MultiPolygon) -> Mapping[str, Any]:
    """Write one shape: which units it is, where its name stands and what room it has there."""
    return {
        "type": "Feature",
        "id": shape,
        "properties": {"units": shape.split(JOINED), **room(land, widest_circle(land))},
        "geometry": shapely.geometry.mapping(land),
    }

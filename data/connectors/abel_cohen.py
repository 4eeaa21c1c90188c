"""Abel and Cohen: matrices of estimated migration flows, one file a measure, in JSON.

``names`` are the rows (origins) and columns (destinations) of every matrix, ``regions`` the places
in it that are aggregates; ``matrix`` holds one square of whole numbers a period, under the year in
which its five years begin. Three files print what enters and leaves each area as well.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    RawTables,
    check_count,
    read_json,
    verified,
)
from data.errors import listed

FILES = {
    "total": "flow_da_pb_closed.json",
    "female": "flow_female_da_pb_closed.json",
    "male": "flow_male_da_pb_closed.json",
    "outward": "flow_outward_da_pb_closed.json",
    "return": "flow_return_da_pb_closed.json",
    "transit": "flow_transit_da_pb_closed.json",
}
PRINTED = ("total", "female", "male")
SIDES = {"inflow": "total_inflow", "outflow": "total_outflow"}
YEARS = 5
FAULTS_NAMED = 10


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        By measure (``total, female, male, outward, return, transit``): ``period, origin`` and one
        column a destination; ``<measure>_names``: ``area, region``; for the first three
        ``<measure>_printed``: ``period, area, inflow, outflow``.
    """
    tables: dict[str, pd.DataFrame] = {}
    paths: dict[str, str] = {}
    for measure, file_name in FILES.items():
        file = source.file(file_name)
        opened = verified(raw, source, file)
        given = read_json(opened)
        names = names_of(given, file.path)
        tables[f"{measure}_names"] = names
        tables[measure] = matrices(given, list(names["area"]), file.path)
        check_count(len(tables[measure]), opened)
        if measure in PRINTED:
            tables[f"{measure}_printed"] = printed(given, list(names["area"]), file.path)
        paths |= dict.fromkeys((measure, f"{measure}_names", f"{measure}_printed"), file.path)
    return RawTables(source.id, tables, {name: paths[name] for name in tables})


def refuse(faults: Iterator[str], where: str) -> None:
    """Raise one error that names the faults, the first few of them."""
    found = list(faults)
    if found:
        more = f" and {len(found) - FAULTS_NAMED} more" if len(found) > FAULTS_NAMED else ""
        message = f"{where}: {listed(found[:FAULTS_NAMED])}{more}. {FRESH}."
        raise BrokenRawFile(message)


def names_of(given: Mapping[str, Any], where: str) -> pd.DataFrame:
    """Read the names of rows and columns, and which of them are regions."""
    names, regions = given.get("names"), given.get("regions")
    texts = isinstance(names, list) and all(isinstance(name, str) and name for name in names)
    if not isinstance(names, list) or not texts or len(set(names)) != len(names) or not names:
        refuse(iter(["'names' must be a list of names, each once"]), where)
    places = range(len(names or ()))
    if not isinstance(regions, list) or not all(is_count(r) and r in places for r in regions):
        refuse(iter(["'regions' must be a list of places in 'names'"]), where)
    table = pd.DataFrame({"area": names, "region": [place in (regions or ()) for place in places]})
    return table.set_axis(range(1, len(table) + 1))


def is_count(cell: object) -> bool:
    """Tell whether a cell is a whole number and not negative.

    >>> is_count(3), is_count(True), is_count(3.0), is_count(-3)
    (True, False, False, False)
    """
    return type(cell) is int and cell >= 0


def periods_of(given: Mapping[str, Any], field: str, where: str) -> dict[str, Any]:
    """Read what stands under each period; they must follow each other by five years."""
    found = given.get(field)
    if not isinstance(found, dict) or not found:
        refuse(iter([f"'{field}' must hold one entry a period"]), where)
    years = list(found or ())
    first = int(years[0]) if years[0].isdecimal() else 0
    if years != [str(first + YEARS * step) for step in range(len(years))] or not first:
        refuse(iter([f"the periods of '{field}' must follow each other by {YEARS} years"]), where)
    return dict(found or {})


def matrices(given: Mapping[str, Any], names: list[str], where: str) -> pd.DataFrame:
    """Read the squares of all periods, one below the other."""
    grids = periods_of(given, "matrix", where)
    refuse(grid_faults(grids, names), where)
    rows = [
        [period, name, *cells]
        for period, grid in grids.items()
        for name, cells in zip(names, grid, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["period", "origin", *names])
    return table.set_axis(range(1, len(table) + 1))


def grid_faults(grids: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    """Name squares and rows of another size, and cells that are no count."""
    for period, grid in grids.items():
        if not isinstance(grid, list) or len(grid) != len(names):
            yield f"the matrix of {period} must have {len(names)} rows"
            continue
        for number, (name, cells) in enumerate(zip(names, grid, strict=True), 1):
            if not isinstance(cells, list) or len(cells) != len(names):
                yield f"row {number} ({name}) of {period} must have {len(names)} cells"
            elif not all(is_count(cell) for cell in cells):
                where = [names[place] for place, cell in enumerate(cells) if not is_count(cell)]
                yield f"row {number} ({name}) of {period} has no count under {', '.join(where)}"


def printed(given: Mapping[str, Any], names: list[str], where: str) -> pd.DataFrame:
    """Read the sums of rows and columns that the file prints."""
    sides = {side: periods_of(given, field, where) for side, field in SIDES.items()}
    if list(sides["inflow"]) != list(sides["outflow"]):
        refuse(iter(["inflow and outflow must have the same periods"]), where)
    refuse(side_faults(sides, names), where)
    rows = [
        [period, name, sides["inflow"][period][name], sides["outflow"][period][name]]
        for period in sides["inflow"]
        for name in names
    ]
    table = pd.DataFrame(rows, columns=["period", "area", *SIDES])
    return table.set_axis(range(1, len(table) + 1))


def side_faults(sides: Mapping[str, Mapping[str, Any]], names: list[str]) -> Iterator[str]:
    """Name printed sums that are missing, or no counts."""
    for side, periods in sides.items():
        for period, own in periods.items():
            if not isinstance(own, dict) or own.keys() != set(names):
                yield f"'{SIDES[side]}' of {period} must name the areas of 'names'"
            else:
                strange = [name for name, cell in own.items() if not is_count(cell)]
                if strange:
                    yield f"'{SIDES[side]}' of {period} has no count for {', '.join(strange)}"

"""Deaths and disappearances, incident by incident."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.reconcile.book import Book, Cell, Name, in_years, months, named, place_names, put
from data.reconcile.routes import read_rows

MISSING_MIGRANTS = "iom_missing_migrants/2025-06/iom_mmp.rda"
NEEDED = (MISSING_MIGRANTS,)
CAUSES = {
    "Accidental death": "accidental_death",
    "Drowning": "drowning",
    "Harsh environmental conditions / lack of adequate shelter, food, water": "harsh_conditions",
    "Mixed or unknown": "mixed_or_unknown",
    "Sickness / lack of access to adequate healthcare": "sickness",
    "Vehicle accident / death linked to hazardous transport": "vehicle_accident",
    "Violence": "violence",
}  # any other text names several of these


def route_code(text: str) -> str:
    """Write a route as a code.

    >>> route_code("Intra-European routes")
    'intra_european_routes'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def incidents(raw: Path) -> list[dict[str, Any]]:
    """Read the incidents with our codes of area, nationality, cause and route."""
    code = place_names("missing_migrants")
    rows = read_rows(raw, MISSING_MIGRANTS)
    for row in rows:
        row["month"] = str(row["t"])[:7]
        row["area"] = code(row["geo"])
        one = len(row["nat"].split(",")) == 1
        row["other"] = code(row["nat"]) if one else "_U"
        row["cause_code"] = CAUSES.get(row["cause"], "several")
        row["route_code"] = route_code(row["route"])
    return rows


def migrant_deaths(raw: Path) -> Book:
    """Add up the dead and missing by place, nationality, cause and route."""
    rows = incidents(raw)
    book: Book = {}
    for row in rows:
        for area in (row["area"], "W"):
            whole = Cell(area, "W", row["month"])
            cells = [whole, whole._replace(counterpart_area=row["other"])]
            cells.append(whole._replace(breakdown=f"cause.{row['cause_code']}"))
            cells.append(whole._replace(breakdown=f"route.{row['route_code']}"))
            for cell in cells:
                put(book, cell, row["dead"], row["where"])
    published = months(min(row["month"] for row in rows), max(row["month"] for row in rows))
    book |= dict(in_years(book, lambda _: published))
    return named(book, "iom_deaths")


def points(raw: Path) -> pd.DataFrame:
    """Give the table of incidents, a row an incident in the order of the file."""
    rows = incidents(raw)
    return pd.DataFrame(
        {
            "incident": [row["where"][1] for row in rows],
            "date": [str(row["t"])[:10] for row in rows],
            "ref_area": [row["area"] for row in rows],
            "counterpart_area": [row["other"] for row in rows],
            "obs_value": [row["dead"] for row in rows],
            "survivors": [row["surv"] for row in rows],
            "cause": [f"cause.{row['cause_code']}" for row in rows],
            "route": [f"route.{row['route_code']}" for row in rows],
            "location": [row["location"] for row in rows],
            "lon": [row["lon"] for row in rows],
            "lat": [row["lat"] for row in rows],
            "source": "missing_migrants",
        }
    )


def other_points(ours: pd.DataFrame, raw: pd.DataFrame) -> list[str]:
    """Say which incidents differ, which only one side has, and which are there twice.

    >>> point = pd.DataFrame({"incident": [7], "lon": [1.5]})
    >>> other_points(point.assign(lon=2.5), point)
    ['incident 7: lon 2.5 (raw 1.5)']
    """
    if sorted(ours.columns) != sorted(raw.columns):
        return [f"incidents: columns {', '.join(ours.columns)} (raw {', '.join(raw.columns)})"]
    told = [
        f"incident {number}: only {side}"
        for side, one, other in (("harmonised", ours, raw), ("raw", raw, ours))
        for number in sorted(set(one["incident"]) - set(other["incident"]))
    ]
    told += [f"incident {each}: twice" for each in ours["incident"][ours["incident"].duplicated()]]
    both = ours.drop_duplicates("incident").merge(raw, on="incident", suffixes=("", "_raw"))
    for name in raw.columns.drop("incident"):
        pairs = zip(both["incident"], both[name], both[f"{name}_raw"], strict=True)
        told += [
            f"incident {number}: {name} {one} (raw {other})"
            for number, one, other in pairs
            if one != other and not (pd.isna(one) and pd.isna(other))
        ]
    return told


READINGS: Mapping[Name, Callable[[Path], Book]] = {
    ("migrant_deaths", "missing_migrants"): migrant_deaths
}

"""Raw files of estimated flows and of migrants by age, cut to a few areas and figures."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

from data.connectors.abel_cohen import FILES
from data.connectors.undesa_ages import BANDS, SEXES

FOLDER = "abel_cohen_flows/2022/"
WHOLE = FOLDER + FILES["total"]
AGES = "undesa_migrant_stock/2019_age/migrants_by_age_and_sex_total.csv"
NAMES = "undesa_migrant_stock/2019_age/country_codes_alpha_3.csv"
POPULATION_AGES = "un_wpp/2024/pop_age_groups_selected.csv"
# Two regions among the areas, and Sudan under two names of which one follows the other.
AREAS = [
    "Latin America and the Caribbean",
    "Colombia",
    "Venezuela",
    "North Africa",
    "Sudan",
    "Sudan*",
]
REGIONS = [0, 3]
# By file and period: origin, destination, persons.
FLOWS = {
    "total": {
        "2005": [
            ("Venezuela", "Colombia", 100),
            ("Colombia", "Venezuela", 7),
            ("Sudan*", "COL", 3),
        ],
        "2010": [("Venezuela", "Colombia", 900), ("Sudan", "COL", 5)],
    },
    "female": {"2005": [("Venezuela", "Colombia", 60)], "2010": [("Venezuela", "Colombia", 400)]},
    "male": {"2005": [("Venezuela", "Colombia", 40)], "2010": [("Venezuela", "Colombia", 480)]},
    "outward": {
        "2005": [("Venezuela", "Colombia", 90), ("Sudan*", "COL", 3)],
        "2010": [("Venezuela", "Colombia", 800), ("Sudan", "COL", 5)],
    },
    "return": {
        "2005": [("Venezuela", "Colombia", 10), ("Colombia", "Venezuela", 7)],
        "2010": [("Venezuela", "Colombia", 101)],
    },
    "transit": {"2005": [], "2010": []},
}


def square(cells: list[tuple[str, str, int]]) -> list[list[int]]:
    """Give the matrix of a period: rows are origins, regions hold the sums of what is theirs."""
    grid = [[0] * len(AREAS) for _ in AREAS]
    for origin, given, persons in cells:
        destination = {"COL": "Colombia"}.get(given, given)
        row, column = AREAS.index(origin), AREAS.index(destination)
        for r, c in product((row, region_of(row)), (column, region_of(column))):
            grid[r][c] += persons
    return grid


def region_of(place: int) -> int:
    """Give the place of the region that an area stands below."""
    return max(region for region in REGIONS if region <= place)


def flow_file(measure: str) -> dict[str, Any]:
    """Give the content of one file; printed sums are those of unrounded cells, a person more."""
    grids = {period: square(cells) for period, cells in FLOWS[measure].items()}
    content: dict[str, Any] = {"names": AREAS, "regions": REGIONS, "matrix": grids}
    if measure in ("total", "female", "male"):
        inside = [place for place in range(len(AREAS)) if place not in REGIONS]
        content["total_inflow"] = {
            period: {name: 1 + sum(grid[r][c] for r in inside) for c, name in enumerate(AREAS)}
            for period, grid in grids.items()
        }
        content["total_outflow"] = {
            period: {name: 1 + sum(grid[r][c] for c in inside) for r, name in enumerate(AREAS)}
            for period, grid in grids.items()
        }
    return content


def write_flows(raw: Path) -> None:
    """Write the files of estimated flows."""
    (raw / FOLDER).mkdir(parents=True, exist_ok=True)
    for measure, name in FILES.items():
        text = json.dumps(flow_file(measure))
        (raw / FOLDER / name).write_text(text, encoding="utf-8")


def ages_row(year: int, area: str, men: dict[str, int], women: dict[str, int]) -> dict[str, object]:
    """Give a row of migrants by age; a band that is not given is 0."""
    figures = {
        "m": [men.get(band, 0) for band in BANDS[:-1]],
        "f": [women.get(band, 0) for band in BANDS[:-1]],
    }
    figures["mf"] = [m + f for m, f in zip(figures["m"], figures["f"], strict=True)]
    cells = {
        f"{band}_({sex})": str(value)
        for sex in SEXES
        for band, value in zip(BANDS, [*figures[sex], sum(figures[sex])], strict=True)
    }
    return {"Year": year, "Destination": area, **cells}


def empty_row(year: int, area: str, total: int | None = None) -> dict[str, object]:
    """Give a row of two dots, with the totals of both sexes if asked."""
    cells = {f"{band}_({sex})": ".." for sex in SEXES for band in BANDS}
    if total is not None:
        cells |= {"Total_(mf)": str(total), "Total_(m)": str(total), "Total_(f)": "0"}
    return {"Year": year, "Destination": area, **cells}


def world_row(year: int, rows: list[dict[str, object]]) -> dict[str, object]:
    """Give the file's row of all countries."""
    given = pd.DataFrame(rows).drop(columns=["Year", "Destination"]).replace("..", "0").astype(int)
    return {"Year": year, "Destination": "WORLD", **given.sum().astype(str).to_dict()}


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path."""
    early = [
        ages_row(2005, "Argentina", {"0-4": 10, "75+": 40}, {"0-4": 9, "75+": 60}),
        empty_row(2005, "South Sudan"),
        empty_row(2005, "Holy See", 798),
    ]
    late = [
        ages_row(2019, "Argentina", {"0-4": 20}, {"0-4": 22}),
        ages_row(2019, "South Sudan", {"30-34": 5}, {"30-34": 4}),
        empty_row(2019, "Holy See", 799),
    ]
    region = ages_row(2019, "South America", {"0-4": 20}, {"0-4": 22})
    ages = [world_row(2005, early), *early, world_row(2019, late), region, *late]
    names = [("ARG", "Argentina"), ("SSD", "South Sudan"), ("VAT", "Holy See")]
    groups = [
        ("arg", year, age, measure, value)
        for year in (2023, 2024)
        for age, measure, value in (
            ("0_14", "total_number", 10_000_000.0),
            ("0_14", "both_sexes_percent", 22.5),
            ("0_14", "female_percent", 21.5),
            ("60plus", "male_percent", 14.25),
        )
    ]
    return {
        AGES: pd.DataFrame(ages),
        NAMES: pd.DataFrame(names, columns=["code", "name"]),
        POPULATION_AGES: pd.DataFrame(groups, columns=["geo", "time", "age", "measure", "value"]),
    }

"""What every harmonised cell must say, computed anew from the raw pieces."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from data.reconcile import raw as files
from data.reconcile import readings
from data.reconcile.people import by_sex_and_age
from data.reconcile.places import by_unit
from data.reconcile.shares import of_decisions, of_displaced, of_transits, shares
from data.reconcile.twins import flagged

CELL = ["ref_area", "counterpart_area", "sex", "year"]
TOLD = [*CELL, "value", "status", "flags", "definition"]
# Which status wins when figures of several are joined, weightiest first.
WEIGHT = {status: place for place, status in enumerate("MOBFIPEA")}
KINDS = {10: "foreign_born", 1: "foreign_citizens", 11: "both", 0: "imputed"}
EMIGRANTS = {"foreign_born": "born", "foreign_citizens": "citizens"}
LAST_ESTIMATE = 2023
UNITS = {
    **dict.fromkeys(
        ["migrant_stock_share", "female_share", "intra_regional_share", "migrant_stock_change"],
        "percent",
    ),
    **dict.fromkeys(["displaced_per_1000", "net_migration_rate"], "per_1000"),
}  # else persons


def stocks(raw: Path, source: str) -> Mapping[str, pd.DataFrame]:
    """Compute the migrant and the emigrant stock of one edition."""
    pieces = files.stock(raw, source)
    seen = {"destination": "ref_area", "origin": "counterpart_area"}
    lived = files.spread(files.spread(pieces, "origin", "W"), "destination", "W")
    left = files.spread(pieces[pieces["origin"] != "_U"], "destination", "W")
    turned = {"origin": "ref_area", "destination": "counterpart_area"}
    return {
        "migrant_stock": joined(lived.rename(columns=seen), "undesa"),
        "emigrant_stock": joined(left.rename(columns=turned), "emigrants"),
    }


def joined(pieces: pd.DataFrame, family: str) -> pd.DataFrame:
    """Add pieces up cell by cell, and say what the cell is made of."""
    groups = pieces.groupby(CELL, sort=False)
    cells = groups.agg(
        value=("value", "sum"),
        imputed=("imputed", "max"),
        added=("added", "max"),
        unseparated=("unseparated", "min"),
        kind=("kind", "first"),
        kinds=("kind", "nunique"),
    ).reset_index()
    names = cells["kind"].map(KINDS)
    if family == "emigrants":
        names = names.replace(EMIGRANTS)
    cells["definition"] = f"{family}_" + names.where(cells["kinds"] == 1, "mixed")
    cells["status"] = np.where(cells["imputed"], "I", "E")
    marks = zip(cells["unseparated"], cells["added"], strict=True)
    cells["flags"] = [
        " ".join(["not_separate"] * bool(apart) + ["refugees_added"] * bool(added))
        for apart, added in marks
    ]
    return cells[TOLD]


def concerned(raw: Path) -> Mapping[str, pd.DataFrame]:
    """Compute UNHCR's populations and their sum."""
    parts = dict(files.concerned(raw))
    apart = parts.pop("apart")
    displaced = pd.concat([parts[n] for n in ("refugees", "asylum_seekers", "other_protection")])
    cells = {name: reported(pieces, f"unhcr_{name}") for name, pieces in parts.items()}
    cells["displaced_population"] = with_breaks(displaced, apart)
    return cells


def reported(pieces: pd.DataFrame, definition: str) -> pd.DataFrame:
    """Add what was reported; without any of it a cell is missing, or does not apply."""
    marked = pieces.assign(
        is_in=pieces["state"] == "reported", lacks=pieces["state"] == "missing", sex="_T"
    )
    cells = marked.groupby(CELL, sort=False).agg(
        value=("value", "sum"), is_in=("is_in", "max"), lacks=("lacks", "max")
    )
    cells = cells.reset_index()
    cells["value"] = cells["value"].where(cells["is_in"])
    cells["status"] = np.where(cells["is_in"], "A", np.where(cells["lacks"], "M", "O"))
    cells["flags"] = np.where(cells["is_in"] & cells["lacks"], "partial_sum", "")
    return cells.assign(definition=definition)[TOLD]


def with_breaks(pieces: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    """Add the three parts; a year whose set of parts is another than the year before is a break."""
    cells = reported(pieces, "unhcr_displaced")
    other = pieces[(pieces["part"] == "other_protection") & (pieces["state"] == "reported")]
    pair = ["ref_area", "counterpart_area", "year"]
    there = set(map(tuple, other[pair].drop_duplicates().to_numpy().tolist()))
    outside = apart[apart["value"] > 0]
    beside = set(map(tuple, outside[pair].drop_duplicates().to_numpy().tolist()))
    cells = cells.sort_values(pair, ignore_index=True)
    before: tuple[object, object, bool] = (None, None, False)
    statuses, flags = [], []
    keys = cells[pair].itertuples(index=False, name=None)
    for key, status, flag in zip(keys, cells["status"], cells["flags"], strict=True):
        area, origin, _ = key
        now = (area, origin, key in there)
        broken = before[:2] == now[:2] and before[2] != now[2]
        statuses.append("B" if broken and status == "A" else status)
        flags.append(" ".join(["others_of_concern_apart"] * (key in beside) + [flag] * bool(flag)))
        before = now
    return cells.assign(status=statuses, flags=flags)


def people(raw: Path) -> pd.DataFrame:
    """Compute the population: estimates to 2023, projections after it."""
    pieces = files.people(raw)
    cells = pieces.groupby(["ref_area", "sex", "year"], sort=False)["value"].sum().reset_index()
    cells["status"] = np.where(cells["year"] > LAST_ESTIMATE, "F", "E")
    return cells.assign(counterpart_area="_Z", flags="", definition="wpp_population")[TOLD]


def of_all_ages(cells: pd.DataFrame) -> pd.DataFrame:
    """Give the cells of all ages whose sex has a population: women, men, everybody."""
    return cells[(cells["age"] == "_T") & cells["sex"].isin(["_T", "F", "M"])]


def rate(above: pd.DataFrame, below: pd.DataFrame, factor: float) -> pd.DataFrame:
    """Divide by the population of the same area, year and sex; the weightier status wins."""
    keys = ["ref_area", "year", "sex"]
    cells = above.merge(below[[*keys, "value", "status"]], on=keys, suffixes=("", "_people"))
    cells["value"] = factor * cells["value"] / cells["value_people"]
    pairs = zip(cells["status"], cells["status_people"], cells["value"].notna(), strict=True)
    cells["status"] = [
        min(own, other, key=WEIGHT.__getitem__) if valued else own for own, other, valued in pairs
    ]
    return cells[TOLD]


def published_shares(raw: Path, stock: pd.DataFrame) -> pd.DataFrame:
    """Give the share of the population as the 2020 workbook prints it, where there is a stock."""
    cells = files.workbook(raw, "Table 3")
    there = stock[stock["counterpart_area"] == "W"]
    cells = cells.rename(columns={"area": "ref_area"}).assign(counterpart_area="W")
    facts = there[[*CELL, "status", "flags", "definition"]]
    cells = cells.merge(facts, on=CELL, how="inner")
    cells["status"] = np.where(cells["value"].isna(), "M", cells["status"])
    return cells[TOLD]


def everything(raw: Path) -> Mapping[tuple[str, str], pd.DataFrame]:
    """Compute all cells, by indicator and source."""
    found: dict[tuple[str, str], pd.DataFrame] = {}
    for source in files.STOCKS:
        for name, cells in stocks(raw, source).items():
            found[name, source] = cells
        for name, cells in shares(found["migrant_stock", source]).items():
            found[name, source] = cells
    totals = concerned(raw)
    split = by_unit(raw, by_sex_and_age(raw, totals))
    for name, cells in {**totals, **split}.items():
        found[name, "unhcr"] = cells
    below = people(raw)
    found["population", "wpp_2024"] = below
    found["migrant_stock_share", "undesa_2024.wpp_2024"] = rate(
        found["migrant_stock", "undesa_2024"], below, 100
    )
    found["migrant_stock_share", "undesa_2020"] = published_shares(
        raw, found["migrant_stock", "undesa_2020"]
    )
    found["displaced_per_1000", "unhcr.wpp_2024"] = rate(
        of_all_ages(found["displaced_population", "unhcr"]), below, 1000
    )
    found |= {
        (name, "unhcr"): cells
        for name, cells in of_displaced(found["displaced_population", "unhcr"]).items()
    }
    found |= readings.all_read(raw)
    if ("net_migration", "wpp_2024") in found:
        moved = found["net_migration", "wpp_2024"]
        numbered = moved.assign(year=moved["year"].astype(int))
        found["net_migration_rate", "wpp_2024"] = rate(numbered, below, 1000)
    if ("darien_transits", "panama") in found:
        for name, cells in of_transits(found["darien_transits", "panama"]).items():
            found[name, "panama"] = cells
    if ("asylum_recognised", "unhcr") in found:
        outcomes = ("recognised", "other", "rejected")
        decided = {name: found[f"asylum_{name}", "unhcr"] for name in outcomes}
        for name, cells in of_decisions(decided).items():
            found[name, "unhcr"] = cells
    return flagged(found)

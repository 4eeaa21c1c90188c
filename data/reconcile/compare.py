"""Which harmonised cells say something else than the raw files."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.reconcile import raw as files
from data.reconcile import readings
from data.reconcile.book import COLUMNS as CELL
from data.reconcile.book import Name
from data.reconcile.expected import UNITS

COLUMNS = [
    "indicator",
    "ref_area",
    "counterpart_area",
    "sex",
    "age",
    "breakdown",
    "time_period",
    "obs_value",
    "unit_measure",
    "obs_status",
    "source",
    "definition",
    "flags",
]
FACTS = ["status", "flags", "definition", "unit_measure", "indicator"]
NEAR = 1e-12  # relative: rates may be divided in another order


def harmonised(tables: Path, indicator: str) -> pd.DataFrame | None:
    """Read one harmonised table under the names used here; None without a table of this shape."""
    file = tables / "observations" / f"{indicator}.parquet"
    if not file.is_file():
        return None
    table = pd.read_parquet(file)
    if list(table.columns) != COLUMNS or table["obs_value"].dtype != "float64":
        return None
    told = table.rename(
        columns={"time_period": "year", "obs_value": "value", "obs_status": "status"}
    )
    words = [column for column in told.columns if column != "value"]
    return told.astype(dict.fromkeys(words, str))


def completed(cells: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Add to raw cells what is the same in all cells of an indicator."""
    unit = UNITS.get(indicator, "persons")
    same = {"age": "_T", "breakdown": "_T", "unit_measure": unit}
    absent = {name: what for name, what in same.items() if name not in cells}
    return cells.astype({"year": str}).assign(**absent, indicator=indicator)


def differences(ours: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    """Give the cells that differ, that only one side has, or that are there twice.

    Args:
        ours: harmonised cells of one indicator and source.
        raw: the same, computed from the raw files.

    Returns:
        The cell's key, ``what`` differs, and both sides' ``value`` and facts.
    """
    both = ours.merge(raw, on=list(CELL), how="outer", suffixes=("", "_raw"), indicator=True)
    gap = (both["value"] - both["value_raw"]).abs()
    none = both["value"].isna() & both["value_raw"].isna()
    near = none | (gap <= NEAR * both["value_raw"].abs())
    what = pd.Series("", index=both.index)
    what = what.mask(~near, what + "value ")
    for fact in FACTS:
        what = what.mask(both[fact] != both[f"{fact}_raw"], what + f"{fact} ")
    what = what.mask(both["_merge"] == "left_only", "only harmonised")
    what = what.mask(both["_merge"] == "right_only", "only raw")
    what = what.mask(both.duplicated(list(CELL)), what + " twice")
    return both.assign(what=what.str.strip())[what != ""]


def printed(raw: Path, name: Name) -> pd.DataFrame:
    """Give the sums that a producer prints itself, in a workbook, an annex, a margin."""
    if name != ("migrant_stock", "undesa_2020"):
        return readings.printed(raw, name)
    totals = files.workbook(raw, "Table 1").rename(columns={"area": "ref_area"})
    totals = totals[totals["value"].notna()].astype({"year": str})
    return totals.assign(counterpart_area="W", age="_T", breakdown="_T")


def other_totals(totals: pd.DataFrame, ours: pd.DataFrame) -> pd.DataFrame:
    """Give the printed sums that are not ours; a printed nought and no cell say the same.

    Args:
        totals: printed sums, as cells with a value.
        ours: harmonised cells of the same indicator and source.
    """
    both = totals.merge(ours, on=list(CELL), how="left", suffixes=("_raw", ""), indicator=True)
    gap = (both["value"] - both["value_raw"]).abs()
    nobody = (both["_merge"] == "left_only") & (both["value_raw"] == 0)
    same = nobody | (gap <= NEAR * both["value_raw"].abs())
    return both[~same].assign(what="official total")


def strange_tables(tables: Path, known: Mapping[tuple[str, str], pd.DataFrame]) -> list[str]:
    """Name the tables that no raw file is known for."""
    names = {indicator for indicator, _ in known}
    found = sorted((tables / "observations").glob("*.parquet"))
    return [file.name for file in found if file.stem not in names]

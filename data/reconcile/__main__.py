"""Compare every harmonised cell with the raw files: ``python -m data.reconcile --raw DIR``."""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from data.reconcile import raw as files
from data.reconcile.expected import everything

TABLES = Path(__file__).parents[1] / "tables"
CELL = ["ref_area", "counterpart_area", "sex", "year"]
FACTS = ["status", "flags", "definition"]
NEAR = 1e-12  # relative: rates may be divided in another order
SHOWN = 20
Say = Callable[[str], None]


def harmonised(tables: Path, indicator: str) -> pd.DataFrame:
    """Read one harmonised table, its columns under the names used here."""
    table = pd.read_parquet(tables / "observations" / f"{indicator}.parquet")
    told = table.rename(
        columns={"time_period": "year", "obs_value": "value", "obs_status": "status"}
    )
    words = [column for column in told.columns if column != "value"]
    return told.astype(dict.fromkeys(words, str)).astype({"year": int})


def differences(ours: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    """Give the cells that differ, and those that only one side has.

    Args:
        ours: harmonised cells of one indicator and source.
        raw: the same, computed from the raw files.

    Returns:
        The cell's key, ``what`` differs, and both sides' ``value`` and facts.
    """
    both = ours.merge(raw, on=CELL, how="outer", suffixes=("", "_raw"), indicator=True)
    gap = (both["value"] - both["value_raw"]).abs()
    same = both["value"].isna() & both["value_raw"].isna()
    near = same | (gap <= NEAR * both["value_raw"].abs())
    what = pd.Series("", index=both.index)
    what = what.mask(~near, what + "value ")
    for fact in FACTS:
        what = what.mask(both[fact] != both[f"{fact}_raw"], what + f"{fact} ")
    what = what.mask(both["_merge"] == "left_only", "only harmonised")
    what = what.mask(both["_merge"] == "right_only", "only raw")
    return both.assign(what=what.str.strip())[what != ""]


def compare(raw: Path, tables: Path, say: Say) -> tuple[int, int]:
    """Compare all cells, one line an indicator and source; returns cells and differences."""
    cells = wrong = 0
    expected = everything(raw)
    for indicator in sorted({name for name, _ in expected}):
        table = harmonised(tables, indicator)
        known = [source for name, source in expected if name == indicator]
        strange = table[~table["source"].isin(known)]
        if len(strange):
            wrong += len(strange)
            say(f"{indicator}: {len(strange)} rows of unknown sources {set(strange['source'])}")
        for source in known:
            own = table[table["source"] == source]
            found = differences(own, expected[indicator, source])
            cells += len(expected[indicator, source])
            wrong += len(found)
            say(f"{indicator:22} {source:22} {len(own):>9,} cells, {len(found)} differences")
            tell(found, indicator, source, raw, say)
    return cells, wrong


def tell(found: pd.DataFrame, indicator: str, source: str, raw: Path, say: Say) -> None:
    """Name differing cells, both figures, and where the raw ones stand."""
    if found.empty:
        return
    for row in found.head(SHOWN).itertuples():
        key = f"{row.ref_area} {row.counterpart_area} {row.sex} {row.year}"
        told = f"{row.value} {row.status} [{row.flags}] {row.definition}"
        read = f"{row.value_raw} {row.status_raw} [{row.flags_raw}] {row.definition_raw}"
        say(f"  {key}: {row.what}: harmonised {told}; raw {read}")
    first = found.iloc[0]
    where = trace(raw, indicator, source, {name: str(first[name]) for name in CELL})
    say(f"  the first stands in {where}")


def trace(raw: Path, indicator: str, source: str, cell: Mapping[str, str]) -> str:
    """Say in which raw file and rows the figures of a cell stand."""
    pieces = pieces_of(raw, indicator, source)
    for name, code in cell.items():
        if name in pieces:
            pieces = pieces[pieces[name].astype(str) == code]
    places = []
    for file, rows in pieces.groupby("file"):
        numbers = sorted(set(rows["row"]))
        listed = ", ".join(map(str, numbers[:SHOWN]))
        more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
        places.append(f"{file}, rows {listed}{more}")
    return "; ".join(places) or "no raw file"


def pieces_of(raw: Path, indicator: str, source: str) -> pd.DataFrame:
    """Give the raw pieces that an indicator's cells are made of."""
    if indicator == "migrant_stock_share" and source == "undesa_2020":
        cells = files.workbook(raw, "Table 3").rename(columns={"area": "ref_area"})
        return cells.assign(counterpart_area="W", file=files.WORKBOOK + " (Table 3)")
    if indicator in ("migrant_stock", "emigrant_stock", "migrant_stock_share"):
        pieces = files.stock(raw, source.split(".")[0])
        ends = ("destination", "origin")
        if indicator == "emigrant_stock":
            ends = ("origin", "destination")
        pieces = pieces.rename(columns=dict(zip(ends, CELL[:2], strict=True)))
        return files.spread(files.spread(pieces, "counterpart_area", "W"), "ref_area", "W")
    if indicator == "population":
        return files.people(raw)
    parts = dict(files.concerned(raw))
    if indicator in parts:
        return parts[indicator]
    names = ("refugees", "asylum_seekers", "other_protection")
    return pd.concat([parts[name] for name in names])


def changed_inputs(raw: Path, tables: Path) -> list[str]:
    """Name the inputs of the manifest that are not the files at hand."""
    manifest = json.loads((tables / "manifest.json").read_text(encoding="utf-8"))
    faults = []
    for each in manifest["inputs"]:
        path = each["path"]
        places = [raw / path, raw.parent / path, raw.parent / "geo" / Path(path).name]
        file = next((place for place in places if place.is_file()), None)
        if file is None or hashlib.sha256(file.read_bytes()).hexdigest() != each["sha256"]:
            faults.append(path)
    return faults


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; 0 when every cell is what the raw files say."""
    parser = argparse.ArgumentParser(prog="python -m data.reconcile", description=__doc__)
    parser.add_argument("--raw", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")
    parser.add_argument("--trace", help="indicator=…,source=…,ref_area=…,… of one cell")
    given = parser.parse_args(arguments)
    if not given.raw.is_dir():
        say(f"{given.raw}: no such folder. Give the folder of the raw files with --raw.")
        return 2
    if given.trace:
        cell = dict(part.split("=", 1) for part in given.trace.split(","))
        cell = {"sex": "_T", **cell}
        cell["year"] = cell.pop("time_period", "")
        say(trace(given.raw, cell.pop("indicator"), cell.pop("source", "undesa_2024"), cell))
        return 0
    changed = changed_inputs(given.raw, given.tables)
    if changed:
        say(f"The tables were made of other files than these: {', '.join(changed)}. Rebuild them.")
        return 1
    cells, wrong = compare(given.raw, given.tables, say)
    say(f"{cells:,} cells compared, {wrong:,} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

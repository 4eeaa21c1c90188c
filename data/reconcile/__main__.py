"""Compare every harmonised cell with the raw files: ``python -m data.reconcile --raw DIR``."""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from data.reconcile import deaths, places
from data.reconcile import raw as files
from data.reconcile.book import COLUMNS as CELL
from data.reconcile.compare import (
    completed,
    differences,
    harmonised,
    other_totals,
    printed,
    strange_tables,
)
from data.reconcile.expected import everything
from data.reconcile.readings import needed, offered
from data.reconcile.trace import Origins

TABLES = Path(__file__).parents[1] / "tables"
SHOWN = 20
RUNS_NAMED = 8
ASKED = (
    "indicator",
    "source",
    "ref_area",
    "counterpart_area",
    "time_period",
    "sex",
    "age",
    "breakdown",
)
Say = Callable[[str], None]


def compare(
    raw: Path, tables: Path, say: Say, listed: Path = places.UNKNOWN_APART
) -> tuple[int, int]:
    """Compare all cells, one line an indicator and source; returns cells and differences.

    Args:
        raw: folder of the raw files.
        tables: folder of the tables.
        say: takes a line.
        listed: the cells in which the raw files themselves set a country apart from its units.
    """
    apart = places.listed_unknown(listed)
    expected = everything(raw)
    strange = strange_tables(tables, expected)
    for name in strange:
        say(f"{name}: a table that no raw file is known for")
    cells, wrong = 0, len(strange)
    for indicator in sorted({name for name, _ in expected}):
        mine = {source: one for (name, source), one in expected.items() if name == indicator}
        counted, different = compare_table(raw, tables, indicator, mine, say, apart)
        cells += counted
        wrong += different
    if "migrant_deaths" in {name for name, _ in expected}:
        counted, different = compare_incidents(raw, tables, say)
        cells += counted
        wrong += different
    return cells, wrong


def compare_incidents(raw: Path, tables: Path, say: Say) -> tuple[int, int]:
    """Compare the table of incidents; returns how many there are, and the differences."""
    points, file = deaths.points(raw), tables / "incidents.parquet"
    if not file.is_file():
        say(f"{file.name}: no such table, {len(points):,} incidents missing")
        return len(points), len(points)
    found = deaths.other_points(pd.read_parquet(file), points)
    told = f"{len(points):>9,} rows, {len(found):,} differences"
    say(f"{'incidents':26} {'missing_migrants':26} {told}")
    for line in found[:SHOWN]:
        say(f"  {line}; {deaths.MISSING_MIGRANTS}, rows as numbered")
    return len(points), len(found)


def compare_table(  # noqa: PLR0913 - the list of cells apart is of the raw files' own
    raw: Path,
    tables: Path,
    indicator: str,
    expected: Mapping[str, pd.DataFrame],
    say: Say,
    listed: pd.DataFrame,
) -> tuple[int, int]:
    """Compare one table, source by source; returns cells and differences."""
    table = harmonised(tables, indicator)
    if table is None:
        missing = sum(map(len, expected.values()))
        say(f"{indicator}: no table with the columns of observations, {missing:,} cells missing")
        return missing, missing
    strange = table[~table["source"].isin(list(expected))]
    cells = wrong = len(strange)
    if wrong:
        say(f"{indicator}: {wrong:,} cells of unknown sources {sorted(set(strange['source']))}")
    for source, cells_of in expected.items():
        own = table[table["source"] == source]
        found = differences(own, completed(cells_of, indicator))
        counted = len(own) + int((found["what"] == "only raw").sum())
        cells, wrong = cells + counted, wrong + len(found)
        say(f"{indicator:26} {source:26} {counted:>9,} cells, {len(found):,} differences")
        tell(found, indicator, source, raw, say)
        totals = printed(raw, (indicator, source))
        if len(totals):
            found = other_totals(totals, own)
            wrong += len(found)
            told = f"{source} as printed"
            say(f"{indicator:26} {told:26} {len(totals):>9,} totals, {len(found):,} differences")
            tell(found, indicator, source, raw, say)
        if own["ref_area"].str.contains("-", regex=False).any():
            found = units_apart(own, indicator, source, listed)
            wrong += len(found)
            told = f"{source} in units"
            say(f"{indicator:26} {told:26} {len(found):>9,} countries apart from their units")
            tell(found, indicator, source, raw, say)
    return cells, wrong


def units_apart(
    own: pd.DataFrame, indicator: str, source: str, listed: pd.DataFrame
) -> pd.DataFrame:
    """Hold countries against their units and those in none.

    Returns:
        The cells that differ and are not named with their figures and the reason, and those that
        are named and do not differ any more.
    """
    unknown = places.unknown_apart(own)
    return pd.concat(
        [
            places.named_apart(places.apart(own), indicator, source),
            places.unlisted(unknown, indicator, source, listed),
            places.gone(unknown, indicator, source, listed),
        ],
        ignore_index=True,
    )


def tell(found: pd.DataFrame, indicator: str, source: str, raw: Path, say: Say) -> None:
    """Name differing cells, what both sides say, and where the raw figures stand."""
    if found.empty:
        return
    origins = Origins(raw)
    for row in found.head(SHOWN).to_dict("records"):
        facts = dict.fromkeys(str(name) for name in row if f"{name}_raw" in row)
        both = [name for name in facts if name in row["what"].split() or name == "value"]
        told = ", ".join(f"{name} {row[name]} (raw {row[f'{name}_raw']})" for name in both)
        cell = {name: str(row[name]) for name in CELL}
        where = origins.told(indicator, source, cell, RUNS_NAMED)
        say(f"  {' '.join(cell.values())}: {row['what']}: {told}; {where}")
    if len(found) > SHOWN:
        say(f"  and {len(found) - SHOWN:,} more")


def tell_origin(raw: Path, tables: Path, asked: str, say: Say) -> int:
    """Say what one cell holds and where it comes from; 2 when the question is not clear."""
    cell = dict(part.partition("=")[::2] for part in asked.split(","))
    table = harmonised(tables, cell.get("indicator", ""))
    unknown = sorted(set(cell) - set(ASKED))
    if unknown or table is None:
        fault = f"unknown {', '.join(unknown)}" if unknown else "indicator=… must name a table"
        say(f"--trace {asked}: {fault}. Give {','.join(f'{name}=…' for name in ASKED)}.")
        return 2
    cell = {"sex": "_T", "age": "_T", "breakdown": "_T", "counterpart_area": "W", **cell}
    cell["year"] = cell.pop("time_period", "")
    mine = pd.Series(data=True, index=table.index)
    for name, code in cell.items():
        mine &= table[name] == code
    origins = Origins(raw)
    for row in table[mine].itertuples():
        told = f"{row.value} {row.status} [{row.flags}] {row.definition}"
        key = {name: str(getattr(row, name)) for name in CELL}
        say(f"{row.source}: {told}; {origins.told(str(row.indicator), str(row.source), key)}")
    if not mine.any():
        say(f"--trace {asked}: the tables have no such cell.")
    return 0 if mine.any() else 1


def changed_files(raw: Path, tables: Path) -> list[str]:
    """Name the inputs and tables that are not the files that the manifest describes."""
    manifest = json.loads((tables / "manifest.json").read_text(encoding="utf-8"))
    described = {
        raw / path.removeprefix("raw/") if path.startswith("raw/") else raw.parent / path: checksum
        for path, checksum in ((each["path"], each["sha256"]) for each in manifest["inputs"])
    }
    for each in manifest["tables"]:
        described[tables / "observations" / f"{each['indicator']}.parquet"] = each["sha256"]
    return [
        file.name
        for file, checksum in described.items()
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != checksum
    ]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def asked_for(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m data.reconcile", description=__doc__)
    parser.add_argument("--raw", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--tables", type=Path, default=TABLES, help="folder of the tables")
    parser.add_argument(
        "--apart",
        type=Path,
        default=places.UNKNOWN_APART,
        help="list of the cells of an unknown sex or age that the raw files set apart from units",
    )
    parser.add_argument(
        "--trace",
        metavar="CELL",
        help="say where one cell comes from: indicator=…,ref_area=…,counterpart_area=…,"
        "time_period=…,sex=…,age=…,breakdown=…; rows of an R file count from 1, lines of a text "
        "and rows of a workbook from the top of the file",
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line.

    Returns:
        0 when every cell is what the raw files say, 1 when one is not, 2 without the files.
    """
    given = asked_for(arguments)
    if not given.raw.is_dir():
        say(f"{given.raw}: no such folder. Give the folder of the raw files with --raw.")
        return 2
    absent = [
        name for name in (*files.NEEDED, *needed(offered())) if not (given.raw / name).is_file()
    ]
    if absent:
        say(f"{given.raw}: no file {', '.join(absent)}. Fetch them from their producers.")
        return 2
    if given.trace:
        return tell_origin(given.raw, given.tables, given.trace, say)
    if not (given.tables / "manifest.json").is_file():
        say(f"{given.tables}: no manifest.json. Give the folder of the tables with --tables.")
        return 2
    changed = changed_files(given.raw, given.tables)
    if changed:
        say(f"Other files than the manifest describes: {', '.join(changed)}. Rebuild the tables.")
    cells, wrong = compare(given.raw, given.tables, say, given.apart)
    say(f"{cells:,} cells compared, {wrong:,} differences")
    return 1 if wrong or changed else 0


if __name__ == "__main__":
    sys.exit(main())

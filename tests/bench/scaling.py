"""How the pipeline's time and memory grow with its input: ``python -m tests.bench.scaling``.

The input are the raw tables of the two producers that have three quarters of all rows, UNHCR and
UN DESA: their last years, then ten times as many years with the same rows. Each run is a process
of its own; harmonising, deriving, checking and writing are timed, and memory is the peak meanwhile
above what the process takes before it reads anything (Linux counts both).
"""

import gc
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.build import harmonise, read_all, tables
from data.harmonise.write import Contents, write_tables
from data.shelf import INCIDENTS

ROOT = Path(__file__).parents[2]
THEMES = ("displacement", "asylum", "migrants")
FIRST = 2022
APART = 200  # years between one copy and the next
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def catalogue_of(copies: int) -> Catalogue:
    """Give the catalogue of some themes, its exceptions named for every copy of a year."""
    with tempfile.TemporaryDirectory() as folder:
        cards = Path(folder) / "catalogue"
        shutil.copytree(ROOT / "data" / "catalogue", cards)
        (cards / "themes.toml").write_text(f"order = {list(THEMES)}\n", encoding="utf-8")
        read = Catalogue.read(cards)
    late = [each for each in read.breaches if int(each.time_period[:4]) >= FIRST]
    splits = [each for each in read.splits if int(each.time_period) >= FIRST]
    dated = [each for each in read.unequal if YEAR.search(each.group)]
    unequal = [each for each in dated if int(YEAR.findall(each.group)[0]) >= FIRST]
    return replace(
        read,
        breaches=tuple(
            replace(each, time_period=later(each.time_period, copy))
            for copy in range(copies)
            for each in late
        ),
        splits=tuple(
            replace(each, time_period=later(each.time_period, copy))
            for copy in range(copies)
            for each in splits
        ),
        unequal=tuple(
            replace(each, group=later(each.group, copy))
            for copy in range(copies)
            for each in unequal
        ),
    )


def later(text: str, copy: int) -> str:
    """Put every year of a text into a later copy."""
    return YEAR.sub(lambda year: str(int(year[0]) + copy * APART), text)


def copied(raw: RawTables, copies: int) -> RawTables:
    """Give the last years of a source's tables, a number of times with years far apart."""
    return replace(raw, tables={name: many(t, copies) for name, t in raw.tables.items()})


def many(table: pd.DataFrame, copies: int) -> pd.DataFrame:
    """Give a table's last years a number of times; a table without years stays as it is."""
    if "year" not in table:
        return table
    years = table["year"].astype(int)
    last = table[years >= FIRST]
    apart = int(table.index.max()) + 1
    return pd.concat(
        last.assign(year=(last["year"] + copy * APART)).set_index(last.index + copy * apart)
        for copy in range(copies)
    )


def run(raw: Path, copies: int) -> None:
    """Build once and print rows read, rows made, seconds, and megabytes at the peak."""
    catalogue, codes = catalogue_of(copies), Codes.read()
    idle = resident("VmRSS")
    read = read_all(raw, catalogue, say=str)
    read = {name: copied(tables, copies) for name, tables in read.items()}
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    began = time.perf_counter()
    rows = sum(len(t) for each in read.values() for t in each.tables.values() if "year" in t)
    parts = harmonise(read, codes, catalogue)
    read.clear()
    with tempfile.TemporaryDirectory() as folder:
        made_of = tables(parts, codes, catalogue, say=str)
        contents = Contents(made_of, pd.DataFrame(columns=list(INCIDENTS)), [])
        entries = write_tables(contents, Path(folder) / "tables", catalogue, codes)
    seconds = time.perf_counter() - began
    made = sum(entry["rows"] for entry in entries)
    memory = resident("VmHWM") - idle
    sys.stdout.write(f"{rows} {made} {seconds} {memory}\n")


def resident(name: str) -> float:
    """Give the resident memory of this process, now or at its peak, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) * 1024 / 1e6


def report(raw: Path) -> Iterator[str]:
    """Give the lines of a table in Markdown: one, then ten times the input."""
    yield "| input | rows read | rows made | seconds | MB |\n|--|--|--|--|--|"
    told = []
    for copies in (1, 10):
        command = (sys.executable, "-m", "tests.bench.scaling", str(raw), str(copies))
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        told.append([float(number) for number in done.stdout.split()])
        rows, made, seconds, memory = told[-1]
        yield f"| x {copies} | {rows:,.0f} | {made:,.0f} | {seconds:.1f} | {memory:,.0f} |"
    grown = [ten / one for one, ten in zip(*told, strict=True)]
    yield "| growth | " + " | ".join(f"{times:.1f} x" for times in grown) + " |"


def main() -> None:
    """Print the table, or measure one run."""
    raw, *copies = sys.argv[1:]
    if copies:
        run(Path(raw), int(copies[0]))
        return
    for line in report(Path(raw)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

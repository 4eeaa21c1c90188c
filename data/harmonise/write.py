"""How tables reach the disk: Parquet that is the same for the same rows, a manifest, licences."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.catalogue import Catalogue, Source
from data.codes import Codes
from data.periods import freq_of
from data.schema import COLUMNS, KEY, NOT_NAMED, TOTAL, VALUE, WORLD
from data.shelf import INCIDENTS

LEVEL = 19
GEO = "boundaries"
UNSAID = "not in the documents at hand"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder of tables holds.

    Attributes:
        tables: indicators and their observations in key order, one after the other.
        incidents: the incidents of death and disappearance, as points.
        made_of: the raw files, as :func:`inputs` names them.
    """

    tables: Iterable[tuple[str, pd.DataFrame]]
    incidents: pd.DataFrame
    made_of: Iterable[Mapping[str, Any]]


def write_tables(
    contents: Contents, folder: Path, catalogue: Catalogue, codes: Codes
) -> list[dict[str, Any]]:
    """Write all tables, ``manifest.json`` and ``LICENSES.md`` into a new folder.

    Args:
        contents: the tables, each taken when the one before is written.
        folder: must not be there yet.
        catalogue: the cards, for the licences and what maps show.
        codes: the areas, for those whose years are counted.

    Returns:
        What the manifest says of each table, in the order of the catalogue.
    """
    (folder / "observations").mkdir(parents=True)
    made = []
    for name, table in contents.tables:
        file = folder / "observations" / f"{name}.parquet"
        write_table(table, file)
        made.append(entry(name, table, file, catalogue, codes))
    entries = sorted(made, key=lambda each: str(each["indicator"]))
    points = write_points(contents.incidents, folder / "incidents.parquet")
    together = "".join(str(each["sha256"]) for each in [*entries, points])
    manifest = {
        "data_version": hashlib.sha256(together.encode()).hexdigest()[:12],
        "inputs": list(contents.made_of),
        "tables": entries,
        "incidents": points,
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    (folder / "LICENSES.md").write_text(licences(catalogue), encoding="utf-8")
    return made


def entry(
    name: str, table: pd.DataFrame, file: Path, catalogue: Catalogue, codes: Codes
) -> dict[str, Any]:
    """Say what the manifest says of one table and its file."""
    return {
        "indicator": name,
        "rows": len(table),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "bytes": file.stat().st_size,
        "codes": {column: sorted(table[column].unique()) for column in KEY},
        "totals": totals(table),
        "sources": described(table, catalogue.indicators[name].mapped, codes.focus),
    }


def write_table(table: pd.DataFrame, file: Path) -> None:
    """Write one table of observations: texts by dictionary, one row group, best compression."""
    columns = {
        name: pa.array(
            table[name], type=pa.float64() if name == VALUE else pa.string(), from_pandas=True
        )
        for name in COLUMNS
    }
    pq.write_table(
        pa.table(columns),
        file,
        compression="zstd",
        compression_level=LEVEL,
        row_group_size=max(len(table), 1),
        data_page_size=1 << 26,
        use_dictionary=[name for name in COLUMNS if name != VALUE],
        column_encoding={VALUE: "BYTE_STREAM_SPLIT"},
        write_statistics=False,
        store_schema=False,
    )


def write_points(incidents: pd.DataFrame, file: Path) -> dict[str, Any]:
    """Write the incidents, and say of the file what the manifest names."""
    columns = {
        name: pa.array(incidents[name], type=kind, from_pandas=True)
        for name, kind in INCIDENTS.items()
    }
    pq.write_table(
        pa.table(columns),
        file,
        compression="zstd",
        compression_level=LEVEL,
        write_statistics=False,
        store_schema=False,
    )
    content = file.read_bytes()
    return {
        "rows": len(incidents),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
    }


def totals(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Say for each source how many rows and gaps a table has, and its latest world total."""
    told: dict[str, dict[str, Any]] = {}
    for source, rows in table.groupby("source", sort=True):
        whole = rows[
            (rows["ref_area"] == WORLD)
            & rows["counterpart_area"].isin([WORLD, "_Z"])
            & (rows[["sex", "age", "breakdown"]] == TOTAL).all(axis=1)
        ]
        told[str(source)] = {
            "rows": len(rows),
            "without_value": int(rows[VALUE].isna().sum()),
            "first": str(rows["time_period"].min()),
            "last": str(rows["time_period"].max()),
            "world_at_last": float(whole[VALUE].iloc[-1]) if len(whole) else None,
        }
    return told


def described(table: pd.DataFrame, end: str, focus: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Say for each source what it splits by, what it counted, and which years each country has.

    Args:
        table: observations of one indicator.
        end: the column whose areas a map shows.
        focus: the countries whose years are counted.

    Returns:
        By source: the codes of ``sex``, ``age`` and ``breakdown``, whether it names an other end
        (``counterparts``), ``definitions``, the forms of its periods (``2024``, ``2024-03``), and
        by country the first year with a value of the total, the last one, and how many have one;
        of a country that has parts only, the years of these.
    """
    told: dict[str, dict[str, Any]] = {}
    for source, rows in table.groupby("source", sort=True):
        valued = rows[rows[VALUE].notna()]
        whole = valued[valued["breakdown"] == TOTAL]
        years = {**years_of(valued, end), **years_of(whole, end)}
        told[str(source)] = {
            **{name: sorted(valued[name].unique()) for name in ("sex", "age", "breakdown")},
            "counterparts": bool((~valued["counterpart_area"].isin([WORLD, NOT_NAMED])).any()),
            "definitions": sorted(valued["definition"].unique()),
            "freqs": sorted({str(freq_of(each)) for each in valued["time_period"].unique()}),
            "years": {
                area: [min(years[area]), max(years[area]), len(years[area])]
                for area in focus
                if area in years
            },
        }
    return told


def years_of(rows: pd.DataFrame, end: str) -> dict[str, Sequence[str]]:
    """Give the years that the rows of each area are of."""
    found = rows["time_period"].str[:4].groupby(rows[end]).unique()
    return {str(area): years for area, years in found.items()}


def inputs(raw: Path, raw_geo: Path | None, catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Name the raw files with size and checksum, those of the boundaries last."""
    for name, card in sorted(catalogue.sources.items()):
        for file in card.files:
            size = (raw / file.path).stat().st_size
            yield {"path": f"raw/{file.path}", "bytes": size, "sha256": file.sha256, "source": name}
    for path in sorted(raw_geo.glob("*")) if raw_geo else ():
        content = path.read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        yield {"path": f"geo/{path.name}", "bytes": len(content), "sha256": checksum, "source": GEO}


def licences(catalogue: Catalogue) -> str:
    """Write the producers' terms, from the source cards.

    >>> licences(Catalogue.read()).splitlines()[0]
    '# Terms of the producers'
    """
    opening = (
        "# Terms of the producers\n\n"
        "The tables in this folder hold facts and figures of the producers named below, harmonised "
        "by this\nproject: codes of areas, sums, shares and rates are the project's. Each producer "
        "is to be attributed\nwith its citation; its terms apply to its figures. This file is "
        "written by the build from the source cards.\n"
    )
    return "\n".join([opening, *(terms(card) for _, card in sorted(catalogue.sources.items()))])


def terms(card: Source) -> str:
    """Write the terms of one source."""
    files = "".join(f"  - `{file.path}` (sha256 {file.sha256})\n" for file in card.files)
    licence = f"[{card.licence}]({card.licence_url})" if card.licence_url else card.licence
    return (
        f"## {card.id}\n\n"
        f"- Producer: {card.producer}\n"
        f"- Edition: {card.edition} (published: {card.published or UNSAID})\n"
        f"- Address: {card.url or UNSAID}\n"
        f"- Licence: {licence}\n"
        f"- Citation: {card.citation}\n"
        f"- Files:\n{files}"
    )


def put_in_place(made: Path, out: Path) -> None:
    """Replace a folder by another; if that fails half-way, the old one is put back."""
    old = made.parent / "old"
    if out.exists():
        out.rename(old)
    try:
        made.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def summary(entries: Iterable[Mapping[str, Any]]) -> str:
    """Sum the build up: a line an indicator and source, of what the manifest says."""
    lines = [f"{'indicator':<27}{'source':<22}{'rows':>9}{'gaps':>9}  {'years':<11}{'world':>16}"]
    for each in entries:
        for source, told in each["totals"].items():
            world = "" if told["world_at_last"] is None else f"{told['world_at_last']:,.1f}"
            years = f"{told['first']}-{told['last']}"
            lines.append(
                f"{each['indicator']:<27}{source:<22}{told['rows']:>9,}"
                f"{told['without_value']:>9,}  {years:<11}{world:>16}"
            )
    return "\n".join(lines)

"""The second reading finds every kind of difference, and the committed tables have none."""

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from data.codes import Codes
from data.harmonise.build import Places, build
from data.reconcile.__main__ import TABLES, changed_inputs, compare, main, trace
from tests.data import cut

RAW = Path(__file__).parents[3] / "shared" / "data" / "raw"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Tiny raw files and the tables that the pipeline makes of them."""
    folder = tmp_path_factory.mktemp("reconcile")
    raw = cut.write_raw(folder)
    build(Places(raw, folder / "tables"), cut.catalogue_of(raw, folder), Codes.read(), print)
    return raw, folder / "tables"


def compared(raw, tables):
    lines = []
    cells, wrong = compare(raw, tables, lines.append)
    return cells, wrong, "\n".join(lines)


def spoiled(built, folder, indicator, spoil):
    raw, tables = built
    copy = folder / "tables"
    shutil.copytree(tables, copy)
    file = copy / "observations" / f"{indicator}.parquet"
    table = pd.read_parquet(file)
    words = [column for column in table.columns if column != "obs_value"]
    spoil(table.astype(dict.fromkeys(words, str))).to_parquet(file, index=False)
    return compared(raw, copy)


def test_tables_made_of_the_raw_files_have_no_difference(built):
    cells, wrong, said = compared(*built)
    assert cells > 100
    assert wrong == 0, said


def change(column, value):
    def spoil(table):
        place = table.index[table["obs_value"] > 0][3]
        table.loc[place, column] = value
        return table

    return spoil


@pytest.mark.parametrize(
    ("indicator", "spoil"),
    [
        ("migrant_stock", change("obs_value", 4.0)),
        ("displaced_population", change("obs_status", "P")),
        ("refugees", change("flags", "partial_sum")),
        ("emigrant_stock", change("definition", "undesa_mixed")),
        ("population", lambda table: table.iloc[1:]),
        ("displaced_per_1000", lambda table: table.iloc[:-1]),
        (
            "idps",
            lambda table: pd.concat(
                [table, table.head(1).assign(ref_area="FRA", time_period="1900")]
            ),
        ),
        ("stateless", change("source", "hearsay")),
        ("migrant_stock_share", change("obs_value", float("nan"))),
    ],
)
def test_every_kind_of_difference_is_found(built, tmp_path, indicator, spoil):
    _, wrong, said = spoiled(built, tmp_path, indicator, spoil)
    assert wrong >= 1
    assert indicator in said


def test_a_difference_names_the_file_and_its_rows(built, tmp_path):
    _, _, said = spoiled(built, tmp_path, "refugees", change("obs_value", 7.5))
    assert "population.rda, rows" in said


def test_a_cell_is_traced_to_its_rows(built):
    raw, _ = built
    cell = {"ref_area": "W", "counterpart_area": "W", "sex": "_T", "year": "2024"}
    assert "undesa_stocks.rda, rows 1, 2" in trace(raw, "migrant_stock", "undesa_2024", cell)


def test_a_missing_folder_is_one_sentence(capsys, tmp_path):
    assert main(["--raw", str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().out


def test_tables_of_other_files_are_refused(built, tmp_path):
    raw, tables = built
    shutil.copytree(raw, tmp_path / "raw")
    changed = next((tmp_path / "raw").rglob("population.rda"))
    changed.write_bytes(changed.read_bytes() + b" ")
    assert any("population.rda" in each for each in changed_inputs(tmp_path / "raw", tables))


def test_the_committed_tables_are_those_of_the_manifest():
    manifest = json.loads((TABLES / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["tables"]:
        content = (TABLES / "observations" / f"{entry['indicator']}.parquet").read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    if RAW.is_dir():
        assert changed_inputs(RAW, TABLES) == []

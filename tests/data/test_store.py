"""A broken table stops the start with a sentence that says what to do."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data.shelf import BrokenTables, Shelf
from data.store import TABLES, Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tables(tmp_path):
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


def drop_manifest(folder):
    (folder / "manifest.json").unlink()


def spoil_manifest(folder):
    (folder / "manifest.json").write_text("{")


def forget_version(folder):
    (folder / "manifest.json").write_text('{"tables": []}')


def drop_table(folder):
    (folder / "observations" / "idps.parquet").unlink()


def change_table(folder):
    file = folder / "observations" / "idps.parquet"
    file.write_bytes(file.read_bytes()[:-10])


def change_incidents(folder):
    file = folder / "incidents.parquet"
    file.write_bytes(file.read_bytes()[:-10])


def other_columns(folder):
    content = (folder / "observations" / "idps.parquet").read_bytes()
    (folder / "incidents.parquet").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["incidents"]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def forget_indicator(folder):
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text())
    manifest["tables"] = [each for each in manifest["tables"] if each["indicator"] != "idps"]
    file.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (drop_manifest, "manifest.json"),
        (spoil_manifest, "manifest.json"),
        (forget_version, "data_version"),
        (drop_table, "idps.parquet"),
        (change_table, "idps.parquet"),
        (forget_indicator, "idps"),
        (change_incidents, "incidents.parquet: differs"),
        (other_columns, "incidents.parquet: has columns"),
    ],
)
def test_broken_tables_are_named_with_a_remedy(tables, spoil, named):
    spoil(tables)
    with pytest.raises(BrokenTables, match=named) as fault:
        Store.open(tables)
    assert "make data" in str(fault.value)


def test_the_start_ends_with_a_sentence_and_no_traceback(tmp_path):
    for name in ("app.py", "data", "layouts", "callbacks", "assets"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    change_table(tmp_path / "data" / "tables")
    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "idps.parquet" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_loan_is_shallow_and_in_key_order(store):
    lent = store.observations("idps")
    assert lent.columns[0] == "indicator"
    assert set(lent["indicator"].unique()) == {"idps"}
    assert lent["ref_area"].cat.codes.is_monotonic_increasing


def test_tables_are_put_back_when_there_is_no_room_for_them():
    shelf = Shelf(TABLES, most_rows=10_000)
    first = shelf.table("idps")
    assert shelf.table("idps") is first
    shelf.table("population")
    assert list(shelf.held) == ["population"]
    assert shelf.table("idps").equals(first)


def test_a_column_of_one_word_takes_the_room_of_one_row(store):
    births = store.observations("migrant_stock")
    assert set(births["indicator"]) == {"migrant_stock"}
    assert births["indicator"].array.codes.strides == (0,)
    assert births["ref_area"].array.codes.strides != (0,)


def test_what_is_told_is_what_the_whole_table_tells(store):
    table = store.observations("foreign_residents")
    told = table[table["obs_value"].notna()]
    for end in ("ref_area", "counterpart_area"):
        assert store.shelf.covered("foreign_residents", end) == frozenset(
            zip(told["source"], told["definition"], told[end], strict=True)
        )
        assert store.shelf.periods("foreign_residents", end) == frozenset(
            zip(told["source"], told[end], told["time_period"], told["flags"], strict=True)
        )


def test_a_table_changed_after_the_start_is_named(tables):
    shelf = Shelf(tables)
    change_table(tables)
    with pytest.raises(BrokenTables, match="idps.parquet"):
        shelf.table("idps")


def test_the_manifest_lists_the_codes_of_the_tables(store):
    rows = store.observations("idps")
    for column, codes in store.shelf.entries["idps"]["codes"].items():
        assert codes == sorted(rows[column].unique())
    assert "2025" in store.shelf.codes("time_period")


def test_incidents_are_read_anew_and_add_up_to_the_deaths(store):
    points = store.incidents()
    deaths = store.observations("migrant_deaths")
    whole = deaths[
        (deaths["ref_area"] == "W")
        & (deaths["counterpart_area"] == "W")
        & (deaths["breakdown"] == "_T")
        & (deaths["time_period"].astype(str).str.len() == len("2024"))
    ]
    assert points["obs_value"].sum() == whole["obs_value"].sum()
    assert points["incident"].is_unique
    points["obs_value"] = 0.0
    assert store.incidents()["obs_value"].sum() > 0


def test_an_incidents_file_changed_after_the_start_is_named(tables):
    shelf = Shelf(tables)
    change_incidents(tables)
    with pytest.raises(BrokenTables, match="incidents.parquet"):
        shelf.incidents()

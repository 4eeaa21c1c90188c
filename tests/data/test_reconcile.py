"""The second reading finds every kind of difference, and the committed tables have none."""

import hashlib
import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.reconcile.__main__ import TABLES, changed_files, compare, compare_table, main
from data.reconcile.expected import everything
from data.reconcile.places import listed_unknown
from tests.data import cut, cut_routes, cut_series

RAW = Path(__file__).parents[3] / "shared" / "data" / "raw"
APART = Path(__file__).with_name("cut_apart.csv")  # of the cut files, as the catalogue's of all


@pytest.fixture(scope="module")
def built(built):
    """Tiny raw files and the tables that the pipeline makes of them."""
    return built / "raw", built / "tables"


def compared(raw, tables):
    lines = []
    cells, wrong = compare(raw, tables, lines.append, APART)
    return cells, wrong, "\n".join(lines)


@pytest.fixture(scope="module")
def known(built):
    """Every cell as the second reading has it."""
    return everything(built[0])


def spoiled(built, known, folder, indicator, spoil):
    """Spoil one table and compare it, as each of all is compared."""
    raw, tables = built
    table = pd.read_parquet(tables / "observations" / f"{indicator}.parquet")
    words = [column for column in table.columns if column != "obs_value"]
    file = folder / "observations" / f"{indicator}.parquet"
    file.parent.mkdir()
    spoil(table.astype(dict.fromkeys(words, str))).to_parquet(file, index=False)
    lines = []
    mine = {source: cells for (name, source), cells in known.items() if name == indicator}
    cells, wrong = compare_table(raw, folder, indicator, mine, lines.append, listed_unknown(APART))
    return cells, wrong, "\n".join(lines)


def change(column, value, among="obs_value > 0"):
    """Change one cell, the first of those named."""

    def spoil(table):
        table.loc[table.query(among).index[0], column] = value
        return table

    return spoil


def test_tables_made_of_the_raw_files_have_no_difference(built):
    cells, wrong, said = compared(*built)
    assert wrong == 0, said
    files = [*(built[1] / "observations").glob("*.parquet"), built[1] / "incidents.parquet"]
    assert cells == sum(len(pd.read_parquet(file)) for file in files)


@pytest.mark.parametrize(
    ("indicator", "spoil", "what"),
    [
        ("migrant_stock", change("obs_value", 4.0), "value"),
        (
            "migrant_stock",
            change("obs_value", 4.0, "counterpart_area == 'W' and source == 'undesa_2024'"),
            "value",
        ),
        ("emigrant_stock", change("obs_value", 4.0, "ref_area == 'VEN'"), "value"),
        ("migrant_stock_share", change("obs_value", float("nan")), "value"),
        ("migrant_stock_share", change("obs_value", 0.0, "obs_status == 'M'"), "value"),
        ("displaced_per_1000", change("obs_value", 2.0), "value"),
        ("other_protection", change("obs_value", 0.0, "obs_status == 'M'"), "value"),
        ("other_protection", change("obs_status", "O", "obs_status == 'M'"), "status"),
        ("other_protection", change("obs_status", "M", "obs_status == 'O'"), "status"),
        ("displaced_population", change("obs_status", "A", "obs_status == 'B'"), "status"),
        ("displaced_population", change("obs_status", "B", "obs_status == 'A'"), "status"),
        ("population", change("obs_status", "E", "obs_status == 'F'"), "status"),
        ("migrant_stock", change("obs_status", "E", "obs_status == 'I'"), "status"),
        ("displaced_population", change("flags", "", "flags == 'partial_sum'"), "flags"),
        ("displaced_population", change("flags", "", "flags.str.contains('apart')"), "flags"),
        ("migrant_stock", change("flags", "", "flags == 'refugees_added'"), "flags"),
        ("migrant_stock", change("flags", "", "flags == 'not_separate'"), "flags"),
        ("refugees", change("flags", "partial_sum"), "flags"),
        ("migrant_stock", change("definition", "undesa_both"), "definition"),
        ("emigrant_stock", change("definition", "undesa_mixed"), "definition"),
        ("refugees", change("unit_measure", "percent"), "unit_measure"),
        ("refugees", change("indicator", "stateless"), "indicator"),
        ("population", lambda table: table.iloc[1:], "only raw"),
        ("displaced_per_1000", lambda table: table.iloc[:-1], "only raw"),
        (
            "idps",
            lambda table: pd.concat([table, table.head(1).assign(time_period="1900")]),
            "only harmonised",
        ),
        (
            "asylum_seekers",
            lambda table: pd.concat([table, table[table["ref_area"] == "W"].head(1)]),
            "twice",
        ),
        ("remittances_received", change("obs_value", 1.5), "value"),
        ("remittances_received", change("unit_measure", "persons"), "unit_measure"),
        ("remittances_paid", change("obs_status", "A", "obs_status == 'B'"), "status"),
        ("remittances_paid", change("flags", "", "flags == 'other_vintage'"), "flags"),
        ("remittances_share_gdp", lambda table: table.iloc[1:], "only raw"),
        (
            "remittance_cost",
            change("definition", "wb_remittance_cost_to", "breakdown == 'direction.from'"),
            "definition",
        ),
        ("remittance_cost", change("obs_value", 9.0, "time_period == '2020-Q3'"), "value"),
        ("remittance_corridor_model", change("obs_value", 0.0, "obs_status == 'M'"), "value"),
        ("remittance_corridor_model", change("flags", "", "flags == 'partial_sum'"), "flags"),
        ("gini", change("obs_value", 0.4, "source == 'gapminder_2026'"), "value"),
        ("hdi", change("obs_value", 0.9, "sex == 'F'"), "value"),
        ("gii", change("obs_status", "E"), "status"),
        ("labour_participation", change("obs_value", 1.0, "source == 'undp_2024'"), "value"),
        ("unemployment_rate", change("obs_value", float("nan")), "value"),
        ("gdp_per_capita", change("indicator", "gini"), "indicator"),
        ("darien_transits", change("flags", "", "flags == 'implied_zero'"), "flags"),
        ("darien_transits", change("obs_value", 0.0, "obs_status == 'M'"), "value"),
        (
            "darien_transits",
            change("flags", "partial_period", "flags.str.contains('has_02 partial')"),
            "flags",
        ),
        (
            "honduras_irregular_entries",
            change("flags", "", "flags == 'code_doubtful' and counterpart_area == 'TWN'"),
            "flags",
        ),
        ("honduras_irregular_entries", change("obs_value", 99.0, "age == 'Y_LT18'"), "value"),
        ("mexico_irregular_situation", change("flags", "", "flags == 'merged_labels'"), "flags"),
        (
            "mexico_irregular_situation",
            change("obs_value", 99.0, "breakdown == 'accompaniment.unaccompanied'"),
            "value",
        ),
        (
            "us_southwest_encounters",
            lambda table: table.drop(table.query("breakdown == 'authority.title_42'").index[0]),
            "only raw",
        ),
        ("migrant_deaths", change("obs_value", 99.0, "breakdown == 'cause.several'"), "value"),
    ],
)
def test_one_wrong_cell_is_found(built, known, tmp_path, indicator, spoil, what):
    _, wrong, said = spoiled(built, known, tmp_path, indicator, spoil)
    (named,) = [line for line in said.splitlines() if line.startswith("  ")]
    assert wrong == 1
    assert f": {what}: " in named


@pytest.mark.parametrize(("column", "code"), [("age", "Y_GE60"), ("breakdown", "hazard.flood")])
def test_a_cell_of_another_age_or_part_is_another_cell(built, known, tmp_path, column, code):
    _, wrong, said = spoiled(built, known, tmp_path, "refugees", change(column, code))
    assert wrong == 2
    assert ": only raw: " in said
    assert ": only harmonised: " in said


def test_a_strange_source_is_found(built, known, tmp_path):
    _, wrong, said = spoiled(built, known, tmp_path, "stateless", change("source", "hearsay"))
    assert wrong == 2  # the cell of hearsay, and the one that UNHCR's no longer is
    assert "hearsay" in said


def test_a_column_too_few_is_found(built, known, tmp_path):
    _, wrong, said = spoiled(
        built, known, tmp_path, "idps", lambda table: table.drop(columns="flags")
    )
    assert wrong > 0
    assert "idps: no table with the columns" in said


def test_a_table_too_few_and_one_too_many_are_found(built, tmp_path):
    raw, tables = built
    shutil.copytree(tables, tmp_path / "tables")
    folder = tmp_path / "tables" / "observations"
    idps = len(pd.read_parquet(folder / "idps.parquet"))
    (folder / "idps.parquet").rename(folder / "hearsay.parquet")
    _, wrong, said = compared(raw, tmp_path / "tables")
    assert wrong == idps + 1
    assert "hearsay.parquet" in said


@pytest.mark.parametrize("total", [103_553, 0])
def test_a_published_total_that_is_not_ours_is_found(built, tmp_path, total):
    raw, tables = built
    shutil.copytree(raw, tmp_path / "raw")
    book = openpyxl.load_workbook(tmp_path / "raw" / cut.WORKBOOK)
    cells = [cell for row in book["Table 1"].iter_rows() for cell in row if cell.value == 103_552]
    cells[-1].value = total
    book.save(tmp_path / "raw" / cut.WORKBOOK)
    _, wrong, said = compared(tmp_path / "raw", tables)
    assert wrong == 1
    assert f"official total: value 103552.0 (raw {float(total)})" in said


def test_an_incident_at_another_place_and_a_table_too_few_are_found(built, tmp_path):
    raw, tables = built
    shutil.copytree(tables, tmp_path / "tables")
    file = tmp_path / "tables" / "incidents.parquet"
    pd.read_parquet(file).assign(lat=8.3).to_parquet(file, index=False)
    _, wrong, said = compared(raw, tmp_path / "tables")
    assert wrong == 2
    assert "incident 1: lat 8.3 (raw 8.2)" in said
    file.unlink()
    assert compared(raw, tmp_path / "tables")[1] == 3


def test_a_sum_that_the_model_prints_and_that_is_not_ours_is_found(built, tmp_path):
    raw, tables = built
    shutil.copytree(raw, tmp_path / "raw")
    book = openpyxl.load_workbook(tmp_path / "raw" / cut_series.MODEL)
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value == 232.25]
    cells[-1].value = 233
    book.save(tmp_path / "raw" / cut_series.MODEL)
    _, wrong, said = compared(tmp_path / "raw", tables)
    assert wrong == 1
    assert "official total: value 232250000.0 (raw 233000000.0)" in said


def test_a_difference_says_both_sides_file_and_rows(built, known, tmp_path):
    _, _, said = spoiled(
        built, known, tmp_path, "refugees", change("obs_value", 7.5, "ref_area == 'NPL'")
    )
    assert f"value 7.5 (raw 12011.0); {cut.POPULATION}, rows 9-10" in said


def test_no_more_than_twenty_differences_are_named(built, known, tmp_path):
    _, wrong, said = spoiled(
        built, known, tmp_path, "population", lambda table: table.assign(obs_value=1.0)
    )
    assert len([line for line in said.splitlines() if "(raw " in line]) == 20
    assert f"and {wrong - 20} more" in said


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        (
            "indicator=migrant_stock,ref_area=ARG,counterpart_area=VEN,time_period=2024",
            f"undesa_2024: 103540.0 E [refugees_added] undesa_foreign_born; {cut.STOCKS_2024}, "
            "rows 1-2",
        ),
        (
            "indicator=migrant_stock,ref_area=W,time_period=2024,sex=F",
            f"{cut.STOCKS_2024}, rows 1, 3",
        ),
        (
            "indicator=emigrant_stock,ref_area=VEN,counterpart_area=ARG,time_period=2024,sex=M",
            f"{cut.STOCKS_2024}, rows 2",
        ),
        (
            "indicator=migrant_stock_share,ref_area=ARG,time_period=2020,sex=M",
            f"undesa_2020: 0.22 E [refugees_added] undesa_foreign_born; {cut.WORKBOOK} (Table 3), "
            "rows 14",
        ),
        (
            "indicator=displaced_per_1000,ref_area=PRY,counterpart_area=VEN,time_period=2023",
            f"{cut.WOMEN}, lines 12; {cut.MEN}, lines 12; {cut.POPULATION}, rows 5",
        ),
        (
            "indicator=idps,ref_area=COL,counterpart_area=_Z,time_period=2023",
            f"unhcr: 6918373.0 A [] unhcr_idps; {cut.POPULATION}, rows 7",
        ),
        (
            "indicator=population,ref_area=GGY,counterpart_area=_Z,time_period=2017,sex=F",
            f"{cut.WOMEN}, lines 14",
        ),
        (
            "indicator=remittances_paid,ref_area=PER,counterpart_area=_Z,time_period=2022",
            f"worldbank: 2.0 B [other_vintage] wb_remittances_paid; {cut_series.WDI}, rows 2",
        ),
        (
            "indicator=remittance_cost,ref_area=CHL,counterpart_area=_Z,time_period=2021,"
            "breakdown=direction.from",
            f"{cut_series.COST_FROM}, rows 5",
        ),
        (
            "indicator=remittance_corridor_model,ref_area=PER,time_period=2017",
            f"{cut_series.MODEL}, rows 3-5",
        ),
        (
            "indicator=darien_transits,ref_area=PAN,counterpart_area=VEN,time_period=2022",
            f"{cut_routes.DARIEN}, rows 3-4",
        ),
        (
            "indicator=us_southwest_encounters,ref_area=USA,counterpart_area=MEX,"
            "time_period=2019-12,breakdown=demographic.single_adults",
            f"{cut_routes.USA}, rows 4",
        ),
        (
            "indicator=migrant_deaths,ref_area=W,time_period=2025,counterpart_area=_U",
            f"{cut_routes.INCIDENTS}, rows 2-3",
        ),
        (
            "indicator=hdi,ref_area=W,counterpart_area=_Z,time_period=2022,sex=M",
            f"{cut_series.UNDP}, lines 4",
        ),
    ],
)
def test_a_cell_is_traced_to_its_rows(built, capsys, cell, places):
    raw, tables = built
    assert main(["--raw", str(raw), "--tables", str(tables), "--trace", cell]) == 0
    assert places in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cell", "code", "fault"),
    [
        ("indicator=refugees,year=2023", 2, "unknown year"),
        ("ref_area=PER", 2, "indicator=… must name a table"),
        ("indicator=refugees,ref_area=PER,time_period=1900", 1, "no such cell"),
    ],
)
def test_a_question_for_no_cell_is_told(built, capsys, cell, code, fault):
    raw, tables = built
    assert main(["--raw", str(raw), "--tables", str(tables), "--trace", cell]) == code
    assert fault in capsys.readouterr().out


def test_files_that_are_not_there_are_one_sentence(built, capsys, tmp_path):
    raw, tables = built
    assert main(["--raw", str(tmp_path / "none")]) == 2
    assert main(["--raw", str(raw), "--tables", str(tmp_path)]) == 2
    shutil.copytree(raw, tmp_path / "raw")
    (tmp_path / "raw" / cut.POPULATION).unlink()
    assert main(["--raw", str(tmp_path / "raw"), "--tables", str(tables)]) == 2
    folder, manifest, file = capsys.readouterr().out.splitlines()
    assert "no such folder" in folder
    assert "no manifest.json" in manifest
    assert f"no file {cut.POPULATION}" in file


def test_a_file_that_is_not_the_manifest_s_is_named(built, capsys, tmp_path):
    raw, tables = built
    shutil.copytree(raw, tmp_path / "raw")
    shutil.copytree(tables, tmp_path / "tables")
    women = tmp_path / "raw" / cut.WOMEN
    women.write_bytes(women.read_bytes() + b"\n")
    table = tmp_path / "tables" / "observations" / "idps.parquet"
    pd.read_parquet(table).to_parquet(table, compression="gzip", index=False)
    arguments = ["--raw", str(tmp_path / "raw"), "--tables", str(tmp_path / "tables")]
    assert main([*arguments, "--apart", str(APART)]) == 1
    said = capsys.readouterr().out
    assert f"manifest describes: {women.name}, idps.parquet." in said
    assert "cells compared, 0 differences" in said


def test_the_committed_tables_are_those_of_the_manifest():
    manifest = json.loads((TABLES / "manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["tables"]:
        content = (TABLES / "observations" / f"{entry['indicator']}.parquet").read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["indicator"]


def test_the_committed_manifest_names_every_raw_file_and_the_boundaries():
    manifest = json.loads((TABLES / "manifest.json").read_text(encoding="utf-8"))
    kinds = {each["path"].split("/")[0] for each in manifest["inputs"]}
    assert kinds == {"raw", "geo"}
    if RAW.is_dir():
        assert changed_files(RAW, TABLES) == []

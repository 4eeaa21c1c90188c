"""The build makes the same tables of the same files, and leaves the old ones when a file is bad."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.files import BrokenCodes
from data.codes.labels import Labels, check_sources
from data.connectors import CONNECTORS
from data.errors import PanoramaError
from data.harmonise.build import Places, build, main
from data.shelf import Shelf
from tests.data import cut


def silent(line: str) -> None:
    """Take a progress line."""


@pytest.fixture
def good(built: Path) -> Path:
    return built


def table(folder: Path, indicator: str) -> pd.DataFrame:
    return Shelf(folder / "tables").table(indicator)


def cell(rows: pd.DataFrame, **key: str) -> pd.Series:
    asked = {"sex": "_T", "age": "_T", "breakdown": "_T"} | key
    for column, code in asked.items():
        rows = rows[rows[column] == code]
    assert len(rows) == 1, asked
    return rows.iloc[0]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_every_indicator_of_the_catalogue_has_a_table(good):
    assert set(Shelf(good / "tables").names) == Catalogue.read().indicators.keys()


def test_two_builds_are_the_same_to_the_byte(good, tmp_path):
    catalogue = Catalogue.read(good / "catalogue")
    build(Places(good / "raw", tmp_path / "tables"), catalogue, Codes.read(), silent)
    assert snapshot(tmp_path / "tables") == snapshot(good / "tables")


def test_manifest_names_every_raw_file_and_no_clock_or_machine(good):
    text = (good / "tables" / "manifest.json").read_text(encoding="utf-8")
    named = {each["path"] for each in json.loads(text)["inputs"]}
    files = {f"raw/{f.relative_to(good / 'raw')}" for f in (good / "raw").rglob("*.*")}
    assert named == files
    assert str(good) not in text


def test_build_leaves_no_folder_of_its_own_behind(good):
    assert sorted(f.name for f in good.iterdir()) == ["catalogue", "raw", "tables"]


def test_both_sexes_are_women_plus_men(good):
    rows = table(good, "migrant_stock")
    whole = cell(rows, ref_area="ARG", counterpart_area="VEN", sex="_T", source="undesa_2020")
    assert whole["obs_value"] == 53000 + 50540


def test_unknown_origins_are_migrants_and_nobodys_emigrants(good):
    stock, emigrants = table(good, "migrant_stock"), table(good, "emigrant_stock")
    assert (stock["counterpart_area"] == "_U").any()
    assert set(emigrants["ref_area"]) == {"VEN"}


def test_zero_that_the_workbook_does_not_give_is_flagged_and_spreads_to_no_other_sum(good):
    rows = table(good, "migrant_stock")
    rows = rows[(rows["source"] == "undesa_2020") & (rows["sex"] == "_T")]
    own = cell(rows, ref_area="SSD", counterpart_area="W", time_period="1990")
    assert own["flags"] == "not_separate"
    emigrants = table(good, "emigrant_stock")
    whole = emigrants[(emigrants["counterpart_area"] == "W") & (emigrants["time_period"] == "2020")]
    assert not whole["flags"].str.contains("not_separate").any()


def test_venezuelans_in_argentina_break_in_2018_and_were_counted_apart_in_2017(good):
    rows = table(good, "displaced_population")
    before = cell(rows, ref_area="ARG", counterpart_area="VEN", time_period="2017")
    after = cell(rows, ref_area="ARG", counterpart_area="VEN", time_period="2018")
    assert (before["obs_status"], before["flags"]) == ("A", "others_of_concern_apart")
    assert (after["obs_status"], after["obs_value"]) == ("B", 16 + 1015 + 127152)


def test_part_that_goes_missing_is_a_break_and_a_partial_sum(good):
    rows = table(good, "displaced_population")
    own = cell(rows, ref_area="PRY", counterpart_area="VEN", time_period="2023")
    assert (own["obs_status"], own["obs_value"], own["flags"]) == ("B", 4675 + 719, "partial_sum")
    other = cell(
        table(good, "other_protection"), ref_area="PRY", counterpart_area="VEN", time_period="2023"
    )
    assert other["obs_status"] == "M"
    assert pd.isna(other["obs_value"])


def test_part_that_never_applied_is_no_gap(good):
    other = cell(table(good, "other_protection"), ref_area="PRY", counterpart_area="CUB")
    whole = cell(table(good, "displaced_population"), ref_area="PRY", counterpart_area="CUB")
    assert other["obs_status"] == "O"
    assert (whole["obs_status"], whole["flags"], whole["obs_value"]) == ("A", "", 42)


def test_origins_of_one_code_are_added(good):
    own = cell(table(good, "refugees"), ref_area="NPL", counterpart_area="_U")
    assert own["obs_value"] == 12011


def test_rate_takes_the_worse_status_and_all_flags(good):
    rows = table(good, "displaced_per_1000")
    own = cell(rows, ref_area="PRY", counterpart_area="VEN", time_period="2023")
    people = 2 * (3_000_000 + 2023)
    assert own["obs_value"] == pytest.approx(1000 * (4675 + 719) / people)
    assert (own["obs_status"], own["flags"], own["source"]) == (
        "B",
        "partial_sum",
        "unhcr.wpp_2024",
    )


def test_areas_without_population_have_no_rate(good):
    assert "NPL" not in set(table(good, "displaced_per_1000")["ref_area"])


def test_published_shares_are_the_workbooks_and_two_dots_are_missing(good):
    rows = table(good, "migrant_stock_share")
    rows = rows[rows["source"] == "undesa_2020"]
    world = cell(rows, ref_area="W", sex="F", time_period="2020")
    absent = cell(rows, ref_area="SSD", sex="_T", time_period="1990")
    assert world["obs_value"] == 0.24
    assert (absent["obs_status"], absent["flags"]) == ("M", "not_separate")


def double(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([rows, rows.tail(1)], ignore_index=True)


def atlantis(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    return rows.assign(**{column: rows[column].where(rows.index != 1, "ATL")})


def with_text(rows: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    changed = rows[column].astype(object).where(rows.index != 1, value)
    return rows.assign(**{column: changed})


FAILURES = {
    "a doubled row": (cut.STOCKS_2024, double, "more than once, in rows 6, 7"),
    "a doubled pair": (cut.POPULATION, double, "more than once, in rows 11, 12"),
    "an unknown destination": (cut.STOCKS_2024, lambda t: atlantis(t, "geo"), "'ATL' in row 2"),
    "an unknown asylum": (
        cut.POPULATION,
        lambda t: atlantis(t, "coa_iso"),
        "not one country in row 2",
    ),
    "an unknown area": (cut.WOMEN, lambda t: atlantis(t, "geo"), "'ATL' in row 3"),
    "a negative stock": (
        cut.STOCKS_2024,
        lambda t: t.assign(n=t["n"] - 100),
        "'n' is negative in rows 3, 4, 5, 6",
    ),
    "a part of a person": (
        cut.POPULATION,
        lambda t: t.assign(refugees=t["refugees"] + 0.5),
        "'refugees' is no whole number",
    ),
    "a missing column": (cut.POPULATION, lambda t: t.drop(columns="ooc"), "'ooc' is missing"),
    "an extra column": (cut.STOCKS_2024, lambda t: t.assign(new=1), "'new' is unknown"),
    "text in numbers": (
        cut.MEN,
        lambda t: with_text(t, "male_population_with_projections", "many"),
        "is no number in row 3",
    ),
    "an empty number": (
        cut.MEN,
        lambda t: with_text(t, "male_population_with_projections", ""),
        "is empty in row 3",
    ),
    "no rows": (cut.WOMEN, lambda t: t.head(0), "there are no rows"),
    "one sex only": (cut.STOCKS_2024, lambda t: t[t["sex"] == "female"], "women and men"),
    "displaced persons of another origin": (
        cut.POPULATION,
        lambda t: t.assign(idps=9),
        "another origin in rows 1, 2",
    ),
    "two files that disagree": (
        cut.STOCKS_2020,
        lambda t: t.assign(n=t["n"] + 1),
        "differ in W _T 2020",
    ),
}


# The sources of these files: the others are as good as in any build.
SPOILT = ("undesa_2024", "undesa_2020", "undesa_2019", "unhcr", "wpp_2024")


@pytest.mark.parametrize("failure", FAILURES)
def test_bad_file_stops_the_build_and_leaves_the_old_tables(good, tmp_path, failure):
    path, change, says = FAILURES[failure]
    shutil.copytree(good / "tables", tmp_path / "tables")
    raw = cut.write_raw(tmp_path, {path: change})
    catalogue = cut.catalogue_of(raw, tmp_path)
    few = replace(catalogue, sources={name: catalogue.sources[name] for name in SPOILT})
    with pytest.raises(PanoramaError) as fault:
        build(Places(raw, tmp_path / "tables"), few, Codes.read(), silent)
    assert says in str(fault.value)
    assert path.rsplit("/", 1)[-1] in str(fault.value)
    assert snapshot(tmp_path / "tables") == snapshot(good / "tables")


@pytest.mark.parametrize("path", [cut.STOCKS_2024, cut.POPULATION, cut.WORKBOOK])
def test_file_cut_short_is_named_even_if_its_checksum_is_on_the_card(tmp_path, path):
    raw = cut.write_raw(tmp_path)
    content = (raw / path).read_bytes()
    (raw / path).write_bytes(content[: len(content) // 2])
    catalogue = cut.catalogue_of(raw, tmp_path)
    few = replace(catalogue, sources={name: catalogue.sources[name] for name in SPOILT})
    with pytest.raises(PanoramaError, match="cut short") as fault:
        build(Places(raw, tmp_path / "tables"), few, Codes.read(), silent)
    assert path in str(fault.value)


def test_changed_files_are_all_named_at_once(good, tmp_path):
    raw = Path(shutil.copytree(good / "raw", tmp_path / "raw"))
    (raw / cut.WOMEN).write_text("changed", encoding="utf-8")
    (raw / cut.POPULATION).unlink()
    with pytest.raises(PanoramaError) as fault:
        catalogue = Catalogue.read(good / "catalogue")
        build(Places(raw, tmp_path / "tables"), catalogue, Codes.read(), silent)
    assert f"{cut.WOMEN}: sha256 is" in str(fault.value)
    assert f"{cut.POPULATION}: cannot be read" in str(fault.value)
    assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize("name", ["aliases", "ignored"])
def test_a_line_of_a_code_list_of_a_source_that_is_gone_stops_the_build(tmp_path, name):
    codes = Codes.read()
    labels = Labels.read(codes)
    check_sources(codes, labels, CONNECTORS.keys())
    gone = replace(codes, **{name: {**getattr(codes, name), "who": {"QQQ": "_U"}}})
    with pytest.raises(BrokenCodes, match=rf"{name}\.csv names source 'who', which is none\. Take"):
        build(Places(tmp_path, tmp_path / "tables"), Catalogue.read(), gone, silent)
    placed = {**labels.placed, ("who", "PER", "Lima"): "PE-LIM"}
    with pytest.raises(BrokenCodes, match=r"admin1_names\.csv names source 'who'"):
        check_sources(codes, replace(labels, placed=placed), CONNECTORS.keys())


def test_boundaries_that_cannot_be_read_leave_the_old_tables(good, tmp_path):
    shutil.copytree(good / "tables", tmp_path / "tables")
    raw = cut.write_raw(tmp_path, {cut.MEN: lambda rows: rows.head(9)})
    places = Places(raw, tmp_path / "tables", tmp_path / "geo of nobody")
    with pytest.raises(PanoramaError):
        build(places, cut.catalogue_of(raw, tmp_path), Codes.read(), silent)
    assert snapshot(tmp_path / "tables") == snapshot(good / "tables")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["catalogue", "raw", "tables"]


def test_command_says_one_clear_message_and_fails(tmp_path):
    raw, lines = cut.write_raw(tmp_path), []
    code = main(["--raw", str(raw), "--out", str(tmp_path / "tables")], lines.append)
    assert code == 1
    assert lines[-1].startswith("The build stopped; the tables are as they were.")
    assert "Traceback" not in lines[-1]


def test_every_source_card_has_a_connector():
    cards = {card.stem for card in (cut.CATALOGUE / "sources").glob("*.toml")}
    assert CONNECTORS.keys() == cards

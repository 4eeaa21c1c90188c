"""Registers and the survey of Colombia, Peru and Ecuador: each rule on the smallest table."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Catalogue, SameFigure, Source, UnitsApart, Withheld
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import BrokenRawFile
from data.errors import PanoramaError
from data.harmonise import (
    col_entries,
    col_geih,
    col_migration,
    col_visitors,
    ecu_esi,
    per_cards,
)
from data.harmonise.crossed import check_units
from data.harmonise.named_cells import check_units_apart, mark_same_figures, withheld
from data.harmonise.rows import BrokenRule, observations
from data.reconcile import national_b, survey_b
from data.reconcile.book import table as book_table
from data.schema import check_table
from tests.data import cut, cut_national_b
from tests.data.carded import carded

CODES = Codes.read()
STEPS = {
    "venezuelans_registered": ("col_migration_2023", col_migration.registered),
    "permits_ppt": ("col_migration_2023", col_migration.permits),
    "identity_card_procedures": ("per_cards_2025", per_cards.procedures),
    "visitors_non_resident": ("col_visitors", col_visitors.visitors),
}
POSTS = {"col_entries": col_entries.entries, "ecu_esi": ecu_esi.entries}


# No exception names a cell of the cut files.
PLAIN = replace(Catalogue.read(), withheld=(), same_figures=(), unequal=())


def written(folder: Path, change: dict) -> Path:
    raw = folder / "raw"
    for path, table in cut_national_b.tables().items():
        (raw / path).parent.mkdir(parents=True, exist_ok=True)
        cut.write_file(raw / path, path, change.get(path, lambda rows: rows)(table))
    return raw


def card_of(raw: Path, source: str) -> Source:
    return carded(raw, source, *(file.path for file in PLAIN.sources[source].files))


def made(folder: Path, change: dict | None = None) -> dict[tuple[str, str], pd.DataFrame]:
    raw, catalogue = written(folder, change or {}), PLAIN
    sources = ("col_geih", *POSTS, *{source for source, _ in STEPS.values()})
    read = {name: CONNECTORS[name](raw, card_of(raw, name)) for name in sources}
    parts = {
        (name, source): step(read[source], CODES, catalogue)
        for name, (source, step) in STEPS.items()
    }
    parts |= {
        ("border_entries", source): step(read[source], CODES, catalogue)
        for source, step in POSTS.items()
    }
    survey = col_geih.all_measures(read["col_geih"], CODES)
    parts |= {(name, "col_geih"): rows for name, rows in survey.items()}
    for (name, source), rows in parts.items():
        check_table(observations(rows, name, source, catalogue), CODES.own, catalogue)
    return parts


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], pd.DataFrame]:
    return made(tmp_path_factory.mktemp("cut"))


def cell(rows: pd.DataFrame, **asked: str) -> pd.Series:
    key = {"sex": "_T", "age": "_T", "breakdown": "_T"} | asked
    found = rows[(rows[list(key)] == pd.Series(key)).all(axis=1)]
    assert len(found) == 1, key
    return found.iloc[0]


def test_a_department_counts_once_however_many_municipalities_repeat_it(parts):
    rows = parts["venezuelans_registered", "col_migration_2023"]
    assert cell(rows, ref_area="CO-COR")["obs_value"] == 100
    assert cell(rows, ref_area="COL")["obs_value"] == 300
    assert set(rows["counterpart_area"]) == {"VEN"}


def test_a_department_with_two_figures_stops_the_build(tmp_path):
    def other(sheet: pd.DataFrame) -> pd.DataFrame:
        sheet.iloc[2, 3] = 101
        return sheet

    with pytest.raises(BrokenRule, match="two figures: 23 in rows 2, 3"):
        made(tmp_path, {cut_national_b.REGISTER: other})


def test_municipalities_that_are_not_their_department_stop_the_build(tmp_path):
    def other(sheet: pd.DataFrame) -> pd.DataFrame:
        sheet.iloc[2, 4] = 41
        return sheet

    with pytest.raises(BrokenRule, match="department 23 differs by 1"):
        made(tmp_path, {cut_national_b.REGISTER: other})


def withholding(value: float) -> Catalogue:
    named = Withheld(
        "permits_ppt", "col_migration_2023", "CO-ATL", "VEN", "2023", value, "a lost digit"
    )
    return replace(Catalogue.read(), withheld=(named,))


def test_a_misprint_that_is_named_is_missing_and_its_sum_partial(tmp_path):
    raw = written(tmp_path, {})
    read = CONNECTORS["col_migration_2023"](raw, card_of(raw, "col_migration_2023"))
    kept = replace(withholding(15), unequal=())
    rows = col_migration.permits(read, CODES, kept)
    gap = cell(rows, ref_area="CO-ATL")
    assert (gap["obs_status"], gap["flags"]) == ("M", "withheld")
    whole = cell(rows, ref_area="COL")
    assert (whole["obs_value"], whole["flags"]) == (93, "partial_sum withheld")


def test_a_misprint_that_the_file_no_longer_has_stops_the_build(parts):
    rows = parts["permits_ppt", "col_migration_2023"]
    with pytest.raises(BrokenRule, match=r"CO-ATL in 2023 is 15\.0, exceptions\.toml says 15938"):
        withheld(rows, "permits_ppt", "col_migration_2023", withholding(15938), "file")


def same(value: float) -> Catalogue:
    named = SameFigure(
        ("displaced_population", "venezuelans_registered"),
        ("unhcr", "col_migration_2023"),
        *("COL", "VEN", "2023"),
        value,
        "possibly the same register",
    )
    return replace(Catalogue.read(), same_figures=(named,))


def test_one_figure_of_two_sources_is_flagged_in_both_and_nowhere_else(parts):
    rows = parts["venezuelans_registered", "col_migration_2023"]
    table = observations(rows, "venezuelans_registered", "col_migration_2023", Catalogue.read())
    marked = mark_same_figures(table, "venezuelans_registered", same(300))
    assert set(marked.loc[marked["flags"] == "same_figure", "ref_area"]) == {"COL"}
    with pytest.raises(BrokenRule, match="says 301 in both"):
        mark_same_figures(table, "venezuelans_registered", same(301))


def apart(**fields: object) -> Catalogue:
    entry = UnitsApart(
        indicator="venezuelans_registered",
        source="col_migration_2023",
        ref_area="COL",
        counterpart_area="VEN",
        sex="_T",
        time_period="2023",
        obs_value=310,
        units=300,
        reason="as printed",
    )
    return replace(Catalogue.read(), units_apart=(replace(entry, **fields),))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"obs_value": 311},
            "COL VEN _T 2023 of col_migration_2023 with 311 against 300, the table",
        ),
        ({"units": 299}, "with 310 against 299, the table has 310 against 300"),
        ({"units": 310}, "with 310 against 310, the table has 310 against 300"),
        ({"time_period": "2022"}, "the table has nothing against nothing. Take the entry out"),
        ({"ref_area": "QQQ"}, "the table has nothing against nothing. Take the entry out"),
    ],
)
def test_a_country_named_as_apart_from_its_units_that_is_not_stops_the_build(parts, fields, said):
    name, codes = "venezuelans_registered", Codes.read()
    table = observations(parts[name, "col_migration_2023"], name, "col_migration_2023", PLAIN)
    country = table["ref_area"] == "COL"
    table["obs_value"] = table["obs_value"].mask(country, 310)
    check_units_apart(table, name, codes, apart())
    with pytest.raises(BrokenRule) as fault:
        check_units_apart(table, name, codes, apart(**fields))
    assert said in str(fault.value)
    equal = observations(parts[name, "col_migration_2023"], name, "col_migration_2023", PLAIN)
    with pytest.raises(BrokenRule, match="the table has 300 against 300"):
        check_units_apart(equal, name, codes, apart(obs_value=300))


def test_procedures_are_split_one_way_at_a_time_and_all_ways_are_the_total(parts):
    rows = parts["identity_card_procedures", "per_cards_2025"]
    now = rows[(rows["ref_area"] == "PER") & (rows["time_period"] == "2025")]
    every = now[now["counterpart_area"] == "W"]
    assert cell(every)["obs_value"] == 50
    for column in ("sex", "age", "breakdown"):
        others = {"sex", "age", "breakdown"} - {column}
        split = every[(every[column] != "_T") & (every[list(others)] == "_T").all(axis=1)]
        assert split["obs_value"].sum() == 50
    assert "partial_period" in cell(every)["flags"]
    assert cell(now, counterpart_area="NLD")["flags"].split()[-2] == "merged_labels"


def test_a_nationality_or_department_that_a_month_does_not_list_is_an_implied_zero(parts):
    rows = parts["identity_card_procedures", "per_cards_2025"]
    none = cell(rows, ref_area="PER", counterpart_area="VEN", time_period="2025-02")
    nowhere = cell(rows, ref_area="PE-TAC", counterpart_area="W", time_period="2025-02")
    for each in (none, nowhere):
        assert (each["obs_value"], each["flags"]) == (0, "implied_zero")
    assert (
        cell(rows, ref_area="PER-_U", counterpart_area="W", time_period="2025")["obs_value"] == 10
    )


def test_a_file_with_another_month_than_its_name_stops_the_build(tmp_path):
    def later(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(MES_TRAMITE="MARZO")

    with pytest.raises(BrokenRawFile, match="has procedures of 2025-03"):
        made(tmp_path, {cut_national_b.CARDS.format(2): later})


def test_a_year_between_published_ones_is_missing_in_every_province(parts):
    rows = parts["border_entries", "ecu_esi"]
    for area in ("ECU", "EC-C", "EC-P"):
        assert cell(rows, ref_area=area, time_period="2020")["obs_status"] == "M"
    assert cell(rows, ref_area="ECU", time_period="2018")["obs_value"] == 1000


def test_entries_for_tourism_are_a_breakdown_and_never_the_total(parts):
    rows = parts["border_entries", "ecu_esi"]
    whole = rows[rows["breakdown"] == "_T"]
    assert set(whole["counterpart_area"]) == {"W"}
    assert set(whole["time_period"].str.len()) == {4}
    tourists = cell(rows, breakdown="motive.tourism", counterpart_area="W", time_period="2018")
    assert tourists["obs_value"] == 45
    assert tourists["flags"] == "has_01 has_03 partial_period"
    unknown = cell(rows, breakdown="motive.tourism", sex="_U")
    assert unknown["obs_value"] == 1


def test_tourism_by_month_and_by_profile_must_agree(tmp_path):
    def other(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(total=rows["total"] + 1)

    with pytest.raises(BrokenRule, match="count other persons in 2018: 48, 45"):
        made(tmp_path, {cut_national_b.PROFILE: other})


def test_rows_of_one_nationality_and_month_are_added_and_flagged(parts):
    rows = parts["border_entries", "col_entries"]
    unknown = cell(rows, counterpart_area="_U", time_period="2016-11")
    assert (unknown["obs_value"], unknown["flags"]) == (265, "")
    women = cell(rows, counterpart_area="W", time_period="2016", sex="F")
    assert women["obs_value"] == 94
    assert "partial_period" in women["flags"]


def test_sexes_that_are_not_the_total_stop_the_build(tmp_path):
    def other(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(Femenino=rows["Femenino"] + 1)

    with pytest.raises(BrokenRule, match="the sexes are not the total in rows 2, 3, 4, 5"):
        made(tmp_path, {cut_national_b.ENTRIES: other})


def test_venezuela_is_missing_and_not_zero_before_the_file_lists_it(parts):
    rows = parts["visitors_non_resident", "col_visitors"]
    for area in ("COL", "CO-AMA"):
        early = cell(rows, ref_area=area, counterpart_area="VEN", time_period="2019")
        assert early["obs_status"] == "M"
        whole = cell(rows, ref_area=area, counterpart_area="W", time_period="2019")
        assert "partial_sum" in whole["flags"].split()
    later = cell(rows, ref_area="CO-DC", counterpart_area="W", time_period="2020")
    assert later["flags"] == "has_01 partial_period"


def test_departments_and_those_without_one_are_the_country(parts, tmp_path):
    rows = parts["visitors_non_resident", "col_visitors"]
    without = rows[rows["ref_area"] != "COL-_U"]
    yearly = without[without["time_period"] == "2019"]
    with pytest.raises(BrokenRule, match="are not its total"):
        check_units(yearly, "COL", "file")


def test_a_rate_of_both_sexes_is_that_of_their_persons_and_partial_without_one(parts):
    rows = parts["unemployment_rate_migrants", "col_geih"]
    both = cell(rows, ref_area="COL", time_period="2024", breakdown="group.all")
    assert both["obs_value"] == pytest.approx(100 * 30 / 130)
    assert both["flags"] == "no_sampling_error"
    lone = {"ref_area": "CO-AMA", "time_period": "2024", "breakdown": "group.venezuelans"}
    assert cell(rows, **lone)["obs_status"] == "O"
    assert cell(rows, **lone, sex="M")["obs_status"] == "M"
    work = parts["employment_rate_migrants", "col_geih"]
    assert cell(work, **lone)["flags"] == "no_sampling_error partial_sum"
    assert cell(work, **lone | {"time_period": "2024-Q1"})["flags"].startswith("fewer_months")


def test_groups_of_a_survey_are_never_a_total(parts):
    for (name, source), rows in parts.items():
        if source == "col_geih":
            assert set(rows["breakdown"]) == {"group.all", "group.venezuelans"}, name
            assert set(rows["counterpart_area"]) == {"_Z"}, name


def test_those_who_do_not_say_stand_below_the_line(parts):
    rows = parts["health_affiliation_migrants", "col_geih"]
    asked = {"ref_area": "COL", "breakdown": "group.venezuelans"}
    assert cell(rows, **asked)["obs_value"] == 75
    rows = parts["illiteracy_migrants", "col_geih"]
    nobody = cell(rows, ref_area="CO-AMA", breakdown="group.venezuelans")
    assert (nobody["obs_value"], nobody["obs_status"]) == (0, "E")


def test_upper_secondary_has_those_of_higher_education_among_it(parts):
    asked = {"ref_area": "COL", "breakdown": "group.all"}
    shares = {"upper_secondary_education_migrants": 35, "higher_education_migrants": 15}
    for name, share in shares.items():
        rows = parts[name, "col_geih"]
        assert cell(rows, **asked)["obs_value"] == share
        nobody = cell(rows, ref_area="CO-AMA", breakdown="group.venezuelans")
        assert (nobody["obs_value"], nobody["obs_status"]) == (0, "E")


def test_an_unknown_level_of_education_stops_the_build(tmp_path):
    def other(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(nivel_educativo=rows["nivel_educativo"].replace("Maestría", "Bachiller"))

    path = cut_national_b.SURVEY + "geih_educacion_subset.csv"
    with pytest.raises(BrokenRule, match="'Bachiller' in row 4"):
        made(tmp_path, {path: other})


def test_a_printed_rate_that_is_not_that_of_its_persons_stops_the_build(tmp_path):
    def other(rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(tasa_ocupacion=rows["tasa_ocupacion"] + 1)

    path = cut_national_b.SURVEY + "geih_laboral_subset.csv"
    with pytest.raises(BrokenRule, match="tasa_ocupacion in row 2"):
        made(tmp_path, {path: other})


@pytest.mark.parametrize("path", sorted(cut_national_b.tables()))
def test_an_unknown_code_or_a_negative_count_stops_the_build(path, tmp_path):
    for broken in ("Atlantis", -3):

        def other(rows: pd.DataFrame, broken: object = broken) -> pd.DataFrame:
            changed = rows.astype(object)
            columns = [
                place
                for place, name in enumerate(changed.columns)
                if isinstance(changed.iloc[-1, place], str) == isinstance(broken, str)
                and name not in UNUSED
            ]
            for column in columns if path != cut_national_b.REGISTER else (0,):
                changed.iloc[-1, column] = broken
            return changed

        with pytest.raises(PanoramaError):
            made(tmp_path / str(broken), {path: other})


UNUSED = ("FECHA_PROCESO", "SEDE_ATENCION", "DISTRITO_ATENCION", "PROVINCIA_ATENCION")


def test_the_second_reading_says_the_same_of_the_cut_files(tmp_path, monkeypatch):
    parts = made(tmp_path)
    (tmp_path / "exceptions.toml").write_text("withheld = []\n", encoding="utf-8")
    monkeypatch.setattr(national_b, "CATALOGUE", tmp_path)
    for name, read in {**national_b.READINGS, **survey_b.READINGS}.items():
        cells = book_table(read(tmp_path / "raw"))
        assert len(cells) == len(parts[name]), name
        key = ["ref_area", "counterpart_area", "sex", "age", "breakdown"]
        ours = parts[name].rename(columns={"time_period": "year"})
        both = ours.merge(cells, on=[*key, "year"], how="outer", suffixes=("", "_raw"))
        assert (both["obs_status"] == both["status"]).all(), name
        assert (both["flags"] == both["flags_raw"]).all(), name
        gap = (both["obs_value"] - both["value"]).abs()
        assert ((gap < 1e-9) | both["value"].isna()).all(), name

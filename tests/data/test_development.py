"""Human development, work and inequality: what the files may hold, and what is made of them."""

from pathlib import Path

import pandas as pd
import pytest

from data.codes import Codes
from data.connectors import gapminder as gapminder_files
from data.connectors import undp as undp_files
from data.connectors.files import BrokenRawFile, RawTables
from data.harmonise import gapminder, undp
from data.harmonise.rows import BrokenRule
from data.harmonise.series import of_countries
from tests.data.carded import carded

COLUMNS = [f"{name}_{year}" for name, years in undp_files.YEARS.items() for year in years]
TITLE = ",Table 5. Gender Inequality Index,"
IVORY = "2,Côte d'Ivoire,0.360"
ANNEX = [TITLE, "HDI rank,Country,", "1,Peru,0.360", "2,Israel,..", ",World,0.462"]


def undp_tables(folder: Path, annex: list[str] | None = None, **cells: str) -> RawTables:
    """Write UNDP's two files: every column empty but those asked for, and read them."""
    countries = {"PER": "Peru", "CIV": "Côte d'Ivoire", "ZZK.WORLD": "World"}
    rows = [
        {"iso3": code, "country": name, "hdicode": "High", **dict.fromkeys(COLUMNS, ""), **cells}
        for code, name in countries.items()
    ]
    frame = pd.DataFrame(rows)
    frame.to_csv(folder / undp_files.SERIES, index=False, encoding="cp1252")
    (folder / undp_files.ANNEX).write_text("\n".join([*(annex or ANNEX), ""]), encoding="utf-8-sig")
    names = (undp_files.SERIES, undp_files.ANNEX)
    return undp_files.read(folder, carded(folder, "undp_2024", *names))


def told(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    names = ["ref_area", "sex", "time_period", "obs_value", "definition"]
    return list(rows[names].itertuples(index=False, name=None))


def test_an_index_is_for_all_for_women_and_for_men(tmp_path):
    tables = undp_tables(tmp_path, hdi_2022="0.762", hdi_f_2022="0.74619", hdi_m_2022="0.7839")
    rows = undp.measure(tables, "hdi", ("", "_f", "_m"), Codes.read())
    assert told(rows[rows["ref_area"] == "PER"]) == [
        ("PER", "_T", "2022", 0.762, "undp_hdi"),
        ("PER", "F", "2022", 0.74619, "undp_hdi"),
        ("PER", "M", "2022", 0.7839, "undp_hdi"),
    ]


def test_the_reports_world_is_the_world_and_an_empty_cell_no_row(tmp_path):
    tables = undp_tables(tmp_path, lfpr_f_1990="50.5")
    rows = undp.measure(tables, "lfpr", ("_f", "_m"), Codes.read())
    assert rows["ref_area"].tolist() == ["PER", "CIV", "W"]
    assert set(rows["sex"]) == {"F"}
    assert set(rows["definition"]) == {"undp_participation"}


def test_names_with_accents_are_read(tmp_path):
    tables = undp_tables(tmp_path, hdi_2022="0.5")
    assert "Côte d'Ivoire" in set(tables.tables["series"]["name"])


def test_a_column_that_the_report_lacks_is_named(tmp_path):
    undp_tables(tmp_path)
    frame = pd.read_csv(tmp_path / undp_files.SERIES, dtype=str, encoding="cp1252")
    frame.drop(columns="gii_2022").to_csv(tmp_path / undp_files.SERIES, index=False)
    card = carded(tmp_path, "undp_2024", undp_files.SERIES, undp_files.ANNEX)
    with pytest.raises(BrokenRawFile, match="series.csv: columns gii_2022 are missing"):
        undp_files.read(tmp_path, card)


@pytest.mark.parametrize("printed", ["0.361", ".."])
def test_an_index_that_is_not_the_annex_tables_stops_with_both_figures(tmp_path, printed):
    annex = [TITLE, "HDI rank,Country,", IVORY, f"1,Peru,{printed}"]
    tables = undp_tables(tmp_path, annex, gii_2022="0.36")
    with pytest.raises(BrokenRule, match=rf"differ in Peru {printed.replace('..', 'nan')} 0.36"):
        undp.check_annex(tables)


def test_an_index_that_is_the_annex_tables_passes(tmp_path):
    annex = [TITLE, "HDI rank,Country,", "1,Peru,0.360", IVORY, ",World,0.462"]
    undp.check_annex(undp_tables(tmp_path, annex, gii_2022="0.36"))


def test_a_country_of_the_annex_without_a_series_stops(tmp_path):
    annex = [TITLE, "HDI rank,Country,", "1,Peru,0.360", IVORY, "3,Atlantis,0.100"]
    with pytest.raises(BrokenRule, match="differ in Atlantis 0.1 nan"):
        undp.check_annex(undp_tables(tmp_path, annex, gii_2022="0.36"))


def test_a_country_of_the_series_that_the_annex_lacks_stops(tmp_path):
    annex = [TITLE, "HDI rank,Country,", "1,Peru,0.360"]
    with pytest.raises(BrokenRule, match="differ in Côte d'Ivoire nan 0.36"):
        undp.check_annex(undp_tables(tmp_path, annex, gii_2022="0.36"))


def test_an_annex_cut_short_in_its_title_stops(tmp_path):
    with pytest.raises(BrokenRawFile, match="GII_Table.csv: has no columns rank, name, value"):
        undp_tables(tmp_path, [",Table 5."])


def test_an_annex_without_its_header_stops(tmp_path):
    with pytest.raises(BrokenRawFile, match="must have one row that begins with 'HDI rank'"):
        undp_tables(tmp_path, [TITLE, "1,Peru,0.360"])


def gapminder_tables(folder: Path, **lines: str) -> RawTables:
    names = [f"{column}.csv" for column in gapminder_files.FILES.values()]
    for column in gapminder_files.FILES.values():
        text = f"geo,time,{column}\n" + lines.get(column, "per,2024,5.5\n")
        (folder / f"{column}.csv").write_text(text, encoding="utf-8")
    return gapminder_files.read(folder, carded(folder, "gapminder_2026", *names))


WOMEN = gapminder_files.FILES["unemployment_women"]


def test_a_rate_is_for_all_women_and_men_as_far_as_there_are_files(tmp_path):
    tables, codes = gapminder_tables(tmp_path, **{WOMEN: "per,2024,5.594\n"}), Codes.read()
    jobless = gapminder.by_sex(tables, "unemployment", "gapminder_unemployment", codes)
    work = gapminder.by_sex(tables, "participation", "gapminder_participation", codes)
    assert told(jobless) == [
        ("PER", "_T", "2024", 5.5, "gapminder_unemployment"),
        ("PER", "F", "2024", 5.594, "gapminder_unemployment"),
        ("PER", "M", "2024", 5.5, "gapminder_unemployment"),
    ]
    assert work["sex"].tolist() == ["F", "M"]


def test_a_year_that_the_edition_cannot_have_observed_is_a_forecast(tmp_path):
    lines = "per,2025,1\nper,2026,1\n"
    column = gapminder_files.FILES["participation_women"]
    tables = gapminder_tables(tmp_path, **{column: lines})
    rows = gapminder.by_sex(tables, "participation", "gapminder_participation", Codes.read())
    found = rows[rows["sex"] == "F"].set_index("time_period")["obs_status"].to_dict()
    assert found == {"2025": "A", "2026": "F"}


def test_codes_of_the_compiler_become_ours_and_what_is_gone_is_left_out(tmp_path):
    lines = "".join(f"{geo},2005,1\n" for geo in ("kos", "nld_curacao", "chanisl", "ant", "nam"))
    tables = gapminder_tables(tmp_path, **{WOMEN: lines})
    rows = of_countries(tables, "unemployment_women", "gapminder_unemployment", Codes.read())
    assert rows["ref_area"].tolist() == ["XKX", "CUW", "XCX", "NAM"]


GAPMINDER_FAULTS = {
    "is no number in row 2": "per,2024,n/a\n",
    "is empty in row 2": "per,2024,\n",
    "geo, time 'per 2024' stands more than once, in rows 2, 3": "per,2024,1\nper,2024,2\n",
    "'time' is no whole number in row 2": "per,2024.5,1\n",
    "there are no rows": "",
}


@pytest.mark.parametrize("fault", GAPMINDER_FAULTS)
def test_a_series_of_another_shape_says_what_and_where(tmp_path, fault):
    with pytest.raises(BrokenRawFile, match=f"{WOMEN}.csv: .*{fault}"):
        gapminder_tables(tmp_path, **{WOMEN: GAPMINDER_FAULTS[fault]})

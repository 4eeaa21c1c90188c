"""What each register of the routes decides, on raw files of a few rows."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from data.codes import Codes
from data.connectors import CONNECTORS
from data.errors import PanoramaError
from data.harmonise import honduras, mexico, missing_migrants, panama, us_cbp
from tests.data import cut, cut_routes

CODES = Codes.read()
STEPS = {
    "panama": panama.transits,
    "honduras": honduras.entries,
    "mexico": mexico.irregular_situation,
    "us_cbp": us_cbp.encounters,
}


def made(folder: Path, source: str, change: dict[str, cut.Change] | None = None) -> pd.DataFrame:
    """Harmonise one source from raw files, changed first if asked."""
    raw = cut.write_raw(folder, change)
    catalogue = cut.catalogue_of(raw, folder)
    read = CONNECTORS[source](raw, catalogue.sources[source])
    if source == "missing_migrants":
        return missing_migrants.deaths(missing_migrants.incidents(read, CODES), catalogue)
    return STEPS[source](read, CODES, catalogue)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    sources = (*STEPS, "missing_migrants")
    return {name: made(tmp_path_factory.mktemp(name), name) for name in sources}


Said = tuple[float | None, str, str]


def said(rows: pd.DataFrame, period: str, other: str = "W", **key: str) -> Said:
    """Give value, status and flags of one cell; no value is None."""
    asked = {"sex": "_T", "age": "_T", "breakdown": "_T"} | key
    for column, code in {**asked, "counterpart_area": other, "time_period": period}.items():
        rows = rows[rows[column] == code]
    assert len(rows) == 1, (period, other, key)
    value, status, flags = rows.iloc[0][["obs_value", "obs_status", "flags"]]
    return None if pd.isna(value) else value, status, flags


def test_panama_before_2020_has_years_and_no_months(tables):
    rows = tables["panama"]
    assert said(rows, "2019") == (11.0, "A", "")
    assert said(rows, "2019", "VEN") == (0.0, "A", "implied_zero")
    assert said(rows, "2019", "_U") == (1.0, "A", "")
    assert not rows["time_period"].str.startswith("2019-").any()


def test_panama_month_not_published_is_missing_for_all(tables):
    for other in ("W", "VEN", "CUB", "_U"):
        assert said(tables["panama"], "2023-01", other) == (None, "M", "")


def test_panama_partial_year_names_its_months(tables):
    assert said(tables["panama"], "2022") == (210.0, "A", "has_11 has_12 partial_period")
    year = said(tables["panama"], "2022", "_U")
    assert year == (0.0, "A", "has_11 has_12 implied_zero partial_period")


def test_panama_men_and_women_include_minors_in_every_year(tables):
    rows = tables["panama"]
    assert said(rows, "2022-12", sex="M") == (80.0, "A", "")
    assert said(rows, "2023-02", sex="M") == (24.0, "A", "")
    assert said(rows, "2023-02", sex="F") == (12.0, "A", "")


def test_panama_children_are_missing_before_they_were_told_apart(tables):
    rows = tables["panama"]
    for age in ("Y_GE18", "Y_LT18"):
        for sex in ("M", "F", "_T"):
            assert said(rows, "2022-12", sex=sex, age=age) == (None, "M", "")
            assert said(rows, "2022", sex=sex, age=age) == (None, "M", "")
    assert said(rows, "2023-02", age="Y_LT18") == (6.0, "A", "")
    assert said(rows, "2023-02", sex="F", age="Y_LT18") == (2.0, "A", "")


def test_honduras_total_reaches_further_back_than_nationalities(tables):
    rows = tables["honduras"]
    assert said(rows, "2021-12") == (7.0, "A", "")
    assert set(rows[rows["time_period"] == "2021-12"]["counterpart_area"]) == {"W"}


def test_honduras_labels_of_one_code_are_added_and_flagged(tables):
    assert said(tables["honduras"], "2022-01", "FRA") == (4.0, "A", "merged_labels")
    assert said(tables["honduras"], "2022-01")[2] == ""


def test_honduras_month_with_a_total_and_no_nationality_is_missing_for_nationalities(tables):
    rows = tables["honduras"]
    assert said(rows, "2022-02") == (0.0, "A", "")
    assert said(rows, "2022-02", "CUB") == (None, "M", "")
    assert said(rows, "2022", "CUB")[2] == "has_01 has_03 partial_period"
    assert said(rows, "2022")[2] == "has_01 has_02 has_03 partial_period"


def test_honduras_code_of_taiwan_is_doubtful_from_2022_to_2024(tables):
    rows = tables["honduras"]
    assert said(rows, "2022-03", "TWN") == (9.0, "A", "code_doubtful")
    assert said(rows, "2022", "TWN")[2] == "code_doubtful has_01 has_03 partial_period"
    marked = honduras.mark_doubtful(
        pd.DataFrame(
            {
                "counterpart_area": ["CHN", "CHN", "TWN", "CUB"],
                "time_period": ["2021-12", "2022-01", "2025-01", "2023-01"],
                "flags": ["", "implied_zero", "", ""],
            }
        )
    )
    assert marked["flags"].tolist() == ["", "code_doubtful implied_zero", "", ""]


def test_mexico_total_is_that_of_nationalities_where_sex_and_age_add_up_otherwise(tables):
    rows = tables["mexico"]
    assert said(rows, "2023-12") == (36.0, "A", "merged_labels")
    assert said(rows, "2024-01") == (40.0, "A", "")
    assert said(rows, "2024-01", sex="F") == (22.0, "A", "")


def test_mexico_children_under_12_are_split_by_company(tables):
    rows = tables["mexico"]
    whole = {"age": "Y_LT12"}
    assert said(rows, "2023-12", **whole) == (3.0 + 4 + 7 + 8, "A", "")
    company = {"age": "Y_LT12", "breakdown": "accompaniment.unaccompanied"}
    assert said(rows, "2023-12", **company) == (4.0 + 8, "A", "")
    assert said(rows, "2023-12", sex="F", **company) == (8.0, "A", "")


def test_us_nationalities_begin_after_the_total(tables):
    rows = tables["us_cbp"]
    assert said(rows, "2019-09") == (7.0, "A", "")
    assert set(rows[rows["time_period"] == "2019-09"]["counterpart_area"]) == {"W"}
    assert said(rows, "2019")[2] == "has_09 has_10 has_12 partial_period"
    assert said(rows, "2019", "MEX")[2] == "has_10 has_12 partial_period"


def test_us_two_names_of_unaccompanied_minors_are_one(tables):
    minors = {"breakdown": "demographic.unaccompanied_minors"}
    assert said(tables["us_cbp"], "2019", **minors)[0] == 9.0
    assert said(tables["us_cbp"], "2019-12", "MEX", **minors) == (0.0, "A", "")


def test_us_nationality_that_a_month_does_not_list_is_zero_in_the_total_alone(tables):
    rows = tables["us_cbp"]
    assert said(rows, "2019-12", "_U") == (0.0, "A", "implied_zero")
    own = rows[(rows["counterpart_area"] == "_U") & (rows["time_period"] == "2019-12")]
    assert set(own["breakdown"]) == {"_T"}


def test_us_parts_of_a_split_add_up_to_the_total(tables):
    rows = tables["us_cbp"]
    for dimension in us_cbp.SPLITS:
        parts = rows[rows["breakdown"].str.startswith(f"{dimension}.")]
        ends = ["counterpart_area", "time_period"]
        sums = parts.groupby(ends)["obs_value"].sum()
        whole = rows[rows["breakdown"] == "_T"].set_index(ends)["obs_value"]
        assert sums.equals(whole.reindex(sums.index))


def test_dead_of_several_nationalities_are_of_unknown_nationality(tables):
    rows = tables["missing_migrants"]
    panama_rows = rows[rows["ref_area"] == "PAN"]
    assert said(panama_rows, "2025-01", "_U") == (5.0, "A", "")
    assert said(panama_rows, "2024-11", "VEN") == (2.0, "A", "")


def test_incident_of_several_causes_is_counted_under_several(tables):
    world = tables["missing_migrants"]
    world = world[world["ref_area"] == "W"]
    assert said(world, "2025-01", breakdown="cause.several") == (1.0, "A", "")
    assert said(world, "2025-01")[0] == 6.0


def test_no_record_of_deaths_is_no_zero(tables):
    rows = tables["missing_migrants"]
    assert "2024-12" not in set(rows["time_period"])
    assert said(rows[rows["ref_area"] == "PAN"], "2025")[2] == "has_01 partial_period"
    assert "implied_zero" not in " ".join(rows["flags"])


def test_incidents_keep_their_row_day_and_point(tmp_path):
    raw = cut.write_raw(tmp_path)
    catalogue = cut.catalogue_of(raw, tmp_path)
    read = CONNECTORS["missing_migrants"](raw, catalogue.sources["missing_migrants"])
    points = missing_migrants.incidents(read, CODES)
    assert points["incident"].tolist() == [1, 2, 3]
    assert points["date"].tolist() == ["2024-11-30", "2025-01-02", "2025-01-30"]
    assert points["counterpart_area"].tolist() == ["VEN", "_U", "_U"]
    assert points["cause"].tolist() == ["cause.drowning", "cause.violence", "cause.several"]
    assert points["survivors"].fillna(99).tolist() == [3.0, 99.0, -1.0]
    assert points["lon"].tolist() == [-77.5, -77.6, -109.3]


def having(column: str, value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Give the change of one cell: the second row of a column."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        values = list(table[column])
        values[1] = value
        return table.assign(**{column: values})

    return change


R = cut_routes
FAILURES = {
    "day inside a month": ("panama", R.DARIEN, having("t", 20000.0), "first of a month in row 2"),
    "year in another month": ("panama", R.DARIEN, having("t", R.day("2019-02")), "row 2 name"),
    "unknown nationality": ("panama", R.DARIEN, having("nat", "ATL"), "'ATL' in row 2"),
    "other persons": ("panama", R.DARIEN_PERSONS, having("n", 31.0), "2022-11: 91, 90"),
    "early children": ("panama", R.DARIEN_PERSONS, having("demog", "girls"), "row 2 tell children"),
    "unknown group": ("honduras", R.HONDURAS_PERSONS, having("demog", "x"), "'x' in row 2"),
    "a group that is not there": (
        "honduras",
        R.HONDURAS_PERSONS,
        lambda table: table[table.index != len(table) - 1],
        "missing in 2022-03",
    ),
    "other total": ("honduras", R.HONDURAS, having("n", 15.0), "2022-01: 14, 15"),
    "a total twice": ("honduras", R.HONDURAS, having("t", R.day("2021-12")), "more than once"),
    "part of a person": ("mexico", R.MEXICO, having("n", 5.5), "no whole number in row 2"),
    "unknown sex": ("mexico", R.MEXICO_PERSONS, having("sex", "x"), "'x' in row 2"),
    "other persons by sex": ("mexico", R.MEXICO_PERSONS, having("n", 3.0), "2023-12: 37, 36"),
    "unknown law": ("us_cbp", R.USA, having("authority", "Title 9"), "'Title 9' in row 2"),
    "lost nationality": ("us_cbp", R.USA, having("nat", None), "row 2 have none"),
    "unknown cause": ("missing_migrants", R.INCIDENTS, having("cause", "Magic"), "Magic"),
    "unknown route": ("missing_migrants", R.INCIDENTS, having("route", "Magic"), "'Magic'"),
    "one unknown of several": (
        "missing_migrants",
        R.INCIDENTS,
        having("nat", "COL,ATL"),
        "'ATL' in row 2",
    ),
    "day of another month": (
        "missing_migrants",
        R.INCIDENTS,
        having("t", "2024-02-30"),
        "'t' is no day of the month 'm' in row 2",
    ),
    "point off the globe": ("missing_migrants", R.INCIDENTS, having("lat", 99.0), "'lat' is off"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_bad_file_of_a_register_is_named_with_what_is_wrong(tmp_path, failure):
    source, path, change, says = FAILURES[failure]
    with pytest.raises(PanoramaError) as fault:
        made(tmp_path, source, {path: change})
    assert says in str(fault.value)
    assert path.rsplit("/", 1)[-1] in str(fault.value)

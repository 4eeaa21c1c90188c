"""The second reading of the registers along the route, and of the dead and missing."""

import shutil

import pandas as pd
import pyreadr
import pytest

from data.reconcile import book, deaths, routes
from data.reconcile.book import Cell, UnknownCodeError, in_years, place_names, table

# Months as the files write them: days since 1970.
DAY = {
    each: float((pd.Timestamp(each) - pd.Timestamp("1970-01-01")).days)
    for each in (
        *("2018-01", "2019-01", "2020-01", "2020-03", "2021-12", "2022-01"),
        *("2022-12", "2023-01", "2023-02", "2023-03"),
    )
}
ALIASES = "panama,OOO,_U,other\n"
IGNORED = ""


@pytest.fixture(autouse=True)
def codes(tmp_path, monkeypatch):
    """The areas of the project, and what these sources call some of them."""
    folder = tmp_path / "codes"
    folder.mkdir()
    shutil.copy(book.CODES / "areas.csv", folder)
    (folder / "aliases.csv").write_text("source,code,area,reason\n" + ALIASES, "utf-8")
    (folder / "ignored.csv").write_text("source,code,reason\n" + IGNORED, "utf-8")
    monkeypatch.setattr(book, "CODES", folder)


def write(folder, name, columns, rows):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = pd.DataFrame(rows, columns=columns.split())
    if "t" in kept and name != deaths.MISSING_MIGRANTS:
        kept["t"] = kept["t"].map(DAY)
    pyreadr.write_rdata(str(file), kept, df_name="it", compress="gzip")


@pytest.fixture
def darien(tmp_path):
    """Two years, months of 2020 without February, and persons before and after 2023."""
    rows = [
        ("2018-01", "CUB", 5.0),
        ("2019-01", "VEN", 7.0),
        ("2020-01", "VEN", 3.0),
        ("2020-01", "OOO", 2.0),
        ("2020-03", "CUB", 4.0),
    ]
    write(tmp_path, routes.PANAMA, "t nat n", rows)
    persons = [("2022-12", "men", 8.0), ("2022-12", "women", 6.0)]
    persons += [
        ("2023-01", who, n) for who, n in zip(routes.WHO, (5.0, 4.0, 3.0, 2.0), strict=True)
    ]
    write(tmp_path, routes.PANAMA_PERSONS, "t demog n", persons)
    return routes.panama(tmp_path)


def test_january_of_the_early_years_is_the_year(darien):
    assert darien[Cell("PAN", "CUB", "2018")].value == 5
    assert not darien[Cell("PAN", "CUB", "2018")].flags
    assert Cell("PAN", "CUB", "2018-01") not in darien


def test_whom_a_published_period_does_not_list_is_nobody(darien):
    assert darien[Cell("PAN", "VEN", "2018")].value == 0
    assert darien[Cell("PAN", "VEN", "2018")].flags == {"implied_zero"}
    assert darien[Cell("PAN", "_U", "2020-03")].flags == {"implied_zero"}


@pytest.mark.parametrize("who", ["VEN", "CUB", "_U", "W"])
def test_a_month_that_was_not_published_is_missing_for_all(darien, who):
    line = darien[Cell("PAN", who, "2020-02")]
    assert (line.value, line.status) == (None, "M")


def test_a_year_that_lacks_months_says_which_it_has(darien):
    assert darien[Cell("PAN", "W", "2020")].value == 9
    assert darien[Cell("PAN", "W", "2020")].flags == {"partial_period", "has_01", "has_03"}
    assert "implied_zero" not in darien[Cell("PAN", "VEN", "2020")].flags


def test_children_are_missing_before_they_were_counted_apart(darien):
    before, after = Cell("PAN", "W", "2022-12"), Cell("PAN", "W", "2023-01")
    assert darien[before._replace(sex="M")].value == 8
    assert darien[before._replace(sex="M", age="Y_LT18")].status == "M"
    assert darien[after._replace(sex="M")].value == 8
    assert darien[after._replace(sex="F", age="Y_LT18")].value == 2
    assert darien[after._replace(age="Y_LT18")].value == 5
    assert darien[after._replace(age="Y_GE18")].value == 9
    assert darien[before._replace(sex="F", age="Y_GE18", period="2022")].value is None


@pytest.fixture
def honduras(tmp_path):
    """A total for three months, nationalities for the first and the last."""
    totals = [("2022-12", 9), ("2023-01", 0), ("2023-02", 4)]
    write(tmp_path, routes.HONDURAS, "t n", [("2021-12", 2), *totals])
    rows = [("2022-12", "TWN", 5.0), ("2022-12", "TWN", 4.0), ("2023-02", "CUB", 4.0)]
    write(tmp_path, routes.HONDURAS_FROM, "t nat n", rows)
    write(tmp_path, routes.HONDURAS_PERSONS, "t demog n", [("2023-02", "girls", 1.0)])
    return routes.honduras(tmp_path)


def test_the_total_of_honduras_has_a_file_of_its_own(honduras):
    assert honduras[Cell("HND", "W", "2021-12")].value == 2
    assert honduras[Cell("HND", "W", "2023-01")].value == 0
    assert Cell("HND", "CUB", "2021-12") not in honduras
    assert honduras[Cell("HND", "CUB", "2023-01")].status == "M"


def test_several_labels_of_a_code_are_added_and_a_doubtful_code_is_told(honduras):
    line = honduras[Cell("HND", "TWN", "2022-12")]
    assert line.value == 9
    assert line.flags == {"merged_labels", "code_doubtful"}
    assert honduras[Cell("HND", "TWN", "2023")].flags >= {"code_doubtful", "implied_zero"}
    assert not honduras[Cell("HND", "CUB", "2023-02")].flags
    assert not honduras[Cell("HND", "W", "2022-12")].flags


def test_mexico_splits_the_youngest_by_company(tmp_path):
    write(tmp_path, routes.MEXICO, "t nat n", [("2018-01", "GIN", 6.0), ("2018-01", "GIN", 1.0)])
    ages = ("18+", "12-17", "under 12, accompanied", "under 12, unaccompanied")
    rows = [
        ("2018-01", "male", each, n) for each, n in zip(ages, (1.0, 2.0, 4.0, 8.0), strict=True)
    ]
    write(
        tmp_path, routes.MEXICO_PERSONS, "t sex age n", [*rows, ("2018-01", "female", "18+", 16.0)]
    )
    found = routes.mexico(tmp_path)
    young = Cell("MEX", "W", "2018-01", "M", "Y_LT12")
    assert found[young].value == 12
    assert found[young._replace(breakdown="accompaniment.accompanied")].value == 4
    alone = young._replace(sex="_T", breakdown="accompaniment.unaccompanied")
    assert found[alone].value == 8
    assert found[young._replace(age="_T")].value == 15
    assert found[young._replace(sex="_T", age="Y_GE18")].value == 17
    assert found[Cell("MEX", "W", "2018-01")].value == 7
    assert found[Cell("MEX", "W", "2018-01")].flags == {"merged_labels"}


def test_encounters_are_split_only_where_the_file_lists_a_code(tmp_path):
    rows = [
        ("2019-01", "U.S. Border Patrol", "Title 8", "UAC", None, 5.0),
        ("2022-01", "Office of Field Operations", "Title 42", "UC / Single Minors", "CUB", 3.0),
        ("2022-01", "U.S. Border Patrol", "Title 8", "UAC", "VEN", 2.0),
        ("2022-12", "U.S. Border Patrol", "Title 8", "FMUA", "VEN", 7.0),
    ]
    write(tmp_path, routes.USA, "t component authority demog nat n", rows)
    found = routes.us_cbp(tmp_path)
    alone = "demographic.unaccompanied_minors"
    assert found[Cell("USA", "W", "2022-01", breakdown=alone)].value == 5
    assert found[Cell("USA", "CUB", "2022-12")].flags == {"implied_zero"}
    assert Cell("USA", "CUB", "2022-12", breakdown=alone) not in found
    assert found[Cell("USA", "W", "2019", breakdown=alone)].value == 5
    assert Cell("USA", "CUB", "2019") not in found
    assert found[Cell("USA", "CUB", "2022")].flags == {"partial_period", "has_01", "has_12"}


@pytest.fixture
def incidents(tmp_path):
    """An incident of one nationality, and one of two nationalities and two causes."""
    first, *_, last = sorted(deaths.CAUSES)
    rows = [
        ("2024-12-31", "EHOA Eastern Route", "PAN", 2.0, first, None, "VEN", "a", 1.0, 2.0),
        ("2025-01-02", "Undefined", "PAN", 3.0, f"{first},{last}", -1.0, "VEN,UNK", "b", 3.0, 4.0),
    ]
    columns = "t route geo dead cause surv nat location lon lat"
    write(tmp_path, deaths.MISSING_MIGRANTS, columns, rows)
    return tmp_path


def test_the_dead_of_several_nationalities_and_causes_are_counted_once(incidents):
    found = deaths.migrant_deaths(incidents)
    assert found[Cell("PAN", "VEN", "2024")].value == 2
    assert Cell("PAN", "VEN", "2025-01") not in found
    assert found[Cell("PAN", "_U", "2025-01")].value == 3
    assert found[Cell("W", "W", "2025-01", breakdown="cause.several")].value == 3
    assert found[Cell("W", "W", "2024-12", breakdown="route.ehoa_eastern_route")].value == 2
    assert found[Cell("W", "W", "2025")].flags == {"partial_period", "has_01"}


def test_incidents_keep_the_order_and_the_places_of_the_file(incidents):
    points = deaths.points(incidents)
    assert points["incident"].tolist() == [1, 2]
    assert points["date"].tolist() == ["2024-12-31", "2025-01-02"]
    assert points["lon"].tolist() == [1.0, 3.0]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: rows, []),
        (lambda rows: rows.assign(lat=[2.0, 9.0]), ["incident 2: lat 9.0 (raw 4.0)"]),
        (lambda rows: rows.iloc[1:], ["incident 1: only raw"]),
        (lambda rows: rows.assign(incident=[1, 3])[1:], ["incident 3: only harmonised"]),
        (lambda rows: pd.concat([rows, rows[:1]]), ["incident 1: twice"]),
        (lambda rows: rows.assign(survivors=0.0), ["incident 1: survivors 0.0 (raw nan)"]),
        (lambda rows: rows.drop(columns="lon"), ["incidents: columns"]),
    ],
)
def test_an_incident_that_is_not_the_raw_file_s_is_found(incidents, spoil, said):
    points = deaths.points(incidents)
    found = deaths.other_points(spoil(points), points)
    assert all(any(line.startswith(each) for line in found) for each in said)
    assert bool(found) == bool(said)


def test_an_unknown_code_is_named():
    with pytest.raises(UnknownCodeError, match="honduras: what area is 'QQQ'"):
        place_names("honduras")("QQQ")


def test_a_year_without_any_figure_is_missing_and_not_nothing():
    found = {Cell("PAN", "W", "2020-01"): routes.Line()}
    ((cell, line),) = in_years(found, lambda _: ["2020-01"])
    assert (cell.period, line.value, line.status) == ("2020", None, "M")
    assert table({cell: line})["value"].isna().all()

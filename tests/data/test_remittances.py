"""Remittances: what the Bank's sheets and the modelled matrix may hold, and what comes of it."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import knomad as model_files
from data.connectors import worldbank as bank_files
from data.connectors.files import BrokenRawFile, Opened, RawTables
from data.harmonise import knomad, worldbank
from data.harmonise.rows import BrokenRule, UnknownCodes
from tests.data.carded import carded

PAID = "BM.TRF.PWKR.CD.DT"
HEAD = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
CORRIDOR_HEAD = (
    "Sending Countries Name,Sending Countries Code,Series Name,Series Code,"
    f"Receiving Countries  Name,Receiving Countries  Code,{','.join(bank_files.QUARTERS)}"
)
UNASKED = "..," * (len(bank_files.QUARTERS) - 2)
FROM_CHILE = (
    f"Chile,CHL,Average Total Cost to remit in corridor,ATCR.CORR,Peru,PER,{UNASKED}7.10,.."
)
EMPTY = "," * CORRIDOR_HEAD.count(",")


def workbook(path: Path, sheet: str, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    own = book.create_sheet(sheet, 0)
    for row in rows:
        own.append(row)
    book.save(path)
    return path


def series(
    path: Path,
    *rows: list[object],
    head: list[object] | None = None,
    updated: object = datetime(1962, 5, 10),
) -> pd.DataFrame:
    """Read a sheet of two years, as if the Bank had stopped long ago."""
    dated = ["Last Updated Date", updated]
    above = [["Data Source"], dated, [None], head or [*HEAD, "1960", "1961"]]
    workbook(path, "Data", [*above, *rows])
    return bank_files.read_series(Opened(path, "paid.xls", len(above) + len(rows)), PAID)


def test_a_filled_cell_is_a_row_with_its_line_in_the_sheet(tmp_path):
    table = series(
        tmp_path / "paid.xlsx",
        ["Argentina", "ARG", "paid", PAID, 588_682_523.660348, None],
        ["Lesotho", "LSO", "paid", PAID, 0, 5.5],
    )
    found = list(table.sort_values(["area", "year"]).itertuples(name=None))
    assert found == [
        (5, "ARG", "1960", 588_682_523.660348),
        (6, "LSO", "1960", 0.0),
        (6, "LSO", "1961", 5.5),
    ]


FAULTS = {
    "row 4 must be Country Name": {"head": [*HEAD, "1960", "1962"]},
    "the years 1960 to 1961, one by one": {"head": [*HEAD, "1960"]},
    "row 2 must have the date of the last update": {"updated": "in May"},
    "holds BX.TRF.PWKR.CD.DT and not only BM": {"code": "BX.TRF.PWKR.CD.DT"},
    "'1961' is no number in row 5": {"value": "n/a"},
    "Country Code 'PER' stands more than once, in rows 5, 6": {"again": True},
    "'Country Code' is empty in row 5": {"area": None},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sheet_of_another_shape_says_what_and_where(tmp_path, fault):
    asked = {"head": None, "code": PAID, "value": 1.0, "again": False, "area": "PER"}
    asked |= {"updated": datetime(1962, 5, 10), **FAULTS[fault]}
    row = ["Peru", asked["area"], "paid", asked["code"], 2.0, asked["value"]]
    with pytest.raises(BrokenRawFile, match=f"paid.xls: .*{fault}"):
        rows = [row] * (1 + asked["again"])
        series(tmp_path / "x.xlsx", *rows, head=asked["head"], updated=asked["updated"])


def corridors(path: Path, *lines: str, head: str = CORRIDOR_HEAD) -> pd.DataFrame:
    path.write_text("\ufeff" + "\n".join([head, *lines]) + "\n", encoding="utf-8")
    return bank_files.read_corridors(Opened(path, "corridors.csv", len(lines)))


def test_lines_below_the_corridors_are_no_corridor_and_two_dots_are_nothing(tmp_path):
    below = [EMPTY, f"Data from database: Remittance Prices Worldwide{EMPTY}"]
    table = corridors(tmp_path / "c.csv", FROM_CHILE, *below)
    assert list(table.itertuples(name=None)) == [(2, "CHL", "PER", "2020-Q2", 7.1)]


def test_another_series_among_the_corridors_stops_with_its_row(tmp_path):
    other = FROM_CHILE.replace("ATCR.CORR", "FX.MARGIN").replace("PER", "COL")
    with pytest.raises(BrokenRawFile, match=r"something else than ATCR.CORR in row 3"):
        corridors(tmp_path / "c.csv", FROM_CHILE, other)


def test_a_corridor_that_stands_twice_stops(tmp_path):
    with pytest.raises(BrokenRawFile, match=r"'CHL PER' stands more than once, in rows 2, 3"):
        corridors(tmp_path / "c.csv", FROM_CHILE, FROM_CHILE)


@pytest.mark.parametrize("lost", [",CHL,", ",PER,"])
def test_a_corridor_that_lost_an_end_stops_with_its_row(tmp_path, lost):
    with pytest.raises(BrokenRawFile, match=r"Countries +Code' is empty in row 3"):
        corridors(tmp_path / "c.csv", FROM_CHILE, FROM_CHILE.replace(lost, ",,"))


def test_a_column_that_is_no_quarter_stops(tmp_path):
    head = CORRIDOR_HEAD.replace("2020Q3 [YR2020Q3]", "2020")
    with pytest.raises(BrokenRawFile, match="column '2020' is unknown"):
        corridors(tmp_path / "c.csv", FROM_CHILE, head=head)


def test_a_quarter_too_few_stops(tmp_path):
    head, line = (each.rpartition(",")[0] for each in (CORRIDOR_HEAD, FROM_CHILE))
    with pytest.raises(BrokenRawFile, match=r"column '2020Q3 \[YR2020Q3\]' is missing"):
        corridors(tmp_path / "c.csv", line, head=head)


def raw(**tables: pd.DataFrame) -> RawTables:
    return RawTables("worldbank", tables, {name: f"{name}.xls" for name in tables})


def years(area: str, **values: float) -> pd.DataFrame:
    rows = [(area, name.removeprefix("y"), value) for name, value in values.items()]
    return pd.DataFrame(rows, columns=["area", "year", "value"])


def test_later_years_of_an_area_come_from_the_other_version_and_begin_with_a_break():
    own = pd.concat([years("ARG", y2020=1.0, y2021=2.0), years("COL", y2022=3.0)])
    compiled = pd.concat(
        [
            years("ARG", y2020=9.0, y2021=9.0, y2022=4.0, y2023=5.0),
            years("COL", y2021=9.0, y2022=9.0, y2023=6.0),
            years("TUV", y2022=7.0),
        ]
    )
    rows = worldbank.paid(raw(paid=own, later_paid=compiled), Codes.read())
    told = ["ref_area", "time_period", "obs_value", "obs_status", "flags"]
    gaps = rows["obs_status"] == "M"
    assert list(rows.loc[~gaps, told].itertuples(index=False, name=None)) == [
        ("ARG", "2020", 1.0, "A", ""),
        ("ARG", "2021", 2.0, "A", ""),
        ("COL", "2022", 3.0, "A", ""),
        ("ARG", "2022", 4.0, "B", "other_vintage"),
        ("ARG", "2023", 5.0, "A", "other_vintage"),
        ("COL", "2023", 6.0, "B", "other_vintage"),
        ("TUV", "2022", 7.0, "A", "other_vintage"),
    ]
    empty = [("COL", "2020"), ("COL", "2021"), ("TUV", "2020"), ("TUV", "2021"), ("TUV", "2023")]
    assert sorted(rows.loc[gaps, told[:2]].itertuples(index=False, name=None)) == empty


def test_aggregates_of_the_bank_are_left_out_and_the_world_is_kept():
    own = pd.concat([years("WLD", y2021=9.0), years("LCN", y2021=5.0), years("PER", y2021=4.0)])
    rows = worldbank.paid(raw(paid=own, later_paid=years("PER", y2021=1.0)), Codes.read())
    assert rows["ref_area"].tolist() == ["W", "PER"]


def test_world_of_a_year_that_lacks_a_country_is_a_partial_sum():
    own = pd.concat(
        [years("WLD", y2020=4.0, y2021=9.0, y2022=5.0), years("PER", y2020=4.0, y2021=4.0)]
    )
    own = pd.concat([own, years("CHL", y2021=5.0, y2022=5.0)])
    rows = worldbank.paid(raw(paid=own, later_paid=years("CHL", y2021=1.0)), Codes.read())
    world = rows[rows["ref_area"] == "W"].set_index("time_period")["flags"].to_dict()
    assert world == {"2020": "partial_sum", "2021": "", "2022": "partial_sum"}
    assert set(rows.loc[rows["ref_area"] != "W", "flags"]) == {""}


def test_an_area_that_no_list_knows_stops_with_file_and_row():
    own = years("XYZ", y2021=1.0).set_axis([7])
    with pytest.raises(UnknownCodes, match=r"paid.xls: 1 codes .*'XYZ' in row 7"):
        worldbank.paid(raw(paid=own, later_paid=years("PER", y2021=1.0)), Codes.read())


def test_cost_is_to_a_country_from_it_or_along_a_corridor():
    between = pd.DataFrame(
        [("CHL", "PER", "2020-Q2", 7.1), ("USA", "ANT", "2011-Q1", 4.0)],
        columns=["sending", "receiving", "quarter", "value"],
    )
    tables = raw(
        cost_to=years("PER", y2020=6.2), cost_from=years("CHL", y2020=7.6), corridors=between
    )
    rows = worldbank.cost(tables, Codes.read())
    told = ["ref_area", "counterpart_area", "breakdown", "time_period", "obs_value", "definition"]
    assert list(rows[told].itertuples(index=False, name=None)) == [
        ("PER", "_Z", "_T", "2020", 6.2, "wb_remittance_cost_to"),
        ("CHL", "_Z", "direction.from", "2020", 7.6, "wb_remittance_cost_from"),
        ("PER", "CHL", "_T", "2020-Q2", 7.1, "wb_remittance_cost_corridor"),
    ]


MATRIX = [
    ["Bilateral Remittance Estimates for 2017"],
    ["receiving (across) / sending (down) ", "Chile", "Israel", "Lebanon", "WORLD"],
    ["Chile", 0, 1.5, 2, 3.5],
    ["Israel", 11, 0, "-", 11],
    ["Lebanon", 0, 0, 0, 0],
    ["WORLD", 11, 1.5, 2.75, 15.25],
    [None],
    ["Notes:"],
]


def matrix(tmp_path: Path, row: int = 0, column: int = 0, value: object = None) -> RawTables:
    rows = [list(each) for each in MATRIX]
    if row:
        rows[row - 1][column] = value
    name = "WB_Bilateral_Remittance_Estimates_2017.xlsx"
    workbook(tmp_path / name, model_files.SHEET, rows)
    return model_files.read(tmp_path, carded(tmp_path, "knomad_2017", name))


def modelled(tables: RawTables) -> dict[tuple[str, str], tuple[object, ...]]:
    rows = knomad.corridor_model(tables, Codes.read(), Catalogue.read()).set_index(
        ["ref_area", "counterpart_area"]
    )
    told = rows[["obs_value", "obs_status", "flags"]]
    return dict(zip(told.index, told.itertuples(index=False, name=None), strict=True))


def test_rows_send_and_columns_receive_in_dollars(tmp_path):
    cells = modelled(matrix(tmp_path))
    assert cells["CHL", "ISR"] == (11_000_000.0, "E", "")
    assert cells["ISR", "CHL"] == (1_500_000.0, "E", "")
    assert cells["ISR", "LBN"] == (0.0, "E", "")


def test_a_dash_is_a_hidden_figure_and_sums_say_that_they_lack_it(tmp_path):
    cells = modelled(matrix(tmp_path))
    assert pd.isna(cells["LBN", "ISR"][0])
    assert cells["LBN", "ISR"][1:] == ("M", "")
    assert cells["LBN", "W"] == (2_000_000.0, "E", "partial_sum")
    assert cells["W", "ISR"] == (11_000_000.0, "E", "partial_sum")
    assert cells["W", "W"] == (14_500_000.0, "E", "partial_sum")
    assert cells["CHL", "W"] == (11_000_000.0, "E", "")


@pytest.mark.parametrize(("row", "column", "value"), [(6, 1, 12), (6, 3, 1.5), (3, 4, 3.6)])
def test_countries_that_do_not_add_up_to_the_files_own_total_stop(tmp_path, row, column, value):
    with pytest.raises(BrokenRule, match="the countries do not add up to WORLD: "):
        modelled(matrix(tmp_path, row, column, value))


MATRIX_FAULTS = {
    "are empty, with no '-', in row 4": (4, 1, None),
    "'Israel' is no number in row 3": (3, 2, "x"),
    "sending 'Chile' stands more than once, in rows 3, 4": (4, 0, "Chile"),
    "must end in one row and one column WORLD": (6, 0, "TOTAL"),
    "row 2 must begin with 'receiving": (2, 0, "sending"),
}


@pytest.mark.parametrize("fault", MATRIX_FAULTS)
def test_a_matrix_of_another_shape_says_what_and_where(tmp_path, fault):
    with pytest.raises(BrokenRawFile, match=f"Estimates_2017.xlsx: .*{fault}"):
        matrix(tmp_path, *MATRIX_FAULTS[fault])


def test_a_country_of_the_matrix_that_no_list_knows_stops(tmp_path):
    tables = matrix(tmp_path, 5, 0, "Phoenicia")
    with pytest.raises(UnknownCodes, match="'Phoenicia' in row 5"):
        modelled(tables)

"""Estimated flows, migrants by age, and age groups of the population: what their tables say."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import BrokenRawFile
from data.errors import PanoramaError
from data.harmonise.build import of_flow_estimates, of_undesa, of_wpp
from data.harmonise.derived import Parts
from data.harmonise.rows import BrokenRule
from tests.data import cut, cut_estimates

FLOW, AGE = ("migration_flow_estimate", "abel_cohen_2022"), ("migrant_stock_age", "undesa_2019")
GROUP, SHARE = ("population_age", "wpp_2024"), ("population_age_share", "wpp_2024")
SOURCES = ("abel_cohen_2022", "undesa_2019", "undesa_2020", "undesa_2024", "wpp_2024")


def harmonise(folder: Path, change: dict[str, cut.Change] | None = None) -> Parts:
    raw = cut.write_raw(folder, change)
    catalogue = cut.catalogue_of(raw, folder)
    read = {name: CONNECTORS[name](raw, catalogue.sources[name]) for name in SOURCES}
    steps = (of_undesa, of_wpp, of_flow_estimates)
    return {
        name: rows for step in steps for name, rows in step(read, Codes.read(), catalogue).items()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return harmonise(tmp_path_factory.mktemp("estimates"))


def told(rows: pd.DataFrame, *key: str) -> tuple[float, str, str] | None:
    """Give value, status and flags of a cell: area, other end, period, sex, age, breakdown."""
    usual = ("", "", "", "_T", "_T", "_T")
    asked = (*key, *usual[len(key) :])
    names = ["ref_area", "counterpart_area", "time_period", "sex", "age", "breakdown"]
    found = rows[(rows[names] == list(asked)).all(axis=1)]
    assert len(found) <= 1, asked
    if found.empty:
        return None
    (row,) = found.to_dict("records")
    return row["obs_value"], row["obs_status"], row["flags"]


def test_rows_of_the_matrix_are_origins_and_columns_destinations(made):
    assert told(made[FLOW], "COL", "VEN", "2010/P5Y") == (900, "E", "")
    assert told(made[FLOW], "VEN", "COL", "2005/P5Y") == (7, "E", "")
    assert told(made[FLOW], "COL", "VEN", "2010/P5Y", "F") == (400, "E", "")


def test_an_estimate_of_zero_is_a_row_and_a_part_of_nothing_is_none(made):
    assert told(made[FLOW], "VEN", "COL", "2010/P5Y") == (0, "E", "")
    assert told(made[FLOW], "VEN", "COL", "2010/P5Y", "F") is None


def test_flows_within_an_area_and_regions_have_no_rows(made):
    rows = made[FLOW]
    assert (rows["ref_area"] != rows["counterpart_area"]).sum() == len(rows) - (
        (rows["ref_area"] == "W") & (rows["counterpart_area"] == "W")
    ).sum()
    assert set(rows["ref_area"]) == {"COL", "VEN", "SDN", "W"}


def test_sudan_before_and_after_is_one_series(made):
    assert told(made[FLOW], "COL", "SDN", "2005/P5Y") == (3, "E", "")
    assert told(made[FLOW], "COL", "SDN", "2010/P5Y") == (5, "E", "")


def test_all_other_ends_are_the_sum_of_the_cells(made):
    assert told(made[FLOW], "COL", "W", "2010/P5Y") == (905, "E", "")
    assert told(made[FLOW], "W", "W", "2005/P5Y") == (110, "E", "")
    assert told(made[FLOW], "COL", "W", "2010/P5Y", "_T", "_T", "type.return") == (101, "E", "")


def test_age_bands_of_a_country_and_of_the_world(made):
    assert told(made[AGE], "ARG", "_Z", "2019", "F", "Y0T4") == (22, "E", "")
    assert told(made[AGE], "ARG", "_Z", "2005", "_T", "Y_GE75") == (100, "E", "")
    assert told(made[AGE], "W", "_Z", "2019", "F", "Y30T34") == (4, "E", "partial_sum")


def test_two_dots_are_missing_and_a_year_of_dots_only_was_counted_elsewhere(made):
    value, status, flags = told(made[AGE], "SSD", "_Z", "2005") or (0.0, "", "")
    assert (pd.isna(value), status, flags) == (True, "M", "not_separate")
    value, status, flags = told(made[AGE], "VAT", "_Z", "2019", "_T", "Y0T4") or (0.0, "", "")
    assert (pd.isna(value), status, flags) == (True, "M", "")
    assert told(made[AGE], "VAT", "_Z", "2019") == (799, "E", "")


def test_age_groups_are_estimates_to_2023_and_projections_after(made):
    assert told(made[GROUP], "ARG", "_Z", "2023", "_T", "Y0T14") == (10_000_000, "E", "")
    assert told(made[GROUP], "ARG", "_Z", "2024", "_T", "Y0T14") == (10_000_000, "F", "")
    assert told(made[SHARE], "ARG", "_Z", "2023", "F", "Y0T14") == (21.5, "E", "")
    assert told(made[SHARE], "ARG", "_Z", "2024", "M", "Y_GE60") == (14.25, "F", "")


def cell(column: str, value: object) -> cut.Change:
    """Change the first cell of a column."""
    return lambda rows: rows.assign(**{column: [value, *rows[column][1:]]})


BREAKS = {
    "a part of a person": (cut_estimates.POPULATION_AGES, cell("value", 10.5), "no number of"),
    "an unknown group": (cut_estimates.POPULATION_AGES, cell("age", "0_99"), "unknown age group"),
    "a world of its own": (cut_estimates.AGES, cell("0-4_(f)", "8"), "do not add up to WORLD"),
    "an unknown name": (cut_estimates.AGES, cell("Destination", "Atlantis"), "'Atlantis' in row"),
}


@pytest.mark.parametrize(("path", "change", "fault"), BREAKS.values(), ids=BREAKS)
def test_a_broken_figure_stops_with_the_file_and_what_is_wrong(tmp_path, path, change, fault):
    with pytest.raises(PanoramaError, match=fault) as raised:
        harmonise(tmp_path, {path: change})
    assert path in str(raised.value)


def flows_of(folder: Path, measure: str, change: dict[str, Any]) -> Parts:
    """Harmonise the flows with some fields of one file changed."""
    raw = cut.write_raw(folder)
    file = raw / cut_estimates.FOLDER / cut_estimates.FILES[measure]
    content = json.loads(file.read_text(encoding="utf-8")) | change
    file.write_text(json.dumps(content), encoding="utf-8")
    catalogue: Catalogue = cut.catalogue_of(raw, folder)
    read = CONNECTORS["abel_cohen_2022"](raw, catalogue.sources["abel_cohen_2022"])
    return of_flow_estimates({"abel_cohen_2022": read}, Codes.read(), catalogue)


def matrix(measure: str, value: object) -> dict[str, Any]:
    """Give the matrices of a file with another figure for Venezuelans to Colombia in 2010."""
    grids = cut_estimates.flow_file(measure)["matrix"]
    grids["2010"][2][1] = value
    return {"matrix": grids}


NAMES = ["Latin America and the Caribbean", "Colombia", "Atlantis", *cut_estimates.AREAS[3:]]
FLOW_BREAKS = {
    "a text": ("female", matrix("female", "400"), BrokenRawFile, "has no count under Colombia"),
    "types apart": ("return", matrix("return", 300), BrokenRule, "do not add up to the flow"),
    "sums apart": ("female", matrix("female", 500), BrokenRule, "is .* above its cells"),
    "a lost field": ("male", {"regions": None}, BrokenRawFile, "'regions' must be"),
    "an unknown name": ("transit", {"names": NAMES}, PanoramaError, "Atlantis"),
    "a region that is none": ("total", {"regions": [0]}, PanoramaError, "regions of the file"),
}


@pytest.mark.parametrize(
    ("measure", "change", "kind", "fault"), FLOW_BREAKS.values(), ids=FLOW_BREAKS
)
def test_a_broken_matrix_stops_with_the_file(tmp_path, measure, change, kind, fault):
    with pytest.raises(kind, match=fault) as raised:
        flows_of(tmp_path, measure, change)
    assert cut_estimates.FILES[measure] in str(raised.value)

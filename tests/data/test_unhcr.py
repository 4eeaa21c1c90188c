"""What is decided on UNHCR's procedures, flows and solutions, on small tables that show it."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import Catalogue
from data.catalogue.exceptions import Unequal
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import BrokenRawFile, RawTables
from data.harmonise import unhcr_flows
from data.harmonise.derived import Parts
from data.harmonise.rows import BrokenRule, check_unequal
from data.harmonise.unhcr_steps import of_asylum, of_idmc_stock
from tests.data import cut, cut_unhcr
from tests.data.cut import Change

KEY = {"sex": "_T", "age": "_T", "breakdown": "_T", "time_period": "2023"}


def read(folder: Path, change: dict[str, Change] | None = None) -> dict[str, RawTables]:
    raw = cut.write_raw(folder, change)
    cards = cut.catalogue_of(raw, folder).sources
    return {name: CONNECTORS[name](raw, cards[name]) for name in ("unhcr", "idmc_unhcr")}


def catalogue_without_exceptions(folder: Path) -> Catalogue:
    return Catalogue.read(folder / "catalogue")


def harmonise(folder: Path, change: dict[str, Change] | None = None) -> Parts:
    given = read(folder, change), Codes.read(), catalogue_without_exceptions(folder)
    return {**of_asylum(*given), **of_idmc_stock(*given)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return harmonise(tmp_path_factory.mktemp("unhcr"))


def found(made: Parts, indicator: str, area: str, other: str, **key: str) -> pd.DataFrame:
    (rows,) = (table for (name, _), table in made.items() if name == indicator)
    for column, code in {**KEY, "ref_area": area, "counterpart_area": other, **key}.items():
        rows = rows[rows[column] == code]
    return rows


def value(made: Parts, indicator: str, area: str, other: str, **key: str) -> float | None:
    rows = found(made, indicator, area, other, **key)
    return None if rows.empty else float(rows["obs_value"].iloc[0])


def state(made: Parts, indicator: str, area: str, other: str, **key: str) -> tuple[str, str]:
    (row,) = found(made, indicator, area, other, **key).to_dict("records")
    return row["obs_status"], row["flags"]


def test_total_is_new_applications_at_first_instance_of_both_authorities(made):
    assert value(made, "asylum_applications", "PRY", "VEN") == 701 + 9
    assert value(made, "asylum_applications", "PRY", "VEN", breakdown="procedure.U") == 9


def test_repeated_applications_and_appeals_are_given_apart_and_never_in_the_total(made):
    assert value(made, "asylum_applications", "PRY", "VEN", breakdown="type.R") == 12
    assert value(made, "asylum_applications", "PRY", "VEN", breakdown="level.AR") == 25


def test_first_instance_with_appeal_is_part_of_the_total_of_those_who_report_it(made):
    assert value(made, "asylum_applications", "ECU", "COL") == 300 + 3000
    assert value(made, "asylum_applications", "ECU", "COL", breakdown="level.FA") == 3000


def test_what_is_counted_in_cases_only_is_missing_and_says_so(made):
    assert state(made, "asylum_applications", "COL", "CUB") == ("M", "counted_in_cases")
    assert state(made, "asylum_recognised", "COL", "CUB") == ("M", "counted_in_cases")


def test_persons_with_cases_beside_them_are_a_part_of_the_total(made):
    assert value(made, "asylum_applications", "COL", "VEN") == 500
    assert state(made, "asylum_applications", "COL", "VEN") == ("A", "counted_in_cases partial_sum")


def test_sum_over_origins_that_lacks_cases_is_partial(made):
    assert state(made, "asylum_applications", "COL", "W") == ("A", "counted_in_cases partial_sum")


def of_other_levels(table: pd.DataFrame) -> pd.DataFrame:
    """Put what Paraguay reports at first instance under a level of its own."""
    own = (table["coa_iso"] == "PRY") & (table["dec_level"] == "FI")
    return table.assign(dec_level=table["dec_level"].mask(own, "NA"))


def test_a_reporter_with_other_levels_only_is_a_gap_of_every_total(tmp_path):
    changes = dict.fromkeys((cut_unhcr.APPLICATIONS, cut_unhcr.DECISIONS), of_other_levels)
    made = harmonise(tmp_path, changes)
    for name in ("asylum_applications", "asylum_recognised"):
        assert state(made, name, "PRY", "VEN") == ("M", "other_level")
        assert value(made, name, "PRY", "VEN", breakdown="level.NA") > 0
        assert "other_level partial_sum" in state(made, name, "W", "VEN")[1]
    assert state(made, "asylum_recognised", "ECU", "VEN") == ("A", "")


def of_kinds_together(table: pd.DataFrame) -> pd.DataFrame:
    """Put all that Paraguay reports under new and repeated applications in one."""
    new = (table["coa_iso"] == "PRY") & (table["app_type"] == "N")
    return table.assign(app_type=table["app_type"].mask(new, "NR"))


def test_new_applications_together_with_others_are_a_gap_of_every_total(tmp_path):
    made = harmonise(tmp_path, {cut_unhcr.APPLICATIONS: of_kinds_together})
    assert state(made, "asylum_applications", "PRY", "VEN") == ("M", "kinds_together")
    assert value(made, "asylum_applications", "PRY", "VEN", breakdown="type.NR") > 0
    assert "kinds_together partial_sum" in state(made, "asylum_applications", "W", "VEN")[1]


@pytest.mark.parametrize(
    ("area", "origin", "persons", "status", "flags"),
    [
        ("ARG", "VEN", 60, "A", "other_level partial_sum"),
        ("ARG", "CUB", None, "M", "other_level"),
        ("ARG", "W", 60, "A", "other_level partial_sum"),
        ("ECU", "VEN", 30, "A", "kinds_together partial_sum"),
        ("ECU", "CUB", None, "M", "kinds_together"),
        ("ECU", "W", 30, "A", "kinds_together partial_sum"),
        ("PRY", "W", 20, "A", ""),
        ("W", "VEN", 110, "A", "kinds_together other_level partial_sum"),
        ("W", "CUB", None, "M", "kinds_together other_level"),
        ("W", "W", 110, "A", "kinds_together other_level partial_sum"),
    ],
)
def test_what_stands_elsewhere_is_a_gap_beside_other_figures(
    made, area, origin, persons, status, flags
):
    (row,) = found(made, "asylum_applications", area, origin, time_period="2022").to_dict("records")
    given = None if pd.isna(row["obs_value"]) else row["obs_value"]
    assert (given, row["obs_status"], row["flags"]) == (persons, status, flags)


@pytest.mark.parametrize(
    ("name", "origin", "persons", "status", "flags"),
    [
        ("asylum_recognised", "VEN", 60, "A", "other_level partial_sum"),
        ("asylum_recognised", "CUB", None, "M", "other_level"),
        ("asylum_recognised", "W", 60, "A", "other_level partial_sum"),
        ("asylum_rejected", "VEN", 2, "A", ""),  # none was rejected at the other level
        ("asylum_rejected", "W", 2, "A", ""),
    ],
)
def test_decisions_at_another_level_are_a_gap_beside_those_of_the_first(
    made, name, origin, persons, status, flags
):
    (row,) = found(made, name, "ARG", origin, time_period="2022").to_dict("records")
    given = None if pd.isna(row["obs_value"]) else row["obs_value"]
    assert (given, row["obs_status"], row["flags"]) == (persons, status, flags)
    assert found(made, "asylum_rejected", "ARG", "CUB", time_period="2022").empty
    assert found(made, name, "ARG", "COL", time_period="2022").empty


@pytest.mark.parametrize("origin", ["CUB", "COL"])
def test_reviews_and_repeated_applications_are_no_gap_of_new_ones(made, origin):
    assert found(made, "asylum_applications", "PRY", origin, time_period="2022").empty


def in_cases_at_other_levels(table: pd.DataFrame) -> pd.DataFrame:
    """Count Paraguay's cases instead of its persons, at a level of its own."""
    (unit,) = (name for name in table if name.endswith("_pc"))
    return of_other_levels(table).assign(**{unit: table[unit].mask(table["coa_iso"] == "PRY", "C")})


def test_cases_at_other_levels_are_gaps_of_the_level_and_of_the_total(tmp_path):
    changes = dict.fromkeys((cut_unhcr.APPLICATIONS, cut_unhcr.DECISIONS), in_cases_at_other_levels)
    made = harmonise(tmp_path, changes)
    for name in ("asylum_applications", "asylum_recognised"):
        assert state(made, name, "PRY", "VEN", breakdown="level.NA") == ("M", "counted_in_cases")
        assert state(made, name, "PRY", "VEN") == ("M", "other_level")
        assert "other_level partial_sum" in state(made, name, "W", "VEN")[1]


@pytest.mark.parametrize(
    ("indicator", "persons"),
    [
        ("asylum_recognised", 600),
        ("asylum_other", 0),
        ("asylum_rejected", 5),
        ("asylum_closed", 40),
    ],
)
def test_outcomes_are_those_of_first_instance_and_zeros_are_kept(made, indicator, persons):
    assert value(made, indicator, "PRY", "VEN") == persons


def test_outcome_on_appeal_is_given_apart(made):
    assert value(made, "asylum_rejected", "PRY", "VEN", breakdown="level.AR") == 7


def untold(decisions: pd.DataFrame) -> pd.DataFrame:
    return decisions.assign(dec_total=decisions["dec_total"].where(decisions.index != 4, 30.0))


def test_decisions_that_are_not_the_sum_of_their_outcomes_stop(tmp_path):
    with pytest.raises(BrokenRule, match="PRY 2023 FI P differs by 30 in row 5") as fault:
        harmonise(tmp_path, {cut_unhcr.DECISIONS: untold})
    assert cut_unhcr.DECISIONS in str(fault.value)


def test_decisions_without_any_outcome_are_missing_and_not_nought(tmp_path):
    raw = read(tmp_path, {cut_unhcr.DECISIONS: untold})
    named = "asylum_decisions.rda,PRY 2023 FI P,1,30,a reason\n"
    (tmp_path / "catalogue" / "unequal.csv").write_text(cut.UNEQUAL + named, encoding="utf-8")
    made = of_asylum(raw, Codes.read(), catalogue_without_exceptions(tmp_path))
    assert state(made, "asylum_recognised", "PRY", "CUB") == ("M", "")
    assert value(made, "asylum_recognised", "PRY", "W") == 600
    assert state(made, "asylum_recognised", "PRY", "W") == ("A", "partial_sum")


def naming(unequal: Unequal) -> Catalogue:
    return replace(Catalogue.read(), unequal=(unequal,))


@pytest.mark.parametrize(("rows", "difference"), [(2, 30), (1, 29)])
def test_group_that_is_named_with_other_figures_stops(rows, difference):
    given = Unequal("a.rda", "PRY", rows, difference, "a reason")
    catalogue = naming(given)
    with pytest.raises(BrokenRule, match="PRY differs by 30 in row 5"):
        check_unequal(pd.Series({5: 30}), pd.Series({5: "PRY"}), "x/a.rda", catalogue)


def test_group_that_is_named_and_does_not_differ_stops():
    catalogue = naming(Unequal("a.rda", "PRY", 1, 30, "a reason"))
    with pytest.raises(BrokenRule, match="PRY does not differ"):
        check_unequal(pd.Series({5: 0}), pd.Series({5: "PRY"}), "x/a.rda", catalogue)


def test_new_displacement_adds_the_statuses_that_are_reported(made):
    key = {"time_period": "2018"}
    assert value(made, "new_displacement", "ARG", "VEN", **key) == 872 + 77243
    assert value(made, "new_displacement", "ARG", "VEN", breakdown="status.oip", **key) == 77243
    assert value(made, "new_displacement", "ARG", "VEN", breakdown="status.refugees", **key) is None


def test_other_protection_that_was_reported_before_is_missing_and_the_sum_partial(made):
    key = {"time_period": "2019"}
    gap = {**key, "breakdown": "status.oip"}
    assert state(made, "new_displacement", "ARG", "VEN", **gap) == ("M", "")
    assert state(made, "new_displacement", "ARG", "VEN", **key) == ("A", "partial_sum")


def test_other_protection_that_a_pair_never_had_is_no_gap(made):
    assert state(made, "new_displacement", "ARG", "CUB", time_period="2018") == ("A", "")


def test_stateless_and_unknown_of_the_file_of_flows_are_ours(made):
    assert value(made, "new_displacement", "PRY", "_X") == 16
    assert value(made, "new_displacement", "NPL", "_U", time_period="2023") == 5
    assert value(made, "new_displacement", "NPL", "_U", time_period="1962") == 2236


def test_those_who_returned_live_in_their_country_of_origin(made):
    assert value(made, "returned_refugees", "COL", "ECU") == 11


def test_resettlement_and_naturalisation_are_of_the_country_of_asylum(made):
    assert value(made, "resettlement", "ARG", "COL") == 20
    assert value(made, "naturalisation", "ARG", "W") == 5 + 8


def test_solution_without_a_figure_has_no_row(made):
    assert value(made, "resettlement", "ARG", "VEN") is None


def test_two_files_that_count_returns_differently_stop(tmp_path):
    raw = read(
        tmp_path, {cut_unhcr.SOLUTIONS: lambda t: t.assign(returned_refugees=[12.0, *[None] * 3])}
    )
    with pytest.raises(BrokenRule, match="differ in who returned: row 1 of the first"):
        unhcr_flows.check_returned(raw["unhcr"])


def test_rounded_figures_are_flagged_and_small_or_odd_ones_are_not(made):
    assert state(made, "idp_stock", "COL", "_Z", time_period="2022") == ("E", "rounded")
    assert state(made, "idp_stock", "ECU", "_Z", time_period="2022") == ("E", "")
    assert state(made, "idp_stock", "_U", "_Z", time_period="2022") == ("E", "")


def test_area_without_a_code_is_in_no_sum(made):
    assert value(made, "idp_stock", "W", "_Z", time_period="2022") == 4766000 + 8 + 1250


@pytest.mark.parametrize(
    ("path", "change", "says"),
    [
        (
            cut_unhcr.FLOWS,
            lambda t: t.assign(coa_iso="PRY"),
            "'ARG' and coa_iso 'PRY' are not one country in rows 1, 2, 3",
        ),
        (
            cut_unhcr.APPLICATIONS,
            lambda t: t.assign(app_type="X").head(1),
            "app_type 'X' is unknown in row 1",
        ),
        (
            cut_unhcr.IDMC,
            lambda t: t.assign(coa="COL", coa_iso="COL", coa_name="Colombia"),
            "displaced within a country that is not theirs in rows 2, 3, 4",
        ),
        (
            cut_unhcr.DEMOGRAPHICS,
            lambda t: t.assign(f_60=t["f_60"] + 1),
            "f_total is not the sum of its ages in rows 1, 2",
        ),
        (
            cut_unhcr.DEMOGRAPHICS,
            lambda t: t.assign(total=1.0),
            "women and men are above the total in rows",
        ),
        (
            cut_unhcr.COUNTRIES,
            lambda t: t.assign(iso_code=t["iso_code"].replace("ARG", "PER")),
            "are not one country",
        ),
    ],
)
def test_file_that_contradicts_itself_or_the_list_is_named(tmp_path, path, change, says):
    with pytest.raises(BrokenRawFile) as fault:
        read(tmp_path, {path: change})
    assert says in str(fault.value)
    assert path in str(fault.value)

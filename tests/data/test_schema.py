"""Every rule of the observation table, broken by the smallest table that breaks it."""

from dataclasses import replace

import pandas as pd
import pytest

from data.catalogue import Breach, Catalogue, Exempt
from data.schema import COLUMNS, BrokenTable, ObsStatus, check_table

AREAS = {"ARG", "PER", "VEN", "W", "_Z"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.read()


def observation(**fields: object) -> dict[str, object]:
    good: dict[str, object] = {
        "indicator": "migrant_stock",
        "ref_area": "PER",
        "counterpart_area": "VEN",
        "sex": "_T",
        "age": "_T",
        "breakdown": "_T",
        "time_period": "2024",
        "obs_value": 10.0,
        "unit_measure": "persons",
        "obs_status": "E",
        "source": "undesa_2024",
        "definition": "undesa_foreign_born",
        "flags": "",
    }
    return good | fields


def table(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype({"obs_value": "float64"})


def test_good_table_passes(catalogue):
    rows = [observation(sex=sex, obs_value=n) for sex, n in (("_T", 10), ("F", 6), ("M", 4))]
    check_table(
        table(*rows, observation(ref_area="ARG", obs_value=None, obs_status="M")), AREAS, catalogue
    )


BROKEN = {
    "unknown area": ({"ref_area": "ATL"}, "ref_area 'ATL' is unknown: 1 row"),
    "unknown other end": ({"counterpart_area": "ATL"}, "counterpart_area 'ATL' is unknown"),
    "unknown sex": ({"sex": "female"}, "sex 'female' is unknown"),
    "unknown age": ({"age": "0-4"}, "age '0-4' is unknown"),
    "unknown breakdown": ({"breakdown": "flood"}, "breakdown 'flood' is unknown"),
    "unknown period": ({"time_period": "2024-13"}, "time_period '2024-13' is unknown"),
    "unknown status": ({"obs_status": "X"}, "obs_status 'X' is unknown"),
    "unknown definition": ({"definition": "people"}, "definition 'people' is unknown"),
    "unknown indicator": ({"indicator": "joy"}, "indicator 'joy' is unknown"),
    "unknown flag": ({"flags": "odd"}, "flags 'odd' is unknown"),
    "unsorted flags": (
        {"flags": "refugees_added partial_sum"},
        "flags 'refugees_added partial_sum'",
    ),
    "doubled flags": ({"flags": "partial_sum partial_sum"}, "flags 'partial_sum partial_sum'"),
    "another unit": ({"unit_measure": "percent"}, "measured in 'percent', its card says 'persons'"),
    "another source": ({"source": "unhcr"}, "has source 'unhcr', its card does not"),
    "negative stock": ({"obs_value": -1.0}, "negative value in 1 row"),
    "part of a person": ({"obs_value": 1.5}, "part of a person in 1 row"),
    "missing without status": ({"obs_value": None}, "no value, but a status that has one"),
    "status without missing": ({"obs_status": "M"}, "a value, but a status that has none"),
    "empty text": ({"flags": None}, "flags is empty in 1 row"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_broken_rule_is_named_with_its_row(catalogue, rule):
    fields, says = BROKEN[rule]
    with pytest.raises(BrokenTable) as fault:
        check_table(table(observation(**fields)), AREAS, catalogue)
    assert says in str(fault.value)


def test_doubled_key_is_named_with_both_rows(catalogue):
    twice = table(observation(), observation(obs_value=11))
    with pytest.raises(BrokenTable, match=r"key is doubled in 2 rows \(0: .*; 1: "):
        check_table(twice, AREAS, catalogue)


def test_women_and_men_above_the_total_are_refused(catalogue):
    rows = [observation(sex=sex, obs_value=n) for sex, n in (("_T", 9), ("F", 6), ("M", 4))]
    with pytest.raises(BrokenTable, match="women and men above the total in 1 row"):
        check_table(table(*rows), AREAS, catalogue)


def test_women_alone_above_the_total_are_refused(catalogue):
    rows = [observation(obs_value=5), observation(sex="F", obs_value=6)]
    with pytest.raises(BrokenTable, match="above the total"):
        check_table(table(*rows), AREAS, catalogue)


def test_share_of_women_may_be_above_the_share_of_all(catalogue):
    share = {
        "indicator": "migrant_stock_share",
        "unit_measure": "percent",
        "source": "undesa_2024.wpp_2024",
    }
    rows = [observation(obs_value=5.5, **share), observation(sex="F", obs_value=6.5, **share)]
    check_table(table(*rows), AREAS, catalogue)


def test_all_offences_are_listed_at_once(catalogue):
    with pytest.raises(BrokenTable) as fault:
        check_table(table(observation(sex="X", ref_area="ATL", obs_value=-1)), AREAS, catalogue)
    assert all(says in str(fault.value) for says in ("sex 'X'", "ref_area 'ATL'", "negative value"))


def test_what_breaks_a_rule_names_the_files_that_it_may_come_from(catalogue):
    with pytest.raises(BrokenTable) as fault:
        check_table(table(observation(obs_value=-1)), AREAS, catalogue)
    (source,) = {observation()["source"]}
    for file in catalogue.sources[source].files:
        assert file.path in str(fault.value)


def test_columns_in_another_order_are_refused(catalogue):
    with pytest.raises(BrokenTable, match="columns are"):
        check_table(table(observation())[list(reversed(COLUMNS))], AREAS, catalogue)


def test_values_that_are_no_floats_are_refused(catalogue):
    whole = table(observation()).astype({"obs_value": "int64"})
    with pytest.raises(BrokenTable, match="obs_value is int64"):
        check_table(whole, AREAS, catalogue)


def breach(**fields: object) -> Breach:
    cell = observation(obs_value=-3.0) | fields
    for column in ("unit_measure", "obs_status", "definition", "flags"):
        del cell[column]
    return Breach(rule="negative", reason="as printed", **cell)


def test_cell_named_in_exceptions_passes(catalogue):
    named = replace(catalogue, breaches=(breach(),))
    check_table(table(observation(obs_value=-3)), AREAS, named)


def test_named_cell_with_another_figure_stops(catalogue):
    named = replace(catalogue, breaches=(breach(),))
    with pytest.raises(BrokenTable, match="negative value in 1 row"):
        check_table(table(observation(obs_value=-4)), AREAS, named)


def test_exception_that_no_cell_answers_to_stops(catalogue):
    named = replace(catalogue, breaches=(breach(),))
    with pytest.raises(BrokenTable, match="names a cell or figure that breaks no rule"):
        check_table(table(observation()), AREAS, named)


def test_exception_of_an_unknown_rule_stops(catalogue):
    named = replace(catalogue, breaches=(replace(breach(), rule="odd"),))
    with pytest.raises(BrokenTable, match="unknown rules"):
        check_table(table(observation()), AREAS, named)


def test_every_status_has_its_place_in_the_priority(catalogue):
    assert sorted(catalogue.priority) == sorted(status.value for status in ObsStatus)


def exempt(catalogue: Catalogue) -> Catalogue:
    return replace(
        catalogue,
        exempt=(Exempt("sex_parts", "migrant_stock", "undesa_2024", "modelled apart"),),
    )


def test_source_in_which_a_rule_does_not_hold_passes(catalogue):
    rows = [observation(sex=sex, obs_value=n) for sex, n in (("_T", 10), ("F", 16))]
    check_table(table(*rows), AREAS, exempt(catalogue))


def test_another_source_is_not_exempt(catalogue):
    named = {"source": "undesa_2020"}
    rows = [observation(**named, sex=sex, obs_value=n) for sex, n in (("_T", 10), ("F", 16))]
    with pytest.raises(BrokenTable, match="women and men above the total"):
        check_table(table(*rows), AREAS, exempt(catalogue))


def test_exemption_that_nothing_needs_stops(catalogue):
    with pytest.raises(
        BrokenTable, match="exempts migrant_stock of undesa_2024, which does not break"
    ):
        check_table(table(observation()), AREAS, exempt(catalogue))


def test_exemption_that_only_another_source_needs_stops(catalogue):
    broken = {"source": "undesa_2020", "indicator": "migrant_stock"}
    other = replace(
        catalogue,
        exempt=(
            Exempt("sex_parts", "migrant_stock", "undesa_2024", "modelled apart"),
            Exempt("sex_parts", "migrant_stock", "undesa_2020", "modelled apart"),
        ),
    )
    rows = [observation(**broken, sex=sex, obs_value=n) for sex, n in (("_T", 10), ("F", 16))]
    with pytest.raises(BrokenTable, match="exempts migrant_stock of undesa_2024, which does not"):
        check_table(table(*rows), AREAS, other)


def test_only_signed_indicators_may_be_negative(catalogue):
    change = {"indicator": "migrant_stock_change", "unit_measure": "percent", "obs_value": -3.0}
    check_table(table(observation(**change)), AREAS, catalogue)
    with pytest.raises(BrokenTable, match="negative value"):
        check_table(table(observation(obs_value=-3.0)), AREAS, catalogue)

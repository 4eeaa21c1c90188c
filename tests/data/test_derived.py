"""Indicators made of others carry what is known of every part."""

from dataclasses import replace

import pandas as pd
import pytest

from data.catalogue import Catalogue, Formula, Term
from data.codes import Codes
from data.harmonise.derived import parts_of, ratio, term
from data.harmonise.rows import BrokenRule

CATALOGUE = Catalogue.read()
CODES = Codes.read()
PER_1000 = Formula(Term(("displaced_population",)), Term(("population",)), 1000)
SHARE = Formula(Term(("migrant_stock",)), Term(("migrant_stock",)), 100, zero="not_applicable")


def observations(**columns: list[object]) -> pd.DataFrame:
    totals = dict.fromkeys(["sex", "age", "breakdown"], "_T")
    constants = {"counterpart_area": "W", **totals, "definition": "d", "flags": ""}
    return pd.DataFrame({**{name: [code] for name, code in constants.items()}, **columns}).ffill()


def row(**columns: object) -> pd.DataFrame:
    usual = {"ref_area": "PER", "time_period": "2024", "obs_value": 1.0, "obs_status": "A"}
    return observations(**{name: [value] for name, value in {**usual, **columns}.items()})


def made_of(*rows: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(rows, ignore_index=True)


def test_ratio_keeps_rows_without_a_value_and_drops_areas_without_a_denominator():
    above = made_of(
        row(obs_value=5.0),
        row(ref_area="CHL", obs_value=None, obs_status="M"),
        row(ref_area="ATA"),
    )
    below = made_of(
        row(obs_value=1000.0, obs_status="F"), row(ref_area="CHL", obs_value=10.0, obs_status="F")
    )
    made = ratio(above, below, PER_1000, CATALOGUE)
    assert made["obs_value"].fillna(-1).tolist() == [5.0, -1]
    assert made["obs_status"].tolist() == ["F", "M"]


def test_ratio_to_nobody_is_refused():
    rows = row(obs_value=0.0)
    with pytest.raises(BrokenRule, match="population: nothing to divide by in PER W _T _T _T 2024"):
        ratio(rows, rows, PER_1000, CATALOGUE)


def test_share_of_nobody_does_not_apply_where_the_card_says_so():
    made = ratio(row(obs_value=0.0), row(obs_value=0.0), SHARE, CATALOGUE)
    assert made["obs_value"].isna().tolist() == [True]
    assert made["obs_status"].tolist() == ["O"]


def test_denominator_without_other_end_serves_every_other_end():
    above = made_of(row(counterpart_area="VEN", obs_value=2.0), row(counterpart_area="COL"))
    made = ratio(above, row(counterpart_area="_Z", obs_value=10.0), PER_1000, CATALOGUE)
    assert made[["counterpart_area", "obs_value"]].to_numpy().tolist() == [
        ["VEN", 200.0],
        ["COL", 100.0],
    ]


def test_ratio_takes_the_worse_status_and_the_flags_of_both():
    above = row(obs_status="A", flags="partial_sum")
    below = row(obs_status="E", flags="rounded")
    made = ratio(above, below, SHARE, CATALOGUE).iloc[0]
    assert (made["obs_status"], made["flags"]) == ("E", "partial_sum rounded")


def test_change_is_taken_off_the_period_before():
    formula = replace(SHARE, less=100)
    made = ratio(row(obs_value=150.0), row(obs_value=100.0), formula, CATALOGUE)
    assert made["obs_value"].tolist() == [50.0]


def test_part_of_a_whole_becomes_its_total():
    stock = made_of(row(sex="F", obs_value=3.0), row(sex="M", obs_value=1.0), row(obs_value=4.0))
    women = term(
        {("migrant_stock", "undesa_2024"): stock},
        Term(("migrant_stock",), sex=("F",)),
        "undesa_2024",
        CATALOGUE,
        CODES,
    )
    assert women[["sex", "obs_value"]].to_numpy().tolist() == [["_T", 3.0]]


def test_group_of_origins_is_added_up_and_a_missing_origin_makes_it_partial():
    stock = made_of(
        row(counterpart_area="COL", obs_value=3.0),
        row(counterpart_area="VEN", obs_value=None, obs_status="M"),
        row(counterpart_area="ESP", obs_value=7.0),
        row(counterpart_area="W", obs_value=10.0),
    )
    parts = {("migrant_stock", "undesa_2024"): stock}
    asked = Term(("migrant_stock",), counterpart_area=("G_SOUTH_AMERICA",))
    made = term(parts, asked, "undesa_2024", CATALOGUE, CODES)
    assert made[["counterpart_area", "obs_value", "flags"]].to_numpy().tolist() == [
        ["W", 3.0, "partial_sum"]
    ]


def test_group_of_origins_is_a_lower_bound_where_some_origins_are_unknown():
    south = Term(("migrant_stock",), counterpart_area=("G_SOUTH_AMERICA",))
    years = {"2020": 2.0, "2021": 0.0, "2022": None}
    known = [
        row(counterpart_area=code, time_period=year) for code in ("BOL", "CHL") for year in years
    ]
    unknown = [
        row(counterpart_area="_U", time_period=year, obs_value=value)
        for year, value in years.items()
    ]
    parts = {("migrant_stock", "undesa_2024"): made_of(*known, *unknown)}
    made = term(parts, south, "undesa_2024", CATALOGUE, CODES)
    assert dict(zip(made["time_period"], made["flags"], strict=True)) == {
        "2020": "origin_partly_known",
        "2021": "",
        "2022": "",
    }


def test_period_before_a_break_is_no_base():
    stock = made_of(
        row(time_period="2010", obs_value=1.0),
        row(time_period="2015", obs_value=2.0, obs_status="B"),
        row(time_period="2020", obs_value=4.0),
    )
    parts = {("migrant_stock", "undesa_2024"): stock}
    made = term(parts, Term(("migrant_stock",), before=True), "undesa_2024", CATALOGUE, CODES)
    assert made[["time_period", "obs_value"]].to_numpy().tolist() == [["2020", 2.0]]


def test_what_a_source_publishes_itself_is_not_computed():
    stock = made_of(row(sex="F", obs_value=3.0), row(obs_value=4.0))
    parts = {
        ("migrant_stock", "undesa_2024"): stock,
        ("migrant_stock", "undesa_2020"): stock,
        ("female_share", "undesa_2020"): stock,
    }
    published, computed = (
        parts_of("female_share", source, parts, CATALOGUE, CODES)
        for source in ("undesa_2020", "undesa_2024")
    )
    assert published is stock
    assert computed["obs_value"].tolist() == [75.0]

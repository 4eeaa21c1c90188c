"""The decisions of the pipeline: sums, codes, ratios and breaks keep their rules for any input."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import BrokenRawFile, Column, shaped
from data.harmonise.rows import UnknownCodes, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.harmonise.unhcr import breaks, gaps
from tests.examples import tried

CATALOGUE = Catalogue.read()
CODES = Codes.read()
steady = tried(40)

PART = st.one_of(
    st.tuples(st.integers(0, 10**9), st.sampled_from(["A", "E", "I", "B", "F"])),
    st.tuples(st.none(), st.sampled_from(["M", "O"])),
)


def parts_of(given_parts: list[tuple[int | None, str]], flags: str = "") -> pd.DataFrame:
    values, statuses = zip(*given_parts, strict=True)
    return pd.DataFrame(
        {
            "sum": "s",
            "obs_value": pd.Series(values, dtype="float64"),
            "obs_status": statuses,
            "definition": "d",
            "flags": flags,
        }
    )


def added(given_parts: list[tuple[int | None, str]]) -> pd.Series:
    return add_up(parts_of(given_parts), ["sum"], CATALOGUE, "mixed").iloc[0]


@steady
@given(st.lists(PART, min_size=1, max_size=9))
def test_sum_adds_what_is_reported_and_nothing_else(given_parts):
    reported = [value for value, _ in given_parts if value is not None]
    whole = added(given_parts)
    if reported:
        assert whole["obs_value"] == sum(reported)
    else:
        assert pd.isna(whole["obs_value"])


@steady
@given(st.lists(PART, min_size=1, max_size=9))
def test_sum_is_partial_exactly_when_a_part_is_missing_and_another_is_not(given_parts):
    missing = any(status == "M" for _, status in given_parts)
    reported = any(value is not None for value, _ in given_parts)
    assert added(given_parts)["flags"] == ("partial_sum" if missing and reported else "")


@steady
@given(st.lists(PART, min_size=1, max_size=9))
def test_sum_takes_the_worst_status_of_what_it_adds(given_parts):
    statuses = {status for value, status in given_parts if value is not None}
    if not statuses:
        statuses = {"M"} if any(status == "M" for _, status in given_parts) else {"O"}
    assert added(given_parts)["obs_status"] == min(statuses, key=CATALOGUE.priority.index)


@steady
@given(st.lists(PART, min_size=1, max_size=9), st.randoms())
def test_order_of_parts_changes_no_sum(given_parts, random):
    shuffled = list(given_parts)
    random.shuffle(shuffled)
    assert added(shuffled).astype(str).tolist() == added(given_parts).astype(str).tolist()


def test_sum_of_parts_that_are_defined_differently_is_mixed():
    rows = parts_of([(1, "E"), (2, "E")]).assign(definition=["a", "b"])
    assert add_up(rows, ["sum"], CATALOGUE, "mixed").iloc[0]["definition"] == "mixed"


def test_flag_of_one_part_reaches_the_sum_unless_all_parts_must_have_it():
    rows = parts_of([(1, "E"), (2, "E")]).assign(flags=["not_separate refugees_added", ""])
    assert add_up(rows, ["sum"], CATALOGUE, "mixed").iloc[0]["flags"] == "refugees_added"


def test_partial_part_makes_a_partial_sum():
    rows = parts_of([(1, "A"), (2, "A")]).assign(flags=["partial_sum", ""])
    assert add_up(rows, ["sum"], CATALOGUE, "mixed").iloc[0]["flags"] == "partial_sum"


@steady
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("XYZ")), st.integers(0, 99), min_size=1
    )
)
def test_world_of_all_ends_equals_the_sum_of_either_end(pairs):
    rows = pd.DataFrame([(*pair, value) for pair, value in pairs.items()])
    rows.columns = ["ref_area", "counterpart_area", "obs_value"]
    rows = rows.assign(sex="_T", time_period="2024", obs_status="A", definition="d", flags="")
    over = (["ref_area"], ["counterpart_area"], ["ref_area", "counterpart_area"])
    sums = with_totals(rows, over, CATALOGUE, "d")
    is_world = (sums["ref_area"] == "W", sums["counterpart_area"] == "W")
    whole = sums[is_world[0] & is_world[1]]["obs_value"].tolist()
    assert whole == [sum(pairs.values())]
    assert sums[is_world[0] & ~is_world[1]]["obs_value"].sum() == whole[0]
    assert sums[~is_world[0] & is_world[1]]["obs_value"].sum() == whole[0]


COUNTRIES = sorted(code for code, area in CODES.areas.items() if area.level == "country")


@steady
@given(st.lists(st.sampled_from(COUNTRIES), min_size=1))
def test_known_codes_pass_as_they_are(codes):
    assert to_areas(pd.Series(codes), "unhcr", CODES, "file").tolist() == codes


@steady
@given(st.lists(st.text("abc01", min_size=1, max_size=4), min_size=1, max_size=9))
def test_every_unknown_code_is_listed_with_its_row(codes):
    rows = pd.Series([*codes, "PER"], index=range(2, len(codes) + 3))
    with pytest.raises(UnknownCodes) as fault:
        to_areas(rows, "unhcr", CODES, "population.rda")
    message = str(fault.value)
    assert message.startswith("population.rda: ")
    assert all(f"'{code}' in row" in message for code in codes)
    assert "aliases.csv" in message
    assert "'PER'" not in message


def test_ignored_codes_are_left_out_and_no_other_source_is_touched():
    codes = replace(CODES, aliases={}, ignored={"unhcr": {"AB9": "a reason"}})
    areas = to_areas(pd.Series(["AB9", "PER"]), "unhcr", codes, "file")
    assert areas.isna().tolist() == [True, False]
    with pytest.raises(UnknownCodes):
        to_areas(pd.Series(["AB9"]), "wpp_2024", codes, "file")


def test_gap_before_the_first_value_does_not_apply_and_one_after_it_is_missing():
    rows = pd.DataFrame(
        {
            "origin": ["VEN"] * 4 + ["CUB"],
            "asylum": "PRY",
            "year": [2017, 2018, 2019, 2020, 2020],
            "other_protection": [None, 803, None, 9, None],
        }
    )
    assert gaps(rows, "other_protection").tolist() == ["O", "A", "M", "A", "O"]


def test_break_is_where_the_set_of_reported_parts_changes():
    def part(values: list[float | None]) -> pd.DataFrame:
        keys = dict.fromkeys(KEYS, "x")
        years = [str(2017 + step) for step in range(len(values))]
        return pd.DataFrame(keys, index=range(len(values))).assign(
            time_period=years, obs_value=pd.Series(values, dtype="float64")
        )

    broken = breaks({"a": part([1, 1, 1, 1]), "b": part([None, 5, 0, None])})
    assert broken["broken"].tolist() == [False, True, False, True]


def test_raw_column_of_counts_may_be_empty_only_where_it_says_so():
    rows = pd.DataFrame({"n": [1.0, None]}, index=[1, 2])
    assert shaped(rows, "file", {"n": Column.COUNT_OR_NONE})["n"].isna().tolist() == [False, True]
    with pytest.raises(BrokenRawFile, match="file: 'n' is empty in row 2"):
        shaped(rows, "file", {"n": Column.COUNT})

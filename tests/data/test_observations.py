"""A quick lookup finds what a plain one does."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data import observations
from data.schema import KEY

SEVERAL = 12  # more than are compared one by one


@st.composite
def filters(draw, store):
    """Some codes of some columns, as often as not of one row that is there."""
    row = store.table.iloc[draw(st.integers(0, len(store.table) - 1))]
    asked = {}
    for column in draw(st.sets(st.sampled_from(KEY))):
        own = list(store.table[column].cat.categories)
        others = draw(st.lists(st.sampled_from([*own, "nothing"]), max_size=SEVERAL))
        asked[column] = [row[column], *others] if draw(st.booleans()) else others
    return asked


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_quick_lookup_finds_what_a_plain_one_does(store, data):
    asked = data.draw(filters(store))
    plain = np.ones(len(store.table), dtype=bool)
    for column, codes in asked.items():
        plain &= store.table[column].isin(codes).to_numpy()
    assert observations.find(store, asked).tolist() == np.flatnonzero(plain).tolist()


def test_no_code_at_all_finds_no_row(store):
    assert len(observations.find(store, {"sex": []})) == 0
    assert len(observations.find(store, {"ref_area": []})) == 0


def test_missing_values_are_nothing_and_flags_a_list(store):
    missing = np.flatnonzero(store.table["obs_value"].isna())[:3]
    flagged = np.flatnonzero(store.table["flags"] != "")[:3]
    assert [row["obs_value"] for row in observations.rows(store, missing)] == [None] * 3
    assert all(row["flags"] for row in observations.rows(store, flagged))

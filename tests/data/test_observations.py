"""A quick lookup finds what a plain one does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data import observations
from data.observations import Found
from data.schema import KEY
from data.shelf import Shelf
from tests.examples import tried

SEVERAL = 12  # more than are compared one by one


TABLES = ("idps", "refugees", "female_share")


@st.composite
def filters(draw, store):
    """Some codes of some columns, as often as not of one row that is there."""
    table = store.observations(draw(st.sampled_from(TABLES)))
    row = table.iloc[draw(st.integers(0, len(table) - 1))]
    asked = {}
    for column in draw(st.sets(st.sampled_from(KEY))):
        own = list(table[column].cat.categories)
        others = draw(st.lists(st.sampled_from([*own, "nothing"]), max_size=SEVERAL))
        asked[column] = [row[column], *others] if draw(st.booleans()) else others
    return asked


@tried(25)
@given(data=st.data())
def test_a_quick_lookup_finds_what_a_plain_one_does(store, data):
    asked = data.draw(filters(store)) | {"indicator": data.draw(st.permutations(TABLES))}
    plain = []
    for name in sorted(TABLES):
        table = store.observations(name)
        kept = np.ones(len(table), dtype=bool)
        for column, codes in asked.items():
            kept &= table[column].isin(codes).to_numpy()
        plain += [(name, place) for place in np.flatnonzero(kept)]
    found = observations.find(store, asked, units=True)
    assert [(name, place) for name, places in found.pieces for place in places] == plain
    assert len(found) == len(plain)
    inside = found.page(3, 5)
    assert [(name, place) for name, places in inside.pieces for place in places] == plain[3:8]


def test_the_manifest_tells_how_many_rows_every_table_has_and_of_which_codes(store):
    for name in TABLES:
        entry, table = store.shelf.entries[name], store.observations(name)
        assert entry["rows"] == len(table)
        for column in KEY:
            assert set(entry["codes"][column]) == set(table[column].unique())


def test_a_page_of_everything_reads_only_the_tables_that_it_shows(store, monkeypatch):
    read = []
    table = store.shelf.table
    monkeypatch.setattr(Shelf, "table", lambda _, name: (read.append(name), table(name))[1])
    sizes = [(name, int(store.shelf.entries[name]["rows"])) for name in store.shelf.names]
    first, count = sizes[0]
    found = observations.find(store, {}, units=True)
    assert len(found) == sum(size for _, size in sizes)
    rows = observations.rows(store, found.page(count - 2, 4))
    assert [row["indicator"] for row in rows] == [first] * 2 + [sizes[1][0]] * 2
    assert set(read) == {first, sizes[1][0]}
    plain = observations.rows(store, Found(((first, np.array([count - 2, count - 1])),)))
    assert rows[:2] == plain


def test_a_table_of_one_source_is_not_read_to_be_asked_for_it(store, monkeypatch):
    monkeypatch.setattr(Shelf, "table", lambda _, name: 1 / 0)
    asked = {"indicator": ["idps"], "source": store.shelf.entries["idps"]["codes"]["source"]}
    found = observations.find(store, asked, units=True)
    assert len(found) == store.shelf.entries["idps"]["rows"]


def test_no_code_at_all_finds_no_row(store):
    assert len(observations.find(store, {"sex": []})) == 0
    assert len(observations.find(store, {"ref_area": []})) == 0


def test_missing_values_are_nothing_and_flags_a_list(store):
    table = store.observations("displaced_population")
    gaps = store.observations("other_protection")["obs_value"].isna()
    missing = Found((("other_protection", np.flatnonzero(gaps)[:3]),))
    flagged = Found((("displaced_population", np.flatnonzero(table["flags"] != "")[:3]),))
    assert [row["obs_value"] for row in observations.rows(store, missing)] == [None] * 3
    assert all(row["flags"] for row in observations.rows(store, flagged))


def test_rows_of_several_indicators_are_one_table(store):
    found = observations.find(store, {"indicator": ["idps", "refugees"], "ref_area": ["COL"]})
    assert len(observations.frame(store, found)) == len(found)
    nothing = observations.find(store, {"ref_area": ["nowhere"]})
    assert len(observations.frame(store, nothing)) == 0


def test_units_are_found_where_they_are_named_and_else_their_country_alone(store):
    table = store.observations("displaced_population")
    alone = {"indicator": ["displaced_population"], "time_period": ["2025"]}
    for units, expected in ((False, False), (True, True)):
        rows = observations.frame(store, observations.find(store, alone, units=units))
        assert rows["ref_area"].astype(str).str.contains("-").any() == expected
    named = observations.find(store, {**alone, "ref_area": ["CO-DC"]})
    assert {
        str(table["ref_area"].iloc[place]) for _, places in named.pieces for place in places
    } == {"CO-DC"}

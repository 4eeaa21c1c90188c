"""Countries apart from their units for an unknown sex or age are listed, with the reason."""

import pandas as pd
import pytest

from data.reconcile import places
from data.reconcile.__main__ import TABLES, units_apart
from data.reconcile.compare import harmonised

COUNTED = ("asylum_seekers", "displaced_population", "idps", "other_protection", "refugees")


def apart():
    found = []
    for indicator in COUNTED:
        table = harmonised(TABLES, indicator)
        cells = places.unknown_apart(table[table["source"] == "unhcr"])
        found.append((indicator, cells))
    return found


def test_all_such_cells_of_the_tables_are_listed_and_no_other():
    found = apart()
    listed = places.listed_unknown()
    assert [len(places.unlisted(cells, name, "unhcr", listed)) for name, cells in found] == [0] * 5
    assert [len(places.gone(cells, name, "unhcr", listed)) for name, cells in found] == [0] * 5
    assert sum(len(cells) for _, cells in found) == len(listed) == 37
    assert not listed.duplicated(list(places.LISTED)).any()
    assert listed["reason"].str.endswith(".").all()
    assert ((listed["sex"] == "_U") | (listed["age"] == "_U")).all()


def test_a_listed_cell_of_another_figure_is_not_left_out():
    name, cells = next((name, cells) for name, cells in apart() if len(cells))
    other = pd.concat([cells.iloc[:1].assign(value=-1.0), cells.iloc[1:]])
    listed = places.listed_unknown()
    assert len(places.unlisted(other, name, "unhcr", listed)) == 1


def test_a_listed_cell_that_is_no_longer_apart_is_found():
    name, cells = next((name, cells) for name, cells in apart() if len(cells))
    (found,) = places.gone(cells.iloc[1:], name, "unhcr", places.listed_unknown()).to_dict(
        "records"
    )
    (lacking,) = cells.iloc[:1].to_dict("records")
    assert found["what"] == "listed, and not apart"
    same = ["ref_area", "counterpart_area", "sex", "age", "year", "value", "value_raw"]
    assert [found[each] for each in same] == [lacking[each] for each in same]


@pytest.mark.parametrize(
    ("indicator", "source", "unit"),
    [
        ("identity_card_procedures", "per_cards_2025", "PE-LIM"),
        ("visitors_non_resident", "col_visitors", "CO-DC"),
        ("border_entries", "ecu_esi", "EC-P"),
        ("residence_permits", "arg_residences", "AR-C"),
        ("permits_ppt", "col_migration_2023", "CO-DC"),
    ],
)
def test_units_of_what_is_no_person_are_held_against_their_country_too(indicator, source, unit):
    table = harmonised(TABLES, indicator)
    own = table[table["source"] == source]
    assert units_apart(own, indicator, source, places.listed_unknown()).empty
    one = own.index[(own["ref_area"] == unit) & own["value"].notna()][0]
    country = places.parents()[unit]
    other = own.assign(value=own["value"].where(own.index != one, own["value"] + 7))
    found = units_apart(other, indicator, source, places.listed_unknown())
    assert found["ref_area"].tolist() == [country]
    assert found["value_raw"].iloc[0] - found["value"].iloc[0] == 7

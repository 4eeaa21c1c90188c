"""Countries apart from their units for an unknown sex or age are listed, with the reason."""

import pandas as pd

from data.reconcile import places
from data.reconcile.__main__ import TABLES
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
    assert [len(places.unlisted(cells, name, "unhcr")) for name, cells in found] == [0] * 5
    assert sum(len(cells) for _, cells in found) == len(listed) == 37
    assert not listed.duplicated(list(places.LISTED)).any()
    assert listed["reason"].str.endswith(".").all()
    assert ((listed["sex"] == "_U") | (listed["age"] == "_U")).all()


def test_a_listed_cell_of_another_figure_is_not_left_out():
    name, cells = next((name, cells) for name, cells in apart() if len(cells))
    other = pd.concat([cells.iloc[:1].assign(value=-1.0), cells.iloc[1:]])
    assert len(places.unlisted(other, name, "unhcr")) == 1

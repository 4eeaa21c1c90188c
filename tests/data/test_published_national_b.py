"""The tables say what the offices of Colombia, Peru and Ecuador published, to the unit."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data.schema import COLUMNS
from data.shelf import Shelf

TABLES = Path(__file__).parents[2] / "data" / "tables"
# Indicator, source, country, other end, period, breakdown: what is printed, or the sum of the file.
PRINTED = {
    ("venezuelans_registered", "col_migration_2023", "COL", "VEN", "2023", "_T"): 2_875_743,
    ("venezuelans_registered", "col_migration_2023", "CO-DC", "VEN", "2023", "_T"): 605_376,
    ("visitors_non_resident", "col_visitors", "COL", "W", "2024", "_T"): 4_504_530,
    ("visitors_non_resident", "col_visitors", "COL", "W", "2019", "_T"): 2_814_025,
    ("visitors_non_resident", "col_visitors", "COL-_U", "W", "2019", "_T"): 15_632,
    ("visitors_non_resident", "col_visitors", "COL", "VEN", "2023", "_T"): 233_742,
    ("identity_card_procedures", "per_cards_2025", "PER", "W", "2025", "_T"): 152_028,
    ("identity_card_procedures", "per_cards_2025", "PER", "VEN", "2025", "_T"): 113_792,
    ("identity_card_procedures", "per_cards_2025", "PE-LIM", "W", "2025", "_T"): 104_248,
    ("identity_card_procedures", "per_cards_2025", "PER-_U", "W", "2025", "_T"): 1,
    ("identity_card_procedures", "per_cards_2025", "PER", "W", "2025", "card.renewal"): 44_377,
    ("border_entries", "ecu_esi", "ECU", "W", "2018", "_T"): 2_427_660,
    ("border_entries", "ecu_esi", "EC-C", "W", "2018", "_T"): 997_819,
    ("border_entries", "ecu_esi", "ECU", "W", "2019", "motive.tourism"): 1_375_859,
    ("border_entries", "col_entries", "COL", "W", "2017", "_T"): 3_344_816,
    ("border_entries", "col_entries", "COL", "W", "2018", "_T"): 2_080_891,
}


@cache
def table(indicator: str) -> pd.DataFrame:
    words = {name: "str" for name in COLUMNS if name != "obs_value"}
    return Shelf(TABLES).table(indicator).astype(words)


def row(name: str, source: str, area: str, other: str, period: str, split: str) -> pd.Series:
    rows = table(name)
    asked = {"source": source, "ref_area": area, "counterpart_area": other, "time_period": period}
    for column, code in {**asked, "breakdown": split, "sex": "_T", "age": "_T"}.items():
        rows = rows[rows[column] == code]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize("cell", sorted(PRINTED), ids="-".join)
def test_published_totals_come_out_to_the_unit(cell):
    assert row(*cell)["obs_value"] == PRINTED[cell]


def test_the_misprinted_permits_are_missing_and_the_sum_says_so():
    gap = row("permits_ppt", "col_migration_2023", "CO-ATL", "VEN", "2023", "_T")
    assert (gap["obs_status"], gap["flags"]) == ("M", "withheld")
    whole = row("permits_ppt", "col_migration_2023", "COL", "VEN", "2023", "_T")
    assert (whole["obs_value"], whole["flags"]) == (2_230_439 - 15_938, "partial_sum withheld")


def test_one_figure_in_two_registers_says_so_in_both():
    ours = row("venezuelans_registered", "col_migration_2023", "COL", "VEN", "2023", "_T")
    theirs = row("displaced_population", "unhcr", "COL", "VEN", "2023", "_T")
    assert ours["obs_value"] == theirs["obs_value"]
    assert {"same_figure"} <= set(ours["flags"].split()) & set(theirs["flags"].split())

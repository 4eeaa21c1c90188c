"""Cells that exceptions.toml names: misprints left out, and one figure in two sources."""

import pandas as pd

from data.catalogue import Catalogue
from data.errors import listed
from data.harmonise.rows import BrokenRule
from data.schema import TOTAL, ObsStatus

MISPRINTED = "withheld"
SAME_FIGURE = "same_figure"
CELL = ("ref_area", "counterpart_area", "time_period")


def withheld(
    parts: pd.DataFrame, indicator: str, source: str, catalogue: Catalogue, where: str
) -> pd.DataFrame:
    """Leave the figures out that are misprinted beyond doubt: missing, and flagged so.

    Args:
        parts: parts of rows of one indicator and source.
        indicator: id.
        source: id.
        catalogue: names the cells, each with the figure and the reason.
        where: the file.

    Raises:
        BrokenRule: when the file has another figure in a cell that is named.
    """
    kept = parts.copy()
    for each in catalogue.withheld:
        if (each.indicator, each.source) != (indicator, source):
            continue
        cell = named(kept, each.ref_area, each.counterpart_area, each.time_period)
        found = kept.loc[cell, "obs_value"].tolist()
        if found != [each.obs_value]:
            message = (
                f"{where}: {indicator} of {each.ref_area} in {each.time_period} is "
                f"{listed(map(str, found)) or 'not there'}, exceptions.toml says "
                f"{each.obs_value:g}. Look at the file, and mend the entry."
            )
            raise BrokenRule(message)
        kept.loc[cell, "obs_value"] = float("nan")
        kept.loc[cell, "obs_status"] = ObsStatus.MISSING.value
        kept.loc[cell, "flags"] = MISPRINTED
    return kept


def mark_same_figures(table: pd.DataFrame, indicator: str, catalogue: Catalogue) -> pd.DataFrame:
    """Flag the cells whose figure another source prints to the unit: they are no two witnesses.

    Args:
        table: observations of one indicator.
        indicator: id.
        catalogue: names the cells on both sides, and the figure.

    Raises:
        BrokenRule: when a cell that is named has another figure.
    """
    marked = table.copy()
    for each in catalogue.same_figures:
        if indicator not in each.indicators:
            continue
        source = each.sources[each.indicators.index(indicator)]
        cell = named(marked, each.ref_area, each.counterpart_area, each.time_period)
        cell &= marked["source"] == source
        found = marked.loc[cell, "obs_value"].tolist()
        if found != [each.obs_value]:
            message = (
                f"{indicator} of {source}: {each.ref_area} {each.counterpart_area} "
                f"{each.time_period} is {listed(map(str, found)) or 'not there'}, "
                f"exceptions.toml says {each.obs_value:g} in both sources. Mend the entry."
            )
            raise BrokenRule(message)
        flags = marked.loc[cell, "flags"].iloc[0].split()
        marked.loc[cell, "flags"] = " ".join(sorted({*flags, SAME_FIGURE}))
    return marked


def named(rows: pd.DataFrame, area: str, other: str, period: str) -> pd.Series:
    """Tell which rows are a cell of totals by sex, age and all else."""
    found = (rows[["sex", "age", "breakdown"]] == TOTAL).all(axis=1)
    for name, code in zip(CELL, (area, other, period), strict=True):
        found &= rows[name] == code
    return found

"""Cells that exceptions.toml names: misprints, one figure in two sources, units apart."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.errors import listed
from data.harmonise.rows import BrokenRule
from data.harmonise.sums import in_groups
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


def check_units_apart(
    table: pd.DataFrame, indicator: str, codes: Codes, catalogue: Catalogue
) -> None:
    """Refuse countries named as apart from their units that are not, or by other figures.

    Args:
        table: observations of one indicator.
        indicator: id.
        codes: the units of each country, the remainder among them.
        catalogue: names the countries, with their figure and that of their units together.

    Raises:
        BrokenRule: naming every entry that is not so.
    """
    faults = []
    for each in (one for one in catalogue.units_apart if one.indicator == indicator):
        own = table[(table["source"] == each.source) & (table["sex"] == each.sex)]
        own = own[(own[["age", "breakdown"]] == TOTAL).all(axis=1)]
        ends = ("counterpart_area", "time_period")
        for name, code in zip(ends, (each.counterpart_area, each.time_period), strict=True):
            own = own[own[name] == code]
        units = own[own["ref_area"].isin(codes.units.get(each.ref_area, ()))]
        country = own.loc[own["ref_area"] == each.ref_area, "obs_value"].tolist()
        together = in_groups(units["obs_value"], [units["source"]]).tolist()
        same = each.obs_value == each.units
        if same or (country, together) != ([each.obs_value], [each.units]):
            cell = f"{each.ref_area} {each.counterpart_area} {each.sex} {each.time_period}"
            both = " against ".join(
                ", ".join(f"{value:g}" for value in side) or "nothing"
                for side in (country, together)
            )
            faults.append(
                f"units_apart names {cell} of {each.source} with {each.obs_value:.0f} against "
                f"{each.units:.0f}, the table has {both}"
            )
    if faults:
        message = f"exceptions.toml: {indicator}: {listed(faults)}. Take the entry out, or mend it."
        raise BrokenRule(message)


def named(rows: pd.DataFrame, area: str, other: str, period: str) -> pd.Series:
    """Tell which rows are a cell of totals by sex, age and all else."""
    found = (rows[["sex", "age", "breakdown"]] == TOTAL).all(axis=1)
    for name, code in zip(CELL, (area, other, period), strict=True):
        found &= rows[name] == code
    return found

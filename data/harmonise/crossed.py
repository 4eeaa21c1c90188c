"""Registers that tell persons apart in several ways at once: the rows of each margin."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.harmonise.registers import dense
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, in_groups
from data.schema import WORLD


def of_nationalities(
    counted: pd.DataFrame, named: pd.Series, codes: Codes, at: tuple[str, str]
) -> pd.DataFrame:
    """Put our codes in the place of nationalities, without adding anything up.

    Where several labels of a period are one code, its rows are flagged so.

    Args:
        counted: parts of rows.
        named: the producer's nationality of each.
        codes: the code lists.
        at: the source and the file, for the aliases and the error.
    """
    given = counted.assign(counterpart_area=to_areas(named, at[0], codes, at[1]), label=named)
    labels = given.groupby(["time_period", "counterpart_area"])["label"].transform("nunique")
    return given.assign(flags=np.where(labels > 1, "merged_labels", ""))[PARTS]


def margins(
    parts: pd.DataFrame, totals: Iterable[Mapping[str, str]], catalogue: Catalogue
) -> pd.DataFrame:
    """Add rows up over some of their columns, once for each margin.

    Args:
        parts: parts of rows, told apart by all that the source tells them apart by.
        totals: for each margin, the columns that it adds up over and the code of their total.
        catalogue: as in :func:`data.harmonise.sums.add_up`.
    """
    meant = str(parts["definition"].iloc[0])
    made = [add_up(parts.assign(**dict(each)), KEYS, catalogue, meant)[PARTS] for each in totals]
    return pd.concat(made, ignore_index=True)


def dense_areas(
    given: pd.DataFrame, periods: Sequence[str], published: Sequence[str]
) -> pd.DataFrame:
    """Give every area of a register, and every nationality of it, all periods.

    Args:
        given: parts of rows of totals by area and nationality.
        periods: all periods from the first to the last.
        published: those that were published.
    """
    made = [
        dense(own, set(own["counterpart_area"]), periods, published)
        for _, own in given.groupby("ref_area", sort=True)
    ]
    return pd.concat(made, ignore_index=True)


def check_units(rows: pd.DataFrame, country: str, where: str) -> None:
    """Refuse rows whose units and remainder do not add up to the country's own figure.

    Args:
        rows: parts of rows of a country and of its units, remainder included; those of units
            with a value are held against the country's, key by key.
        country: its code.
        where: the files.

    Raises:
        BrokenRule: naming the first of the keys that differ.
    """
    key = [name for name in KEYS if name != "ref_area"]
    valued = rows[rows["obs_value"].notna()]
    whole = valued[valued["ref_area"] == country].set_index(key)["obs_value"]
    parts = valued[valued["ref_area"] != country].set_index(key)["obs_value"]
    together = in_groups(parts, key)
    both = pd.concat([whole, together], axis=1, keys=["whole", "units"]).loc[together.index]
    apart = both[both["whole"] != both["units"]]
    if len(apart):
        (first, own), *_ = apart.iterrows()
        keys = " ".join(map(str, first if isinstance(first, tuple) else (first,)))
        message = (
            f"{where}: {len(apart)} sums of the units of {country} are not its total, the first "
            f"of them {keys}: {own['units']:,.0f} against {own['whole']:,.0f}. Fetch the files "
            "again, or correct data/codes/admin1_names.csv."
        )
        raise BrokenRule(message)


def everybody(parts: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Add rows of nationalities up to all of them together."""
    return margins(parts, [{"counterpart_area": WORLD}], catalogue)

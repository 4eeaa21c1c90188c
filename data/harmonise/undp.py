"""UNDP's composite indices as observations, held against the report's own annex."""

from dataclasses import replace

import pandas as pd

from data.codes import Codes
from data.connectors.files import RawTables
from data.errors import listed
from data.harmonise.rows import BrokenRule
from data.harmonise.series import of_countries, with_gaps
from data.schema import Sex

SEXES = {"": Sex.TOTAL.value, "_f": Sex.FEMALE.value, "_m": Sex.MALE.value}
ANNEX_YEAR = "2022"
DECIMALS = 3
# What the annex calls otherwise than the series.
OTHER_NAMES = {"Korea (Republic of)": "South Korea"}


def measure(raw: RawTables, name: str, sexes: tuple[str, ...], codes: Codes) -> pd.DataFrame:
    """Give one measure, for each sex that the report has it for.

    Args:
        raw: the tables.
        name: ``hdi``, ``ihdi``, ``gii``, ``gdi`` or ``lfpr``.
        sexes: endings of the columns: nothing for all, ``_f``, ``_m``.
        codes: the code lists.
    """
    series = raw.tables["series"]
    definition = "undp_participation" if name == "lfpr" else f"undp_{name}"
    parts = []
    for ending in sexes:
        own = replace(raw, tables={"series": series[series["measure"] == name + ending]})
        printed = of_countries(own, "series", definition, codes, sex=SEXES[ending])
        parts.append(with_gaps(printed))
    return pd.concat(parts, ignore_index=True)


def check_annex(raw: RawTables) -> None:
    """Refuse a gender inequality index of 2022 that is not the annex table's.

    Raises:
        BrokenRule: naming every country whose two figures differ, or that has only one of them.
    """
    series = raw.tables["series"]
    countries = ~series["area"].str.contains(".", regex=False)  # aggregates: ZZA.VHHD
    last = series[countries & (series["measure"] == "gii") & (series["year"] == ANNEX_YEAR)]
    annex = raw.tables["annex"].replace({"name": OTHER_NAMES})
    both = annex.merge(last, on="name", how="outer", suffixes=("", "_series"))
    same = both["value"].round(DECIMALS) == both["value_series"].round(DECIMALS)
    apart = both[~same & ~(both["value"].isna() & both["value_series"].isna())]
    if len(apart):
        named = apart[["name", "value", "value_series"]].itertuples(index=False)
        message = (
            f"{raw.paths['annex']} and {raw.paths['series']} differ in "
            f"{listed(' '.join(map(str, cell)) for cell in named)}. Fetch both files again."
        )
        raise BrokenRule(message)

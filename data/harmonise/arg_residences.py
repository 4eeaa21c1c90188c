"""Residences granted in Argentina as observations: quarters and their years, by province and kind.

A province that any quarter names is expected in all of them: where a file lacks its row, the
figure is missing, and ``exceptions.toml`` names file and province. Provinces that no file names
have no row.
"""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.errors import listed
from data.harmonise.national import cells, check_apart, units_of
from data.harmonise.rows import PARTS, BrokenRule
from data.harmonise.sums import KEYS, across, add_up
from data.schema import PARTIAL_PERIOD, TOTAL, ObsStatus

COUNTRY = "ARG"
DEFINITION = "arg_residences_granted"
KINDS = {
    "granted": TOTAL,
    "transitory": "permit.transitory",
    "temporary": "permit.temporary",
    "permanent": "permit.permanent",
}
QUARTERS = 4
SAME = ("counterpart_area", "sex", "age", "definition")


def permits(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give residences granted by province, quarter and year, all kinds and each.

    Raises:
        BrokenRule: when a file lacks a province, or its kinds are not its total.
    """
    check_absent(raw, catalogue)
    parts = []
    for period, table in raw.tables.items():
        check_kinds(table, raw.paths[period], catalogue)
        areas = units_of(table["province"], COUNTRY, raw, period, codes)
        parts += [
            cells(table[kind], DEFINITION, ref_area=areas, breakdown=code, time_period=period)
            for kind, code in KINDS.items()
        ]
    quarters = with_gaps(pd.concat(parts, ignore_index=True))
    whole = add_up(quarters.assign(ref_area=COUNTRY), KEYS, catalogue, DEFINITION)[PARTS]
    return with_years(pd.concat([quarters, whole], ignore_index=True), catalogue)


def check_kinds(table: pd.DataFrame, where: str, catalogue: Catalogue) -> None:
    """Refuse a file in which the three kinds are not the total of a province."""
    kinds = across(table, [name for name, code in KINDS.items() if code != TOTAL])
    pairs = zip(table["province"], kinds.astype(float), table["granted"], strict=True)
    check_apart(pairs, where, catalogue)


def check_absent(raw: RawTables, catalogue: Catalogue) -> None:
    """Refuse files that lack a province which others have, unless ``exceptions.toml`` names it.

    Raises:
        BrokenRule: naming files and provinces; also those named there that are no gap.
    """
    every = {label for table in raw.tables.values() for label in table["province"]}
    lacking = {
        (raw.paths[period].rsplit("/", 1)[-1], label)
        for period, table in raw.tables.items()
        for label in every - set(table["province"])
    }
    files = {path.rsplit("/", 1)[-1] for path in raw.paths.values()}
    named = {(each.file, each.label) for each in catalogue.absent if each.file in files}
    faults = [f"{file} lacks {label}" for file, label in sorted(lacking - named)]
    faults += [f"{file} has {label}, named as absent" for file, label in sorted(named - lacking)]
    if faults:
        message = (
            f"{raw.source}: {listed(faults)}. Fetch the file again, or name it under [[absent]] in "
            "data/catalogue/exceptions.toml, with the reason."
        )
        raise BrokenRule(message)


def with_gaps(quarters: pd.DataFrame) -> pd.DataFrame:
    """Add the provinces that a quarter lacks, as missing.

    >>> given = cells(pd.Series([5.0, 3.0]), "d", ref_area=pd.Series(["AR-C", "AR-B"]),
    ...     time_period=pd.Series(["2018-Q3", "2018-Q4"]))
    >>> with_gaps(given)[["ref_area", "time_period", "obs_status"]].to_numpy().tolist()[2:]
    [['AR-B', '2018-Q3', 'M'], ['AR-C', '2018-Q4', 'M']]
    """
    key = ["ref_area", "breakdown", "time_period"]
    levels = [sorted(quarters[name].unique()) for name in key]
    full = pd.MultiIndex.from_product(levels, names=key)
    empty = full[~full.isin(pd.MultiIndex.from_frame(quarters[key]))].to_frame(index=False)
    same = {name: quarters[name].iloc[0] for name in SAME}
    gaps = empty.assign(**same, obs_value=np.nan, obs_status=ObsStatus.MISSING.value, flags="")
    return pd.concat([quarters, gaps[PARTS]], ignore_index=True)


def with_years(quarters: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Add the sums of years; one that lacks quarters says which months it has."""
    told = quarters[quarters["obs_value"].notna()]
    years = told.assign(time_period=told["time_period"].str[:4])
    sums = add_up(years, KEYS, catalogue, DEFINITION)
    had = told.groupby([years[name] for name in KEYS])["time_period"].agg(tuple)
    own = had.loc[list(sums[list(KEYS)].itertuples(index=False, name=None))]
    sums["flags"] = [
        " ".join(sorted({*text.split(), *marks_of(periods)}))
        for text, periods in zip(sums["flags"], own, strict=True)
    ]
    return pd.concat([quarters, sums[PARTS]], ignore_index=True)


def marks_of(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Give the flags of a year that has some quarters: none when it has all.

    >>> marks_of(("2020-Q2",))
    ('partial_period', 'has_04', 'has_05', 'has_06')
    """
    if len(periods) == QUARTERS:
        return ()
    firsts = [3 * int(period[-1]) - 2 for period in sorted(periods)]
    return (PARTIAL_PERIOD, *(f"has_{first + n:02}" for first in firsts for n in range(3)))

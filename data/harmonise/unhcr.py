"""UNHCR's populations as observations: by status, by origin and asylum, with gaps and breaks."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import NOT_NAMED, TOTAL, ObsStatus

STATUSES = ("refugees", "asylum_seekers", "other_protection", "stateless")
# Of these the displaced population is made, as its card says.
SUMMED = ("refugees", "asylum_seekers", "other_protection")
DISPLACED = "unhcr_displaced"
APART = "others_of_concern_apart"
TOTALS = (["counterpart_area"], ["ref_area"], ["ref_area", "counterpart_area"])
SERIES = ["ref_area", "counterpart_area", "sex", "age", "breakdown"]


def placed(raw: RawTables, name: str, codes: Codes) -> pd.DataFrame:
    """Give a table of UNHCR with our codes of areas, ignored ones left out."""
    table, where = raw.tables[name], raw.paths[name]
    areas = table.assign(
        ref_area=to_areas(table["asylum"], raw.source, codes, where),
        counterpart_area=to_areas(table["origin"], raw.source, codes, where),
        sex=TOTAL,
        age=TOTAL,
        breakdown=TOTAL,
        time_period=table["year"].astype(int).astype(str),
    )
    return areas.dropna(subset=["ref_area", "counterpart_area"])


def of_status(table: pd.DataFrame, name: str, catalogue: Catalogue) -> pd.DataFrame:
    """Give the persons of one status, every cell of the file a row, and the sums over both ends.

    Zeros are kept: they may mean that none were reported. Origins that share one of our codes
    ('Unknown', 'Tibetan') are added up.

    Args:
        table: the populations, as :func:`placed` gives them.
        name: column of the status.
        catalogue: the cards.
    """
    normal = pd.Series(ObsStatus.NORMAL.value, index=table.index)
    status = gaps(table, name) if name == "other_protection" else normal
    return summed(table, table[name], status, f"unhcr_{name}", catalogue)


def summed(
    table: pd.DataFrame,
    persons: pd.Series,
    status: pd.Series,
    definition: str,
    catalogue: Catalogue,
) -> pd.DataFrame:
    """Make parts of rows of one column of the file, with the sums over both ends."""
    cells = table[list(KEYS)].assign(
        obs_value=persons, obs_status=status, definition=definition, flags=""
    )
    return over_both_ends(cells, definition, catalogue)


def over_both_ends(cells: pd.DataFrame, definition: str, catalogue: Catalogue) -> pd.DataFrame:
    """Add up the cells of each pair, and the pairs over origins, over asylum and over both."""
    pairs = add_up(cells, KEYS, catalogue, definition)
    return with_totals(pairs, TOTALS, catalogue, definition)[PARTS]


def gaps(table: pd.DataFrame, name: str) -> pd.Series:
    """Say why a cell has no value: missing after an earlier value, else not applicable.

    UNHCR reports other people in need of international protection for a few origins only. A pair
    that never had a value, or has none before its first, is no gap; one that had is.
    """
    pair = [table["origin"], table["asylum"]]
    first = table["year"].where(table[name].notna()).groupby(pair).transform("min")
    empty = table[name].isna()
    return pd.Series(
        np.select(
            [~empty, table["year"] > first],
            [ObsStatus.NORMAL.value, ObsStatus.MISSING.value],
            default=ObsStatus.NOT_APPLICABLE.value,
        ),
        index=table.index,
    )


def displaced_population(
    parts: Mapping[str, pd.DataFrame], table: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """Add refugees, asylum seekers and other people in need of international protection.

    Args:
        parts: rows of the indicators that are added, by name, pairs and sums.
        table: the populations, as :func:`placed` gives them: it has the people counted apart.
        catalogue: the cards.

    Returns:
        Parts of rows; ``B`` marks the years in which another set of parts was reported than in
        the year before of the same series.
    """
    whole = pd.concat(parts.values(), ignore_index=True).assign(definition=DISPLACED)
    sums = add_up(whole, KEYS, catalogue, DISPLACED)
    broken = breaks(parts)
    normal = pd.Series(ObsStatus.NORMAL.value, index=table.index)
    apart = summed(table, table["ooc"], normal, DISPLACED, catalogue)
    both = sums.merge(broken, on=list(KEYS), validate="one_to_one").merge(
        apart[[*KEYS, "obs_value"]], on=list(KEYS), validate="one_to_one", suffixes=("", "_apart")
    )
    marked = both["obs_value_apart"] > 0
    flags = both["flags"].map(lambda text: " ".join(sorted({*text.split(), APART})))
    given = both["obs_value"].notna()
    return both.assign(
        obs_status=both["obs_status"].mask(both["broken"] & given, ObsStatus.BREAK.value),
        flags=both["flags"].where(~marked, flags),
    )[PARTS]


def breaks(parts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Tell where the set of reported parts differs from that of the series' year before.

    Args:
        parts: rows by indicator, all with the same keys.

    Returns:
        The columns of the key and ``broken``; the first year of a series is no break.
    """
    keyed = [rows.set_index(list(KEYS))["obs_value"].notna() for rows in parts.values()]
    reported = pd.concat(keyed, axis=1)
    sets = pd.Series(np.packbits(reported.to_numpy(), axis=1)[:, 0], reported.index, name="set")
    table = sets.reset_index().sort_values(list(KEYS), kind="stable")
    before = table.groupby(SERIES)["set"].shift()
    table["broken"] = before.notna() & (before != table["set"])
    return table[[*KEYS, "broken"]]


def idps(table: pd.DataFrame, raw: RawTables, catalogue: Catalogue) -> pd.DataFrame:
    """Give the persons displaced within their own country, and their sum over the world.

    Raises:
        BrokenRule: when persons of another origin are counted as internally displaced.
    """
    others = table[(table["idps"] > 0) & (table["origin"] != table["asylum"])]
    if len(others):
        named = listed(
            f"{row.asylum} {row.time_period} from {row.origin}" for row in others.itertuples()
        )
        message = (
            f"{raw.paths['population']}: internally displaced persons of another origin in "
            f"{rows(others.index)}: {named}. Decide how to count them in data/harmonise/unhcr.py."
        )
        raise BrokenRule(message)
    cells = table[list(KEYS)].assign(
        counterpart_area=NOT_NAMED,
        obs_value=table["idps"],
        obs_status=ObsStatus.NORMAL.value,
        definition="unhcr_idps",
        flags="",
    )
    countries = add_up(cells, KEYS, catalogue, "unhcr_idps")
    return with_totals(countries, (["ref_area"],), catalogue, "unhcr_idps")[PARTS]

"""UN DESA's migrant stocks as observations: what is counted, by whom, and both of its ends."""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, of_own_group, with_totals
from data.schema import TOTAL, UNKNOWN, WORLD, ObsStatus, Sex

MIXED = "undesa_mixed"
SEXES = {"female": Sex.FEMALE.value, "male": Sex.MALE.value, "both": Sex.TOTAL.value}
REFUGEES_ADDED = "refugees_added"
NOT_SEPARATE = "not_separate"
# The same stock seen from its origin is another thing counted: emigrants.
MIRRORED = {
    "undesa_foreign_born": "emigrants_born",
    "undesa_foreign_citizens": "emigrants_citizens",
    "undesa_both": "emigrants_both",
    "undesa_imputed": "emigrants_imputed",
    MIXED: "emigrants_mixed",
}


def migrant_pairs(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the stock of every destination by origin, sex and year; both sexes are their sum.

    A stock of zero is a true zero; a pair without a row is no estimate and gets none.

    Returns:
        Parts of rows.

    Raises:
        UnknownCodes: when a destination or origin is in no code list.
        BrokenRule: when a pair has one sex only.
    """
    stocks, where = raw.tables["stocks"], raw.paths["stocks"]
    parts = pd.DataFrame(
        {
            "ref_area": to_areas(stocks["destination"], raw.source, codes, where),
            "counterpart_area": to_areas(stocks["origin"], raw.source, codes, where),
            "sex": stocks["sex"].map(SEXES),
            "age": TOTAL,
            "breakdown": TOTAL,
            "time_period": stocks["year"].astype(int).astype(str),
            "obs_value": stocks["persons"].astype("float64"),
            "obs_status": status_of(stocks),
            "definition": definition_of(stocks),
            "flags": np.where(stocks["type_r"] == 1, REFUGEES_ADDED, ""),
        }
    ).dropna(subset=["ref_area", "counterpart_area"])
    check_sexes(parts, where)
    both = add_up(parts.assign(sex=TOTAL), KEYS, catalogue, MIXED)
    return pd.concat([parts, both], ignore_index=True)[PARTS]


def status_of(stocks: pd.DataFrame) -> pd.Series:
    """UN DESA's stocks are estimates at mid-year; ``type_i`` marks those that are imputed."""
    imputed = stocks["type_i"] == 1
    return pd.Series(
        np.where(imputed, ObsStatus.IMPUTED.value, ObsStatus.ESTIMATED.value), index=stocks.index
    )


def definition_of(stocks: pd.DataFrame) -> pd.Series:
    """Say what a destination counts, from UN DESA's types of data."""
    born, citizens = stocks["type_b"] == 1, stocks["type_c"] == 1
    names = np.select(
        [born & citizens, born, citizens],
        ["undesa_both", "undesa_foreign_born", "undesa_foreign_citizens"],
        default="undesa_imputed",
    )
    return pd.Series(names, index=stocks.index)


def check_sexes(parts: pd.DataFrame, where: str) -> None:
    """Refuse pairs that do not have women and men, once each."""
    pair = ["ref_area", "counterpart_area", "time_period"]
    unknown = parts["sex"].isna()
    own = [parts[name] for name in pair]
    women, men = (of_own_group(parts["sex"] == sex, own) for sex in (Sex.FEMALE, Sex.MALE))
    offending = parts[unknown | (women != 1) | (men != 1)]
    if len(offending):
        keys = offending[pair].drop_duplicates().itertuples(index=False)
        message = (
            f"{where}: women and men must stand once each, which fails in {rows(offending.index)}: "
            f"{listed(' '.join(key) for key in keys)}. Fetch the file again."
        )
        raise BrokenRule(message)


def migrant_stock(pairs: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Add to the pairs the sums over origins, over destinations, and over both."""
    over = (["counterpart_area"], ["ref_area"], ["ref_area", "counterpart_area"])
    return with_totals(pairs, over, catalogue, MIXED)


def emigrant_stock(pairs: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """See the same stocks from the origin, with the sum over destinations.

    Migrants of unknown or other origin are nobody's emigrants: they have no row.
    """
    ends = {"ref_area": "counterpart_area", "counterpart_area": "ref_area"}
    known = pairs[pairs["counterpart_area"] != UNKNOWN].rename(columns=ends, errors="raise")
    mirrored = known.assign(definition=known["definition"].map(MIRRORED))[PARTS]
    return with_totals(mirrored, (["counterpart_area"],), catalogue, MIRRORED[MIXED])


def workbook_cells(raw: RawTables, name: str, codes: Codes) -> pd.DataFrame:
    """Give the cells of one table of the 2020 workbook: world, and areas with a type of data.

    Rows without a type of data are regions, or areas that the edition gives nowhere.

    Returns:
        ``ref_area, sex, time_period, obs_value``, not a number where the workbook has none.
    """
    cells = raw.tables[name]
    by_m49 = {area.m49: area.id for area in codes.areas.values() if area.m49}
    aliases = codes.aliases.get(raw.source, {})
    cells = cells[(cells["data_type"] != "") | cells["location"].isin(list(aliases))]
    named = cells["location"].map(lambda code: aliases.get(code, by_m49.get(code, code)))
    return pd.DataFrame(
        {
            "ref_area": to_areas(named, raw.source, codes, raw.paths[name]),
            "sex": cells["sex"].map(SEXES),
            "time_period": cells["year"].astype(str),
            "obs_value": cells["value"],
        }
    )


def mark_not_separate(pairs: pd.DataFrame, raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Flag the zeros of destinations that the workbook of 2020 does not give separately.

    The bilateral file has zeros where the workbook has two dots (South Sudan and Montenegro
    before their independence, Curaçao and Sint Maarten before 2010): they were counted under
    another name.
    """
    published = workbook_cells(raw, "published", codes)
    absent = published[(published["sex"] == TOTAL) & published["obs_value"].isna()]
    keys = pd.MultiIndex.from_frame(absent[["ref_area", "time_period"]])
    ends = ["ref_area", "time_period"]
    empty = of_own_group(pairs["obs_value"], [pairs[name] for name in ends]) == 0
    marked = pd.MultiIndex.from_frame(pairs[ends]).isin(keys) & empty
    flags = pairs["flags"].map(lambda text: " ".join(sorted([*text.split(), NOT_SEPARATE])))
    return pairs.assign(flags=pairs["flags"].where(~marked, flags))


def published_shares(stock: pd.DataFrame, raw: RawTables, codes: Codes) -> pd.DataFrame:
    """Give the share of migrants in the population as the workbook of 2020 publishes it.

    Args:
        stock: the stocks of the same edition, whose status, definition and flags the shares take.
        raw: the workbook's tables.
        codes: the code lists.

    Returns:
        Parts of rows, in per cent, all origins together; where the workbook has two dots for a
        stock that the edition gives, a missing value.
    """
    shares = workbook_cells(raw, "shares", codes)
    whole = stock[stock["counterpart_area"] == WORLD].drop(columns="obs_value")
    on = ["ref_area", "sex", "time_period"]
    joined = shares.merge(whole, on=on, how="left", validate="one_to_one")
    absent = joined["obs_status"].isna()
    lacking = joined[absent & joined["obs_value"].notna()]
    if len(lacking):
        named = listed(" ".join(key) for key in lacking[on].itertuples(index=False))
        message = f"{raw.paths['shares']}: no stock for {named}. Mend data/codes/aliases.csv."
        raise BrokenRule(message)
    given = joined["obs_value"].notna()
    status = joined["obs_status"].where(given, ObsStatus.MISSING.value)
    return joined.assign(obs_status=status)[~absent][PARTS]


def check_published(stock: pd.DataFrame, raw: RawTables, codes: Codes) -> None:
    """Refuse an edition whose two files disagree about a destination's stock.

    Raises:
        BrokenRule: naming every cell that differs.
    """
    published = workbook_cells(raw, "published", codes).dropna(subset="obs_value")
    whole = stock[stock["counterpart_area"] == WORLD]
    on = ["ref_area", "sex", "time_period"]
    both = published.merge(whole[[*on, "obs_value"]], on=on, how="left", suffixes=("", "_summed"))
    differing = both[both["obs_value"] != both["obs_value_summed"]]
    if len(differing):
        cells = differing[[*on, "obs_value", "obs_value_summed"]].itertuples(index=False)
        message = (
            f"{raw.paths['published']} and {raw.paths['stocks']} differ in "
            f"{listed(' '.join(map(str, cell)) for cell in cells)}. Fetch both files again."
        )
        raise BrokenRule(message)

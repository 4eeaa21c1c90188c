"""The formula engine: a ratio of two indicators, which carries what is known of both."""

import pandas as pd

from data.catalogue import Catalogue
from data.harmonise.rows import PARTS, BrokenRule


def ratio(
    numerators: pd.DataFrame, denominators: pd.DataFrame, indicator: str, catalogue: Catalogue
) -> pd.DataFrame:
    """Divide one indicator by another as the card of a third says: ``factor * a / b``.

    Args:
        numerators: observations; each keeps its definition.
        denominators: observations without another end, one a ``ref_area``, sex, age, breakdown and
            period.
        indicator: whose card has the formula.
        catalogue: the cards.

    Returns:
        Parts of rows for every numerator whose area, sex and period have a denominator. The
        status is the worse of the two, the flags are those of both; a numerator without a value
        stays without one, with its own status.

    Raises:
        BrokenRule: when a denominator is zero or missing.
    """
    formula = catalogue.indicators[indicator].formula
    if formula is None:
        message = f"indicators.toml: {indicator} has no formula. Give it one."
        raise BrokenRule(message)
    on = ["ref_area", "sex", "age", "breakdown", "time_period"]
    below = denominators[[*on, "obs_value", "obs_status", "flags"]]
    empty = below[~(below["obs_value"] > 0)]
    if len(empty):
        named = ", ".join(" ".join(row) for row in empty[on].itertuples(index=False))
        message = (
            f"{formula.denominator}: nothing to divide by in {named}. Mend the source's table."
        )
        raise BrokenRule(message)
    both = numerators.merge(below, on=on, validate="many_to_one", suffixes=("", "_below"))
    given = both["obs_value"].notna()
    value = formula.factor * both["obs_value"] / both["obs_value_below"]
    status = worse(both["obs_status"], both["obs_status_below"], catalogue)
    return both.assign(
        obs_value=value,
        obs_status=status.where(given, both["obs_status"]),
        flags=joined(both["flags"], both["flags_below"]),
    )[PARTS]


def worse(one: pd.Series, other: pd.Series, catalogue: Catalogue) -> pd.Series:
    """Give the worse of two statuses, row by row.

    >>> worse(pd.Series(["A", "B"]), pd.Series(["F", "F"]), Catalogue.read()).tolist()
    ['F', 'B']
    """
    ranks = {code: rank for rank, code in enumerate(catalogue.priority)}
    return one.where(one.map(ranks) <= other.map(ranks), other)


def joined(one: pd.Series, other: pd.Series) -> pd.Series:
    """Join two columns of flags.

    >>> joined(pd.Series(["b", ""]), pd.Series(["a b", ""])).tolist()
    ['a b', '']
    """
    pairs = one.astype(str) + " " + other.astype(str)
    texts = {pair: " ".join(sorted(set(pair.split()))) for pair in pairs.unique()}
    return pairs.map(texts)

"""The formula engine: indicators made of others, carrying what is known of every part."""

import pandas as pd

from data.catalogue import Catalogue, Formula, Term
from data.catalogue.cards import Zero
from data.codes import Codes
from data.harmonise.rows import PARTS, BrokenRule
from data.harmonise.sums import KEYS, add_up
from data.schema import NOT_NAMED, TOTAL, UNKNOWN, WORLD, ObsStatus

Parts = dict[tuple[str, str], pd.DataFrame]
PINNED = {"sex": TOTAL, "age": TOTAL, "counterpart_area": WORLD}
SMALL_BASE = "small_base"
SOME_ORIGINS = "origin_partly_known"
BELOW = ["obs_value", "obs_status", "definition", "flags"]


def parts_of(
    name: str, source: str, parts: Parts, catalogue: Catalogue, codes: Codes
) -> pd.DataFrame:
    """Give the rows of an indicator and source: those that a step made, or its formula's.

    A source joined by a dot takes the terms above the line from the first, those below from the
    second. What a source publishes itself is not computed.

    Args:
        name: id of the indicator.
        source: id of the source.
        parts: rows by indicator and source, what is computed from.
        catalogue: the cards.
        codes: the groups of areas.
    """
    formula = catalogue.indicators[name].formula
    if formula is None or (name, source) in parts:
        return parts[name, source]
    above, _, below = source.partition(".")
    numerators = term(parts, formula.numerator, above, catalogue, codes)
    denominators = term(parts, formula.denominator, below or above, catalogue, codes)
    return ratio(numerators, denominators, formula, catalogue)


def term(
    parts: Parts, asked: Term, source: str, catalogue: Catalogue, codes: Codes
) -> pd.DataFrame:
    """Give one side of a formula: rows of its indicators with the codes that it names, added up.

    What a term names (a sex, some ages, the origins of a group) becomes the total of that column.
    Persons of unknown age are no age group: they have no shares of their own. Persons of unknown
    origin may come from the group named: where there are any, what is added up is flagged.
    """
    found = [parts[name, source] for name in asked.indicators]
    rows = pd.concat(found, ignore_index=True) if found[1:] else found[0]
    for column in ("age", "breakdown"):
        if column not in rows:
            rows = rows.assign(**{column: TOTAL})
    named = {
        column: codes.members(getattr(asked, column)) for column in PINNED if getattr(asked, column)
    }
    if not asked.age:
        rows = rows[rows["age"] != UNKNOWN]
    everybody = rows
    for column, wanted in named.items():
        rows = rows[rows[column].isin(wanted)]
    if asked.before:
        rows = later(rows)
    rows = rows.assign(**{column: PINNED[column] for column in named})
    several = len(asked.indicators) > 1 or any(len(wanted) > 1 for wanted in named.values())
    if not several or rows.empty:
        return rows[PARTS]
    mixed = rows["definition"].iloc[0]
    added = add_up(rows, KEYS, catalogue, mixed)[PARTS]
    return with_unknown(added, everybody) if len(named.get("counterpart_area", ())) > 1 else added


def with_unknown(added: pd.DataFrame, everybody: pd.DataFrame) -> pd.DataFrame:
    """Flag what was added of some origins where persons of unknown origin were counted too."""
    one = [name for name in KEYS if name != "counterpart_area"]
    unknown = everybody[(everybody["counterpart_area"] == UNKNOWN) & (everybody["obs_value"] > 0)]
    there = pd.MultiIndex.from_frame(added[one]).isin(pd.MultiIndex.from_frame(unknown[one]))
    own = pd.Series(there, index=added.index).map({True: SOME_ORIGINS, False: ""})
    return added.assign(flags=joined(added["flags"], own))


def later(rows: pd.DataFrame) -> pd.DataFrame:
    """Move every row of a series to the next period that the series has; the last one falls away.

    Rows after a break stay away: what was before it is no base for what comes after.
    """
    series = [name for name in KEYS if name != "time_period"]
    ordered = rows.sort_values(list(KEYS), kind="stable")
    groups = ordered.groupby(series, sort=False)
    following = groups["time_period"].shift(-1)
    broken = groups["obs_status"].shift(-1) == ObsStatus.BREAK
    return ordered.assign(time_period=following)[following.notna() & ~broken]


def ratio(
    numerators: pd.DataFrame, denominators: pd.DataFrame, formula: Formula, catalogue: Catalogue
) -> pd.DataFrame:
    """Divide one set of rows by another: ``factor * a / b - less``.

    Args:
        numerators: parts of rows.
        denominators: parts of rows with the same keys; where they name no other end, they serve
            every other end of the numerators.
        formula: the factor, what is taken off, and what a denominator of zero means.
        catalogue: the cards.

    Returns:
        Parts of rows for every numerator that has a denominator. The status is the worse of the
        two, the flags are those of both; where one of them has no value there is none. A value
        whose denominator is below the least of the card is flagged.

    Raises:
        BrokenRule: when a denominator is zero or missing and the card says that it must not be.
    """
    on = list(KEYS)
    if set(denominators["counterpart_area"].unique()) == {NOT_NAMED}:
        on.remove("counterpart_area")
    if formula.zero == Zero.REFUSE:
        refuse_nothing(denominators, on, formula)
    both = numerators.merge(
        denominators[[*on, *BELOW]], on=on, validate="many_to_one", suffixes=("", "_below")
    )
    value = formula.factor * both["obs_value"] / both["obs_value_below"] - formula.less
    status = worse(both["obs_status"], both["obs_status_below"], catalogue)
    nothing = both["obs_value_below"] == 0
    same = formula.numerator.indicators == formula.denominator.indicators
    definition = both["definition_below"] if same else both["definition"]
    flags = joined(both["flags"], both["flags_below"])
    small = (both["obs_value_below"] < formula.least) & value.notna() & ~nothing
    return both.assign(
        obs_value=value.mask(nothing),
        obs_status=status.mask(nothing, ObsStatus.NOT_APPLICABLE.value),
        definition=formula.definition or definition,
        flags=joined(flags, small.map({True: SMALL_BASE, False: ""})),
    )[PARTS]


def refuse_nothing(denominators: pd.DataFrame, on: list[str], formula: Formula) -> None:
    """Refuse denominators that are zero or missing."""
    empty = denominators[~(denominators["obs_value"] > 0)]
    if len(empty):
        named = ", ".join(" ".join(row) for row in empty[on].itertuples(index=False))
        message = (
            f"{' + '.join(formula.denominator.indicators)}: nothing to divide by in {named}. "
            "Mend the source's table."
        )
        raise BrokenRule(message)


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

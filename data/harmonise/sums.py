"""The one place that adds: what is reported is added, and a sum says when a part is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.catalogue.cards import InSums
from data.schema import PARTIAL_SUM, WORLD, ObsStatus

KEYS = ("ref_area", "counterpart_area", "sex", "age", "breakdown", "time_period")


def add_up(
    parts: pd.DataFrame, by: Sequence[str], catalogue: Catalogue, mixed: str
) -> pd.DataFrame:
    """Add rows up.

    The value adds the parts that were reported. A sum without any reported part is missing when
    one of its parts is, and not applicable only when all are: parts that do not apply are no gap.

    Args:
        parts: rows with ``obs_value``, ``obs_status``, ``definition`` and ``flags``.
        by: columns that parts of one sum share.
        catalogue: gives the order of statuses, the worst first, and what sums carry of flags.
        mixed: the definition of a sum whose parts have several.

    Returns:
        One row a sum, in the order of ``by``: the worst status of the parts added, the flags,
        and ``partial_sum`` where one part is missing and another is not.

    >>> rows = pd.DataFrame({"year": ["2023", "2023"], "obs_value": [5.0, None],
    ...     "obs_status": ["A", "M"], "definition": "d", "flags": ""})
    >>> added = add_up(rows, ["year"], Catalogue.read(), "mixed").iloc[0]
    >>> float(added["obs_value"]), added["obs_status"], added["flags"]
    (5.0, 'A', 'partial_sum')
    """
    reported = parts["obs_value"].notna()
    ranks = parts["obs_status"].map({code: rank for rank, code in enumerate(catalogue.priority)})
    meanings, known = pd.factorize(parts["definition"], sort=True)
    # Columns with one code only need no grouping.
    alike = [name for name in by if len(parts) and (parts[name] == parts[name].iloc[0]).all()]
    apart = [name for name in by if name not in alike] or list(by[-1:])
    marks = flag_marks(parts["flags"], catalogue)
    work = parts[apart].assign(
        value=parts["obs_value"],
        some=reported,
        gap=~reported & (parts["obs_status"] == ObsStatus.MISSING),
        rank=ranks.where(reported, len(catalogue.priority)),
        first=meanings,
        last=meanings,
        **marks,
    )
    of_all = [name for name in marks if catalogue.flags[name].in_sums == InSums.ALL]
    of_any = [name for name in marks if name not in of_all]
    groups = work.groupby(apart, sort=True, observed=True)
    most = groups[["some", "gap", "last", *of_any]].max()
    least = groups[["rank", "first", *of_all]].min()
    found = most.join(least).assign(value=groups["value"].sum(min_count=1))
    found[PARTIAL_SUM] = (found[PARTIAL_SUM] | found["gap"]) & found["some"]
    meant = found["first"].map(dict(enumerate(known)))
    sums = pd.DataFrame(
        {
            "obs_value": found["value"],
            "obs_status": status_of_sum(found, catalogue),
            "definition": meant.where(found["first"] == found["last"], mixed),
            "flags": flag_texts(found[list(marks)]),
        }
    ).reset_index()
    same = {name: parts[name].iloc[0] for name in alike if name not in apart}
    return sums.assign(**same)[[*by, "obs_value", "obs_status", "definition", "flags"]]


def status_of_sum(found: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Give the worst status of what was added; of nothing, whether that is a gap."""
    worst = found["rank"].map(dict(enumerate(catalogue.priority)))
    nothing = found["gap"].map(
        {True: ObsStatus.MISSING.value, False: ObsStatus.NOT_APPLICABLE.value}
    )
    return worst.where(found["some"], nothing)


def flag_marks(flags: pd.Series, catalogue: Catalogue) -> dict[str, np.ndarray[Any, Any]]:
    """Tell for the flags that a sum may carry which rows carry them: those that some row has.

    ``partial_sum`` is always among them.
    """
    places, texts = pd.factorize(flags)
    told = [set(text.split(" ")) for text in texts]
    every = {PARTIAL_SUM}.union(*told)
    return {
        name: np.array([name in each for each in told], dtype=bool)[places]
        for name, flag in catalogue.flags.items()
        if name in every and flag.in_sums != InSums.NEVER
    }


def flag_texts(marks: pd.DataFrame) -> pd.Series:
    """Write flags as text: sorted ids joined by one space.

    >>> flag_texts(pd.DataFrame({"b": [True, False], "a": [True, True]})).tolist()
    ['a b', 'a']
    """
    bits = marks.to_numpy().astype(int) @ (1 << np.arange(len(marks.columns)))
    texts = {
        number: " ".join(
            sorted(str(name) for place, name in enumerate(marks) if number >> place & 1)
        )
        for number in np.unique(bits).tolist()
    }
    return pd.Series(bits, index=marks.index).map(texts).astype("str")


def with_totals(
    pairs: pd.DataFrame, over: Sequence[Sequence[str]], catalogue: Catalogue, mixed: str
) -> pd.DataFrame:
    """Add to rows their sums over one end or both.

    Args:
        pairs: rows with the columns of :data:`KEYS` (``age`` and ``breakdown`` may be left out)
            and those that are added.
        over: for each total, the columns that it sums over; they become ``W``.
        catalogue: as in :func:`add_up`.
        mixed: as in :func:`add_up`.
    """
    keys = [name for name in KEYS if name in pairs]
    totals = [
        add_up(pairs.assign(**dict.fromkeys(ends, WORLD)), keys, catalogue, mixed) for ends in over
    ]
    return pd.concat([pairs, *totals], ignore_index=True)


def counts_with_totals(
    table: pd.DataFrame, by: Sequence[str], counts: Sequence[str], over: Sequence[Sequence[str]]
) -> pd.DataFrame:
    """Add up counts of which none is ever missing, and their sums over one end or both.

    Args:
        table: rows with counts.
        by: columns that the rows of one sum share.
        counts: columns that are added.
        over: for each total, the columns that it sums over; they become ``W``.

    >>> rows = pd.DataFrame({"area": ["PER", "CHL", "PER"], "year": "2023", "n": [1, 2, 3]})
    >>> counts_with_totals(rows, ["area", "year"], ["n"], [["area"]]).to_numpy().tolist()
    [['CHL', '2023', 2], ['PER', '2023', 4], ['W', '2023', 6]]
    """
    columns = list(by)
    kept = table[[*columns, *counts]]
    whole = [kept, *(kept.assign(**dict.fromkeys(ends, WORLD)) for ends in over)]
    added = [each.groupby(columns, sort=True, observed=True)[list(counts)].sum() for each in whole]
    return pd.concat([each.reset_index() for each in added], ignore_index=True)


def across(table: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Add columns up, row by row.

    >>> across(pd.DataFrame({"women": [1, 2], "men": [3, 4]}), ["women", "men"]).tolist()
    [4, 6]
    """
    return table[list(columns)].sum(axis=1)


def in_groups(values: pd.Series, by: Sequence[str] | Sequence[pd.Series]) -> pd.Series:
    """Add values up by levels of their index, or by other columns.

    >>> in_groups(pd.Series([1, 2, 4]), [pd.Series(["PER", "CHL", "PER"])]).tolist()
    [2, 5]
    """
    return values.groupby(list(by), sort=True).sum()


def of_own_group(values: pd.Series, by: Sequence[pd.Series]) -> pd.Series:
    """Give in each row the sum of its group.

    >>> of_own_group(pd.Series([1, 2, 4]), [pd.Series(["PER", "CHL", "PER"])]).tolist()
    [5, 2, 5]
    """
    return values.groupby(list(by)).transform("sum")


def one_of_each(grid: pd.DataFrame, named: Mapping[str, str]) -> pd.DataFrame:
    """Add up the rows and the columns of a square that are one area.

    >>> names = ["Sudan", "Sudan*"]
    >>> square = pd.DataFrame([[0, 1], [2, 0]], index=names, columns=names)
    >>> one_of_each(square, {"Sudan": "SDN", "Sudan*": "SDN"}).to_numpy().tolist()
    [[3]]
    """
    by_row = grid.groupby(grid.index.map(named)).sum()
    return by_row.T.groupby(by_row.columns.map(named)).sum().T

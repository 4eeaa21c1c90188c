"""The one place where the running product adds observations up, and says what a sum lacks."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from data.catalogue import Catalogue
from data.catalogue.cards import InSums
from data.guard import Permit, Refusal

PARTIAL_SUM = "partial_sum"
NOT_APPLICABLE = "O"
MISSING = "M"
PARTS = ("obs_value", "obs_status", "flags")
Part = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding observations up.

    Attributes:
        obs_value: the sum of what was reported, none when nothing was.
        obs_status: the worst status of what was added; of nothing, whether that is a gap.
        flags: those that a sum carries of its parts, and why parts are missing, sorted.
    """

    obs_value: float | None
    obs_status: str
    flags: tuple[str, ...]


def added_up(observations: pd.DataFrame, permit: Permit, catalogue: Catalogue) -> Added:
    """Add observations up.

    Args:
        observations: rows with ``obs_value``, ``obs_status`` and ``flags``.
        permit: that of the guard for this sum.
        catalogue: gives the order of statuses, the worst first, and what sums carry of flags.

    >>> from data.guard import Sum
    >>> rows = pd.DataFrame({"obs_value": [5.0, None], "obs_status": ["E", "M"], "flags": ""})
    >>> added_up(rows, Permit(Sum({}, frozenset())), Catalogue.read())
    Added(obs_value=5.0, obs_status='E', flags=('partial_sum',))
    """
    del permit  # having one is what matters
    return sum_up(list(parts_of(observations)), catalogue)


def parts_of(observations: pd.DataFrame) -> Iterator[Part]:
    """Give the parts of a sum, row by row; whole columns are read ten times as fast as rows."""
    return zip(*(observations[name].tolist() for name in PARTS), strict=True)


def sum_up(parts: Sequence[Part], catalogue: Catalogue) -> Added:
    """Add parts up: values, the worst status, and the flags that a sum carries."""
    reported = [part for part in parts if not math.isnan(part[0])]
    gap = any(status == MISSING for _, status, _ in parts)
    lost = set(reasons(parts, catalogue))
    if not reported:
        status = MISSING if gap or not parts else NOT_APPLICABLE
        return Added(None, status, tuple(sorted(lost)))
    statuses = {status for _, status, _ in reported}
    marks = [set(text.split()) for text in {str(flags) for _, _, flags in reported}]
    carried = {InSums.ANY: set.union(*marks), InSums.ALL: set.intersection(*marks)}
    if len(reported) == 1:
        flags = marks[0]
    else:
        flags = {
            name
            for name, flag in catalogue.flags.items()
            if name in carried.get(InSums(flag.in_sums), ())
        }
    return Added(
        obs_value=math.fsum(value for value, _, _ in reported),
        obs_status=next(code for code in catalogue.priority if code in statuses),
        flags=tuple(sorted(flags | lost | ({PARTIAL_SUM} if gap else set()))),
    )


def reasons(parts: Sequence[Part], catalogue: Catalogue) -> Iterator[str]:
    """Name the flags that say why parts are missing: those of any part, or those that all have."""
    told = [set(flags.split()) for value, _, flags in parts if math.isnan(value)]
    of_all = set.intersection(*told) if told and len(told) == len(parts) else set()
    for name in set().union(*told):
        flag = catalogue.flags.get(name)
        if flag and flag.touches == "gap" and (flag.in_sums == InSums.ANY or name in of_all):
            yield name


def series(
    observations: pd.DataFrame, verdict: Permit | Refusal, catalogue: Catalogue
) -> pd.DataFrame:
    """Add observations up period by period.

    Args:
        observations: rows with ``time_period``, ``obs_value``, ``obs_status`` and ``flags``.
        verdict: the guard's on adding all else; refused, there are no sums.
        catalogue: gives the order of statuses, the worst first, and what sums carry of flags.

    Returns:
        One row a period, in order of time: ``time_period, obs_value, obs_status, flags``.

    >>> from data.guard import Sum
    >>> rows = pd.DataFrame({"time_period": ["2023", "2023", "2024"], "obs_value": [1.0, 2, None],
    ...     "obs_status": ["A", "E", "M"], "flags": ""})
    >>> series(rows, Permit(Sum({}, frozenset())), Catalogue.read()).to_numpy().tolist()
    [['2023', 3.0, 'E', ''], ['2024', nan, 'M', '']]
    """
    names = ["time_period", *PARTS]
    if isinstance(verdict, Refusal):
        return pd.DataFrame(columns=names)
    parts: dict[str, list[Part]] = {}
    for period, part in zip(
        observations["time_period"].tolist(), parts_of(observations), strict=True
    ):
        parts.setdefault(period, []).append(part)
    sums = {period: sum_up(parts[period], catalogue) for period in sorted(parts)}
    rows = [
        (
            period,
            math.nan if one.obs_value is None else one.obs_value,
            one.obs_status,
            flags_of(one),
        )
        for period, one in sums.items()
    ]
    return pd.DataFrame(rows, columns=names)


def flags_of(added: Added) -> str:
    """Write the flags of a sum as a row has them."""
    return " ".join(added.flags)


def total_over_areas(
    observations: pd.DataFrame, areas: tuple[str, ...], verdict: Permit | Refusal
) -> pd.DataFrame:
    """Add the observations of several areas, period by period.

    A sum adds the parts that were reported; it is partial when one is missing or is partial
    itself; parts that do not apply are no gap; without any reported part there is no sum.

    Args:
        observations: one row an area and period, with ``ref_area``, ``time_period``,
            ``obs_value``, ``obs_status`` and ``flags``; a pair without a row is missing.
        areas: the areas that the sum is asked for.
        verdict: the guard's on adding over these areas; refused, there is no sum.

    Returns:
        One row a period, indexed by it: ``obs_value`` (not a number when there is no sum),
        ``reported`` (how many areas), ``missing`` and ``partial`` (tuples of areas).

    >>> rows = pd.DataFrame({"ref_area": ["PER", "PRY"], "time_period": ["2023", "2023"],
    ...     "obs_value": [10.0, None], "obs_status": ["A", "M"], "flags": ["", ""]})
    >>> from data.guard import Sum
    >>> verdict = Permit(Sum({}, frozenset()))
    >>> told = total_over_areas(rows, ("PER", "PRY"), verdict).loc["2023"]
    >>> float(told["obs_value"]), told["missing"], told["partial"]
    (10.0, ('PRY',), ())
    """
    parts: dict[str, list[tuple[str, float, bool, bool]]] = {}
    columns = ["ref_area", "time_period", "obs_value", "obs_status", "flags"]
    for area, period, value, status, flags in observations[columns].itertuples(index=False):
        if area in areas:
            part = (area, value, status == NOT_APPLICABLE, PARTIAL_SUM in flags.split())
            parts.setdefault(period, []).append(part)
    sums = [{"time_period": period, **sum_of(parts[period], areas)} for period in sorted(parts)]
    names = ["time_period", "obs_value", "reported", "missing", "partial"]
    made = pd.DataFrame(sums, columns=names).set_index("time_period")
    return made.assign(obs_value=math.nan) if isinstance(verdict, Refusal) else made


def sum_of(
    parts: Sequence[tuple[str, float, bool, bool]], areas: tuple[str, ...]
) -> dict[str, object]:
    """Add the parts of one period (area, value, does not apply, partial), naming what lacks."""
    reported = [part for part in parts if not math.isnan(part[1])]
    there = {part[0] for part in reported} | {part[0] for part in parts if part[2]}
    partial = {part[0] for part in reported if part[3]}
    return {
        "obs_value": math.fsum(part[1] for part in reported) if reported else math.nan,
        "reported": len(reported),
        "missing": tuple(area for area in areas if area not in there),
        "partial": tuple(area for area in areas if area in partial),
    }


def totals_by(
    observations: pd.DataFrame,
    keys: Sequence[str],
    verdict: Permit | Refusal,
    lacking: Collection[str] = (PARTIAL_SUM,),
) -> pd.DataFrame:
    """Add observations up group by group.

    Args:
        observations: rows with the keys, ``obs_value``, ``obs_status`` and ``flags``.
        keys: the columns whose values make a group.
        verdict: the guard's on adding all else; refused, there are no sums.
        lacking: the flags of a part that lacks something itself.

    Returns:
        One row a group that has a reported part, in order of the keys: the keys, ``obs_value``,
        and ``partial``, whether a part is missing or partial itself.

    >>> from data.guard import Sum
    >>> rows = pd.DataFrame({"ref_area": ["PER", "PER", "PRY"], "obs_value": [10.0, None, 5.0],
    ...     "obs_status": ["A", "M", "A"], "flags": ["", "", ""]})
    >>> totals_by(rows, ["ref_area"], Permit(Sum({}, frozenset()))).to_numpy().tolist()
    [['PER', 10.0, True], ['PRY', 5.0, False]]
    """
    if isinstance(verdict, Refusal):
        return observations[list(keys)].iloc[:0].assign(obs_value=math.nan, partial=False)
    gaps = (observations["obs_status"] == MISSING) | has_flag(observations["flags"], *lacking)
    groups = observations.assign(partial=gaps).groupby(list(keys), observed=True, sort=True)
    made = groups.agg(partial=("partial", "any"))
    parts: list[list[float]] = [[] for _ in made.index]
    values = observations["obs_value"].astype(float).tolist()
    for group, value in zip(groups.ngroup().tolist(), values, strict=True):
        if value == value:  # noqa: PLR0124 - not a number is not itself
            parts[group].append(value)
    made.insert(0, "obs_value", [math.fsum(own) if own else math.nan for own in parts])
    return made[made["obs_value"].notna()].reset_index()


def has_flag(flags: pd.Series, *sought: str) -> pd.Series:
    """Tell which rows carry any of some flags; flags are sorted ids joined by one space.

    >>> has_flag(pd.Series(["partial_sum rounded", ""]), "rounded").tolist()
    [True, False]
    """
    texts = flags.astype(str)
    marked = {text: not set(sought).isdisjoint(text.split(" ")) for text in texts.unique()}
    return texts.map(marked).astype(bool)

"""Corridors for charts that have no room for every country: small ends become groups."""

from collections.abc import Collection

import pandas as pd

from data.codes import Codes, Fold
from data.guard import Permit, Refusal
from data.sums import PARTIAL_SUM, totals_by
from data.view import Chart, FlowsView

# A region is shown by its named countries when one of them ever has this part of the largest one.
LARGE = 0.03
# As many ends stand in one column of a Sankey with a name that can be read.
MOST_ENDS = 24


def with_groups(
    rows: pd.DataFrame, view: FlowsView, codes: Codes, verdict: Permit | Refusal
) -> pd.DataFrame:
    """Put groups in the place of ends that a chart has no room for.

    The groups are the same in all periods, so that a chart keeps its order while time passes.

    Args:
        rows: ``origin, destination, time_period, obs_value, obs_status, flags``.
        view: a Sankey keeps the larger partners, a chord diagram the nine and their neighbours.
        codes: the groups.
        verdict: the guard's on the sum of all rows; refused, all ends stay.
    """
    if isinstance(verdict, Refusal):
        return rows
    to = groups_instead(codes, kept_alone(rows, view, codes, verdict))
    return rows.assign(
        **{end: rows[end].map(lambda code: to.get(code, code)) for end in ("origin", "destination")}
    )


def added_up(
    rows: pd.DataFrame, verdict: Permit | Refusal, lacking: Collection[str]
) -> pd.DataFrame:
    """Add up what came together when groups took the place of ends.

    Args:
        rows: corridors, their ends folded.
        verdict: the guard's on the sum of all rows; refused, they stay as they are.
        lacking: the flags of a part that lacks something itself.

    Returns:
        Rows of the same columns, one a corridor and period. What nothing was added to keeps its
        status and flags; a sum has the status that most of its period have.
    """
    if isinstance(verdict, Refusal):
        return rows
    keys = ["origin", "destination", "time_period"]
    alone = rows.loc[~rows.duplicated(keys, keep=False), [*keys, "obs_status", "flags"]]
    sums = totals_by(rows, keys, verdict, lacking).merge(alone, on=keys, how="left")
    status = rows.groupby("time_period")["obs_status"].agg(lambda own: own.mode().iloc[0])
    flags = sums["flags"].fillna(sums["partial"].map({True: PARTIAL_SUM, False: ""}))
    own = sums["obs_status"].fillna(sums["time_period"].map(status))
    return sums.assign(obs_status=own, flags=flags)


def kept_alone(rows: pd.DataFrame, view: FlowsView, codes: Codes, verdict: Permit) -> set[str]:
    """Name the countries that are shown one by one: of a region all that have a name, or none."""
    home = {*codes.focus, *view.ref_area, *view.counterpart_area}
    split = [fold for fold in codes.folds if not home.isdisjoint(fold.named)]
    if view.show is not Chart.CHORD:
        ends = {
            end: totals_by(rows, [end, "time_period"], verdict) for end in ("origin", "destination")
        }
        largest = max(sums["obs_value"].max() for sums in ends.values())
        peaks = {
            fold: pd.concat(
                [sums.loc[sums[end].isin(fold.named), "obs_value"] for end, sums in ends.items()]
            ).max()
            for fold in codes.folds
        }
        large = [fold for fold in codes.folds if peaks[fold] >= LARGE * largest]
        for fold in sorted(large, key=peaks.__getitem__, reverse=True):
            more = [*split, fold]
            if has_room(rows, codes, named(home, more)):
                split = more
    return named(home, split)


def named(home: set[str], split: list[Fold]) -> set[str]:
    """Name the countries that some split regions show one by one, besides those at home."""
    return home | {code for fold in split for code in fold.named}


def has_room(rows: pd.DataFrame, codes: Codes, alone: set[str]) -> bool:
    """Tell whether both columns of a Sankey have room for a name of each of their ends."""
    to = groups_instead(codes, alone)
    return all(
        len({to.get(code, code) for code in set(rows[end])}) <= MOST_ENDS
        for end in ("origin", "destination")
    )


def groups_instead(codes: Codes, alone: set[str]) -> dict[str, str]:
    """Give, for every country that is not shown alone, the group that it is shown in.

    >>> told = groups_instead(Codes.read(), {"HTI", "CUB", "DOM"})
    >>> told["JAM"], told["FRA"], "HTI" in told
    ('G_CARIBBEAN_REST', 'G_EUROPE', False)
    """
    rests = {fold.whole: fold.rest for fold in codes.folds if not alone.isdisjoint(fold.named)}
    return {
        member: rests.get(region, region)
        for region in codes.regions
        for member in codes.groups[region]
        if member not in alone
    }

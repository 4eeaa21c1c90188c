"""The one place where the running product adds observations up, and says what a sum lacks."""

import pandas as pd

PARTIAL_SUM = "partial_sum"
MISSING = "M"
NOT_APPLICABLE = "O"


def total_over_areas(observations: pd.DataFrame, areas: tuple[str, ...]) -> pd.DataFrame:
    """Add the observations of several areas, period by period.

    A sum adds the parts that were reported; it is partial when one is missing or is partial
    itself; parts that do not apply are no gap; without any reported part there is no sum.

    Args:
        observations: one row an area and period, with ``ref_area``, ``time_period``,
            ``obs_value``, ``obs_status`` and ``flags``; a pair without a row is missing.
        areas: the areas that the sum is asked for.

    Returns:
        One row a period, indexed by it: ``obs_value`` (not a number when there is no sum),
        ``reported`` (how many areas), ``missing`` and ``partial`` (tuples of areas).

    >>> rows = pd.DataFrame({"ref_area": ["PER", "PRY"], "time_period": ["2023", "2023"],
    ...     "obs_value": [10.0, None], "obs_status": ["A", "M"], "flags": ["", ""]})
    >>> total_over_areas(rows, ("PER", "PRY")).loc["2023"].tolist()
    [10.0, 1, ('PRY',), ()]
    """
    table = observations[["ref_area", "time_period", "obs_value", "obs_status", "flags"]].astype(
        {"ref_area": str, "time_period": str, "obs_status": str, "flags": str}
    )
    sums = [
        {"time_period": period, **sum_of(rows, areas)}
        for period, rows in table.groupby("time_period", sort=True)
    ]
    columns = ["time_period", "obs_value", "reported", "missing", "partial"]
    return pd.DataFrame(sums, columns=columns).set_index("time_period")


def sum_of(rows: pd.DataFrame, areas: tuple[str, ...]) -> dict[str, object]:
    """Add the rows of one period, and name the areas that are missing or partial."""
    own = rows[rows["ref_area"].isin(areas)]
    reported = own[own["obs_value"].notna()]
    apart = set(own.loc[own["obs_status"] == NOT_APPLICABLE, "ref_area"])
    there = set(reported["ref_area"])
    partial = set(reported.loc[has_flag(reported["flags"], PARTIAL_SUM), "ref_area"])
    return {
        "obs_value": reported["obs_value"].sum() if len(reported) else float("nan"),
        "reported": len(reported),
        "missing": tuple(area for area in areas if area not in there | apart),
        "partial": tuple(area for area in areas if area in partial),
    }


def has_flag(flags: pd.Series, flag: str) -> pd.Series:
    """Tell which rows carry a flag; flags are sorted ids joined by one space.

    >>> has_flag(pd.Series(["partial_sum rounded", ""]), "rounded").tolist()
    [True, False]
    """
    return flags.astype(str).str.split(" ").map(lambda names: flag in names).astype(bool)

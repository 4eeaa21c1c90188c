"""Deaths and disappearances on the way along a route, by where and when they happened."""

from dataclasses import dataclass

import pandas as pd

from data.catalogue import Route
from data.guard import Sum, judge
from data.periods import Freq
from data.store import Store
from data.sums import totals_by

MONTH, YEAR = len("2024-03"), len("2024")


@dataclass(frozen=True, slots=True)
class Deaths:
    """The dead and missing that could be documented on the way.

    Attributes:
        indicator: id of their indicator.
        source: id of their source.
        by_area: one row a country and period with any: ``ref_area, time_period, obs_value``.
        by_stage: likewise, by the country of the stage that the way leads to.
        whole: of the whole way, by period.
        first: the first month that the source looks at.
        last: the last one.
    """

    indicator: str
    source: str
    by_area: pd.DataFrame
    by_stage: pd.DataFrame
    whole: pd.DataFrame
    first: str
    last: str


def deaths_of(store: Store, route: Route, freq: str) -> Deaths:
    """Add the incidents of a route up by place and period."""
    source = store.catalogue.indicators[route.deaths].sources[0]
    everywhere = store.incidents()
    rows = on_the_way(everywhere, route)
    size = MONTH if freq == Freq.MONTHLY else YEAR
    rows = rows.assign(time_period=rows["date"].str[:size], obs_status="A", flags="")
    areas = tuple(area for stage in route.stages for area in stage.deaths_in)
    filters = {
        "indicator": (route.deaths,),
        "source": (source,),
        "ref_area": areas,
        "time_period": ("2000",),  # whichever: each period is added for itself
    }
    asked = Sum(filters, frozenset({"ref_area", "counterpart_area"}))
    verdict = judge(asked, store.catalogue, store.codes)
    months = everywhere["date"].str[:MONTH]
    return Deaths(
        indicator=route.deaths,
        source=source,
        by_area=totals_by(rows, ["ref_area", "time_period"], verdict),
        by_stage=totals_by(rows, ["stage", "time_period"], verdict),
        whole=totals_by(rows, ["time_period"], verdict),
        first=str(months.min()),
        last=str(months.max()),
    )


def on_the_way(incidents: pd.DataFrame, route: Route) -> pd.DataFrame:
    """Keep the incidents of a route, each with the stage that its part of the way leads to.

    >>> places = pd.DataFrame({"route": ["r", "r", "s"], "ref_area": ["USA", "USA", "USA"],
    ...     "lon": [-110.0, -80.0, -110.0]})
    >>> from data.catalogue import Stage
    >>> stage = Stage("us", "USA", False, (), (), ("USA",))
    >>> on_the_way(places, Route("n", (stage,), {}, "d", ("r",), {"USA": -93.0}))["lon"].tolist()
    [-110.0]
    """
    stages = {area: stage.ref_area for stage in route.stages for area in stage.deaths_in}
    kept = incidents[
        incidents["route"].isin(route.incidents) & incidents["ref_area"].isin(list(stages))
    ]
    edges = kept["ref_area"].map(route.west_of).astype(float)
    kept = kept[edges.isna() | (kept["lon"] <= edges)]
    return kept.assign(stage=kept["ref_area"].map(stages))

"""Lines over time, one a country, that stop where data stop and part where a series breaks."""

import math
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from layouts.figures import theme

FORECAST = "F"
BREAK = "B"


def figure(
    cells: pd.DataFrame, colours: Mapping[str, str], write: Callable[[float], str]
) -> go.Figure:
    """Draw the trend of every area of an answer.

    Args:
        cells: ``ref_area, time_period, obs_value, obs_status``, in time order in each area.
        colours: by area.
        write: writes a round value beside its tick.

    Returns:
        A line an area for what was observed, and a dotted one an area for what is projected;
        ``meta`` of a trace is its area. A line has a gap before a break in its series and an
        open mark after it.
    """
    traces: list[go.Scatter] = []
    for area, rows in cells.groupby("ref_area", sort=False):
        colour = colours[str(area)]
        valued = rows[rows["obs_value"].notna()]
        ahead = valued["obs_status"] == FORECAST
        traces.append(line(str(area), valued[~ahead], colour, "solid"))
        if ahead.any():
            bridge = valued[ahead | ahead.shift(-1, fill_value=False)]
            traces.append(line(str(area), bridge, colour, "dot"))
    return go.Figure(traces, layout(cells, write))


def line(area: str, rows: pd.DataFrame, colour: str, dash: str) -> go.Scatter:
    """Draw one area's line, parted before each break."""
    years: list[int] = []
    values: list[float | None] = []
    sizes: list[int] = []
    for row in rows.itertuples():
        year = int(row.time_period)
        broken = row.obs_status == BREAK
        if broken and years:
            years, values, sizes = [*years, year], [*values, None], [*sizes, 0]
        years.append(year)
        values.append(row.obs_value)
        sizes.append(7 if broken or len(rows) == 1 else 0)
    return go.Scatter(
        x=years,
        y=values,
        meta=area,
        mode="lines+markers",
        line={"color": colour, "width": 2.5, "dash": dash},
        marker={
            "size": sizes,
            "color": theme.WHITE,
            "line": {"color": colour, "width": 2},
            "opacity": 1,
        },
        connectgaps=False,
        hoverinfo="none",
        cliponaxis=False,
    )


def layout(cells: pd.DataFrame, write: Callable[[float], str]) -> go.Layout:
    """Lay out quiet axes: years below, round values at the left, nothing else."""
    years = [int(period) for period in cells["time_period"]]
    values = ticks(cells["obs_value"].max())
    return go.Layout(
        margin={"l": 52, "r": 92, "t": 8, "b": 26},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": theme.FONT, "size": 12, "color": theme.MUTED},
        showlegend=False,
        dragmode=False,
        xaxis={
            "range": span(years),
            "showgrid": False,
            "tickformat": "d",
            "fixedrange": True,
            "nticks": 6,
            "tickangle": 0,
            "ticks": "outside",
            "tickcolor": theme.LINE,
            "zeroline": False,
        },
        yaxis={
            "range": [0, max(values[-1], cells["obs_value"].max()) * 1.04 if values[-1] else 1],
            "tickvals": values,
            "ticktext": [write(value) for value in values],
            "gridcolor": theme.LINE,
            "zeroline": True,
            "zerolinecolor": "#C3CDD0",
            "fixedrange": True,
        },
    )


def ticks(most: float) -> list[float]:
    """Give about four round values from 0 to the largest.

    >>> ticks(2_828_195), ticks(float("nan"))
    ([0.0, 1000000.0, 2000000.0, 3000000.0], [0.0])
    """
    if not most > 0:
        return [0.0]
    rough = most / 3
    unit = 10.0 ** math.floor(math.log10(rough))
    step = unit * next(factor for factor in (1, 2, 2.5, 5, 10) if factor * unit >= rough)
    return [step * place for place in range(math.ceil(most / step - 1e-9) + 1)]


def span(years: Sequence[int]) -> list[float]:
    """Give the range of the time axis; a single year gets room on both sides.

    >>> span([2020, 2020]), span([1990, 2024])
    ([2019, 2021], [1990, 2024])
    """
    if not years:
        return [0, 1]
    first, last = min(years), max(years)
    return [first - 1, last + 1] if first == last else [first, last]

"""Lines over time, one a country, that stop where data stop and part where a series breaks."""

import math
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from data import periods
from data.schema import LOWER_BOUND, PARTIAL_PERIOD
from data.sums import has_flag
from layouts.figures import theme

BREAK = "B"
MISSING = "M"
MOST_TICKS = 6
MARK = 7  # pixels
PARTIAL, BOUND = "diamond-open", "triangle-up-open"  # symbols of what is no whole figure


def figure(
    cells: pd.DataFrame,
    colours: Mapping[str, str],
    write: Callable[[float], str],
    *,
    from_zero: bool = True,
) -> go.Figure:
    """Draw the trend of every area of an answer.

    Args:
        cells: ``area, time_period, obs_value, obs_status, flags, stated, marked, gap, ahead``,
            in time order in each area.
        colours: by area.
        write: writes a round value beside its tick.
        from_zero: whether the axis begins at zero; that of an index need not.

    Returns:
        A line an area for what was observed, and a dotted one an area for what is projected;
        ``meta`` of a trace is its area. A line has a gap where a value is missing that the source
        is used to give, and before a break in its series, with an open mark after it. A partial
        figure has a mark of its own; that of a period that lacks months is no point of the line.
        A lower bound has a mark that points up.
    """
    traces: list[go.Scatter] = []
    cut = has_flag(cells["flags"], PARTIAL_PERIOD)
    missing = (cells["stated"] & (cells["obs_status"] == MISSING)) | cells["gap"]
    known = cells[cells["obs_value"].notna() | missing]
    whole = known.assign(obs_value=known["obs_value"].mask(cut))
    for area, rows in whole.groupby("area", sort=False):
        colour = colours[str(area)]
        ahead = rows["ahead"]
        traces.append(line(str(area), rows[~ahead], colour, "solid"))
        if ahead.any():
            bridge = rows[ahead | ahead.shift(-1, fill_value=False)]
            traces.append(line(str(area), bridge, colour, "dot"))
    partial = known["obs_value"].notna() & (cut[known.index] | known["marked"])
    bound = known["obs_value"].notna() & has_flag(known["flags"], LOWER_BOUND) & ~partial
    for there, symbol in ((partial, PARTIAL), (bound, BOUND)):
        for area, rows in known[there].groupby("area", sort=False):
            traces.append(marks(str(area), rows, colours[str(area)], symbol))
    return go.Figure(traces, layout(cells, write, from_zero=from_zero))


def marks(area: str, rows: pd.DataFrame, colour: str, symbol: str) -> go.Scatter:
    """Mark partial figures or lower bounds, apart from the line."""
    return go.Scatter(
        x=[periods.place(period) for period in rows["time_period"]],
        y=rows["obs_value"].tolist(),
        meta=area,
        mode="markers",
        marker={"symbol": symbol, "size": 9, "color": colour, "line": {"width": 1.5}},
        hoverinfo="none",
        cliponaxis=False,
    )


def line(area: str, rows: pd.DataFrame, colour: str, dash: str) -> go.Scatter:
    """Draw one area's line, parted before each break."""
    places: list[float] = []
    values: list[float | None] = []
    sizes: list[int] = []
    for row in rows.itertuples():
        at = periods.place(row.time_period)
        broken = row.obs_status == BREAK
        if broken and places:
            places, values, sizes = [*places, at], [*values, None], [*sizes, 0]
        places.append(at)
        values.append(None if math.isnan(row.obs_value) else row.obs_value)
        sizes.append(MARK if broken else 0)
    for place in alone(values):
        sizes[place] = MARK
    return go.Scatter(
        x=places,
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


def alone(values: Sequence[float | None]) -> list[int]:
    """Give the places of values that no line reaches from either side.

    >>> alone([1.0, None, 2.0, 3.0]), alone([5.0])
    ([0], [0])
    """
    around = [None, *values, None]
    return [
        place
        for place, value in enumerate(values)
        if value is not None and around[place] is None and around[place + 2] is None
    ]


def layout(
    cells: pd.DataFrame, write: Callable[[float], str], *, from_zero: bool = True
) -> go.Layout:
    """Lay out quiet axes: years below, round values at the left, nothing else."""
    places = sorted({periods.place(period) for period in cells["time_period"]})
    most, least = cells["obs_value"].max(), cells["obs_value"].min()
    values = ticks(most, min(0.0, least) if from_zero else least)
    low = values[0] if values[0] else 0
    return go.Layout(
        margin={"l": 52, "r": 92, "t": 8, "b": 26},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": theme.FONT, "size": 12, "color": theme.MUTED},
        showlegend=False,
        dragmode=False,
        xaxis={
            "range": span(places),
            "showgrid": False,
            "tickformat": "d",
            "fixedrange": True,
            "tick0": years_below(places)[0],
            "dtick": years_below(places)[1],
            "tickangle": 0,
            "ticks": "outside",
            "tickcolor": theme.LINE,
            "zeroline": False,
        },
        yaxis={
            "range": [low, high_of(values, most)],
            "tickvals": values,
            "ticktext": [write(value) for value in values],
            "gridcolor": theme.LINE,
            "zeroline": True,
            "zerolinecolor": "#C3CDD0",
            "fixedrange": True,
        },
    )


def ticks(most: float, least: float = 0.0) -> list[float]:
    """Give about four round values from the least to the largest.

    >>> ticks(2_828_195), ticks(float("nan"))
    ([0.0, 1000000.0, 2000000.0, 3000000.0], [0.0])
    >>> ticks(30, -95)
    [-100.0, -50.0, 0.0, 50.0]
    """
    least = 0.0 if math.isnan(least) else least
    if not most > least:
        least = min(0.0, least)
    most = max(most, 0.0) if least < 0 else most
    if not most > least:
        return [0.0]
    rough = (most - least) / 3
    unit = 10.0 ** math.floor(math.log10(rough))
    step = unit * next(factor for factor in (1, 2, 2.5, 5, 10) if factor * unit >= rough)
    first = math.floor(least / step + 1e-9)
    last = math.ceil(most / step - 1e-9)
    return [round(step * place, 10) for place in range(first, last + 1)]


def high_of(values: Sequence[float], most: float) -> float:
    """Give the top of the axis: a little above the highest tick."""
    if len(values) == 1:
        return 1.0
    return max(values[-1], most) + 0.04 * (values[-1] - values[0])


def years_below(places: Sequence[float]) -> tuple[int, int]:
    """Give the first year that is named below the axis, and the years from one to the next.

    >>> years_below([1990, 2024]), years_below([2020.0, 2025.25]), years_below([])
    ((1990, 10), (2020, 1), (0, 1))
    """
    if not places:
        return 0, 1
    years = places[-1] - places[0]
    step = next((each for each in (1, 2, 5, 10, 20, 25) if years / each < MOST_TICKS), 50)
    return math.ceil(places[0] / step) * step, step


def span(places: Sequence[float]) -> list[float]:
    """Give the range of the time axis; a single period gets room on both sides.

    >>> span([2020, 2020]), span([1990, 2024])
    ([2019, 2021], [1990, 2024])
    """
    if not places:
        return [0, 1]
    first, last = min(places), max(places)
    return [first - 1, last + 1] if first == last else [first, last]

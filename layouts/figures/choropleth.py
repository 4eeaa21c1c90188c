"""The choropleth: classes of values on countries, and four kinds of nothing kept apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from layouts.figures import theme

# Azimuthal equal-area centred on South America: sizes of countries compare truly.
CENTRE = {"lon": -62, "lat": -20}
STATES = ("value", "zero", "missing", "not_applicable")
FILLS = {
    "zero": theme.steps((theme.WHITE,)),
    "missing": theme.steps((theme.WHITE,)),
    "not_applicable": theme.steps(("#F3EFE4",)),
}
TOP_CLASS = len(theme.SEQUENTIAL) - 0.5


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map stands on.

    Attributes:
        geometry: address of the boundaries (GeoJSON), fetched once and kept.
        areas: every area that is drawn.
        frame: what is seen, as ``lon`` and ``lat`` from and to.
    """

    geometry: str
    areas: Sequence[str]
    frame: Mapping[str, list[float]]


def figure(
    cells: pd.DataFrame, ground: Ground, colours: tuple[str, ...] = theme.SEQUENTIAL
) -> go.Figure:
    """Draw one period of an answer.

    Args:
        cells: one row an area: ``area``, ``state``, ``klass`` (0 is the lowest class); areas
            that have no boundaries are not drawn.
        ground: boundaries and the areas in them.
        colours: of the classes, the lowest first.

    Returns:
        A figure of five traces: context, then one trace for each state, in the order of
        ``STATES``; a browser that steps in time restyles the last four.
    """
    context = [area for area in ground.areas if area not in set(cells["area"])]
    fill = theme.steps((theme.OUT_OF_FOCUS,))
    traces = [trace("context", context, [0] * len(context), ground, fill)]
    for state in STATES:
        own = cells[(cells["state"] == state) & cells["area"].isin(ground.areas)]
        classes = own["klass"] if state == "value" else own["klass"] * 0
        fill = theme.steps(colours) if state == "value" else FILLS[state]
        traces.append(trace(state, own["area"].tolist(), classes.tolist(), ground, fill))
    return go.Figure(traces, layout(ground.frame))


def trace(
    name: str,
    areas: Sequence[str],
    classes: Sequence[float],
    ground: Ground,
    fill: list[list[object]],
) -> go.Choropleth:
    """Draw the areas that are in one state."""
    return go.Choropleth(
        name=name,
        geojson=ground.geometry,
        featureidkey="id",
        locations=list(areas),
        z=list(classes),
        zmin=-0.5,
        zmax=TOP_CLASS if name == "value" else 0.5,
        colorscale=fill,
        showscale=False,
        hoverinfo="none",
        marker={"line": {"color": theme.WHITE, "width": 0.8}},
    )


def layout(frame: Mapping[str, list[float]]) -> go.Layout:
    """Lay out the frame: fixed projection, nothing but our own boundaries."""
    return go.Layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        autosize=True,
        dragmode=False,
        geo={
            "visible": False,
            "resolution": 110,
            "bgcolor": "rgba(0,0,0,0)",
            "projection": {"type": "azimuthal equal area", "rotation": CENTRE},
            "lonaxis": {"range": frame["lon"]},
            "lataxis": {"range": frame["lat"]},
            "domain": {"x": [0, 1], "y": [0, 1]},
        },
    )

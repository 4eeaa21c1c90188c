"""The quiet map that corridors are drawn on: the nine white, all others calm grey."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from layouts.figures import choropleth


def figure(focus: Sequence[str], ground: choropleth.Ground) -> go.Figure:
    """Draw the ground of a flow map.

    Args:
        focus: the focus countries.
        ground: boundaries and the areas in them.
    """
    cells = pd.DataFrame({"area": list(focus), "state": "zero", "klass": 0})
    return choropleth.figure(cells, ground)

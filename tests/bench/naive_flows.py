"""The same corridors stepped by a server callback that sends a figure of lines, to compare with."""

import sys

import plotly.graph_objects as go
import uvicorn
from dash import Dash, Input, Output, dcc, html

from callbacks.address.flows import read
from callbacks.serving import ASSETS, asset_url, serve
from data.store import Store
from tests.bench.flows import QUESTION

GRAPH = {"staticPlot": True, "topojsonURL": "/assets/topojson/"}
WIDEST = 25  # px


def naive_app(store: Store) -> Dash:
    """Make a page with a map of lines and a slider; each step asks for a whole figure."""
    answer, _ = read(QUESTION, store)
    rows = answer.corridors[answer.corridors["obs_value"] > 0]
    most = rows["obs_value"].max()
    held = sorted(set(rows["time_period"]))
    spots = {area: label["anchor"] for area, label in store.ground.labels.items()}

    def figure_of(place: int):
        now = rows[rows["time_period"] == held[-1 - place % 6]]
        lines = [
            go.Scattergeo(
                lon=[spots.get(row.origin, (-90, 10))[0], spots[row.destination][0]],
                lat=[spots.get(row.origin, (-90, 10))[1], spots[row.destination][1]],
                mode="lines",
                line={"width": WIDEST * row.obs_value / most},
                showlegend=False,
            )
            for row in now.itertuples()
        ]
        return go.Figure(lines, {"geo": {"visible": False, "scope": "south america"}})

    app = Dash(
        __name__,
        backend="fastapi",
        assets_folder=str(ASSETS),
        assets_ignore=".*",
        external_scripts=[asset_url("vendor/plotly/plotly-panorama.min.js")],
        pages_folder="",
        use_pages=False,
    )
    app.backend.websocket_capability = False
    app.layout = html.Div(
        [
            dcc.Input(id="place", type="number", value=0, min=0),
            dcc.Graph(id="map", figure=figure_of(0), config=GRAPH, style={"height": "90vh"}),
        ]
    )

    @app.callback(Output("map", "figure"), Input("place", "value"), prevent_initial_call=True)
    def step(place: int):
        return figure_of(place)

    return app


if __name__ == "__main__":
    tables = Store.open()
    served = serve(naive_app(tables), tables)
    uvicorn.run(served, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")

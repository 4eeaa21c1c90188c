"""The same map stepped by a server callback that sends the whole figure, to compare with."""

import json
import sys

import uvicorn
from dash import Dash, Input, Output, dcc, html

from callbacks.address.panorama import read
from callbacks.serving import ASSETS, asset_url, serve
from data import panorama
from data.store import Store
from layouts.figures import choropleth

GRAPH = {"staticPlot": True, "topojsonURL": "/assets/topojson/"}


def naive_app(store: Store) -> Dash:
    """Make a page with a map and a slider; each step asks the server for a whole figure."""
    view, _ = read("", store)
    answer = panorama.answer(store, view)
    features = json.loads(store.ground.file.read_text(encoding="utf-8"))
    ground = choropleth.Ground(features, store.ground.areas, store.ground.frame)

    def figure_of(place: int):
        period = answer.stops[place]
        return choropleth.figure(answer.cells[answer.cells["time_period"] == period], ground)

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
    last = len(answer.stops) - 1
    app.layout = html.Div(
        [
            dcc.Input(id="place", type="number", value=last, min=0, max=last),
            dcc.Graph(id="map", figure=figure_of(last), config=GRAPH, style={"height": "90vh"}),
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

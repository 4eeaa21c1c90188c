"""Panorama Sur: an app is made of a store, its callbacks, and the way its answers travel."""

import os
import re
import sys

import uvicorn
from dash import Dash
from fastapi import FastAPI

from callbacks import (
    api,
    countries,
    country,
    flows,
    frame,
    incidents,
    inventory,
    packages,
    panorama,
    places,
    route,
    search,
    serving,
    sheets,
    totals,
)
from data.errors import PanoramaError
from data.store import Store
from layouts.frame import shell

MODULES = (
    frame,
    panorama,
    places,
    flows,
    route,
    countries,
    country,
    inventory,
    api,
    totals,
    packages,
    sheets,
    search,
    incidents,
)
SCRIPTS = (
    "vendor/plotly/plotly-panorama.min.js",
    "app/state.js",
    "app/numbers.js",
    "app/frame.js",
    "app/search.js",
    "app/controls.js",
    "app/timebar.js",
    "app/cut.js",
    "app/map.js",
    "app/takeaway.js",
    "app/draw.js",
    "app/panorama/choices.js",
    "app/panorama/panels.js",
    "app/panorama/map.js",
    "app/panorama/trend.js",
    "app/panorama/multiples.js",
    "app/panorama/beside.js",
    "app/panorama/highlight.js",
    "app/panorama/picture.js",
    "app/panorama/zoom.js",
    "app/panorama/page.js",
    "app/inventory.js",
)
STYLES = ("style.css", "search.css", "country.css")
LAST_PORT = 65535
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M3 0h10v7L3 8z' fill='%230A4A63'/%3E"
    "%3Cpath d='M3 9l10-1v8H3z' fill='%23E0723A'/%3E%3C/svg%3E"
)
INDEX = """<!DOCTYPE html>
<html lang="es">
  <head>
    {%metas%}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{%title%}</title>
    <link rel="icon" href="{%icon%}">
    {%css%}
  </head>
  <body data-mode="explore">
    {%app_entry%}
    <noscript>Panorama Sur: JavaScript. API: <a href="/docs">/docs</a></noscript>
    <div class="machinery">{%config%}{%scripts%}{%renderer%}</div>
  </body>
</html>""".replace("{%icon%}", ICON)


class App(Dash):
    """Dash, its index page naming no other host and no version of Python."""

    def interpolate_index(self, **parts: str) -> str:
        """Write the index page without what only Dash's own tools for development would use."""
        config = re.sub(r'"(dash_version_url|python_version)":"[^"]*",', "", parts.pop("config"))
        return str(super().interpolate_index(config=config, **parts))


def create_app(store: Store) -> Dash:
    """Make the Dash app of a store, on its FastAPI backend."""
    app = App(
        __name__,
        backend="fastapi",
        server=FastAPI(
            title="Panorama Sur",
            description="Human mobility in South America: harmonised observations.",
            docs_url=None,
            redoc_url=None,
        ),
        title="Panorama Sur",
        update_title=None,
        index_string=INDEX,
        assets_ignore=".*",  # nothing is injected by folder: SCRIPTS says what and in which order
        external_scripts=[serving.asset_url(name) for name in SCRIPTS],
        external_stylesheets=[serving.asset_url(name) for name in STYLES],
        pages_folder="",
        use_pages=False,
        suppress_callback_exceptions=True,  # pages arrive by callback
    )
    # No callback is answered over a WebSocket: an open one would beat on an untouched view.
    app.backend.websocket_capability = False
    app.layout = shell(store.words.languages, store.data_version)
    for module in MODULES:
        module.register(app, store)
    return app


def server() -> serving.Carrier:
    """Make the ASGI app, as uvicorn's factory."""
    serving.use_little_memory()
    store = Store.open()
    return serving.serve(create_app(store), store)


def main() -> int:
    """Serve until told to stop; 1 when the tables are broken, with a sentence that says why."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8050")
    if not port.isdecimal() or int(port) > LAST_PORT:
        sys.stderr.write(f"PORT is '{port}'. Give a number from 0 to {LAST_PORT}.\n")
        return 2
    try:
        app = server()
    except PanoramaError as fault:
        sys.stderr.write(f"Panorama Sur cannot start. {fault}\n")
        return 1
    sys.stdout.write(f"Panorama Sur: http://{host}:{port}\n")
    sys.stdout.flush()
    uvicorn.run(app, host=host, port=int(port), log_level="warning", server_header=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())

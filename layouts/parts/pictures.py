"""How Plotly's pictures behave on every page: still, without buttons, asking no other host."""

GRAPH = {"displayModeBar": False, "staticPlot": True, "responsive": True}
MAP = {**GRAPH, "topojsonURL": "/assets/topojson/"}

"""What a map stands on, as the browser gets it: boundaries, anchors of names, coast, tiles."""

from typing import Any

from callbacks.serving import geometry_url
from data.store import Store
from layouts.figures import choropleth


def of_store(store: Store) -> choropleth.Ground:
    """Give what a map stands on, with the address of its boundaries."""
    return choropleth.Ground(
        geometry_url(store.ground.file), store.ground.areas, store.ground.frame
    )


def writing(store: Store, lang: str) -> dict[str, Any]:
    """Give what the browser needs to write on the map and to lay out its tiles."""
    ground = store.ground
    labels = {
        area: {"anchor": spot["anchor"], **beside(ground.beside.get(area))}
        for area, spot in ground.labels.items()
    }
    named = {*labels, *ground.tiles}
    return {
        "areas": ground.areas,
        "labels": labels,
        "coast": [[lat, west, east] for lat, (west, east) in ground.coast.items()],
        "tiles": ground.tiles,
        "names": {area: store.codes.short(area, lang) for area in sorted(named)},
    }


def beside(place: tuple[str, float] | None) -> dict[str, Any]:
    """Say where a name goes that does not fit inside its country."""
    return {"side": place[0], "row": place[1]} if place else {}

"""What a map of units needs, for every page that shows the places of a country."""

from typing import Any

from callbacks.serving import geometry_url
from data.places import Places
from data.store import Store
from layouts.parts import places as cube


def unit_map(store: Store, answer: Places, lang: str) -> dict[str, Any]:
    """Tell what ``PanoramaSur.unitMap`` draws: the cube of a country, and its boundaries.

    A page that shows the places of a country puts this into its own answer.
    """
    country = answer.asked.country
    teller = cube.Teller(answer, store.catalogue, store.codes, store.words, lang)
    return {
        **cube.tell(teller, store.ground.shapes[country]),
        "geometry": {
            "units": geometry_url(store.ground.units[country]),
            "countries": geometry_url(store.ground.file),
        },
        "islands": store.codes.short("FLK", lang),
        "kind": {"one": teller.one, "many": teller.many},
        "placeWords": store.words.section("places_browser", lang),
    }

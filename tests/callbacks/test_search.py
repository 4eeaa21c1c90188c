"""What the search box asks for has all there is, and leads where there is a page."""

from urllib.parse import urlsplit

import pytest

from callbacks.address import flows, panorama
from data.codes import DESCRIBED, NINE, UNLOCATED


@pytest.fixture(params=["es", "en"])
def listed(client, request):
    return client.get(f"/search/{request.param}.json").json()["found"]


def of_kind(listed, kind):
    return [each for each in listed if each[0] == kind]


def test_all_that_there_is_can_be_found(listed, store):
    units = [
        unit for code in NINE for unit in store.codes.units[code] if not unit.endswith(UNLOCATED)
    ]
    assert len(of_kind(listed, "unit")) == len(units)
    assert len(of_kind(listed, "indicator")) == len(store.catalogue.indicators)
    assert len(of_kind(listed, "source")) == len(store.catalogue.sources)
    pages = {each[4] for each in of_kind(listed, "page")}
    assert {"/", "/flows", "/flows?route=north", "/places", "/countries", "/data"} <= pages
    own = {each[4] for each in of_kind(listed, "country")}
    assert {f"/countries/{code}" for code in DESCRIBED} <= own


def test_words_of_every_language_find_a_thing(listed):
    (peru,) = [each for each in listed if each[4] == "/countries/PER"]
    assert {"Perú", "Peru", "PER"} <= set(f"{peru[1]} {peru[2]}".split())


def test_every_address_leads_to_a_page(client, listed):
    paths = {urlsplit(each[4]).path for each in listed}
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_nothing_is_listed_twice(listed):
    named = [(kind, address) for kind, _, _, _, address in listed]
    assert len(set(named)) == len(named)


def test_a_language_that_is_not_spoken_has_no_list(client):
    assert client.get("/search/qu.json").status_code == 404


def test_what_is_asked_for_at_once_is_followed(client, store):
    joins = client.get("/search/es.json").json()["joins"]
    assert "COL" in joins["refugees"]["areas"]
    assert "VEN" not in joins["refugees"]["areas"]
    assert "VEN" in joins["refugees"]["origins"]
    assert joins["hdi"]["origins"] == []
    for name in ("refugees", "migrant_stock", "hdi", "darien_transits", "remittances_received"):
        own = joins[name]
        asked = [f"?indicator={name}&{own['end']}={code}" for code in own["areas"][-1:]]
        assert [panorama.read(each, store)[1] for each in asked] == [()]
        moves = [f"?indicator={name}&counterpart_area={code}" for code in own["origins"][:2]]
        assert [flows.read(each, store)[1] for each in moves] == [()] * len(moves)

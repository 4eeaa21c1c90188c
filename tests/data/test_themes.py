"""A theme is dropped in one line: it leaves build, tables, API and pages, and nothing else does."""

import shutil
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app import create_app
from callbacks import frame, inventory, panorama
from callbacks.address import panorama as address
from callbacks.serving import serve
from data.catalogue import Catalogue
from data.codes import Codes
from data.harmonise import unhcr
from data.harmonise.build import Places, build
from data.kept import Kept
from data.shelf import Shelf
from data.store import Store
from tests.data import cut

THEMES = Catalogue.read().themes


# Each theme is dropped in three of six builds, and no two in the same three: each one is dropped
# while each other one is kept. Three and the other three follow each other: builds are of a size.
THREES = list(combinations(range(6), 3))
TURNS = [three for both in zip(THREES, reversed(THREES), strict=True) for three in both]
THREE = dict(zip(THEMES, TURNS, strict=False))
DROPPED = [[theme for theme, own in THREE.items() if place in own] for place in range(6)]


def drop(catalogue: Path, *themes: str) -> Catalogue:
    """Take themes out of the one line that names each."""
    file = catalogue / "themes.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() not in {f'"{theme}",' for theme in themes}]
    assert len(kept) == len(lines) - len(themes)
    file.write_text("\n".join(kept), encoding="utf-8")
    return Catalogue.read(catalogue)


def test_each_theme_is_dropped_while_each_other_one_is_kept():
    told = {(gone, kept) for each in DROPPED for gone in each for kept in {*THEMES} - {*each}}
    assert told == set(permutations(THEMES, 2))


@pytest.mark.parametrize("themes", DROPPED, ids="+".join)
def test_a_build_without_themes_has_the_tables_of_all_others(built, tmp_path, themes):
    shutil.copytree(built / "catalogue", tmp_path / "catalogue")
    catalogue = drop(tmp_path / "catalogue", *themes)
    raw = tmp_path / "raw"
    shutil.copytree(built / "raw", raw)
    serving = {file.path for card in catalogue.sources.values() for file in card.files}
    for card in Catalogue.read().sources.values():
        for file in card.files:
            if file.path not in serving:
                (raw / file.path).unlink(missing_ok=True)
    build(Places(raw, tmp_path / "tables"), catalogue, Codes.read(), lambda _: None)
    every = Catalogue.read().indicators
    gone = {name for name, card in every.items() if card.theme in themes}
    assert gone <= catalogue.dropped
    assert set(Shelf(tmp_path / "tables").names) == every.keys() - catalogue.dropped


@pytest.mark.parametrize("themes", DROPPED, ids="+".join)
def test_the_product_opens_on_tables_that_have_more_than_it_offers(store, tmp_path, themes):
    shutil.copytree(cut.CATALOGUE, tmp_path / "catalogue")
    catalogue = drop(tmp_path / "catalogue", *themes)
    shelf = Shelf(store.shelf.root, without=catalogue.dropped)
    less = replace(store, catalogue=catalogue, shelf=shelf, kept=Kept())
    view, _ = address.read("", less)
    assert view.indicator in catalogue.indicators
    assert panorama.told(less, "", "es")["stops"]
    assert inventory.open_page(less, "", "en")
    asked = {"path": "/flows", "search": "?route=north", "lang": "es"}
    assert frame.open_page(less, asked)
    with TestClient(serve(create_app(less), less)) as client:
        told = client.get("/api/v1/indicators").json()["indicators"]
        assert {each["id"] for each in told} == catalogue.indicators.keys()
        name = next(iter(catalogue.dropped))
        assert client.get(f"/api/v1/observations?indicator={name}").status_code == 422


def test_what_is_computed_from_a_dropped_indicator_goes_with_it(tmp_path):
    shutil.copytree(cut.CATALOGUE, tmp_path / "catalogue")
    catalogue = drop(tmp_path / "catalogue", "population")
    assert {"displaced_per_1000", "net_migration_rate"} <= catalogue.dropped
    assert "per_1000" not in catalogue.indicators["displaced_population"].measures
    assert "female_share" in catalogue.indicators


def test_the_displaced_population_is_made_of_the_parts_on_its_card():
    assert Catalogue.read().indicators["displaced_population"].parts == unhcr.SUMMED


def test_the_committed_tables_open_as_they_are():
    assert Store.open().catalogue.dropped == frozenset()

"""A theme is dropped in one line: it leaves build, tables, API and pages, and nothing else does."""

import shutil
from dataclasses import replace
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
from data.shelf import Shelf
from data.store import Store
from tests.data import cut

THEMES = Catalogue.read().themes


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    raw = cut.write_raw(folder)
    cut.catalogue_of(raw, folder)
    return folder


def drop(catalogue: Path, theme: str) -> Catalogue:
    """Take a theme out of the one line that names it."""
    file = catalogue / "themes.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() != f'"{theme}",']
    assert len(kept) == len(lines) - 1
    file.write_text("\n".join(kept), encoding="utf-8")
    return Catalogue.read(catalogue)


@pytest.mark.parametrize("theme", THEMES)
def test_a_build_without_a_theme_has_the_tables_of_all_others(whole, tmp_path, theme):
    shutil.copytree(whole / "catalogue", tmp_path / "catalogue")
    catalogue = drop(tmp_path / "catalogue", theme)
    raw = tmp_path / "raw"
    shutil.copytree(whole / "raw", raw)
    serving = {file.path for card in catalogue.sources.values() for file in card.files}
    for card in Catalogue.read().sources.values():
        for file in card.files:
            if file.path not in serving:
                (raw / file.path).unlink(missing_ok=True)
    build(Places(raw, tmp_path / "tables"), catalogue, Codes.read(), lambda _: None)
    every = Catalogue.read().indicators
    gone = {name for name, card in every.items() if card.theme == theme}
    assert gone <= catalogue.dropped
    assert set(Shelf(tmp_path / "tables").names) == every.keys() - catalogue.dropped


@pytest.mark.parametrize("theme", THEMES)
def test_the_product_opens_on_tables_that_have_more_than_it_offers(store, tmp_path, theme):
    shutil.copytree(cut.CATALOGUE, tmp_path / "catalogue")
    catalogue = drop(tmp_path / "catalogue", theme)
    shelf = Shelf(store.shelf.root, without=catalogue.dropped)
    less = replace(store, catalogue=catalogue, shelf=shelf)
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

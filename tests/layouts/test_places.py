"""The cube of places says every figure in words, and the located share at every stop."""

import json

import pandas as pd
import pytest

from callbacks.address import places as address
from callbacks.places import tell, unit_map
from layouts.parts.places import STATES, Teller, klass, state_of

NINE = ("ARG", "BOL", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "URY")


def told(store, query, lang="es"):
    return tell(store, address.read(query, store), lang)


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("country", NINE)
def test_every_figure_has_a_text_and_every_stop_its_located_share(store, country, lang):
    cube = told(store, f"ref_area={country}", lang)
    stops = len(cube["stops"])
    for columns in (*cube["cells"].values(), *cube["drawn"].values()):
        assert {len(column) for column in columns.values()} == {stops}
        assert all(columns["t"])
    assert len(cube["located"]) == len(cube["insights"]) == stops
    assert all(each["says"] for each in cube["located"])
    assert {shape["id"] for shape in cube["shapes"]} == set(store.ground.shapes[country])
    json.dumps(cube, default=list, allow_nan=False)


def test_the_same_numbers_are_said_in_both_languages(store):
    es, en = (told(store, "ref_area=PER", lang) for lang in ("es", "en"))
    assert [each["share"] for each in es["located"]] == [each["share"] for each in en["located"]]
    assert es["cells"]["PE-LIM"]["v"] == en["cells"]["PE-LIM"]["v"]


def test_the_page_says_at_which_period_it_opens_and_why(store):
    cube = told(store, "ref_area=PER&counterpart_area=VEN")
    at = [stop["id"] for stop in cube["stops"]].index(cube["best"])
    assert cube["view"]["time_period"] == cube["best"] == "2024"
    assert "Se abre en 2024" in cube["insights"][at]
    assert cube["located"][at]["percent"] in cube["insights"][at]
    assert "Se abre" not in cube["insights"][at + 1]


def test_where_most_are_not_located_the_page_says_so_first(store):
    cube = told(store, "ref_area=GUY", "en")
    assert cube["insights"][-1].startswith("Of most persons no place is reported")
    assert cube["located"][-1]["percent"] == "0.2%"


@pytest.mark.parametrize(("lang", "said"), [("es", "no incluye"), ("en", "does not include")])
def test_all_of_a_partial_whole_names_the_units_that_it_lacks(store, lang, said):
    cube = told(store, "ref_area=COL&indicator=permits_ppt", lang)
    assert cube["located"][-1]["says"].endswith(f"{said} Atlántico")
    assert "Atlántico" not in told(store, "ref_area=PER", lang)["located"][-1]["says"]


def test_where_nobody_is_located_the_page_says_who_is_missing(store):
    cube = told(store, "ref_area=PER&counterpart_area=VEN")
    at = [stop["id"] for stop in cube["stops"]].index("2019")
    assert cube["located"][at]["share"] == 0
    assert cube["located"][at]["says"].startswith("Nadie está ubicado")
    assert {cube["states"][columns["s"][at]] for columns in cube["drawn"].values()} == {"none"}


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (99.96, "99,9 %"),
        (100.0, "100 %"),
        (0.04, "menos de 0,1 %"),
        (0.19, "0,2 %"),
        (0.97, "1 %"),
        (0.0, "0 %"),
        (31.4, "31 %"),
    ],
)
def test_what_is_not_all_is_never_written_as_all(store, share, said):
    opened = address.read("ref_area=COL", store)
    teller = Teller(opened.answer, store.catalogue, store.codes, store.words, "es")
    assert teller.percent(share).replace("\u00a0", " ") == said


def test_six_states_of_a_figure_are_kept_apart():
    row = {"obs_value": 3.0, "few": True, "obs_status": "A"}
    assert state_of(row, drawn=False) == "value"
    assert state_of(row, drawn=True) == "few"
    assert state_of({**row, "obs_value": 0.0}, drawn=True) == "zero"
    gap = {**row, "obs_value": float("nan")}
    assert state_of({**gap, "obs_status": "M"}, drawn=True) == "missing"
    assert state_of({**gap, "obs_status": "O"}, drawn=True) == "not_applicable"
    assert state_of(None, drawn=True) == "none"
    assert len(STATES) == len(set(STATES)) == 6


def test_a_few_persons_of_a_register_are_in_the_table_and_not_on_the_map(store):
    found = address.read("ref_area=URY", store).answer
    teller = Teller(found, store.catalogue, store.codes, store.words, "es")
    row = {"unit": "UY-AR", "time_period": "2024", "obs_value": 3.0, "few": True, "flags": ""}
    assert teller.cell(row, drawn=True)["v"] is None
    assert teller.cell(row, drawn=True)["t"] == "menos de 5"
    table = teller.cell(row, drawn=False)
    assert (table["v"], table["t"]) == (3.0, "3")
    assert "no se dibuja" in list(teller.notes)[table["n"]]


def test_those_in_no_unit_have_a_row_where_the_source_has_none_and_it_says_so(store):
    query = "ref_area=CHL&indicator=foreign_residents&source=chl_datamigra_2026"
    cube = told(store, query)
    at = [stop["id"] for stop in cube["stops"]].index("2023")
    cells = {code: cell["v"][at] for code, cell in cube["cells"].items()}
    assert cells["CHL-_U"] == 111_703
    assert cells["CHL"] == 1_918_583
    assert sum(value or 0 for code, value in cells.items() if code != "CHL") == cells["CHL"]
    said = cube["notes"][cube["cells"]["CHL-_U"]["n"][at]]
    assert said == (
        "la fuente no da esta fila: es la cifra del país menos la de sus "
        + store.words.say("unit_kinds.region", "es")
    )
    assert {"id": "CHL-_U", "name": "Diferencia con la cifra del país"} in cube["places"]
    own = told(store, "ref_area=CHL&indicator=foreign_residents&source=sermig_2022")
    assert {"id": "CHL-_U", "name": "Sin lugar informado"} in own["places"]
    assert not [each for each in own["notes"] if "no da esta fila" in each]


def test_shapes_of_several_units_are_named_in_words(store):
    assert any("Biobío + Ñuble" in text for text in told(store, "ref_area=CHL")["remarks"])
    assert any("Lima" in text for text in told(store, "ref_area=PER")["remarks"])
    assert told(store, "ref_area=COL")["remarks"] == []


def test_classes_begin_at_their_bound():
    assert [klass(value, (10, 100)) for value in (0, 9.9, 10, 99, 100)] == [0, 0, 1, 1, 2]


def test_another_page_gets_all_that_a_map_of_units_needs(store):
    found = address.read("ref_area=ECU", store).answer
    cube = unit_map(store, found, "es")
    assert cube["geometry"]["units"].endswith("/ECU.json")
    assert cube["islands"].startswith("Islas Malvinas")
    needed = {"country", "stops", "shapes", "drawn", "states", "notes", "palette", "legend"}
    assert needed <= cube.keys()


def test_parts_of_a_hundred_add_up(store):
    cube = told(store, "ref_area=CHL", "en")
    at = [stop["id"] for stop in cube["stops"]].index("2024")
    parts = pd.Series([columns["p"][at] for columns in cube["cells"].values()])
    assert parts[parts != ""].astype(float).sum() == pytest.approx(100, abs=1)

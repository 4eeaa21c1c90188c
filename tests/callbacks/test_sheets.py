"""A workbook has the figures of the page as numbers, and they are the API's."""

import io

import pytest
from python_calamine import CalamineWorkbook

from callbacks import country
from data.schema import COLUMNS

PAGES = ("PER", "GUY", "VEN")


def opened(client, code, lang="es"):
    answer = client.get(f"/countries/{code}.xlsx?lang={lang}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith('attachment; filename="panorama-sur_')
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content))


def rows(book, sheet):
    head, *body = book.get_sheet_by_name(sheet).to_python()
    return [dict(zip(head, row, strict=True)) for row in body]


def is_unit(row):
    return "-" in row["ref_area"]


@pytest.mark.parametrize("code", PAGES)
def test_every_figure_is_the_api_s(client, code):
    told = rows(opened(client, code), "Datos")
    assert len(told) > 100
    wanted = {}
    key = ("indicator", "source", "ref_area", "counterpart_area", "sex", "age", "breakdown")
    for row in told:
        assert isinstance(row["obs_value"], float)
        wanted.setdefault((row["indicator"], row["source"]), []).append(row)
    for (indicator, source), own in wanted.items():
        found = {}
        for part in ([r for r in own if is_unit(r)], [r for r in own if not is_unit(r)]):
            codes = {name: ",".join(sorted({row[name] for row in part})) for name in key[2:]}
            periods = ",".join(sorted({row["time_period"] for row in part}))
            asked = {"indicator": indicator, "source": source, "time_period": periods, **codes}
            if not part:
                continue
            answer = client.get("/api/v1/observations", params={**asked, "limit": 10_000}).json()
            assert answer["total"] <= 10_000
            found |= {
                tuple(row[name] for name in (*key, "time_period")): row
                for row in answer["observations"]
            }
        for row in own:
            same = found[tuple(row[name] for name in (*key, "time_period"))]
            # A workbook keeps sixteen digits.
            assert row["obs_value"] == pytest.approx(same["obs_value"], rel=1e-14)
            assert same["obs_status"] == row["obs_status"]
            assert " ".join(same["flags"]) == row["flags"]
            assert same["unit_measure"] == row["unit_measure"]


@pytest.mark.parametrize(
    ("lang", "sheets"),
    [("es", ["Datos", "Metadatos", "Definiciones"]), ("en", ["Data", "Metadata", "Definitions"])],
)
def test_a_workbook_has_three_sheets_in_its_language(client, store, lang, sheets):
    book = opened(client, "GUY", lang)
    assert book.sheet_names == sheets
    used = {part for row in rows(book, sheets[0]) for part in row["source"].split(".")}
    cards = [row[0] for row in book.get_sheet_by_name(sheets[1]).to_python()]
    assert used <= set(cards)
    counted = {row["definition"] for row in rows(book, sheets[2])}
    assert counted == {row["definition"] for row in rows(book, sheets[0])}
    text = str(book.get_sheet_by_name(sheets[1]).to_python())
    assert store.data_version in text
    assert store.words.say("frame.disclaimer", lang) in text


def test_sources_are_cited_in_the_language_of_the_workbook(client, store):
    for lang in ("es", "en"):
        title = store.words.say("country_sheet.metadata", lang)
        cards = {
            row[0]: [str(cell) for cell in row]
            for row in opened(client, "ARG", lang).get_sheet_by_name(title).to_python()
        }
        for name in ("unhcr", "undesa_2024", "worldbank"):
            for part in ("citation", "producer"):
                assert store.words.say(f"source.{name}.{part}", lang) in cards[name]


@pytest.mark.parametrize(
    ("lang", "sheet", "lacking"),
    [
        ("es", "Metadatos", "No consta en los documentos disponibles"),
        ("en", "Metadata", "Not in the documents at hand"),
    ],
)
def test_an_address_that_no_document_states_is_said_to_be_lacking(client, lang, sheet, lacking):
    told = opened(client, "BOL", lang).get_sheet_by_name(sheet).to_python()
    addresses = {row[0]: row[-1] for row in told}
    assert addresses["bol_census_2024"] == lacking
    assert addresses["unhcr"].startswith("https://")


def test_the_units_that_maps_of_the_page_show_are_in_it(client):
    told = rows(opened(client, "PER"), "Datos")
    units = [row for row in told if is_unit(row)]
    assert {"displaced_population", "identity_card_procedures"} <= {r["indicator"] for r in units}
    own = [row for row in units if row["indicator"] == "displaced_population"]
    assert len(own) == 26
    assert {row["Lugar"] for row in own} >= {"Lima", "Sin lugar informado"}
    (country,) = [
        row["obs_value"]
        for row in told
        if (row["indicator"], row["ref_area"], row["counterpart_area"], row["sex"], row["age"])
        == ("displaced_population", "PER", "W", "_T", "_T")
        and row["time_period"] == own[0]["time_period"]
    ]
    assert sum(row["obs_value"] for row in own) == country


def test_a_comparison_has_all_of_its_countries(client, store):
    answer = client.get("/countries/PER.xlsx?compare=COL,GUY&lang=en")
    assert "PER-COL-GUY" in answer.headers["content-disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    told = rows(book, "Data")
    for code in ("PER", "COL", "GUY"):
        alone = rows(opened(client, code, "en"), "Data")
        assert [row for row in alone if row not in told] == []
    keys = [tuple(row[name] for name in COLUMNS if name != "obs_value") for row in told]
    assert len(set(keys)) == len(keys)
    text = str(book.get_sheet_by_name("Metadata").to_python())
    assert "/countries/PER?compare=COL,GUY" in text
    assert "Peru, Colombia, and Guyana" in text


def test_the_page_of_a_comparison_leads_to_its_workbook(store):
    page = country.open_page(store, "PER", "?compare=COL", "es")
    (link,) = (each for each in page._traverse() if getattr(each, "id", "") == "country-xlsx")
    assert link.href == "/countries/PER.xlsx?compare=COL&lang=es"


def test_the_same_tables_make_the_same_workbook(client):
    first, second = (client.get("/countries/GUY.xlsx?lang=en").content for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "query", ["lang=qu", "colour=red", "compare=FRA", "compare=PER", "compare=COL,XXX"]
)
def test_a_wrong_parameter_is_refused(client, query):
    assert client.get(f"/countries/PER.xlsx?{query}").status_code == 422


def test_a_country_without_a_page_has_no_workbook(client):
    assert client.get("/countries/FRA.xlsx").status_code == 404

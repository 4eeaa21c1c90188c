"""An address of a country reads back as itself, and the page says why figures stand apart."""

import json
import re
from itertools import pairwise

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

from callbacks import countries, country
from callbacks.address import country as address
from data.codes import DESCRIBED
from layouts.pages import page_at, paths


def told(component):
    return json.dumps(component.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)


@given(
    code=st.sampled_from(DESCRIBED),
    others=st.lists(st.sampled_from(DESCRIBED), max_size=2, unique=True),
    mode=st.sampled_from(["explore", "present"]),
)
def test_a_view_reads_back_as_itself(code, others, mode):
    asked = f"?compare={','.join(others)}&mode={mode}"
    view, _ = address.read(asked, code)
    again, ignored = address.read(f"?{address.write(view)}", code)
    assert again == view
    assert ignored == ()


@pytest.mark.parametrize(
    ("query", "compare", "faults"),
    [
        ("", (), 0),
        ("?compare=COL", ("COL",), 0),
        ("?compare=CHL,COL", ("COL", "CHL"), 0),
        ("?compare=PER", (), 1),
        ("?compare=COL,XXX", ("COL",), 1),
        ("?compare=ARG,BOL,COL", ("ARG", "BOL"), 1),
        ("?compare=COL,CHL,ARG", ("COL", "CHL"), 1),
        ("?compare=COL&compare=CHL", ("COL",), 1),
        ("?colour=red", (), 1),
        ("?lang=en&mode=present", (), 0),
    ],
)
def test_what_cannot_be_followed_is_ignored_and_named(query, compare, faults):
    view, ignored = address.read(query, "PER")
    assert view.compare == compare
    assert len(ignored) == faults


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "tres países como máximo; se dejaron fuera: Bolivia y Colombia."),
        ("en", "At most three countries stand side by side; left out: Bolivia and Colombia."),
    ],
)
def test_a_country_too_many_is_said_to_be_left_out_and_why(store, lang, said):
    text = told(country.open_page(store, "CHL", "?compare=ARG,PER,COL,BOL", lang))
    assert said in text
    assert "no está disponible" not in text


def test_every_country_has_a_page_and_no_other():
    assert {page.subject for path in paths() if (page := page_at(path)).subject} == set(DESCRIBED)
    assert page_at("/countries/FRA") is None
    assert page_at("/countries").name == "countries"


@pytest.mark.parametrize("code", DESCRIBED)
def test_a_page_is_laid_out_in_every_language(store, code):
    for lang in store.words.languages:
        text = told(country.open_page(store, code, "", lang))
        assert store.codes.name(code, lang) in text
        for word in ("{", "None", "nan"):
            assert f" {word} " not in text


def test_a_citation_has_what_it_takes_to_quote_a_figure(store):
    text = told(country.open_page(store, "ARG", "", "es"))
    start = text.index("Argentina, Migrantes internacionales: ")
    cited = text[start : start + 600]
    for part in ("1.958.039 personas", "a mediados de 2024", "(2024)", store.data_version):
        assert part in cited


@pytest.mark.parametrize(
    ("code", "said"),
    [("CHL", "Sin dato: 1991–1999, 2005–2008."), ("ECU", "Sin dato: 2007–2010, 2013–2015.")],
)
def test_years_without_data_are_named_by_runs_and_no_year_with_data(store, code, said):
    assert said in told(country.open_page(store, code, "", "es"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "es",
            (
                "Tránsitos irregulares por el Darién: nacionales de Colombia",
                "México: nacionales de Colombia",
            ),
        ),
        (
            "en",
            (
                "Irregular transits through the Darién: nationals of Colombia",
                "south-west border of the United States: nationals of Colombia",
            ),
        ),
    ],
)
def test_a_figure_of_a_country_s_nationals_says_so_where_it_is_seen_and_copied(store, lang, said):
    text = told(country.open_page(store, "COL", "", lang))
    for each in said:
        assert text.count(each) >= 2  # seen, and copied


def test_side_by_side_each_figure_is_of_its_own_nationals(store):
    page = country.open_page(store, "COL", "?compare=ECU", "en")
    assert "Irregular transits through the Darién: nationals of each country" in told(page)
    seen = [each.children for each in page._traverse() if isinstance(each, html.Th)]
    assert "nationals of Colombia" not in json.dumps(seen, cls=PlotlyJSONEncoder)
    copied = [getattr(each, "data-citation", "") for each in page._traverse()]
    for name in ("Colombia", "Ecuador"):
        of_own = f"{name}, Irregular transits through the Darién: nationals of {name}: "
        assert len([each for each in copied if each.startswith(of_own)]) == 1


def test_the_title_of_a_comparison_names_all_of_it(store):
    assert '"title": "Chile y Argentina"' in told(
        country.open_page(store, "CHL", "?compare=ARG", "es")
    )


def test_two_figures_of_other_dates_are_said_to_be_of_other_dates(store):
    text = told(country.open_page(store, "CHL", "", "es"))
    said = text[text.index("en situación irregular, en fechas distintas. ") :][:1000]
    assert "en la edición de 2023" in said
    assert "Si difieren en algo más, no consta" in said
    assert "por qué difieren no consta" not in text


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        (
            "CHL",
            (
                "personas extranjeras residentes, y no solo cambia la fecha: son fuentes o",
                "Para 2022, el año de INE y SERMIG de Chile 2022, DataMigra da 1.836.137 personas.",
            ),
        ),
        (
            "COL",
            (
                "Migración Colombia da 2.875.743 personas (en 2023); ACNUR, 2.829.663 personas",
                "Para 2023, el año de Migración Colombia, ACNUR da 2.876.384 personas.",
            ),
        ),
    ],
)
def test_two_sources_that_have_one_year_are_not_said_to_differ_by_date_alone(store, code, parts):
    text = told(country.open_page(store, code, "", "es"))
    for part in parts:
        assert part in text
    assert "personas extranjeras residentes, en fechas distintas" not in text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "es",
            "«Refugee Population Statistics Database», edición de junio de 2026. Armonizado por",
        ),
        ("en", "Refugee Population Statistics Database, edition of June 2026. Harmonised by"),
    ],
)
def test_what_is_copied_is_of_one_language_but_for_titles(store, lang, said):
    page = country.open_page(store, "COL", "", lang)
    copied = [getattr(each, "data-citation", "") for each in page._traverse()]
    assert [each for each in copied if said in each]
    ours = {"es": (" edition of ", "compiled by"), "en": (" edición de ", "compilado por")}[lang]
    assert [each for each in copied for word in ours if word in each] == []


def test_a_citation_and_a_producer_in_english_are_the_card_s(store):
    for name, card in store.catalogue.sources.items():
        for part in ("citation", "producer"):
            own = f"source.{name}.{part}"
            if store.words.has(own):
                assert store.words.say(own, "en") == getattr(card, part)


ENGLISH = re.compile(r"\b(and|of|the|by|to|from|with|United Nations|World Bank|UNHCR|IOM)\b")


def test_sources_are_cited_in_spanish_but_for_titles(store):
    """A citation that the card has in Spanish needs no words; a title stands between quotes."""
    for name, card in store.catalogue.sources.items():
        for part, lang in (("citation", card.citation_lang), ("producer", "en")):
            own = f"source.{name}.{part}"
            said = store.words.say(own, "es") if store.words.has(own) else getattr(card, part)
            assert ENGLISH.findall(re.sub("«[^»]*»", "", said)) == [], (name, part)
            assert store.words.has(own) or lang == "es" or part == "producer", name


@pytest.mark.parametrize("code", ["COL", "CHL", "ARG"])
def test_sources_at_the_foot_are_cited_in_the_language_of_the_page(store, code):
    english = [
        card.citation
        for name, card in store.catalogue.sources.items()
        if store.words.has(f"source.{name}.citation")
        and store.words.say(f"source.{name}.citation", "es") != card.citation
    ]
    text = told(country.open_page(store, code, "", "es"))
    assert [each for each in english if each in text] == []


def test_what_is_copied_keeps_the_remarks_of_its_row(store):
    text = told(country.open_page(store, "COL", "", "en"))
    cited = text[text.index("2,214,501 permits*, ") :][:600]
    assert "Partial sum: it does not include Atlántico. Source" in cited


def test_a_partial_sum_names_the_units_that_it_lacks(store):
    text = told(country.open_page(store, "COL", "", "es"))
    assert text.count("Suma parcial: no incluye Atlántico.") >= 2  # seen, and copied
    text = told(country.open_page(store, "CHL", "?compare=COL", "es"))
    assert "Suma parcial: no incluye Atlántico." in text


def test_proper_names_keep_their_capital_within_a_sentence(store):
    text = told(country.open_page(store, "COL", "", "en"))
    assert "migrants: Venezuelans" in text
    assert "all residents, Venezuelans included" in text
    assert "counts: Venezuelans in each department" in text


def test_a_year_that_lacks_months_says_which_it_has(store):
    text = told(country.open_page(store, "PER", "", "es"))
    assert "152.028 trámites*, en 2025 (solo enero-octubre)" in text


def test_what_is_said_of_figures_in_a_row_is_said_once_and_copied_with_each(store):
    text = told(country.open_page(store, "COL", "", "es"))
    counted = store.words.say("definition.geih_unemployment.counted", "es")
    assert text.count(counted) == 3  # one is seen, two are copied
    assert "Se cuenta como en la línea anterior." in text
    assert "Nota (a)." in text


def test_a_letter_refers_to_a_note_of_its_own_table(store):
    page = country.open_page(store, "COL", "", "es")
    referred = 0
    for table in page._traverse():
        if isinstance(table, html.Table):
            said = [str(e.children) for e in table._traverse() if isinstance(e, html.Span)]
            again = {each.split("(")[1][:1] for each in said if each.startswith("Nota (")}
            referred += len(again)
            first = {each[1] for each in said if each.startswith("(") and each[2:4] == ") "}
            assert again <= first
    assert referred


def test_every_source_of_a_figure_has_its_way_to_the_card(store):
    page = country.open_page(store, "CHL", "", "es")
    (table,) = (e for e in page._traverse() if getattr(e, "id", "") == "country-numbers")
    rows = [each for each in table._traverse() if hasattr(each, "data-indicator")]
    told = [(getattr(each, "data-indicator"), getattr(each, "data-source")) for each in rows]
    leads = [
        len([e for e in each._traverse() if getattr(e, "className", "") == "to-card"])
        for each in rows
    ]
    apart = [own != above for above, own in zip([None, *told], told, strict=False)]
    assert leads == [int(each) for each in apart]
    assert told.count(("foreign_residents", "chl_datamigra_2026")) == 1


@pytest.mark.parametrize("code", ["COL", "CHL"])
def test_a_page_with_schooling_says_that_attendance_is_not_among_it(store, code):
    page = country.open_page(store, code, "", "es")
    (section,) = (e for e in page._traverse() if getattr(e, "id", "") == "section-labour")
    text = told(section)
    assert (
        "Sin dato: Asistencia escolar de la población migrante. Ninguna fuente de este producto "
        "lo publica; correspondería a: encuesta nacional de hogares o ministerio de educación."
    ) in text
    assert "Sin dato: Escolaridad" not in text


@pytest.mark.parametrize("search", ["", "?compare=CHL"])
def test_what_is_pressed_is_parted_by_a_space_from_what_stands_before_it(store, search):
    page = country.open_page(store, "COL", search, "es")
    rows = [each.children for each in page._traverse() if isinstance(each, html.Td | html.Small)]
    held = [each for each in rows if isinstance(each, list)]
    pressed = 0
    for parts in held:
        for before, each in pairwise(["", *parts]):
            assert each == " " or not isinstance(before, html.Button)
            if getattr(each, "className", "") == "plain copy-figure":
                pressed += 1
                assert before == " "
    assert pressed


def test_the_page_says_on_paper_where_it_is_from(store):
    text = told(country.open_page(store, "PER", "", "es"))
    foot = text[text.index("is-printed is-foot") - 600 :][:700]
    for part in ("Panorama Sur", store.data_version, "/countries/PER?lang=es"):
        assert part in foot


def test_a_missing_figure_is_named_with_whose_it_would_be(store):
    text = told(country.open_page(store, "GUY", "", "en"))
    assert "No data: New internal displacements by conflict or violence. No figure of" in text
    assert "it would come from: the national household or labour force survey" in text


def test_why_two_figures_differ_is_said_from_their_definitions(store):
    text = told(country.open_page(store, "CHL", "", "es"))
    counted = store.words.say("definition.undesa_foreign_born.counted", "es")
    assert f"cuenta: {counted[:1].lower()}{counted[1:]}" in text
    assert "fecha de referencia (mitad de año frente a fin de año)" in text


def test_every_country_shows_its_migrants_beside_another(store):
    """UN DESA counts citizens in some countries: such a number has a line of its own."""
    stock = store.observations("migrant_stock")
    now = stock[(stock["time_period"] == "2024") & (stock["source"] == "undesa_2024")]
    now = now[(now["counterpart_area"] == "W") & (now["sex"] == "_T")]
    for code in DESCRIBED:
        if code == "PER":
            continue
        text = told(country.open_page(store, "PER", f"?compare={code}", "es"))
        value = now.loc[now["ref_area"] == code, "obs_value"].iloc[0]
        assert f'"data-value": "{int(value)}"' in text, code


def test_a_country_that_is_hardly_located_has_no_map(store):
    text = told(country.open_page(store, "GUY", "", "es"))
    assert '"unit-map"' not in text
    assert "La fuente casi no informa el lugar" in text
    assert '"unit-map"' in told(country.open_page(store, "PER", "", "es"))


@pytest.mark.parametrize(
    ("code", "indicator", "heading", "located"),
    [
        ("ECU", "border_entries", "Entradas por provincia del puesto", "100 % de entradas"),
        (
            "PER",
            "identity_card_procedures",
            "Trámites por departamento de la persona",
            "99,9 % de trámites",
        ),
        ("COL", "visitors_non_resident", "Visitas por departamento, según la fuente", "99,9 %"),
        ("PER", "displaced_population", "Dónde viven", "67 % de las personas"),
    ],
)
def test_the_map_is_of_what_is_asked_for_and_says_what_a_unit_means(
    store, code, indicator, heading, located
):
    page = country.open_page(store, code, f"?indicator={indicator}", "es")
    (section,) = (each for each in page._traverse() if getattr(each, "id", "") == "section-map")
    text = told(section)
    assert section.children[0].children == heading
    assert located in text.replace("\u00a0", " ")
    assert f'"value": "{indicator}"' in text
    chosen = [each.value for each in section._traverse() if getattr(each, "selected", None) is True]
    assert chosen == [indicator]


def test_a_map_of_a_year_that_lacks_months_says_so(store):
    text = told(country.open_page(store, "PER", "?indicator=identity_card_procedures", "es"))
    assert "Trámites del carné de extranjería (Perú), 2025 (solo enero-octubre)" in text
    keys = text[text.index('"unit-legend"') - 4000 : text.index('"unit-legend"')]
    assert "key is-cut" in keys
    assert "key is-cut" not in told(country.open_page(store, "PER", "", "es"))


def test_a_map_of_what_has_no_places_is_not_followed(store):
    text = told(country.open_page(store, "ECU", "?indicator=idps", "es"))
    assert "Dónde viven" in text
    assert "idps" in text[text.index('"notices"') :][:400]


def test_the_index_lists_every_country_with_its_first_numbers(store):
    text = told(countries.open_page(store, "", "es"))
    for code in DESCRIBED:
        assert f'"/countries/{code}?lang=es"' in text
    assert '"data-value": "3063518"' in text


@pytest.mark.parametrize("path", ["country", "countries"])
def test_a_citation_is_marked_with_its_own_language(store, path):
    page = (
        country.open_page(store, "ARG", "", "es")
        if path == "country"
        else countries.open_page(store, "", "es")
    )
    spoken = {each.children: each.lang for each in page._traverse() if getattr(each, "lang", None)}
    cards = store.catalogue.sources
    for name in ("undesa_2024", "unhcr"):
        assert spoken[store.words.say(f"source.{name}.citation", "es")] == "es"
    if path == "country":
        assert spoken[cards["renaper_2023"].citation] == "es"

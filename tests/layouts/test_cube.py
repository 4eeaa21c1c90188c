"""The cube says every cell in words, the same in every language."""

import json
from dataclasses import replace

import pytest

from callbacks.address.panorama import read
from callbacks.panorama import told
from data import panorama
from data.words import numbers
from layouts.parts.cube import tell


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "indicator=migrant_stock&sex=F",
        "indicator=population",
        "indicator=migrant_stock&measure=share",
        "indicator=idps&ref_area=COL",
    ],
)
def test_every_cell_has_a_text_and_every_stop_an_insight(store, lang, query):
    cube = told(store, query, lang)
    stops = len(cube["stops"])
    assert len(cube["insights"]) == stops
    assert all(cube["insights"])
    for columns in cube["cells"].values():
        assert {len(column) for column in columns.values()} == {stops}
        assert all(columns["t"])
    json.dumps(cube, default=list, allow_nan=False)


def test_the_insight_counts_of_each_hundred(store):
    cube = told(store, "", "es")
    last = cube["insights"][-1]
    said = "De lo informado, Colombia concentra 49 de cada 100 personas; Perú, 28."
    assert last.startswith(said)
    assert "Paraguay (2023)" in last


def test_a_year_without_data_names_the_nearest(store):
    cube = told(store, "indicator=migrant_stock", "en")
    at = [stop["id"] for stop in cube["stops"]].index("2022")
    assert "2020 and 2024" in cube["insights"][at]
    assert not cube["stops"][at]["has"]


def test_a_lower_bound_is_written_as_one_and_has_no_change(store):
    query = "indicator=extra_continental_share&freq=A&base=2019"
    cube = told(store, query, "en")
    at = [stop["id"] for stop in cube["stops"]].index("2023")
    cells = cube["cells"]["W"]
    assert (cells["t"][at], cells["f"][at]) == ("≥\u00a09.9", "≥\u00a09.9")
    assert (cells["c"][at], cells["d"][at]) == ("lower bound", "lower_bound")
    assert cube["totals"]["c"][at] == ""
    assert "≥\u00a09.9" in cube["insights"][at]
    assert cells["t"][at - 4] == "39.7"


def test_an_exact_figure_whose_base_is_a_lower_bound_is_not_called_one(store):
    query = "indicator=extra_continental_share&freq=A&base=2012"
    cells = told(store, query, "en")
    at = [stop["id"] for stop in cells["stops"]].index("2013")
    row = cells["cells"]["W"]
    assert not row["t"][at].startswith("≥")
    assert (row["c"][at], row["d"][at]) == ("base ≥", "lower_bound")


def test_a_rate_that_is_not_zero_is_never_written_as_zero(store):
    cube = told(store, "indicator=displaced_population&counterpart_area=HTI&measure=per_1000", "es")
    for columns in cube["cells"].values():
        for value, text in zip(columns["v"], columns["t"], strict=True):
            assert value is None or (value == 0) == (text.strip("0,") == "")


def test_countries_without_any_data_are_not_sent_to_other_years(store):
    query = "indicator=migrant_stock&ref_area=GUY,URY&counterpart_area=HTI"
    assert set(told(store, query, "es")["insights"]) == {
        "La fuente no tiene datos de estos países para esta selección."
    }


def test_a_cube_is_small_over_the_wire(store):
    size = len(json.dumps(told(store, "indicator=population", "es"), default=list))
    assert size < 400_000


@pytest.mark.parametrize(
    ("value", "es", "en"),
    [
        (2_828_195, "2,83 M", "2.83 M"),
        (669_408, "669 mil", "669 k"),
        (8_499, "8,5 mil", "8.5 k"),
        (999_700, "1,00 M", "1.00 M"),
        (15_000, "15 mil", "15 k"),
        (999, "999", "999"),
        (0, "0", "0"),
    ],
)
def test_numbers_are_written_as_officials_write_them(store, value, es, en):
    assert numbers.short(value, store.words, "es").replace("\u00a0", " ") == es
    assert numbers.short(value, store.words, "en").replace("\u00a0", " ") == en


@pytest.mark.parametrize(
    ("ratio", "es"), [(1.49, "+49 %"), (0.85, "−15 %"), (1.001, "±0 %"), (20, "× 20")]
)
def test_changes_are_written_with_their_sign(store, ratio, es):
    assert numbers.change(ratio, store.words, "es").replace("\u00a0", " ") == es


def test_a_decline_to_almost_nothing_is_not_a_decline_to_nothing(store):
    assert numbers.change(0.0004, store.words, "es").replace("\u00a0", " ") == "−99,9 %"
    assert numbers.change(0.0, store.words, "es").replace("\u00a0", " ") == "−100 %"


def told_at(store, query, lang="es"):
    cube = told(store, query, lang)
    at = [stop["id"] for stop in cube["stops"]].index(cube["view"]["time_period"])
    return cube, at


def test_rates_and_indices_are_never_said_as_shares_of_a_sum(store):
    for name in ("hdi", "gini", "migrant_stock_share", "remittance_cost", "net_migration"):
        cube, at = told_at(store, f"indicator={name}")
        assert "de cada 100" not in cube["insights"][at], name


@pytest.mark.parametrize(("lang", "said"), [("es", "en agosto de 2023"), ("en", "in August 2023")])
def test_months_are_said_as_each_language_writes_them(store, lang, said):
    cube, at = told_at(store, "indicator=darien_transits&time_period=2023-08", lang)
    assert cube["stops"][at]["says"] == said


@pytest.mark.parametrize(("lang", "said"), [("es", "enero-abril"), ("en", "January-April")])
def test_a_year_that_lacks_months_says_in_its_cells_which_it_has(store, lang, said):
    cube, at = told_at(store, "indicator=darien_transits&time_period=2025", lang)
    assert said in cube["stops"][at]["says"]
    assert said in cube["insights"][at]
    for columns in cube["cells"].values():
        assert said in cube["notes"][columns["n"][at]]
        assert "has_" not in cube["notes"][columns["n"][at]]


def test_where_definitions_differ_every_cell_says_its_own(store):
    answer = panorama.answer(store, read("indicator=migrant_stock&ref_area=ARG,PER", store)[0])
    said = tell(answer, store.codes, store.words, store.catalogue, "es")["notes"]
    assert not any("Qué se cuenta" in note for note in said)
    other = answer.cells["definition"].mask(
        answer.cells["area"] == "ARG", "undesa_foreign_citizens"
    )
    mixed = replace(answer, cells=answer.cells.assign(definition=other))
    in_words = tell(mixed, store.codes, store.words, store.catalogue, "es")
    last = [in_words["notes"][in_words["cells"][area]["n"][-1]] for area in ("ARG", "PER")]
    assert all("Qué se cuenta" in note for note in last)
    assert last[0] != last[1]


def test_dollars_are_read_aloud_as_officials_do(store):
    assert numbers.money(11_868_500_000, store.words, "es") == "11,87 mil millones de US$"
    assert numbers.money(11_868_500_000, store.words, "en") == "US$ 11.87 billion"
    assert numbers.money(950, store.words, "es") == "950 US$"


def test_a_difference_carries_its_sign_and_its_unit(store):
    said = [
        numbers.difference(value, unit, store.words, "es", decimals)
        for value, unit, decimals in (
            (1.26, "percent", 1),
            (-0.0121, "index", 3),
            (0.0, "index", 3),
        )
    ]
    assert said == ["+1,3\u00a0p.\u00a0p.", "−0,012", "±0,000"]


def insight_at(store, query, lang="es"):
    cube, at = told_at(store, query, lang)
    return cube["insights"][at]


def test_the_highest_is_a_whole_figure_on_no_small_base(store):
    assert insight_at(store, "indicator=recognition_rate&time_period=2025") == (
        "Valor más alto: Uruguay (100,0\u00a0%); más bajo: Perú (3,1\u00a0%). "
        "* Cifra parcial, dudosa o sobre una base pequeña: Bolivia y Colombia."
    )
    said = insight_at(store, "indicator=recognition_rate&time_period=2025", "en")
    assert said.startswith("Highest value: Uruguay (100.0%); lowest: Peru (3.1%).")


def test_a_partial_figure_has_its_mark_and_its_reason(store):
    cube, at = told_at(store, "indicator=asylum_applications&time_period=2025")
    own = {name: column[at] for name, column in cube["cells"]["COL"].items()}
    assert (own["t"], own["f"], own["m"]) == ("70*", "70*", 1)
    assert "casos" in cube["notes"][own["n"]]
    assert cube["totals"]["t"][at].endswith("*")
    assert cube["cells"]["PER"]["m"][at] == 0
    assert not cube["cells"]["PER"]["t"][at].endswith("*")


@pytest.mark.parametrize(
    ("name", "period", "said"),
    [
        ("extra_continental_share", "2024", True),
        ("extra_continental_share", "2018", False),  # every nationality is known
        ("intra_regional_share", "2024", True),
    ],
)
def test_a_share_of_origins_partly_known_is_called_a_lower_bound(store, name, period, said):
    insight = insight_at(store, f"indicator={name}&time_period={period}")
    assert ("Como mínimo (≥, △): de una parte" in insight) is said


def test_lower_bounds_are_not_ordered_as_if_they_were_figures(store):
    insight = insight_at(store, "indicator=intra_regional_share&time_period=2024")
    assert insight.startswith("Cifra más alta: Colombia (≥\u00a096,4")
    assert "más baja: Uruguay (≥\u00a065,6" in insight
    assert "). Con cotas inferiores (≥) el orden puede ser otro." in insight


def test_no_change_to_an_incomplete_year_says_why(store):
    cube = told(store, "indicator=darien_transits&freq=A&base=2019", "es")
    at = [stop["id"] for stop in cube["stops"]].index("2025")
    assert cube["totals"]["w"][at] == "no se calcula: período incompleto"


def test_one_figure_among_zeros_is_no_only_country_with_data(store):
    assert insight_at(store, "indicator=idps&time_period=2025").startswith(
        "Única cifra distinta de cero: Colombia, 7.157.716 personas."
    )
    assert insight_at(store, "indicator=idp_new_conflict&time_period=2023") == (
        "Único país con dato: Colombia, 293.191 desplazamientos. Sin dato: 8 de 9 países."
    )


def test_a_year_of_which_every_figure_is_partial_ranks_nobody(store):
    said = insight_at(store, "indicator=darien_transits&time_period=2025")
    assert said == "Solo enero-abril: no se compara con períodos completos."


def test_a_projection_says_so_wherever_its_period_is_said(store):
    cube, at = told_at(store, "indicator=population&time_period=2050")
    assert cube["stops"][at]["ahead"]
    assert cube["stops"][at]["says"] == "a mediados de 2050 (proyección)"
    cube, at = told_at(store, "indicator=displaced_per_1000&time_period=2025")
    assert not cube["stops"][at]["ahead"]
    assert "denominador es una proyección" in cube["notes"][cube["cells"]["PER"]["n"][at]]


def test_a_pair_says_that_its_period_is_the_latest_of_both(store):
    cube, at = told_at(store, "indicator=migrant_stock&beside=hdi", "en")
    assert cube["stops"][at]["says"] == "mid-2020 (latest period with data on both)"
    assert cube["beside"]["stops"][at]["has"]
    cube, at = told_at(store, "indicator=migrant_stock&beside=hdi&time_period=2024", "en")
    assert cube["stops"][at]["says"] == "mid-2024"


@pytest.mark.parametrize(
    ("query", "idle"),
    [
        ("indicator=gini", {"sex", "age", "breakdown", "other", "measure"}),
        ("indicator=remittances_received", {"sex", "age", "breakdown", "other"}),
        ("indicator=displaced_female_share", {"sex", "breakdown"}),
        ("indicator=migrant_stock_change", {"age", "breakdown", "other"}),
        (
            "indicator=extra_continental_share",
            {"areas", "sex", "age", "breakdown", "other"},
        ),
        ("indicator=migrant_stock", {"age", "breakdown"}),
    ],
)
def test_a_choice_that_does_not_apply_is_no_part_of_the_title(store, query, idle):
    controls = told(store, query, "es")["controls"]
    assert {name for name, control in controls.items() if control.get("idle")} == idle
    assert all(controls[name]["why"] for name in idle - {"areas"})


def test_a_rate_of_women_is_not_said_to_come_from_a_source_without_sexes(store):
    for name in ("female_share", "displaced_female_share", "transit_female_share"):
        assert "por sexo" not in told(store, f"indicator={name}", "es")["whys"], name
    assert "origen ni destino" not in told(store, "indicator=migrant_stock_change", "es")["whys"]


def test_nothing_can_stand_beside_and_says_why(store):
    cube = told(store, "indicator=migration_flow_estimate", "es")
    assert len(cube["controls"]["beside"]["options"]) == 1
    assert cube["controls"]["beside"]["why"] in cube["whys"]

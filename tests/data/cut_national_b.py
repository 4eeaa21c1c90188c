"""Raw files of Colombia, Peru and Ecuador, cut to a few lines that keep what is peculiar to each.

Departments repeat on every municipality; a month lists no nationality that another one has; two
labels stand under one code; years are left out; Venezuela enters late; a group lacks one sex.
"""

import pandas as pd

from data.connectors.col_geih import KEY, TABLES
from data.connectors.per_cards import SHAPE

REGISTER = "colombia_venezolanos_municipio/2023/Inclusion scores nationwide180324.xlsx"
SHEETS = {REGISTER: "Full data"}
CARDS = "peru_migraciones_ce/2025/CARNET DE EXTRANJERIA 2025-{:02}.csv"
NAMES = (
    *("ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO"),
    *("JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE"),
)
POSTS = "ecuador_inec_esi/2018-2025/esi_entradas_provincia_anio.csv"
TOURISTS = "ecuador_inec_esi/2018-2025/esi_turismo_mensual_nacionalidad.csv"
PROFILE = "ecuador_inec_esi/2018-2025/esi_turismo_perfil_anio.csv"
ENTRIES = "colombia_entradas_extranjeros/2018-09/Entradas_de_extranjeros_a_Colombia.csv"
VISITS = "colombia_visitantes_no_residentes/2025-09/visitantes_anio_mes_pais_subset.csv"
VISITS_IN = "colombia_visitantes_no_residentes/2025-09/visitantes_anio_departamento_pais_subset.csv"
SURVEY = "colombia_geih_migrantes/2022-2025/"
ADULT, CHILD = "MAYOR DE EDAD (18 AÑOS A MÁS)", "MENOR DE EDAD (0 A 17 AÑOS)"
RENEWAL, CHANGE = "RENOVACION DE CARNÉ DE EXTRANJERÍA", "CAMBIO DE CALIDAD MIGRATORIA"


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    """Give a table."""
    return pd.DataFrame(rows, columns=columns.split())


def register() -> pd.DataFrame:
    """Give the cells of the sheet: two departments, of which one has two municipalities."""
    head = ("no_dpto", "dpto", "cod_mpio", "ven_pop_dept_23", "mun_pop_ven_23", "ppt_full")
    rows = [
        (23, "CORDOBA", 23001, 100, 60, 93),
        (23, " CORDOBA", 23068, 100, 40, 93),
        (8, "ATLÁNTICO", 8001, 200, 200, 15),
    ]
    return pd.DataFrame([head, *rows])


def card_files() -> list[str]:
    """Name the files of the months."""
    return [CARDS.format(number) for number, _ in enumerate(NAMES, start=1)]


def cards() -> dict[str, pd.DataFrame]:
    """Give ten months: the Dutch under two labels, Venezuelans in January and October alone."""
    found = {}
    for number, name in enumerate(NAMES, start=1):
        lines = [
            ("LIMA", "FEMENINO", ADULT, "HOLANDESA", RENEWAL, 2),
            ("NO DEFINIDO", "MASCULINO", CHILD, "NEERLANDESA", CHANGE, 1),
        ]
        if number in (1, len(NAMES)):
            lines.append(("TACNA", "FEMENINO", ADULT, "VENEZOLANA", RENEWAL, 10))
        rows = [
            (*["LIMA"] * 4, sex, age, "LIMA", place, who, 2025, name, kind, n, "2025-11-02")
            for place, sex, age, who, kind, n in lines
        ]
        found[CARDS.format(number)] = pd.DataFrame(rows, columns=list(SHAPE))
    return found


def survey() -> dict[str, pd.DataFrame]:
    """Give the tables of the survey: a country and a department that lacks Venezuelan men."""
    ends = [(2024, "Nacional", "Todos"), (2024, "Nacional", "Venezolano")]
    some = (2024, "Amazonas", "Venezolano")
    work = [("Hombre", 60.0, 20.0, 100.0, 80.0, 25.0, 60.0, *end) for end in ends]
    work += [("Mujer", 40.0, 10.0, 100.0, 50.0, 20.0, 40.0, *end) for end in ends]
    work += [("Mujer", 0.0, 0.0, 10.0, 0.0, None, 0.0, *some)]
    rows = {
        "work": work,
        "quarters": [(1.0, 300.0, 90.0, 600.0, 900.0, 3, 300.0, *ends[0])]
        + [(1.0, 3.0, 1.0, 8.0, 9.0, 2, 4.5, *some)],
        "health": [("Sí", 30.0, *ends[1]), ("No", 9.0, *ends[1]), ("No informa", 1.0, *ends[1])],
        "literacy": [("Sí", 95.0, *ends[0]), ("No", 5.0, *ends[0]), ("Sí", 7.0, *some)],
        "education": [("Secundaria", 60.0, *ends[0]), ("Normalista", 20.0, *ends[0])]
        + [("Maestría", 15.0, *ends[0]), ("No sabe", 5.0, *ends[0]), ("Ninguno", 7.0, *some)],
        "position": [("Cuenta propia", 1.0, *ends[1]), ("Empleador", 3.0, *ends[1])],
        "income": [("Mujer", 1000.5, *ends[0]), ("Hombre", 2000.25, *ends[0])],
    }
    return {
        SURVEY + stem: pd.DataFrame(rows[name], columns=[*by, *measures, *KEY])
        for name, (stem, by, measures) in TABLES.items()
    }


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path."""
    return {
        REGISTER: register(),
        **cards(),
        **survey(),
        POSTS: frame(
            "anio provincia total",
            (2018, "Carchi", 700),
            (2018, "Pichincha", 300),
            (2021, "Carchi", 50),
        ),
        TOURISTS: frame(
            "anio mes nacionalidad total",
            (2018, "Enero", "Venezuela", 40),
            (2018, "Marzo", "Colombia", 5),
        ),
        PROFILE: frame(
            "anio sexo via continente rango_edad total",
            (2018, "Hombre", "Vía terrestre", "América", "<25", 20),
            (2018, "Mujer", "Vía Aérea", "América", "60+", 24),
            (2018, "Indefinido", "Vía Aérea", "América", "60+", 1),
        ),
        ENTRIES: frame(
            "Año Mes Nacionalidad Femenino Masculino Indefinido Total",
            (2016, "Noviembre", "Desconocido", 0, 1, 0, 1),
            (2016, "Noviembre", "Desconocido", 90, 174, 0, 264),
            (2016, "Noviembre", "Venezuela", 3, 4, 1, 8),
            (2016, "Diciembre", "Perú", 1, 1, 0, 2),
        ),
        VISITS: frame(
            "anio mes pais_residencia visitantes",
            (2019.0, "Dic", "San Martin", 1.0),
            (2019.0, "Dic", "San Martín", 2.0),
            (2019.0, "Dic", "Perú", 10.0),
            (2020.0, "Ene", "Venezuela", 7.0),
        ),
        VISITS_IN: frame(
            "anio departamento pais_residencia visitantes",
            (2019.0, "Sin Especificar", "San Martin", 1.0),
            (2019.0, "Amazonas", "San Martín", 2.0),
            (2019.0, "Amazonas", "Perú", 10.0),
            (2020.0, "Bogota D.C.", "Venezuela", 7.0),
        ),
    }

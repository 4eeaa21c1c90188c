"""Raw files of the national sources of Chile, Argentina and Bolivia, cut to a few rows.

Every total is that of the rows that are kept, so that the files agree with each other.
"""

from itertools import product
from pathlib import Path

import pandas as pd

from data.connectors.bol_census import ANSWERS
from data.connectors.chl_census import ABROAD, HOME, SECTION

SERMIG = "chile_ine_sermig/2022/baseregiones.csv"
SERMIG_BOOK = "chile_ine_sermig/2022/Cuadros_estadisticos_2022_VF.xlsx"
RENAPER = (
    "argentina_renaper/2023-01/Cantidad_de_personas_extranjeras_identificadas_residiendo_en_"
    "Argentina_Enero_2023.csv"
)
BOLIVIA = "bolivia_ine_censo/2024/censo2024_nacimiento_residencia_"
DEPARTMENTS = f"{BOLIVIA}departamento_subset.csv"
MUNICIPALITIES = f"{BOLIVIA}municipio_subset.csv"
CENSUS = "chile_ine_censo/2024/"
REGIONS = f"{CENSUS}inmigrantes_sexo_region_subset.csv"
BIRTHPLACES = f"{CENSUS}inmigrantes_paisnac_region_pais_subset.csv"
AGES = f"{CENSUS}inmigrantes_edad_region_pais_subset.csv"
ARRIVALS = f"{CENSUS}inmigrantes_llegada_periodo_reg_pais_subset.csv"
MATRIX = f"{CENSUS}residencia_habitual_5a_region_matriz_subset.csv"
BOOK = f"{CENSUS}kb_gn_501_indicadores_poblacion_md.md"
DNM = "argentina_dnm_residencias/2017-2020/"
QUARTERS = (
    f"{DNM}recidencias-otorgadas-1-trimestre---ano---2017.csv",
    f"{DNM}recidencias-otorgadas-2-trimestre---ano---2017.csv",
    *(
        f"{DNM}residencias-otorgadas---{quarter}-trimestre---ano-{year}.csv"
        for year, quarters in ((2017, "34"), (2018, "1234"), (2019, "1234"), (2020, "12"))
        for quarter in quarters
    ),
)
HEADLESS = f"{DNM}residencias-otorgadas---3-trimestre---ano-2019.csv"
DATAMIGRA = "chile_datamigra/2026/"
SHEETS = {SERMIG_BOOK: "Regiones estimación"}
CODINGS = {SERMIG: "latin-1"}
SOURCES = (
    "sermig_2022",
    "renaper_2023",
    "bol_census_2024",
    "chl_census_2024",
    "chl_datamigra_2026",
    "arg_residences",
)


def frame(columns: str, *rows: tuple[object, ...]) -> pd.DataFrame:
    """Give a table whose columns are named in one text, parted by commas."""
    return pd.DataFrame(rows, columns=columns.split(","))


def sermig() -> dict[str, pd.DataFrame]:
    """Give six rows of Chile: two regions, one unknown, an age unknown, an origin unknown."""
    columns = "SEXO,EDAD,PAIS,AÑO ESTIMACION,CODREGEO,REGION,CENSO AJUSTADO,RRAA_REGULAR,"
    columns += "RRAA_IRREGULAR,RRAA_TOTAL,ESTIMACION"
    santiago, nowhere = "METROPOLITANA DE SANTIAGO", "REGIÓN IGNORADA"
    rows = [
        ("H", "00 A 04", "VENEZUELA", 2022, "7", santiago, "10", "5", "2", "7", 17),
        ("M", "00 A 04", "VENEZUELA", 2022, "7", santiago, "11", "", "", "", 11),
        ("M", "80 O MÁS", "PERÚ", 2022, "7", santiago, "", "3", "", "3", 3),
        ("M", "IGNORADA", "VENEZUELA", 2022, "1", "ARICA Y PARINACOTA", "", "", "1", "1", 1),
        ("H", "00 A 04", "PAÍS IGNORADO", 2022, "17", nowhere, "4", "", "", "", 4),
        ("H", "00 A 04", "OTRO PAÍS", 2022, "17", nowhere, "2", "", "", "", 2),
    ]
    persons = {0: 38, 1: 1, 7: 31, 17: 6}
    book = [("Tabla 2", None, None), ("Región ", "2022\nTotal", "2022\nPorcentaje")]
    names = {0: "Total País", 17: "Región Ignorada"}
    book += [(names.get(n, f"Región {n}"), persons.get(n, 0), 1.5) for n in range(18)]
    return {SERMIG: frame(columns, *rows), SERMIG_BOOK: pd.DataFrame(book)}


def renaper() -> dict[str, pd.DataFrame]:
    """Give four rows of Argentina, one of a person whose sex is another one."""
    columns = "provincia_id,provincia_nombre,pais_origen,sexo,edad_quinquenal,cantidad"
    rows = [
        (6, "BUENOS AIRES", "Bolivia", "MUJER", "0 a 4", 305),
        (6, "BUENOS AIRES", "Bolivia", "VARON", "95 y más", 2),
        (2, "CIUDAD AUTONOMA DE BUENOS AIRES", "Otro país", "X", "30 a 34", 1),
        (2, "CIUDAD AUTONOMA DE BUENOS AIRES", "Perú", "MUJER", "30 a 34", 40),
    ]
    return {RENAPER: frame(columns, *rows)}


def bolivia() -> dict[str, pd.DataFrame]:
    """Give a department of two municipalities, and one of one."""
    places = {("U1", "Pando", "Suárez", "Cobija"): 3, ("U2", "Pando", "Suárez", "Porvenir"): 2}
    places[("U3", "Oruro", "Cercado", "Oruro")] = 7
    heads = ["Edad_Total", *(f"{q}_{a}" for q in ("Nacimiento", "Residencia") for a in ANSWERS)]
    columns = [f"{head}_{sex}" for head in heads for sex in "THM"]
    rows = []
    for place, size in places.items():
        figures = [n for number, _ in enumerate(heads) for n in (0, size + number, size)]
        totals = [a + b + c for a, b, c in zip(*[iter(figures)] * 3, strict=True)]
        cells = [
            total if each % 3 == 0 else figures[each]
            for each, total in ((n, totals[n // 3]) for n in range(len(figures)))
        ]
        rows.append((*place, *cells))
    table = pd.DataFrame(rows, columns=["COD", "DEPARTAMENTO", "PROVINCIA", "MUNICIPIO", *columns])
    departments = table.groupby("DEPARTAMENTO", sort=False)[columns].sum().reset_index()
    return {MUNICIPALITIES: table, DEPARTMENTS: departments}


def chile() -> dict[str, pd.DataFrame]:
    """Give two regions of Chile, one birthplace by name and two groups, two ages and arrivals."""
    place, persons = "Código región,Región,", "Inmigrantes internacionales"
    ratio, untold = "Razón hombre-mujer", "Lugar de nacimiento no declarado"
    born = f"{persons},Hombres,Mujeres,{ratio}"
    everybody = "Total nacidos fuera del país"
    return {
        REGIONS: frame(
            f"{place}{born},{untold}",
            (0, "País", 30, 14, 16, 87.5, 5),
            (1, "Tarapacá", 19, 9, 10, 90.0, 3),
            (16, "Ñuble", 11, 5, 6, 83.3, 2),
        ),
        BIRTHPLACES: frame(
            f"{place}País o continente de nacimiento,{born}",
            (0, "País", everybody, 30, 14, 16, 87.5),
            (0, "País", "Bolivia (Estado Plurinacional de)", 20, 8, 12, 66.7),
            (0, "País", "Europa", 7, 4, 3, 133.3),
            (0, "País", "País de nacimiento no declarado", 3, 2, 1, 200.0),
        ),
        AGES: frame(
            f"{place}Grupos de edad,{persons},{untold}",
            (0, "País", "Total País", 30, 5),
            (0, "País", "0 a 14 años", 4, 1),
            (0, "País", "65 años o más", 26, 4),
        ),
        ARRIVALS: frame(
            f"{place}Periodo de llegada,{persons} /R",
            (0, "País", everybody, 30),
            (0, "País", "Antes de 1990", 29),
            (0, "País", "Periodo de llegada no declarado", 1),
        ),
        MATRIX: frame(
            f"Código región,{HOME},Sexo,Tarapacá,Ñuble,{ABROAD}",
            (0, "País", "Total País", 3, 4, 1_500),
            (1, "Tarapacá", "Total Región", "", 4, 1_100),
            (16, "Ñuble", "Total Región", 3, "", 400),
        ),
    }


def write_book(raw: Path) -> None:
    """Write the text with all tables: another one, and that of residence by sex."""
    home = ["País", "Tarapacá", "Ñuble"]
    figures = {"País": (700, 800), "Tarapacá": (500, 600), "Ñuble": (200, 200)}
    rows = []
    for number, name in zip((0, 1, 16), home, strict=True):
        men, women = figures[name]
        total = "Total País" if name == "País" else "Total Región"
        for sex, persons in ((total, men + women), ("Hombre", men), ("Mujer", women)):
            told = f"{persons:,}".replace(",", ".")
            rows.append(f"|{number}|{name}|{sex}|-|{told}|9|")
    head = [f"|Código región|{HOME}|Sexo|Tarapacá|{ABROAD}|Ignorada|", "|-|-|-|-|-|-|"]
    other = ["# tables", "", "## Otra", "", "|a|", "|-|", "|1|", ""]
    text = "\n".join([*other, SECTION, "", *head, *rows, "", "## Siguiente", "", "|b|", "|-|", ""])
    (raw / BOOK).parent.mkdir(parents=True, exist_ok=True)
    (raw / BOOK).write_text(text, encoding="utf-8")


def residences() -> dict[str, pd.DataFrame]:
    """Give the capital and a province in every quarter."""
    columns = "PROVINCIA,TRANSITORIAS,TEMPORARIAS,PERMANENTES,TOTAL"
    return {
        path: frame(
            columns,
            ("CIUDAD AUTONOMA DE BS AS", 100, 20, 3 + number, 123 + number),
            ("BUENOS AIRES", 10, 5, 1, 16),
        )
        for number, path in enumerate(QUARTERS)
    }


def datamigra() -> dict[str, pd.DataFrame]:
    """Give two years or groups of each of the fifteen tables."""
    groups = list(product((2022, 2024), ("Chilenos", "Migrantes")))
    survey = pd.DataFrame(groups, columns=["year", "grupo"])
    people, permits = DATAMIGRA + "epe_ine_snm/figura_", DATAMIGRA + "snm/figura_"
    casen, schools = DATAMIGRA + "casen/figura_", DATAMIGRA + "mineduc/figura_"
    return {
        f"{people}01_stock_nacional.csv": frame(
            "region,ano,estimacion,share",
            ("Total País", 2018, 100, 1),
            ("Total País", 2023, 200, 1),
        ),
        f"{people}04_series_principales_paises.csv": frame(
            "pais,estimacion,share_pct,ano,share,pais_display",
            ("Venezuela", 25, 0.25, 2018, 0.25, "Venezuela"),
            ("Venezuela", 80, 0.4, 2023, 0.4, "Venezuela"),
        ),
        f"{people}06_cambio_regional.csv": frame(
            "region,2018,2023,cambio,etiqueta,region_plot",
            ("Metropolitana", 90, 180, 90, "0.090", "Metropolitana"),
            ("Ñuble", 10, 20, 10, "0.010", "Ñuble"),
        ),
        f"{people}11_irregular_pais_2023.csv": frame(
            "pais_std,rraa_regular,rraa_irregular,pais_display,total_migrantes,share_irregular,"
            "share_total_irregular,etiqueta",
            ("VENEZUELA", 30, 10, "Venezuela", 40, 0.25, 0.625, "10 (62,5%)"),
            ("Otros países", 2, 6, "Otros Países", 8, 0.75, 0.375, "6 (37,5%)"),
        ),
        f"{permits}02_rt_aprobadas.csv": frame("ano,total", (2024, 7), (2025, 9)),
        f"{permits}09_rd_aprobadas.csv": frame("ano,total", (2024, 5), (2025, 4)),
        f"{permits}06_rt_nacionalidades_2025.csv": frame(
            "pais,total", ("Bolivia", 6), ("Otros países", 3)
        ),
        f"{permits}15_refugio_series.csv": frame(
            "ano,evento,total",
            *((2025, event, n) for n, event in enumerate(("Rechazos", "Solicitantes"), start=5)),
            (2025, "Reconocimientos", 2),
        ),
        f"{casen}02_participacion_laboral.csv": survey.assign(pct=[60.5, 80.25, 61.0, 81.0]),
        f"{casen}03_tasa_desocupacion.csv": survey.assign(pct=[8.5, 7.25, 9.0, 6.5]),
        f"{casen}08_escolaridad.csv": survey.assign(esc_mean=[13.5, 13.25, 13.75, 13.5]),
        f"{casen}09_pobreza_multi.csv": survey.assign(pct=[14.5, 29.25, 17.0, 28.5]),
        f"{DATAMIGRA}ene/figura_01_participacion_laboral_2012_2025.csv": frame(
            "year,migrant_status,labor_force,population_15plus,share",
            (2025, "Chilenos", 55.5, 111.0, 50.0),
            (2025, "Migrantes", 7.5, 10.0, 75.0),
        ),
        f"{schools}01_evolucion_matricula_migrante_2016_2025.csv": frame(
            "agno,total_students,migrant_students,migrant_share",
            (2024, 400, 20, 0.05),
            (2025, 400, 40, 0.1),
        ),
        f"{schools}04_porcentaje_matricula_migrante_region_2025.csv": frame(
            "cod_reg_rbd,nom_reg_rbd_a,total_students,migrant_students,migrant_share,region,"
            "region_label,highlight_rm",
            (13, "RM", 320, 38, 0.11875, "Metropolitana", "Metropolitana", "TRUE"),
            (16, "NUBLE", 80, 2, 0.025, "Ñuble", "Ñuble", "FALSE"),
        ),
    }


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path, but the text of Chile's census."""
    return {**sermig(), **renaper(), **bolivia(), **chile(), **residences(), **datamigra()}

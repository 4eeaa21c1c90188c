"""DataMigra, Chile: permits, refugee claims, foreign residents, surveys and pupils, as tables."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified

TEXT, COUNT, NUMBER = Column.TEXT, Column.COUNT, Column.NUMBER
SURVEY = {"year": Column.YEAR, "grupo": TEXT, "pct": NUMBER}
PERMITS = {"ano": COUNT, "total": COUNT}
# By table: the file, its columns, and those that name a row.
TABLES = {
    "residents": (
        "figura_01_stock_nacional.csv",
        {"region": TEXT, "ano": COUNT, "estimacion": COUNT, "share": NUMBER},
        ["ano"],
    ),
    "residents_by_origin": (
        "figura_04_series_principales_paises.csv",
        {
            "pais": TEXT,
            "estimacion": COUNT,
            "share_pct": NUMBER,
            "ano": COUNT,
            "share": NUMBER,
            "pais_display": TEXT,
        },
        ["pais", "ano"],
    ),
    "residents_by_region": (
        "figura_06_cambio_regional.csv",
        {
            "region": TEXT,
            "2018": COUNT,
            "2023": COUNT,
            "cambio": NUMBER,
            "etiqueta": TEXT,
            "region_plot": TEXT,
        },
        ["region"],
    ),
    "irregular": (
        "figura_11_irregular_pais_2023.csv",
        {
            "pais_std": TEXT,
            "rraa_regular": COUNT,
            "rraa_irregular": COUNT,
            "pais_display": TEXT,
            "total_migrantes": COUNT,
            "share_irregular": NUMBER,
            "share_total_irregular": NUMBER,
            "etiqueta": TEXT,
        },
        ["pais_display"],
    ),
    "temporary": ("figura_02_rt_aprobadas.csv", PERMITS, ["ano"]),
    "definitive": ("figura_09_rd_aprobadas.csv", PERMITS, ["ano"]),
    "temporary_by_origin": (
        "figura_06_rt_nacionalidades_2025.csv",
        {"pais": TEXT, "total": COUNT},
        ["pais"],
    ),
    "refugees": (
        "figura_15_refugio_series.csv",
        {"ano": COUNT, "evento": TEXT, "total": COUNT},
        ["ano", "evento"],
    ),
    "casen_participation": ("figura_02_participacion_laboral.csv", SURVEY, ["year", "grupo"]),
    "casen_unemployment": ("figura_03_tasa_desocupacion.csv", SURVEY, ["year", "grupo"]),
    "casen_schooling": (
        "figura_08_escolaridad.csv",
        {"year": Column.YEAR, "grupo": TEXT, "esc_mean": NUMBER},
        ["year", "grupo"],
    ),
    "casen_poverty": ("figura_09_pobreza_multi.csv", SURVEY, ["year", "grupo"]),
    "ene_participation": (
        "figura_01_participacion_laboral_2012_2025.csv",
        {
            "year": Column.YEAR,
            "migrant_status": TEXT,
            "labor_force": NUMBER,
            "population_15plus": NUMBER,
            "share": NUMBER,
        },
        ["year", "migrant_status"],
    ),
    "pupils": (
        "figura_01_evolucion_matricula_migrante_2016_2025.csv",
        {
            "agno": COUNT,
            "total_students": COUNT,
            "migrant_students": COUNT,
            "migrant_share": NUMBER,
        },
        ["agno"],
    ),
    "pupils_by_region": (
        "figura_04_porcentaje_matricula_migrante_region_2025.csv",
        {
            "cod_reg_rbd": TEXT,
            "nom_reg_rbd_a": TEXT,
            "total_students": COUNT,
            "migrant_students": COUNT,
            "migrant_share": NUMBER,
            "region": TEXT,
            "region_label": TEXT,
            "highlight_rm": TEXT,
        },
        ["region_label"],
    ),
}
NAMES = {
    "ano": "year",
    "agno": "year",
    "pais": "origin",
    "pais_display": "origin",
    "region_label": "region",
    "estimacion": "persons",
    "total": "persons",
    "rraa_regular": "regular",
    "rraa_irregular": "irregular",
    "total_migrantes": "registered",
    "evento": "event",
    "grupo": "group",
    "migrant_status": "group",
    "pct": "value",
    "esc_mean": "value",
    "total_students": "pupils",
    "migrant_students": "migrants",
    "migrant_share": "share",
}
DOUBLED = {"residents_by_origin": ["pais_display"], "pupils_by_region": ["region"]}


def read(raw: Path, source: Source) -> RawTables:
    """Read the fifteen tables of :data:`TABLES`, columns named as in :data:`NAMES`."""
    tables, paths = {}, {}
    for name, (file, shape, key) in TABLES.items():
        own = source.file(file)
        table = read_csv(verified(raw, source, own), shape)
        check_keys(table, own.path, key)
        tables[name] = table.drop(columns=DOUBLED.get(name, [])).rename(columns=NAMES)
        paths[name] = own.path
    return RawTables(source.id, tables, paths)

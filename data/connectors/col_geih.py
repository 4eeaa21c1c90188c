"""Colombia's household survey (GEIH), Venezuelans and all residents, as aggregated tables."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified

# By table: its file, what else its rows are told apart by, and what it measures.
TABLES = {
    "work": (
        "geih_laboral_subset.csv",
        {"sexo": Column.TEXT},
        {
            **dict.fromkeys(("ocupados", "desocupados", "pet", "fuerza_trabajo"), Column.NUMBER),
            "tasa_desempleo": Column.NUMBER_OR_NONE,
            "tasa_ocupacion": Column.NUMBER,
        },
    ),
    "quarters": (
        "geih_serie_trim_subset.csv",
        {"trimestre": Column.COUNT},
        {
            **dict.fromkeys(("ocupados", "desocupados", "pet", "fex"), Column.NUMBER),
            "nmes": Column.COUNT,
            "personas": Column.NUMBER,
        },
    ),
    "health": (
        "geih_acceso_salud_subset.csv",
        {"acceso_salud": Column.TEXT},
        {"personas": Column.NUMBER},
    ),
    "literacy": (
        "geih_alfabetismo_subset.csv",
        {"alfabetismo": Column.TEXT},
        {"personas": Column.NUMBER},
    ),
    "education": (
        "geih_educacion_subset.csv",
        {"nivel_educativo": Column.TEXT},
        {"personas": Column.NUMBER},
    ),
    "position": (
        "geih_tipo_trabajo_subset.csv",
        {"posicion_ocupacional": Column.TEXT},
        {"personas": Column.NUMBER},
    ),
    "income": ("geih_ingreso_sexo_subset.csv", {"sexo": Column.TEXT}, {"ingreso": Column.NUMBER}),
}
KEY = {"anio": Column.YEAR, "geo": Column.TEXT, "migrante": Column.TEXT}


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``work, quarters, health, literacy, education, position, income``: each with ``year, place,
        group``, what else it is told apart by, and what it measures, under the file's own names.
    """
    found, paths = {}, {}
    for name, (stem, by, measures) in TABLES.items():
        file = source.file(stem)
        table = read_csv(verified(raw, source, file), {**by, **measures, **KEY})
        check_keys(table, file.path, [*by, *KEY])
        years = table["anio"].astype("int64").astype("str")
        found[name] = table.assign(anio=years).rename(
            columns={"anio": "year", "geo": "place", "migrante": "group"}
        )
        paths[name] = file.path
    return RawTables(source.id, found, paths)

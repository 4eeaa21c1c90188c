"""Entries of foreigners to Ecuador: by province of the post, and those for tourism (INEC)."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified
from data.connectors.spanish import with_months

PROVINCES = "esi_entradas_provincia_anio.csv"
MONTHS = "esi_turismo_mensual_nacionalidad.csv"
PROFILE = "esi_turismo_perfil_anio.csv"


def read(raw: Path, source: Source) -> RawTables:
    """Read the three tables.

    Returns:
        ``provinces``: ``period`` (a year), ``province, persons`` (entries); ``tourism``:
        ``period`` (a month), ``nationality, persons``; ``profile``: ``period`` (a year),
        ``sex, way, continent, age, persons``.
    """
    files = {name: source.file(name) for name in (PROVINCES, MONTHS, PROFILE)}
    opened = {name: verified(raw, source, file) for name, file in files.items()}
    year = {"anio": Column.YEAR}
    count = {"total": Column.COUNT}
    texts = dict.fromkeys(("sexo", "via", "continente", "rango_edad"), Column.TEXT)
    provinces = read_csv(opened[PROVINCES], {**year, "provincia": Column.TEXT, **count})
    check_keys(provinces, files[PROVINCES].path, ["anio", "provincia"])
    months = dict.fromkeys(("mes", "nacionalidad"), Column.TEXT)
    tourism = read_csv(opened[MONTHS], {**year, **months, **count})
    check_keys(tourism, files[MONTHS].path, ["anio", *months])
    profile = read_csv(opened[PROFILE], {**year, **texts, **count})
    check_keys(profile, files[PROFILE].path, ["anio", *texts])
    names = {
        "anio": "period",
        "provincia": "province",
        "nacionalidad": "nationality",
        "sexo": "sex",
        "via": "way",
        "continente": "continent",
        "rango_edad": "age",
        "total": "persons",
    }
    dated = with_months(tourism, files[MONTHS].path, "anio", "mes").rename(columns=names)
    yearly = {"provinces": provinces, "profile": profile}
    tables = {
        name: table.assign(anio=table["anio"].astype("int64").astype("str")).rename(columns=names)
        for name, table in yearly.items()
    }
    paths = {"provinces": PROVINCES, "tourism": MONTHS, "profile": PROFILE}
    return RawTables(
        source.id,
        {**tables, "tourism": dated},
        {name: files[file].path for name, file in paths.items()},
    )

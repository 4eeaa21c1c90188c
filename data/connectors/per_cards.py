"""Procedures for the foreigner's card in Peru, one file a month (Migraciones, open data)."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    Layout,
    RawTables,
    check_keys,
    read_csv,
    verified,
)
from data.connectors.spanish import with_months

TEXTS = (
    "SEDE_ATENCION",
    "DISTRITO_ATENCION",
    "PROVINCIA_ATENCION",
    "DEPARTAMENTO_ATENCION",
    "SEXO",
    "EDAD",
    "PROVINCIA_BENEFICIARIO",
    "DEPARTAMENTO_BENEFICIARIO",
    "NACIONALIDAD",
)
SHAPE = {
    **dict.fromkeys(TEXTS, Column.TEXT),
    "ANIO_TRAMITE": Column.YEAR,
    "MES_TRAMITE": Column.TEXT,
    "TIPO_TRAMITE": Column.TEXT,
    "CANTIDAD": Column.COUNT,
    "FECHA_PROCESO": Column.TEXT,
}
NAMES = {
    "DEPARTAMENTO_BENEFICIARIO": "department",
    "NACIONALIDAD": "nationality",
    "SEXO": "sex",
    "EDAD": "age",
    "TIPO_TRAMITE": "kind",
    "CANTIDAD": "persons",
}
OPEN_DATA = Layout(separator="|")


def read(raw: Path, source: Source) -> RawTables:
    """Read the files of all months.

    Returns:
        By month (``2025-01``): ``period, department`` (of the beneficiary), ``nationality, sex,
        age, kind, persons`` (procedures).

    Raises:
        BrokenRawFile: when a file has procedures of another month than its name says.
    """
    found, paths = {}, {}
    for file in source.files:
        month = Path(file.path).stem.rsplit(" ", 1)[-1]
        table = read_csv(verified(raw, source, file), SHAPE, OPEN_DATA)
        check_keys(table, file.path, [name for name in SHAPE if name != "CANTIDAD"])
        dated = with_months(table, file.path, "ANIO_TRAMITE", "MES_TRAMITE")
        if set(dated["period"]) != {month}:
            months = ", ".join(sorted(set(dated["period"])))
            message = f"{file.path}: has procedures of {months}. {FRESH}."
            raise BrokenRawFile(message)
        found[month] = dated.rename(columns=NAMES)[["period", *NAMES.values()]]
        paths[month] = file.path
    return RawTables(source.id, found, paths)

"""RENAPER, Argentina: foreign persons identified as residents, by province, origin, sex, age."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified

FILE = "Cantidad_de_personas_extranjeras_identificadas_residiendo_en_Argentina_Enero_2023.csv"
SHAPE = {
    "provincia_id": Column.COUNT,
    "provincia_nombre": Column.TEXT,
    "pais_origen": Column.TEXT,
    "sexo": Column.TEXT,
    "edad_quinquenal": Column.TEXT,
    "cantidad": Column.COUNT,
}
NAMES = {
    "provincia_nombre": "province",
    "pais_origen": "origin",
    "sexo": "sex",
    "edad_quinquenal": "age",
    "cantidad": "persons",
}


def read(raw: Path, source: Source) -> RawTables:
    """Read the table ``people``: ``province, origin, sex, age, persons``."""
    file = source.file(FILE)
    table = read_csv(verified(raw, source, file), SHAPE)
    check_keys(table, file.path, list(SHAPE)[1:5])
    people = table.rename(columns=NAMES, errors="raise").drop(columns="provincia_id")
    return RawTables(source.id, {"people": people}, {"people": file.path})

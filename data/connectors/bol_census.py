"""INE, Bolivia, census of 2024: place of birth and of residence five years before."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified

FILES = {
    "departments": "censo2024_nacimiento_residencia_departamento_subset.csv",
    "municipalities": "censo2024_nacimiento_residencia_municipio_subset.csv",
}
PLACES = {
    "departments": ("DEPARTAMENTO",),
    "municipalities": ("COD", "DEPARTAMENTO", "PROVINCIA", "MUNICIPIO"),
}
ANSWERS = ("Total", "Aqui", "En_otro_municipio_TIOC_del_pais", "En_otro_pais", "Sin_especificar")
SEXES = ("T", "H", "M")
QUESTIONS = {"Nacimiento": "born", "Residencia": "lived"}


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``departments`` and ``municipalities``: ``department, question, answer, sex, persons``,
        the question ``born`` or ``lived`` (five years before), the municipality also by ``code``.
    """
    tables, paths = {}, {}
    for name, file in FILES.items():
        own = source.file(file)
        tables[name] = read_one(raw, source, name)
        paths[name] = own.path
    return RawTables(source.id, tables, paths)


def read_one(raw: Path, source: Source, name: str) -> pd.DataFrame:
    """Read one of the two files, a row for every figure; their row in the file stays the index."""
    file = source.file(FILES[name])
    places = PLACES[name]
    ages = {f"Edad_Total_{sex}": Column.COUNT for sex in SEXES}
    cells = {
        f"{asked}_{answer}_{sex}": Column.COUNT
        for asked in QUESTIONS
        for answer in ANSWERS
        for sex in SEXES
    }
    shape = {**dict.fromkeys(places, Column.TEXT), **ages, **cells}
    table = read_csv(verified(raw, source, file), shape)
    check_keys(table, file.path, [places[0]])
    table = table.rename(columns={"DEPARTAMENTO": "department", "COD": "code"})
    kept = [each for each in ("code", "department") if each in table]
    long = table.melt(kept, list(cells), var_name="cell", value_name="persons", ignore_index=False)
    told = long.pop("cell").str.extract(r"^(?P<question>[^_]+)_(?P<answer>.+)_(?P<sex>[THM])$")
    return pd.concat([long, told.assign(question=told["question"].map(QUESTIONS))], axis=1)

"""Non-resident visitors to Colombia by country of residence: by month, by department a year."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_csv, verified
from data.connectors.spanish import with_months

MONTHS = "visitantes_anio_mes_pais_subset.csv"
DEPARTMENTS = "visitantes_anio_departamento_pais_subset.csv"
NAMES = {
    "anio": "period",
    "departamento": "department",
    "pais_residencia": "residence",
    "visitantes": "persons",
}


def read(raw: Path, source: Source) -> RawTables:
    """Read both tables.

    Returns:
        ``months``: ``period`` (a month), ``residence, persons``; ``departments``: ``period``
        (a year), ``department, residence, persons``.
    """
    found, paths = {}, {}
    for name, stem, by in (
        ("months", MONTHS, "mes"),
        ("departments", DEPARTMENTS, "departamento"),
    ):
        file = source.file(stem)
        texts = dict.fromkeys((by, "pais_residencia"), Column.TEXT)
        shape = {"anio": Column.YEAR, **texts, "visitantes": Column.COUNT}
        table = read_csv(verified(raw, source, file), shape)
        check_keys(table, file.path, ["anio", *texts])
        if name == "months":
            dated = with_months(table, file.path, "anio", "mes")
        else:
            dated = table.assign(anio=table["anio"].astype("int64").astype("str"))
        found[name] = dated.rename(columns={k: v for k, v in NAMES.items() if k in dated})
        paths[name] = file.path
    return RawTables(source.id, found, paths)

"""INE and SERMIG, Chile: foreign residents at the end of the year, and the totals in print."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    Layout,
    RawTables,
    check_keys,
    read_csv,
    read_sheet,
    verified,
)

BASE = "baseregiones.csv"
WORKBOOK = "Cuadros_estadisticos_2022_VF.xlsx"
SHEET = "Regiones estimación"
LATIN = Layout(encoding="latin-1")
SHAPE = {
    "SEXO": Column.TEXT,
    "EDAD": Column.TEXT,
    "PAIS": Column.TEXT,
    "AÑO ESTIMACION": Column.YEAR,
    "CODREGEO": Column.TEXT,
    "REGION": Column.TEXT,
    "CENSO AJUSTADO": Column.COUNT_OR_NONE,
    "RRAA_REGULAR": Column.COUNT_OR_NONE,
    "RRAA_IRREGULAR": Column.COUNT_OR_NONE,
    "RRAA_TOTAL": Column.COUNT_OR_NONE,
    "ESTIMACION": Column.COUNT,
}
NAMES = {
    "SEXO": "sex",
    "EDAD": "age",
    "PAIS": "origin",
    "AÑO ESTIMACION": "year",
    "CODREGEO": "region",
    "CENSO AJUSTADO": "census",
    "RRAA_REGULAR": "regular",
    "RRAA_IRREGULAR": "irregular",
    "RRAA_TOTAL": "registers",
    "ESTIMACION": "estimate",
}
TOTAL, LAST = "Total País", "Región Ignorada"


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``people``: ``sex, age, origin, year, region, census, regular, irregular, registers,
        estimate``, the region by INE's number from north to south; ``printed``: ``region, year,
        persons`` of the workbook, the country as region 0.
    """
    base = source.file(BASE)
    people = read_csv(verified(raw, source, base), SHAPE, LATIN)
    check_keys(people, base.path, ["SEXO", "EDAD", "PAIS", "AÑO ESTIMACION", "CODREGEO"])
    people = people.rename(columns=NAMES, errors="raise").drop(columns="REGION")
    book = source.file(WORKBOOK)
    cells = read_sheet(verified(raw, source, book), SHEET)
    paths = {"people": base.path, "printed": book.path}
    return RawTables(source.id, {"people": people, "printed": printed(cells, book.path)}, paths)


def printed(cells: pd.DataFrame, where: str) -> pd.DataFrame:
    """Give the totals of regions, which the sheet has from north to south under the country's."""
    heads = cells.iloc[1].astype(str).str.split("\n")
    years = {place: head[0] for place, head in heads.items() if head[-1] == "Total"}
    labels = cells[0].astype(str).str.strip()
    first, last = (labels.index[labels == name] for name in (TOTAL, LAST))
    if not years or len(first) != 1 or len(last) != 1:
        message = f"{where}: sheet '{SHEET}' has no table from '{TOTAL}' to '{LAST}'. {FRESH}."
        raise BrokenRawFile(message)
    own = cells.loc[first[0] : last[0], list(years)].rename(columns=years)
    numbers = own.apply(pd.to_numeric, errors="coerce")
    if own.empty or numbers.isna().any(axis=None):
        message = f"{where}: sheet '{SHEET}' has totals that are no numbers. {FRESH}."
        raise BrokenRawFile(message)
    long = numbers.assign(region=[str(number) for number in range(len(numbers))])
    told: pd.DataFrame = long.melt("region", var_name="year", value_name="persons")
    return told

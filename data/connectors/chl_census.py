"""INE, Chile, census of 2024: international immigrants, and where people lived before."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    RawTables,
    check_count,
    check_keys,
    csv_cells,
    read_csv,
    shaped,
    verified,
)

PLACE = {"Código región": Column.TEXT, "Región": Column.TEXT}
PERSONS = "Inmigrantes internacionales"
SEXES = {"Hombres": Column.COUNT, "Mujeres": Column.COUNT, "Razón hombre-mujer": Column.NUMBER}
UNTOLD = {"Lugar de nacimiento no declarado": Column.COUNT}
BORN = {
    "regions": ("inmigrantes_sexo_region_subset.csv", {PERSONS: Column.COUNT, **SEXES, **UNTOLD}),
    "origins": (
        "inmigrantes_paisnac_region_pais_subset.csv",
        {"País o continente de nacimiento": Column.TEXT, PERSONS: Column.COUNT, **SEXES},
    ),
    "ages": (
        "inmigrantes_edad_region_pais_subset.csv",
        {"Grupos de edad": Column.TEXT, PERSONS: Column.COUNT, **UNTOLD},
    ),
    "arrivals": (
        "inmigrantes_llegada_periodo_reg_pais_subset.csv",
        {"Periodo de llegada": Column.TEXT, f"{PERSONS} /R": Column.COUNT},
    ),
}
NAMES = {
    "Región": "region",
    PERSONS: "persons",
    f"{PERSONS} /R": "persons",
    "Hombres": "men",
    "Mujeres": "women",
    "País o continente de nacimiento": "label",
    "Grupos de edad": "label",
    "Periodo de llegada": "label",
}
MATRIX = "residencia_habitual_5a_region_matriz_subset.csv"
BOOK = "kb_gn_501_indicadores_poblacion_md.md"
SECTION = "## ResidHab_5a_Actual_Sexo_Region"
SEX = "Sexo"
HOME = "Región de residencia habitual actual"
ABROAD = "Residencia habitual hace cinco años fuera del país"


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        Of those born abroad ``regions``: ``region, persons, men, women``; ``origins``: ``label``
        besides; ``ages`` and ``arrivals``: ``region, label, persons``. Of those who lived abroad
        five years before ``abroad``: ``region, sex, persons``; ``matrix``: ``region, persons``.
    """
    tables, paths = {}, {}
    for name, (file, shape) in BORN.items():
        own = source.file(file)
        table = read_csv(verified(raw, source, own), {**PLACE, **shape})
        kept = table.rename(columns=NAMES)
        tables[name] = kept[[each for each in dict.fromkeys(NAMES.values()) if each in kept]]
        check_keys(tables[name], own.path, ["label" if "label" in kept else "region"])
        paths[name] = own.path
    tables["matrix"], paths["matrix"] = read_matrix(raw, source)
    tables["abroad"], paths["abroad"] = read_book(raw, source)
    return RawTables(source.id, tables, paths)


def read_matrix(raw: Path, source: Source) -> tuple[pd.DataFrame, str]:
    """Read who lived abroad five years before off the matrix of regions, both sexes together."""
    file = source.file(MATRIX)
    cells = csv_cells(verified(raw, source, file))
    absent = [name for name in (HOME, ABROAD) if name not in cells]
    if absent:
        message = f"{file.path}: column '{absent[0]}' is missing. {FRESH}."
        raise BrokenRawFile(message)
    own = cells.set_axis(range(2, len(cells) + 2))[[HOME, ABROAD]]
    table = shaped(own, file.path, {HOME: Column.TEXT, ABROAD: Column.COUNT})
    check_keys(table, file.path, [HOME])
    return table.rename(columns={HOME: "region", ABROAD: "persons"}), file.path


def read_book(raw: Path, source: Source) -> tuple[pd.DataFrame, str]:
    """Read the same by sex off the office's tables in one text, where a point parts thousands."""
    file = verified(raw, source, source.file(BOOK))
    try:
        lines = file.path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as fault:
        message = f"{file.name}: is no readable text ({fault}). {FRESH}."
        raise BrokenRawFile(message) from fault
    check_count(len(lines), file)
    rows = section(lines)
    if not rows or not {HOME, SEX, ABROAD} <= set(rows[0][1]):
        message = f"{file.name}: has no table '{SECTION}' with '{ABROAD}'. {FRESH}."
        raise BrokenRawFile(message)
    head = rows[0][1]
    found = pd.DataFrame(
        [
            (cells[head.index(HOME)], cells[head.index(SEX)], cells[head.index(ABROAD)])
            for _, cells in rows[2:]
            if len(cells) == len(head)
        ],
        columns=["region", "sex", "persons"],
        index=[number for number, cells in rows[2:] if len(cells) == len(head)],
    )
    numbers = pd.to_numeric(found["persons"].str.replace(".", ""), errors="coerce")
    if len(found) != len(rows) - 2 or numbers.isna().any():
        message = f"{file.name}: table '{SECTION}' has rows that are cut or no numbers. {FRESH}."
        raise BrokenRawFile(message)
    check_keys(found, file.name, ["region", "sex"])
    return found.assign(persons=numbers), file.name


def section(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Give the rows of the table of a section, head and rule among them, by number of the line."""
    inside, rows = False, []
    for number, line in enumerate(lines, start=1):
        if line.startswith("## "):
            inside = line.strip() == SECTION
        elif inside and line.startswith("|"):
            rows.append((number, line.strip().strip("|").split("|")))
    return rows

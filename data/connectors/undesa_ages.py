"""UN DESA, International Migrant Stock 2019: migrants by age and sex, which newer editions lack."""

from itertools import product
from pathlib import Path

from data.catalogue import Source
from data.connectors.files import (
    Column,
    Layout,
    RawTables,
    check_keys,
    csv_cells,
    read_csv,
    shaped,
    verified,
)

SEXES = ("mf", "m", "f")
BANDS = (*(f"{low}-{low + 4}" for low in range(0, 75, 5)), "75+", "Total")
COLUMNS = {f"{band}_({sex})": (band, sex) for sex, band in product(SEXES, BANDS)}
NOT_AVAILABLE = ".."
NAMED = Layout(separator=";")


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``ages``: ``year, area`` (a name), ``age, sex, persons``, a row a cell, its index the row in
        the file; ``names``: ``code, name``. Two dots and empty cells are not a number.
    """
    file, list_of_codes = (
        source.file("migrants_by_age_and_sex_total.csv"),
        source.file("country_codes_alpha_3.csv"),
    )
    cells = csv_cells(verified(raw, source, file))
    figures = [name for name in cells.columns if name not in ("Year", "Destination")]
    cells[figures] = cells[figures].mask(cells[figures] == NOT_AVAILABLE, "")
    shape = {
        "Year": Column.YEAR,
        "Destination": Column.TEXT,
        **dict.fromkeys(COLUMNS, Column.NUMBER_OR_NONE),
    }
    table = shaped(cells.set_axis(range(2, len(cells) + 2)), file.path, shape)
    check_keys(table, file.path, ["Year", "Destination"])
    ends = ["Year", "Destination"]
    long = table.melt(ends, list(COLUMNS), "column", "persons", ignore_index=False)
    names = {name: place for place, name in enumerate(("age", "sex"))}
    for name, place in names.items():
        long[name] = long["column"].map({each: pair[place] for each, pair in COLUMNS.items()})
    renamed = long.rename(columns={"Year": "year", "Destination": "area"})
    known = read_csv(
        verified(raw, source, list_of_codes),
        {"code": Column.TEXT, "name": Column.TEXT},
        NAMED,
    )
    check_keys(known, list_of_codes.path, ["name"])
    check_keys(known, list_of_codes.path, ["code"])
    return RawTables(
        source.id,
        {"ages": renamed.drop(columns="column"), "names": known},
        {"ages": file.path, "names": list_of_codes.path},
    )

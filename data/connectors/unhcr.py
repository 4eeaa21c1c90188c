"""UNHCR, Refugee Population Statistics Database: persons by origin, asylum and status, year end."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_rda, verified

TEXTS = ("coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso")
COUNTS = (
    "refugees",
    "asylum_seekers",
    "returned_refugees",
    "idps",
    "returned_idps",
    "stateless",
    "ooc",
)
SHAPE = {
    "year": Column.COUNT,
    **dict.fromkeys(TEXTS, Column.TEXT),
    **dict.fromkeys(COUNTS, Column.COUNT),
    "oip": Column.COUNT_OR_NONE,
    "hst": Column.COUNT,
}
NAMES = {"coo_iso": "origin", "coa_iso": "asylum", "oip": "other_protection"}
UNUSED = ["coo_name", "coo", "coa_name", "coa"]


def read(raw: Path, source: Source) -> RawTables:
    """Read the populations: table ``population``.

    Returns:
        One row a year, ``origin`` and ``asylum`` with the persons of each status;
        ``other_protection`` is not a number where UNHCR gives none.
    """
    file = source.file("population.rda")
    table = read_rda(verified(raw, source, file), file.path, "population", SHAPE)
    check_keys(table, file.path, ["year", "coo_iso", "coa_iso"])
    kept = table.rename(columns=NAMES, errors="raise").drop(columns=UNUSED)
    return RawTables(source.id, {"population": kept}, {"population": file.path})

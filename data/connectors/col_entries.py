"""Entries of foreigners to Colombia by month, nationality and sex (Migración Colombia)."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, read_csv, verified
from data.connectors.spanish import with_months

COUNTS = {"Femenino": "F", "Masculino": "M", "Indefinido": "_U", "Total": "_T"}
SHAPE = {
    "Año": Column.YEAR,
    "Mes": Column.TEXT,
    "Nacionalidad": Column.TEXT,
    **dict.fromkeys(COUNTS, Column.COUNT),
}


def read(raw: Path, source: Source) -> RawTables:
    """Read the table; a nationality may have several rows in a month.

    Returns:
        ``entries``: ``period, nationality`` and entries by sex, ``F``, ``M``, ``_U`` and ``_T``.
    """
    file = source.files[0]
    table = read_csv(verified(raw, source, file), SHAPE)
    dated = with_months(table, file.path, "Año", "Mes")
    named = dated.rename(columns={"Nacionalidad": "nationality", **COUNTS})
    return RawTables(source.id, {"entries": named}, {"entries": file.path})

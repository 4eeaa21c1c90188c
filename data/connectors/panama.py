"""Panama, Servicio Nacional de Migración: irregular transits through the Darién."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_rda, verified
from data.connectors.registers import with_months

TABLES = {
    "nationalities": ("irreg_darien_nat", "nat", "nationality"),
    "persons": ("irreg_darien_dmg", "demog", "group"),
}


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``nationalities``: ``period, nationality, persons``, where the Januaries to 2019 stand for
        whole years; ``persons``: ``period, group, persons`` of men, women, boys and girls.
    """
    found = {name: read_one(raw, source, *about) for name, about in TABLES.items()}
    paths = {name: source.file(f"{file}.rda").path for name, (file, _, _) in TABLES.items()}
    return RawTables(source.id, found, paths)


def read_one(raw: Path, source: Source, name: str, column: str, called: str) -> pd.DataFrame:
    """Read one of the two files; the quarter that they also name is not used."""
    file = source.file(f"{name}.rda")
    shape = {"t": Column.COUNT, "q": Column.COUNT, column: Column.TEXT, "n": Column.COUNT}
    table = read_rda(verified(raw, source, file), name, shape)
    check_keys(table, file.path, ["t", column])
    names = {column: called, "n": "persons"}
    return with_months(table, file.path).drop(columns="q").rename(columns=names)

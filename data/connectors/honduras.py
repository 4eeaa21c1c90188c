"""Honduras, Instituto Nacional de Migración: irregular entries."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_rda, verified
from data.connectors.registers import with_months

TABLES = {
    "totals": ("irreg_honduras", {}),
    "nationalities": ("irreg_honduras_nat", {"nat": "nationality"}),
    "persons": ("irreg_honduras_dmg", {"demog": "group"}),
}
SEVERAL = "nationalities"  # a month has several rows of a code: labels that the compiler joined


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``totals``: ``period, persons``; ``nationalities``: ``period, nationality, persons``;
        ``persons``: ``period, group, persons`` of men, women, boys and girls.
    """
    found, paths = {}, {}
    for name, (stem, columns) in TABLES.items():
        file = source.file(f"{stem}.rda")
        shape = {"t": Column.COUNT, **dict.fromkeys(columns, Column.TEXT), "n": Column.COUNT}
        table = read_rda(verified(raw, source, file), stem, shape)
        if name != SEVERAL:
            check_keys(table, file.path, ["t", *columns])
        names = {**columns, "n": "persons"}
        found[name] = with_months(table, file.path).rename(columns=names)
        paths[name] = file.path
    return RawTables(source.id, found, paths)

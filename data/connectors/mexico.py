"""Mexico, Unidad de Política Migratoria: persons in an irregular migratory situation."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_rda, verified
from data.connectors.registers import with_months

NATIONALITIES = "irreg_mexico_nat"
PERSONS = "irreg_mexico_dmg"


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables.

    Returns:
        ``nationalities``: ``period, nationality, persons``, several rows of a code where the
        compiler joined labels; ``persons``: ``period, sex, age, persons``.
    """
    file = source.file(f"{NATIONALITIES}.rda")
    shape = {"t": Column.COUNT, "nat": Column.TEXT, "n": Column.COUNT}
    by_origin = read_rda(verified(raw, source, file), NATIONALITIES, shape)
    other = source.file(f"{PERSONS}.rda")
    shape = {"t": Column.COUNT, "sex": Column.TEXT, "age": Column.TEXT, "n": Column.COUNT}
    persons = read_rda(verified(raw, source, other), PERSONS, shape)
    persons = persons.astype({"sex": "str", "age": "str"})
    check_keys(persons, other.path, ["t", "sex", "age"])
    names = {"nat": "nationality", "n": "persons"}
    return RawTables(
        source.id,
        {
            "nationalities": with_months(by_origin, file.path).rename(columns=names),
            "persons": with_months(persons, other.path).rename(columns=names),
        },
        {"nationalities": file.path, "persons": other.path},
    )

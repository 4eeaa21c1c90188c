"""United States, Customs and Border Protection: encounters at the south-west land border."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import Column, RawTables, check_keys, read_rda, verified
from data.connectors.registers import with_months

NAME = "irreg_usa"
TEXTS = ("component", "area", "authority", "type", "demog", "nat")
MAY_BE_EMPTY = ("area", "nat")
SHAPE = {
    "t": Column.COUNT,
    "t_fy": Column.COUNT,
    **{each: Column.TEXT_OR_NONE if each in MAY_BE_EMPTY else Column.TEXT for each in TEXTS},
    "n": Column.COUNT,
}
UNUSED = ["t_fy", "area", "type"]


def read(raw: Path, source: Source) -> RawTables:
    """Read the encounters: table ``encounters``.

    Returns:
        ``period, component, authority, demographic, nationality, persons``; the nationality is
        missing in the months for which the file names none.
    """
    file = source.file(f"{NAME}.rda")
    table = read_rda(verified(raw, source, file), NAME, SHAPE)
    check_keys(table, file.path, ["t", *TEXTS])
    names = {"demog": "demographic", "nat": "nationality", "n": "persons"}
    found = with_months(table.drop(columns=UNUSED), file.path).rename(columns=names)
    return RawTables(source.id, {"encounters": found}, {"encounters": file.path})

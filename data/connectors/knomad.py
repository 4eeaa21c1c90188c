"""World Bank and KNOMAD: the matrix of remittances between countries in 2017, a model."""

from pathlib import Path

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    RawTables,
    check_keys,
    read_sheet,
    rows,
    shaped,
    verified,
)

SHEET = "Bilateral_Remittances_2017"
CORNER = "receiving (across) / sending (down)"
WORLD = "WORLD"
HIDDEN = "-"


def read(raw: Path, source: Source) -> RawTables:
    """Read the matrix: table ``corridors``, ``sending, receiving, millions`` by name.

    The file's own totals are rows whose end is ``WORLD``; the index is the row in the sheet. A
    dash, a figure that is not shown, is not a number.
    """
    file = source.file("WB_Bilateral_Remittance_Estimates_2017.xlsx")
    cells = read_sheet(verified(raw, source, file), SHEET)
    if len(cells) < 3 or str(cells.iloc[1, 0]).strip() != CORNER:  # noqa: PLR2004 - title, header
        message = f"{file.path}: row 2 must begin with '{CORNER}'. {FRESH}."
        raise BrokenRawFile(message)
    receiving = [str(name).strip() for name in cells.iloc[1, 1:]]
    body = cells.iloc[2:].set_axis(["sending", *receiving], axis=1)
    last = body.index[body["sending"] == WORLD]
    if len(last) != 1 or receiving[-1] != WORLD or len(set(receiving)) != len(receiving):
        message = f"{file.path}: must end in one row and one column {WORLD}. {FRESH}."
        raise BrokenRawFile(message)
    shape = {"sending": Column.TEXT, **dict.fromkeys(receiving, Column.NUMBER_OR_NONE)}
    given = body.loc[: last[0]].astype(object)
    empty = given.index[given.isna().any(axis=1)]
    if len(empty):
        message = f"{file.path}: cells are empty, with no '{HIDDEN}', in {rows(empty)}. {FRESH}."
        raise BrokenRawFile(message)
    table = shaped(given.mask(given == HIDDEN, None), file.path, shape)
    table["sending"] = table["sending"].str.strip()
    check_keys(table, file.path, ["sending"])
    long = table.melt("sending", receiving, "receiving", "millions", ignore_index=False)
    return RawTables(source.id, {"corridors": long}, {"corridors": file.path})

"""IOM, Missing Migrants Project: deaths and disappearances, a row an incident."""

from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    RawTables,
    read_rda,
    rows,
    verified,
)
from data.connectors.registers import with_months

NAME = "iom_mmp"
SHAPE = {
    "t": Column.TEXT,
    "m": Column.COUNT,
    "type": Column.TEXT,
    "route": Column.TEXT,
    "geo": Column.TEXT,
    "dead": Column.COUNT,
    "cause": Column.TEXT,
    "surv": Column.NUMBER_OR_NONE,
    "nat": Column.TEXT,
    "location": Column.TEXT,
    "lon": Column.NUMBER,
    "lat": Column.NUMBER,
}
NAMES = {"geo": "area", "nat": "nationality", "surv": "survivors"}
GLOBE = {"lon": 180, "lat": 90}


def read(raw: Path, source: Source) -> RawTables:
    """Read the incidents: table ``incidents``.

    Returns:
        ``date`` (text), ``period, route, area, dead, cause, survivors, nationality, location,
        lon, lat``; the index is the row in the file.
    """
    file = source.file(f"{NAME}.rda")
    table = read_rda(verified(raw, source, file), NAME, SHAPE)
    dated = table.drop(columns=["t", "type"]).assign(date=table["t"].astype(str))
    found = with_months(dated, file.path, "m")
    check_places(found, file.path)
    return RawTables(
        source.id, {"incidents": found.rename(columns=NAMES)}, {"incidents": file.path}
    )


def check_places(table: pd.DataFrame, where: str) -> None:
    """Refuse incidents whose day is not in their month or whose point is not on the globe."""
    dates = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
    offences = {"'t' is no day of the month 'm'": dates.dt.strftime("%Y-%m") != table["period"]}
    for column, limit in GLOBE.items():
        offences[f"'{column}' is off the globe"] = table[column].abs() > limit
    faults = [
        f"{what} in {rows(table.index[broken])}"
        for what, broken in offences.items()
        if broken.any()
    ]
    if faults:
        message = f"{where}: {', '.join(faults)}. {FRESH}."
        raise BrokenRawFile(message)

"""What every harmonising step shares: areas from the producers' codes, rows from parts of rows."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import rows
from data.errors import PanoramaError, listed
from data.harmonise.sums import in_groups
from data.schema import COLUMNS, KEY, TOTAL

PARTS = [
    "ref_area",
    "counterpart_area",
    "sex",
    "age",
    "breakdown",
    "time_period",
    "obs_value",
    "obs_status",
    "definition",
    "flags",
]


class UnknownCodes(PanoramaError):
    """A raw file names areas that no code list has."""


class BrokenRule(PanoramaError):
    """A raw file breaks a rule that the harmonised figures rest on."""


def to_areas(given: pd.Series, source: str, codes: Codes, where: str) -> pd.Series:
    """Turn a producer's codes into ours.

    Args:
        given: the producer's codes, the index their rows in the file.
        source: id of the source, as in ``aliases.csv``.
        codes: the code lists.
        where: the file, for the error.

    Returns:
        Our codes; missing for those that ``ignored.csv`` leaves out.

    Raises:
        UnknownCodes: listing every code that no list has, with its rows.

    >>> to_areas(pd.Series(["PER", "XXA"]), "unhcr", Codes.read(), "population.rda").tolist()
    ['PER', '_X']
    """
    aliases, ignored = codes.aliases.get(source, {}), codes.ignored.get(source, {})
    places: dict[str, str | None] = {}
    unknown: list[str] = []
    for code in sorted(given.unique()):
        area = aliases.get(code, code)
        if code in ignored:
            places[code] = None
        elif area in codes.areas:
            places[code] = area
        else:
            unknown.append(f"'{code}' in {rows(given.index[given == code])}")
    if unknown:
        message = (
            f"{where}: {len(unknown)} codes of areas are unknown: {listed(unknown)}. Add each to "
            "data/codes/aliases.csv, or to data/codes/ignored.csv with a reason."
        )
        raise UnknownCodes(message)
    return given.map(places).astype("str")


def check_unequal(
    difference: pd.Series, groups: pd.Series, where: str, catalogue: Catalogue
) -> None:
    """Refuse figures of a raw file that should be equal and are not.

    Args:
        difference: by row of the file, what one figure is above the other.
        groups: by row, the group under which ``unequal.csv`` may name it.
        where: the file.
        catalogue: names the groups that the producer printed so: how many rows, and by how much.

    Raises:
        BrokenRule: naming every group that differs and is not named, or is named otherwise.
    """
    file = where.rsplit("/", 1)[-1]
    named = {each.group: each for each in catalogue.unequal if each.file == file}
    unequal = difference[difference != 0]
    faults = []
    sums = in_groups(unequal, [groups[unequal.index]])
    for group, own in unequal.groupby(groups[unequal.index]):
        known, apart = named.pop(str(group), None), sums[group]
        if known is None or (known.rows, known.difference) != (len(own), int(apart)):
            faults.append(f"{group} differs by {apart:g} in {rows(own.index)}")
    faults += [f"{group} does not differ, though unequal.csv names it" for group in named]
    if faults:
        message = f"{where}: {listed(faults)}. Fetch the file again, or name it in unequal.csv."
        raise BrokenRule(message)


def observations(
    parts: pd.DataFrame, indicator: str, source: str, catalogue: Catalogue
) -> pd.DataFrame:
    """Make observations of parts of rows: constant columns, column order, key order.

    Args:
        parts: the columns of :data:`PARTS`; ``age`` and ``breakdown`` may be left out where the
            source splits by neither.
        indicator: id of the indicator; its card gives the unit.
        source: id of the source.
        catalogue: the cards.
    """
    constants = {
        "indicator": indicator,
        **{name: TOTAL for name in ("age", "breakdown") if name not in parts},
        "unit_measure": catalogue.indicators[indicator].unit_measure,
        "source": source,
    }
    return in_key_order(parts.assign(**constants)[list(COLUMNS)])


def in_key_order(table: pd.DataFrame) -> pd.DataFrame:
    """Sort observations by key, in plain byte order."""
    return table.sort_values(list(KEY), kind="stable", ignore_index=True)

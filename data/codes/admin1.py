"""First-level units of countries, and those who are in none of them.

``admin1.csv`` has the first-level units of the nine and of four countries around them:

- ``id``: ISO 3166-2. French Guiana is one unit, ``FR-973``. ``PE-LIM`` is the department of Lima
  with the capital in it, as every source counts it: ISO's ``PE-LMA`` for the capital is not listed.
  ``<ISO3>-_U`` stands for those who are known to be in a country but not where.
- ``national``: the code of the country's own statistics. INDEC (ARG), INE (BOL, URY, VEN), CUT
  (CHL), DANE (COL), INEC (ECU), INEI's ubigeo (PER), INE, formerly DGEEC (PRY), the number of the
  region (GUY), IBGE (BRA), INSEE (GUF); none for SUR.
- names: as the countries write them, translated where the language has a name of its own. No name
  holds a claim to a territory: ``AR-V`` and ``CL-MA`` are named as in ISO 3166-2.
"""

import re
from collections import Counter
from collections.abc import Iterator

from data.codes.files import Row, doubled

UNIT = "unit"
UNIT_ID = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
UNLOCATED = "-_U"
FACTS = ("id", "parent", "national")


def unit_faults(units: list[Row], rows: list[Row]) -> Iterator[str]:
    """Name what is wrong in ``admin1.csv``: ids, parents, names, a remainder too few or many."""
    countries = {row["id"] for row in rows if row["level"] == "country"}
    rests = Counter(row["parent"] for row in units if row["id"] == row["parent"] + UNLOCATED)
    yield from doubled("id", (row["id"] for row in [*units, *rows]))
    coded = (f"{row['national']} of {row['parent']}" for row in units if row["national"])
    yield from doubled("national code", coded)
    for row in units:
        code = row["id"] or "a unit"
        yield from (f"{code} has no {name}" for name in row if name not in FACTS and not row[name])
        if row["id"] != row["parent"] + UNLOCATED and not UNIT_ID.fullmatch(row["id"]):
            yield f"{code} is no code of ISO 3166-2 and not {row['parent']}{UNLOCATED}"
        if row["parent"] not in countries:
            yield f"{code} has parent '{row['parent']}', which is no country"
    for parent in dict.fromkeys(row["parent"] for row in units):
        own = [row for row in units if row["parent"] == parent]
        for name in (each for each in own[0] if each not in FACTS):
            yield from doubled(f"{name} in {parent}", (row[name] for row in own))
        if not rests[parent]:
            yield f"admin1.csv lacks {parent}{UNLOCATED}"


def as_area(unit: Row) -> Row:
    """Give a row of ``admin1.csv`` the columns of ``areas.csv``."""
    return {**unit, "m49": "", "level": UNIT, "region": "", "focus": "false"}


def units_of(units: list[Row]) -> dict[str, tuple[str, ...]]:
    """Give the units of each country in the order of the file, the remainder last.

    >>> units_of([{"id": i, "parent": "URY"} for i in ("URY-_U", "UY-AR")])
    {'URY': ('UY-AR', 'URY-_U')}
    """
    found: dict[str, list[str]] = {}
    for row in units:
        found.setdefault(row["parent"], []).append(row["id"])
    return {
        parent: tuple(sorted(ids, key=lambda code: code.endswith(UNLOCATED)))
        for parent, ids in found.items()
    }


def is_unit(code: str) -> bool:
    """Tell by its form whether a code is that of a first-level unit, or of those in none.

    >>> is_unit("CO-DC"), is_unit("COL-_U"), is_unit("COL"), is_unit("_U")
    (True, True, False, False)
    """
    return "-" in code

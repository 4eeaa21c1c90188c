"""The code list of areas: ISO 3166-1 alpha-3, UN M49, names in four languages, focus countries.

Where each column of ``areas.csv`` comes from:

- ``id``: ISO 3166-1 alpha-3. User-assigned ``XKX`` (Kosovo) and ``XCX`` (Channel Islands, as UN
  DESA reports them); ``SCG`` (Serbia and Montenegro, until 2006) of ISO 3166-3. ``W _U _X _Z`` are
  the observation table's own: world or all, unknown or other, stateless, no other end.
- ``m49``: the country code of ``UNlocations.txt`` (UN DESA, World Population Prospects 2024); for
  areas without population, which that file leaves out, the ISO 3166-1 number, which is the same.
  Kosovo has none.
- ``region``: the subregion of the same file, as its M49 number; the UN Statistics Division's M49
  list for areas without population. Antarctica is in none.
- ``name_es``, ``name_en``, ``name_fr``: the names of the M49 list, with the double names that the
  United Nations use for the Falkland Islands (Malvinas); ``name_pt``, which the United Nations do
  not publish, is CLDR's, formed like the others where those are formal.
- ``short_*``: the name, or a shorter form where the name is long and space is short.

First-level units have a file of their own, ``admin1.csv``: see ``data.codes.admin1``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from data.codes.admin1 import UNIT, UNLOCATED, as_area, is_unit, unit_faults, units_of
from data.codes.files import BrokenCodes, Row, doubled, read_rows, read_toml
from data.errors import listed

__all__ = [
    "DESCRIBED",
    "NINE",
    "UNLOCATED",
    "Area",
    "BrokenCodes",
    "Codes",
    "Fold",
    "is_unit",
]

HERE = Path(__file__).parent
LANGUAGES = ("es", "en", "pt", "fr")
NINE = ("ARG", "BOL", "COL", "ECU", "PRY", "PER", "GUY", "CHL", "URY")
# The countries that have a page of their own: the nine, and those of origin and context.
DESCRIBED = (*NINE, "VEN", "BRA")
LEVELS = ("world", "country", "special", "group")
NAMES = tuple(f"{kind}_{lang}" for kind in ("name", "short") for lang in LANGUAGES)
AREAS = ("id", "m49", "level", "parent", "region", "focus", *NAMES)
ALIASES = ("source", "code", "area", "reason")
IGNORED = ("source", "code", "reason")
ADMIN1 = ("id", "parent", "national", *NAMES)
NUMBER = re.compile(r"\d{3}")


@dataclass(frozen=True, slots=True)
class Area:
    """One area.

    Attributes:
        id: ISO 3166-1 alpha-3, or ``W _U _X _Z``; of a first-level unit ISO 3166-2.
        m49: three digits of UN M49, empty where there are none.
        level: ``world``, ``country``, ``special``, ``group`` or ``unit``.
        parent: the area that it is part of, empty at the top.
        region: M49 number of its subregion (``005`` South America), empty where there is none.
        focus: whether it is one of the nine.
        names: by language, as the United Nations name it.
        shorts: by language, for where space is short.
        national: of a unit, the code of the country's own statistics.
    """

    id: str
    m49: str
    level: str
    parent: str
    region: str
    focus: bool
    names: Mapping[str, str]
    shorts: Mapping[str, str]
    national: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """How a group is shown where there is no room for each of its countries.

    Attributes:
        whole: the group.
        named: its countries that are shown one by one when any of them is large.
        rest: the group of all its other countries.
    """

    whole: str
    named: tuple[str, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Codes:
    """Areas, and what the producers call them.

    Attributes:
        areas: by id, in the order of the files, first-level units last.
        units: by country, its first-level units, those who cannot be placed (``COL-_U``) last.
        aliases: by source, the producer's code to our area.
        ignored: by source, the producer's codes that are left out, with the reason.
        groups: by group, the countries in it, in the order of the areas.
        folds: how groups are shown where there is no room for each of their countries.
        regions: the groups that every country is in one of.
    """

    areas: Mapping[str, Area]
    units: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, Mapping[str, str]]
    ignored: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, tuple[str, ...]]
    folds: tuple[Fold, ...]
    regions: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path = HERE) -> Self:
        """Read the lists of a folder and hold them against each other.

        Raises:
            BrokenCodes: naming every doubled, empty, unknown or contradicting row.

        >>> Codes.read().areas["PER"].m49
        '604'
        """
        rows = read_rows(folder / "areas.csv", AREAS)
        aliases = read_rows(folder / "aliases.csv", ALIASES)
        ignored = read_rows(folder / "ignored.csv", IGNORED)
        units = read_rows(folder / "admin1.csv", ADMIN1)
        faults = [
            *area_faults(rows),
            *outside_faults(rows, aliases, ignored),
            *unit_faults(units, rows),
        ]
        if faults:
            message = f"{folder}: {listed(faults)}. Mend the rows named."
            raise BrokenCodes(message)
        areas = {row["id"]: area(row) for row in [*rows, *map(as_area, units)]}
        given = read_toml(folder / "groups.toml")
        groups = groups_of(given, areas, folder / "groups.toml")
        folds = tuple(
            Fold(made_of["rest_of"], tuple(made_of["named"]), code)
            for code, made_of in given.items()
            if "rest_of" in made_of
        )
        regions = tuple(code for code, made_of in given.items() if "regions" in made_of)
        return cls(
            areas,
            units_of(units),
            by_source(aliases, "area"),
            by_source(ignored, "reason"),
            groups,
            folds,
            regions,
        )

    @property
    def focus(self) -> tuple[str, ...]:
        """The nine focus countries, in their fixed order."""
        return NINE

    @property
    def own(self) -> tuple[str, ...]:
        """The areas that rows may have: all but the groups."""
        return tuple(code for code in self.areas if code not in self.groups)

    def members(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Give areas with the countries of each group in its place, repeated ones as often.

        >>> Codes.read().members(["W", "G_NORTH_AMERICA"])
        ('W', 'BMU', 'CAN', 'GRL', 'SPM', 'USA')
        """
        return tuple(area for code in asked for area in self.groups.get(code, (code,)))

    def within(self, area_id: str) -> str:
        """Give the country that a unit is in, and a country itself.

        >>> Codes.read().within("CO-DC"), Codes.read().within("PER")
        ('COL', 'PER')
        """
        found = self.areas[area_id]
        return found.parent if found.level == UNIT else found.id

    def name(self, area_id: str, lang: str) -> str:
        """Give the name that the United Nations use.

        >>> Codes.read().name("BOL", "es")
        'Bolivia (Estado Plurinacional de)'
        """
        return self.areas[area_id].names[lang]

    def short(self, area_id: str, lang: str) -> str:
        """Give the short name, for where space is short.

        >>> Codes.read().short("BOL", "fr")
        'Bolivie'
        """
        return self.areas[area_id].shorts[lang]


def area_faults(rows: list[Row]) -> Iterator[str]:
    """Name what is wrong in ``areas.csv``, row by row."""
    ids = {row["id"] for row in rows}
    yield from doubled("id", (row["id"] for row in rows))
    yield from doubled("m49", (row["m49"] for row in rows if row["m49"]))
    for row in rows:
        code = row["id"] or "a row"
        yield from (f"{code} has no {column}" for column in ("id", *NAMES) if not row[column])
        for column in ("m49", "region"):
            if row[column] and not NUMBER.fullmatch(row[column]):
                yield f"{code} has {column} '{row[column]}', must be three digits"
        if row["level"] not in LEVELS:
            yield f"{code} has level '{row['level']}', must be one of {', '.join(LEVELS)}"
        if row["parent"] and row["parent"] not in ids:
            yield f"{code} has parent '{row['parent']}', which is no id"
        if row["focus"] != str(row["id"] in NINE).lower():
            yield f"{code} has focus '{row['focus']}', must be true for the nine, else false"
    yield from (f"areas.csv lacks {code}" for code in NINE if code not in ids)


def outside_faults(rows: list[Row], aliases: list[Row], ignored: list[Row]) -> Iterator[str]:
    """Name what is wrong in ``aliases.csv`` and ``ignored.csv``: the three lists are disjoint."""
    ids = {row["id"] for row in rows}
    both = [*aliases, *ignored]
    yield from doubled("code", (f"{row['source']} {row['code']}" for row in both))
    for row in both:
        code = f"{row['source']} {row['code']}"
        yield from (f"'{code}' has no {column}" for column in row if not row[column])
        if row["code"] in ids:
            yield f"{code} is an id of areas.csv: it needs no alias and cannot be ignored"
    for row in aliases:
        if row["area"] not in ids:
            yield f"aliases.csv: {row['source']} {row['code']} leads to '{row['area']}', no id"


def area(row: Row) -> Area:
    """Make an area of a row."""
    return Area(
        id=row["id"],
        m49=row["m49"],
        level=row["level"],
        parent=row["parent"],
        region=row["region"],
        focus=row["focus"] == "true",
        names={lang: row[f"name_{lang}"] for lang in LANGUAGES},
        shorts={lang: row[f"short_{lang}"] for lang in LANGUAGES},
        national=row.get("national", ""),
    )


def groups_of(
    given: Mapping[str, Any], areas: Mapping[str, Area], file: Path
) -> dict[str, tuple[str, ...]]:
    """Give the countries of each group.

    Raises:
        BrokenCodes: naming groups without a row in ``areas.csv``, rows of groups without members,
            and members that are not there.
    """
    named = {area.id for area in areas.values() if area.level == "group"}
    faults = [
        f"{code} is in groups.toml or areas.csv, not in both" for code in named ^ given.keys()
    ]
    found: dict[str, tuple[str, ...]] = {}
    for code, made_of in given.items():
        whole = found.get(made_of.get("rest_of", ""), ())
        apart = made_of.get("named", ())
        faults += [
            f"groups.toml: {code} names {one}, which is not in it"
            for one in apart
            if one not in whole
        ]
        inner = [member for group in made_of.get("groups", ()) for member in found.get(group, ())]
        inner += [member for member in whole if member not in apart]
        found[code] = tuple(
            area.id
            for area in areas.values()
            if area.level == "country"
            and (
                area.id in inner
                or area.region in made_of.get("regions", ())
                or (area.focus and made_of.get("focus", False))
            )
        )
        if not found[code]:
            faults.append(f"groups.toml: {code} has no members")
    if faults:
        message = f"{file}: {listed(sorted(faults))}. Mend the groups named."
        raise BrokenCodes(message)
    return found


def by_source(rows: list[Row], column: str) -> dict[str, dict[str, str]]:
    """Sort rows by source, then code.

    >>> by_source([{"source": "unhcr", "code": "XXA", "area": "_X"}], "area")
    {'unhcr': {'XXA': '_X'}}
    """
    sources: dict[str, dict[str, str]] = {}
    for row in rows:
        sources.setdefault(row["source"], {})[row["code"]] = row[column]
    return sources

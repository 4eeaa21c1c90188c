"""UNHCR, Refugee Population Statistics Database: persons by origin, asylum and status, year end.

Besides the populations: displacement during the year, the populations by sex and age, asylum
applications and decisions, solutions, and IDMC's internally displaced persons as UNHCR hands them
on. Every table names each country three times (UNHCR's code, ISO's code and a name); a row in
which they do not agree with each other and with UNHCR's list of countries is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.catalogue import Source
from data.connectors.files import (
    FRESH,
    BrokenRawFile,
    Column,
    RawTables,
    check_keys,
    read_rda,
    rows,
    verified,
)
from data.errors import listed

Shape = Mapping[str, Column]
PAIR = ("coo_iso", "coa_iso")
NAMES = {"coo_iso": "origin", "coa_iso": "asylum", "oip": "other_protection"}
UNUSED = ["coo_name", "coo", "coa_name", "coa"]
SEXES = ("f", "m")
BANDS = ("0_4", "5_11", "12_17", "18_59", "60", "other")
OUTCOMES = ("dec_recognized", "dec_other", "dec_rejected", "dec_closed")
COUNTRIES = "countries.rda"
# Codes that UNHCR uses and its list of countries does not have.
BESIDE = (("UKN", "UNK"), ("UKN", "UKN"), ("STA", "STA"), ("TIB", "TIB"), ("AB9", "AB9"))
COUNTRY = {
    **dict.fromkeys(("iso_code", "unhcr_code", "name"), Column.TEXT_OR_NONE),
    **dict.fromkeys(("unhcr_region", "unsd_region"), Column.TEXT_OR_NONE),
    **dict.fromkeys(("unsd_subregion", "unsd_imregion"), Column.TEXT_OR_NONE),
}


def shape(texts: tuple[str, ...], counts: tuple[str, ...], gaps: tuple[str, ...] = ()) -> Shape:
    """Give the shape of a table of UNHCR: year, both ends by three names, texts, counts."""
    ends = ("coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso")
    return {
        "year": Column.YEAR,
        **dict.fromkeys((*ends, *texts), Column.TEXT),
        **dict.fromkeys(counts, Column.COUNT),
        **dict.fromkeys(gaps, Column.COUNT_OR_NONE),
    }


@dataclass(frozen=True, slots=True)
class Table:
    """One table of UNHCR.

    Attributes:
        name: of the object in the file.
        file: its name.
        shape: its columns.
        parts: the columns that are its key together with year, origin and asylum.
    """

    name: str
    file: str
    shape: Shape
    parts: tuple[str, ...] = ()

    def read(self, raw: Path, source: Source, known: set[tuple[str, str]]) -> pd.DataFrame:
        """Read the table and hold its keys and codes against each other and UNHCR's list."""
        file = source.file(self.file)
        table = read_rda(verified(raw, source, file), self.name, self.shape)
        check_keys(table, file.path, ["year", *PAIR, *self.parts])
        check_codes(table, file.path)
        check_countries(table, f"{file.path} and {source.file(COUNTRIES).path}", known)
        return table


POPULATION = shape(
    (),
    ("refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless")
    + ("ooc", "hst"),
    ("oip",),
)
FLOWS = {
    **shape((), (), ("refugees", "asylum_seekers", "refugee_like", "oip")),
    "coo_name": Column.TEXT_OR_NONE,
}
PLACE = ("pop_type", "location", "loc_type", "acc_type")
CLAIM = ("procedure_type", "app_type", "dec_level", "app_pc")
DECISION = ("procedure_type", "dec_level", "dec_pc")
BY_SEX = tuple(f"{sex}_{band}" for sex in SEXES for band in (*BANDS, "total"))
SOLUTIONS = ("returned_refugees", "resettlement", "naturalisation", "returned_idps")
TABLES = (
    Table("population", "population.rda", POPULATION),
    Table("flows", "flows.rda", FLOWS),
    Table(
        "demographics",
        "demographics_2001_2025.rda",
        shape(PLACE, (*BY_SEX, "total")),
        PLACE,
    ),
    Table("asylum_applications", "asylum_applications.rda", shape(CLAIM, ("applied",)), CLAIM),
    Table(
        "asylum_decisions",
        "asylum_decisions.rda",
        shape(DECISION, (*OUTCOMES, "dec_total")),
        DECISION,
    ),
    Table("solutions", "solutions.rda", shape((), (), SOLUTIONS)),
)
# What the columns of codes may hold: an unknown code would leave its rows out of every sum.
LEVELS = ("FI", "FA", "AR", "RA", "JR", "EO", "IN", "NA", "TA", "SP", "CA", "BL", "TP", "TR")
CODES = {
    "procedure_type": ("G", "J", "U"),
    "app_type": ("N", "R", "A", "J", "V", "NR", "NA", "RA", "FA", "SP"),
    "dec_level": LEVELS,
    "app_pc": ("P", "C"),
    "dec_pc": ("P", "C"),
    "pop_type": ("REF", "ASY", "OIP", "IDP", "OOC", "RET", "RDP", "STA", "HST"),
}
IDMC = Table("idmc", "idmc.rda", shape((), ("total",)))


def read(raw: Path, source: Source) -> RawTables:
    """Read the tables of UNHCR by the names of their files' objects.

    Returns:
        Tables with ``year``, ``origin`` and ``asylum``. In ``population``, ``flows`` and
        ``solutions`` a cell is not a number where UNHCR gives none.

    Raises:
        BrokenRawFile: when a file is not what it should be.
    """
    known = countries(raw, source)
    tables = {each.name: each.read(raw, source, known) for each in TABLES}
    paths = {each.name: source.file(each.file).path for each in TABLES}
    check_bands(tables["demographics"], paths["demographics"])
    kept = {
        name: table.rename(columns=NAMES).drop(columns=UNUSED) for name, table in tables.items()
    }
    return RawTables(source.id, kept, paths)


def read_idmc(raw: Path, source: Source) -> RawTables:
    """Read IDMC's internally displaced persons: table ``idmc``, ``year, origin, persons``."""
    path = source.file(IDMC.file).path
    table = IDMC.read(raw, source, countries(raw, source))
    abroad = table.index[table["coo_iso"] != table["coa_iso"]]
    if len(abroad):
        message = (
            f"{path}: displaced within a country that is not theirs in {rows(abroad)}. {FRESH}."
        )
        raise BrokenRawFile(message)
    names = {"coo_iso": "origin", "total": "persons"}
    kept = table.rename(columns=names, errors="raise")[["year", "origin", "persons"]]
    return RawTables(source.id, {"idmc": kept}, {"idmc": path})


def countries(raw: Path, source: Source) -> set[tuple[str, str]]:
    """Read which of UNHCR's codes is which of ISO's; without the latter, it is the same."""
    file = source.file(COUNTRIES)
    table = read_rda(verified(raw, source, file), "countries", COUNTRY)
    check_keys(table, file.path, ["unhcr_code"])
    iso = table["iso_code"].fillna(table["unhcr_code"])
    return {*zip(table["unhcr_code"], iso, strict=True), *BESIDE}


def check_codes(table: pd.DataFrame, where: str) -> None:
    """Refuse codes that UNHCR is not known to use."""
    faults = []
    for column, codes in CODES.items():
        if column in table:
            unknown = table[~table[column].isin(codes)]
            faults += [
                f"{column} '{code}' is unknown in {rows(group.index)}"
                for code, group in unknown.groupby(column, sort=True)
            ]
    if faults:
        message = f"{where}: {listed(faults)}. {FRESH}."
        raise BrokenRawFile(message)


def check_countries(table: pd.DataFrame, where: str, known: set[tuple[str, str]]) -> None:
    """Refuse rows whose codes do not name one country, and codes with two names."""
    faults = []
    for end in ("coo", "coa"):
        codes = pd.MultiIndex.from_frame(table[[end, f"{end}_iso"]])
        unknown = table[~codes.isin(list(known))]
        faults += [
            f"{end} '{own}' and {end}_iso '{iso}' are not one country in {rows(group.index)}"
            for (own, iso), group in unknown.groupby([end, f"{end}_iso"], sort=True)
        ]
        named = table[[f"{end}_iso", f"{end}_name"]].dropna().drop_duplicates()
        for column in named:
            twice = sorted(named[column][named.duplicated(column, keep=False)].unique())
            faults += [f"{column} '{code}' has two names or codes" for code in twice]
    if faults:
        message = f"{where}: {listed(faults)}. {FRESH}."
        raise BrokenRawFile(message)


def check_bands(table: pd.DataFrame, where: str) -> None:
    """Refuse persons by sex and age that are not the sum of their bands, or above the total."""
    sums = {sex: table[[f"{sex}_{band}" for band in BANDS]].sum(axis=1) for sex in SEXES}
    faults = []
    for sex, bands in sums.items():
        unequal = table.index[bands != table[f"{sex}_total"]]
        faults += [f"{sex}_total is not the sum of its ages in {rows(unequal)}"] * bool(
            len(unequal)
        )
    above = table.index[table["f_total"] + table["m_total"] > table["total"]]
    faults += [f"women and men are above the total in {rows(above)}"] * bool(len(above))
    if faults:
        message = f"{where}: {listed(faults)}. {FRESH}."
        raise BrokenRawFile(message)

"""Raw files of UNHCR, cut to a few rows; the figures are UNHCR's where they can be few."""

import pandas as pd

from data.connectors.unhcr import BANDS, BY_SEX, SEXES, TABLES

FOLDER = "unhcr_refugee_statistics/2026-06/"
POPULATION = FOLDER + "population.rda"
FLOWS = FOLDER + "flows.rda"
DEMOGRAPHICS = FOLDER + "demographics_2001_2025.rda"
APPLICATIONS = FOLDER + "asylum_applications.rda"
DECISIONS = FOLDER + "asylum_decisions.rda"
SOLUTIONS = FOLDER + "solutions.rda"
COUNTRIES = FOLDER + "countries.rda"
IDMC = FOLDER + "idmc.rda"
OBJECTS = {DEMOGRAPHICS: "demographics"}
LISTED = {
    "ARG": ("ARG", "Argentina"),
    "COL": ("COL", "Colombia"),
    "CUB": ("CUB", "Cuba"),
    "ECU": ("ECU", "Ecuador"),
    "NPL": ("NEP", "Nepal"),
    "PRY": ("PAR", "Paraguay"),
    "VEN": ("VEN", "Venezuela (Bolivarian Republic of)"),
    "XXA": ("STA", "Stateless"),
}
BESIDE = {
    "AB9": ("AB9", "Abyei Area"),
    "STA": ("STA", "Stateless"),
    "TIB": ("TIB", "Tibetan"),
    "UKN": ("UKN", "Unknown/other"),
    "UNK": ("UKN", "Unknown"),
}
STATUSES = {"REF": "refugees", "ASY": "asylum_seekers", "OIP": "oip", "IDP": "idps"}


def countries() -> pd.DataFrame:
    """Give UNHCR's list of countries."""
    rows = [(iso, code, name) for iso, (code, name) in LISTED.items()]
    table = pd.DataFrame(rows, columns=["iso_code", "unhcr_code", "name"])
    regions = ("unhcr_region", "unsd_region", "unsd_subregion", "unsd_imregion")
    return table.assign(**dict.fromkeys(regions, "region"))


def named(rows: list[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    """Give rows that begin with year, origin and asylum, with UNHCR's codes and names beside."""
    table = pd.DataFrame(rows, columns=["year", "coo_iso", "coa_iso", *columns])
    table = table.astype({"year": "float64"})
    names = {**LISTED, **BESIDE}
    for end in ("coo", "coa"):
        table[end] = [names[iso][0] for iso in table[f"{end}_iso"]]
        table[f"{end}_name"] = [names[iso][1] for iso in table[f"{end}_iso"]]
    return table


def in_order(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give the columns as UNHCR's table has them, counts as numbers."""
    (own,) = (each for each in TABLES if each.name == name)
    return table[list(own.shape)]


def populations() -> pd.DataFrame:
    """Give UNHCR's cells: other protection enters in 2018 and goes missing in Paraguay in 2023."""
    cells = [
        (2017, "VEN", "ARG", 0, 183, None, 0, 0, 56621, 0),
        (2018, "VEN", "ARG", 16, 1015, 127152, 0, 0, 0, 0),
        (2018, "CUB", "ARG", 161, 250, None, 0, 0, 0, 0),
        (2022, "VEN", "PRY", 4315, 450, 1004, 0, 0, 0, 0),
        (2023, "VEN", "PRY", 4675, 719, None, 0, 0, 0, 0),
        (2023, "CUB", "PRY", 30, 12, None, 0, 0, 0, 0),
        (2023, "COL", "COL", 0, 0, None, 6918373, 0, 516000, 0),
        (2023, "XXA", "PRY", 0, 0, None, 0, 5, 0, 0),
        (2023, "UNK", "NPL", 11, 5, None, 0, 0, 0, 0),
        (2023, "TIB", "NPL", 12000, 0, None, 0, 0, 0, 0),
        (2023, "COL", "ECU", 0, 0, None, 0, 0, 0, 11),
    ]
    counts = ["refugees", "asylum_seekers", "oip", "idps", "stateless", "ooc", "returned_refugees"]
    table = named(cells, counts).assign(returned_idps=0.0, hst=0.0).astype({"oip": "float64"})
    return in_order(table, "population")


def demographics() -> pd.DataFrame:
    """Give the same persons by place, those of Argentina in 2018 by sex and in part by age."""
    rows = []
    for cell in populations().to_dict("records"):
        for kind, column in STATUSES.items():
            if cell[column] > 0:
                key = (cell["year"], cell["coo_iso"], cell["coa_iso"])
                rows += [(*key, kind, *place) for place in places(*key, kind, cell[column])]
    columns = ["pop_type", "location", *BY_SEX, "total"]
    return in_order(named(rows, columns).assign(loc_type="U", acc_type="I"), "demographics")


def places(
    year: float, origin: str, asylum: str, kind: str, total: float
) -> list[tuple[object, ...]]:
    """Give the places of one cell, each with women, men and all."""
    nobody = dict.fromkeys(BY_SEX, 0.0)
    if (year, origin, asylum, kind) == (2018, "VEN", "ARG", "ASY"):
        city = by_band(f=(10, 20, 30, 300, 40, 0), m=(11, 21, 31, 310, 41, 100))
        return [("Buenos Aires", *city.values(), total - 15), ("Córdoba", *nobody.values(), 15.0)]
    if (origin, asylum, kind) == ("CUB", "ARG", "REF"):
        whole = by_band(f=(0, 0, 0, 0, 0, 80), m=(0, 0, 0, 0, 0, 81))
        return [("Dispersed in the country / territory", *whole.values(), total)]
    return [("Dispersed in the country / territory", *nobody.values(), total)]


def by_band(f: tuple[int, ...], m: tuple[int, ...]) -> dict[str, float]:
    """Give the columns of women and men by age, with the sum of each."""
    bands = dict(zip(SEXES, (f, m), strict=True))
    given = {f"{s}_{band}": n for s in SEXES for band, n in zip(BANDS, bands[s], strict=True)}
    given |= {f"{s}_total": sum(bands[s]) for s in SEXES}
    return {name: float(given[name]) for name in BY_SEX}


def flows() -> pd.DataFrame:
    """Give new displacement: others in need of protection in Argentina in 2018, then no more."""
    rows = [
        (2018, "VEN", "ARG", None, 872, None, 77243),
        (2019, "VEN", "ARG", None, 2182, None, None),
        (2018, "CUB", "ARG", None, 206, None, None),
        (2023, "STA", "PRY", 7, None, 9, None),
        (2023, "UKN", "NPL", 5, None, None, None),
        (1962, "TIB", "NPL", 2236, None, None, None),
    ]
    counts = ["refugees", "asylum_seekers", "refugee_like", "oip"]
    table = named(rows, counts).astype(dict.fromkeys(counts, "float64"))
    nameless = table["coo_name"].mask(table["coo_iso"] == "TIB")
    return in_order(table.assign(coo_name=nameless), "flows")


def applications() -> pd.DataFrame:
    """Give applications: new and repeated, on appeal, first and second instance, and cases.

    Those of 2022 stand beside others at a level that is not told, of kinds in one, or in review.
    """
    rows = [
        (2023, "VEN", "PRY", "G", "N", "FI", "P", 701),
        (2023, "VEN", "PRY", "U", "N", "FI", "P", 9),
        (2023, "VEN", "PRY", "G", "R", "FI", "P", 12),
        (2023, "VEN", "PRY", "G", "A", "AR", "P", 25),
        (2023, "VEN", "ECU", "G", "N", "FA", "P", 2000),
        (2023, "COL", "ECU", "G", "N", "FI", "P", 300),
        (2023, "COL", "ECU", "G", "N", "FA", "P", 3000),
        (2023, "CUB", "COL", "G", "N", "FI", "C", 40),
        (2023, "VEN", "COL", "G", "N", "FI", "C", 8),
        (2023, "VEN", "COL", "G", "N", "FI", "P", 500),
        (2022, "VEN", "ARG", "G", "N", "FI", "P", 60),
        (2022, "VEN", "ARG", "G", "N", "NA", "P", 500),
        (2022, "CUB", "ARG", "G", "N", "NA", "P", 7),
        (2022, "VEN", "ECU", "G", "N", "FA", "P", 30),
        (2022, "VEN", "ECU", "G", "NR", "FA", "P", 400),
        (2022, "CUB", "ECU", "G", "V", "NA", "P", 8),
        (2022, "VEN", "PRY", "G", "N", "FI", "P", 20),
        (2022, "VEN", "PRY", "G", "NR", "AR", "P", 6),
        (2022, "CUB", "PRY", "G", "N", "AR", "P", 5),
        (2022, "COL", "PRY", "G", "R", "FI", "P", 4),
    ]
    columns = ["procedure_type", "app_type", "dec_level", "app_pc", "applied"]
    return in_order(named(rows, columns).astype({"applied": "float64"}), "asylum_applications")


def decisions() -> pd.DataFrame:
    """Give decisions: with all outcomes, on appeal, in cases, and a number without an outcome."""
    rows = [
        (2023, "VEN", "PRY", "G", "FI", "P", 600, 0, 5, 40, 645),
        (2023, "VEN", "PRY", "G", "AR", "P", 3, 0, 7, 0, 10),
        (2023, "VEN", "ECU", "G", "FA", "P", 100, 20, 30, 5, 155),
        (2023, "CUB", "COL", "G", "FI", "C", 5, 0, 10, 0, 15),
        (2023, "CUB", "PRY", "G", "FI", "P", 0, 0, 0, 0, 0),
        (2022, "VEN", "ARG", "G", "FI", "P", 60, 1, 2, 3, 66),
        (2022, "VEN", "ARG", "G", "TA", "P", 8, 0, 0, 1, 9),
        (2022, "CUB", "ARG", "G", "TA", "P", 4, 0, 0, 0, 4),
        (2022, "COL", "ARG", "G", "JR", "P", 7, 0, 0, 0, 7),
    ]
    counts = ["dec_recognized", "dec_other", "dec_rejected", "dec_closed", "dec_total"]
    table = named(rows, ["procedure_type", "dec_level", "dec_pc", *counts])
    return in_order(table.astype(dict.fromkeys(counts, "float64")), "asylum_decisions")


def solutions() -> pd.DataFrame:
    """Give solutions: returns from Ecuador to Colombia, resettlement to and naturalisation in."""
    rows = [
        (2023, "COL", "ECU", 11, None, None, None),
        (2023, "COL", "ARG", None, 20, 5, None),
        (2023, "VEN", "ARG", None, None, 8, None),
        (2023, "COL", "COL", None, None, None, 31),
    ]
    counts = ["returned_refugees", "resettlement", "naturalisation", "returned_idps"]
    table = named(rows, counts).astype(dict.fromkeys(counts, "float64"))
    return in_order(table, "solutions")


def idmc() -> pd.DataFrame:
    """Give IDMC's internally displaced persons, rounded and not, and the area without a code."""
    rows = [
        (2022, "COL", "COL", 4766000),
        (2022, "UNK", "UNK", 8),
        (2022, "ECU", "ECU", 1250),
        (2022, "AB9", "AB9", 31000),
    ]
    table = named(rows, ["total"]).astype({"total": "float64"})
    order = "year coo_name coo coo_iso coa_name coa coa_iso total"
    return table[order.split()]


def tables() -> dict[str, pd.DataFrame]:
    """Give all tables by path."""
    return {
        POPULATION: populations(),
        FLOWS: flows(),
        DEMOGRAPHICS: demographics(),
        APPLICATIONS: applications(),
        DECISIONS: decisions(),
        SOLUTIONS: solutions(),
        COUNTRIES: countries(),
        IDMC: idmc(),
    }

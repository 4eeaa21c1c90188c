"""Bolivia's census of 2024 as observations: born abroad, and living abroad five years before."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.national import cells, check_apart, crossed, sums_by, units_of
from data.harmonise.registers import coded

COUNTRY = "BOL"
YEAR = "2024"
SEXES = {"T": "_T", "H": "M", "M": "F"}
ABROAD = "En_otro_pais"
BORN, LIVED = "born", "lived"
KEY = ["department", "question", "answer", "sex"]


def born_abroad(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give persons born abroad by department and sex, and the sum of the departments.

    Raises:
        BrokenRule: when men and women are not the total, or municipalities not the department.
    """
    check_sums(raw, catalogue)
    return abroad(raw, BORN, "bol_census_born_abroad", codes, catalogue)


def lived_abroad(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give persons who lived abroad five years before, likewise."""
    return abroad(raw, LIVED, "bol_census_abroad_5y", codes, catalogue)


def abroad(
    raw: RawTables, question: str, definition: str, codes: Codes, catalogue: Catalogue
) -> pd.DataFrame:
    """Give the answers 'in another country' to one question; the file has no national row."""
    table = raw.tables["departments"]
    own = table[(table["question"] == question) & (table["answer"] == ABROAD)]
    parts = cells(
        own["persons"],
        definition,
        ref_area=units_of(own["department"], COUNTRY, raw, "departments", codes),
        sex=coded(own["sex"], SEXES, raw.paths["departments"]),
        time_period=YEAR,
    )
    return crossed(parts, {"ref_area": COUNTRY}, catalogue)


def check_sums(raw: RawTables, catalogue: Catalogue) -> None:
    """Hold departments against their municipalities, and totals against men and women."""
    departments, where = raw.tables["departments"], raw.paths["departments"]
    smaller = raw.tables["municipalities"]
    printed, added = (
        sums_by(table["persons"], [table[name] for name in KEY]) for table in (departments, smaller)
    )
    pairs = [
        (f"municipalities of {name}", added.get(name, 0.0), printed.get(name, 0.0))
        for name in sorted(added.keys() | printed.keys())
    ]
    both = departments[departments["sex"] != "T"]
    by_sex = sums_by(both["persons"], [both[name] for name in KEY[:3]])
    pairs += [
        (f"men and women of {name}", value, printed.get(f"{name} T", 0.0))
        for name, value in by_sex.items()
    ]
    check_apart(pairs, where, catalogue)

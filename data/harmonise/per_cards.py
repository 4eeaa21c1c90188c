"""Procedures for the foreigner's card in Peru as observations: by department, nationality, kind."""

from itertools import product

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables
from data.harmonise.crossed import check_units, dense_areas, margins, of_nationalities
from data.harmonise.registers import cells, coded, months_from, with_years
from data.harmonise.rows import PARTS
from data.harmonise.sums import KEYS
from data.harmonise.units import to_units
from data.schema import TOTAL, WORLD

AREA = "PER"
DEFINITION = "per_card_procedures"
SEXES = {"FEMENINO": "F", "MASCULINO": "M"}
AGES = {"MAYOR DE EDAD (18 AÑOS A MÁS)": "Y_GE18", "MENOR DE EDAD (0 A 17 AÑOS)": "Y_LT18"}
KINDS = {
    "ACTUALIZACIÓN CON EMISIÓN DE DOCUMENTO": "card.update",
    "CAMBIO DE CALIDAD MIGRATORIA": "card.change_of_status",
    "DUPLICADO DE CE": "card.duplicate",
    "EXPEDICIÓN DE CARNÉ DE EXTRANJERÍA": "card.issue",
    "RENOVACION DE CARNÉ DE EXTRANJERÍA": "card.renewal",
}
# What each margin adds up over: the file tells procedures apart by all of it at once.
WHOLE = {"sex": TOTAL, "age": TOTAL, "breakdown": TOTAL}
SPLITS = (
    {"age": TOTAL, "breakdown": TOTAL},
    {"sex": TOTAL, "breakdown": TOTAL},
    {"breakdown": TOTAL},
    {"sex": TOTAL, "age": TOTAL},
)
PLACES: tuple[dict[str, str], ...] = ({}, {"ref_area": AREA})
ORIGINS: tuple[dict[str, str], ...] = ({}, {"counterpart_area": WORLD})


def procedures(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give procedures by department of the beneficiary, nationality, sex, age, and kind.

    Each department and each nationality has every month; of their splits, and of nationalities
    in a department, only what a month lists. The months are those of the files; the year adds
    them up and says which ones it has.
    """
    parts = pd.concat([of_month(raw, name, codes) for name in raw.tables], ignore_index=True)
    published = sorted(raw.tables)
    every = months_from(published[0], published[-1])
    whole = margins(parts, [WHOLE | p | o for p, o in product(PLACES, ORIGINS)], catalogue)
    named = whole["counterpart_area"] != WORLD
    listed_only = named & (whole["ref_area"] != AREA)
    ends = dense_areas(whole[~listed_only], every, published)
    split = margins(parts, [s | p | o for s, p, o in product(SPLITS, PLACES, ORIGINS)], catalogue)
    months = pd.concat([ends, whole[listed_only], split], ignore_index=True)
    check_units(months, AREA, "peru_migraciones_ce")
    return with_years(months.sort_values(list(KEYS)), published, catalogue)


def of_month(raw: RawTables, name: str, codes: Codes) -> pd.DataFrame:
    """Give the procedures of one file as parts of rows, told apart by all that it tells."""
    table, where = raw.tables[name], raw.paths[name]
    parents = pd.Series(AREA, table.index)
    counted = cells(
        table,
        DEFINITION,
        ref_area=to_units(parents, table["department"], Labels.read(codes), raw.source, where),
        sex=coded(table["sex"], SEXES, where),
        age=coded(table["age"], AGES, where),
        breakdown=coded(table["kind"], KINDS, where),
    )
    return of_nationalities(counted, table["nationality"], codes, (raw.source, where))[PARTS]

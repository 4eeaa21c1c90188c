"""Chile's census of 2024 as observations: born abroad, and living abroad five years before."""

from collections.abc import Iterator

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.national import ages_of, cells, check_apart, units_of
from data.harmonise.registers import coded
from data.harmonise.rows import PARTS, to_areas
from data.harmonise.sums import KEYS, across, add_up, in_groups
from data.schema import TOTAL, UNKNOWN, WORLD

COUNTRY = "CHL"
YEAR = "2024"
BORN, LIVED = "chl_census_born_abroad", "chl_census_abroad_5y"
NATION = "País"
MISPRINTED = "misprinted"
SEXES = {"persons": "_T", "men": "M", "women": "F"}
BOOK_SEXES = {"Total País": "_T", "Total Región": "_T", "Hombre": "M", "Mujer": "F"}
EVERYBODY, ALL_AGES = "Total nacidos fuera del país", "Total País"
BIRTHPLACES = {
    "Otros países de América del Sur": "birthplace.other_south_america",
    "Otros países de América Central y El Caribe": "birthplace.other_central_america_caribbean",
    "América del Norte": "birthplace.north_america",
    "Europa": "birthplace.europe",
    "Asia": "birthplace.asia",
    "África": "birthplace.africa",
    "Oceanía": "birthplace.oceania",
    "País de nacimiento no declarado": "birthplace.not_declared",
}
ARRIVALS = {
    "Entre 2023 y 2024": "arrival.y2023_2024",
    "Entre 2020 y 2022": "arrival.y2020_2022",
    "Entre 2017 y 2019": "arrival.y2017_2019",
    "Entre 2014 y 2016": "arrival.y2014_2016",
    "Entre 2010 y 2013": "arrival.y2010_2013",
    "Entre 2000 y 2009": "arrival.y2000_2009",
    "Entre 1990 y 1999": "arrival.y1990_1999",
    "Antes de 1990": "arrival.before_1990",
    "Periodo de llegada no declarado": "arrival.not_declared",
}


def born_abroad(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give persons born abroad: by region and sex; of the country by birthplace, age, arrival.

    A sex of a region whose figures contradict the region's total is kept as printed and flagged.

    Raises:
        BrokenRule: when figures that should be equal are not, and ``unequal.csv`` does not say so.
    """
    parts = [
        by_region(raw, codes, catalogue),
        by_birthplace(raw, codes, catalogue),
        of_nation(raw, "ages", catalogue),
        of_nation(raw, "arrivals", catalogue),
    ]
    return pd.concat(parts, ignore_index=True)


def by_region(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the regions and the country, by sex."""
    table, where = raw.tables["regions"], raw.paths["regions"]
    apart = check_apart(region_pairs(table), where, catalogue)
    doubted = table["region"].map(lambda region: f"{region}: men and women" in apart)
    areas = units_of(table["region"], COUNTRY, raw, "regions", codes)
    areas = areas.mask(table["region"] == NATION, COUNTRY)
    found = []
    for column, sex in SEXES.items():
        own = cells(
            table[column],
            BORN,
            ref_area=areas,
            counterpart_area=WORLD,
            sex=sex,
            time_period=YEAR,
        )
        marked = doubted & (column == "women")
        found.append(own.assign(flags=own["flags"].mask(marked, MISPRINTED)))
    return pd.concat(found, ignore_index=True).dropna(subset="ref_area")


def region_pairs(table: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    """Give what must be equal: men and women with the total, and regions with the country."""
    both = across(table, ["men", "women"])
    for region, one, other in zip(table["region"], both, table["persons"], strict=True):
        yield f"{region}: men and women", float(one), float(other)
    nation = table["region"] == NATION
    for column in SEXES:
        # ``in_groups`` gives the sum of the regions and the country's own row.
        sums = in_groups(table[column], [nation])
        yield f"regions: {column}", float(sums.get(False, 0)), float(sums.get(True, 0))


def by_birthplace(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the country by country of birth and sex; groups of countries are a breakdown.

    Of the other end they are ``_U``, added up: the file does not name their countries.
    """
    table, where = raw.tables["origins"], raw.paths["origins"]
    check_apart(label_pairs(table, EVERYBODY, tuple(SEXES)), where, catalogue)
    named = table[table["label"] != EVERYBODY]
    origins = to_areas(named["label"], raw.source, codes, where)
    grouped = named["label"].isin(list(BIRTHPLACES))
    found = []
    for column, sex in SEXES.items():
        about = {"ref_area": COUNTRY, "sex": sex, "time_period": YEAR}
        own = cells(named[column], BORN, counterpart_area=origins, **about)
        rest = add_up(own[own["counterpart_area"] == UNKNOWN], KEYS, catalogue, BORN)[PARTS]
        groups = cells(
            named.loc[grouped, column],
            BORN,
            counterpart_area=WORLD,
            breakdown=named.loc[grouped, "label"].map(BIRTHPLACES),
            **about,
        )
        found += [own[own["counterpart_area"] != UNKNOWN], rest, groups]
    return pd.concat(found, ignore_index=True)


def of_nation(raw: RawTables, name: str, catalogue: Catalogue) -> pd.DataFrame:
    """Give the country by age, or by period of arrival."""
    table, where = raw.tables[name], raw.paths[name]
    whole = ALL_AGES if name == "ages" else EVERYBODY
    check_apart(label_pairs(table, whole, ("persons",)), where, catalogue)
    parts = table[table["label"] != whole]
    split = (
        {"age": ages_of(parts["label"], where)}
        if name == "ages"
        else {"breakdown": coded(parts["label"], ARRIVALS, where)}
    )
    about = {"ref_area": COUNTRY, "counterpart_area": WORLD, "time_period": YEAR}
    return cells(parts["persons"], BORN, **about, **split)


def label_pairs(
    table: pd.DataFrame, whole: str, columns: tuple[str, ...]
) -> Iterator[tuple[str, float, float]]:
    """Give what must be equal: the parts of a table with its total."""
    total = table["label"] == whole
    for column in columns:
        sums = in_groups(table[column], [total])
        yield f"parts: {column}", float(sums.get(False, 0)), float(sums.get(True, 0))


def lived_abroad(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give persons of five years and over who lived abroad five years before, by region and sex.

    Raises:
        BrokenRule: when the office's two tables, both sexes, or the regions do not agree.
    """
    table, where = raw.tables["abroad"], raw.paths["abroad"]
    sexes = coded(table["sex"], BOOK_SEXES, where)
    check_apart(book_pairs(table.assign(sex=sexes), raw.tables["matrix"]), where, catalogue)
    areas = units_of(table["region"], COUNTRY, raw, "abroad", codes)
    areas = areas.mask(table["region"] == NATION, COUNTRY)
    own = cells(table["persons"], LIVED, ref_area=areas, sex=sexes, time_period=YEAR)
    return own.dropna(subset="ref_area")


def book_pairs(table: pd.DataFrame, matrix: pd.DataFrame) -> Iterator[tuple[str, float, float]]:
    """Give what must be equal: both tables, men and women, regions and the country."""
    nation = table["region"] == NATION
    split = table[table["sex"] != TOTAL]
    printed = table[table["sex"] == TOTAL].set_index("region")["persons"]
    both = in_groups(split["persons"], [split["region"]])
    other = matrix.set_index("region")["persons"]
    for region, persons in printed.items():
        yield f"{region}: men and women", float(both.get(region, 0)), float(persons)
        yield f"{region}: matrix", float(other.get(region, 0)), float(persons)
    regions = in_groups(table["persons"], [nation, table["sex"]])
    for sex in table["sex"].unique():
        yield (
            f"regions: {sex}",
            float(regions.get((False, sex), 0)),
            float(regions.get((True, sex), 0)),
        )

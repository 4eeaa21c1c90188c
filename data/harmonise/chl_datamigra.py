"""Permits, refugee claims and foreign residents of Chile, as DataMigra tabulates them."""

from collections.abc import Mapping

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.national import cells, check_apart, check_shares, units_of
from data.harmonise.registers import coded
from data.harmonise.rows import BrokenRule, to_areas
from data.harmonise.sums import in_groups
from data.schema import WORLD, ObsStatus

COUNTRY = "CHL"
NATION = "Total País"
RESIDENTS, IRREGULAR = "datamigra_residents", "datamigra_irregular"
REGION_YEARS = ("2018", "2023")
IRREGULAR_YEAR = "2023"
ORIGINS_YEAR = "2025"
FROM_SHARE = "from_share"
EVENTS = {
    "refugee_applications_national": "Solicitantes",
    "refugee_recognitions_national": "Reconocimientos",
    "refugee_rejections_national": "Rechazos",
}


def residents(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give foreign residents: of all origins and the five largest, and by region in two years.

    The regions are fewer than the country; the file does not say where the others live, and they
    have no row.

    Raises:
        BrokenRule: when the regions miss more or fewer than ``unequal.csv`` says, or a share in
            print is another.
    """
    whole, where = raw.tables["residents"], raw.paths["residents"]
    coded(whole["region"], {NATION: COUNTRY}, where)
    about = {"obs_status": ObsStatus.ESTIMATED.value}
    years = whole["year"].astype(int).astype(str)
    nation = cells(
        whole["persons"],
        RESIDENTS,
        ref_area=COUNTRY,
        counterpart_area=WORLD,
        time_period=years,
        **about,
    )
    totals = dict(zip(years, whole["persons"].astype(float), strict=True))
    parts = [nation, by_origin(raw, totals, codes), by_region(raw, totals, codes, catalogue)]
    return pd.concat(parts, ignore_index=True).assign(**about)


def by_origin(raw: RawTables, totals: Mapping[str, float], codes: Codes) -> pd.DataFrame:
    """Give the five largest origins; what the others have is not in the file."""
    table, where = raw.tables["residents_by_origin"], raw.paths["residents_by_origin"]
    years = table["year"].astype(int).astype(str)
    check_shares(table["persons"], years.map(totals), table["share"], where)
    return cells(
        table["persons"],
        RESIDENTS,
        ref_area=COUNTRY,
        counterpart_area=to_areas(table["origin"], raw.source, codes, where),
        time_period=years,
    )


def by_region(
    raw: RawTables, totals: Mapping[str, float], codes: Codes, catalogue: Catalogue
) -> pd.DataFrame:
    """Give the regions as printed, and hold their sum against the country's figure."""
    table, where = raw.tables["residents_by_region"], raw.paths["residents_by_region"]
    areas = units_of(table["region"], COUNTRY, raw, "residents_by_region", codes)
    nation = pd.Series(COUNTRY, index=table.index)
    pairs = [
        (f"regions {year}", float(in_groups(table[year], [nation])[COUNTRY]), totals.get(year, 0.0))
        for year in REGION_YEARS
    ]
    check_apart(pairs, where, catalogue)
    found = [
        cells(table[year], RESIDENTS, ref_area=areas, counterpart_area=WORLD, time_period=year)
        for year in REGION_YEARS
    ]
    return pd.concat(found, ignore_index=True)


def irregular(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give persons in irregular situation in the registers, by origin and of all origins.

    The file prints no total, and of every origin its share in one; the origins that it prints
    add up to less. The total is the one that all of these shares are of.

    Raises:
        BrokenRule: when the shares are of several totals, or the origins' distance from it is
            not the one that ``unequal.csv`` says.
    """
    table, where = raw.tables["irregular"], raw.paths["irregular"]
    check_shares(table["irregular"], table["registered"], table["share_irregular"], where)
    total = total_of(table["irregular"], table["share_total_irregular"], where)
    nation = pd.Series(COUNTRY, index=table.index)
    listed_there = float(in_groups(table["irregular"], [nation])[COUNTRY])
    check_apart([(f"origins {IRREGULAR_YEAR}", listed_there, total)], where, catalogue)
    about = {
        "ref_area": COUNTRY,
        "time_period": IRREGULAR_YEAR,
        "obs_status": ObsStatus.ESTIMATED.value,
    }
    origins = to_areas(table["origin"], raw.source, codes, where)
    own = cells(table["irregular"], IRREGULAR, counterpart_area=origins, **about)
    whole = cells(pd.Series([total]), IRREGULAR, counterpart_area=WORLD, flags=FROM_SHARE, **about)
    return pd.concat([own, whole], ignore_index=True)


def total_of(parts: pd.Series, shares: pd.Series, where: str) -> float:
    """Give the one whole number that all parts are these shares of.

    Raises:
        BrokenRule: when there is none.

    >>> total_of(pd.Series([1.0, 2.0]), pd.Series([0.25, 0.5]), "file")
    4.0
    """
    found = (parts / shares).round()
    check_shares(parts, found, shares, where)
    if (found != found.iloc[0]).any():
        message = f"{where}: shares of several totals in {rows(parts.index)}. Fetch it again."
        raise BrokenRule(message)
    return float(found.iloc[0])


def permits(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give temporary and definitive permits by year, and the temporary ones of 2025 by origin.

    They are not added: the file has no total of both.

    Raises:
        BrokenRule: when the origins are not the year's total.
    """
    found = []
    for kind in ("temporary", "definitive"):
        table = raw.tables[kind]
        found.append(
            cells(
                table["persons"],
                f"chl_permits_{kind}",
                ref_area=COUNTRY,
                counterpart_area=WORLD,
                breakdown=f"permit.{kind}",
                time_period=table["year"].astype(int).astype(str),
            )
        )
    table, where = raw.tables["temporary_by_origin"], raw.paths["temporary_by_origin"]
    nation = pd.Series(COUNTRY, index=table.index)
    of_year = found[0].loc[found[0]["time_period"] == ORIGINS_YEAR, "obs_value"]
    added = float(in_groups(table["persons"], [nation])[COUNTRY])
    printed = float(of_year.iloc[0]) if len(of_year) else 0.0
    check_apart([(f"origins {ORIGINS_YEAR}", added, printed)], where, catalogue)
    origins = cells(
        table["persons"],
        "chl_permits_temporary",
        ref_area=COUNTRY,
        counterpart_area=to_areas(table["origin"], raw.source, codes, where),
        breakdown="permit.temporary",
        time_period=ORIGINS_YEAR,
    )
    return pd.concat([*found, origins], ignore_index=True)


def refugee_events(raw: RawTables) -> dict[str, pd.DataFrame]:
    """Give applications, recognitions and rejections by year, by indicator; never added up."""
    table, where = raw.tables["refugees"], raw.paths["refugees"]
    names = coded(table["event"], {label: name for name, label in EVENTS.items()}, where)
    found = {}
    for name in EVENTS:
        own = table[names == name]
        found[name] = cells(
            own["persons"],
            f"chl_{name.removesuffix('_national')}",
            ref_area=COUNTRY,
            time_period=own["year"].astype(int).astype(str),
        )
    return found

"""Migrants and Chileans beside them in surveys and schools, as DataMigra tabulates them.

Each figure is of one group, ``group.migrants`` or ``group.nationals``; the groups are compared and
never added.
"""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.harmonise.national import cells, check_apart, check_shares, units_of
from data.harmonise.registers import coded
from data.harmonise.sums import in_groups
from data.schema import TOTAL

COUNTRY = "CHL"
GROUPS = {"Migrantes": "group.migrants", "Chilenos": "group.nationals"}
PUPILS, SHARE = "mineduc_pupils_foreign", "mineduc_pupils_foreign_share"
REGION_YEAR = "2025"
# By indicator: the table, its column, what was counted.
SURVEYS = {
    "labour_participation_migrants": ("ene_participation", "share", "ene_participation"),
    "labour_participation_casen_migrants": ("casen_participation", "value", "casen_participation"),
    "unemployment_rate_migrants": ("casen_unemployment", "value", "casen_unemployment"),
    "schooling_years_migrants": ("casen_schooling", "value", "casen_schooling_years"),
    "multidimensional_poverty_migrants": (
        "casen_poverty",
        "value",
        "casen_multidimensional_poverty",
    ),
}


def surveys(raw: RawTables) -> dict[str, pd.DataFrame]:
    """Give the figures of surveys as printed, by indicator.

    Raises:
        BrokenRule: for a group that is neither, or a share that is not the printed parts'.
    """
    work = raw.tables["ene_participation"]
    part = (100 * work["labor_force"]).rename("labor_force")
    check_shares(part, work["population_15plus"], work["share"], raw.paths["ene_participation"])
    found = {}
    for name, (source, column, definition) in SURVEYS.items():
        table = raw.tables[source]
        found[name] = cells(
            table[column],
            definition,
            ref_area=COUNTRY,
            breakdown=coded(table["group"], GROUPS, raw.paths[source]),
            time_period=table["year"].astype(int).astype(str),
        )
    return found


def pupils(raw: RawTables, codes: Codes, catalogue: Catalogue) -> dict[str, pd.DataFrame]:
    """Give foreign pupils, and how many of a hundred pupils they are; regions in one year.

    Raises:
        BrokenRule: when shares are not what the counts say, or the regions are not the country.
    """
    nation, regions = raw.tables["pupils"], raw.tables["pupils_by_region"]
    for name in ("pupils", "pupils_by_region"):
        table = raw.tables[name]
        check_shares(table["migrants"], table["pupils"], table["share"], raw.paths[name])
    years = nation["year"].astype(int).astype(str)
    printed = nation[years == REGION_YEAR]
    whole = pd.Series(TOTAL, index=regions.index)
    pairs = [
        (
            f"regions: {column}",
            float(in_groups(regions[column], [whole])[TOTAL]),
            float(printed[column].iloc[0]) if len(printed) else 0.0,
        )
        for column in ("migrants", "pupils")
    ]
    check_apart(pairs, raw.paths["pupils_by_region"], catalogue)
    areas = units_of(regions["region"], COUNTRY, raw, "pupils_by_region", codes)
    found = {}
    for name, column, factor, definition in (
        ("pupils_foreign", "migrants", 1, PUPILS),
        ("pupils_foreign_share", "share", 100, SHARE),
    ):
        own = cells(factor * nation[column], definition, ref_area=COUNTRY, time_period=years)
        placed = cells(
            factor * regions[column], definition, ref_area=areas, time_period=REGION_YEAR
        )
        found[name] = pd.concat([own, placed], ignore_index=True)
    return found

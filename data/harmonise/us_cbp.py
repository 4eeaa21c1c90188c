"""Encounters at the south-west border of the United States as observations."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.registers import cells, coded, dense, months_from, with_years
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up
from data.schema import TOTAL

AREA = "USA"
DEFINITION = "us_cbp_encounters"
FIRST_NATIONALITY = "2019-10"
SPLITS = {
    "authority": {"Title 8": "authority.title_8", "Title 42": "authority.title_42"},
    "component": {
        "U.S. Border Patrol": "component.border_patrol",
        "Office of Field Operations": "component.field_operations",
    },
    "demographic": {
        "Single Adults": "demographic.single_adults",
        "FMUA": "demographic.family_unit",
        "UAC": "demographic.unaccompanied_minors",
        "UC / Single Minors": "demographic.unaccompanied_minors",
        "Accompanied Minors": "demographic.accompanied_minors",
    },
}


def encounters(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give encounters, whole and by authority, component and demographic, by nationality.

    The total is all rows: both titles of the law, both components, all areas. Nationalities begin
    two years later. A part has a row in the months that the file lists it in.
    """
    table, where = raw.tables["encounters"], raw.paths["encounters"]
    check_nationalities(table, where)
    own = cells(table, DEFINITION, ref_area=AREA)
    split = [own.assign(breakdown=coded(table[by], known, where)) for by, known in SPLITS.items()]
    whole = pd.concat([own, *split])
    named = whole.index.isin(table.index[table["nationality"].notna()])
    nationality = to_areas(table["nationality"].dropna(), raw.source, codes, where)
    of_origin = whole[named].assign(counterpart_area=nationality.reindex(whole.index[named]))
    return pd.concat(
        [
            filled(add_up(rows_of, KEYS, catalogue, DEFINITION), catalogue)
            for rows_of in (whole, of_origin.dropna(subset="counterpart_area"))
        ],
        ignore_index=True,
    )


def filled(months: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Give every other end every month of its total, and all of it by year as well."""
    totals = months[months["breakdown"] == TOTAL]
    published = sorted(set(totals["time_period"]))
    every = months_from(published[0], published[-1])
    full = dense(totals, set(totals["counterpart_area"]), every, published)
    parts = months[months["breakdown"] != TOTAL]
    return with_years(pd.concat([full, parts], ignore_index=True)[PARTS], published, catalogue)


def check_nationalities(table: pd.DataFrame, where: str) -> None:
    """Refuse encounters without a nationality after the first month that has them."""
    lacking = table["nationality"].isna() == (table["period"] >= FIRST_NATIONALITY)
    if lacking.any():
        message = (
            f"{where}: nationalities begin in {FIRST_NATIONALITY}, {rows(table.index[lacking])} "
            "have none after it or one before. Decide in data/harmonise/us_cbp.py."
        )
        raise BrokenRule(message)

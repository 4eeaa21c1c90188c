"""UNHCR's flows as observations: displacement during the year, solutions; and IDMC's stock."""

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.harmonise.unhcr import gaps, over_both_ends, placed
from data.schema import NOT_NAMED, TOTAL, ObsStatus

STATUSES = {
    "refugees": "status.refugees",
    "refugee_like": "status.refugee_like",
    "asylum_seekers": "status.asylum_seekers",
    "other_protection": "status.oip",
}
ROUNDED = "rounded"
ROUND_FROM, ROUND_TO = 1000, 100


def new_displacement(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the persons newly displaced during the year, by status, and the sum of the statuses.

    A cell without a value is no report and gets no row, except of other people in need of
    international protection where the same pair had some before: they are missing.
    """
    definition = "unhcr_new_displacement"
    table = placed(raw, "flows", codes)
    missing = gaps(table, "other_protection") == ObsStatus.MISSING
    cells = []
    for column, code in STATUSES.items():
        given = table[column].notna()
        shown = given | missing if column == "other_protection" else given
        status = given.map({True: ObsStatus.NORMAL.value, False: ObsStatus.MISSING.value})
        cells.append(
            table.assign(breakdown=code, obs_value=table[column], obs_status=status)[shown]
        )
    parts = pd.concat(cells, ignore_index=True).assign(definition=definition, flags="")
    both = pd.concat([parts, parts.assign(breakdown=TOTAL)], ignore_index=True)
    return over_both_ends(both, definition, catalogue)


def solution(raw: RawTables, name: str, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give one solution, by country of asylum and of origin; a cell without a value has no row.

    Those who returned live in their country of origin again: it is what the row is about, and the
    country of asylum that they left is the other end.
    """
    table = placed(raw, "solutions", codes).dropna(subset=name)
    if name == "returned_refugees":
        check_returned(raw)
        ends = {"ref_area": "counterpart_area", "counterpart_area": "ref_area"}
        table = table.rename(columns=ends, errors="raise")
    cells = table.assign(
        obs_value=table[name],
        obs_status=ObsStatus.NORMAL.value,
        definition=f"unhcr_{name}",
        flags="",
    )
    return over_both_ends(cells, f"unhcr_{name}", catalogue)


def check_returned(raw: RawTables) -> None:
    """Refuse two files that count those who returned differently.

    Raises:
        BrokenRule: naming the rows of the file of solutions that differ.
    """
    pair = ["year", "origin", "asylum"]
    solutions, population = raw.tables["solutions"], raw.tables["population"]
    kept = solutions.assign(row=solutions.index)[[*pair, "returned_refugees", "row"]]
    both = kept.merge(
        population[[*pair, "returned_refugees"]], on=pair, how="outer", suffixes=("", "_other")
    )
    own, other = both["returned_refugees"].fillna(0), both["returned_refugees_other"].fillna(0)
    differing = both[own != other]
    if len(differing):
        named = rows(differing["row"].dropna().astype(int)) if differing["row"].any() else "no row"
        years = ", ".join(sorted(set(differing["year"].astype(int).astype(str))))
        message = (
            f"{raw.paths['solutions']} and {raw.paths['population']} differ in who returned: "
            f"{named} of the first, years {years}. Fetch both files again."
        )
        raise BrokenRule(message)


def idp_stock(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give IDMC's internally displaced persons by conflict as UNHCR hands them on.

    Most figures are rounded by the source: those of a thousand or more that end in two noughts
    are flagged.
    """
    definition = "idmc_conflict_stock"
    table, where = raw.tables["idmc"], raw.paths["idmc"]
    persons = table["persons"]
    rounded = (persons >= ROUND_FROM) & (persons % ROUND_TO == 0)
    cells = pd.DataFrame(
        {
            "ref_area": to_areas(table["origin"], raw.source, codes, where),
            "counterpart_area": NOT_NAMED,
            "sex": TOTAL,
            "age": TOTAL,
            "breakdown": TOTAL,
            "time_period": table["year"].astype(int).astype(str),
            "obs_value": persons,
            "obs_status": ObsStatus.ESTIMATED.value,
            "definition": definition,
            "flags": rounded.map({True: ROUNDED, False: ""}),
        }
    ).dropna(subset="ref_area")
    areas = add_up(cells, KEYS, catalogue, definition)
    return with_totals(areas, (["ref_area"],), catalogue, definition)[PARTS]

"""IDMC's figures as observations: displacements by cause, and people displaced by sex and age."""

from collections.abc import Sequence

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, with_totals
from data.schema import NOT_NAMED, TOTAL, UNKNOWN, ObsStatus, Sex

CONFLICT = "conflict"
SEXES = {
    "female": Sex.FEMALE.value,
    "male": Sex.MALE.value,
    "unknown": Sex.UNKNOWN.value,
}
AGES = {
    "0-4": "Y0T4",
    "5-11": "Y5T11",
    "12-17": "Y12T17",
    "18-59": "Y18T59",
    "60+": "Y_GE60",
    "unknown": UNKNOWN,
}


def new_displacements(
    raw: RawTables, codes: Codes, catalogue: Catalogue
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give displacements in a year: those of conflict, and those of disasters with each hazard.

    A movement is counted each time: the same person may be displaced more than once.

    Returns:
        Parts of rows of conflict, and of disasters (the sum, and ``hazard.<code>``).
    """
    table = raw.tables["flows"]
    check_causes(table["cause"], raw.paths["flows"], catalogue.breakdowns["hazard"])
    cells = cells_of(table, raw, "flows", codes)
    conflict = table["cause"] == CONFLICT
    war = cells[conflict].assign(definition="idmc_new_conflict")
    hazards = cells[~conflict].assign(
        definition="idmc_new_disaster",
        breakdown="hazard." + table.loc[~conflict, "cause"].str.replace(" ", "_"),
    )
    hazards = hazards.dropna(subset="ref_area")[PARTS]
    disasters = pd.concat([hazards, over(hazards, catalogue, breakdown=TOTAL)], ignore_index=True)
    areas = (["ref_area"],)
    return (
        with_totals(war.dropna(subset="ref_area")[PARTS], areas, catalogue, "idmc_new_conflict"),
        with_totals(disasters, areas, catalogue, "idmc_new_disaster"),
    )


def check_causes(causes: pd.Series, where: str, named: Sequence[str]) -> None:
    """Refuse causes that are neither conflict nor named in ``breakdowns.toml``."""
    known = {CONFLICT, *(code.replace("_", " ") for code in named)}
    strange = causes[~causes.isin(list(known))]
    if len(strange):
        message = (
            f"{where}: the causes {listed(sorted(strange.unique()))} in {rows(strange.index)} are "
            "unknown. Name them in data/catalogue/breakdowns.toml, with words."
        )
        raise BrokenRule(message)


def stock(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the people displaced at the end of the year, by cause, sex and age, and all sums."""
    table, where = raw.tables["stocks"], raw.paths["stocks"]
    sex, age = table["sex"].map(SEXES), table["age"].map(AGES)
    strange = table.index[sex.isna() | age.isna()]
    if len(strange):
        codes_there = table.loc[strange, ["sex", "age"]].drop_duplicates().itertuples(index=False)
        message = (
            f"{where}: unknown sex or age in {rows(strange)}: "
            f"{listed(' '.join(pair) for pair in codes_there)}. Name it in data/harmonise/idmc.py."
        )
        raise BrokenRule(message)
    check_causes(table["cause"], where, catalogue.breakdowns["cause"])
    cells = cells_of(table, raw, "stocks", codes).assign(
        definition="idmc_stock", sex=sex, age=age, breakdown="cause." + table["cause"]
    )
    cells = cells.dropna(subset="ref_area")[PARTS]
    for column in ("age", "sex", "breakdown"):
        cells = pd.concat([cells, over(cells, catalogue, **{column: TOTAL})], ignore_index=True)
    return with_totals(cells, (["ref_area"],), catalogue, "idmc_stock")


def cells_of(table: pd.DataFrame, raw: RawTables, name: str, codes: Codes) -> pd.DataFrame:
    """Give the cells of a table; those of areas that are left out have no area."""
    return pd.DataFrame(
        {
            "ref_area": to_areas(table["area"], raw.source, codes, raw.paths[name]),
            "counterpart_area": NOT_NAMED,
            "sex": TOTAL,
            "age": TOTAL,
            "breakdown": TOTAL,
            "time_period": table["year"].astype(int).astype(str),
            "obs_value": table["persons"].astype("float64"),
            "obs_status": ObsStatus.ESTIMATED.value,
            "definition": "",
            "flags": "",
        }
    )


def over(cells: pd.DataFrame, catalogue: Catalogue, **total: str) -> pd.DataFrame:
    """Add cells up over one column."""
    known = cells.assign(**total)
    return add_up(known, KEYS, catalogue, str(known["definition"].iloc[0]))[PARTS]

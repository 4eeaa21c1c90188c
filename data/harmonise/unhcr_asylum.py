"""UNHCR's asylum applications and decisions as observations: persons, first instance apart."""

from collections.abc import Iterator

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.connectors.unhcr import OUTCOMES
from data.harmonise.rows import check_unequal
from data.harmonise.sums import across
from data.harmonise.unhcr import over_both_ends, placed
from data.schema import TOTAL, ObsStatus

# First instance; and first instance with appeal, for those who report both together.
FIRST = ("FI", "FA")
# Appeals, reviews, and applications that are reopened or repeated: never new ones.
REVIEWS = ("AR", "JR", "RA")
NEW = "N"
# New applications with repeated ones, of various kinds, and of a kind that is not told.
UNDIVIDED = ("NR", "V", "NA")
PERSONS = "P"  # the others are cases
IN_CASES = "counted_in_cases"
ELSEWHERE = "other_level"
TOGETHER = "kinds_together"
DECIDED = {
    "asylum_recognised": ("dec_recognized", "unhcr_decisions_recognised"),
    "asylum_other": ("dec_other", "unhcr_decisions_other"),
    "asylum_rejected": ("dec_rejected", "unhcr_decisions_rejected"),
    "asylum_closed": ("dec_closed", "unhcr_decisions_closed"),
}


def applications(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the applications for asylum: new ones at first instance, and all others apart.

    The total is what UNHCR calls new applications at first instance, in persons. Repeated and
    other applications at that level are ``type.<code>``, those at every other level
    ``level.<code>``; neither is ever in the total. What is counted in cases is a gap of either.
    What a pair has at other levels than of reviews, or with other kinds in one, is a gap of its
    total, or makes it a partial sum; so is what is new at reviews of a reporter without any total.
    """
    definition = "unhcr_asylum_applications"
    claims = placed(raw, "asylum_applications", codes).assign(obs_status=ObsStatus.NORMAL.value)
    first, new = claims["dec_level"].isin(FIRST), claims["app_type"] == NEW
    persons, undivided = claims["app_pc"] == PERSONS, claims["app_type"].isin(UNDIVIDED)
    reviewed = claims["dec_level"].isin(REVIEWS)
    elsewhere = ~first & (~reviewed | without_total(claims, first & new))
    kept = claims.rename(columns={"applied": "obs_value"}, errors="raise")
    cells = [
        *split(kept[persons & first & new]),
        by(kept[persons & first & ~new], "type", "app_type"),
        by(kept[persons & ~first], "level", "dec_level"),
        *split(in_cases(kept[~persons & first & new])),
        by(in_cases(kept[~persons & first & ~new]), "type", "app_type"),
        by(in_cases(kept[~persons & ~first]), "level", "dec_level"),
        outside(kept[new & elsewhere], ELSEWHERE),
        outside(kept[undivided & ~reviewed], TOGETHER),
    ]
    return over_both_ends(finished(cells, definition), definition, catalogue)


def decisions(
    raw: RawTables, codes: Codes, catalogue: Catalogue
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the decisions on asylum by outcome, indicator after indicator.

    The total is what was decided at first instance, in persons; appeals and other levels are
    ``level.<code>`` and never in the total. What a pair has at other levels than of reviews is a
    gap of its total, or makes it a partial sum. Where a reporter has nothing at first instance in
    a year, all its outcomes are gaps, noughts too: what came of its first instances is not known.
    Where UNHCR prints how many decisions there were and no outcome at all, the outcomes are
    missing, not nought.
    """
    made = placed(raw, "asylum_decisions", codes)
    check_outcomes(made, raw.paths["asylum_decisions"], catalogue)
    untold = (across(made, OUTCOMES) == 0) & (made["dec_total"] > 0)
    status = pd.Series(ObsStatus.NORMAL.value, index=made.index)
    made = made.assign(obs_status=status.mask(untold, ObsStatus.MISSING.value))
    first, persons = made["dec_level"].isin(FIRST), made["dec_pc"] == PERSONS
    lone, apart = without_total(made, first), ~first & ~made["dec_level"].isin(REVIEWS)
    for name, (column, definition) in DECIDED.items():
        kept = made.assign(obs_value=made[column].mask(untold))
        cells = [
            *split(kept[persons & first]),
            by(kept[persons & ~first], "level", "dec_level"),
            *split(in_cases(kept[~persons & first])),
            by(in_cases(kept[~persons & ~first]), "level", "dec_level"),
            outside(kept[lone | (apart & (kept["obs_value"] != 0))], ELSEWHERE),
        ]
        yield name, over_both_ends(finished(cells, definition), definition, catalogue)


def split(cells: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Give cells of the total, the same by level, and the same by procedure."""
    yield cells.assign(breakdown=TOTAL)
    yield by(cells, "level", "dec_level")
    yield by(cells, "procedure", "procedure_type")


def by(cells: pd.DataFrame, dimension: str, column: str) -> pd.DataFrame:
    """Put cells under the code of one of their columns."""
    return cells.assign(breakdown=f"{dimension}." + cells[column])


def in_cases(cells: pd.DataFrame) -> pd.DataFrame:
    """Make gaps of what is counted in cases: the persons are missing, wholly or in part."""
    return cells.assign(obs_value=float("nan"), obs_status=ObsStatus.MISSING.value, flags=IN_CASES)


def without_total(cells: pd.DataFrame, whole: pd.Series) -> pd.Series:
    """Tell the cells of a reporter and a year that has nothing in the total."""
    return ~whole.groupby([cells["ref_area"], cells["time_period"]]).transform("any")


def outside(cells: pd.DataFrame, flag: str) -> pd.DataFrame:
    """Make gaps of the total, with the reason, of what stands somewhere else."""
    return cells.assign(
        breakdown=TOTAL,
        obs_value=float("nan"),
        obs_status=ObsStatus.MISSING.value,
        flags=flag,
    )


def finished(cells: list[pd.DataFrame], definition: str) -> pd.DataFrame:
    """Join cells; those without a flag have none."""
    whole = pd.concat(cells, ignore_index=True).assign(definition=definition)
    return whole.assign(flags=whole["flags"].fillna(""))


def check_outcomes(made: pd.DataFrame, where: str, catalogue: Catalogue) -> None:
    """Refuse decisions that are not the sum of their outcomes, but where the catalogue says so."""
    difference = made["dec_total"] - across(made, OUTCOMES)
    columns = (made[name] for name in ("asylum", "time_period", "dec_level", "dec_pc"))
    groups = pd.Series([" ".join(key) for key in zip(*columns, strict=True)], index=made.index)
    check_unequal(difference, groups, where, catalogue)

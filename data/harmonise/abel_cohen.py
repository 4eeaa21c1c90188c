"""Abel and Cohen's estimates as observations: flows between countries in five years.

These tables may be dropped in one line: the theme ``flow_estimates`` of ``themes.toml``.
"""

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import across, in_groups, one_of_each, with_totals
from data.schema import TOTAL, ObsStatus, Sex

DEFINITION = "abel_cohen_flow"
WHOLE = "total"
# What each file counts: sex, and what else it is split by.
MEASURES = {
    WHOLE: (TOTAL, TOTAL),
    "female": (Sex.FEMALE.value, TOTAL),
    "male": (Sex.MALE.value, TOTAL),
    "outward": (TOTAL, "type.outward"),
    "return": (TOTAL, "type.return"),
    "transit": (TOTAL, "type.transit"),
}
TYPES = ("outward", "return", "transit")
PRINTED = (WHOLE, "female", "male")
NOT_SEPARATE = "not_separate"
ENDS = ["time_period", "counterpart_area", "ref_area"]
TOTALS = (["counterpart_area"], ["ref_area"], ["ref_area", "counterpart_area"])
# The cells are rounded to whole persons, and so is each sum that the file prints.
HALF = 0.5


def flows(raw: RawTables, codes: Codes, catalogue: Catalogue) -> pd.DataFrame:
    """Give the flows from every country to every other, their parts by sex and type, and all sums.

    A zero of the whole is an estimate, and a row; a part is a row where it or the whole is more
    than zero. An area that nobody enters or leaves in a period was not estimated by itself then:
    its zeros are flagged.

    Raises:
        UnknownCodes: when a name is in no code list.
        BrokenRule: when regions are not those that are left out, files have other areas or
            periods, or figures do not add up to what they are parts of.
    """
    flown = {measure: pairs(raw, measure, codes) for measure in MEASURES}
    whole = flown[WHOLE]
    for measure, own in flown.items():
        if not own.index.equals(whole.index):
            message = (
                f"{raw.paths[measure]}: areas and periods must be those of {raw.paths[WHOLE]}. "
                "Fetch both files again."
            )
            raise BrokenRule(message)
        if measure in PRINTED:
            check_printed(own, raw, measure, codes)
    check_types(flown, raw)
    flags = np.where(not_separate(whole), NOT_SEPARATE, "")
    parts = []
    for measure, own in flown.items():
        sex, breakdown = MEASURES[measure]
        cells = own.rename("obs_value").reset_index()
        cells = cells.assign(sex=sex, breakdown=breakdown, flags=flags)
        some = (own > 0).to_numpy() | (whole > 0).to_numpy()
        parts.append(cells if measure == WHOLE else cells[some])
    marks = {"age": TOTAL, "obs_status": ObsStatus.ESTIMATED.value, "definition": DEFINITION}
    made = pd.concat(parts, ignore_index=True).assign(**marks)[PARTS]
    return with_totals(made, TOTALS, catalogue, DEFINITION)


def pairs(raw: RawTables, measure: str, codes: Codes) -> pd.Series:
    """Give one file's flows by period, origin and destination; nobody flows from home to home."""
    named = areas_of(raw, measure, codes)
    table, where = raw.tables[measure], raw.paths[measure]
    stays: list[float] = []
    parts: list[pd.Series] = []
    for period, own in table.groupby("period", sort=True):
        grid = own.set_index("origin").loc[list(named), list(named)].astype("float64")
        check_successors(grid, named, f"{where}, {period}")
        by_code = one_of_each(grid, named)
        stays += [cell for cell in np.diag(by_code.to_numpy()) if cell]
        ends = [[f"{period}/P5Y"], [str(c) for c in by_code.index], [str(c) for c in by_code]]
        keys: pd.MultiIndex = pd.MultiIndex.from_product(ends, names=ENDS)
        parts.append(pd.Series(by_code.to_numpy().ravel(), index=keys))
    if stays:
        persons = listed(f"{cell:g}" for cell in stays[:5])
        message = f"{where}: {persons} persons flow from an area to itself. Fetch the file again."
        raise BrokenRule(message)
    whole: pd.Series = pd.concat(parts)
    home = whole.index.get_level_values(1) == whole.index.get_level_values(2)
    return whole[~home]


def areas_of(raw: RawTables, measure: str, codes: Codes) -> dict[str, str]:
    """Give the code of every name but the regions, which ``ignored.csv`` leaves out.

    Raises:
        BrokenRule: when a region is not left out, or what is left out is no region.
    """
    names, where = raw.tables[f"{measure}_names"], raw.paths[measure]
    areas = to_areas(names["area"], raw.source, codes, where)
    strange = names[areas.isna() != names["region"]]
    if len(strange):
        message = (
            f"{where}: regions of the file and of data/codes/ignored.csv differ in "
            f"{listed(strange['area'])}. Decide on each in ignored.csv or aliases.csv."
        )
        raise BrokenRule(message)
    return dict(zip(names["area"][areas.notna()], areas.dropna(), strict=True))


def check_successors(grid: pd.DataFrame, named: dict[str, str], where: str) -> None:
    """Refuse two names of one area that both have flows in a period: one follows the other."""
    areas = list(grid.columns)
    moved = across(grid.T, areas) + across(grid, areas)
    there = pd.Series(named)[moved[moved > 0].index]
    both = there[there.duplicated(keep=False)]
    if len(both):
        names = listed(map(str, both.index))
        message = f"{where}: {names} are one area, and both have flows. Decide which is meant."
        raise BrokenRule(message)


def not_separate(whole: pd.Series) -> pd.Series:
    """Tell which flows have an end that nobody enters or leaves in that period.

    Sudan is one area to the period of 2005, and Serbia with Montenegro; Curaçao is estimated from
    2010 and Sint Maarten from 2005: the file has zeros in the other periods.
    """
    period = whole.index.get_level_values("time_period")
    found = pd.Series(data=False, index=whole.index)
    moved = {
        end: in_groups(whole, ["time_period", end]) for end in ("counterpart_area", "ref_area")
    }
    empty = moved["counterpart_area"] + moved["ref_area"].rename_axis(
        ["time_period", "counterpart_area"]
    )
    for end in moved:
        keys = pd.MultiIndex.from_arrays([period, whole.index.get_level_values(end)])
        found |= (empty.reindex(keys) == 0).to_numpy()
    return found


def check_printed(own: pd.Series, raw: RawTables, measure: str, codes: Codes) -> None:
    """Refuse sums of cells that rounding alone does not set apart from the printed ones."""
    named = areas_of(raw, measure, codes)
    table, where = raw.tables[f"{measure}_printed"], raw.paths[measure]
    table = table[table["area"].isin(list(named))]
    keys = [table["period"] + "/P5Y", table["area"].map(named)]
    allowed = HALF * (len(set(named.values())) + 1)
    faults = []
    for side, end in (("inflow", "ref_area"), ("outflow", "counterpart_area")):
        ours = in_groups(own, ["time_period", end])
        printed = in_groups(table[side], keys).rename_axis(ours.index.names)
        apart = printed.sub(ours, fill_value=float("inf"))
        far = apart[apart.abs() > allowed]
        faults += [
            f"{side} {name} is {value:g} above its cells"
            for name, value in zip(far.index.map(" ".join), far, strict=True)
        ]
    if faults:
        message = f"{where}: {listed(faults[:10])}. Fetch the file again."
        raise BrokenRule(message)


def check_types(flown: dict[str, pd.Series], raw: RawTables) -> None:
    """Refuse outward, return and transit flows that do not add up to the whole.

    Each of the four is rounded: they may be two persons apart.
    """
    types = pd.DataFrame({name: flown[name] for name in TYPES})
    apart = across(types, TYPES) - flown[WHOLE]
    strange = apart[apart.abs() > len([*TYPES, WHOLE]) * HALF]
    if len(strange):
        paths = listed(raw.paths[name] for name in (WHOLE, *TYPES))
        cells = listed(" ".join(map(str, key)) for key in strange.index[:5])
        message = (
            f"{paths}: outward, return and transit do not add up to the flow in {len(strange)} "
            f"cells ({cells}). Fetch the files again."
        )
        raise BrokenRule(message)

"""Splits by sex that are hard to believe: nearly all persons of a cell stand under one sex."""

import pandas as pd

from data.catalogue import Catalogue, Split
from data.codes import Codes
from data.errors import listed
from data.harmonise.rows import BrokenRule
from data.schema import TOTAL, Sex

FLAG = "doubtful_split"
FROM, MOST = 1000, 0.97
CELL = ["ref_area", "counterpart_area", "time_period"]
KNOWN = [Sex.FEMALE.value, Sex.MALE.value]


def marked(
    rows: pd.DataFrame, name: str, where: str, catalogue: Catalogue, codes: Codes
) -> pd.DataFrame:
    """Flag the women and men of the cells that ``exceptions.toml`` doubts.

    Args:
        rows: an indicator of UNHCR, with its parts by sex and age.
        name: its id.
        where: the file, for the error.
        catalogue: names the cells that somebody has looked at, with their figures.
        codes: the countries in which every such cell must have been looked at.

    Raises:
        BrokenRule: naming cells that nobody has looked at, or that have other figures by now.
    """
    named = {cell_of(each): each for each in catalogue.splits if each.indicator == name}
    looked_at = {cell: (each.women, each.men) for cell, each in named.items()}
    found = lopsided(rows[rows["ref_area"].isin(codes.focus)])
    faults = [
        f"{' '.join(cell)}: {women:.0f} women, {men:.0f} men"
        for cell, (women, men) in found.items()
        if looked_at.get(cell) != (women, men)
    ]
    faults += [f"{' '.join(cell)} is none of these cells" for cell in named if cell not in found]
    if faults:
        message = (
            f"{where}: nearly all persons are of one sex in {name}, {listed(faults)}. "
            "Look at each and name it under 'splits' in data/catalogue/exceptions.toml."
        )
        raise BrokenRule(message)
    doubted = [cell for cell, each in named.items() if each.doubtful]
    parts = rows["sex"].isin(KNOWN) & pd.MultiIndex.from_frame(rows[CELL]).isin(doubted)
    texts = {text: " ".join(sorted({*text.split(), FLAG})) for text in rows["flags"].unique()}
    return rows.assign(flags=rows["flags"].mask(parts, rows["flags"].map(texts)))


def cell_of(split: Split) -> tuple[str, str, str]:
    """Give the cell that a split is of."""
    return split.ref_area, split.counterpart_area, split.time_period


def lopsided(rows: pd.DataFrame) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Give the cells in which nearly all of many persons are of one sex: women and men of each."""
    known = rows[rows["sex"].isin(KNOWN) & (rows["age"] == TOTAL)]
    sexes = known.pivot_table(index=CELL, columns="sex", values="obs_value", aggfunc="first")
    sexes = sexes.reindex(columns=KNOWN).dropna()
    together = sexes[KNOWN[0]] + sexes[KNOWN[1]]
    most = sexes.max(axis=1)
    cells = sexes[(together >= FROM) & (most > MOST * together)]
    return {
        (str(area), str(end), str(year)): (women, men)
        for (area, end, year), women, men in cells.itertuples()
    }

"""Cells whose figure two sources print to the unit: flagged on both sides."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.reconcile.book import CATALOGUE, Name


def flagged(
    found: Mapping[Name, pd.DataFrame], catalogue: Path = CATALOGUE
) -> dict[Name, pd.DataFrame]:
    """Flag the cells that exceptions.toml names, where both sides have the figure.

    Args:
        found: cells by indicator and source.
        catalogue: folder of the cards.
    """
    text = (catalogue / "exceptions.toml").read_text(encoding="utf-8")
    made = dict(found)
    for each in tomllib.loads(text).get("same_figures", ()):
        sides = [*zip(each["indicators"], each["sources"], strict=True)]
        if not all(side in made for side in sides):
            continue
        cells = {side: cell_of(made[side], each) for side in sides}
        if all(cell.any() for cell in cells.values()):
            for side, cell in cells.items():
                flags = [
                    " ".join(sorted({*text.split(), "same_figure"})) if there else text
                    for text, there in zip(made[side]["flags"], cell, strict=True)
                ]
                made[side] = made[side].assign(flags=flags)
    return made


def cell_of(cells: pd.DataFrame, named: Mapping[str, str | float]) -> pd.Series:
    """Tell which cell of totals has the figure."""
    found = (cells["value"] == named["obs_value"]) & (cells["sex"] == "_T")
    found &= cells["year"].astype(str) == named["time_period"]
    for name in ("age", "breakdown"):
        if name in cells:
            found &= cells[name] == "_T"
    for name in ("ref_area", "counterpart_area"):
        found &= cells[name] == named[name]
    return found

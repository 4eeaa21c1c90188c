"""Shares and changes of the migrant stock, computed anew from its cells."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.reconcile import raw as files

SOUTH_AMERICA = "005"  # UN M49
LEAST = 30  # persons: what is computed on fewer is marked


def shares(stock: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """Compute the shares of women and of South Americans, and the change between two estimates.

    Args:
        stock: cells of the migrant stock of one edition.
    """
    whole = stock[stock["counterpart_area"] == "W"]
    return {
        "female_share": women(stock),
        "intra_regional_share": neighbours(stock, whole),
        "migrant_stock_change": changes(whole),
    }


def women(stock: pd.DataFrame) -> pd.DataFrame:
    """Say how many of a hundred are women; of nobody there is no share."""
    pair = ["ref_area", "counterpart_area", "year"]
    of_women = stock[stock["sex"] == "F"].set_index(pair)["value"]
    cells = stock[stock["sex"] == "_T"].copy()
    found = of_women.reindex(pd.MultiIndex.from_frame(cells[pair])).to_numpy()
    return per_cent(cells, found, cells["value"])


def neighbours(stock: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Say how many of a hundred come from South America, where any origin there has an estimate."""
    areas = pd.read_csv(files.CODES / "areas.csv", keep_default_na=False, dtype=str)
    south = set(areas.loc[areas["region"] == SOUTH_AMERICA, "id"])
    from_south: dict[tuple[str, str, int], float] = {}
    unknown: set[tuple[str, str, int]] = set()
    keys = zip(stock["ref_area"], stock["sex"], stock["year"], strict=True)
    for key, origin, value in zip(keys, stock["counterpart_area"], stock["value"], strict=True):
        if origin in south:
            from_south[key] = from_south.get(key, 0.0) + value
        elif origin == "_U" and value > 0:
            unknown.add(key)
    asked = list(zip(whole["ref_area"], whole["sex"], whole["year"], strict=True))
    found = [from_south.get(key, np.nan) for key in asked]
    flags = [
        with_unknown(text) if key in unknown else text
        for key, text in zip(asked, whole["flags"], strict=True)
    ]
    there = ~np.isnan(found)
    cells = whole.assign(flags=flags)[there]
    return per_cent(cells, np.array(found)[there], whole["value"][there])


def with_unknown(flags: str) -> str:
    """Say that the origin of some persons is not known."""
    return " ".join(sorted([*flags.split(), "origin_partly_known"]))


def changes(whole: pd.DataFrame) -> pd.DataFrame:
    """Say by how many per cent a stock changed since the estimate before."""
    ordered = whole.sort_values(["ref_area", "sex", "year"], ignore_index=True)
    before = ordered.shift()
    same = (before["ref_area"] == ordered["ref_area"]) & (before["sex"] == ordered["sex"])
    cells, base = ordered[same], before[same]
    flags = [
        " ".join(sorted({*one.split(), *other.split()}))
        for one, other in zip(cells["flags"], base["flags"], strict=True)
    ]
    status = np.where((cells["status"] == "I") | (base["status"] == "I"), "I", cells["status"])
    made = per_cent(cells.assign(flags=flags, status=status), cells["value"], base["value"])
    return made.assign(value=made["value"] - 100, definition=base["definition"])


def per_cent(cells: pd.DataFrame, above: object, below: pd.Series) -> pd.DataFrame:
    """Put a share in cells; a share of nobody does not apply."""
    nobody = below == 0
    value = (100 * pd.Series(np.asarray(above), index=cells.index) / below).mask(nobody)
    flags = with_few(cells["flags"], below, value)
    return cells.assign(value=value, status=cells["status"].mask(nobody, "O"), flags=flags)


def with_few(flags: Iterable[str], below: Iterable[float], values: Iterable[float]) -> list[str]:
    """Mark what is computed on few persons.

    >>> with_few(["rounded", ""], [29, 30], [50.0, 50.0])
    ['rounded small_base', '']
    """
    return [
        " ".join(sorted([*text.split(), "small_base"])) if value == value and few < LEAST else text  # noqa: PLR0124
        for text, few, value in zip(flags, below, values, strict=True)
    ]


def of_transits(transits: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """Compute who crosses the Darién: from other continents, women, children.

    Args:
        transits: cells of the register, with ``age`` and ``breakdown``.
    """
    areas = pd.read_csv(files.CODES / "areas.csv", keep_default_na=False, dtype=str)
    americas = {"005", "013", "021", "029"}
    known = areas[(areas["level"] == "country") & (areas["region"] != "")]
    outside = set(known.loc[~known["region"].isin(americas), "id"])
    everybody: dict[tuple[Any, Any, Any], Any] = {
        (row.year, row.sex, row.age): row
        for row in transits[transits["counterpart_area"] == "W"].itertuples(index=False)
    }
    unknown = transits[(transits["counterpart_area"] == "_U") & (transits["value"] > 0)]
    some = set(unknown["year"])
    far: dict[str, list[Any]] = {}
    row: Any
    for row in transits[transits["counterpart_area"].isin(outside)].itertuples(index=False):
        far.setdefault(row.year, []).append(row)
    names = ("extra_continental_share", "transit_female_share", "transit_children_share")
    made: dict[str, list[dict[str, object]]] = {name: [] for name in names}
    for (year, sex, age), whole in everybody.items():
        if (sex, age) == ("_T", "_T") and year in far:
            parts = far[year]
            reported = [part.value for part in parts if part.value == part.value]  # noqa: PLR0124
            unlisted = all("implied_zero" in part.flags.split() for part in parts)
            alike = {"implied_zero"} if unlisted else set()
            alike |= {"origin_partly_known"} if year in some else set()
            share = sum(reported) if reported else np.nan
            made["extra_continental_share"].append(part_of(share, alike, whole))
        women_there = everybody.get((year, "F", age))
        if sex == "_T" and women_there is not None:
            made["transit_female_share"].append(
                part_of(women_there.value, set(women_there.flags.split()), whole)
            )
        children = everybody.get((year, sex, "Y_LT18"))
        if age == "_T" and children is not None:
            made["transit_children_share"].append(
                part_of(children.value, set(children.flags.split()), whole)
            )
    return {name: pd.DataFrame(cells, columns=transits.columns) for name, cells in made.items()}


def part_of(value: float, flags: set[str], whole: Any) -> dict[str, object]:  # noqa: ANN401
    """Write one cell of a share: missing when one of its two figures is."""
    cell = {name: getattr(whole, name) for name in whole._fields}
    share = 100 * value / whole.value if whole.value else np.nan
    status = "O" if whole.value == 0 else "M" if np.isnan(share) else "A"
    (told,) = with_few([" ".join(sorted(flags | set(whole.flags.split())))], [whole.value], [share])
    return cell | {"value": share, "status": status, "flags": told, "unit_measure": "percent"}


CHILDREN = ("Y0T4", "Y5T11", "Y12T17")
ADULTS = ("Y18T59", "Y_GE60")


def of_displaced(cells: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """Compute how many of a hundred displaced people are women, and how many are children.

    The first of a hundred whose sex is known, of all ages and of each; the second of a hundred
    whose age is known, of both sexes and of each.

    Args:
        cells: displaced people by pair, year, sex and age.
    """
    pair = ["ref_area", "counterpart_area", "year"]
    sexed = cells[cells["sex"].isin(["F", "M"]) & (cells["age"] != "_U")]
    aged = cells[cells["age"].isin([*CHILDREN, *ADULTS])]
    return {
        "displaced_female_share": part_of_known(
            sexed,
            sexed["sex"] == "F",
            [*pair, "age"],
            {"sex": "_T"},
            "unhcr_displaced_of_known_sex",
        ),
        "children_share": part_of_known(
            aged,
            aged["age"].isin(CHILDREN),
            [*pair, "sex"],
            {"age": "_T"},
            "unhcr_displaced_of_known_age",
        ),
    }


def part_of_known(
    cells: pd.DataFrame, inside: pd.Series, by: list[str], total: dict[str, str], meant: str
) -> pd.DataFrame:
    """Divide those inside by all; the parts of one cell share status and flags."""
    groups = cells.groupby(by, sort=False)
    found = groups.agg(below=("value", "sum"), status=("status", "first"), flags=("flags", "first"))
    found["above"] = cells["value"].where(inside, 0).groupby([cells[name] for name in by]).sum()
    found = found.reset_index().assign(**total, definition=meant, unit_measure="percent")
    nobody = found["below"] == 0
    value = (100 * found["above"] / found["below"]).mask(nobody)
    status = found["status"].mask(nobody, "O")
    flags = with_few(found["flags"], found["below"], value)
    found = found.assign(value=value, status=status, flags=flags)
    return found.drop(columns=["above", "below"])


def of_decisions(decided: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Compute how many of a hundred decisions on the substance gave protection.

    Args:
        decided: cells of decisions, by outcome: ``recognised``, ``other``, ``rejected``.
    """
    key = ["ref_area", "counterpart_area", "year", "sex", "age", "breakdown"]
    sides = {name: cells.set_index(key) for name, cells in decided.items()}
    above = {"recognition_rate": ["recognised"], "protection_rate": ["recognised", "other"]}
    made = {}
    for name, parts in above.items():
        index = sides["recognised"].index
        if "other" in parts:  # of which alone something may be missing
            index = index.union(sides["other"].index)
        own = {part: cells.reindex(index) for part, cells in sides.items()}
        texts = (cells["flags"].fillna("") for cells in own.values())
        flags = [" ".join(sorted({*" ".join(each).split()})) for each in zip(*texts, strict=True)]
        values = pd.DataFrame({part: cells["value"] for part, cells in own.items()})
        below = values.sum(axis=1, skipna=False)
        value = (100 * values[parts].sum(axis=1, skipna=False) / below).mask(below == 0)
        status = own["recognised"]["status"].fillna("M").mask(below == 0, "O")
        made[name] = (
            own["recognised"]
            .assign(
                value=value,
                status=status,
                flags=with_few(flags, below, value),
                definition=f"unhcr_{name}",
                unit_measure="percent",
            )
            .reset_index()
        )
    return made

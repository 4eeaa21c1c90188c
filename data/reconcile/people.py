"""What UNHCR knows of its populations by sex and age, written down place by place."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadr

from data.reconcile.book import CATALOGUE, place_names

PLACES = "unhcr_refugee_statistics/2026-06/demographics_2001_2025.rda"
NEEDED = (PLACES,)
STATUS = {
    "refugees": ("REF",),
    "asylum_seekers": ("ASY",),
    "other_protection": ("OIP",),
    "displaced_population": ("REF", "ASY", "OIP"),
    "idps": ("IDP",),
}
AGES = {"0_4": "Y0T4", "5_11": "Y5T11", "12_17": "Y12T17", "18_59": "Y18T59", "60": "Y_GE60"}
BANDS = [f"{sex}_{age}" for sex in "fm" for age in AGES]
COUNTED = [*BANDS, "f_other", "m_other", "f_total", "m_total", "total"]
# Pairs of two countries are split where one of them is one of the nine or close to them.
CLOSE = (
    *("ARG", "BOL", "COL", "ECU", "PRY", "PER", "GUY", "CHL", "URY"),
    *("VEN", "BRA", "SUR", "GUF", "HTI", "CUB", "PAN", "MEX", "USA", "ESP", "ITA"),
)
KEY = ["ref_area", "counterpart_area", "year"]
People = dict[tuple[str, str, int], "np.ndarray[tuple[int], np.dtype[np.float64]]"]


def lines(raw: Path) -> pd.DataFrame:
    """Read the places: ``pop_type, ref_area, counterpart_area, year``, counts, ``file, row``."""
    table: pd.DataFrame
    (table,) = pyreadr.read_r(str(raw / PLACES)).values()
    code = place_names("unhcr")
    here = {each: code(each) for each in {*table["coa_iso"], *table["coo_iso"]}}
    given = table[["pop_type", *COUNTED]].assign(
        ref_area=table["coa_iso"].map(here),
        counterpart_area=table["coo_iso"].map(here),
        year=table["year"].astype(int),
        file=PLACES,
        row=range(1, len(table) + 1),
    )
    return given[given["ref_area"].notna() & given["counterpart_area"].notna()]


def ends(indicator: str, here: str, origin: str) -> tuple[tuple[str, str], ...]:
    """Name the cells that persons of an origin in a country are part of."""
    if indicator == "idps":
        return (here, "_Z"), ("W", "_Z")
    whole = (here, "W"), ("W", origin), ("W", "W")
    near = here in CLOSE or origin in CLOSE
    return ((here, origin), *whole) if near else whole


def counted(raw: Path) -> Mapping[str, People]:
    """Add the places up: for each indicator and cell, all counts of the file."""
    found: dict[str, People] = {
        name: defaultdict(lambda: np.zeros(len(COUNTED))) for name in STATUS
    }
    table = lines(raw)
    counts = table[COUNTED].to_numpy(dtype=float)
    facts = zip(*(table[name] for name in ("pop_type", *KEY)), strict=True)
    for (kind, here, origin, year), own in zip(facts, counts, strict=True):
        for name, kinds in STATUS.items():
            if kind in kinds:
                for place, other in ends(name, here, origin):
                    found[name][place, other, year] += own
    return found


def parts(own: Mapping[str, float]) -> dict[tuple[str, str], tuple[float, str]]:
    """Say what is known of one cell: by sex and age, the figure and its flag.

    A cell of which no sex is known says nothing, one of which no age is known nothing of ages.
    """
    women, men, everybody = own["f_total"], own["m_total"], own["total"]
    said: dict[tuple[str, str], tuple[float, str]] = {}
    if women + men <= 0:
        return said
    unsexed = everybody - women - men
    flag = "sex_partly_known" if unsexed > 0 else ""
    said["F", "_T"], said["M", "_T"] = (women, flag), (men, flag)
    if unsexed > 0:
        said["_U", "_T"] = unsexed, ""
    of_age = sum(own[band] for band in BANDS)
    if of_age <= 0:
        return said
    unaged = everybody - of_age
    flag = "age_partly_known" if unaged > 0 else ""
    for band, age in AGES.items():
        f, m = own[f"f_{band}"], own[f"m_{band}"]
        said["F", age], said["M", age], said["_T", age] = (f, flag), (m, flag), (f + m, flag)
    rest = {("F", "_U"): own["f_other"], ("M", "_U"): own["m_other"], ("_T", "_U"): unaged}
    return said | {key: (value, "") for key, value in rest.items() if value > 0}


def doubted(name: str) -> set[tuple[str, str, int]]:
    """Name the cells of a population whose split by sex the catalogue doubts."""
    text = (CATALOGUE / "exceptions.toml").read_text(encoding="utf-8")
    return {
        (each["ref_area"], each["counterpart_area"], int(each["time_period"]))
        for each in tomllib.loads(text).get("splits", ())
        if each["indicator"] == name and each["doubtful"]
    }


def by_sex_and_age(raw: Path, totals: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Add to the total of each population its parts, which carry its status and its flags."""
    made = {}
    for name, people in counted(raw).items():
        strange = doubted(name)
        total = totals[name].astype({"year": int})
        keys = zip(*(total[column] for column in KEY), strict=True)
        facts = zip(total["status"], total["flags"], total["definition"], strict=True)
        known = dict(zip(keys, facts, strict=True))
        found = []
        for key, counts in people.items():
            status, flags, definition = known.get(key, ("?", "", "no total"))
            told = parts(dict(zip(COUNTED, counts, strict=True)))
            for (sex, age), (value, flag) in told.items():
                doubt = {"doubtful_split"} if key in strange and sex in ("F", "M") else set()
                all_flags = " ".join(sorted({*flags.split(), *flag.split(), *doubt}))
                state = "A" if status in ("M", "O") else status
                found.append((*key, sex, age, value, state, all_flags, definition))
        columns = [*KEY, "sex", "age", "value", "status", "flags", "definition"]
        made[name] = pd.concat(
            [total.assign(age="_T"), pd.DataFrame(found, columns=columns)], ignore_index=True
        )
    return made


def pieces(table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Give the places of an indicator, each beside every pair and sum that it is a part of.

    Args:
        table: the places, as :func:`lines` gives them.
        indicator: id.
    """
    own = table[table["pop_type"].isin(STATUS[indicator])][[*KEY, "file", "row"]]
    if indicator == "idps":
        own = own.assign(counterpart_area="_Z")
        return pd.concat([own, own.assign(ref_area="W")], ignore_index=True)
    own = pd.concat([own, own.assign(counterpart_area="W")], ignore_index=True)
    return pd.concat([own, own.assign(ref_area="W")], ignore_index=True)

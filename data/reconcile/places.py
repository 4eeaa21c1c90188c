"""UNHCR's populations by first-level unit, written down place by place."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyreadr

from data.reconcile.book import CATALOGUE, CODES, place_names
from data.reconcile.people import COUNTED, PLACES, STATUS, parts

NINE = ("ARG", "BOL", "COL", "ECU", "PRY", "PER", "GUY", "CHL", "URY")
WHOLE = ("_T", "_T")
HALF = 0.5  # of a person
ADDED = ("persons", "permits", "procedures", "entries")  # units of measure that parts add up in
UNKNOWN_APART = CATALOGUE / "unknown_apart.csv"
LISTED = (
    "indicator",
    "source",
    "ref_area",
    "counterpart_area",
    "sex",
    "age",
    "time_period",
)
Counts = dict[str, float]
Key = tuple[str, str, str, int]  # country, unit, origin, year


class UnknownPlaceError(LookupError):
    """A file names a place that the crosswalk does not know."""

    def __init__(self, country: str, label: str, row: int) -> None:
        """Say which place, where, and what to do."""
        super().__init__(
            f"{PLACES}, row {row}: what place in {country} is {label!r}? Name it in "
            "data/codes/admin1_names.csv."
        )


def crosswalk(source: str) -> dict[tuple[str, str], str]:
    """Read which unit a source's labels are, by country and label."""
    rows = pd.read_csv(CODES / "admin1_names.csv", keep_default_na=False, dtype=str)
    own = rows[rows["source"] == source]
    return dict(zip(zip(own["parent"], own["label"], strict=True), own["unit"], strict=True))


def lines(raw: Path) -> pd.DataFrame:
    """Read the places in the nine: status, country, unit, origin, year, counts and row."""
    table: pd.DataFrame
    (table,) = pyreadr.read_r(str(raw / PLACES)).values()
    table = table.assign(row=range(1, len(table) + 1))
    table = table[table["coa_iso"].isin(NINE)]
    units, code = crosswalk("unhcr"), place_names("unhcr")
    found = []
    for country, label, row in zip(table["coa_iso"], table["location"], table["row"], strict=True):
        if (country, label) not in units:
            raise UnknownPlaceError(country, label, row)
        found.append(units[country, label])
    origins = {each: code(each) for each in table["coo_iso"].unique()}
    given = table[["pop_type", "row", *COUNTED]].assign(
        country=table["coa_iso"],
        ref_area=found,
        counterpart_area=table["coo_iso"].map(origins),
        year=table["year"].astype(int),
        file=PLACES,
    )
    return given[given["counterpart_area"].notna() & (given["ref_area"] != "")]


def counted(raw: Path) -> Mapping[str, Mapping[Key, Counts]]:
    """Add the persons of each unit up: of each origin, and of all."""
    found: dict[str, dict[Key, Counts]] = {
        name: defaultdict(lambda: dict.fromkeys(COUNTED, 0.0)) for name in STATUS
    }
    for row in lines(raw).to_dict("records"):
        for name, kinds in STATUS.items():
            if row["pop_type"] not in kinds:
                continue
            others = ("_Z",) if name == "idps" else (row["counterpart_area"], "W")
            for other in others:
                sums = found[name][row["country"], row["ref_area"], other, row["year"]]
                for count in COUNTED:
                    sums[count] += row[count]
    return found


def by_unit(raw: Path, countries: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Add to the cells of countries those of their units, which say of themselves what they say.

    Args:
        raw: folder of the raw files.
        countries: by indicator, cells with sex and age.
    """
    made = {}
    columns = ["ref_area", "counterpart_area", "year", "sex", "age", "value"]
    columns += ["status", "flags", "definition"]
    for name, units in counted(raw).items():
        own = countries[name][countries[name]["ref_area"].isin(NINE)]
        keys = zip(*(own[column] for column in columns[:5]), strict=True)
        said = zip(*(own[column] for column in columns[6:]), strict=True)
        facts = dict(zip(keys, said, strict=True))
        found = []
        for (country, unit, origin, year), counts in units.items():
            told = {WHOLE: (counts["total"], ""), **parts(counts)}
            for (sex, age), (value, mark) in told.items():
                cell = (country, origin, year, sex, age)
                status, flags, definition = facts.get(cell, ("?", "", "no such country"))
                marks = {each for each in flags.split() if not each.endswith("_partly_known")}
                text = " ".join(sorted(marks | set(mark.split())))
                found.append((unit, *cell[1:], value, status, text, definition))
        made[name] = pd.concat([countries[name], pd.DataFrame(found, columns=columns)])
    return made


def pieces(table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Give the rows of places, each beside the cells of its unit that it is a part of.

    Args:
        table: the places, as :func:`lines` gives them.
        indicator: id.
    """
    kinds = STATUS.get(indicator, STATUS["displaced_population"])
    own = table[table["pop_type"].isin(kinds)]
    own = own[["ref_area", "counterpart_area", "year", "file", "row"]]
    if indicator == "idps":
        return own.assign(counterpart_area="_Z")
    return pd.concat([own, own.assign(counterpart_area="W")], ignore_index=True)


def apart(cells: pd.DataFrame) -> pd.DataFrame:
    """Give the cells of countries that differ from those of their units and of those in none.

    What is counted is a part of a whole, a rate is not. Of an unknown sex or age a unit has no cell
    where nothing is known of its persons at all, so that those cells are not all there are.

    Args:
        cells: harmonised cells of one indicator and source.
    """
    counted = cells[cells["unit_measure"].isin(ADDED) & cells["value"].notna()]
    return held_against(counted[(counted["sex"] != "_U") & (counted["age"] != "_U")])


def held_against(known: pd.DataFrame) -> pd.DataFrame:
    """Give the cells of countries that differ from those of their units and of those in none."""
    inside = known["ref_area"].str.contains("-", regex=False)
    within = parents()
    same = ["counterpart_area", "sex", "age", "breakdown", "year"]
    units = known[inside].assign(country=known.loc[inside, "ref_area"].map(within))
    sums = units.groupby(["country", *same], as_index=False)["value"].sum()
    own = known[~inside].rename(columns={"ref_area": "country"})
    both = own.merge(sums, on=["country", *same], suffixes=("", "_raw"), validate="many_to_one")
    other = both[(both["value"] - both["value_raw"]).abs() > HALF]
    return other.rename(columns={"country": "ref_area"}).assign(what="units and remainder")


def unknown_apart(cells: pd.DataFrame) -> pd.DataFrame:
    """Give the cells of an unknown sex or age that differ from those of units and of those in none.

    Only where a unit has such a cell: where none has, there is nothing to hold a country against.

    Args:
        cells: as in :func:`apart`.
    """
    counted = cells[cells["unit_measure"].isin(ADDED) & cells["value"].notna()]
    unknown = counted[(counted["sex"] == "_U") | (counted["age"] == "_U")]
    return held_against(unknown)


def listed_unknown(file: Path = UNKNOWN_APART) -> pd.DataFrame:
    """Read the list of those cells of the producers' files: both figures, and the reason."""
    text = dict.fromkeys(("obs_value", "units"), float)
    return pd.read_csv(file, keep_default_na=False, dtype={**dict.fromkeys(LISTED, str), **text})


def unlisted(
    found: pd.DataFrame, indicator: str, source: str, listed: pd.DataFrame
) -> pd.DataFrame:
    """Leave out the cells of an unknown sex or age that are listed with the same figures."""
    own = listed[(listed["indicator"] == indicator) & (listed["source"] == source)]
    known = set(own[[*LISTED[2:], "obs_value", "units"]].itertuples(index=False, name=None))
    columns = [*LISTED[2:-1], "year", "value", "value_raw"]
    cells = [
        (*map(str, key[:-2]), *key[-2:])
        for key in found[columns].itertuples(index=False, name=None)
    ]
    return found[[cell not in known for cell in cells]]


def gone(cells: pd.DataFrame, indicator: str, source: str, listed: pd.DataFrame) -> pd.DataFrame:
    """Give the lines of the list that no cell of an unknown sex or age is any more.

    Args:
        cells: that differ, as :func:`unknown_apart` gives them.
        indicator: id.
        source: id.
        listed: the list.

    Returns:
        What is listed, as a cell that differs: without a value of its own.
    """
    own = listed[(listed["indicator"] == indicator) & (listed["source"] == source)]
    there = set(cells[[*LISTED[2:-1], "year"]].astype(str).itertuples(index=False, name=None))
    keys = own[list(LISTED[2:])].itertuples(index=False, name=None)
    lines = own[[key not in there for key in keys]]
    told = {"time_period": "year", "obs_value": "value", "units": "value_raw"}
    return lines.rename(columns=told).assign(breakdown="_T", what="listed, and not apart")


def named_apart(found: pd.DataFrame, indicator: str, source: str) -> pd.DataFrame:
    """Leave out the cells that the catalogue names with the same figures, each with its reason."""
    text = (CATALOGUE / "exceptions.toml").read_text(encoding="utf-8")
    named = {
        tuple(str(each[name]) for name in ("ref_area", "counterpart_area", "sex", "time_period"))
        + (float(each["obs_value"]), float(each["units"]))
        for each in tomllib.loads(text).get("units_apart", ())
        if (each["indicator"], each["source"]) == (indicator, source)
    }
    columns = ["ref_area", "counterpart_area", "sex", "year", "value", "value_raw"]
    cells = [(*key[:3], str(key[3]), *key[4:]) for key in found[columns].itertuples(index=False)]
    return found[[cell not in named for cell in cells]]


def parents() -> dict[str, str]:
    """Read the country of each unit."""
    rows = pd.read_csv(CODES / "admin1.csv", keep_default_na=False, dtype=str)
    return dict(zip(rows["id"], rows["parent"], strict=True))

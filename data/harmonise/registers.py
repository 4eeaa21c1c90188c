"""What the registers of the routes share: nationalities, groups of persons, months and years."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import rows
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, to_areas
from data.harmonise.sums import KEYS, add_up, in_groups
from data.schema import TOTAL, WORLD, ObsStatus

MONTHS = 12
ALIKE = ("ref_area", "sex", "age", "breakdown", "definition")
GROUPS = {
    "men": ("M", "Y_GE18"),
    "women": ("F", "Y_GE18"),
    "boys": ("M", "Y_LT18"),
    "girls": ("F", "Y_LT18"),
}


def coded(given: pd.Series, known: Mapping[str, str], where: str) -> pd.Series:
    """Turn a producer's labels into our codes.

    Raises:
        BrokenRule: naming every label that is not known, with its rows.

    >>> coded(pd.Series(["Title 8"]), {"Title 8": "title_8"}, "irreg_usa.rda").tolist()
    ['title_8']
    """
    unknown = sorted(set(given.unique()) - known.keys())
    if unknown:
        named = listed(f"'{each}' in {rows(given.index[given == each])}" for each in unknown)
        message = (
            f"{where}: '{given.name}' is unknown: {named}. Give it a code in data/harmonise and "
            "in data/catalogue/breakdowns.toml."
        )
        raise BrokenRule(message)
    return given.map(known).astype("str")


def cells(table: pd.DataFrame, definition: str, **about: str | pd.Series) -> pd.DataFrame:
    """Make parts of rows of the persons and periods of a raw table.

    Args:
        table: with ``period`` and ``persons``.
        definition: what was counted.
        about: the columns of the key that are not the total.
    """
    key = dict.fromkeys(("sex", "age", "breakdown"), TOTAL) | {"counterpart_area": WORLD} | about
    return table.assign(
        **key,
        time_period=table["period"],
        obs_value=table["persons"].astype("float64"),
        obs_status=ObsStatus.NORMAL.value,
        definition=definition,
        flags="",
    )[PARTS]


def by_nationality(
    counted: pd.DataFrame, named: pd.Series, codes: Codes, catalogue: Catalogue, at: tuple[str, str]
) -> pd.DataFrame:
    """Add up the rows of one nationality and period; several labels under one code are flagged.

    Args:
        counted: parts of rows as :func:`cells` gives them.
        named: the producer's nationality of each.
        codes: the code lists.
        catalogue: the cards.
        at: the source and the file, for the aliases and the error.
    """
    given = counted.assign(counterpart_area=to_areas(named, at[0], codes, at[1]))
    given = given.dropna(subset="counterpart_area")
    several = given.duplicated(list(KEYS), keep=False)
    flagged = given.assign(flags=np.where(several, "merged_labels", ""))
    return add_up(flagged, KEYS, catalogue, given["definition"].iloc[0])[PARTS]


def of_groups(table: pd.DataFrame, where: str, area: str, definition: str) -> pd.DataFrame:
    """Give men, women, boys and girls as parts of rows: by sex, by age, by both; not added up."""
    sexes = {group: sex for group, (sex, _) in GROUPS.items()}
    ages = {group: age for group, (_, age) in GROUPS.items()}
    own = cells(
        table,
        definition,
        ref_area=area,
        sex=coded(table["group"], sexes, where),
        age=coded(table["group"], ages, where),
    )
    return pd.concat([own, own.assign(age=TOTAL), own.assign(sex=TOTAL)], ignore_index=True)


def months_from(first: str, last: str) -> list[str]:
    """List the months from one to another, both included.

    >>> months_from("2019-12", "2020-02")
    ['2019-12', '2020-01', '2020-02']
    """
    return [str(each) for each in pd.period_range(first, last, freq="M")]


def dense(
    given: pd.DataFrame, named: Collection[str], periods: Sequence[str], published: Collection[str]
) -> pd.DataFrame:
    """Give every nationality every period of a register.

    A nationality that a published period does not list is zero and flagged so; a period that was
    not published is missing.

    Args:
        given: parts of rows by nationality, everything else alike.
        named: the nationalities that the source ever names.
        periods: all periods from the first to the last.
        published: those that were published.
    """
    ends = ["counterpart_area", "time_period"]
    grid = pd.MultiIndex.from_product([sorted(named), periods], names=ends).to_frame(index=False)
    full = grid.merge(given[[*ends, "obs_value", "flags"]], on=ends, how="left")
    listed_there = full["obs_value"].notna()
    there = full["time_period"].isin(published)
    alike = {name: given[name].iloc[0] for name in ALIKE}
    return full.assign(
        **alike,
        obs_value=full["obs_value"].mask(~listed_there & there, 0.0),
        obs_status=np.where(listed_there | there, ObsStatus.NORMAL.value, ObsStatus.MISSING.value),
        flags=full["flags"].fillna("").mask(~listed_there & there, "implied_zero"),
    )[PARTS]


def with_years(
    months: pd.DataFrame, published: Collection[str], catalogue: Catalogue
) -> pd.DataFrame:
    """Add to the months of a register the sums of its years.

    A year adds the months that were published. One that lacks months is flagged
    ``partial_period`` and names those that it has; one without any figure is missing.

    Args:
        months: parts of rows by month.
        published: the months that the source published for them.
        catalogue: as in :func:`data.harmonise.sums.add_up`.
    """
    years = months.assign(time_period=months["time_period"].str[:4])
    told = years["obs_value"].notna()
    sums = add_up(years[told], KEYS, catalogue, str(months["definition"].iloc[0]))
    marks = {year: marks_of(year, published) for year in sums["time_period"].unique()}
    own = sums["time_period"].map(marks)
    sums["flags"] = [
        " ".join(sorted({*text.split(), *more}))
        for text, more in zip(sums["flags"], own, strict=True)
    ]
    both = pd.concat([sums, years[~told].assign(flags="")], ignore_index=True)[PARTS]
    return pd.concat([months[PARTS], both.drop_duplicates(list(KEYS))], ignore_index=True)


def marks_of(year: str, published: Collection[str]) -> tuple[str, ...]:
    """Give the flags of a year: none when all of its months were published.

    >>> marks_of("2025", ["2024-12", "2025-01", "2025-02"])
    ('partial_period', 'has_01', 'has_02')
    """
    had = sorted(month[-2:] for month in published if month.startswith(year))
    return () if len(had) == MONTHS else ("partial_period", *(f"has_{month}" for month in had))


def check_groups(table: pd.DataFrame, by: Sequence[str], where: str, first: str = "") -> None:
    """Refuse a table in which a month lacks a group of persons that other months have.

    Args:
        table: with ``period`` and the columns of the groups.
        by: those columns.
        where: the file.
        first: the month from which on the groups must be there.
    """
    later = table[table["period"] >= first]
    names = later[list(by)].agg(", ".join, axis=1)
    had = names.groupby(later["period"]).agg(frozenset)
    lacking = had.index[had != frozenset(names)]
    if len(lacking):
        message = f"{where}: groups of persons are missing in {listed(lacking)}. Fetch it again."
        raise BrokenRule(message)


def check_same(
    one: pd.DataFrame, other: pd.DataFrame, where: str, but: Collection[str] = ()
) -> None:
    """Refuse two raw tables of one register that count other persons in a month.

    Args:
        one: with ``period`` and ``persons``, the table that begins later.
        other: likewise.
        where: both files.
        but: months in which they are known to differ.
    """
    mine, yours = (in_groups(table["persons"], [table["period"]]) for table in (one, other))
    yours = yours[yours.index >= mine.index.min()]
    both = pd.concat([mine, yours], axis=1, keys=["one", "other"]).fillna(0.0)
    apart = both[(both["one"] != both["other"]) & ~both.index.isin(but)]
    if len(apart):
        named = listed(f"{row.Index}: {row.one:.0f}, {row.other:.0f}" for row in apart.itertuples())
        message = f"{where}: count other persons in {named}. Fetch both files again."
        raise BrokenRule(message)

"""UNHCR's populations by sex and age, as far as they are known, beside their totals.

The file has persons by place; they are added up to pairs of origin and asylum, and to the sums
over both ends, before anything is said of sex or age: a sum knows as much as its parts together.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors.files import RawTables
from data.connectors.unhcr import BY_SEX
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule, check_unequal
from data.harmonise.sums import across, counts_with_totals, in_groups
from data.harmonise.unhcr import TOTALS, placed
from data.schema import NOT_NAMED, TOTAL, UNKNOWN, WITHOUT_VALUE, WORLD, ObsStatus, Sex

KINDS = {
    "displaced_population": ("REF", "ASY", "OIP"),
    "refugees": ("REF",),
    "asylum_seekers": ("ASY",),
    "other_protection": ("OIP",),
    "idps": ("IDP",),
}
PRINTED = {"REF": "refugees", "ASY": "asylum_seekers", "OIP": "other_protection", "IDP": "idps"}
AGES = {"0_4": "Y0T4", "5_11": "Y5T11", "12_17": "Y12T17", "18_59": "Y18T59", "60": "Y_GE60"}
SEXES = {"f": Sex.FEMALE.value, "m": Sex.MALE.value}
COUNTS = [*BY_SEX, "total"]
ENDS = ["ref_area", "counterpart_area", "time_period"]
SEX_PARTLY, AGE_PARTLY = "sex_partly_known", "age_partly_known"


def by_sex_and_age(
    raw: RawTables, totals: Mapping[str, pd.DataFrame], codes: Codes, catalogue: Catalogue
) -> dict[str, pd.DataFrame]:
    """Add to the totals of each indicator what is known of them by sex and age.

    Args:
        raw: the tables of UNHCR.
        totals: by indicator, the rows of both sexes and all ages, pairs and sums.
        codes: the code lists.
        catalogue: ``pairs`` names the areas whose pairs are split; sums are split for all.

    Returns:
        The rows of each indicator, the totals unchanged.
    """
    where, near = raw.paths["demographics"], catalogue.pairs["unhcr"]
    check_pairs(near, codes)
    check_places(raw, catalogue)
    people = placed(raw, "demographics", codes)
    found = {}
    for name, kinds in KINDS.items():
        own = people[people["pop_type"].isin(kinds)]
        groups = within_country(own) if name == "idps" else between_countries(own, near)
        found[name] = pd.concat([totals[name], split(groups, totals[name], where)])[PARTS]
    return found


def check_pairs(near: Iterable[str], codes: Codes) -> None:
    """Refuse areas of ``pairs.toml`` that no code list has.

    Raises:
        BrokenRule: naming them.
    """
    unknown = sorted(set(near) - set(codes.own))
    if unknown:
        message = f"pairs.toml names {listed(unknown)}, no area. Take each out, or mend it."
        raise BrokenRule(message)


def check_places(raw: RawTables, catalogue: Catalogue) -> None:
    """Refuse places that do not add up to the populations, but where the catalogue says so."""
    printed, people = raw.tables["population"], raw.tables["demographics"]
    printed = printed[printed["year"] >= people["year"].min()]
    ends = ["asylum", "origin", "year"]
    sides = [people[[*ends, "pop_type"]].assign(persons=people["total"], row=people.index)]
    for kind, name in PRINTED.items():
        own = printed[printed[name] > 0]
        sides.append(own[ends].assign(pop_type=kind, persons=-own[name], row=own.index))
    both = pd.concat(sides[::-1], ignore_index=True)
    both = both[both["pop_type"].isin(PRINTED)]
    group = [*ends, "pop_type"]
    persons = in_groups(both["persons"], [both[name] for name in group]).to_frame()
    # The last row of a group is one of the file of places, if it has any.
    found = persons.assign(row=both.groupby(group, sort=True)["row"].last()).reset_index()
    unequal = found[found["persons"] != 0].astype({"year": int}).set_index("row")
    names = [" ".join(map(str, key)) for key in zip(*(unequal[c] for c in group), strict=True)]
    named = pd.Series(names, index=unequal.index, dtype="str")
    check_unequal(unequal["persons"], named, raw.paths["demographics"], catalogue)


def between_countries(people: pd.DataFrame, near: Collection[str]) -> pd.DataFrame:
    """Add places up to pairs with one end in some areas, and to the sums over the ends of all."""
    groups = counts_with_totals(people, ENDS, COUNTS, TOTALS)
    sums = (groups[ENDS[:2]] == WORLD).any(axis=1)
    return groups[sums | groups[ENDS[:2]].isin(list(near)).any(axis=1)]


def within_country(people: pd.DataFrame) -> pd.DataFrame:
    """Add places up to countries, for persons who never crossed a border, and to their sum."""
    own = people.assign(counterpart_area=NOT_NAMED)
    return counts_with_totals(own, ENDS, COUNTS, [["ref_area"]])


def split(groups: pd.DataFrame, totals: pd.DataFrame, where: str) -> pd.DataFrame:
    """Give the rows by sex and age of groups of persons whose sex is known in part or all.

    Args:
        groups: one row a pair or sum and year, with the columns of :data:`COUNTS`.
        totals: the rows of both sexes and all ages: their status, definition and flags hold for
            the parts as well.
        where: the file, for the error.

    Raises:
        BrokenRule: when persons are known by sex whom no total has.
    """
    known = groups[groups["f_total"] + groups["m_total"] > 0]
    named = totals[[*ENDS, "obs_status", "definition", "flags"]]
    joined = known.merge(named, on=ENDS, how="left", validate="one_to_one")
    lacking = joined.loc[joined["definition"].isna(), ENDS]
    if len(lacking):
        keys = listed(" ".join(key) for key in lacking.itertuples(index=False))
        message = f"{where}: no total in the file of populations for {keys}. Fetch both again."
        raise BrokenRule(message)
    empty = joined["obs_status"].isin(WITHOUT_VALUE)
    joined["obs_status"] = joined["obs_status"].mask(empty, ObsStatus.NORMAL.value)
    made = [*sex_rows(joined), *age_rows(joined)]
    return pd.concat(made, ignore_index=True).assign(breakdown=TOTAL)[PARTS]


def sex_rows(groups: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Give women, men, and those whose sex is not known, of all ages."""
    rest = groups["total"] - groups["f_total"] - groups["m_total"]
    marked = with_flag(groups, SEX_PARTLY, rest > 0)
    for letter, sex in SEXES.items():
        yield marked.assign(sex=sex, age=TOTAL, obs_value=groups[f"{letter}_total"])
    yield groups.assign(sex=Sex.UNKNOWN.value, age=TOTAL, obs_value=rest)[rest > 0]


def age_rows(groups: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Give the ages of women, men and both, and those whose age is not known.

    Groups in which nobody's age is known have no rows.
    """
    bands = {f"{letter}_{band}" for letter in SEXES for band in AGES}
    aged = across(groups, sorted(bands))
    groups, rest = groups[aged > 0], (groups["total"] - aged)[aged > 0]
    marked = with_flag(groups, AGE_PARTLY, rest > 0)
    for band, age in AGES.items():
        women, men = groups[f"f_{band}"], groups[f"m_{band}"]
        for sex, persons in ((SEXES["f"], women), (SEXES["m"], men), (TOTAL, women + men)):
            yield marked.assign(sex=sex, age=age, obs_value=persons)
    others = {SEXES[letter]: groups[f"{letter}_other"] for letter in SEXES}
    for sex, persons in {**others, TOTAL: rest}.items():
        yield groups.assign(sex=sex, age=UNKNOWN, obs_value=persons)[persons > 0]


def with_flag(table: pd.DataFrame, flag: str, marked: pd.Series) -> pd.DataFrame:
    """Add a flag to some rows; flags stay sorted."""
    texts = {text: " ".join(sorted({*text.split(), flag})) for text in table["flags"].unique()}
    return table.assign(flags=table["flags"].mask(marked, table["flags"].map(texts)))

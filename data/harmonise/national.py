"""What the national sources share: cells, their sums, ages, and figures that must be equal."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from data.catalogue import Catalogue
from data.codes import Codes
from data.codes.labels import Labels
from data.connectors.files import RawTables, rows
from data.errors import listed
from data.harmonise.rows import PARTS, BrokenRule
from data.harmonise.sums import KEYS, add_up, in_groups
from data.harmonise.units import to_units
from data.schema import NOT_NAMED, TOTAL, UNKNOWN, ObsStatus

BAND = re.compile(r"0?(?P<low>\d+) a 0?(?P<high>\d+)")
OPEN = re.compile(r"(?P<low>\d+)( años)? [oy] más")
NEAR = 1e-9  # relative: a share is printed with about fifteen digits


def cells(values: pd.Series, definition: str, **about: str | pd.Series) -> pd.DataFrame:
    """Make parts of rows of figures.

    Args:
        values: the figures, the index their rows in the file.
        definition: what was counted.
        about: the columns of the key that are not the usual ones; the other end is not named
            unless it is given.
    """
    usual = {
        "counterpart_area": NOT_NAMED,
        **dict.fromkeys(("sex", "age", "breakdown"), TOTAL),
        "obs_status": ObsStatus.NORMAL.value,
        "flags": "",
    }
    key = {**usual, **about, "definition": definition}
    return pd.DataFrame({"obs_value": values.astype("float64")}).assign(**key)[PARTS]


def crossed(parts: pd.DataFrame, totals: Mapping[str, str], catalogue: Catalogue) -> pd.DataFrame:
    """Add rows of one key up, and add to them their sums over columns, each crossed with the rest.

    Args:
        parts: parts of rows.
        totals: by column, the code of its sum.
        catalogue: as in :func:`data.harmonise.sums.add_up`.

    >>> given = cells(pd.Series([1, 2]), "d", ref_area=pd.Series(["CL-RM", "CL-AP"]),
    ...     sex=pd.Series(["F", "M"]), time_period="2022")
    >>> every = crossed(given, {"sex": "_T", "ref_area": "CHL"}, Catalogue.read())
    >>> every.loc[every["ref_area"] == "CHL", ["sex", "obs_value"]].to_numpy().tolist()
    [['F', 1.0], ['M', 2.0], ['_T', 3.0]]
    """
    definition = str(parts["definition"].iloc[0])
    found = add_up(parts, KEYS, catalogue, definition)[PARTS]
    for column, code in totals.items():
        sums = add_up(found.assign(**{column: code}), KEYS, catalogue, definition)
        found = pd.concat([found, sums[PARTS]], ignore_index=True)
    return found


def sums_by(values: pd.Series, by: Sequence[pd.Series]) -> dict[str, float]:
    """Add figures up by what they are of, named by its codes.

    >>> sums_by(pd.Series([1, 2]), [pd.Series(["Pando", "Pando"]), pd.Series(["T", "T"])])
    {'Pando T': 3.0}
    """
    names = by[0].astype(str)
    for other in by[1:]:
        names = names.str.cat(other.astype(str), sep=" ")
    return {str(name): float(value) for name, value in in_groups(values, [names]).items()}


def units_of(given: pd.Series, country: str, raw: RawTables, name: str, codes: Codes) -> pd.Series:
    """Turn the labels of one country's regions into our units; missing for what is left out.

    Args:
        given: the labels as they are printed.
        country: ISO 3166-1 alpha-3.
        raw: the source.
        name: the table that the labels are of.
        codes: the code lists.
    """
    parents = pd.Series(country, index=given.index)
    return to_units(parents, given, Labels.read(codes), raw.source, raw.paths[name])


def age_of(label: str) -> str | None:
    """Give the code of an age as offices write it, none when it is none.

    >>> [age_of(each) for each in ("00 A 04", "5 a 9", "15 a 29 años", "80 O MÁS", "IGNORADA")]
    ['Y0T4', 'Y5T9', 'Y15T29', 'Y_GE80', '_U']
    >>> age_of("65 años o más"), age_of("adultos")
    ('Y_GE65', None)
    """
    text = label.lower().strip()
    if text == "ignorada":
        return UNKNOWN
    if found := OPEN.fullmatch(text):
        return f"Y_GE{found['low']}"
    band = BAND.fullmatch(text.removesuffix(" años"))
    return f"Y{band['low']}T{band['high']}" if band else None


def ages_of(given: pd.Series, where: str) -> pd.Series:
    """Turn the labels of ages into our codes.

    Raises:
        BrokenRule: naming every label that is no age, with its rows.
    """
    known = {label: age_of(label) for label in given.unique()}
    unknown = [label for label, code in known.items() if code is None]
    if unknown:
        named = listed(f"'{each}' in {rows(given.index[given == each])}" for each in unknown)
        message = f"{where}: no ages: {named}. Decide what they are in data/harmonise/national.py."
        raise BrokenRule(message)
    return given.map(known).astype("str")


def check_apart(
    found: Iterable[tuple[str, float, float]], where: str, catalogue: Catalogue
) -> set[str]:
    """Refuse pairs of figures of a file that should be equal and are not.

    Args:
        found: of every pair what it is called, and the two figures.
        where: the file.
        catalogue: names in ``unequal.csv`` the pairs that the producer printed so.

    Returns:
        The names of the pairs that differ as ``unequal.csv`` says.

    Raises:
        BrokenRule: naming every pair that differs and is not named, or is named otherwise.
    """
    file = where.rsplit("/", 1)[-1]
    known = {each.group: each.difference for each in catalogue.unequal if each.file == file}
    apart = {name: one - other for name, one, other in found if one != other}
    faults = [f"{name} differs by {gap:g}" for name, gap in apart.items() if known.get(name) != gap]
    faults += [
        f"{name} does not differ, though unequal.csv names it" for name in known.keys() - apart
    ]
    if faults:
        message = f"{where}: {listed(faults)}. Fetch the file again, or name it in unequal.csv."
        raise BrokenRule(message)
    return set(apart)


def check_shares(part: pd.Series, whole: pd.Series, share: pd.Series, where: str) -> None:
    """Refuse shares in print that are not the part over the whole.

    Raises:
        BrokenRule: naming the rows.
    """
    apart = (part / whole - share).abs() > NEAR * share.abs()
    if apart.any():
        message = (
            f"{where}: '{share.name}' is not '{part.name}' over the whole in "
            f"{rows(share.index[apart])}. Fetch the file again."
        )
        raise BrokenRule(message)

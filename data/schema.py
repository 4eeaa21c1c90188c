"""The observation table: its columns, key and codes, and the check that every table passes."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum

import pandas as pd

from data.catalogue import Breach, Catalogue
from data.errors import PanoramaError, listed

COLUMNS = (
    "indicator",
    "ref_area",
    "counterpart_area",
    "sex",
    "age",
    "breakdown",
    "time_period",
    "obs_value",
    "unit_measure",
    "obs_status",
    "source",
    "definition",
    "flags",
)
KEY = (*COLUMNS[:7], "source")
VALUE = "obs_value"
TOTAL = "_T"
WORLD = "W"
UNKNOWN = "_U"
STATELESS = "_X"
NOT_NAMED = "_Z"
PARTIAL_SUM = "partial_sum"
PARTIAL_PERIOD = "partial_period"
OTHER_LEVEL = "other_level"
LOWER_BOUND = "origin_partly_known"  # of what is told of some origins: it may be higher
# Units of what is counted one by one: whole numbers, whose parts by sex add up.
COUNTS = (
    *("persons", "procedures", "entries", "permits"),
    *("transits", "encounters", "displacements"),
)

AGE = re.compile(r"_T|_U|Y(?P<low>\d+)T(?P<high>\d+)|Y_GE(?P<over>\d+)|Y_LT(?P<under>\d+)")
BREAKDOWN = re.compile(r"_T|[a-z_]+\.[A-Za-z0-9_]+")
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(/P\dM)?|-Q[1-4]|/P\dY)?")
ROWS_NAMED = 5


class BrokenTable(PanoramaError):
    """A table breaks a rule of the observation table."""


class Sex(StrEnum):
    """Sex of the persons counted; ``OTHER`` is another category of the register."""

    TOTAL = "_T"
    FEMALE = "F"
    MALE = "M"
    OTHER = "_O"
    UNKNOWN = "_U"


class ObsStatus(StrEnum):
    """What kind of value an observation is (SDMX CL_OBS_STATUS)."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    PROVISIONAL = "P"
    MISSING = "M"
    NOT_APPLICABLE = "O"


class Rule(StrEnum):
    """The rules that a producer's own file may break, in cells named in ``exceptions.toml``."""

    NEGATIVE = "negative"
    WHOLE_PERSONS = "whole_persons"
    SEX_PARTS = "sex_parts"


SAYS = {
    Rule.NEGATIVE: "negative value",
    Rule.WHOLE_PERSONS: "part of a person",
    Rule.SEX_PARTS: "women and men above the total",
}
WITHOUT_VALUE = (ObsStatus.MISSING.value, ObsStatus.NOT_APPLICABLE.value)


def check_table(table: pd.DataFrame, areas: Collection[str], catalogue: Catalogue) -> None:
    """Hold a table of observations against every rule.

    Args:
        table: the columns of :data:`COLUMNS`; ``obs_value`` is a float (not a number where
            missing), all others are text.
        areas: codes that ``ref_area`` and ``counterpart_area`` may have.
        catalogue: the cards that the table must agree with.

    Raises:
        BrokenTable: naming every offence, with rows and keys.

    >>> check_table(pd.DataFrame({"ref_area": ["PER"]}), {"PER"}, Catalogue.read())
    Traceback (most recent call last):
        ...
    data.schema.BrokenTable: Table: columns are ['ref_area'], must be indicator, ref_area, \
counterpart_area, sex, age, breakdown, time_period, obs_value, unit_measure, obs_status, source, \
definition, flags. Mend the step that made the table.
    """
    faults = list(shape_faults(table))
    if not faults:
        faults = [
            *code_faults(table, areas, catalogue),
            *key_faults(table),
            *value_faults(table),
            *rule_faults(table, catalogue),
        ]
    if faults:
        names = sorted(set(map(str, table["indicator"]))) if "indicator" in table else []
        where = " ".join(["Table", ", ".join(names)]).strip()
        message = f"{where}: {listed(faults)}. Mend the step that made the table."
        raise BrokenTable(f"{message}{read_for(table, catalogue)}")


def read_for(table: pd.DataFrame, catalogue: Catalogue) -> str:
    """Name the raw files that a table may come from, or any of which may be at fault."""
    sources = sorted(set(map(str, table["source"]))) if "source" in table else []
    parts = dict.fromkeys(part for source in sources for part in source.split("."))
    cards = (catalogue.sources[part] for part in parts if part in catalogue.sources)
    files = [file.path for card in cards for file in card.files]
    return f" Or mend the file that it comes from: {', '.join(files)}." if files else ""


def shape_faults(table: pd.DataFrame) -> Iterator[str]:
    """Name wrong columns, types, and texts that are not there."""
    if tuple(table.columns) != COLUMNS:
        yield f"columns are {list(table.columns)}, must be {', '.join(COLUMNS)}"
        return
    if table[VALUE].dtype != "float64":
        yield f"obs_value is {table[VALUE].dtype}, must be float64"
    for column in COLUMNS:
        if column != VALUE and table[column].isna().any():
            yield f"{column} is empty in {rows_of(table, table[column].isna())}"


def rows_of(table: pd.DataFrame, offending: pd.Series) -> str:
    """Name offending rows by number and key, the first few of them.

    >>> rows_of(pd.DataFrame({"ref_area": ["PER", "CHL"]}), pd.Series([False, True]))
    '1 row (1: CHL)'
    """
    keys = [column for column in KEY if column in table]
    found = table.loc[offending.to_numpy(), keys]
    first = found.head(ROWS_NAMED).itertuples()
    named = listed(f"{row[0]}: {' '.join(map(str, row[1:]))}" for row in first)
    more = " …" if len(found) > ROWS_NAMED else ""
    return f"{len(found)} row{'s' if len(found) > 1 else ''} ({named}{more})"


def code_faults(table: pd.DataFrame, areas: Collection[str], catalogue: Catalogue) -> Iterator[str]:
    """Name every code that no list has, with the rows that use it."""
    allowed: dict[str, Callable[[str], bool]] = {
        "indicator": catalogue.indicators.__contains__,
        "ref_area": lambda code: code in areas,
        "counterpart_area": lambda code: code in areas,
        "sex": lambda code: code in list(Sex),
        "age": lambda code: AGE.fullmatch(code) is not None,
        "breakdown": lambda code: is_breakdown(code, catalogue.breakdowns),
        "time_period": lambda code: PERIOD.fullmatch(code) is not None,
        "obs_status": lambda code: code in list(ObsStatus),
        "definition": catalogue.definitions.__contains__,
        "flags": lambda flags: are_flags(flags, catalogue.flags),
    }
    for column, is_known in allowed.items():
        for code in sorted(table[column].unique()):
            if not is_known(code):
                yield f"{column} '{code}' is unknown: {rows_of(table, table[column] == code)}"
    used = table[["indicator", "unit_measure", "source"]].drop_duplicates()
    for indicator, unit, source in used.itertuples(index=False):
        card = catalogue.indicators.get(indicator)
        if card is not None and unit != card.unit_measure:
            yield f"{indicator} is measured in '{unit}', its card says '{card.unit_measure}'"
        if card is not None and source not in card.sources:
            yield f"{indicator} has source '{source}', its card does not"


def is_breakdown(code: str, known: Mapping[str, Collection[str]]) -> bool:
    """Tell whether a code is the total or a known code of a known dimension.

    >>> is_breakdown("hazard.flood", {"hazard": ["flood"]}), is_breakdown("hazard.x", {})
    (True, False)
    """
    dimension, _, rest = code.partition(".")
    return code == TOTAL or rest in known.get(dimension, ())


def are_flags(flags: str, known: Collection[str]) -> bool:
    """Tell whether a text is known flags, sorted, each once, joined by one space.

    >>> are_flags("partial_sum rounded", {"partial_sum", "rounded"}), are_flags("b a", {"a", "b"})
    (True, False)
    """
    ids = flags.split(" ") if flags else []
    return ids == sorted(set(ids)) and set(ids) <= set(known)


def key_faults(table: pd.DataFrame) -> Iterator[str]:
    """Name keys that stand more than once."""
    doubled = table.duplicated(list(KEY), keep=False)
    if doubled.any():
        yield f"the key is doubled in {rows_of(table, doubled)}"


def value_faults(table: pd.DataFrame) -> Iterator[str]:
    """Name values without a state of their own: missing is a status, and a status is no value."""
    empty, stated = table[VALUE].isna(), table["obs_status"].isin(WITHOUT_VALUE)
    if (empty & ~stated).any():
        yield f"no value, but a status that has one, in {rows_of(table, empty & ~stated)}"
    if (~empty & stated).any():
        yield f"a value, but a status that has none, in {rows_of(table, ~empty & stated)}"


def rule_faults(table: pd.DataFrame, catalogue: Catalogue) -> Iterator[str]:
    """Name cells that break a rule and are not in ``exceptions.toml``, and names without a cell."""
    persons = table["unit_measure"].isin(COUNTS)
    signed = {name for name, card in catalogue.indicators.items() if card.signed}
    offences = {
        Rule.NEGATIVE: (table[VALUE] < 0) & ~table["indicator"].isin(signed),
        Rule.WHOLE_PERSONS: persons & (table[VALUE] % 1 > 0),
        Rule.SEX_PARTS: above_total(table, persons),
    }
    present = set(table["indicator"].unique())
    named = {each.rule for each in catalogue.breaches} | {each.rule for each in catalogue.exempt}
    unknown = sorted(named - set(Rule))
    if unknown:
        yield f"exceptions.toml names unknown rules {unknown}"
    for rule, broken in offences.items():
        breaches = [
            each for each in catalogue.breaches if each.rule == rule and each.indicator in present
        ]
        offending = broken & ~exempted(table, catalogue, rule)
        cells = named_cells(table, breaches)
        if (offending & ~cells).any():
            yield f"{SAYS[rule]} in {rows_of(table, offending & ~cells)}"
        if int((cells & offending).sum()) != len(breaches):
            keys = [
                f"{b.ref_area} {b.counterpart_area} {b.time_period} {b.source}" for b in breaches
            ]
            yield f"exceptions.toml names a cell or figure that breaks no rule, among {keys}"
        for each in catalogue.exempt:
            own = (table["indicator"] == each.indicator) & (table["source"] == each.source)
            if each.rule == rule and each.indicator in present and not (broken & own).any():
                yield (
                    f"exceptions.toml exempts {each.indicator} of {each.source}, which does not "
                    f"break {rule}: take the entry out"
                )


def exempted(table: pd.DataFrame, catalogue: Catalogue, rule: str) -> pd.Series:
    """Tell which rows are of an indicator and source in which a rule does not hold."""
    found = pd.Series(data=False, index=table.index)
    for each in catalogue.exempt:
        if each.rule == rule:
            found |= (table["indicator"] == each.indicator) & (table["source"] == each.source)
    return found


def above_total(table: pd.DataFrame, persons: pd.Series) -> pd.Series:
    """Tell which rows of a total are below the sum of their parts by sex."""
    rest = [column for column in KEY if column != "sex"]
    parts = table[persons & (table["sex"] != TOTAL)]
    if parts.empty:
        return pd.Series(data=False, index=table.index)
    sums = parts.groupby(rest, observed=True)[VALUE].sum().rename("parts").reset_index()
    totals = table[[*rest, VALUE]].merge(sums, on=rest, how="left", validate="many_to_one")
    above = (totals["parts"] > totals[VALUE]).to_numpy()
    return pd.Series(above, index=table.index) & (table["sex"] == TOTAL)


def named_cells(table: pd.DataFrame, breaches: Iterable[Breach]) -> pd.Series:
    """Tell which rows are cells of ``exceptions.toml``, figure included."""
    named = pd.Series(data=False, index=table.index)
    for each in breaches:
        own = pd.Series(data=True, index=table.index)
        for column in (*KEY, VALUE):
            own &= table[column] == getattr(each, column)
        named |= own
    return named

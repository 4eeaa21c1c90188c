"""Whatever breaks in a raw file, the build ends in a clear error that names it, or is the same.

A changed file stops at its checksum; here the card agrees with the broken file, as with a new
edition that nobody looked at, so that the checks behind it are what is tried. Never may a broken
file end in another table. A source joins by a line in ``STEPS``, and its files are those of its
card that ``cut.py`` writes from a table.

What no file can tell of itself is not tried: a figure that is another figure, a gap where the
producer leaves gaps, a code that is another of the same list. The checksum is there for these.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import RawTables
from data.errors import PanoramaError
from data.harmonise.build import of_flow_estimates, of_idmc, of_undesa, of_wpp
from data.harmonise.derived import Parts
from data.harmonise.rows import observations
from data.harmonise.unhcr_steps import of_asylum, of_idmc_stock, of_unhcr
from data.schema import check_table
from tests.data import cut, cut_estimates, cut_internal
from tests.data.carded import agreeing

Step = Callable[[Mapping[str, RawTables], Codes, Catalogue], Parts]
STEPS: Mapping[str, tuple[Step, ...]] = {
    "undesa_2024": (of_undesa,),
    "undesa_2020": (of_undesa,),
    "undesa_2019": (of_undesa,),
    "abel_cohen_2022": (of_flow_estimates,),
    "idmc": (of_idmc,),
    "wpp_2024": (of_wpp,),
    "unhcr": (of_unhcr, of_asylum),
    "idmc_unhcr": (of_idmc_stock,),
}
CARDS = Catalogue.read().sources
TABLES = cut.tables()
FILES = [(source, file.path) for source in STEPS for file in CARDS[source].files]
OF_TABLES = [(source, path) for source, path in FILES if path in TABLES]
# Columns that name a country, and columns of codes.
AREAS = (
    *("geo", "from", "coo", "coa", "coo_iso", "coa_iso", "iso_code", "unhcr_code"),
    *("Destination", "iso3", "name"),
)
CODED = (
    "sex",
    "pop_type",
    "procedure_type",
    "app_type",
    "dec_level",
    "app_pc",
    "dec_pc",
    "code",
    "cause",
)
NO_AREAS = ("ATL", "Atlantis", "")
OTHER_AREAS = (*NO_AREAS, "BOL")
# Files in which nothing but its code or name says of which country a figure is.
ALONE = (
    cut_internal.FLOWS,
    cut_internal.STOCKS,
    cut_estimates.AGES,
    cut_estimates.POPULATION_AGES,
)
NOT_A_COUNT = ("many", "1.000", "1,000", "1 000", "-3", "2.5", "1e400")
NOT_A_NUMBER = ("many", "1,000", "1 000", "1e400")
# No deadline: a busy machine is slow, not wrong.
steady = settings(deadline=None, max_examples=10)


class Whole:
    """Raw files as they should be, what is read of them, and what becomes of them.

    No dataclass: Hypothesis would print every table of a failure.
    """

    def __init__(self, folder: Path):
        self.raw, self.codes = cut.write_raw(folder), Codes.read()
        self.catalogue = cut.catalogue_of(self.raw, folder)
        cards = self.catalogue.sources
        self.read = {source: CONNECTORS[source](self.raw, cards[source]) for source in STEPS}
        steps = {step for each in STEPS.values() for step in each}
        self.made = {step: step(self.read, self.codes, self.catalogue) for step in steps}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return Whole(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def restored(whole: Whole) -> Iterator[None]:
    kept = {path: (whole.raw / path).read_bytes() for _, path in FILES}
    yield
    for path, content in kept.items():
        (whole.raw / path).write_bytes(content)


def is_refused_by_name_or_the_same(
    whole: Whole, source: str, path: str, *, counted: bool = True
) -> bool:
    """Read and harmonise a source whose card agrees with the file as it is now."""
    card = agreeing(whole.catalogue.sources[source], whole.raw, path, counted=counted)
    try:
        read = {**whole.read, source: CONNECTORS[source](whole.raw, card)}
        for step in STEPS[source]:
            made = step(read, whole.codes, whole.catalogue)
            if not are_the_same(made, whole.made[step]):
                check_all(made, whole)
                return False
    except PanoramaError as fault:
        return path in str(fault)
    return True


def are_the_same(made: Parts, whole: Parts) -> bool:
    """Tell whether two sets of tables have the same rows, in any order."""
    return made.keys() == whole.keys() and all(
        sorted_rows(made[name]).equals(sorted_rows(whole[name])) for name in whole
    )


def sorted_rows(table: pd.DataFrame) -> pd.DataFrame:
    return table.astype(str).sort_values(list(table.columns), ignore_index=True)


def check_all(made: Parts, whole: Whole) -> None:
    for (name, source), rows in made.items():
        if name in whole.catalogue.indicators:
            table = observations(rows, name, source, whole.catalogue)
            check_table(table, whole.codes.own, whole.catalogue)


def replaced(table: pd.DataFrame, column: str, row: int, value: object) -> pd.DataFrame:
    """Give a table with another cell; a column that holds a text then holds texts only."""
    cells = [value if place == row else cell for place, cell in enumerate(table[column])]
    if isinstance(value, str) and table[column].dtype.kind in "iuf":
        cells = [cell if isinstance(cell, str) else written(cell) for cell in cells]
    return table.assign(**{column: cells})


def written(number: float) -> str | None:
    """Write a number as a file of texts has it."""
    if pd.isna(number):
        return None
    return str(int(number)) if float(number).is_integer() else str(number)


def numbers_of(table: pd.DataFrame) -> list[str]:
    return [name for name in table if table[name].dtype.kind in "iuf"]


@dataclass(frozen=True)
class Damage:
    """One way in which a table breaks: what, where, and what stands there then."""

    how: str
    row: int
    column: int
    value: int

    def of(self, table: pd.DataFrame, path: str) -> pd.DataFrame:
        how = self.how
        if how == "country_renamed" and path in ALONE:
            how = "country_lost"
        return getattr(self, how)(table)

    def column_lost(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.drop(columns=self.one_of(list(table.columns), self.column))

    def column_too_many(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(new=1.0)

    def row_twice(self, table: pd.DataFrame) -> pd.DataFrame:
        row = self.row % len(table)
        return pd.concat([table, table.iloc[[row]]], ignore_index=True)

    def no_rows(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.head(0)

    def country_renamed(self, table: pd.DataFrame) -> pd.DataFrame:
        return self.among([name for name in AREAS if name in table], table, OTHER_AREAS)

    def country_lost(self, table: pd.DataFrame) -> pd.DataFrame:
        return self.among([name for name in AREAS if name in table], table, NO_AREAS)

    def code_renamed(self, table: pd.DataFrame) -> pd.DataFrame:
        return self.among([name for name in CODED if name in table], table, ["Z", ""])

    def text_in_a_number(self, table: pd.DataFrame) -> pd.DataFrame:
        numbers = numbers_of(table)
        if not numbers:
            return self.no_rows(table)
        column = self.one_of(numbers, self.column)
        whole = (table[column].dropna() % 1 == 0).all()
        return self.among([column], table, NOT_A_COUNT if whole else NOT_A_NUMBER)

    def nothing_in_a_number(self, table: pd.DataFrame) -> pd.DataFrame:
        full = [name for name in numbers_of(table) if table[name].notna().all()]
        return self.among(full, table, [float("nan"), ""])

    def among(
        self, columns: list[str], table: pd.DataFrame, values: Sequence[object]
    ) -> pd.DataFrame:
        """Put a value, or what stands elsewhere in the column, into a cell of some column."""
        if not columns:
            return self.no_rows(table)
        column = self.one_of(columns, self.column)
        others = sorted(set(table[column].dropna())) if values is OTHER_AREAS else []
        value = self.one_of([*values, *others], self.value)
        return replaced(table, column, self.row % len(table), value)

    @staticmethod
    def one_of(choices: Sequence[object], number: int) -> Any:
        return choices[number % len(choices)]


HOW = (
    "column_lost",
    "column_too_many",
    "row_twice",
    "no_rows",
    "country_renamed",
    "code_renamed",
    "text_in_a_number",
    "nothing_in_a_number",
)
damages = st.builds(
    Damage, st.sampled_from(HOW), *[st.integers(0, 999) for _ in ("row", "column", "value")]
)


@pytest.mark.parametrize(("source", "path"), OF_TABLES)
@pytest.mark.usefixtures("restored")
@steady
@given(damage=damages)
def test_a_broken_table_never_ends_in_another(whole, source, path, damage):
    cut.write_file(whole.raw / path, path, damage.of(TABLES[path], path))
    assert is_refused_by_name_or_the_same(whole, source, path)


@pytest.mark.parametrize(("source", "path"), FILES)
@pytest.mark.usefixtures("restored")
@steady
@given(place=st.floats(0, 1))
def test_a_file_cut_short_never_ends_in_another_table(whole, source, path, place):
    file = whole.raw / path
    kept = file.read_bytes()
    file.write_bytes(kept[: int(place * len(kept))])
    try:
        assert is_refused_by_name_or_the_same(whole, source, path, counted=False)
    finally:
        file.write_bytes(kept)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp500", "utf-8-sig"])
@pytest.mark.parametrize(
    ("source", "path"), [each for each in FILES if each[1].endswith((".csv", ".txt", ".json"))]
)
@pytest.mark.usefixtures("restored")
def test_a_text_in_another_encoding_never_ends_in_another_table(whole, source, path, encoding):
    file = whole.raw / path
    file.write_bytes(file.read_bytes().decode("utf-8").encode(encoding))
    assert is_refused_by_name_or_the_same(whole, source, path)


@pytest.mark.parametrize(("source", "path"), FILES)
@pytest.mark.usefixtures("restored")
@steady
@given(place=st.floats(0, 0.999), byte=st.integers(1, 255))
def test_a_changed_byte_stops_at_the_checksum(whole, source, path, place, byte):
    file = whole.raw / path
    kept = file.read_bytes()
    at = int(place * len(kept))
    file.write_bytes(kept[:at] + bytes([kept[at] ^ byte]) + kept[at + 1 :])
    with pytest.raises(PanoramaError) as fault:
        CONNECTORS[source](whole.raw, whole.catalogue.sources[source])
    file.write_bytes(kept)
    assert f"{path}: sha256 is" in str(fault.value)

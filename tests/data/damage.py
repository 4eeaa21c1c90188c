"""Ways in which a raw table breaks, and whether what is made of it is refused or the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import RawTables
from data.errors import PanoramaError
from data.harmonise.derived import Parts
from data.harmonise.rows import observations
from data.schema import check_table
from tests.data import cut, cut_estimates, cut_internal, cut_series
from tests.data.carded import agreeing

Step = Callable[[Mapping[str, RawTables], Codes, Catalogue], Parts]
# Columns that name a country, and columns of codes.
AREAS = (
    *("geo", "from", "coo", "coa", "coo_iso", "coa_iso", "iso_code", "unhcr_code"),
    *("Destination", "iso3", "name", "Country Code"),
    *("Sending Countries Code", "Receiving Countries  Code", cut_series.CORNER),
)
CODED = (
    *("sex", "pop_type", "procedure_type", "app_type", "dec_level", "app_pc", "dec_pc"),
    *("code", "cause", "var", "Indicator Code", "Series Code"),
)
NO_AREAS = ("ATL", "Atlantis", "")
OTHER_AREAS = (*NO_AREAS, "BOL")
# Files in which nothing but its code or name says of which country a figure is.
ALONE = (
    *(cut_internal.FLOWS, cut_internal.STOCKS, cut_estimates.AGES, cut_estimates.POPULATION_AGES),
    *cut_series.tables(),
)
# Files whose figures are no counts, but for their years; a gap may be anywhere in the wide ones.
MEASURED = tuple(cut_series.tables())
YEARS = ("t", "time", "Year")
GAPPED = (*cut_series.SHEETS, cut_series.CORRIDORS, cut_series.UNDP, cut_series.ANNEX)
# Sheets by the row of their header, counted from 0; what stands above is no part of the table.
HEADED = {**dict.fromkeys(cut_series.SHEETS, 3), cut_series.MODEL: 1}
NOT_A_COUNT = ("many", "1.000", "1,000", "1 000", "-3", "2.5", "1e400")
NOT_A_NUMBER = ("many", "1,000", "1 000", "1e400")


class Whole:
    """Raw files as they should be, what is read of them, and what becomes of them.

    No dataclass: Hypothesis would print every table of a failure.
    """

    def __init__(self, folder: Path, steps: Mapping[str, tuple[Step, ...]]):
        self.steps = steps
        self.raw, self.codes = cut.write_raw(folder), Codes.read()
        self.catalogue = cut.catalogue_of(self.raw, folder)
        cards = self.catalogue.sources
        self.read = {source: CONNECTORS[source](self.raw, cards[source]) for source in steps}
        every = {step for each in steps.values() for step in each}
        self.made = {step: step(self.read, self.codes, self.catalogue) for step in every}


def is_refused_by_name_or_the_same(
    whole: Whole, source: str, path: str, *, counted: bool = True
) -> bool:
    """Read and harmonise a source whose card agrees with the file as it is now."""
    card = agreeing(whole.catalogue.sources[source], whole.raw, path, counted=counted)
    try:
        read = {**whole.read, source: CONNECTORS[source](whole.raw, card)}
        for step in whole.steps[source]:
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
        """Break a table; of a sheet, what is below its header."""
        broken = getattr(self, self.how_for(path))
        if path not in HEADED:
            return broken(table)
        head = HEADED[path]
        body = table.iloc[head + 1 :].set_axis(list(table.iloc[head]), axis=1)
        found = broken(body.infer_objects())
        rows = [*table.iloc[:head].to_numpy(), list(found), *found.astype(object).to_numpy()]
        return cut_series.sheet_of([list(row) for row in rows])

    def how_for(self, path: str) -> str:
        """Name the way in which a file can tell that it is broken."""
        if self.how == "country_renamed" and path in ALONE:
            return "country_lost"
        if self.how == "text_in_a_number" and path in MEASURED:
            return "text_in_a_measure"
        if self.how == "nothing_in_a_number" and path in GAPPED:
            return "no_rows"
        return self.how

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

    def text_in_a_measure(self, table: pd.DataFrame) -> pd.DataFrame:
        columns = [
            *dict.fromkeys([*numbers_of(table), *[n for n in table if str(n)[:1].isdigit()]])
        ]
        if not columns:
            return self.no_rows(table)
        column = self.one_of(columns, self.column)
        return self.among([column], table, NOT_A_COUNT if column in YEARS else NOT_A_NUMBER)

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

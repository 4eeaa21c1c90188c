"""Whatever breaks in a raw file of the routes, the build ends in a clear error that names it.

Its card agrees with the file, as with a new edition that nobody looked at: every broken cell,
column or row is found by the shape or by a rule.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pandas as pd
import pyreadr
import pytest

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import CONNECTORS
from data.errors import PanoramaError
from data.harmonise import missing_migrants
from tests.data import cut, cut_routes
from tests.data.carded import agreeing
from tests.data.test_routes import STEPS

pytestmark = pytest.mark.no_cover  # what these run, the tests of each source cover
CODES = Codes.read()
CARDS = Catalogue.read().sources
SOURCES = {
    file.path: source for source in (*STEPS, "missing_migrants") for file in CARDS[source].files
}
WRONG = {
    "counts": (-3.0, 2.5, float("nan"), float("inf"), "many"),
    "codes": ("Atlantis", "ATL", None, ""),
    "numbers": (float("nan"), float("inf"), "far", 999.0),
}
# Columns that hold free text or are not used, numbers that may be anything, or nothing.
FREE = ("area", "type", "location", "surv")
NUMBERS = ("lon", "lat")
# Several rows of one key are several labels, or several incidents, and no mistake.
REPEATED = (cut_routes.HONDURAS_FROM, cut_routes.MEXICO, cut_routes.INCIDENTS)


class Whole:
    """Raw files as they should be, and their cards."""

    def __init__(self, raw: Path, catalogue: Catalogue) -> None:
        self.raw = raw
        self.catalogue = catalogue


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    raw = cut.write_raw(folder)
    return Whole(raw, cut.catalogue_of(raw, folder))


def made(whole: Whole, path: str) -> None:
    """Read and harmonise the source of a file whose card agrees with it."""
    source = SOURCES[path]
    card = agreeing(whole.catalogue.sources[source], whole.raw, path)
    read = CONNECTORS[source](whole.raw, card)
    if source == "missing_migrants":
        missing_migrants.incidents(read, CODES)
    else:
        STEPS[source](read, CODES, whole.catalogue)


@pytest.fixture
def restored(whole: Whole) -> Iterator[None]:
    kept = {path: (whole.raw / path).read_bytes() for path in SOURCES}
    yield
    for path, content in kept.items():
        (whole.raw / path).write_bytes(content)


def kind_of(table: pd.DataFrame, column: str) -> str:
    """Say what a column holds: counts, numbers or codes."""
    if column in NUMBERS:
        return "numbers"
    return "counts" if table[column].dtype == "float64" else "codes"


def broken(table: pd.DataFrame, how: str, column: str, row: int) -> pd.DataFrame:
    """Give a table with one thing broken; ``how`` is a place in the wrong values, or a name."""
    if how.isdecimal():
        value = WRONG[kind_of(table, column)][int(how)]
        cells = [value if place == row else cell for place, cell in enumerate(table[column])]
        texts = any(isinstance(cell, str) for cell in cells)
        return table.assign(**{column: [cell and str(cell) for cell in cells] if texts else cells})
    return {
        "column": lambda: table.drop(columns=column),
        "extra": lambda: table.assign(new=1.0),
        "twice": lambda: pd.concat([table, table.iloc[[row]]], ignore_index=True),
        "none": lambda: table.head(0),
    }[how]()


def ways() -> Iterator[tuple[str, str, str]]:
    """Name every way in which a file may break: the file, how, and in which column."""
    for path, table in cut_routes.tables().items():
        yield path, "extra", ""
        yield path, "none", ""
        if path not in REPEATED:
            yield path, "twice", ""
        for column in table.columns:
            yield path, "column", column
            if column not in FREE:
                wrong = WRONG[kind_of(table, column)]
                yield from ((path, str(place), column) for place in range(len(wrong)))


def as_it_is(path: str, table: pd.DataFrame) -> bool:
    """Tell whether what was broken is what stood there: months without a nationality."""
    return table.astype(str).equals(cut_routes.tables()[path].astype(str))


@pytest.mark.parametrize(("path", "how", "column"), list(ways()))
@pytest.mark.usefixtures("restored")
def test_broken_table_is_refused_by_the_name_of_its_file(whole, path, how, column):
    whole_table = cut_routes.tables()[path]
    row = Random(f"{path} {how} {column}").randrange(len(whole_table))
    table = broken(whole_table, how, column, row)
    if as_it_is(path, table):
        return
    file = whole.raw / path
    pyreadr.write_rdata(str(file), table, df_name=file.stem, compress="gzip")
    with pytest.raises(PanoramaError) as fault:
        made(whole, path)
    assert path in str(fault.value)


@pytest.mark.parametrize("path", SOURCES)
@pytest.mark.usefixtures("restored")
def test_file_that_is_cut_short_or_empty_is_named(whole, path):
    file = whole.raw / path
    content = file.read_bytes()
    for part in (content[: len(content) // 2], content[:20], b""):
        file.write_bytes(part)
        with pytest.raises(PanoramaError) as fault:
            made(whole, path)
        assert path in str(fault.value)

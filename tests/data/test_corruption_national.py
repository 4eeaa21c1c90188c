"""Whatever happens to a file of a national source, the error is clear and names the file.

Its card agrees with the file, as with a new edition that nobody looked at: it is either read and
decided on, or refused in a sentence that names a file of its source: one of two that should agree.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import RawTables
from data.errors import PanoramaError
from data.harmonise.rows import observations
from data.harmonise.south_steps import of_chile_surveys, of_south
from data.schema import check_table
from tests.data import cut, cut_national
from tests.data.carded import agreeing
from tests.data.test_corruption_series import Changed, Damage, damages
from tests.examples import tried

pytestmark = pytest.mark.no_cover  # what these run, the tests of each source cover
CODES = Codes.read()
CARDS = Catalogue.read().sources
FILES = [(source, file.path) for source in cut_national.SOURCES for file in CARDS[source].files]
steady = tried(4)


class Whole:
    """Raw files as they should be, and what is read of them."""

    def __init__(self, raw: Path, catalogue: Catalogue, tables: Mapping[str, RawTables]) -> None:
        self.raw = raw
        self.catalogue = catalogue
        self.tables = tables


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    raw = cut.write_raw(folder)
    catalogue = cut.catalogue_of(raw, folder)
    read = {
        source: CONNECTORS[source](raw, catalogue.sources[source])
        for source in cut_national.SOURCES
    }
    return Whole(raw, catalogue, read)


def made(whole: Whole, source: str, path: str) -> None:
    """Read and harmonise the source of a file whose card agrees with it, and check the tables."""
    card = agreeing(whole.catalogue.sources[source], whole.raw, path)
    read = CONNECTORS[source](whole.raw, card)
    tables = {**whole.tables, source: read}
    parts = of_south(tables, CODES, whole.catalogue)
    if source == "chl_datamigra_2026":
        parts |= of_chile_surveys(tables, CODES, whole.catalogue)
    for (indicator, own), rows in parts.items():
        if own == source:
            table = observations(rows, indicator, own, whole.catalogue)
            check_table(table, CODES.own, whole.catalogue)


def named(fault: PanoramaError, source: str) -> bool:
    """Tell whether an error names a file of a source, or the indicator that breaks a rule."""
    paths = [file.path for file in CARDS[source].files]
    return "Table " in str(fault) or any(
        path in str(fault) or path.rsplit("/", 1)[-1] in str(fault) for path in paths
    )


@pytest.mark.parametrize(("source", "path"), FILES)
@steady
@given(damage=damages)
def test_a_changed_file_that_its_card_agrees_with_is_read_or_refused_by_name(
    whole, source, path, damage: Damage
):
    file = whole.raw / path
    with Changed(file, damage.of(file.read_bytes())):
        try:
            made(whole, source, path)
        except PanoramaError as fault:
            assert named(fault, source), str(fault)


@pytest.mark.parametrize(("source", "path"), FILES)
def test_a_file_that_is_cut_short_or_empty_is_named(whole, source, path):
    file = whole.raw / path
    content = file.read_bytes()
    for part in (content[: len(content) // 2], content[:20], b""):
        with Changed(file, part), pytest.raises(PanoramaError) as fault:
            made(whole, source, path)
        assert named(fault.value, source), str(fault.value)


WRONG = ("", "many", "-3", "2.5")
NUMBERS = WRONG[2:]
# Columns that are not used, and those of which nothing is known but that they hold numbers.
FREE = ("Código región", "Tarapacá", "Ñuble", "cod_reg_rbd", "provincia_id")
FIGURES = ("cambio", "share")


def wrong_cells() -> Iterator[tuple[str, str, str, str]]:
    """Name every column of every text file, and what a cell of it must not hold."""
    used = {
        "sermig_2022": ("SEXO", "EDAD", "PAIS", "CODREGEO", "ESTIMACION"),
        "renaper_2023": ("provincia_nombre", "pais_origen", "sexo", "edad_quinquenal", "cantidad"),
    }
    for source, path in FILES:
        if not path.endswith(".csv"):
            continue
        table = cut_national.tables()[path]
        numbers = [
            name for name in table if table[name].map(lambda cell: isinstance(cell, int)).all()
        ]
        kept = used.get(source, numbers)
        for column in kept:
            for cell in WRONG[:4] if column in numbers else ("", "Atlantis"):
                if column not in FREE and not (cell in NUMBERS and column in FIGURES):
                    yield source, path, str(column), cell


@pytest.mark.parametrize(("source", "path", "column", "cell"), list(wrong_cells()))
def test_a_wrong_cell_is_refused_by_the_name_of_a_file(whole, source, path, column, cell):
    table = cut_national.tables()[path].astype(object)
    table.loc[table.index[-1], column] = cell
    file = whole.raw / path
    kept = file.read_bytes()
    try:
        cut.write_file(file, path, table)
        with pytest.raises(PanoramaError) as fault:
            made(whole, source, path)
    finally:
        file.write_bytes(kept)
    assert named(fault.value, source), str(fault.value)

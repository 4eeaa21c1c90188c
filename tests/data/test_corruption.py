"""Whatever breaks in a raw file, the build ends in a clear error that names it, or is the same.

A changed file stops at its checksum; here the card agrees with the broken file, as with a new
edition that nobody looked at, so that the checks behind it are what is tried. Never may a broken
file end in another table. A source joins by a line in ``STEPS``, and its files are those of its
card that ``cut.py`` writes from a table.

What no file can tell of itself is not tried: a figure that is another figure, a gap where the
producer leaves gaps, a code that is another of the same list. The checksum is there for these.
"""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.connectors import CONNECTORS
from data.errors import PanoramaError
from data.harmonise.build import (
    of_development,
    of_flow_estimates,
    of_idmc,
    of_undesa,
    of_worldbank,
    of_wpp,
)
from data.harmonise.unhcr_steps import of_asylum, of_idmc_stock, of_unhcr
from tests.data import cut
from tests.data.carded import agreeing
from tests.data.damage import Step, Whole, damages, is_refused_by_name_or_the_same
from tests.examples import tried

pytestmark = pytest.mark.no_cover  # what these run, the tests of each source cover
STEPS: Mapping[str, tuple[Step, ...]] = {
    "undesa_2024": (of_undesa,),
    "undesa_2020": (of_undesa,),
    "undesa_2019": (of_undesa,),
    "abel_cohen_2022": (of_flow_estimates,),
    "idmc": (of_idmc,),
    "wpp_2024": (of_wpp,),
    "unhcr": (of_unhcr, of_asylum),
    "idmc_unhcr": (of_idmc_stock,),
    "worldbank": (of_worldbank,),
    "knomad_2017": (of_worldbank,),
    "undp_2024": (of_development,),
    "gapminder_2026": (of_development,),
}
CARDS = Catalogue.read().sources
TABLES = cut.tables()
FILES = [(source, file.path) for source in STEPS for file in CARDS[source].files]
OF_TABLES = [(source, path) for source, path in FILES if path in TABLES]
steady = tried(10)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return Whole(tmp_path_factory.mktemp("whole"), STEPS)


@pytest.fixture
def restored(whole: Whole) -> Iterator[None]:
    kept = {path: (whole.raw / path).read_bytes() for _, path in FILES}
    yield
    for path, content in kept.items():
        (whole.raw / path).write_bytes(content)


@pytest.mark.parametrize(("source", "path"), OF_TABLES)
@pytest.mark.usefixtures("restored")
@steady
@given(damage=damages)
def test_a_broken_table_never_ends_in_another(whole, source, path, damage):
    cut.write_file(whole.raw / path, path, damage.of(TABLES[path], path))
    assert is_refused_by_name_or_the_same(whole, source, path)


YEARS = ("year", "Year", "t", "time")


@pytest.mark.parametrize(
    ("source", "path", "column"),
    [(*each, name) for each in OF_TABLES for name in YEARS if name in TABLES[each[1]]],
)
@pytest.mark.usefixtures("restored")
def test_a_year_that_is_none_is_refused(whole, source, path, column):
    years = TABLES[path][column].astype(object)
    years.iloc[-1] = 20240
    cut.write_file(whole.raw / path, path, TABLES[path].assign(**{column: years}))
    card = agreeing(whole.catalogue.sources[source], whole.raw, path, counted=True)
    with pytest.raises(PanoramaError, match="no year from 1800 to 2100") as fault:
        CONNECTORS[source](whole.raw, card)
    assert path in str(fault.value)


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

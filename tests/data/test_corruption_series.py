"""Whatever happens to a raw file of remittances or development, the error is clear and names it.

Its card agrees with the file, as with a new edition that nobody looked at: its text is either
read and decided on, or refused in a sentence that names it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.codes import Codes
from data.connectors import CONNECTORS
from data.connectors.files import RawTables
from data.errors import PanoramaError
from data.harmonise.build import of_development, of_worldbank
from data.harmonise.derived import Parts
from data.harmonise.rows import observations
from data.schema import check_table
from tests.data import cut
from tests.data.carded import agreeing
from tests.examples import tried

pytestmark = pytest.mark.no_cover  # what these run, the tests of each source cover
STEPS: Mapping[str, Callable[[Mapping[str, RawTables], Codes, Catalogue], Parts]] = {
    "worldbank": of_worldbank,
    "knomad_2017": of_worldbank,
    "undp_2024": of_development,
    "gapminder_2026": of_development,
}
CARDS = Catalogue.read().sources
FILES = [(source, file.path) for source in STEPS for file in CARDS[source].files]
# An R file is read by a library in C, and is tried with those of its own kind.
TEXTS_AND_SHEETS = [(source, path) for source, path in FILES if not path.endswith(".rda")]
steady = tried(6)


class Whole:
    """Raw files as they should be, and what is read of them; no dataclass: those are printed."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.codes = cut.write_raw(folder), Codes.read()
        self.catalogue = cut.catalogue_of(self.raw, folder)
        self.tables: Mapping[str, RawTables] = {
            source: CONNECTORS[source](self.raw, self.catalogue.sources[source]) for source in STEPS
        }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    return Whole(tmp_path_factory.mktemp("whole"))


@dataclass(frozen=True)
class Damage:
    """A way in which a file breaks: cut, bytes changed, lost, repeated, wiped or out of order."""

    how: str
    place: float
    other: float
    filling: bytes

    def of(self, content: bytes) -> bytes:
        first, last = sorted(int(each * len(content)) for each in (self.place, self.other))
        before, inside, after = content[:first], content[first:last], content[last:]
        return {
            "cut": before,
            "change": before + self.filling + content[first + len(self.filling) :],
            "lose": before + after,
            "repeat": before + inside + inside + after,
            "wipe": before + bytes(len(inside)) + after,
            "turn": after + inside + before,
        }[self.how]


damages = st.builds(
    Damage,
    st.sampled_from(["cut", "change", "lose", "repeat", "wipe", "turn"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.binary(min_size=1, max_size=20),
)


@dataclass(frozen=True)
class Changed:
    """One raw file with other content, put back when done."""

    file: Path
    content: bytes

    def __enter__(self) -> None:
        object.__setattr__(self, "kept", self.file.read_bytes())
        self.file.write_bytes(self.content)

    def __exit__(self, *fault: object) -> None:
        self.file.write_bytes(self.kept)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("source", "path"), TEXTS_AND_SHEETS)
@steady
@given(damage=damages)
def test_a_changed_file_that_its_card_agrees_with_is_read_or_refused_by_name(
    whole, source, path, damage
):
    file = whole.raw / path
    with Changed(file, damage.of(file.read_bytes())):
        card = agreeing(whole.catalogue.sources[source], whole.raw, path)
        try:
            tables = {**whole.tables, source: CONNECTORS[source](whole.raw, card)}
            made = STEPS[source](tables, whole.codes, whole.catalogue)
        except PanoramaError as fault:
            assert path in str(fault)
        else:
            for name, own in made:
                table = observations(made[name, own], name, own, whole.catalogue)
                check_table(table, whole.codes.own, whole.catalogue)

"""Whatever is changed in a raw file of any source stops at its checksum, which names the file."""

import pytest
from hypothesis import given

from data.catalogue import Catalogue
from data.connectors import CONNECTORS
from data.errors import PanoramaError
from tests.data.test_corruption_series import Changed, damages
from tests.examples import tried

pytestmark = pytest.mark.no_cover  # what these run, the tests of each source cover
CARDS = Catalogue.read().sources
FILES = [(source, file.path) for source, card in CARDS.items() for file in card.files]


@pytest.fixture(scope="module")
def cards(built):
    return Catalogue.read(built / "catalogue").sources


@pytest.mark.parametrize(("source", "path"), FILES)
@tried(5)
@given(damage=damages)
def test_a_changed_file_stops_at_its_checksum(built, cards, source, path, damage):
    file = built / "raw" / path
    content = damage.of(file.read_bytes())
    if content == file.read_bytes():
        return
    with Changed(file, content), pytest.raises(PanoramaError) as fault:
        CONNECTORS[source](built / "raw", cards[source])
    assert f"{path}: sha256 is" in str(fault.value)

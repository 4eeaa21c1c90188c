"""What is made of the cut raw files, once for all tests that only read it."""

from pathlib import Path

import pytest

from data.codes import Codes
from data.harmonise.build import Places, build
from tests.data import cut


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of ``raw``, the ``catalogue`` with its checksums, and the ``tables``."""
    folder = tmp_path_factory.mktemp("built")
    raw = cut.write_raw(folder)
    build(Places(raw, folder / "tables"), cut.catalogue_of(raw, folder), Codes.read(), str)
    return folder

"""What every test may use: the committed tables, read once."""

import pytest

from data.store import Store


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open()

"""What every test may use: the committed tables, read once."""

import pytest
from hypothesis import settings

from data.store import Store

# No deadline: a busy machine is slow, not wrong.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open()

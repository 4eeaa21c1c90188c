"""What every test may use: the committed tables, read once."""

import pytest
from hypothesis import settings

from data.store import Store
from tests.examples import USUAL

# No deadline: a busy machine is slow, not wrong. The same commit is told the same: examples are
# drawn from the test itself; those of `pytest --hypothesis-profile search` are new ones each time.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=USUAL)
settings.register_profile("search", deadline=None, max_examples=10 * USUAL)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open()

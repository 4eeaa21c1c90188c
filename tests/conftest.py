"""What every test may use: the committed tables, read once."""

from pathlib import Path

import pytest
from hypothesis import settings

from data.store import Store
from tests.examples import USUAL

# No deadline: a busy machine is slow, not wrong. The same commit is told the same: examples are
# drawn from the test itself; those of `pytest --hypothesis-profile search` are new ones each time.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=USUAL)
settings.register_profile("search", deadline=None, max_examples=10 * USUAL)
settings.load_profile("steady")

# The longest tests, begun first: begun last, one would leave the other cores idle.
LONGEST = ("test_tables_built_anew", "test_tables_pass_every_rule", "test_committed_cells")
# What these run of `data` the tests of cut tables cover; browser tests run it in another process.
UNCOVERED = (*LONGEST, "test_a_build_without_themes", "test_two_builds_are_the_same")
BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.name.startswith(UNCOVERED) or BROWSER in item.path.parents:
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: not item.name.startswith(LONGEST))


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open()

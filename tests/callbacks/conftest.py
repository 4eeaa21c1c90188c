"""The whole server without a network."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app import create_app
from callbacks.serving import serve


@pytest.fixture(scope="session")
def client(store) -> Iterator[TestClient]:
    carrier = serve(create_app(store), store)
    assert carrier.preparing is not None
    carrier.preparing.join()  # else what it keeps would come in the middle of a test
    with TestClient(carrier) as made:
        yield made

"""The whole server without a network."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app import create_app
from callbacks.serving import serve


@pytest.fixture(scope="session")
def client(store) -> Iterator[TestClient]:
    with TestClient(serve(create_app(store), store)) as made:
        yield made

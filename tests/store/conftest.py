"""The kinds of stores, each of which every test of this folder that asks for one is run on."""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count

import pytest

from mock_flowservice.store.base import Store
from mock_flowservice.store.open import open_store
from tests import postgres

DURABLE = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def databases() -> Iterator[postgres.Databases]:
    """A PostgreSQL server, for as long as this process tests."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def fresh_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Gives the URL of a new store of a kind."""
    folder = tmp_path_factory.mktemp("stores")
    numbers = count(1)

    def make(kind: str) -> str:
        if kind == "postgresql":
            server: postgres.Databases = request.getfixturevalue("databases")
            return server.fresh()
        return "memory://" if kind == "memory" else f"sqlite:///{folder}/{next(numbers)}.db"

    return make


@pytest.fixture(scope="session", params=("memory", *DURABLE))
def store(request: pytest.FixtureRequest, fresh_url: Callable[[str], str]) -> Iterator[Store]:
    """A store of each kind that many tests share: each takes a shelf of its own."""
    with closing(open_store(fresh_url(request.param))) as opened:
        yield opened


@pytest.fixture(params=DURABLE)
def url(request: pytest.FixtureRequest, fresh_url: Callable[[str], str]) -> str:
    """The URL of a new store that lasts."""
    return fresh_url(request.param)

"""The platforms that the tests of Flow Service talk to."""

import pytest

from tests.caller import emulated, shared
from tests.clocks import HandClock
from tests.flow_service.in_process import Platform


@pytest.fixture
def platform() -> Platform:
    """An empty platform under the profile `tutorial`."""
    return Platform()


@pytest.fixture(scope="module")
def common() -> Platform:
    """A platform for all tests of a module: none of them changes what another looks at."""
    return Platform()


@pytest.fixture
def published() -> Platform:
    """An empty platform under the profile `published`."""
    return Platform(shared("published"))


@pytest.fixture
def clock() -> HandClock:
    """A clock that stands until it is moved."""
    return HandClock()


@pytest.fixture
def timed(clock: HandClock) -> Platform:
    """An empty platform whose time is told by `clock`."""
    return Platform(emulated(clock=clock))

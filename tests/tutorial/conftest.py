"""Real servers for the tutorial, one of each profile for all tests of a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_flowservice.child import running


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """An emulator that keeps to what the tutorial says."""
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def strict_url() -> Iterator[str]:
    """An emulator that keeps to what is published."""
    with running(["--profile", "published"]) as url:
        yield url

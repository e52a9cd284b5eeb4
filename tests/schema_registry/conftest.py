"""A registry of its own for each test."""

import pytest

from tests.schema_registry.registry_client import Registry


@pytest.fixture
def registry() -> Registry:
    return Registry()

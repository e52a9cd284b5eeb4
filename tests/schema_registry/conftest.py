"""A registry of its own for each test."""

import pytest

from tests.schema_registry.registry_client import RegistryClient


@pytest.fixture
def registry() -> RegistryClient:
    return RegistryClient()

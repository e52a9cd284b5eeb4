"""What all tests share: Hypothesis profiles, and an emulator as a Flask application."""

import os

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from mock_flowservice import create_app

NO_HURRY = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

settings.register_profile("quick", max_examples=25, deadline=None, suppress_health_check=NO_HURRY)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=NO_HURRY)
settings.register_profile("deep", max_examples=2000, deadline=None, suppress_health_check=NO_HURRY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick"))


@pytest.fixture
def app() -> Flask:
    """A new emulator under the tutorial's rules."""
    return create_app()

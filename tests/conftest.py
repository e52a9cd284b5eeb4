"""What all tests share: how thoroughly Hypothesis searches, and somebody who calls the emulator."""

import pytest

from contract_tests.profiles import load_profile
from tests.caller import Caller

load_profile()


@pytest.fixture
def caller() -> Caller:
    """A caller under the tutorial's rules, who has made nothing yet."""
    return Caller()

"""The options of the contract suite: `pytest --pyargs mock_flowservice.contract_tests --flowservice-url …`.

Loaded into every session of whoever has this package installed, so it brings nothing with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say which options there are."""
    group = parser.getgroup("flowservice", "the contract of Adobe's Flow Service and Data Prep")
    add = group.addoption
    add("--flowservice-url", dest="flowservice_base_url", metavar="URL", help="test the server at this address")
    add("--flowservice-real", action="store_true", default=None, help="test Adobe's service, with all its manners")
    add("--flowservice-recorded", type=Path, metavar="DIR", help="test what was recorded in this folder")
    add("--flowservice-record", type=Path, metavar="DIR", help="record all exchanges in this folder")
    add("--flowservice-profile", metavar="NAME", help="quick, ci or deep: how thoroughly to search")
    add("--flowservice-max-calls", type=int, metavar="N", help="make no more than so many calls")
    add("--flowservice-rate", type=float, metavar="N", help="make no more than so many calls in a second")
    add("--flowservice-ledger", type=Path, metavar="FILE", help="where all that is made is written down")
    add("--flowservice-production", action="store_true", default=None, help="a production sandbox may be used")
    add("--flowservice-report", type=Path, metavar="FILE", help="write one page about what was found")


def pytest_configure(config: pytest.Config) -> None:
    """Say what the suite's own marks mean."""
    config.addinivalue_line("markers", "needs(what): left out where the target lacks it (contract_tests/needs.py)")
    config.addinivalue_line("markers", "rests_on(*rules): holds where these disputed rules are read as we read them")

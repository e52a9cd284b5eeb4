"""A run whose machines were all at work fails where a documented transition was not made, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract_tests.findings import Finding, Findings
from contract_tests.machines.families import FAMILIES, SEARCH, TABLE, mixed, unreached
from contract_tests.machines.machine import Machine
from contract_tests.machines.transitions import Transition

from .reported import finding

"""What is known of each disputed rule, for people to read: the emulator's table, which is data, and its version."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mock_flowservice import __version__ as version
from mock_flowservice.rules import RULES

__all__ = ["rows", "version"]


def rows() -> list[dict[str, Any]]:
    """A row for each rule: its id, a sentence, how well it is known, who says so, and its readings in words."""
    return [{**asdict(rule), "sources": list(rule.sources)} for rule in RULES.values()]

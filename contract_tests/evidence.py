"""What was seen while a test ran: calls, operations and their answers, rules, and transitions of life cycles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from .contract import operation_at

RULES = "x-mock-rule"
"""The header in which an emulator names the rules that an answer rests on."""


def rules_in(headers: Mapping[str, str]) -> list[str]:
    """The rules that an answer says it rests on."""
    return [rule for rule in headers.get(RULES, "").split(", ") if rule]


@dataclass
class Evidence:
    """What was seen since `begin`; an observer of the wire."""

    calls: int = 0
    seconds: float = 0
    """That calls took, until the headers of their answers were there."""
    operations: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """How often each operation answered with each status."""
    rules: Counter[str] = field(default_factory=Counter)
    """How many answers rested on each rule, where the target says so."""
    transitions: Counter[str] = field(default_factory=Counter)
    """How often each transition was made by a state machine."""
    moves: int = 0
    """The steps of state machines."""

    def begin(self) -> None:
        """Forget everything."""
        self.__init__()  # type: ignore[misc]

    def __call__(self, response: requests.Response) -> None:
        """See an exchange."""
        self.calls += 1
        self.seconds += response.elapsed.total_seconds()
        request = response.request
        operation = operation_at(str(request.method), str(request.path_url))
        if operation:
            self.operations[operation][response.status_code] += 1
        self.rules.update(rules_in(response.headers))

    def told(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "calls": self.calls,
            "seconds": round(self.seconds, 6),
            "operations": {
                name: {str(status): times for status, times in seen.items()} for name, seen in self.operations.items()
            },
            "rules": dict(self.rules),
            "transitions": dict(self.transitions),
            "moves": self.moves,
        }

"""What was left out, by reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from ..findings import Finding, Findings
from ..needs import NEEDS

MOST = 0.05
"""The share of all tests that may be left out."""


@dataclass(frozen=True)
class Exclusion:
    """A reason, and the tests that were left out for it; one without a row among the needs has no end."""

    id: str
    reason: str
    source: str
    until: date | None
    tests: list[Finding]

    def is_past(self, today: date) -> bool:
        """Whether nobody should believe it any more without another look."""
        return bool(self.until and self.until < today)


def exclusions(findings: Findings) -> list[Exclusion]:
    """All reasons of a run, those with most tests first."""
    needed, others = defaultdict(list), defaultdict(list)
    for test in findings.with_outcome("excluded", "skipped"):
        if test.need in NEEDS:
            needed[test.need].append(test)
        else:
            others[test.detail or "no reason was given"].append(test)
    found = [Exclusion(id, NEEDS[id].reason, NEEDS[id].source, NEEDS[id].until, needed[id]) for id in needed if id]
    found += [Exclusion("", reason, "", None, tests) for reason, tests in others.items()]
    return sorted(found, key=lambda each: -len(each.tests))


def share(findings: Findings) -> float:
    """The share of all tests that was left out."""
    return len(findings.with_outcome("excluded", "skipped")) / (len(findings.tests) or 1)

"""What a run found: a row for each test, as plain JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from time import perf_counter, time
from typing import Any, Literal

import pytest

from .plan import Kind
from .subject import Subject
from .wire import NOT_RECORDED, SPENT

Outcome = Literal["holds", "differs", "guess", "excluded", "skipped"]


@dataclass(frozen=True)
class Finding:
    """What came of one test.

    It `holds` or `differs`; a `guess` differs, too, and rests on what no document says; `excluded` are those that
    need what the target lacks, `skipped` those that had nothing to test.
    """

    id: str
    """As pytest names it."""
    outcome: Outcome
    detail: str
    """Why it differs, or why it was left out."""
    took: float
    """Seconds."""
    calls: int
    seconds: float
    """That the calls took."""
    operations: dict[str, dict[str, int]]
    rules: dict[str, int]
    transitions: dict[str, int]
    moves: int
    need: str | None
    rests_on: list[str]

    @classmethod
    def of(cls, report: pytest.TestReport, seen: dict[str, Any]) -> Finding:
        """What a report and what was seen meanwhile come to."""
        return cls(report.nodeid, outcome_of(report, seen), detail_of(report), report.duration, **seen)

    @property
    def properties(self) -> list[tuple[str, str]]:
        """What it says in a JUnit report beside its outcome."""
        named = {
            "outcome": self.outcome,
            "calls": str(self.calls),
            "operations": " ".join(sorted(self.operations)),
            "rules": " ".join(sorted(self.rules)),
            "rests_on": " ".join(self.rests_on),
            "need": self.need or "",
        }
        return [(name, value) for name, value in named.items() if value]


def outcome_of(report: pytest.TestReport, seen: dict[str, Any]) -> Outcome:
    """The outcome in words of ours."""
    if report.passed:
        return "holds"
    if report.skipped:
        return "guess" if hasattr(report, "wasxfail") else "excluded" if seen["need"] else "skipped"
    return "differs"


def detail_of(report: pytest.TestReport) -> str:
    """Why a test did not pass."""
    if report.passed:
        return ""
    if report.skipped:
        told = getattr(report, "wasxfail", "") or (report.longrepr[2] if isinstance(report.longrepr, tuple) else "")
        return str(told).removeprefix("Skipped: ")
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr)


@dataclass
class Findings:
    """All that a run found."""

    target: Kind
    profile: str
    most_calls: int = 0
    """That may be made; 0 is no limit."""
    started: float = field(default_factory=time)
    """Epoch seconds."""
    took: float = 0
    """Seconds."""
    tests: dict[str, Finding] = field(default_factory=dict)
    subject: Subject | None = None
    """What was tested; None where not even the first test came so far."""
    untold: str = ""
    """Why the run could not tell everything, if it could not."""
    began: float = field(default_factory=perf_counter, repr=False, compare=False)
    """By the clock that measures how long something takes."""

    def add(self, finding: Finding) -> None:
        """Take the finding of a test; a failure while cleaning up counts more than what the test itself said."""
        known = self.tests.get(finding.id)
        if known is None or finding.outcome == "differs":
            self.tests[finding.id] = finding

    def meet(self, subject: Subject) -> None:
        """Take what was tested; each worker of pytest-xdist has its own, and their calls add up."""
        known = self.subject
        if known:
            subject = replace(known, calls=known.calls + subject.calls, again=known.again + subject.again)
        self.subject = subject

    def close(self, stopped: bool) -> None:
        """Say that the run is over, or was stopped before its end."""
        self.took = perf_counter() - self.began
        details = {each.detail for each in self.with_outcome("skipped")}
        if stopped:
            self.untold = "the run was stopped"
        elif any(each.startswith(SPENT) for each in details):
            self.untold = SPENT
        elif any(each.startswith(NOT_RECORDED) for each in details):
            self.untold = "the recording lacks calls"

    @property
    def calls(self) -> int:
        """All that were made, those of cleaning up included."""
        return self.subject.calls if self.subject else sum(each.calls for each in self.tests.values())

    def with_outcome(self, *outcomes: Outcome) -> list[Finding]:
        """The tests with one of these outcomes."""
        return [each for each in self.tests.values() if each.outcome in outcomes]

    @property
    def transitions(self) -> Counter[str]:
        """How often each transition was made."""
        made: Counter[str] = Counter()
        for each in self.tests.values():
            made.update(each.transitions)
        return made

    @property
    def outcomes(self) -> Counter[str]:
        """How many tests had which outcome."""
        return Counter(each.outcome for each in self.tests.values())

    def told(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "target": self.target,
            "profile": self.profile,
            "most_calls": self.most_calls,
            "started": self.started,
            "took": self.took,
            "subject": asdict(self.subject) if self.subject else None,
            "tests": [asdict(each) for each in self.tests.values()],
        }

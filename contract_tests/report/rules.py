"""Every disputed rule, how well it is known, and what a run says of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from ..findings import Finding, Findings
from ..readings import READINGS
from .outcomes import Word, worst

STANDINGS = {
    "documented": "One of Adobe's documents says so, and none another thing.",
    "conflicting": "Adobe's documents contradict each other here.",
    "inferred": "No document says it: what a user of the real service would expect.",
    "observed": "The real service was seen to do so.",
}


@dataclass(frozen=True)
class Rule:
    """A rule, how many answers rested on it, and the tests that rest on our reading of it."""

    id: str
    sentence: str
    standing: str
    sources: list[str]
    readings: dict[str, str]
    """In words, by what may hold: one where no profile turns the rule."""
    value: str | None
    """The reading of the target, where it says so."""
    answers: int
    tests: list[Finding]

    @property
    def outcome(self) -> Word | None:
        """The worst of the tests that rest on it."""
        return worst(self.tests)

    @property
    def proof(self) -> Word | Literal["seen"] | None:
        """What this run says of it: the word for its tests, or that answers rest on it, which is less."""
        if self.outcome and self.outcome != "left out":
            return self.outcome
        return "seen" if self.answers else None


def rules(findings: Findings) -> list[Rule]:
    """All rules, in the order in which people read them."""
    answers: Counter[str] = Counter()
    tests = defaultdict(list)
    for test in findings.tests.values():
        answers.update(test.rules)
        for id in test.rests_on:
            tests[id].append(test)
    rows = findings.subject.rules if findings.subject else []
    unknown = ({"id": id} for id in sorted({*answers, *tests} - {row["id"] for row in rows}))
    return [rule(row, answers[row["id"]], tests[row["id"]]) for row in [*rows, *unknown]]


def rule(row: dict[str, Any], answers: int, tests: list[Finding]) -> Rule:
    """One rule, of a row that a target or this suite has for it."""
    told = {name: row[name] for name in READINGS if row.get(name)}
    return Rule(
        row["id"],
        row.get("sentence", "Nothing more is known of this rule here."),
        row.get("standing", "inferred"),
        [*row.get("sources", ())],
        {"always": told[READINGS[0]]} if len(told) > 1 and len({*told.values()}) == 1 else told,
        row.get("value"),
        answers,
        tests,
    )


def by_standing(found: list[Rule]) -> dict[str, list[Rule]]:
    """The rules that are there, by how well they are known."""
    groups: dict[str, list[Rule]] = {standing: [] for standing in STANDINGS}
    for each in found:
        groups.setdefault(each.standing, []).append(each)
    return {standing: group for standing, group in groups.items() if group}

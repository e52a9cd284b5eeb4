"""The verdict on a run, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..findings import Finding, Findings, Outcome
from .words import counted

Word = Literal["holds", "differs", "guess", "left out"]
WORDS: dict[Word, str] = {
    "holds": "The service did what Adobe's documents say, or what this suite reads in them.",
    "differs": "The service did something else. Either it is wrong, or the documents are, or this suite.",
    "guess": "The service did something else, but Adobe's documents contradict each other there or say nothing: this "
    "suite had guessed, and the guess was wrong. Not a fault of the service.",
    "left out": "Not asked, because this target lacks what the test needs. Each reason has a day on which it ends.",
}
"""The four words."""
OF_OUTCOME: dict[Outcome, Word] = {
    "holds": "holds",
    "differs": "differs",
    "guess": "guess",
    "excluded": "left out",
    "skipped": "left out",
}
SETTLED = ("documented", "observed")
"""How well a rule is known that nobody has to guess."""
WORST_FIRST: tuple[Word, ...] = ("differs", "guess", "holds", "left out")


def word(finding: Finding) -> Word:
    """The word for what came of a test."""
    return OF_OUTCOME[finding.outcome]


def worst(findings: Iterable[Finding]) -> Word | None:
    """The worst word for several tests; None for none."""
    words = {word(each) for each in findings}
    return next((each for each in WORST_FIRST if each in words), None)


def verdict(findings: Findings) -> str:
    """What came of the run, in one sentence of plain words."""
    left_out = len(findings.with_outcome("excluded", "skipped"))
    asked = len(findings.tests) - left_out
    differing, wrong = findings.outcomes["differs"], findings.outcomes["guess"]
    parts = [first_words(asked, differing, wrong)]
    if wrong:
        parts.append(f"{wrong:,} showed that a guess was wrong")
    if left_out:
        parts.append(f"{left_out:,} {'was' if left_out == 1 else 'were'} left out")
    if resting := sum(rests_on_a_guess(each, findings) for each in findings.with_outcome("holds")):
        parts.append(f"{resting:,} of those that hold {'rests on a guess' if resting == 1 else 'rest on guesses'}")
    untold = f"Not everything could be told, for {findings.untold}. " if findings.untold else ""
    return untold + "; ".join(parts) + "."


def rests_on_a_guess(test: Finding, findings: Findings) -> bool:
    """Whether a test rests on a rule that neither Adobe's documents nor the real service have settled."""
    rows = findings.subject.rules if findings.subject else []
    return not {row["id"] for row in rows if row["standing"] in SETTLED}.issuperset(test.rests_on)


def first_words(asked: int, differing: int, wrong: int) -> str:
    """What came of the tests that were asked."""
    if not asked:
        return "No test was asked"
    if differing:
        return f"{differing:,} of {counted(asked, 'test')} {'differs' if differing == 1 else 'differ'}"
    if wrong:
        return f"{asked - wrong:,} of {counted(asked, 'test')} {'holds' if asked - wrong == 1 else 'hold'}"
    return f"All {counted(asked, 'test')} hold" if asked > 1 else "The only test holds"

"""What a run found, in a few lines at the end of pytest's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from ..findings import Finding, Findings
from ..subject import NOWHERE
from .exclusions import exclusions
from .life_cycles import life_cycles
from .outcomes import verdict
from .words import duration

MOST_LINES = 8
"""Of one kind; the page has the others."""
WIDTH = 12


class Line(NamedTuple):
    """A line: what it is about, in a colour of pytest's terminal writer, and what it says."""

    about: str
    text: str
    colour: str = ""


def tell(findings: Findings, reporter: pytest.TerminalReporter, page: Path | None) -> None:
    """Write all lines."""
    reporter.section("contract")
    for line in lines(findings):
        markup = {line.colour: True, "bold": bool(line.about)} if line.colour else {}
        reporter.write(f"{line.about:<{WIDTH}}", **markup)
        reporter.write_line(line.text)
    if page:
        reporter.write_line(f"{'report':<{WIDTH}}{page}")


def lines(findings: Findings) -> Iterator[Line]:
    """What there is to say."""
    counts = findings.outcomes
    yield Line("target", target(findings))
    yield Line("holds", f"{counts['holds']:,}", "green")
    yield from listed("differs", "red", findings.with_outcome("differs"))
    yield from listed("guess", "yellow", findings.with_outcome("guess"))
    yield from left_out(findings)
    yield from transitions(findings)
    yield Line("calls", calls(findings))
    yield Line("verdict", verdict(findings))


def target(findings: Findings) -> str:
    """What was tested, and how thoroughly."""
    subject = findings.subject
    where = f" at {subject.address}" if subject and findings.target not in NOWHERE else ""
    return f"{findings.target}{where}, profile {findings.profile}"


def listed(about: str, colour: str, tests: list[Finding]) -> Iterator[Line]:
    """How many tests, and which."""
    if tests:
        yield Line(about, f"{len(tests):,}", colour)
        yield from shortened(f"{each.id}{resting(each)}" for each in tests)


def resting(test: Finding) -> str:
    """The rules that a test rests on."""
    return f" (rests on {', '.join(test.rests_on)})" if test.rests_on else ""


def left_out(findings: Findings) -> Iterator[Line]:
    """What was left out, by reason."""
    if found := exclusions(findings):
        yield Line("left out", f"{sum(len(each.tests) for each in found):,}", "cyan")
        yield from shortened(
            f"{len(each.tests):,}: {each.id + ', ' if each.id else ''}{each.reason}"
            + (f" (until {each.until})" if each.until else "")
            for each in found
        )


def transitions(findings: Findings) -> Iterator[Line]:
    """How many transitions were made, and which were not, where a machine was at work."""
    if found := life_cycles(findings):
        made, of = sum(each.made for each in found), sum(len(each.arrows) for each in found)
        yield Line("transitions", f"{made:,} of {of:,}", "green" if made == of else "yellow")
        yield from shortened(
            f"never: {each.family}: {arrow.before} --{arrow.move}--> {arrow.after}"
            for each in found
            for arrow in each.arrows
            if not arrow.times
        )


def calls(findings: Findings) -> str:
    """How many calls were made, of how many, and how long it all took."""
    most = f" of {findings.most_calls:,}" if findings.most_calls else ""
    return f"{findings.calls:,}{most} in {duration(findings.took)}"


def shortened(texts: Iterable[str]) -> Iterator[Line]:
    """The first few, and how many more there are."""
    found = [*texts]
    yield from (Line("", text) for text in found[:MOST_LINES])
    if more := found[MOST_LINES:]:
        yield Line("", f"and {len(more):,} more")

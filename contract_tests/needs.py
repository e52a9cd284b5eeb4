"""What some tests need and not every target has: an exclusion each, with its reason, its source and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .plan import Kind


@dataclass(frozen=True)
class Need:
    """Something that a target lacks, so that the tests that need it are left out there.

    `until` is the day from which nobody should believe the reason any more without another look.
    """

    id: str
    lacking: frozenset[Kind]
    reason: str
    source: str
    until: date


NEEDS: Mapping[str, Need] = {
    need.id: need
    for need in (
        Need(
            "lasting",
            frozenset(("real",)),
            "what it makes can never be deleted: runs and specs of one's own would stay in the organisation",
            "spec: no operation deletes a run, a connection spec or a flow spec",
            date(2027, 6, 30),
        ),
        Need(
            "reports",
            frozenset(("real",)),
            "only the provider of a source may say how a run went",
            "spec updateRun; error 1402-400",
            date(2027, 6, 30),
        ),
        Need(
            "cheap calls",
            frozenset(("live", "real", "recorded")),
            "state machines make thousands of calls; the shortest way to each of their transitions is played instead",
            "what a search of all families takes",
            date(2027, 6, 30),
        ),
        Need(
            "simultaneous calls",
            frozenset(("recorded",)),
            "calls of several threads come in another order each time, and a recording has one",
            "how recordings are made",
            date(2027, 6, 30),
        ),
    )
}
"""All of them, by the word that a test names: `@pytest.mark.needs("lasting")`."""

"""Break one thing by hand and see which contract tests notice; the file itself is not changed.

    python -m benchmarks.mutation.broken FILE BEFORE AFTER TESTS...

Prints as JSON which of the tests fail as it is (`unbroken`) and which with the breakage (`broken`), and how many there
are. BEFORE must stand in FILE exactly once.
"""

from __future__ import annotations

import json
import sys
from functools import partial

from .forks import Task, outcomes
from .mutants import REPOSITORY
from .suite import Suite, with_suite
from .swap import put_in_place

LIMIT = 120.0
PROFILE = "tutorial"


def main() -> int:
    """Run the tests with and without the breakage."""
    file, before, after, *tests = sys.argv[1:]
    text = broken(file, before, after)
    found: list[dict[str, object]] = []
    ended = with_suite(lambda suite: found.append(noticed(suite, file, text)), tests)
    print("\n" + json.dumps(found[0] if found else {}))
    return ended


def broken(file: str, before: str, after: str) -> str:
    """The text of a file with the breakage; raises SystemExit unless what is to be broken is there once."""
    text = (REPOSITORY / file).read_text()
    if text.count(before) != 1:
        raise SystemExit(f"{file} has {before!r} {text.count(before)} times, not once: say anew how to break it")
    return text.replace(before, after)


def noticed(suite: Suite, file: str, text: str) -> dict[str, object]:
    """The tests that fail without and with the breakage."""
    names, breakage = [*suite.items], partial(put_in_place, REPOSITORY, file, text)
    tasks = (
        Task(label, partial(suite.run, names, PROFILE, prepare, to_the_end=True), LIMIT)
        for label, prepare in (("unbroken", None), ("broken", breakage))
    )
    seen = {each.about: each.gave.failed if each.gave else [each.ended] for each in outcomes(tasks, 1)}
    return {**seen, "tests": len(names)}


if __name__ == "__main__":
    sys.exit(main())

"""How many of the deviations `contract compare` finds, and whether it ever reports one that is none.

    python benchmarks/comparing.py [--runs 200] [--jobs 2]

Records an emulator once, then plays the recording on emulators that differ from it in one thing each, and so many
times on one that does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "client")]

from benchmarks.deviations import ANSWERS, RULES_TURNED, Deviation  # noqa: E402
from contract_tests.comparing.play import Comparison, play  # noqa: E402
from contract_tests.comparing.report import kinds  # noqa: E402
from contract_tests.plan import Plan  # noqa: E402
from contract_tests.target import opened  # noqa: E402
from mock_flowservice.commands.contract import run_suite  # noqa: E402
from mock_flowservice.intercept import intercepted  # noqa: E402

OTHER = "http://other.test"
SAME = Deviation("nothing")
ALL = (*ANSWERS, *RULES_TURNED)


def played(recording: Path, number: int) -> tuple[int, list[str]]:
    """What is found of one deviation, or of none: its number, and the kinds of differences that came first."""
    deviation = ALL[number] if number >= 0 else SAME
    with tempfile.TemporaryDirectory() as folder, intercepted(deviation.app(), origins=[OTHER]):
        plan = Plan(base_url=OTHER, ledger=Path(folder, "ledger"))
        with opened(plan) as target:
            return number, told(play(recording, target, lambda found: bool(found.found)))


def told(comparison: Comparison) -> list[str]:
    """The first differences."""
    return [f"{kind.operation} {kind.sort} {kind.where}" for kind in kinds(comparison)][:3]


def main() -> None:
    """Record, play, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        recording = Path(folder, "recording")
        run_suite(credentials=None, junit=None, words=None, record=recording)
        numbers = [*range(len(ALL)), *[-1] * options.runs]
        with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
            found = [*pool.map(played, [recording] * len(numbers), numbers)]
    for number, differences in found:
        name = ALL[number].name if number >= 0 else "nothing"
        if differences or number >= 0:
            print("found " if differences else "MISSED", f"{name}: {', '.join(differences[:1])}")
    caught = sum(bool(differences) for number, differences in found if number >= 0)
    false = sum(bool(differences) for number, differences in found if number < 0)
    print(f"{caught} of {len(ALL)} deviations found: {caught / len(ALL):.1%}")
    print(f"{false} of {options.runs} plays on an equal emulator reported a difference")
    print(f"in {time.monotonic() - start:.0f} seconds")


if __name__ == "__main__":
    main()

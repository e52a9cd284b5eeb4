"""Measure whether the contract suite would notice: faults in the emulator's rules, one at a time, and what it catches.

    python benchmarks/mutants.py [--count 220] [--seed 1] [--only services/flow_service] [--jobs 2] [--json FILE]

The suite runs in process, under both profiles of the emulator, with few examples of each property and always the same.
It is first run on the emulator as it is, to see which test runs which lines; each mutant then meets the tests that run
its lines until one fails. No file is changed: every mutant has a process of its own. A mutant that no test reaches has
survived; of `expressions`, only what a test reaches counts. Survivors are looked up in benchmarks/survivors.json, where
a person says of each why it may stay. The exit code is 0 from --least on.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from mutation.mutants import chosen, domain_files, mutants_in
from mutation.report import CAUGHT, known_reasons, page, rows, share
from mutation.suite import Suite, with_suite
from mutation.trial import Trial, Verdict

PROFILES = ("tutorial", "published")
BY_SIGHT = "mock_flowservice/expressions/"
"""Where only those mutants count that a contract test reaches: most of it is the business of other tests."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how many faults in the emulator the contract suite catches.")
    parser.add_argument("--count", type=int, default=220)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", action="append", default=[], metavar="PATH", help="only files with this in their path"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--profile", action="append", choices=PROFILES, help="only under this profile")
    parser.add_argument("--least", type=float, default=90, metavar="PERCENT", help="the score that is good enough")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all verdicts")
    options = parser.parse_args()
    verdicts: list[Verdict] = []
    reasons = known_reasons()

    def work(suite: Suite) -> None:
        for verdict in tried(suite, options):
            verdicts.append(verdict)
            print("." if verdict.fate in CAUGHT else "S", end="", flush=True)
            if options.json:
                options.json.write_text(json.dumps(rows(verdicts, reasons), indent=2) + "\n")

    ended = with_suite(work)
    if not verdicts:
        return ended or 1
    print("\n" + "\n".join(page(verdicts, reasons)))
    return 0 if share(verdicts) >= options.least else 1


def tried(suite: Suite, options: argparse.Namespace) -> Iterator[Verdict]:
    """Watch the suite, choose mutants, and try them."""
    started, trial = time.monotonic(), Trial(suite, options.profile or PROFILES, options.jobs)
    trial.watch()
    for profile, tests in trial.unsteady.items():
        print(*(f"\nnot used, it fails without any fault ({profile}): {test}" for test in sorted(tests)), sep="")
    found = [mutant for path in domain_files(options.only) for mutant in mutants_in(path)]
    found = [each for each in found if not each.file.startswith(BY_SIGHT) or trial.is_met(each)]
    mutants = chosen(found, options.count, options.seed)
    print(f"{len(mutants)} of {len(found)} mutants; watched for {time.monotonic() - started:.0f} s", flush=True)
    yield from trial.verdicts(mutants)
    print(f"\n{time.monotonic() - started:.0f} s in all")


if __name__ == "__main__":
    sys.exit(main())

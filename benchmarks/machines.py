"""How many moves state machines make in a second, on one process and on two at once: `python benchmarks/machines.py`.

Every family searches as in the profile `ci`, and so does the mix; each process has emulators of its own.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "client")]

from hypothesis import HealthCheck, settings  # noqa: E402
from hypothesis.stateful import run_state_machine_as_test  # noqa: E402

from contract_tests.api import Api  # noqa: E402
from contract_tests.evidence import Evidence  # noqa: E402
from contract_tests.machines.families import FAMILIES, mixed  # noqa: E402
from contract_tests.plan import Plan  # noqa: E402
from contract_tests.profiles import load_profile  # noqa: E402
from contract_tests.raw import Raw  # noqa: E402
from contract_tests.target import opened  # noqa: E402

MACHINES = {machine.family: machine for machine in (*FAMILIES, mixed(*FAMILIES))}


class Pace(NamedTuple):
    """What a machine did, and how long it took."""

    moves: int
    calls: int
    seconds: float

    def __str__(self) -> str:
        rate, calls = self.moves / self.seconds, self.calls / self.moves
        return f"{self.moves:>7,} moves {rate:>7,.0f} moves/s {calls:>5.2f} calls a move"


def pace(name: str) -> Pace:
    """How fast a machine is."""
    load_profile("ci")
    with opened(Plan()) as target, closing(Raw(target.client, target.wire)) as raw:
        evidence = Evidence()
        target.wire.observers.append(evidence)
        machine = MACHINES[name].on(Api(target), raw, target.rules, evidence, disposable=True)
        started = perf_counter()
        run_state_machine_as_test(machine, settings=settings(suppress_health_check=[*HealthCheck]))
        return Pace(evidence.moves, evidence.calls, perf_counter() - started)


def together(processes: int) -> Pace:
    """How fast all machines are on so many processes, each of which runs all of them."""
    names = [*MACHINES] * processes
    started = perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        made = [*pool.map(pace, names)]
    return Pace(sum(each.moves for each in made), sum(each.calls for each in made), perf_counter() - started)


def main() -> None:
    """Print all."""
    for name in MACHINES:
        print(f"{name:<16}{pace(name)}")
    for processes in (1, 2):
        print(f"{processes} process{'es' * (processes > 1):<8}{together(processes)}")


if __name__ == "__main__":
    main()

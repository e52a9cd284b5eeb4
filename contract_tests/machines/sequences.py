"""A shortest sequence of moves to each transition: searched on an emulator in this process, played on any target.

Where calls are dear no machine searches: these sequences are played instead, once each. Searching them takes minutes,
so they are kept in `sequences.json`, which `python -m mock_flowservice.contract_tests.machines` writes anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ..api import Api
from ..evidence import Evidence
from ..plan import Plan
from ..raw import Raw
from ..target import opened
from .machine import Machine, Move
from .transitions import transition_id

KEPT = Path(__file__).with_name("sequences.json")
MOST_ROUNDS = 8
"""After so many, what was not found is taken to be out of reach."""
ROUND = settings(
    max_examples=100,
    stateful_step_count=50,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    verbosity=Verbosity.quiet,
    suppress_health_check=[*HealthCheck],
)
Moves = list[Move]


class Searching(Machine):
    """Keeps the fewest moves that led to each transition; mixed in before a family."""

    found: ClassVar[dict[str, Moves]]

    def passed(self, before: str, move: str, after: str, family: str = "") -> None:
        super().passed(before, move, after, family)
        transition = transition_id(family or self.family, before, move, after)
        if transition not in self.found or len(self.moves) < len(self.found[transition]):
            self.found[transition] = [*self.moves]

    def compare(self) -> None:
        """Nothing: a search looks for ways and not for faults."""


@dataclass(frozen=True)
class Way:
    """A sequence of moves, and the transitions that it makes."""

    family: str
    makes: tuple[str, ...]
    moves: tuple[Move, ...]


def ways(family: type[Machine]) -> list[Way]:
    """Ways to all transitions of a family, none the beginning of another; the same each time."""
    with opened(Plan()) as target, closing(Raw(target.client, target.wire)) as raw:
        machine = family.on(Api(target), raw, target.rules, Evidence(), disposable=True)
        found = search(machine)
        shortest = [shrunk(machine, transition, moves) for transition, moves in found.items()]
        return [Way(family.family, made(machine, moves), tuple(moves)) for moves in without_prefixes(shortest)]


def search(machine: type[Machine]) -> dict[str, Moves]:
    """Moves to each transition of a machine, as Hypothesis comes upon them."""
    found: dict[str, Moves] = {}
    searching: Any = type(machine.__name__, (Searching, machine), {"found": found})
    wanted = {transition.id for transition in machine.transitions}
    for number in range(MOST_ROUNDS):
        if not wanted <= found.keys():
            run_state_machine_as_test(seed(number)(searching), settings=ROUND)
    return {transition: moves for transition, moves in found.items() if transition in wanted}


def shrunk(machine: type[Machine], transition: str, moves: Moves) -> Moves:
    """The moves without those that are not needed to make a transition: many at once are left out first."""
    size = len(moves) // 2
    while size:
        for end in range(len(moves) - 1, 0, -size):
            fewer = moves[: max(0, end - size)] + moves[end:]
            if leads_to(machine, transition, fewer):
                moves = fewer
        size //= 2
    return moves


def leads_to(machine: type[Machine], transition: str, moves: Moves) -> bool:
    """Whether moves make a transition; no if they do not even fit together."""
    try:
        return transition in made(machine, moves)
    except Exception:  # noqa: BLE001  # what was left out may be missed in any way
        return False


def made(machine: type[Machine], moves: Moves) -> tuple[str, ...]:
    """The transitions that moves make."""
    machine.evidence.begin()
    play(machine, moves)
    return tuple(machine.evidence.transitions)


def without_prefixes(sequences: list[Moves]) -> list[Moves]:
    """The sequences that no other begins with, the longest first."""
    chosen: list[list[str]] = []
    kept: list[Moves] = []
    for moves in sorted(sequences, key=len, reverse=True):
        texts = [*map(str, moves)]
        if not any(other[: len(texts)] == texts for other in chosen):
            chosen.append(texts)
            kept.append(moves)
    return kept


def kept_ways() -> list[Way]:
    """The ways that a search has found and that are kept beside this module."""
    found = json.loads(KEPT.read_text("utf-8"))
    return [Way(way["family"], tuple(way["makes"]), tuple(Move(*each) for each in way["moves"])) for way in found]


def keep(found: list[Way]) -> None:
    """Keep ways, one in a line."""
    lines = (json.dumps(asdict(way) | {"moves": [[*each] for each in way.moves]}) for way in found)
    KEPT.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def play(machine: type[Machine], moves: Sequence[Move]) -> None:
    """Make the moves of another run once more; where one fails, a note says in readable lines which they were."""
    played: Any = machine()
    try:
        for number, each in enumerate(moves, 1):
            try:
                getattr(played, each.name)(**each.arguments)
            except BaseException as error:
                lines = (f"{'->' if at == number else '  '} {at}. {move}" for at, move in enumerate(moves, 1))
                error.add_note("\n".join((f"{machine.__name__}, in move {number} of {len(moves)}:", *lines)))
                raise
    finally:
        played.teardown()

"""What all state machines share: the target, the moves that were made, and the transitions that they took."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from itertools import count
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ..api import Api
from ..evidence import Evidence
from ..raw import Raw
from ..readings import Readings
from .transitions import Transition, transition_id

F = TypeVar("F", bound=Callable[..., Any])


class Move(NamedTuple):
    """A step of a machine as it can be played again on any target: its rule, and symbols and plain values."""

    name: str
    arguments: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})"


class Machine(RuleBasedStateMachine):
    """A service beside its plain model.

    What identifies an entity in a move or a bundle is a symbol such as `flow 3`; real ids and etags stay inside, so
    that the same moves mean the same on every target. Only `move` makes steps, and none draws values of its own.

    `mark` is a text that nothing else has, for a description that finds what this machine made. `disposable` says that
    the target is thrown away afterwards, so that nothing has to be deleted. `moved` says that all moves went well.
    """

    family: ClassVar[str] = ""
    transitions: ClassVar[tuple[Transition, ...]] = ()
    api: ClassVar[Api]
    raw: ClassVar[Raw]
    readings: ClassVar[Readings]
    evidence: ClassVar[Evidence]
    disposable: ClassVar[bool] = False
    share: ClassVar[float] = 1
    """So many times as many runs as the profile has: what has more states needs more."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: list[Move] = []
        self.moved = True
        self.mark = self.api.name("machine")
        self._numbers = count(1)
        self._kept: list[str] = []

    @classmethod
    def on(cls, api: Api, raw: Raw, rules: Readings, evidence: Evidence, *, disposable: bool = False) -> type[Self]:
        """The machine, at work on a target."""
        ground = {"api": api, "raw": raw, "readings": rules, "evidence": evidence, "disposable": disposable}
        return type(cls.__name__, (cls,), ground)

    def symbol(self, kind: str) -> str:
        """A new name for something that is made."""
        return f"{kind} {next(self._numbers)}"

    def keep(self, collection: Any, id: str) -> str:
        """Remember what was made, to be deleted at the end; its id."""
        if not self.disposable:
            self._kept.append(self.api.keep(collection, id))
        return id

    def whereabouts(self) -> list[tuple[str, str]]:
        """The paths and etags of what is there and can be patched with an etag; each family adds its own."""
        return []

    def compare(self) -> None:
        """Compare all that there is with the model, once at the end; each family adds what is its own."""

    def teardown(self) -> None:
        """Compare, when all moves went well, and delete what was made, the last first."""
        try:
            if self.moved:
                self.compare()
        finally:
            for id in reversed(self._kept):
                self.api.remove(id)

    def passed(self, before: str, move: str, after: str, family: str = "") -> None:
        """Say that a transition was made; raises AssertionError where no document has it."""
        made = transition_id(family or self.family, before, move, after)
        assert made in documented(type(self)), f"no document has this transition: {made}"
        self.evidence.transitions[made] += 1


@cache
def documented(machine: type[Machine]) -> frozenset[str]:
    """The transitions that a machine may take: its own, and those of all that it inherits from."""
    tables = (vars(each).get("transitions", ()) for each in machine.__mro__)
    return frozenset(transition.id for table in tables for transition in table)


def move(**strategies: Any) -> Callable[[Callable[..., Any]], Any]:
    """Hypothesis's `rule`, whose calls are kept in `moves`."""

    def decorate(function: Callable[..., Any]) -> Any:
        return rule(**strategies)(kept(function))  # type: ignore[no-untyped-call]

    return decorate


def opening(**strategies: Any) -> Callable[[Callable[..., Any]], Any]:
    """Hypothesis's `initialize`: a first move that lays out what others need, or makes the moves that do."""

    def decorate(function: Callable[..., Any]) -> Any:
        return initialize(**strategies)(kept(function))  # type: ignore[no-untyped-call]

    return decorate


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """A method whose calls are kept in `moves`; of one that only makes other moves, those are."""

    @wraps(function)
    def keeping(self: Machine, **arguments: Any) -> Any:
        at = len(self.moves)
        self.moves.append(Move(function.__name__, arguments))
        self.moved = False
        made = function(self, **arguments)
        self.moved = True
        if len(self.moves) > at + 1:
            del self.moves[at]
        else:
            self.evidence.moves += 1
        return made

    return keeping


def lasting(function: F) -> F:
    """Mark a move that makes what can never be deleted; stands beneath `@move(…)`."""
    function.lasting = True  # type: ignore[attr-defined]
    return function

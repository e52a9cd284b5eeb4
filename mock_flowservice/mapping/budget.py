"""How long a mapping set may take for one request, and how much it may make: rule mapping_set.limits."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from ..expressions.limits import room_of

SECONDS = 10.0
LARGEST = 256 * 1024 * 1024
"""Bytes of all values that are made, roughly."""
SLOT = 8
"""Bytes of a gap in a list."""

T = TypeVar("T")


class BudgetSpent(Exception):
    """Nothing is left; the message says of what."""


class Budget:
    """What is left of the time and the room for one request."""

    def __init__(self, seconds: float = SECONDS, size: int = LARGEST) -> None:
        self._until = monotonic() + seconds
        self._late = f"it takes longer than {seconds:g} seconds"
        self._left = size
        self._large = f"it makes more than {size:,} bytes"

    def watched(self, step: Callable[[T], Any]) -> Callable[[T], Any]:
        """A step that is not taken when time is over, and spends what it makes; it raises BudgetSpent."""

        def spend(value: T) -> Any:
            self.refuse_lateness()
            made = step(value)
            self.spend(made)
            return made

        return spend

    def refuse_lateness(self) -> None:
        """Raise BudgetSpent when time is over."""
        if monotonic() > self._until:
            raise BudgetSpent(self._late)

    def spend(self, made: Any) -> None:
        """Take away the room of a value, each part of it as often as it is reached; raises BudgetSpent."""
        self._take(room_of(made, self._left))

    def fill(self, gaps: int) -> None:
        """Take away the room of gaps in a list; raises BudgetSpent."""
        self._take(SLOT * gaps)

    def _take(self, room: int) -> None:
        self._left -= room
        if self._left < 0:
            raise BudgetSpent(self._large)

"""What functions know of the world outside a record."""

from dataclasses import dataclass, field
from typing import Any

from ..clock import Clock, SystemClock
from ..ids import Ids


@dataclass(frozen=True)
class Environment:
    """The clock that `now()` reads, and the source of what `uuid()` makes."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=Ids)
    compiled: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Expressions by their texts, once they are compiled for this clock and these ids."""


WORLD = Environment()
"""The machine's own clock, and random ids."""

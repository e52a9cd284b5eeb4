"""What functions know of the world outside a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..clock import Clock, SystemClock
from ..ids import Ids


@dataclass(frozen=True)
class Environment:
    """The clock that `now()` reads, and the source of what `uuid()` makes."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=Ids)


WORLD = Environment()
"""The machine's own clock, and random ids."""

"""The one source of time: every moment the emulator knows of comes from here."""

import time
from itertools import count
from typing import Protocol

SEEDED_START = 1_767_225_600_000  # 2026-01-01T00:00:00Z


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> int:
        """The present moment, in milliseconds since 1970 (UTC)."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> int:
        """The present moment, in milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000


class CountingClock:
    """Time that is counted instead of measured: each reading is one millisecond after the last.

    With it, the same calls in the same order see the same times, on any machine on any day.
    """

    def __init__(self, start: int = SEEDED_START) -> None:
        self._readings = count(start)

    def now(self) -> int:
        """The next moment, in milliseconds since 1970 (UTC)."""
        return next(self._readings)

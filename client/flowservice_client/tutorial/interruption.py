"""Ctrl-C, and its like from outside, come at a moment when it is known what has been made."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
STDERR = 2


class Interruption:
    """Remembers the first signal, for whoever asks between two requests; the second interrupts at once."""

    def __init__(self, words: str) -> None:
        self.wished = False
        self._words = words

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Take a signal, and say that it has been heard (past the streams, which may be in use)."""
        if self.wished:
            raise KeyboardInterrupt
        self.wished = True
        os.write(STDERR, f"\n{self._words}\n".encode())


@contextmanager
def interruption(words: str) -> Iterator[Interruption]:
    """Take the signals that end a program, until the block ends."""
    taker = Interruption(words)
    with handled(taker):
        yield taker


@contextmanager
def handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Have the signals that end a program handled; the default of SIGINT raises KeyboardInterrupt."""
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a block as Ctrl-C does, so that it cleans up after itself."""
    with handled(signal.default_int_handler):
        yield

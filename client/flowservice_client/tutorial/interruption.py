"""Ctrl-C, and its like from outside, come at a moment when it is known what has been made."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
STDERR = 2


class Interruption:
    """Notes the first signal, for whoever asks between two requests; the second interrupts at once."""

    def __init__(self, words: str) -> None:
        self.requested = False
        self._words = words

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Take a signal, and say that it has been heard (past the streams, which may be in use)."""
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True
        with suppress(OSError):
            os.write(STDERR, f"\n{self._words}\n".encode())


@contextmanager
def noting_interruption(words: str) -> Iterator[Interruption]:
    """Note the signals that end a program, until the block ends."""
    interruption = Interruption(words)
    with sending_signals_to(interruption):
        yield interruption


@contextmanager
def interruptible() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a block as Ctrl-C does, so that it cleans up after itself."""
    with sending_signals_to(signal.default_int_handler):
        yield


@contextmanager
def sending_signals_to(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Have the signals that end a program go to a handler; one that is ignored (nohup does that) stays ignored."""
    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    taken = {number: former for number, former in before.items() if former not in (signal.SIG_IGN, None)}
    for number in taken:
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, former in taken.items():
            signal.signal(number, former)

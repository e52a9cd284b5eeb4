"""Tasks, each in a process of its own that begins where this one stands, some at a time and none for ever."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeVar

T = TypeVar("T")
FORK = get_context("fork")
MEMORY = 3 * 2**30
"""Bytes that a process may take before it fails."""


@dataclass(frozen=True)
class Task(Generic[T]):
    """Something to do for `about`, and after how many seconds nobody waits any longer."""

    about: T
    run: Callable[[], Any]
    limit: float


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What came of a task: what it gave, or that it `hung`, or that its process `died`."""

    about: T
    ended: Literal["gave", "hung", "died"]
    gave: Any = None


@dataclass(frozen=True)
class Fork(Generic[T]):
    """A task under way."""

    task: Task[T]
    process: BaseProcess
    pipe: Connection
    until: float

    @classmethod
    def of(cls, task: Task[T]) -> Fork[T]:
        """Begin a task."""
        ours, theirs = FORK.Pipe(duplex=False)
        process = FORK.Process(target=perform, args=(task.run, theirs))
        sys.stdout.flush()
        process.start()
        theirs.close()
        return cls(task, process, ours, time.monotonic() + task.limit)

    def outcome(self) -> Outcome[T]:
        """What came of it, now that it has ended or its time has."""
        try:
            if self.pipe.poll():
                return Outcome(self.task.about, "gave", self.pipe.recv())
            return Outcome(self.task.about, "hung")
        except EOFError:
            return Outcome(self.task.about, "died")
        finally:
            self.process.kill()
            self.process.join()
            self.pipe.close()


def perform(run: Callable[[], Any], pipe: Connection) -> None:
    """Run a task in silence, and hand over what it gives."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    pipe.send(run())


def outcomes(tasks: Iterable[Task[T]], jobs: int) -> Iterator[Outcome[T]]:
    """The outcomes of tasks as they end, so many of them under way at a time."""
    waiting, forks = iter(tasks), list[Fork[T]]()
    while True:
        while len(forks) < jobs and (task := next(waiting, None)):
            forks.append(Fork.of(task))
        if not forks:
            return
        patience = max(0.0, min(fork.until for fork in forks) - time.monotonic())
        ready = wait([fork.pipe for fork in forks], patience)
        for fork in [each for each in forks if each.pipe in ready or time.monotonic() >= each.until]:
            forks.remove(fork)
            yield fork.outcome()

"""Several processes that map rows, each a block at a time; what they made comes in the order of the input."""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection

from ..errors import UsageError
from ..mapping.lines import Block
from ..mapping.rows import Outcome, map_block
from .job import Job

SPAWN = get_context("spawn")


class Worker:
    """A process that maps blocks. It holds one at most, so that neither side ever waits for the other to read."""

    def __init__(self) -> None:
        theirs, self._blocks = SPAWN.Pipe(duplex=False)
        self._made, ours = SPAWN.Pipe(duplex=False)
        self._process = SPAWN.Process(target=work, args=(theirs, ours), daemon=True)
        with theirs, ours, unheard_interrupts():
            self._process.start()

    def begin(self, job: Job) -> None:
        """Tell it what to do with blocks; raises UsageError if it is gone."""
        with self._watched():
            send(self._blocks, job)

    def send(self, block: Block) -> None:
        """Give it a block; raises UsageError if it is gone."""
        with self._watched():
            send(self._blocks, block.number)
            self._blocks.send_bytes(block.content)

    def receive(self) -> Outcome:
        """Wait for what it makes of its block; raises UsageError if it is gone."""
        with self._watched():
            return Outcome(self._made.recv_bytes(), self._made.recv_bytes(), self._made.recv())

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._blocks.close()
        self._made.close()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError):
            self._process.join()
            code = self._process.exitcode or 0
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise UsageError(f"a worker process ended too early, by {how}; the rows that it had are missing") from None


def map_in_order(job: Job, blocks: Iterator[Block], processes: int) -> Iterator[Outcome]:
    """Map blocks in so many processes, in turn; one block is read ahead. Raises UsageError when a process is lost."""
    with workers(job, processes) as idle:
        busy: deque[Worker] = deque()
        for block in blocks:
            if idle:
                busy.append(idle.popleft())
                busy[-1].send(block)
            else:
                outcome = busy[0].receive()
                busy[0].send(block)
                busy.rotate(-1)
                yield outcome
        yield from (worker.receive() for worker in busy)


@contextmanager
def workers(job: Job, count: int) -> Iterator[deque[Worker]]:
    """Processes that are gone when the block ends."""
    hired: list[Worker] = []
    try:
        while len(hired) < count:
            hired.append(Worker())
        for worker in hired:
            worker.begin(job)
        yield deque(hired)
    finally:
        for worker in hired:
            worker.end()


@contextmanager
def unheard_interrupts() -> Iterator[None]:
    """Processes started in here do not hear a Ctrl-C, which is for the one that started them and ends them."""
    resource_tracker.ensure_running()  # When it starts, it lets Ctrl-C through again.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def work(blocks: Connection, made: Connection) -> None:
    """Map the blocks that come through a pipe, after what is to be done with them, until nobody holds its other end."""
    with suppress(EOFError, OSError):
        job: Job = blocks.recv()
        mapping_set = job.compiled()
        while True:
            outcome = map_block(mapping_set, Block(blocks.recv(), blocks.recv_bytes()), job.name)
            made.send_bytes(outcome.mapped)
            made.send_bytes(outcome.refused)
            send(made, outcome.tally)


def send(pipe: Connection, given: object) -> None:
    """Do what the pipe's own `send` does; if that one fails, Python 3.13 complains of a buffer on standard error."""
    pipe.send_bytes(pickle.dumps(given))

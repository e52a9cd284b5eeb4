"""Starting a server as a user does: what it prints first says that it is ready."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
SERVE = (sys.executable, "-m", "mock_flowservice", "serve")
READY = re.compile(r"mock-flowservice \S+ is ready at (http://\S+)\n")
PATIENCE = 120
"""Seconds until a program that does not answer is given up."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a user who has set nothing and has activated the virtual environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MOCK_FLOWSERVICE")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return clean | {"PATH": path, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'client'}"} | more


class Program(subprocess.Popen[str]):
    """A program in a session of its own. Its standard error is a file: a pipe that nobody reads fills and stops it."""

    def __init__(self, command: Sequence[str], log: Path, **environ: str) -> None:
        self._log = log
        with log.open("w") as stderr:
            super().__init__(
                command,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                env=environment(**environ),
                start_new_session=True,
            )

    def said(self) -> str:
        """What it has written to standard error so far."""
        return self._log.read_text()

    def ended(self) -> tuple[int, str, str]:
        """Wait for its end: its exit code, what else it printed, and what it wrote to standard error."""
        out, _ = self.communicate(timeout=PATIENCE)
        return self.returncode, out, self.said()


@contextmanager
def started(command: Sequence[str], **environ: str) -> Iterator[tuple[Program, str]]:
    """A server and the first line that it prints; it is stopped at the end whatever happens."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Program(command, Path(folder, "log"), **environ) as process,
    ):
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], PATIENCE)[0], "the server did not get ready"
            yield process, process.stdout.readline()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def serving(*options: str, **environ: str) -> Iterator[tuple[Program, str]]:
    """A started emulator and its base URL; a free port is one of the options."""
    with started([*SERVE, *options], **environ) as (process, line):
        ready = READY.fullmatch(line)
        assert ready, line or process.said()
        yield process, ready[1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

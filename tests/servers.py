"""Starting a server as a user does: what it prints first says that it is ready."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
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


@contextmanager
def started(command: Sequence[str], **environ: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and the first line that it prints; it is stopped at the end whatever happens."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**environ),
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert select.select([process.stdout], [], [], PATIENCE)[0], "the server did not get ready"
            yield process, process.stdout.readline()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def serving(*options: str, **environ: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A started emulator and its base URL; a free port is one of the options."""
    with started([*SERVE, *options], **environ) as (process, line):
        ready = READY.fullmatch(line)
        assert ready, line or (process.stderr and process.stderr.read())
        yield process, ready[1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

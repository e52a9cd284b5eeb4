"""An emulator in a process of its own, for as long as a `with` block lasts."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import IO

from .errors import UsageError

HOST = "127.0.0.1"
PATIENCE = 40.0
"""Seconds until a server that has not said that it is ready is given up."""
FAREWELL = 10.0
"""Seconds that a server may take to stop."""
ADDRESS = re.compile(r"http://\S+")
PREFIX = "MOCK_FLOWSERVICE_"


@contextmanager
def running(options: Sequence[str] = ()) -> Iterator[str]:
    """The base URL of an emulator on a free port, stopped at the end whatever happens.

    Only `options` set it up, no environment. A Ctrl-C in this process does not reach it, so that what is still
    to be asked is answered. Raises UsageError when it does not start.
    """
    command = [sys.executable, "-m", "mock_flowservice", "serve", "--host", HOST, "--port", "0", *options]
    with tempfile.TemporaryFile("w+") as log:
        child = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command, env=surroundings(), stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
        try:
            yield base_url(child, log)
        finally:
            stop(child)


def surroundings() -> dict[str, str]:
    """The environment without our settings, and with the modules of this process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def base_url(child: subprocess.Popen[str], log: IO[str]) -> str:
    """Where a server says that it is ready; raises UsageError with its last words when it does not say so."""
    assert child.stdout
    alarm = Timer(PATIENCE, kill, [child])
    alarm.start()
    try:
        line = child.stdout.readline()
    finally:
        alarm.cancel()
    address = ADDRESS.search(line)
    if address is None:
        child.wait()
        log.seek(0)
        words = log.read().strip().splitlines() or ["it said nothing"]
        raise UsageError(f"the emulator did not start: {words[-1]}")
    return address[0]


def stop(child: subprocess.Popen[str]) -> None:
    """Ask a server to stop, and make it if it does not."""
    child.terminate()
    try:
        child.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        kill(child)
    finally:
        child.wait()
        if child.stdout:
            child.stdout.close()


def kill(child: subprocess.Popen[str]) -> None:
    """End a server and the workers that it has started."""
    os.killpg(child.pid, signal.SIGKILL)

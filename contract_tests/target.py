"""What is tested: the address in the environment, or an emulator of the suite's own."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import requests

from flowservice_client import Client
from flowservice_client.config import Options

COMMAND = (sys.executable, "-m", "mock_flowservice", "serve", "--port", "0")
READY = re.compile(r"is ready at (\S+)")
PATIENCE = 60.0
"""Seconds that an emulator may take to start or to answer."""
FAREWELL = 10.0
"""Seconds that it may take to stop."""
CALLER: Options = {
    "client_id": "contract-tests",
    "client_secret": "no-secret",
    "org": "C0117AC7C0117AC7C0117AC7@AdobeOrg",
}
"""As whom an emulator of our own is called."""


@contextmanager
def client_of_target(log: Path) -> Iterator[Client]:
    """A client of the service that is tested; `log` is where an emulator of our own writes."""
    if is_shared():
        with Client() as client:
            yield client
        return
    past_any_proxy = patch.dict(os.environ, {"no_proxy": "127.0.0.1"})
    with running_emulator(log) as url, past_any_proxy:
        options: Options = {**CALLER, "base_url": url}
        with Client(environ={}, **options) as client:
            yield client


def is_shared() -> bool:
    """Whether others may be at work on the target, as they never are on an emulator of our own."""
    return bool(os.environ.get("FLOWSERVICE_BASE_URL"))


@contextmanager
def running_emulator(log: Path) -> Iterator[str]:
    """The base URL of an emulator that runs as long as the context, and no longer whatever happens."""
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with (
        log.open("w") as errors,
        subprocess.Popen(
            COMMAND, stdout=subprocess.PIPE, stderr=errors, text=True, env=environ, start_new_session=True
        ) as process,
    ):
        try:
            yield ready_url(process, log)
        finally:
            stop(process)


def ready_url(process: subprocess.Popen[str], log: Path) -> str:
    """Wait for the line that says where the emulator is; one that never says so is ended."""
    assert process.stdout is not None
    alarm = threading.Timer(PATIENCE, end, [process])
    alarm.start()
    try:
        line = process.stdout.readline()
    finally:
        alarm.cancel()
    found = READY.search(line)
    assert found, f"the emulator did not start; it said {line!r} and\n{log.read_text()}"
    return found[1]


def stop(process: subprocess.Popen[str]) -> None:
    """Ask an emulator to stop, and end it if it does not."""
    process.terminate()
    try:
        process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    """End an emulator and the workers that it has started."""
    os.killpg(process.pid, signal.SIGKILL)


def rules_of_target(client: Client) -> dict[str, str]:
    """The value of each disputed rule, `tutorial` or `published`; none where the target does not say."""
    reply = requests.get(client.settings.base_url + "/_mock/rules", timeout=PATIENCE)
    body: Any = reply.json() if reply.ok else {"rules": []}
    return {rule["id"]: rule["value"] for rule in body["rules"]}

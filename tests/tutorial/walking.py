"""What the tutorial's tests share: the commands in this process, a server that stumbles, and what is left on it."""

from __future__ import annotations

import io
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import click
import requests

from flowservice_client import Client
from flowservice_client.cli import main
from tests.client.client_under_test import Asked, Server, serving

SECRET = "the-secret-of-these-tests"
PASSWORD = "the-password-of-these-tests"
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"}


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Its JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def surroundings(url: str, org: str, **more: str) -> dict[str, str]:
    """An environment that aims the client at a server and keeps everything else out."""
    mine = {"BASE_URL": url, "ORG": org, "CLIENT_ID": "walker", "CLIENT_SECRET": SECRET, "RETRIES": "0"}
    mine |= {"MIXPANEL_PASSWORD": PASSWORD, **more}
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FLOWSERVICE_", "MOCK_", "FORCE_"))
    }
    return kept | {f"FLOWSERVICE_{name}": value for name, value in mine.items()}


def some_org() -> str:
    """An organisation that nobody has used yet."""
    return f"{secrets.token_hex(12).upper()}@AdobeOrg"


def command(arguments: list[str], environ: dict[str, str], program: click.Command = main) -> Ended:
    """Run a command as a shell would, its output going into a pipe."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with patch.dict(os.environ, environ, clear=True), redirect_stdout(out), redirect_stderr(err):
        try:
            program(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
    return Ended(code, out.getvalue(), err.getvalue())


def walked(url: str, *arguments: str, org: str | None = None, **more: str) -> Ended:
    """`flowservice tutorial` against a server."""
    return command(["tutorial", *arguments], surroundings(url, org or some_org(), **more))


def left_over(url: str, org: str) -> list[str]:
    """Everything an organisation has that can be deleted."""
    with Client(environ=surroundings(url, org)) as client:
        kinds = (
            client.flows,
            client.target_connections,
            client.source_connections,
            client.connections,
            client.datasets,
            client.schemas,
            client.field_groups,
        )
        return [repr(found) for kind in kinds for found in kind.list()]


Stumble = Callable[[Asked, int], str]
"""Given a request and how many came before: `pass` it on, `refuse` it, or break after it was `done` or `cut`."""


@contextmanager
def stumbling(url: str, stumble: Stumble) -> Iterator[Server]:
    """A server that passes on to another, but stumbles."""
    asked_before = 0

    def script(asked: Asked) -> tuple[int, dict[str, str], Any] | None:
        nonlocal asked_before
        how, asked_before = stumble(asked, asked_before), asked_before + 1
        if how == "refuse":
            return 500, {}, {"status": 500, "title": "Out of order", "detail": "Not today"}
        answer = passed_on(url, asked)
        if how == "cut":
            return None
        return (500, {}, {"title": "Out of order"}) if how == "done" else answer

    with serving(script) as server:
        yield server


def passed_on(url: str, asked: Asked) -> tuple[int, dict[str, str], bytes]:
    """What the other server answers."""
    headers = {name: value.decode() for name, value in asked.headers.items() if name not in ("host", *HOP)}
    answer = requests.request(
        asked.method, url + asked.path, headers=headers, data=asked.body, timeout=30, allow_redirects=False
    )
    kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP}
    return answer.status_code, kept, answer.content


def at(number: int, how: str) -> Stumble:
    """Stumble once, at the request of this number."""
    return lambda _asked, before: how if before == number else "pass"

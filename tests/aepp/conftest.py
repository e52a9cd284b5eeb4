"""The real aepp, as PyPI has it, pointed at an emulator that is really served; nothing else can be reached."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Never

import pytest
import requests
from aepp import catalog, config, connector, dataprep, flowservice, schema

from tests.aepp.account import Account, configure
from tests.aepp.driving import driven_as_said
from tests.servers import serving

GLOBALS = (config.config_object, config.header, config.endpoints)


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """An emulator, served as a user serves it."""
    with serving("--port", "0") as (_, found):
        yield found


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No other host, no files outside of the test's own folder, no settings left behind."""
    kept = deepcopy(GLOBALS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", _loopback_only)
    yield
    for held, before in zip(GLOBALS, kept, strict=True):
        held.clear()
        held.update(before)


@pytest.fixture(autouse=True)
def _driven(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with driven_as_said(request.function, monkeypatch):
        yield


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[requests.Response]]:
    """The answers that aepp got. It retries some without end: it never slept, and all of them can be read."""
    found: list[requests.Response] = []
    send = requests.Session.send

    def noting(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        found.append(send(session, request, **options))
        return found[-1]

    monkeypatch.setattr(requests.Session, "send", noting)
    monkeypatch.setattr(connector, "time", SimpleNamespace(sleep=_never, time=time.time, ctime=time.ctime))
    yield found
    for answer in found:
        assert answer.status_code not in (429, 500, 502, 503, 504), answer.text
        assert answer.status_code == 204 or answer.headers["Content-Type"].partition(";")[0].endswith("json")


@pytest.fixture
def account(url: str) -> Iterator[Account]:
    """Somebody with an organisation of their own, signed in."""
    configure(url)
    parts = (flowservice.FlowService(), dataprep.DataPrep(), catalog.Catalog(), schema.Schema())
    with ExitStack() as open_sessions:
        for part in parts:
            open_sessions.enter_context(part.connector.session)
        yield Account(*parts)


def _loopback_only(self: socket.socket, address: Any) -> None:
    assert self.family == socket.AF_UNIX or address[0] == "127.0.0.1", f"a test asked {address!r}"
    CONNECT(self, address)


CONNECT = socket.socket.connect


def _never(seconds: float) -> Never:
    raise AssertionError(f"aepp waits {seconds} s to ask again")

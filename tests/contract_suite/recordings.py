"""Recording a few calls in this process, of a service that has secrets and identifies people."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import requests

from contract_tests.api import Api
from contract_tests.plan import Plan
from contract_tests.recording.scenes import Scenes
from contract_tests.target import Target, opened
from flowservice_client import Client
from flowservice_client.config import Options
from mock_flowservice.app import create_app
from mock_flowservice.intercept import intercepted

TENANT, PUBLISHED_TENANT = b"acmecorp", b"extconndev"
SOMEBODY: Options = {
    "client_id": "5f1c6e0b0d3e4c5f8a7b6c5d4e3f2a1b",
    "client_secret": "p8e-very-secret-indeed",
    "org": "9A8B7C6D5E4F3A2B1C0D9E8F@AdobeOrg",
}


class Renamed:
    """The emulator with a tenant of its own."""

    def __init__(self) -> None:
        self._app = create_app().wsgi_app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read().replace(TENANT, PUBLISHED_TENANT)
        environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        for name in ("PATH_INFO", "QUERY_STRING"):
            environ[name] = environ[name].replace(TENANT.decode(), PUBLISHED_TENANT.decode())

        def renamed(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start(status, [pair for pair in headers if pair[0].lower() != "content-length"], *rest)

        return [b"".join(self._app(environ, renamed)).replace(PUBLISHED_TENANT, TENANT)]


@contextmanager
def somewhere(
    folder: Path, scene: str = "test_a/test_b", before: Callable[[Client], None] = lambda _: None
) -> Iterator[tuple[Target, Api]]:
    """A scene that is recorded in a folder; `before` is what somebody else did."""
    scenes = Scenes()
    with (
        intercepted(Renamed()),
        patch("contract_tests.target.emulator_in_process", intercepted_already),
        patch.dict("contract_tests.target.CALLER", SOMEBODY),
    ):
        with Client(environ={}, **SOMEBODY) as somebody:
            before(somebody)
        with opened(Plan(record=folder), scenes=scenes) as target, scenes.within(scene):
            yield target, Api(target)


@contextmanager
def intercepted_already() -> Iterator[None]:
    """Nothing more than what is there."""
    yield


@contextmanager
def again(folder: Path, scene: str = "test_a/test_b") -> Iterator[Api]:
    """The same scene, played from the folder."""
    scenes = Scenes()
    with opened(Plan(recorded=folder), scenes=scenes) as target, scenes.within(scene):
        yield Api(target)


class Heard:
    """Every text and number of the answers that were given."""

    def __init__(self) -> None:
        self.texts: set[str] = set()

    def __call__(self, response: requests.Response) -> None:
        if response.content:
            self._hear(json.loads(response.content))

    def _hear(self, value: Any) -> None:
        if isinstance(value, dict | list):
            for each in value.values() if isinstance(value, dict) else value:
                self._hear(each)
        else:
            self.texts.add(str(value).strip('"'))


def written(folder: Path) -> str:
    """All that a recording says, names of files included."""
    return "\n".join(f"{file}\n{file.read_text('utf-8')}" for file in folder.rglob("*.json"))

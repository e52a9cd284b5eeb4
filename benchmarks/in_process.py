"""The emulator in process beside bare Flask, both behind `responses`: `python benchmarks/in_process.py`."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
import responses

sys.path[:0] = [str(Path(__file__).parents[1])]

from benchmarks.bare import create_app  # noqa: E402
from mock_flowservice.intercept import PLATFORM, intercepted  # noqa: E402

CALLS, ROUNDS = 1_000, 5
URL = f"{PLATFORM}/data/foundation/flowservice/connections"
HEADERS = {
    "Authorization": "Bearer any",
    "x-api-key": "me",
    "x-gw-ims-org-id": "C0117AC7C0117AC7C0117AC7@AdobeOrg",
    "x-sandbox-name": "prod",
}
BODY = {
    "name": "Mixpanel",
    "connectionSpec": {"id": "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "version": "1.0"},
    "auth": {"specName": "Basic Authentication", "params": {"username": "me", "password": "open sesame"}},
}


def rate() -> float:
    """POST requests a second, through one session of requests."""
    with requests.Session() as session:
        start = time.perf_counter()
        for _ in range(CALLS):
            assert session.post(URL, json=BODY, headers=HEADERS, timeout=9).status_code == 201
        return CALLS / (time.perf_counter() - start)


def emulator() -> float:
    """Of the emulator."""
    with intercepted():
        return rate()


def bare_intercepted() -> float:
    """Of a bare application, by the emulator's own way in."""
    with intercepted(create_app().wsgi_app):
        return rate()


def bare_by_hand() -> float:
    """Of a bare application, as one hangs it behind `responses` by hand: a callback that asks Flask's test client."""
    client = create_app().test_client()

    def ask(request: Any) -> tuple[int, dict[str, str], bytes]:
        reply = client.open(
            request.path_url, method=request.method, headers=[*request.headers.items()], data=request.body
        )
        return reply.status_code, dict(reply.headers), reply.data

    with responses.RequestsMock() as mock:
        mock.add_callback("POST", URL, ask)
        return rate()


def main() -> None:
    """The best of some rounds, in turns."""
    os.environ |= {"no_proxy": "*"}
    ways: dict[str, Callable[[], float]] = {
        "emulator": emulator,
        "bare Flask, the same way in": bare_intercepted,
        "bare Flask, by a callback": bare_by_hand,
    }
    best = dict.fromkeys(ways, 0.0)
    for _ in range(ROUNDS):
        for name, way in ways.items():
            best[name] = max(best[name], way())
    for name, found in best.items():
        print(f"{name:30} {found:7.0f} requests/s  {best['emulator'] / found:5.2f}")


if __name__ == "__main__":
    main()

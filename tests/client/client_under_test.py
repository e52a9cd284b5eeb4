"""What the client's tests share: a client without surroundings, a scripted service, a real server."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import responses

from flowservice_client import Client

BASE = "http://service.test"
FLOWS = f"{BASE}/data/foundation/flowservice/flows"
CONNECTIONS = f"{BASE}/data/foundation/flowservice/connections"
ETAG = '"d64c8298-add4-4667-9a49-28195b2e2a84"'


def client_of(**options: Any) -> Client:
    """A client that reads no environment; every option can be replaced."""
    given = {
        "base_url": BASE,
        "client_id": "key",
        "org": "ORG@AdobeOrg",
        "access_token": "ready-made",
        "retries": 0,
    }
    return Client(environ={}, **{**given, **options})


@contextmanager
def scripted() -> Iterator[responses.RequestsMock]:
    """Answers that a test scripts; any other request fails."""
    with responses.RequestsMock(assert_all_requests_are_fired=False) as answers:
        yield answers


def entity(**fields: Any) -> dict[str, Any]:
    """A flow as the service wraps it."""
    return {"items": [{"id": "f1", "name": "Hourly", "etag": ETAG, "version": ETAG, "state": "enabled", **fields}]}


Answer: TypeAlias = tuple[int, dict[str, str], Any]


@dataclass(frozen=True)
class Asked:
    """One request as its bytes arrived."""

    method: str
    path: str
    headers: dict[str, bytes]
    body: bytes


@dataclass
class Server:
    """Plays `script`, one answer a request: (status, headers, body), or None to hang up without a word."""

    script: Callable[[Asked], Answer | None]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while request := self.rfile.readline():
            method, path, _ = request.decode().split(" ")
            headers = {}
            while (line := self.rfile.readline()) not in (b"\r\n", b""):
                name, _, value = line.removesuffix(b"\r\n").partition(b": ")
                headers[name.decode().lower()] = value
            asked = Asked(method, path, headers, self.rfile.read(int(headers.get("content-length", b"0"))))
            server: Server = self.server.plays  # type: ignore[attr-defined]
            server.asked.append(asked)
            answer = server.script(asked)
            if answer is None:
                return
            status, more, body = answer
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            head = {"Content-Length": str(len(content)), **more}
            lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
            self.wfile.write(f"HTTP/1.1 {status} x\r\n{lines}\r\n".encode() + content)


@contextmanager
def serving(script: Callable[[Asked], Answer | None]) -> Iterator[Server]:
    """A real server on a free port of this machine."""
    plays = Server(script)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        server.plays = plays  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        plays.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield plays
        finally:
            server.shutdown()
            thread.join()

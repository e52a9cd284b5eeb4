"""A proxy such as nobody wants: slow, with a limit of calls, and with connections that break."""

from __future__ import annotations

import http.client
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

KEPT_BACK = frozenset(("connection", "keep-alive", "transfer-encoding", "content-length"))
REST = 0.9
"""A little less than the second that is asked for, which the caller counts from when it hears of it."""
BODILESS = frozenset((204, 304))


@dataclass
class Weather:
    """How bad it is, and what came of it.

    Each call takes `slow` seconds more. After `limit` calls it rests for a second, and tells all that come meanwhile
    to come later. Of the others a share of `breaking` gets no answer: they were not carried out, unless they are GETs
    and `afterwards`.
    """

    slow: float = 0
    limit: int = 0
    breaking: float = 0
    afterwards: bool = False
    seed: int = 1
    seen: Counter[str] = field(default_factory=Counter)
    """How many calls `came`; how many were `answered`, told to come `later`, or `broke`."""

    def __post_init__(self) -> None:
        self._random, self._lock = Random(self.seed), Lock()
        self._since_rest, self._rests_until = 0, 0.0

    def fate(self) -> str:
        """What becomes of a call."""
        with self._lock:
            fate = "later" if self._rests() else "broke" if self._random.random() < self.breaking else "answered"
            self.seen.update(("came", fate))
        return fate

    def _rests(self) -> bool:
        now = time.monotonic()
        if self.limit and self._since_rest == self.limit:
            self._since_rest, self._rests_until = 0, now + REST
        if now < self._rests_until:
            return True
        self._since_rest += 1
        return False


class Proxy(BaseHTTPRequestHandler):
    """One connection of a client; each of its calls has one of its own to the server behind."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    weather: Weather
    origin: str

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self.pass_on
        raise AttributeError(name)

    def pass_on(self) -> None:
        """Let a call through, or not."""
        body, fate = self.body(), self.weather.fate()
        time.sleep(self.weather.slow)
        if fate == "later":
            self.answer(429, [("Retry-After", "1"), ("Content-Type", "application/json")], b'{"message": "later"}')
        elif fate == "answered":
            self.answer(*self.asked(body))
        else:
            if self.weather.afterwards and self.command == "GET":
                self.asked(body)
            self.close_connection = True

    def body(self) -> bytes:
        """The body of the request, in one piece."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def asked(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """What the server behind answers."""
        behind = http.client.HTTPConnection(self.origin)
        behind.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in KEPT_BACK:
                behind.putheader(name, value.encode("latin-1"))
        behind.putheader("Content-Length", str(len(body)))
        behind.putheader("Connection", "close")
        with closing(behind):
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was read
                behind.endheaders(body)
            reply = behind.getresponse()
            return reply.status, reply.getheaders(), reply.read()

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Answer the client."""
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in KEPT_BACK:
                self.send_header(name, value)
        if status not in BODILESS:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if self.command != "HEAD" else b"")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Takes as many connections at a moment as the suite opens."""

    request_queue_size = 128
    daemon_threads = True


@contextmanager
def proxied(url: str, weather: Weather) -> Iterator[str]:
    """The address of a proxy in front of a server."""
    handler = type("Handler", (Proxy,), {"weather": weather, "origin": urlsplit(url).netloc})
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()

"""The one adapter through which every call of the suite goes: counted, held back, repeated, seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from threading import Lock
from time import monotonic, sleep
from typing import Any, Self

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

Observer = Callable[[requests.Response], None]
MOST_THREADS = 32
REPEATS = 8
TIMEOUT = 60.0
UNREACHABLE = 3
"""So often a server is tried that nobody can connect to."""
PASSING = frozenset((429, 502, 503, 504))
SPENT = "the budget is spent"
"""How the reason begins for which tests are skipped that had no calls left."""
NOT_RECORDED = "the recording has no such call"
"""And that of tests whose calls a recording has not got."""


class Limits:
    """How many calls may be made, and how many in a second; 0 is no limit. Safe to use from several threads.

    `reserve` says how many calls cleaning up will take: they are kept back, and may be made while `cleaning`. `spent`
    tells that a call was refused, so the run could not test everything. `again` counts the calls that were made once
    more because a connection broke: the service may have carried out both.
    """

    def __init__(
        self,
        most: int = 0,
        rate: float = 0,
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], object] = sleep,
    ) -> None:
        self.most, self.made, self.again = most, 0, 0
        self.spent = self.cleaning = False
        self.reserve: Callable[[], int] = lambda: 0
        self._gap, self._next = 1 / rate if rate else 0.0, 0.0
        self._clock, self._sleep = clock, sleep
        self._lock = Lock()

    def take(self) -> None:
        """Count a call and wait until it may be made; skips the test when there are none left."""
        self.count()
        self.wait()

    def count(self) -> None:
        """Count a call; skips the test when there are none left."""
        with self._lock:
            if self.most and not self.cleaning and self.made + self.reserve() >= self.most:
                self.spent = True
                pytest.skip(f"{SPENT}: no more than {self.most} calls are allowed, those of cleaning up included")
            self.made += 1

    def wait(self) -> None:
        """Wait until the next call may be made."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._sleep(turn - now)

    def hold(self, seconds: float) -> None:
        """Let no call of any thread begin for so long."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)

    def rest(self, seconds: float) -> None:
        """Keep this thread alone waiting."""
        self._sleep(seconds)

    @contextmanager
    def for_cleaning(self) -> Iterator[None]:
        """In this context the calls that were kept back may be made."""
        self.cleaning, before = True, self.cleaning
        try:
            yield
        finally:
            self.cleaning = before

    def broke(self) -> None:
        """Note that a connection broke in the middle of a call."""
        with self._lock:
            self.again += 1


class Wire(HTTPAdapter):
    """Sends what the client and the tests ask for.

    An answer that says "later" (429, 502, 503, 504) is asked for again after as long as it says, and all other calls
    wait as well. One that never came because the connection broke is asked for again, whatever the method.
    """

    def __init__(self, limits: Limits, *observers: Observer) -> None:
        super().__init__(pool_maxsize=MOST_THREADS, max_retries=patience(limits))
        self.limits, self.observers = limits, [*observers]

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send a request and show the whole answer to all observers; skips the test when no calls are left."""
        self.limits.take()
        start = monotonic()
        response = super().send(request, *args, **kwargs | surroundings(origin_of(str(request.url))))
        try:
            _ = response.content
        except requests.RequestException:
            self.limits.broke()
            raise
        response.elapsed = timedelta(seconds=monotonic() - start)  # requests itself sets it later
        for observer in self.observers:
            observer(response)
        return response


def session_over(wire: Wire) -> requests.Session:
    """What sends plain HTTP through the wire."""
    session = requests.Session()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, wire)
    return session


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    return "/".join(url.split("/", 3)[:3])


def text_of(header: str | bytes) -> str:
    """A header as text."""
    return header.decode("latin-1") if isinstance(header, bytes) else header


@cache
def surroundings(origin: str) -> dict[str, Any]:
    """What the environment says of proxies and certificates; requests would look through all of it for each call."""
    with requests.Session() as session:
        return dict(session.merge_environment_settings(origin, {}, False, True, None))


def patience(limits: Limits) -> Retry:
    """Repeats that count as calls, and wait like them."""

    class Counted(Retry):
        def increment(self, *args: Any, **kwargs: Any) -> Self:
            if kwargs.get("response") is None:
                limits.broke()
            after = super().increment(*args, **kwargs)
            limits.count()
            return after

        def sleep(self, response: Any = None) -> None:
            if response is not None and (seconds := self.get_retry_after(response)):
                limits.hold(seconds)
            else:
                limits.rest(self.get_backoff_time())
            limits.wait()

    return Counted(
        total=REPEATS,
        connect=UNREACHABLE,
        backoff_factor=0.1,
        backoff_max=5,
        status_forcelist=PASSING,
        allowed_methods=None,
        redirect=False,
        raise_on_status=False,
    )

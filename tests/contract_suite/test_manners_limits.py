"""A run makes no more calls than it may, and no more in a second; all threads together, and repeats count."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
import requests
from requests import Session

from contract_tests.wire import REPEATS, SPENT, Limits, Wire
from mock_flowservice.app import create_app
from mock_flowservice.intercept import intercepted

RULES = "https://platform.adobe.io/_mock/rules"
Skipped = pytest.skip.Exception


class Seconds:
    """Time that passes only when somebody sleeps; who sleeps wakes at the moment that was asked for."""

    def __init__(self) -> None:
        self.now, self.starts = 0.0, list[float]()
        self._lock = Lock()

    def clock(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.starts.append(seconds)


@pytest.mark.parametrize("rate", [0.5, 1, 3, 50])
def test_no_second_sees_more_calls_than_the_rate_allows_whatever_the_threads(rate: float) -> None:
    time = Seconds()
    limits = Limits(rate=rate, clock=time.clock, sleep=time.sleep)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: limits.take(), range(200)))
    starts = sorted([0.0, *time.starts])
    assert len(starts) == 200
    for start in starts:
        assert len([each for each in starts if start <= each < start + 1 - 1e-9]) <= max(1, rate)
    assert starts[-1] == pytest.approx(199 / rate)


def test_without_a_rate_nobody_waits() -> None:
    time = Seconds()
    limits = Limits(clock=time.clock, sleep=time.sleep)
    for _ in range(100):
        limits.take()
    assert time.starts == []


def test_an_answer_that_says_later_holds_every_thread_back() -> None:
    time = Seconds()
    limits = Limits(clock=time.clock, sleep=time.sleep)
    limits.hold(7)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: limits.take(), range(4)))
    assert time.starts == [7] * 4


def test_the_budget_holds_over_all_threads_and_what_is_left_is_skipped() -> None:
    limits = Limits(most=50)
    seen = Counter[str]()

    def call(_: int) -> None:
        try:
            limits.take()
            seen["made"] += 1
        except Skipped as skipped:
            seen[str(skipped).partition(":")[0]] += 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(call, range(80)))
    assert (seen["made"], seen[SPENT], limits.made, limits.spent) == (50, 30, 50, True)


def test_calls_are_kept_back_for_cleaning_up_and_may_be_made_then() -> None:
    limits = Limits(most=10)
    limits.reserve = lambda: 4
    for _ in range(6):
        limits.take()
    with pytest.raises(Skipped):
        limits.take()
    limits.cleaning = True
    for _ in range(4):
        limits.take()
    assert limits.made == 10


class Broken:
    """An application that says "later" some times before it answers."""

    def __init__(self, times: int, status: str = "429 Too Many Requests") -> None:
        self.times, self.status, self.calls = times, status, 0
        self.behind = create_app().wsgi_app

    def __call__(self, environ: dict[str, object], start: object) -> object:
        self.calls += 1
        if self.calls > self.times:
            return self.behind(environ, start)  # type: ignore[arg-type]
        start(self.status, [("Retry-After", "9")])  # type: ignore[operator]
        return [b""]


def asked(limits: Limits, app: Broken) -> requests.Response:
    with intercepted(app), Session() as session:  # type: ignore[arg-type]
        session.mount("https://", Wire(limits))
        return session.get(RULES)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_call_that_is_told_to_come_later_is_made_again_and_counts_each_time(status: str) -> None:
    limits = Limits()
    app = Broken(3, status)
    assert asked(limits, app).status_code == 200
    assert (limits.made, app.calls, limits.again) == (4, 4, 0)


def test_it_is_not_made_again_for_ever() -> None:
    limits = Limits()
    app = Broken(10**6)
    assert asked(limits, app).status_code == 429
    assert limits.made == app.calls == REPEATS + 1


def test_repeats_end_with_the_budget() -> None:
    limits = Limits(most=3)
    app = Broken(10**6)
    with pytest.raises(Skipped, match="no more than 3 calls"):
        asked(limits, app)
    assert limits.made == app.calls == 3

"""How a run ends does not matter: what it made goes, and nothing of anybody else's."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract_tests.ledger import Ledger
from contract_tests.plan import Plan
from contract_tests.target import CALLER, clean
from flowservice_client import NotConfigured
from tests.contract_suite.proxy import Weather, proxied
from tests.contract_suite.runs import begun, ledger, ran, suite, there
from tests.servers import Program, serving

SOMEBODY = {f"FLOWSERVICE_{name.upper()}": str(value) for name, value in CALLER.items()}

FAILS = """
def test_something_is_made_and_then_it_fails(api):
    api.given_flow()
    raise AssertionError("as it was to be")
"""
WAITS = """
from time import sleep
from flowservice_client import Client

def test_something_is_made_and_then_it_waits(api, target):
    api.given_flow()
    observers, target.wire.observers[:] = [*target.wire.observers], []
    api.given_connection()
    api.given_connection(name="contract-00000000-1 of nobody")
    target.wire.observers[:] = observers
    print("MADE", flush=True)
    sleep(600)
"""
SPENDS = """
from hypothesis import given, settings, strategies as st

def test_first_something_small(api):
    api.given_connection()

@settings(max_examples=10_000)
@given(number=st.integers())
def test_then_very_much(api, number):
    api.given_connection(description=str(number))

def test_then_something_small_again(api):
    api.given_connection()

def test_at_last_nothing_at_all():
    pass
"""
BREAKS = """
from hypothesis import given, strategies as st

runs = []

def test_a_connection_broke_once(api, target):
    runs.append(1)
    if len(runs) == 1:
        target.wire.limits.broke()
        raise AssertionError("once")

@given(number=st.integers())
def test_a_connection_broke_in_one_example(api, target, number):
    runs.append(2)
    if runs.count(2) == 3:
        target.wire.limits.broke()
    assert runs.count(2) not in (3, 4)

def test_a_connection_breaks_each_time(api, target):
    runs.append(3)
    target.wire.limits.broke()
    raise AssertionError(f"run {runs.count(3)}")

def test_it_fails_and_no_connection_broke(api):
    runs.append(4)
    raise AssertionError(f"run {runs.count(4)}")

def test_a_connection_broke_and_it_does_not_matter(api, target):
    runs.append(5)
    target.wire.limits.broke()
    assert runs.count(5) == 1
"""
SEARCHES = """
from hypothesis import given, settings, strategies as st

calls = []

@settings(max_examples=1000, database=None)
@given(numbers=st.lists(st.integers(), min_size=3))
def test_a_sum_is_small(api, numbers):
    calls.append(sum(numbers))
    assert sum(numbers) <= 1000

def test_how_often_it_was_tried_after_the_first_failure(api):
    first = next(at for at, total in enumerate(calls) if total > 1000)
    print("AFTER", len(calls) - first - 1, flush=True)
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """An emulator on a port of its own."""
    with serving("--port", "0") as (_, url):
        yield url


@pytest.fixture
def before(url: str) -> dict[str, list[str]]:
    """What was there before."""
    return there(url)


@pytest.fixture
def waiting(url: str, tmp_path: Path, before: dict[str, list[str]]) -> Iterator[Program]:
    """A run that has made something, and something else of which it got no answer, and waits."""
    with begun(suite(tmp_path, WAITS), f"--flowservice-url={url}") as run:
        assert run.stdout is not None
        while "MADE" not in (line := run.stdout.readline()):
            assert line, run.said()
        yield run
        run.kill()


def test_what_a_failed_test_made_is_deleted(url: str, tmp_path: Path, before: dict[str, list[str]]) -> None:
    ended = ran(suite(tmp_path, FAILS), f"--flowservice-url={url}")
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED, ended.stdout
    assert "as it was to be" in ended.stdout
    assert there(url) == before
    assert not ledger(tmp_path).exists()


def all_but_a_strangers_went(before: dict[str, list[str]], after: dict[str, list[str]]) -> bool:
    """Whether of all that was made one connection is left, whose name is like that of a run nobody knows."""
    more = {*after.pop("connections")} - {*before.pop("connections")}
    return len(more) == 1 and after == before


def test_what_an_interrupted_run_made_is_deleted(
    url: str, tmp_path: Path, before: dict[str, list[str]], waiting: Program
) -> None:
    assert len(there(url)["connections"]) == len(before["connections"]) + 3
    waiting.send_signal(signal.SIGINT)
    code, out, error = waiting.ended()
    assert code == pytest.ExitCode.INTERRUPTED, out + error
    assert all_but_a_strangers_went(before, there(url))
    assert not ledger(tmp_path).exists()


def test_what_a_killed_run_made_is_deleted_from_its_ledger(
    url: str, tmp_path: Path, before: dict[str, list[str]], waiting: Program
) -> None:
    waiting.send_signal(signal.SIGKILL)
    waiting.ended()
    assert len(there(url)["flows"]) == len(before["flows"]) + 1
    plan = Plan(base_url=url, ledger=ledger(tmp_path))
    assert Ledger.read(plan.ledger).living
    assert clean(plan).lines == []
    assert all_but_a_strangers_went(before, there(url))
    assert not ledger(tmp_path).exists()
    assert clean(plan).deleted == []


def test_a_budget_holds_with_all_that_cleaning_up_takes(url: str, tmp_path: Path) -> None:
    before, most, weather = there(url), 150, Weather()
    with proxied(url, weather) as address:
        options = (f"--flowservice-url={address}", f"--flowservice-max-calls={most}", "-rs")
        ended = ran(suite(tmp_path, SPENDS), *options)
    assert "2 passed, 2 skipped" in ended.stdout
    assert "the budget is spent" in ended.stdout
    assert most / 2 < weather.seen["came"] <= most
    assert there(url) == before


def test_a_test_whose_connection_broke_is_run_again_and_that_is_said(tmp_path: Path) -> None:
    ended = ran(suite(tmp_path, BREAKS))
    assert "2 failed, 3 passed" in ended.stdout, ended.stdout
    again = ended.stdout.partition("run again: a connection broke")[2].partition("===\n")[2].partition("\n==")[0]
    names = [line.rpartition("::")[2] for line in again.splitlines() if line]
    assert names == [
        "test_a_connection_broke_once",
        "test_a_connection_broke_in_one_example",
        "test_a_connection_breaks_each_time",
        "test_a_connection_breaks_each_time",
    ]
    assert "run 3" in ended.stdout
    assert "run 1" in ended.stdout


def test_calls_are_dear_elsewhere_so_that_nobody_looks_for_the_smallest_example(url: str, tmp_path: Path) -> None:
    ended = ran(suite(tmp_path, SEARCHES), "-s", f"--flowservice-url={url}")
    after = re.search(r"AFTER (\d+)", ended.stdout)
    assert after, ended.stdout
    assert int(after[1]) <= 2
    here = ran(suite(tmp_path, SEARCHES), "-s")
    after = re.search(r"AFTER (\d+)", here.stdout)
    assert after, here.stdout
    assert int(after[1]) > 10


@pytest.mark.parametrize("sandbox", ["prod", "nobody-has-this"])
def test_a_sandbox_is_refused_that_is_for_production_or_may_be(url: str, tmp_path: Path, sandbox: str) -> None:
    before = there(url)
    options = ("--flowservice-real", f"--flowservice-url={url}")
    ended = ran(suite(tmp_path, FAILS), *options, **SOMEBODY, FLOWSERVICE_SANDBOX=sandbox)
    assert ended.returncode == pytest.ExitCode.USAGE_ERROR
    [line] = [line for line in (ended.stdout + ended.stderr).splitlines() if f"sandbox {sandbox}" in line]
    assert "--flowservice-production" in line
    assert ("is for production, and" in line) == (sandbox == "prod")
    assert ("cannot be told" in line) == (sandbox != "prod")
    assert "Traceback" not in ended.stdout + ended.stderr
    assert there(url) == before
    assert not ledger(tmp_path).exists()


@pytest.mark.parametrize(
    ("sandbox", "allowed"), [("dev", ()), ("prod", ("--flowservice-production",))], ids=["development", "allowed"]
)
def test_another_sandbox_is_used_and_so_is_one_for_production_where_that_is_said(
    url: str, tmp_path: Path, sandbox: str, allowed: tuple[str, ...]
) -> None:
    options = ("--flowservice-real", f"--flowservice-url={url}", *allowed)
    ended = ran(suite(tmp_path, FAILS), *options, **SOMEBODY, FLOWSERVICE_SANDBOX=sandbox)
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED
    left = there(url, sandbox)
    assert not left["flows"]
    assert "left behind" in ended.stdout
    assert [id for id in left["mappingSets"] if id not in ended.stdout] == []


def test_only_a_place_can_be_cleaned(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured):
        clean(Plan(ledger=tmp_path / "ledger.jsonl"))

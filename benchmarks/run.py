"""Measure the emulator beside a bare Flask app and Prism, in one run, and print the ratios.

    python benchmarks/run.py [--seconds 3] [--rounds 5] [--no-prism]

Each round drives all of them in turn, so that a slow moment of the machine slows all of them; what is printed is the
median over the rounds. The bars are what we promise ourselves; no test asserts them.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from drivers import Request, have_wrk, post, rate, repository
from pages import FEW, MANY, page_times

HEADERS = {
    "Authorization": "Bearer benchmark",
    "x-api-key": "benchmark",
    "x-gw-ims-org-id": "0123456789ABCDEF01234567@AdobeOrg",
    "x-sandbox-name": "prod",
    "Content-Type": "application/json",
}
BODY = {
    "name": "Mixpanel base connection",
    "description": "Mixpanel base connection to authenticate to Platform",
    "connectionSpec": {"id": "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb", "version": "1.0"},
    "auth": {"specName": "Basic Authentication", "params": {"username": "someone", "password": "secret"}},
}
BASE = "/data/foundation/flowservice"
CREATE = Request(f"{BASE}/connections", HEADERS, json.dumps(BODY))
PATIENCE = 120.0


@dataclass(frozen=True)
class Contender:
    """A server to measure: how it is started, and the request that it answers."""

    name: str
    command: tuple[str, ...]
    request: Request


def contenders(prism: bool) -> list[Contender]:
    """Who is measured; Prism only where npx can bring it."""
    here = repository() / "benchmarks"
    serve = (sys.executable, "-m", "mock_flowservice", "serve", "--port", "{port}")
    found = [
        Contender("emulator", serve, CREATE),
        Contender("on SQLite", (*serve, "--store", "sqlite:///{folder}/{port}.db"), CREATE),
        Contender("bare Flask", (sys.executable, str(here / "bare.py"), "{port}"), CREATE),
    ]
    if prism and shutil.which("npx"):
        document = str(repository() / "fixtures/openapi/flow-service.json")
        command = ("npx", "--yes", "@stoplight/prism-cli", "mock", "-p", "{port}", document)
        found.append(Contender("Prism", command, Request("/connections", HEADERS, CREATE.body)))
    return found


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(contender: Contender) -> Iterator[tuple[int, float]]:
    """A started server: its port, and the seconds from process start to its first answered create."""
    port = free_port()
    folder = tempfile.mkdtemp()
    command = [part.format(port=port, folder=folder) for part in contender.command]
    environ = os.environ | {"PYTHONPATH": str(repository())}
    quiet = subprocess.DEVNULL
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environ, start_new_session=True) as process:
        try:
            wait_for_answer(contender, port, process)
            yield port, time.perf_counter() - start
        finally:
            os.killpg(process.pid, 15)
            process.wait()
            shutil.rmtree(folder)


def wait_for_answer(contender: Contender, port: int, process: subprocess.Popen[bytes]) -> None:
    """Send the create until it is answered with 201; raises RuntimeError."""
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            status = post(port, contender.request)
        except OSError:
            time.sleep(0.002)
            continue
        if status == 201:
            return
        raise RuntimeError(f"{contender.name} answered {status}")
    raise RuntimeError(f"{contender.name} did not answer")


def start_times(found: list[Contender], rounds: int) -> dict[str, float]:
    """Median seconds from process start to the first answered create."""
    times: dict[str, list[float]] = {each.name: [] for each in found}
    for _ in range(rounds):
        for each in found:
            with running(each) as (_, seconds):
                times[each.name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def rates(found: list[Contender], rounds: int, seconds: float) -> dict[str, float]:
    """Median creates per second; the first, shorter round warms up and does not count."""
    counted: dict[str, list[float]] = {each.name: [] for each in found}
    with ExitStack() as stack:
        ports = {each.name: stack.enter_context(running(each))[0] for each in found}
        for each in found:
            rate(ports[each.name], each.request, 1)
        for _ in range(rounds):
            for each in found:
                counted[each.name].append(rate(ports[each.name], each.request, seconds))
    return {name: statistics.median(values) for name, values in counted.items()}


def row(what: str, ours: str, theirs: str, ratio: float, bar: str, met: bool) -> str:
    """A line of the table."""
    return f"| {what} | {ours} | {theirs} | {ratio:.2f} | {bar} | {'yes' if met else 'NO'} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the emulator beside others, as ratios.")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-prism", action="store_true")
    options = parser.parse_args()
    found = contenders(not options.no_prism)
    starts = start_times([each for each in found if each.name in ("emulator", "bare Flask")], options.rounds)
    speeds = rates(found, options.rounds, options.seconds)
    ours, bare = speeds["emulator"], speeds["bare Flask"]
    print(f"driver: {'wrk' if have_wrk() else 'Python threads'}; medians of {options.rounds} rounds\n")
    print("| what | emulator | beside | ratio | bar | met |\n| --- | --- | --- | --- | --- | --- |")
    slower = starts["emulator"] / starts["bare Flask"]
    beside = f"bare Flask {starts['bare Flask'] * 1000:.0f} ms"
    print(row("start to first create", f"{starts['emulator'] * 1000:.0f} ms", beside, slower, "<= 2.5", slower <= 2.5))
    share = ours / bare
    print(row("POST /connections, memory", f"{ours:.0f}/s", f"bare Flask {bare:.0f}/s", share, ">= 0.5", share >= 0.5))
    on_file = speeds["on SQLite"]
    beside, share = f"bare Flask {bare:.0f}/s", on_file / bare
    print(row("POST /connections, SQLite file", f"{on_file:.0f}/s", beside, share, ">= 0.33", share >= 1 / 3))
    if "Prism" in speeds:
        times = ours / speeds["Prism"]
        beside = f"Prism {speeds['Prism']:.0f}/s"
        print(row("POST /connections, memory", f"{ours:.0f}/s", beside, times, ">= 3", times >= 3))
    print_pages()


def print_pages() -> None:
    """Measure a page of a list over many flows beside one over few, and print it."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, url in (("memory", "memory://"), ("SQLite", "sqlite:///{folder}/{count}.db")):
            stores = {count: url.format(folder=folder, count=count) for count in (FEW, MANY)}
            times = page_times(stores, HEADERS)
            slower = times[MANY] / times[FEW]
            ours, beside = (f"{times[count] * 1000:.2f} ms over {count}" for count in (MANY, FEW))
            print(row(f"filtered, sorted page, {kind}", ours, beside, slower, "<= 5", slower <= 5))


if __name__ == "__main__":
    main()

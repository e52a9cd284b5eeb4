"""The contract suite, collected once in this process; each run of its tests happens in a fork of it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import pytest

from .mutants import PACKAGE, REPOSITORY

PROFILE = "MOCK_FLOWSERVICE_PROFILE"
OPTIONS = ("-q", "-s", "-p", "no:cacheprovider", "--flowservice-profile=quick")
IMPORT = ""
EXAMPLES = 10
"""That Hypothesis tries of each property, fewer than in its profile `quick`: what is caught here is caught there."""


@dataclass
class Seen:
    """What came of a run: the tests that failed, in their order, and how long each took in seconds."""

    failed: list[str] = field(default_factory=list)
    unfit: bool = False
    """The emulator did not even start: the first test's fixtures failed."""
    took: dict[str, float] = field(default_factory=dict)
    reached: dict[str, dict[int, frozenset[str]]] = field(default_factory=dict)
    """The tests that ran each line of each file, where that was watched; IMPORT for the import of the emulator."""


class Suite:
    """A plugin of pytest: does some work in the place of running the tests that were collected."""

    def __init__(self, work: Callable[[Suite], None], examples: int) -> None:
        self.work, self.examples = work, examples
        self.items: dict[str, pytest.Item] = {}
        self.seen = Seen()
        self.switch: Callable[[str], object] = str
        """Gets the name of each test before it runs."""

    def pytest_sessionstart(self) -> None:
        """Let Hypothesis try the same each time, and not look for smaller examples."""
        from hypothesis import Phase, settings  # pytest wants to be the first to import what has a plugin for it

        searching = (Phase.explicit, Phase.generate)
        repeatable = settings(derandomize=True, database=None, phases=searching, max_examples=self.examples)
        settings.register_profile("repeatable", repeatable)
        settings.load_profile("repeatable")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do the work."""
        self.items = {item.nodeid: item for item in session.items}
        warm_up()
        self.work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what came of a test."""
        self.seen.took[report.nodeid] = self.seen.took.get(report.nodeid, 0) + report.duration
        if report.failed and report.nodeid not in self.seen.failed:
            self.seen.failed.append(report.nodeid)
            self.seen.unfit |= report.when == "setup" and len(self.seen.took) == 1

    def run(
        self, names: Sequence[str], profile: str, prepare: Callable[[], None] | None = None, *, to_the_end: bool = False
    ) -> Seen:
        """Run some tests, in a process that is thrown away: up to the first failure, or `to_the_end`."""
        os.environ[PROFILE] = profile
        if prepare:
            prepare()
        self.seen = Seen()
        for name, following in zip(names, [*names[1:], None], strict=True):
            item = self.items[name]
            self.switch(name)
            after = self.items[following] if following else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.seen.failed and not to_the_end:
                break
        return self.seen

    def watched(self, profile: str) -> Seen:
        """Run all tests, and watch which lines of the emulator each runs."""
        watch = coverage.Coverage(data_file=None, config_file=False, include=[f"{REPOSITORY / PACKAGE}/**"])
        self.switch = watch.switch_context
        watch.start()
        importlib.import_module(f"{PACKAGE}.app")
        seen = self.run([*self.items], profile, to_the_end=True)
        watch.stop()
        found = watch.get_data()
        for file in found.measured_files():
            lines = found.contexts_by_lineno(file)
            name = Path(file).relative_to(REPOSITORY).as_posix()
            seen.reached[name] = {line: frozenset(tests) for line, tests in lines.items()}
        return seen


def warm_up() -> None:
    """Import all that the emulator stands on, and forget the emulator itself: each process imports its own."""
    importlib.import_module(f"{PACKAGE}.app")
    for name in [*sys.modules]:
        if name.partition(".")[0] == PACKAGE:
            del sys.modules[name]


def with_suite(
    work: Callable[[Suite], None], tests: Sequence[str] = ("contract_tests",), examples: int = EXAMPLES
) -> int:
    """Collect tests and do some work with them; the exit code of pytest."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # what others have installed takes seconds to load
    where = [str(REPOSITORY / each) for each in tests]
    return int(pytest.main([*OPTIONS, f"--rootdir={REPOSITORY}", *where], plugins=[Suite(work, examples)]))

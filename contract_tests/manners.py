"""Manners of a run as pytest sees them: a test whose connection broke is run again, and what stays is named."""

from __future__ import annotations

from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from .cleaning import Cleaned
from .plan import Plan
from .target import limits_of

MOST_REPEATS = 2
"""Of one test."""
SENT = "contract_manners"
"""Under what a worker of pytest-xdist sends what it has to tell."""


class Manners:
    """A pytest plugin.

    `limits` are the session's, whatever targets are opened in it; `left` is what could not be deleted, `again` the
    tests that were run again, `spent` says that some were skipped because the budget was.
    """

    def __init__(self, config: pytest.Config, plan: Plan) -> None:
        self.config = config
        self.limits = limits_of(plan)
        self.left: list[str] = []
        self.again: list[str] = []
        self.spent = self._broke = False

    def cleaned(self, cleaned: Cleaned) -> None:
        """Take what came of cleaning up."""
        self.left += cleaned.lines

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
        """Run a test, again where it failed and a call of it may have been carried out twice."""
        if "target" not in getattr(item, "fixturenames", ()):
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in self._reports(item, nextitem):
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _reports(self, item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
        reports = self._run(item, nextitem)
        for _ in range(MOST_REPEATS):
            if not self._broke or not any(differs(each) for each in reports):
                break
            self.again.append(item.nodeid)
            reports = self._run(item, nextitem)
        return reports

    def _run(self, item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
        item.user_properties.clear()
        before = self.limits.again
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        self._broke = self.limits.again > before
        return reports

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Let a worker of pytest-xdist send what it has to tell."""
        self.spent = self.spent or self.limits.spent
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[SENT] = {"left": self.left, "again": self.again, "spent": self.spent}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker of pytest-xdist has to tell."""
        if sent := getattr(node, "workeroutput", {}).get(SENT):
            self.left += sent["left"]
            self.again += sent["again"]
            self.spent = self.spent or sent["spent"]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what was run again and what is left behind."""
        for title, lines in (("run again: a connection broke", self.again), ("left behind", self.left)):
            if lines:
                terminalreporter.section(title)
                terminalreporter.write("".join(f"{line}\n" for line in lines))


def differs(report: pytest.TestReport) -> bool:
    """Whether a report tells of a failure, or of one that a guess explains."""
    return report.failed or hasattr(report, "wasxfail")


MANNERS = pytest.StashKey[Manners]()

"""Watches a session of the suite: leaves out what a target lacks, keeps what was seen of each test, and sums it up."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from .evidence import Evidence
from .findings import Finding, Findings
from .needs import NEEDS, Need
from .plan import Plan
from .profiles import profile_name
from .readings import Readings
from .report import tell, write
from .subject import Subject
from .target import Target

HERE = Path(__file__).parent
EVIDENCE = pytest.StashKey[Evidence]()
PLAN = pytest.StashKey[Plan]()
TARGET = pytest.StashKey[Target]()
SUBJECT = "contract_subject"
"""Under what a worker of pytest-xdist sends what it tested."""


def plan_of(config: pytest.Config) -> Plan:
    """What the options of the command line ask for."""
    if PLAN not in config.stash:
        given = {name: config.getoption(f"flowservice_{name}") for name in Plan.__dataclass_fields__}
        config.stash[PLAN] = Plan(**{name: value for name, value in given.items() if value is not None})
    return config.stash[PLAN]


def readings_of(item: pytest.Item) -> Readings:
    """How the target of a test reads disputed rules; empty where it does not say."""
    found: Readings = getattr(item, "funcargs", {}).get("rules", Readings())
    return found


class Session:
    """What pytest tells of a session; findings travel with the reports, which workers of pytest-xdist send."""

    def __init__(self, config: pytest.Config, plan: Plan) -> None:
        self.config, self.plan = config, plan
        self.evidence = config.stash.setdefault(EVIDENCE, Evidence())
        self.findings = Findings(plan.kind, profile_name(config.getoption("flowservice_profile")), plan.max_calls)

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Start anew; leave out what needs something that the target lacks."""
        if HERE in item.path.parents:
            self.evidence.begin()
            if lacking := self.lacking(item):
                pytest.skip(f"{lacking.id}: {lacking.reason} ({lacking.source}; until {lacking.until})")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put what was seen into the report of a test."""
        report = yield
        if HERE in item.path.parents and (report.when == "call" or not report.passed):
            lacking = self.lacking(item)
            rests_on = sorted({rule for mark in item.iter_markers("rests_on") for rule in mark.args})
            if report.failed and report.when == "call" and rests_on and not readings_of(item):
                report.outcome = "skipped"
                report.wasxfail = f"a guess of ours is wrong here: {', '.join(rests_on)}\n{report.longreprtext}"
            seen = {**self.evidence.told(), "need": lacking.id if lacking else None, "rests_on": rests_on}
            report.contract = seen  # type: ignore[attr-defined]
            item.user_properties.extend(Finding.of(report, seen).properties)
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what was found, in the process that runs the tests or the one that collects from workers."""
        seen: dict[str, Any] | None = getattr(report, "contract", None)
        if seen is not None:
            self.findings.add(Finding.of(report, seen))

    def lacking(self, item: pytest.Item) -> Need | None:
        """What a test needs and the target lacks."""
        needs = (NEEDS[mark.args[0]] for mark in item.iter_markers("needs"))
        return next((need for need in needs if self.plan.kind in need.lacking), None)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Sum up; fail where no machine has made a documented transition; write the page that was asked for.

        A worker of pytest-xdist only sends what it tested.
        """
        if TARGET in self.config.stash:
            self.findings.meet(Subject.of(self.config.stash[TARGET]))
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[SUBJECT] = self.findings.subject and asdict(self.findings.subject)
            return
        self.findings.close(stopped=session.exitstatus == pytest.ExitCode.INTERRUPTED)
        if session.exitstatus == pytest.ExitCode.OK and self.unreached():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if session.exitstatus == pytest.ExitCode.OK and self.findings.untold:
            session.exitstatus = pytest.ExitCode.INTERRUPTED
        path: Path | None = self.config.getoption("flowservice_report")
        if path and self.findings.tests:
            write(self.findings, path)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker of pytest-xdist tested."""
        if sent := getattr(node, "workeroutput", {}).get(SUBJECT):
            self.findings.meet(Subject(**sent))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say in a few lines what was found."""
        if self.findings.tests:
            tell(self.findings, terminalreporter, self.config.getoption("flowservice_report"))
        for transition in self.unreached():
            terminalreporter.write_line(f"no machine has made {transition}", red=True)

    def unreached(self) -> list[str]:
        """The transitions that a thorough search has to make and has not made."""
        if not any(each.moves for each in self.findings.tests.values()):
            return []
        from .machines.families import unreached

        return [each.id for each in unreached(self.findings)]

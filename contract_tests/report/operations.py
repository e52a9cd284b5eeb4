"""Every operation of the contract documents, and what a run saw of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import METHODS, document, is_published, names
from ..findings import Finding, Findings
from ..tutorial import JsonObject
from .outcomes import WORST_FIRST, Word, word, worst


@dataclass(frozen=True)
class Operation:
    """An operation, the statuses it answered with, and the tests that asked for it."""

    id: str
    method: str
    path: str
    summary: str
    documented: frozenset[str]
    """Statuses."""
    is_published: bool
    statuses: dict[str, int]
    tests: list[Finding]
    """The worst first."""

    @property
    def calls(self) -> int:
        """How often it was asked for."""
        return sum(self.statuses.values())

    @property
    def outcome(self) -> Word | None:
        """The worst of its tests; None where nobody asked for it."""
        return worst(self.tests)

    @property
    def differing(self) -> list[Finding]:
        """Its tests that did not hold."""
        return [each for each in self.tests if each.outcome in ("differs", "guess")]


@dataclass(frozen=True)
class Service:
    """A service with its operations."""

    name: str
    base: str
    """Where all its paths begin."""
    operations: list[Operation]

    @property
    def calls(self) -> int:
        """How many calls it answered."""
        return sum(each.calls for each in self.operations)

    @property
    def differing(self) -> list[Operation]:
        """The operations with tests that did not hold."""
        return [each for each in self.operations if each.differing]

    @property
    def unasked(self) -> list[Operation]:
        """The operations that nobody asked for."""
        return [each for each in self.operations if not each.calls]


def services(findings: Findings) -> list[Service]:
    """All services."""
    tests = tests_by_operation(findings)
    return [service(document(name), tests) for name in names()]


def service(found: JsonObject, tests: dict[str, list[Finding]]) -> Service:
    """What was seen of one service, by its document."""
    return Service(found["info"]["title"], found["servers"][0]["url"], [*operations(found["paths"], tests)])


def tests_by_operation(findings: Findings) -> dict[str, list[Finding]]:
    """The tests that asked for each operation."""
    found = defaultdict(list)
    for test in findings.tests.values():
        for operation in test.operations:
            found[operation].append(test)
    return found


def operations(paths: JsonObject, tests: dict[str, list[Finding]]) -> Iterator[Operation]:
    """The operations of one document."""
    for path, item in paths.items():
        for method in (each for each in METHODS if each in item):
            yield operation(item[method], method.upper(), path, tests.get(item[method]["operationId"], []))


def operation(found: JsonObject, method: str, path: str, tests: list[Finding]) -> Operation:
    """What was seen of one operation."""
    id = found["operationId"]
    statuses: Counter[str] = Counter()
    for test in tests:
        statuses.update(test.operations[id])
    return Operation(
        id,
        method,
        path,
        found["summary"],
        frozenset(found["responses"]),
        is_published(found),
        dict(sorted(statuses.items())),
        sorted(tests, key=lambda test: WORST_FIRST.index(word(test))),
    )

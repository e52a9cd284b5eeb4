"""Findings of runs that never were, for the tests of the report."""

from __future__ import annotations

from hypothesis import strategies as st

from contract_tests.contract import document, names
from contract_tests.findings import Finding, Findings
from contract_tests.needs import NEEDS
from contract_tests.standings import rows
from contract_tests.subject import Subject

OPERATIONS = sorted(
    operation["operationId"]
    for name in names()
    for path in document(name)["paths"].values()
    for operation in path.values()
    if "operationId" in operation
)
RULES = [row["id"] for row in rows()]
texts = st.text(st.characters(exclude_categories=()), max_size=40)
"""Any text at all: control characters, lone surrogates, what looks like HTML."""
times = st.integers(1, 10**6)
seconds = st.floats(0, 10**5)


def counts(keys: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, int]]:
    """How often each of a few things was seen."""
    return st.dictionaries(keys, times, max_size=3)


tests = st.builds(
    Finding,
    id=texts,
    outcome=st.sampled_from(["holds", "differs", "guess", "excluded", "skipped"]),
    detail=texts,
    took=seconds,
    calls=st.integers(0, 10**6),
    seconds=seconds,
    operations=st.dictionaries(st.sampled_from(OPERATIONS) | texts, counts(st.integers(100, 599).map(str)), max_size=3),
    rules=counts(st.sampled_from(RULES) | texts),
    transitions=counts(texts),
    moves=st.integers(0, 100),
    need=st.none() | st.sampled_from([*NEEDS]) | texts,
    rests_on=st.lists(st.sampled_from(RULES) | texts, max_size=2, unique=True),
)
subjects = st.builds(
    Subject,
    address=texts,
    sandbox=texts,
    is_emulator=st.booleans(),
    seen=st.floats(0, 4e9),
    rules=st.just(rows()),
    calls=st.integers(0, 10**6),
    again=st.integers(0, 10),
)


def runs() -> st.SearchStrategy[Findings]:
    """Any findings."""
    return st.builds(
        Findings,
        target=st.sampled_from(["in process", "live", "real", "recorded"]),
        profile=st.sampled_from(["quick", "ci", "deep"]),
        most_calls=st.integers(0, 10**6),
        started=st.floats(0, 4e9),
        took=seconds,
        tests=st.lists(tests, max_size=4).map(lambda found: {each.id: each for each in found}),
        subject=st.none() | subjects,
    )


def finding(id: str = "contract_tests/test_flows.py::test_a", outcome: str = "holds", **told: object) -> Finding:
    """What came of one test; nothing unless it is said."""
    seen: dict[str, object] = {
        "detail": "",
        "took": 0.5,
        "calls": 3,
        "seconds": 0.1,
        "operations": {},
        "rules": {},
        "transitions": {},
        "moves": 0,
        "need": None,
        "rests_on": [],
    }
    return Finding(id, outcome, **{**seen, **told})  # type: ignore[arg-type]


def run(*tests: Finding) -> Findings:
    """What a run on an emulator found."""
    subject = Subject("http://127.0.0.1:8080", "prod", True, 1_700_000_000, rows(), 40)
    return Findings("live", "quick", 0, 1_700_000_000, 2, {each.id: each for each in tests}, subject)

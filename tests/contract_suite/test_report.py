"""What the report makes of findings, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from contract_tests.findings import Finding, Findings, outcome_of
from contract_tests.needs import NEEDS
from contract_tests.report.exclusions import exclusions, share
from contract_tests.report.operations import services
from contract_tests.report.outcomes import verdict
from contract_tests.report.rules import by_standing, rules
from contract_tests.report.terminal import MOST_LINES, lines
from contract_tests.report.words import counted, duration, short, visible
from contract_tests.subject import Subject, address
from tests.contract_suite.reported import finding, run


def several(outcome: str, number: int, **told: object) -> list[Finding]:
    """So many tests with one outcome."""
    return [finding(f"contract_tests/test_x.py::test_{outcome}_{each}", outcome, **told) for each in range(number)]


@pytest.mark.parametrize(
    ("tests", "words"),
    [
        ([], "No test was asked."),
        (several("holds", 1), "The only test holds."),
        (several("holds", 1200), "All 1,200 tests hold."),
        ([*several("holds", 3), *several("differs", 1)], "1 of 4 tests differs."),
        ([*several("holds", 3), *several("guess", 1)], "3 of 4 tests hold; 1 showed that a guess was wrong."),
        ([*several("holds", 2), *several("excluded", 1)], "All 2 tests hold; 1 was left out."),
        (several("excluded", 2), "No test was asked; 2 were left out."),
        (several("holds", 2, rests_on=["etag.form"]), "All 2 tests hold; 2 of those that hold rest on guesses."),
        (several("holds", 2, rests_on=["draft.support"]), "All 2 tests hold."),
    ],
)
def test_the_verdict_is_one_sentence(tests: Sequence[Finding], words: str) -> None:
    assert verdict(run(*tests)) == words


def test_an_operation_has_the_worst_outcome_of_the_tests_that_asked_for_it() -> None:
    seen = {"createFlow": {"201": 2}}
    found = services(run(finding("a", operations=seen), finding("b", "guess", operations=seen), finding("c")))
    by_id = {each.id: each for service in found for each in service.operations}
    assert by_id["createFlow"].outcome == "guess"
    assert by_id["createFlow"].statuses == {"201": 4}
    assert [test.id for test in by_id["createFlow"].tests] == ["b", "a"]
    assert by_id["listFlows"].outcome is None
    [flow_service] = [each for each in found if each.name == "Flow Service"]
    assert flow_service.calls == 4
    assert len(flow_service.unasked) == len(flow_service.operations) - 1


def test_a_rule_is_proved_by_tests_and_only_seen_in_answers() -> None:
    tests = (
        finding("a", rules={"error.envelope": 3, "etag.form": 1}, rests_on=["etag.form"]),
        finding("b", "guess", rests_on=["delete.status"]),
        finding("c", rules={"of another version": 1}),
    )
    found = {each.id: each for each in rules(run(*tests))}
    assert {id: each.proof for id, each in found.items() if each.proof} == {
        "error.envelope": "seen",
        "etag.form": "holds",
        "delete.status": "guess",
        "of another version": "seen",
    }
    assert sum(map(len, by_standing([*found.values()]).values())) == len(found)


def test_a_rule_that_no_profile_turns_has_one_reading() -> None:
    found = {each.id: each for each in rules(run())}
    assert [*found["body.codes"].readings] == ["always"]
    assert [*found["etag.form"].readings] == ["tutorial", "published"]


def test_exclusions_are_counted_by_reason_and_know_when_they_end() -> None:
    left = [*several("excluded", 2, need="lasting"), *several("skipped", 1, detail="nothing there")]
    found = run(*left, *several("holds", 7))
    with_row, without = exclusions(found)
    assert (with_row.id, len(with_row.tests), with_row.until) == ("lasting", 2, NEEDS["lasting"].until)
    assert not with_row.is_past(NEEDS["lasting"].until) and with_row.is_past(date.max)
    assert (without.reason, without.until, without.is_past(date.max)) == ("nothing there", None, False)
    assert share(found) == pytest.approx(0.3)


def test_the_terminal_names_what_does_not_hold_and_not_too_much_of_it() -> None:
    found = run(*several("differs", 20), *several("guess", 1, rests_on=["etag.form"]), *several("holds", 1))
    said = [*lines(found)]
    assert [line.text for line in said if line.about == "differs"] == ["20"]
    assert sum("test_differs" in line.text for line in said) == MOST_LINES
    assert "and 12 more" in [line.text for line in said]
    assert any("rests on etag.form" in line.text for line in said)


def test_a_failure_while_cleaning_up_counts_more_than_what_the_test_said() -> None:
    found = Findings("live", "quick")
    for outcome in ("holds", "differs", "holds"):
        found.add(finding("a", outcome))
    assert found.outcomes == {"differs": 1}


def test_calls_of_workers_add_up() -> None:
    found = Findings("live", "quick")
    for calls in (3, 4):
        found.meet(Subject("http://a", "prod", True, 0, [], calls, 1))
    assert (found.calls, found.subject and found.subject.again) == (7, 2)


@pytest.mark.parametrize(
    ("outcome", "wasxfail", "need", "word"),
    [
        ("passed", None, None, "holds"),
        ("failed", None, None, "differs"),
        ("skipped", "a guess", None, "guess"),
        ("skipped", None, "lasting", "excluded"),
        ("skipped", None, None, "skipped"),
    ],
)
def test_an_outcome_of_pytest_has_a_word_of_ours(
    outcome: str, wasxfail: str | None, need: str | None, word: str
) -> None:
    report = pytest.TestReport("a", ("a", 1, "a"), {}, outcome, None, "call")  # type: ignore[arg-type]
    if wasxfail:
        report.wasxfail = wasxfail
    assert outcome_of(report, {"need": need}) == word


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:secret@example.com:8443/base/?token=secret#secret", "https://example.com:8443/base"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_an_address_holds_no_secret(url: str, shown: str) -> None:
    assert address(url) == shown


def test_numbers_times_and_names_are_written_for_people() -> None:
    assert [counted(1, "test"), counted(1234, "test"), counted(2, "guess", "guesses")] == [
        "1 test",
        "1,234 tests",
        "2 guesses",
    ]
    assert [duration(1.25), duration(42.4), duration(63)] == ["1.2 seconds", "42 seconds", "1 minute 3 s"]
    assert short("a/contract_tests/test_x.py::test_y[contract_tests/z]") == "test_x.py::test_y[contract_tests/z]"
    assert visible("a\x00b\n\u202ec é") == "a\\x00b\n\\u202ec é"

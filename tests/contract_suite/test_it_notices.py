"""What matters most cannot be broken unnoticed: a contract test fails whose name tells what was broken."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[2]
FLOW_SERVICE = "mock_flowservice/services/flow_service"


class Breakage(NamedTuple):
    """Something that is broken in the emulator, and words that the name of a failing test must have in it."""

    what: str
    file: str
    before: str
    after: str
    tests: str
    """The file of the contract tests that are about it."""
    words: tuple[str, ...]


BREAKAGES = (
    Breakage(
        "the If-Match check",
        f"{FLOW_SERVICE}/collection.py",
        "    if supplied and supplied != document.etag:\n",
        "    if supplied and supplied == '':\n",
        "test_etags.py",
        ("stale_etag", "refused"),
    ),
    Breakage(
        "the 15 in the schedule rule",
        f"{FLOW_SERVICE}/schedule.py",
        "    return 15 if",
        "    return 14 if",
        "test_schedules.py",
        ("smallest_interval",),
    ),
    Breakage(
        "the sandbox scope",
        "mock_flowservice/call.py",
        "        return Shelf(self.tenant, kind)\n",
        "        return Shelf(self.tenant._replace(sandbox='prod'), kind)\n",
        "test_isolation.py",
        ("another_sandbox",),
    ),
    Breakage(
        "a page boundary",
        f"{FLOW_SERVICE}/lists/listing.py",
        "next_link(call, asked, found[limit - 1][0])",
        "next_link(call, asked, found[limit][0])",
        "test_lists.py",
        ("pages", "whole_list"),
    ),
    Breakage(
        "the order of PATCH operations",
        "mock_flowservice/services/json_patch.py",
        "in enumerate(deepcopy(operations)):",
        "in enumerate(reversed(deepcopy(operations))):",
        "test_patches.py",
        ("patch", "does_what_json_patch_says"),
    ),
    Breakage(
        "the version of a mapping set",
        "mock_flowservice/services/data_prep/versions.py",
        'before["version"] + 1',
        'before["version"] + 0',
        "test_mapping_sets.py",
        ("next_version",),
    ),
    Breakage(
        "the refusal to delete a connection in use",
        f"{FLOW_SERVICE}/connections.py",
        "if users := flows_on(call, id):",
        "if users := flows_on(call, id)[:0]:",
        "test_references.py",
        ("base_connection", "once_its_flow_has_gone"),
    ),
    Breakage(
        "the masking of a password",
        f"{FLOW_SERVICE}/auth.py",
        "params = {name: value if name in shown else MASK for",
        "params = {name: value for",
        "test_secrets.py",
        ("password", "never_comes_back"),
    ),
)


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda each: each.what)
def test_a_breakage_is_noticed_by_a_test_whose_name_tells_of_it(breakage: Breakage) -> None:
    seen = with_and_without(breakage)
    assert seen.unbroken == []
    assert 0 < len(seen.broken) < seen.tests
    names = [test.rpartition("::")[2] for test in seen.broken]
    assert [name for name in names if all(word in name for word in breakage.words)] != [], names


def test_a_breakage_that_is_not_possible_any_more_is_no_silence() -> None:
    gone = BREAKAGES[0]._replace(before="what nobody ever wrote")
    with pytest.raises(subprocess.CalledProcessError) as failure:
        with_and_without(gone)
    assert "what nobody ever wrote" in failure.value.stderr


class Seen(NamedTuple):
    """The tests that fail without and with a breakage, and how many there are."""

    unbroken: list[str]
    broken: list[str]
    tests: int


def with_and_without(breakage: Breakage) -> Seen:
    """The tests that fail without and with a breakage."""
    command = [sys.executable, "-m", "benchmarks.mutation.broken", *breakage[1:4], f"contract_tests/{breakage.tests}"]
    run = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    return Seen(**json.loads(run.stdout.splitlines()[-1]))

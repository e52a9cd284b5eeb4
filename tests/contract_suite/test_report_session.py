"""A session of the suite that is asked for a report: on one process, on several, with a JUnit report beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.servers import PATIENCE, ROOT, environment

TESTS = "contract_tests/test_flows.py"


def session(*options: str) -> str:
    """What a session with these options prints."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", TESTS, *options]
    ended = subprocess.run(
        command, capture_output=True, text=True, env=environment(), cwd=ROOT, timeout=PATIENCE, check=False
    )
    assert ended.returncode == pytest.ExitCode.OK, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what one session wrote, its terminal included."""
    folder = tmp_path_factory.mktemp("report")
    said = session(f"--flowservice-report={folder / 'all.json'}", f"--junitxml={folder / 'all.xml'}")
    (folder / "terminal").write_text(said)
    return folder


def findings(path: Path) -> dict[str, Any]:
    """The findings that were written."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_a_session_ends_with_what_was_found(files: Path) -> None:
    _, _, said = (files / "terminal").read_text().partition("= contract =")
    found = findings(files / "all.json")
    assert f"{found['subject']['calls']:,} in " in said
    assert f"All {len(found['tests'])} tests hold" in said
    assert str(files / "all.json") in said


def test_findings_say_what_was_tested_and_what_was_seen(files: Path) -> None:
    found = findings(files / "all.json")
    assert (found["target"], found["subject"]["is_emulator"]) == ("in process", True)
    assert all(rule["value"] for rule in found["subject"]["rules"])
    assert sum(test["calls"] for test in found["tests"]) <= found["subject"]["calls"]
    assert any("createFlow" in test["operations"] for test in found["tests"])
    assert found["took"] > 0


def test_a_junit_report_is_well_formed_and_says_what_each_test_asked(files: Path) -> None:
    found = {test["id"].rpartition("::")[2]: test for test in findings(files / "all.json")["tests"]}
    cases = [*ElementTree.parse(files / "all.xml").iter("testcase")]
    assert {case.attrib["name"] for case in cases} == {*found}
    for case in cases:
        told = {each.attrib["name"]: each.attrib["value"] for each in case.iter("property")}
        test = found[case.attrib["name"]]
        assert (told["outcome"], told["calls"]) == (test["outcome"], str(test["calls"]))
        assert told.get("rules", "") == " ".join(sorted(test["rules"]))
        assert told.get("rests_on", "") == " ".join(test["rests_on"])


def test_workers_make_one_report(tmp_path: Path, files: Path) -> None:
    session("-n2", f"--flowservice-report={tmp_path / 'all.json'}")
    several, one = findings(tmp_path / "all.json"), findings(files / "all.json")
    assert {test["id"] for test in several["tests"]} == {test["id"] for test in one["tests"]}
    assert several["subject"]["calls"] >= sum(test["calls"] for test in several["tests"])
    assert len(several["subject"]["rules"]) == len(one["subject"]["rules"])

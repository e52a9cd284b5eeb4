"""Whole runs of the suite: recorded on an emulator in process and on a live one, and played."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.contract_suite.runs import ran
from tests.servers import environment, serving

MODULES = ("test_flows.py", "test_schedules.py", "test_list_laws.py")
NO_NETWORK = """
import socket

def forbidden(*_, **__):
    raise AssertionError("somebody looks for a network")

socket.socket.connect = socket.getaddrinfo = forbidden
"""


def outcomes(run: subprocess.CompletedProcess[str]) -> str:
    """The last line of pytest, without the seconds."""
    return re.sub(r" in [\d.]+s.*", "", run.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module", params=["in process", "live"])
def recorded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a recording, and the outcomes of the run that made it."""
    folder = tmp_path_factory.mktemp("recorded")
    record = f"--flowservice-record={folder / 'r'}"
    if request.param == "in process":
        run = ran(folder, *MODULES, record)
    else:
        with serving("--port", "0") as (_, url):
            run = ran(folder, *MODULES, record, f"--flowservice-url={url}")
        assert url.partition("://")[2].rstrip("/") not in "".join(
            each.read_text() for each in (folder / "r").rglob("*.json")
        )
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "r", outcomes(run)


def played(folder: Path, tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A run on a recording, without network."""
    (tmp_path / "no_network.py").write_text(NO_NETWORK)
    path = os.pathsep.join((str(tmp_path), environment()["PYTHONPATH"]))
    others = (f"--flowservice-recorded={folder}", "-rs", "-p", "no_network")
    return ran(tmp_path, *options, *others, PYTHONPATH=path)


def test_a_recording_has_the_outcomes_of_the_run_that_made_it(recorded: tuple[Path, str], tmp_path: Path) -> None:
    folder, original = recorded
    run = played(folder, tmp_path, *MODULES)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "NotRecorded" not in run.stdout
    assert outcomes(run) == original


def test_a_part_of_it_in_another_order_is_found_as_well(recorded: tuple[Path, str], tmp_path: Path) -> None:
    run = played(recorded[0], tmp_path, *reversed(MODULES), "-k", "order or page or renamed or schedule")
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.fullmatch(r"\d+ passed, \d+ deselected", outcomes(run))


def test_an_answer_that_is_tampered_with_is_noticed(recorded: tuple[Path, str], tmp_path: Path) -> None:
    folder = tmp_path / "tampered"
    for file in recorded[0].rglob("*.json"):
        copy = folder / file.relative_to(recorded[0])
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(tampered(file.read_text("utf-8")), "utf-8")
    run = played(folder, tmp_path, "test_schedules.py")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "skipped" not in outcomes(run)


def tampered(text: str) -> str:
    """A file of a recording, in which what was refused is an error of the service."""
    return text.replace('"status": 400', '"status": 500')


def test_another_profile_is_named_and_what_it_asks_is_left_out(recorded: tuple[Path, str], tmp_path: Path) -> None:
    run = played(recorded[0], tmp_path, "test_schedules.py", "--flowservice-profile=quick", "-v")
    assert "recorded with profile record, played with quick" in run.stdout
    assert "the recording has no such call" in run.stdout
    assert "failed" not in outcomes(run)


def test_a_folder_that_holds_a_recording_is_not_written_to(recorded: tuple[Path, str], tmp_path: Path) -> None:
    before = (recorded[0] / "meta.json").read_bytes()
    run = ran(tmp_path, "test_flows.py", f"--flowservice-record={recorded[0]}")
    assert run.returncode == 4
    assert [line for line in run.stderr.splitlines() if line] == [
        f"ERROR: {recorded[0]} is not empty: a recording needs a folder of its own"
    ]
    assert (recorded[0] / "meta.json").read_bytes() == before


def test_it_says_how_it_was_made(recorded: tuple[Path, str]) -> None:
    told = json.loads((recorded[0] / "meta.json").read_text("utf-8"))
    assert told["profile"] == "record"
    assert told["rules"]["error.envelope"] == "tutorial"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", told["made"])

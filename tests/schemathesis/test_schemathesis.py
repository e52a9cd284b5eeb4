"""Schemathesis, which nobody here wrote, finds nothing wrong with the emulator by its contract documents."""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from contract_tests.api import Api
from contract_tests.raw import Raw
from contract_tests.target import CALLER, running_emulator
from flowservice_client import Client
import mock_flowservice.app  # noqa: F401 - builds
from mock_flowservice.call import BUILT
from mock_flowservice.contract import DOCUMENTS, METHODS
from mock_flowservice.wire import JsonObject
from tests.schemathesis.living_document import living_document
from tests.servers import environment

HERE = Path(__file__).parent
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
UNTRUE = "positive_data_acceptance,negative_data_rejection,missing_required_header"
"""Checks that do not fit: schemas say neither all that is demanded nor all that is forgiven, and a missing token is 403."""
OPTIONS = (f"--exclude-checks={UNTRUE}", "--continue-on-failure", "--warnings=off", "--no-color", "--report=json")

@pytest.mark.parametrize("name", DOCUMENTS)
def test_requests_made_up_from_the_contract_find_no_fault(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOCK_FLOWSERVICE_SEED", "1")
    with running_emulator(tmp_path / "log") as url, Client(environ={}, base_url=url, **CALLER) as client:
        document = living_document(name, Api(client, alone=True))
        (tmp_path / "openapi.json").write_text(json.dumps(document), "utf-8")
        base = url + document["servers"][0]["url"]
        built = {label: id for label, id in operations(document) if id in BUILT}
        found = schemathesis(tmp_path, base, Raw(client).headers(), built.values())
    assert found.returncode == 0, found.stdout + found.stderr
    assert reached(tmp_path) == built.keys(), found.stdout


def schemathesis(folder: Path, base: str, headers: Mapping[str, str], ids: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """What Schemathesis says of an API that is described by the document in a folder."""
    command = ["schemathesis", f"--config-file={HERE / ('deep.toml' if DEEP else 'bounded.toml')}", "run", "openapi.json"]
    command += [f"--url={base}", *OPTIONS, *(() if DEEP else ("--generation-deterministic",))]
    command += [f"--include-operation-id={id}" for id in ids]
    command += [f"--header={name}: {value}" for name, value in headers.items() if name != "Accept"]
    hooks = {"SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"), "SCHEMATHESIS_NOTES": str(folder / "notes")}
    return subprocess.run(command, cwd=folder, env=environment(**hooks), capture_output=True, text=True, check=False)


def operations(document: JsonObject) -> Iterator[tuple[str, str]]:
    """Every operation of a document: what Schemathesis calls it, and its id."""
    for path, item in document["paths"].items():
        for method in item.keys() & set(METHODS):
            yield f"{method.upper()} {path}", item[method]["operationId"]


def reached(folder: Path) -> set[str]:
    """The operations that have succeeded at least once."""
    notes = (folder / "notes").read_text("utf-8").splitlines()
    return {label for label, _, status in (note.rpartition(" ") for note in notes) if status.startswith("2")}

"""Schemathesis, which nobody here wrote, finds no fault with the emulator by its contract documents."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from contract_tests.api import Api
from contract_tests.contract import document
from contract_tests.plan import Plan
from contract_tests.raw import Raw
from contract_tests.target import opened
from mock_flowservice.call import BUILT
from mock_flowservice.contract import DOCUMENTS
from mock_flowservice.wire import JsonObject
from tests.schemathesis.living_document import living_document, operations
from tests.servers import environment, serving

HERE = Path(__file__).parent
SETTINGS = HERE / "bounded.toml"
OPTIONS = (
    "--no-color",
    "--warnings=off",
    "--continue-on-failure",
    # Schemas say neither all that is demanded nor all that is forgiven, and the answer to a missing token is 403.
    "--exclude-checks=positive_data_acceptance,negative_data_rejection,missing_required_header",
    "--generation-deterministic",
)
LINKED = [name for name in DOCUMENTS if "links" in document(name)["components"]]
"""The documents that say what leads where."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_request_made_up_from_the_contract_finds_a_fault(name: str, tmp_path: Path) -> None:
    assert succeeded(name, "examples,coverage,fuzzing", tmp_path) == built(name)


@pytest.mark.parametrize("name", LINKED)
def test_no_scenario_along_the_links_of_the_contract_finds_a_fault(name: str, tmp_path: Path) -> None:
    linked = {link["operationId"] for link in document(name)["components"]["links"].values()} & built(name)
    followed = linked & succeeded(name, "stateful", tmp_path)
    assert 2 * len(followed) >= len(linked), f"never successful: {linked - followed}"


def built(name: str) -> set[str]:
    """The operations of a document that are built: the others answer 501."""
    return {operation["operationId"] for _, operation in operations(document(name))} & BUILT.keys()


def succeeded(name: str, phases: str, folder: Path) -> set[str]:
    """The operations that have succeeded while Schemathesis went through these phases; it has found no fault."""
    with serving("--port", "0") as (_, url), opened(Plan(base_url=url)) as target:
        raw = Raw(target.client, target.wire)
        living = living_document(name, Api(target), raw)
        schemathesis(living, url, phases, raw.headers(), folder)
        raw.close()
    answers = (line.split() for line in (folder / "notes").read_text("utf-8").splitlines())
    return {id for id, status in answers if status.startswith("2")}


def schemathesis(living: JsonObject, url: str, phases: str, headers: Mapping[str, str], folder: Path) -> None:
    """Run Schemathesis, which says so if it finds a fault."""
    (folder / "openapi.json").write_text(json.dumps(living), "utf-8")
    command = ["schemathesis", f"--config-file={SETTINGS}", "run", "openapi.json", *OPTIONS, f"--phases={phases}"]
    command += [f"--url={url}{living['servers'][0]['url']}"]
    command += [f"--header={name}: {value}" for name, value in headers.items() if name != "Accept"]
    ids = [operation["operationId"] for _, operation in operations(living)]
    command += [f"--include-operation-id={id}" for id in ids if id in BUILT]
    hooks = {"SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"), "SCHEMATHESIS_NOTES": str(folder / "notes")}
    done = subprocess.run(command, cwd=folder, env=environment(**hooks), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

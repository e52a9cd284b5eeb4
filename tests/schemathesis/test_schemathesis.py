"""Schemathesis, which nobody here wrote, finds nothing wrong with the emulator by its contract documents."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract_tests.api import Api
from contract_tests.profiles import examples
from contract_tests.raw import Raw
from contract_tests.target import CALLER
from flowservice_client import Client
from mock_flowservice.contract import DOCUMENTS
from mock_flowservice.wire import JsonObject
from tests.schemathesis.living_document import living_document
from tests.servers import environment, serving

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generated_requests_never_break_the_emulator_or_its_contract(name: str, tmp_path: Path) -> None:
    with serving("--port", "0", "--seed", "1") as (_, url), Client(environ={}, base_url=url, **CALLER) as client:
        document = living_document(name, Api(client, alone=True))
        (tmp_path / "openapi.json").write_text(json.dumps(document), "utf-8")
        run(tmp_path, url + document["servers"][0]["url"], Raw(client).headers())

"""Every operation of every contract document answers as the document says, built or not."""

import json
import re

import pytest

from .api import Api
from .contract import FOLDER, NOT_BUILT, Case, cases, document
from .raw import Raw, is_clear_error
from .requests_of_contract import LASTING, real, send

OPERATIONS_OF_FLOW_SERVICE = 45


@pytest.mark.parametrize("case", cases(), ids=str)
def test_an_operation_answers_as_its_document_says(
    api: Api, raw: Raw, rules: dict[str, str], unbuilt: frozenset[str], case: Case
) -> None:
    if not rules and (case.document == "emulator" or case.operation_id in LASTING):
        pytest.skip("the target is not an emulator")
    path, body = real(api, case)
    reply = send(api, raw, case, path, body)
    if not rules and not case.is_published:
        assert reply.ok or is_clear_error(reply)
        return
    assert case.reply_problems(reply.status_code, reply.content) == []
    assert (reply.status_code == NOT_BUILT) == (case.operation_id in unbuilt)
    if reply.status_code == NOT_BUILT:
        assert case.operation_id in reply.json()["detail"]
        assert is_clear_error(reply)
    elif {*rules.values()} == {"tutorial"}:
        assert reply.status_code == case.success, reply.text


def test_all_of_flow_service_is_built(unbuilt: frozenset[str]) -> None:
    found = {case.operation_id for case in cases() if case.document == "flow-service"}
    assert len(found) == OPERATIONS_OF_FLOW_SERVICE
    assert not found & unbuilt


def test_no_operation_is_left_out() -> None:
    paths = [json.dumps(document(path.stem)["paths"]) for path in FOLDER.glob("*.json")]
    written = [name for text in paths for name in re.findall(r'"operationId": *"([^"]+)"', text)]
    assert written
    assert sorted({case.operation_id for case in cases()}) == sorted(written)

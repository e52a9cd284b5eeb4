"""Every operation of every contract document answers as the document says, built or not."""

import json
import re

import pytest

from .api import Api
from .contract import NOT_BUILT, Case, cases, document, names
from .raw import Raw, is_clear_error
from .readings import Readings
from .requests_of_contract import expected, marked, real, send

OPERATIONS_OF_FLOW_SERVICE = 45


@pytest.mark.parametrize("case", [*map(marked, cases())])
def test_an_operation_answers_as_its_document_says(
    api: Api, raw: Raw, rules: Readings, unbuilt: frozenset[str], case: Case
) -> None:
    path, body = real(api, case)
    reply = send(api, raw, case, path, body)
    assert case.reply_problems(reply.status_code, reply.content) == []
    if case.operation_id in unbuilt:
        assert reply.status_code == NOT_BUILT
        assert case.operation_id in reply.json()["detail"]
    else:
        assert reply.status_code in expected(rules, case), reply.text
    assert reply.ok or is_clear_error(reply)


@pytest.mark.rests_on("dataset.validation")
def test_a_data_set_that_is_only_to_be_validated_is_not_made(api: Api, raw: Raw) -> None:
    [case] = [each for each in cases() if each.operation_id == "createDataset"]
    path, body = real(api, case)
    with api.nothing_changes():
        reply = raw("POST", path, json=body, headers={"Pragma": "validate-only"})
    assert reply.status_code == 200
    assert case.reply_problems(reply.status_code, reply.content) == []


def test_every_documented_success_is_expected_under_some_reading() -> None:
    seen = {case.operation_id: {each for each in expected(Readings(), case) if each < 300} for case in cases()}
    seen["createDataset"] |= {200}
    for case in cases():
        assert {int(each) for each in case.operation["responses"] if each[0] == "2"} == seen[case.operation_id]


def test_all_of_flow_service_is_built(unbuilt: frozenset[str]) -> None:
    found = {case.operation_id for case in cases() if case.document == "flow-service"}
    assert len(found) == OPERATIONS_OF_FLOW_SERVICE
    assert not found & unbuilt


def test_no_operation_is_left_out() -> None:
    paths = [json.dumps(document(name)["paths"]) for name in names()]
    written = [name for text in paths for name in re.findall(r'"operationId": *"([^"]+)"', text)]
    assert written
    assert sorted({case.operation_id for case in cases()}) == sorted(written)

"""Every operation of every contract document answers as the document says, built or not."""

import pytest

from .api import Api
from .contract import NOT_BUILT, Case, cases
from .raw import Raw, is_clear_error
from .requests_of_contract import RUN, real, send


@pytest.mark.parametrize("case", cases(), ids=str)
def test_an_operation_answers_as_its_document_says(api: Api, raw: Raw, rules: dict[str, str], case: Case) -> None:
    if case.document == "emulator" and not rules:
        pytest.skip("the target is not an emulator")
    path, body = real(api, case)
    reply = send(api, raw, case, path, body)
    assert case.reply_problems(reply.status_code, reply.content) == []
    if reply.status_code == NOT_BUILT:
        assert case.operation["operationId"] in reply.json()["detail"]
        assert is_clear_error(reply)
    elif {*rules.values()} == {"tutorial"}:
        assert reply.status_code == (404 if RUN in path else case.success), reply.text


def test_no_operation_is_left_out() -> None:
    tried = [case.operation["operationId"] for case in cases()]
    assert len({*tried}) > 80

"""Every documented refusal that a caller can bring about comes, in the shape that its document shows."""

import pytest

from .api import Api
from .contract import cases
from .raw import Raw, is_clear_error
from .readings import Readings
from .refusals import BEYOND, OF_THE_SERVICE, WAYS, Refusal, documented, refusals


@pytest.mark.parametrize("refusal", [pytest.param(each, id=str(each), marks=[*each.marks]) for each in refusals()])
def test_a_documented_refusal_comes_as_its_document_says(
    api: Api, raw: Raw, rules: Readings, unbuilt: frozenset[str], refusal: Refusal
) -> None:
    reply = refusal.brought_about(api, raw)
    assert reply.status_code in refusal.expected(rules), reply.text
    assert refusal.case.reply_problems(reply.status_code, reply.content) == []
    assert reply.ok or is_clear_error(reply)


def test_every_documented_status_is_brought_about_or_left_out_for_a_reason() -> None:
    for case in cases():
        assert documented(case) <= WAYS.keys() | OF_THE_SERVICE, case
    known = {(case.operation_id, status) for case in cases() for status in documented(case)}
    assert BEYOND.keys() <= known

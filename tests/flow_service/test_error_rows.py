"""The table of errors: every row can be reached, and is answered as it stands there."""

import re

import pytest

from mock_flowservice.errors import ErrorKind
from mock_flowservice.services.flow_service import errors
from tests.caller import shared
from tests.flow_service.error_examples import EXAMPLES, PUBLISHED
from tests.flow_service.in_process import Platform
from tests.replies import Answer

ROWS = {name: row for name, row in vars(errors).items() if isinstance(row, ErrorKind)}


def reached(name: str, **rules: str) -> Answer:
    """What the way to a row comes to, with the rule set that it needs."""
    needed = {PUBLISHED[name]: "published"} if name in PUBLISHED else {}
    return EXAMPLES[name](Platform(shared(**needed, **rules)))


def shape(row: ErrorKind) -> re.Pattern[str]:
    """The messages that a row can come to."""
    return re.compile(re.sub(r"\\{\w+(!r)?\\}", ".*", re.escape(row.message)), re.DOTALL)


def test_there_is_a_way_to_every_row() -> None:
    assert EXAMPLES.keys() == ROWS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_row_is_answered_with_its_status_its_code_and_its_message(name: str) -> None:
    answer, row = reached(name), ROWS[name]
    assert answer.refusal == (row.status, row.code)
    message = answer.body.get("errorMessage") or answer.body["message"]
    assert shape(row).fullmatch(message)
    assert "None" not in message


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_row_has_a_problem_document_where_that_is_published(name: str) -> None:
    answer, row = reached(name, error__envelope="published"), ROWS[name]
    assert answer.refusal == (row.status, row.code)
    assert answer.body["status"] == row.status
    assert answer.body["title"] == row.title
    assert shape(row).fullmatch(answer.body["detail"])
    assert answer.body["report"]["tenantInfo"]["imsOrgId"].endswith("@AdobeOrg")
    assert answer.body["error-chain"][0]["errorCode"] == f"FLOW-{row.code}"


@pytest.mark.parametrize(("name", "rule"), PUBLISHED.items())
def test_a_rule_that_an_error_needs_is_named_with_it(name: str, rule: str) -> None:
    assert rule in reached(name).rules
    assert EXAMPLES[name](Platform()).code != ROWS[name].code


@pytest.mark.parametrize("name", ROWS)
def test_a_code_ends_in_its_status_and_a_row_says_where_it_is_from(name: str) -> None:
    row = ROWS[name]
    assert re.fullmatch(rf"\d{{4}}-{row.status}", row.code)
    assert row.source

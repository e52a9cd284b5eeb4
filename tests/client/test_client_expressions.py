"""Data Prep's checks: of expressions, of mapping sets, and what a set makes of records."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flowservice_client import ApiError, Verdict
from tests.client.client_under_test import BASE, client_of, scripted

CONVERSION = f"{BASE}/data/foundation/conversion"
VALIDATE = f"{CONVERSION}/languages/el/validate"
SET = {"mappings": [{"sourceType": "ATTRIBUTE", "source": "a", "destination": "_t.a"}]}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (True, Verdict(True)),
        (False, Verdict(False)),
        ({"validationStatus": "succeeded", "error": "none"}, Verdict(True)),
        ({"validationStatus": "failed", "error": "unknown function"}, Verdict(False, "unknown function")),
        ({"validationStatus": "failed"}, Verdict(False)),
    ],
)
def test_a_verdict_on_an_expression_is_read_in_both_documented_forms(answer: Any, verdict: Verdict) -> None:
    with scripted() as answers, client_of() as client:
        answers.post(VALIDATE, json=answer)
        assert client.expressions.validate("lower(a)") == verdict
        assert json.loads(answers.calls[0].request.body or "") == {"expression": "lower(a)"}


@pytest.mark.parametrize("answer", [{}, [], "yes", None])
def test_an_answer_without_a_verdict_is_an_error(answer: Any) -> None:
    with scripted() as answers, client_of() as client:
        answers.post(VALIDATE, json=answer)
        with pytest.raises(ApiError, match="verdict"):
            client.expressions.validate("lower(a)")


def test_a_mapping_set_is_judged_mapping_by_mapping() -> None:
    rows = [{"status": "SUCCESS", "errors": None}, {"status": "FAILED", "errors": [{"exception": "no such function"}]}]
    with scripted() as answers, client_of() as client:
        answers.post(f"{CONVERSION}/mappingSets/validate", json={"validationResponse": rows})
        assert client.mapping_sets.validate(SET) == tuple(rows)


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_preview_is_rows_whether_they_came_in_an_array_or_alone(wrapped: bool) -> None:
    row = {"data": {"_t": {"a": 1}}, "errors": None}
    with scripted() as answers, client_of() as client:
        answers.post(f"{CONVERSION}/mappingSets/preview", json=[row] if wrapped else row)
        assert client.mapping_sets.preview([{"a": 1}], SET) == (row,)
        assert json.loads(answers.calls[0].request.body or "") == {"data": [{"a": 1}], "mappingSet": SET}


@pytest.mark.parametrize("kind", ["functions", "operators"])
def test_functions_and_operators_come_as_rows(kind: str) -> None:
    rows = [{"function": "lower"}, {"function": "upper"}]
    with scripted() as answers, client_of() as client:
        answers.get(f"{CONVERSION}/languages/el/{kind}", json=rows)
        assert getattr(client.expressions, kind)() == tuple(rows)

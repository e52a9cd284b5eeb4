"""Expressions are validated, functions and operators listed, as Data Prep does it."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_flowservice.expressions.compiler import compile_expression
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions.catalogue import catalogue
from tests.caller import shared
from tests.data_prep.data_prep_client import DataPrep
from tests.servers import environment

GOOD = ["name", "lower(first.name)", '"text"', "${a name}", "items[0].price * 2", "iif(a > 1, a, null)"]
BAD: list[tuple[str, list[str]]] = [
    ("1 +", ["line 1, column 4", "\n1 +\n   ^"]),
    ("lower(\n  shout(name))", ["'shout'", "line 2, column 3", "\n  shout(name))\n  ^"]),
    ("lower()", ["lower takes 1 argument"]),
    ("a" * 4097, ["4,097 characters"]),
    ("(" * 300 + ")" * 300, ["line 1"]),
]
pieces = st.sampled_from(["a", "1", '"t"', "(", ")", "+", "lower(", ",", "[", "]", ".", " ", "shout(", "'"])
texts = st.lists(pieces, min_size=1, max_size=8).map("".join).filter(str.strip) | st.text(min_size=1).filter(str.strip)


def validated(expression: Any, **fields: Any) -> Any:
    return DataPrep().validate_expression(expression, **fields).body


@pytest.mark.parametrize("expression", GOOD)
def test_a_usable_expression_succeeds_bare_or_nested(expression: str) -> None:
    assert validated(expression) == {"validationStatus": "succeeded", "error": "none"}
    assert validated({"expression": expression}) == validated(expression)


@pytest.mark.parametrize(("expression", "words"), BAD)
def test_an_unusable_expression_fails_with_the_place_under_a_caret(expression: str, words: list[str]) -> None:
    verdict = validated(expression)
    assert verdict["validationStatus"] == "failed"
    assert [word for word in words if word not in verdict["error"]] == []


@given(text=texts)
def test_validation_says_in_either_form_whether_the_engine_takes_an_expression(text: str) -> None:
    try:
        compile_expression(text)
        usable = True
    except ExpressionError:
        usable = False
    client, published = DataPrep(), DataPrep(shared(expression__validate="published"))
    assert (client.validate_expression(text).body["validationStatus"] == "succeeded") == usable
    assert published.validate_expression(text).body is usable


@given(divisor=st.integers(-3, 3))
def test_with_a_sample_an_expression_fails_exactly_when_it_has_no_value(divisor: int) -> None:
    sample = json.dumps({"n": divisor})
    for kind in (None, "JSON", "application/json"):
        verdict = validated("1 / n", sampleData=sample, sampleDataType=kind)
        assert (verdict["validationStatus"] == "failed") == (divisor == 0)
    assert validated("1 / n", sampleData=sample, sampleDataType="CSV")["validationStatus"] == "succeeded"


@pytest.mark.parametrize(
    "fields",
    [
        {"expression": " \n"},
        {"expression": {"expression": ""}},
        {"expression": {}},
        {"expression": 5},
        {"expression": None},
        {"expression": "a", "sampleData": ""},
        {"expression": "a", "sampleData": "[{}]"},
        {"expression": "a", "sampleData": '{"a": 1'},
        {"expression": "a", "sampleData": "[" * 2000},
        {"expression": "a", "sampleData": '{"a":' * 100 + "1" + "}" * 100},
        {"expression": "a", "sampleData": {"a": 1}},
    ],
)
def test_what_holds_no_expression_or_no_record_is_refused(fields: dict[str, Any]) -> None:
    assert DataPrep().validate_expression(**fields).status == 400


def test_the_rules_that_an_expression_rests_on_are_named() -> None:
    client = DataPrep()
    assert "date.functions" not in client.validate_expression("lower(a)").rules
    named = client.validate_expression('date_part("year", date(a))').rules
    assert {"date.functions", "date.automatic", "expression.fields"} <= named


def test_every_function_is_listed_and_every_example_is_valid() -> None:
    client = DataPrep()
    listed = client.catalogue("functions").body
    assert listed == [*catalogue()]
    for each in listed[::7]:
        if each["example"]:
            assert client.validate_expression(each["example"]).body["validationStatus"] == "succeeded"


def test_the_documented_operators_are_listed_and_their_examples_are_valid() -> None:
    client = DataPrep()
    listed = client.catalogue("operators").body
    named = {(each["operatorSymbol"], each["methodName"], each["numberOfOperands"]) for each in listed}
    assert named >= {("+", "add", 2), ("/", "divide", 2), ("~", "complement", 1), ("-", "negate", 1), ("!", "not", 1)}
    assert len(named) == len(listed) == 21
    for each in listed:
        assert client.validate_expression(each["example"]).body["validationStatus"] == "succeeded"


def test_a_server_starts_without_the_language_which_is_read_when_it_is_first_needed() -> None:
    code = "import sys, mock_flowservice.app; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    language = tuple(f"mock_flowservice.{room}" for room in ("expressions.", "mapping.", "xdm.check"))
    light = {f"expressions.{each}" for each in ("environment", "errors", "limits")}
    light |= {"mapping.budget", "mapping.mappings"}
    read = {name for name in done.stdout.split() if name.startswith(("lark", "regex", *language))}
    assert {name.removeprefix("mock_flowservice.") for name in read} == light

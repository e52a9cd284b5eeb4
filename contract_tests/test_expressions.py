"""The mapping language: what is an expression, and which functions and operators there are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .api import Api
from .raw import Raw, refused
from .readings import Readings
from .tutorial import DATA_PREP

VALIDATE = f"{DATA_PREP}/languages/el/validate"
GOOD = (
    "name",
    "data.first_name",
    "${a name}",
    "data.items[0].price",
    'concat(first, " ", last)',
    'iif(score > 10, "high", "low")',
    'date(born, "yyyy-MM-dd")',
    "coalesce(a, b, null)",
    "(price - discount) * 2 >= 100 && !returned",
)
"""Of forms that the documentation shows."""
BAD = ("lower(", "1 +", '"open', "a b", "lower(name))", ")", "[1, 2", "a ? b")
UNKNOWN = ("shout(name)", "no_such_function()", "lowr(name)")
DOCUMENTED = (
    "concat explode instr replacestr substr lower lcase upper ucase split join lpad rpad left right ltrim rtrim trim "
    "extract_regex matches_regex sha1 sha256 sha512 md5 crc32 get_url_protocol get_url_host get_url_port get_url_path "
    "get_url_query_str get_url_encoded get_url_decoded now timestamp format dformat date date_part set_date_part "
    "make_date_time zone_date_to_utc zone_date_to_zone is_empty to_object str_to_object contains_key nullify get_keys "
    "get_values map_get_values map_has_keys add_to_map object_to_map coalesce first last add_to_array join_arrays "
    "to_array size_of upsert_array_append upsert_array_replace array_to_map to_map decode iif min max to_bigint "
    "to_decimal to_float to_integer json_to_object uuid fpid_to_ecid"
)
"""Functions that the documentation has for every flow, of nearly all its tables."""
OPERATORS = {("+", "add", 2), ("/", "divide", 2), ("~", "complement", 1), ("-", "negate", 1), ("!", "not", 1)}
"""Those that the published sample shows."""


@pytest.mark.rests_on("expression.language")
@pytest.mark.parametrize("expression", GOOD)
def test_a_well_formed_expression_is_valid(api: Api, expression: str) -> None:
    verdict = api.client.expressions.validate(expression)
    assert verdict.valid, verdict.error


@pytest.mark.rests_on("expression.language")
@pytest.mark.parametrize("expression", [*BAD, *UNKNOWN])
def test_what_is_no_expression_is_not_valid(raw: Raw, expression: str) -> None:
    assert not is_usable(raw, expression)


def is_usable(raw: Raw, expression: str) -> bool:
    """Whether an expression can be used, by either of the documented answers or a refusal; a failure says why."""
    reply = raw("POST", VALIDATE, json={"expression": expression})
    if not reply.ok:
        refused(reply)
        return False
    answer = reply.json()
    if isinstance(answer, bool):
        return answer
    usable: bool = answer["validationStatus"] == "succeeded"
    assert usable == (answer["error"] == "none")
    return usable


@pytest.mark.rests_on("expression.validate")
def test_the_answer_has_one_form_for_good_and_bad(raw: Raw, rules: Readings) -> None:
    good, bad = (raw("POST", VALIDATE, json={"expression": each}).json() for each in ("name", "1 +"))
    named = {"validationStatus": "succeeded", "error": "none"}
    assert good in rules.allowed("expression.validate", tutorial=named, published=True)
    if isinstance(good, bool):
        assert bad is False
    else:
        assert bad["validationStatus"] == "failed"
        assert "line 1, column 4" in bad["error"]


@pytest.mark.rests_on("expression.validate")
@pytest.mark.parametrize("expression", [GOOD[0], BAD[0]])
def test_an_expression_can_be_nested_as_the_published_example_has_it(raw: Raw, expression: str) -> None:
    spelled = (expression, {"expression": expression})
    plain, nested = (raw("POST", VALIDATE, json={"expression": each}) for each in spelled)
    assert (plain.status_code, plain.json()) == (nested.status_code, nested.json())


@pytest.mark.rests_on("expression.limits")
@given(depth=st.integers(1, 40), broken=st.booleans())
def test_parentheses_must_be_in_pairs(raw: Raw, depth: int, broken: bool) -> None:
    text = "(" * depth + "a" + ")" * (depth - broken)
    assert is_usable(raw, text) != broken


def test_a_calculated_field_has_4096_characters_at_most(raw: Raw) -> None:
    longest = "'" + "a" * 4094 + "'"
    assert is_usable(raw, longest)
    assert not is_usable(raw, longest + " ")


@pytest.mark.rests_on("expression.sample", "expression.operators")
def test_a_sample_shows_whether_the_expression_has_a_value(api: Api) -> None:
    validate = api.client.expressions.validate
    assert validate("1 / n", sample='{"n": 4}').valid
    assert not validate("1 / n", sample='{"n": 0}').valid


@pytest.mark.rests_on("request.refusals", "mapping_set.refusals")
@pytest.mark.parametrize(
    "body", [{}, {"expression": None}, {"expression": " "}, {"expression": 5}, [], "name"], ids=str
)
def test_a_body_without_an_expression_is_refused(raw: Raw, body: Any) -> None:
    refused(raw("POST", VALIDATE, json=body))


@pytest.mark.rests_on("expression.catalogue")
def test_the_documented_functions_are_listed_and_each_is_said_how_to_call(api: Api) -> None:
    listed = api.client.expressions.functions()
    assert {*DOCUMENTED.split()} - {each["function"] for each in listed} == set()
    assert [each["function"] for each in listed if each["function"] not in each["syntax"]] == []


@pytest.mark.rests_on("expression.catalogue")
def test_an_example_of_the_catalogue_is_a_valid_expression_and_its_result_is_one_too(api: Api) -> None:
    shown = [each for each in api.client.expressions.functions() if each["example"]]
    assert shown
    for each in shown:
        for text in (each["example"], each["result"]):
            assert api.client.expressions.validate(text).valid, text


def test_the_operators_of_the_published_sample_are_listed(api: Api) -> None:
    listed = api.client.expressions.operators()
    named = {(each["operatorSymbol"], each["methodName"], each["numberOfOperands"]) for each in listed}
    assert OPERATORS - named == set()

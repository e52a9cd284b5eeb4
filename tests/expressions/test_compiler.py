"""A compiled expression gives what the slow interpreter gives, and touches nothing but its record."""

from copy import deepcopy
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from contract_tests.profiles import examples
from mock_flowservice.expressions.compiler import Expression, compile_expression
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.limits import LONGEST_EXPRESSION
from mock_flowservice.expressions.nodes import Node
from mock_flowservice.expressions.parser import parse
from mock_flowservice.expressions.printer import printed
from tests.expressions.cases import environment
from tests.expressions.interpreter import Scope, interpret
from tests.expressions.outcomes import outcome, refusal
from tests.expressions.trees import evaluable, literals, names, nasty_texts, records, values


def flat(value: Any) -> Any:
    """A value such that equal ones are of the same types all through."""
    if isinstance(value, list):
        return [flat(each) for each in value]
    if isinstance(value, dict):
        return {name: flat(each) for name, each in value.items()}
    return type(value), repr(value)


def evaluated(text: str, record: dict[str, Any] | None = None) -> Any:
    return compile_expression(text).evaluate(record or {})


@settings(max_examples=examples(8))
@given(evaluable(), records)
@example(parse("a[-1]"), {"a": [1]})
@example(parse("transformArray([1], x -> transformArray([5], x -> x + ${x}))"), {"x": 2})
@example(parse("left(null, 2)"), {})
def test_the_compiled_expression_agrees_with_the_interpreter(tree: Node, record: dict[str, Any]) -> None:
    text = printed(tree)
    assume(len(text) <= LONGEST_EXPRESSION)
    before = flat(record)
    expression = Expression(text, environment())
    compiled = outcome(lambda: expression.evaluate(record))
    assert flat(record) == before
    wanted = outcome(lambda: interpret(tree, Scope(deepcopy(record), environment(), {})))
    assert [compiled[0], flat(compiled[1])] == [wanted[0], flat(wanted[1])]


@given(evaluable(), st.lists(records, min_size=2, max_size=3))
def test_an_expression_remembers_nothing_of_the_records_before(tree: Node, several: list[dict[str, Any]]) -> None:
    text = printed(tree)
    assume(len(text) <= LONGEST_EXPRESSION)
    again = Expression(text, environment())
    for record in several:
        fresh = Expression(text, environment())
        one, other = (outcome(partial(each.evaluate, record)) for each in (again, fresh))
        assert flat(one[1]) == flat(other[1])


@given(nasty_texts, records)
def test_any_text_has_a_value_or_an_error_with_its_place(text: str, record: dict[str, Any]) -> None:
    error = refusal(lambda: Expression(text).evaluate(record))
    assert error is None or error.place is None or error.place.text == text


@given(literals())
def test_a_literal_is_the_value_that_it_spells(tree: Node) -> None:
    text = printed(tree)
    if len(text) <= LONGEST_EXPRESSION:
        assert flat(Expression(text).evaluate({})) == flat(tree.value)  # type: ignore[union-attr]


@given(names, values)
def test_a_field_is_the_value_itself(name: str, value: Any) -> None:
    assert evaluated(name, {name: value}) is value
    assert evaluated(f"${{{name}}}", {name: value}) is value
    assert evaluated(f"a.b.{name}", {"a": {"b": {name: value}}}) is value
    assert evaluated(f'a["{name}"][1]', {"a": {name: [0, value]}}) is value
    assert evaluated(f"transformArray([1], {name} -> {name})[0]", {name: value}) == 1
    assert evaluated(f"transformArray([1], _ -> ${{{name}}})[0]", {name: value}) is value
    assert evaluated(f"transformArray([1], _ -> a.{name})[0]", {"a": {name: value}}) is value


PYTHON = ("__class__", "__dict__", "__globals__", "__init__", "mro", "keys", "get", "items", "real", "append")


@pytest.mark.parametrize("name", PYTHON)
@given(value=values)
def test_nothing_of_python_can_be_reached(name: str, value: Any) -> None:
    for text in (name, f"v.{name}", f"v.{name}.{name}", f"${{v.{name}}}", f"v.${{{name}}}", f"v.a.{name}"):
        inside = value.get(name) if isinstance(value, dict) else None
        assert evaluated(text, {"v": value}) is None or inside is not None or "v.a" in text
    if not isinstance(value, list):
        assert evaluated(f"v['{name}']", {"v": value}) == (value.get(name) if isinstance(value, dict) else None)
    if name != "get":
        for text in (f"v.{name}()", f"{name}(v)"):
            with pytest.raises(ExpressionError, match=f"there is no (method|function) '{name}'"):
                Expression(text)


WRONG = [
    ("1 +\n  2 / 0", 2, 5, "division by zero"),
    ("upper(\n\t[1])", 2, 2, "upper cannot use its"),
    ("'😀' + [1]", 1, 5, "a list of 1 is no text"),
    ("iif(true, 1 / 0, 2)", 1, 13, "division by zero"),
    ("filterArray(a, x ->\r\n x / 0 > 1)", 2, 4, "division by zero"),
    ("a['x']", 1, 3, "'x' is no number"),
    ("{a[0]: 1, null: 2}", 1, 1, "null is no key"),
    ("[1, -'x']", 1, 5, "'x' is no number"),
    ("size\nsize a", 1, 1, "2 has no size"),
    ("a\n=~ '('", 2, 1, "\\("),
    ("left('a',\n  'b')", 2, 3, "'b' is no number"),
    ("'a'.equals(\n1 / 0)", 2, 3, "division by zero"),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), WRONG)
def test_an_error_points_at_what_fails(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(ExpressionError, match=message) as caught:
        evaluated(text, {"a": [1, 2]})
    assert caught.value.place
    assert (caught.value.place.line, caught.value.place.column) == (line, column)
    assert caught.value.place.caret().split("\n")[0] == text.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("1 + upprr(a)", 5, "there is no function 'upprr'; is upper meant\\?"),
        ("a.upper()", 3, "'upper' is written upper\\(value, ...\\)"),
        ("1 + left(a)", 5, "left takes 2 arguments, not 1"),
        ("a.equals()", 3, "equals takes 1 argument, not 0"),
        ("[filterArray(a, 1)]", 17, "filterArray wants a lambda of one parameter"),
        ("upper(x -> x)", 7, "a lambda can only be an argument of a function that takes one"),
        ("iif(true, x -> x, 1)", 11, "a lambda can only be an argument of a function that takes one"),
        ("iif(true, 1, nothing_such())", 14, "there is no function 'nothing_such'"),
    ],
)
def test_what_can_never_work_is_refused_before_there_is_a_record(text: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionError, match=message) as caught:
        Expression(text)
    assert caught.value.place
    assert caught.value.place.column == column


def test_what_an_expression_says_is_read_once() -> None:
    assert compile_expression("a + 1").tree is compile_expression("a + 1", environment()).tree


def test_only_what_is_asked_for_is_evaluated() -> None:
    for text in ("false && 1 / 0", "true || 1 / 0", "true ? 1 : 1 / 0", "1 ?: 1 / 0", "iif(true, 1, 1 / 0)"):
        assert evaluated(text) in (True, False, 1)
    for text in ("true && 1 / 0", "false || 1 / 0", "false ? 1 : 1 / 0", "0 ?: 1 / 0", "concat('a', 1 / 0)", "[1 / 0]"):
        with pytest.raises(ExpressionError, match="division by zero"):
            evaluated(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("explode(a, b)", "expression.regexes"),
        ("a !~ b", "expression.regexes"),
        ("contains_key('a.b')", "mapping.paths"),
        ("is_set('a.b')", "mapping.paths"),
    ],
)
def test_a_value_rests_on_the_rules_of_the_patterns_and_paths_in_its_texts(text: str, rule: str) -> None:
    assert rule in compile_expression(text).rules
    assert rule not in compile_expression("split(explode, contains_key) == a").rules

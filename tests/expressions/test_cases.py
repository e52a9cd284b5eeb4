"""Every case of `fixtures/expressions` holds, and every function and operator has its cases."""

from collections import Counter
from collections.abc import Iterator

import pytest

from mock_flowservice.expressions.compiler import Expression
from mock_flowservice.expressions.errors import ExpressionError
from mock_flowservice.expressions.functions import FUNCTIONS, METHODS
from mock_flowservice.expressions.nodes import Binary, Call, Conditional, Logical, Method, Node, Prefix
from mock_flowservice.expressions.operators import BINARY, PREFIX
from mock_flowservice.expressions.parser import parse
from mock_flowservice.mapping.coercion import unschemed
from tests.expressions.cases import Case, cases, environment

SYMBOLS = {*BINARY, *(f"unary {each}" for each in PREFIX), "&&", "||", "?:"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.table}: {case.expression}")
def test_a_case_holds(case: Case) -> None:
    if case.error is not None:
        with pytest.raises(ExpressionError, match=case.error):
            Expression(case.expression, environment()).evaluate(case.record)
        return
    value = unschemed(Expression(case.expression, environment()).evaluate(case.record))
    assert case.holds(value), value


def used(node: Node) -> Iterator[str]:
    """The functions and operators in a tree."""
    match node:
        case Call(name) | Method(_, name):
            yield name
        case Binary(operator) | Logical(operator):
            yield operator
        case Prefix(operator):
            yield f"unary {operator}"
        case Conditional():
            yield "?:"
    for part in node.parts():
        yield from used(part)


def subjects(case: Case) -> set[str]:
    try:
        return set(used(parse(case.expression)))
    except ExpressionError:
        return set()


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, *METHODS, *SYMBOLS}))
def test_a_function_or_operator_has_three_cases_and_one_of_them_is_null_or_an_error(name: str) -> None:
    own = [case for case in cases() if name in subjects(case)]
    failing = [case for case in own if case.error is not None or (case.result is None and case.matches is None)]
    assert len(own) >= 3
    assert failing or any("null" in case.expression for case in own)


def test_no_case_is_written_twice() -> None:
    seen = Counter((case.expression, str(case.record)) for case in cases())
    assert not [expression for (expression, _), count in seen.items() if count > 1]

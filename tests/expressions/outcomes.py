"""What something comes to: a value, or the refusal to give one."""

from collections.abc import Callable
from typing import Any

from mock_flowservice.expressions.compiler import compile_expression
from mock_flowservice.expressions.errors import ExpressionError


class Refused(Exception):
    """There is no value."""


def evaluate(expression: str, /, **record: Any) -> Any:
    """The value of an expression for a record of these fields."""
    return compile_expression(expression).evaluate(record)


def refusal(work: Callable[[], Any]) -> ExpressionError | None:
    """The ExpressionError that something ends with, if it ends with one."""
    try:
        work()
    except ExpressionError as error:
        return error
    return None


def outcome(evaluate: Callable[[], Any]) -> tuple[str, Any]:
    """The value that something gives, or that it gives none."""
    try:
        return "value", evaluate()
    except (Refused, ExpressionError):
        return "error", None

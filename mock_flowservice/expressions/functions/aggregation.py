"""The least and the greatest of values."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from functools import partial, reduce

from ..errors import ExpressionError
from ..operators import comparable
from ..values import Value, shown
from . import registry
from .arrays import given

function = partial(registry.function, table="aggregation", rule="expression.aggregation")


@function("min")
def least(value: Value, *values: Value) -> Value:
    """The least of the values, or of the members of one list.

    Source: doc help/data-prep/functions.md. One list, nulls passed over and kinds not mixed are inferred: rule
    expression.aggregation.
    """
    return extreme(given((value, *values)), lambda one, other: other < one)


@function("max")
def greatest(value: Value, *values: Value) -> Value:
    """The greatest of the values, or of the members of one list.

    Source: doc help/data-prep/functions.md. One list, nulls passed over and kinds not mixed are inferred: rule
    expression.aggregation.
    """
    return extreme(given((value, *values)), lambda one, other: other > one)


def extreme(values: Iterable[Value], beats: Callable[..., bool]) -> Value:
    """The first of the values that no other beats; null when there is none."""
    members = [each for each in values if each is not None]
    if not members:
        return None
    for each in members:
        if kind(each) is not kind(members[0]):
            raise ExpressionError(f"{shown(members[0])} and {shown(each)} have no order")
    return reduce(lambda one, other: other if beats(*comparable(one, other)) else one, members)


def kind(value: Value) -> type:
    """The kind of a value that has an order; all numbers are of one."""
    for each in (bool, str, datetime):
        if isinstance(value, each):
            return each
    if isinstance(value, int | float | Decimal):
        return float
    raise ExpressionError(f"{shown(value)} has no order")

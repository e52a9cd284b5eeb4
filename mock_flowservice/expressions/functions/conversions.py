"""Numbers out of text."""

from array import array
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from ..errors import ExpressionError
from ..limits import MOST_DIGITS
from ..operators import exact
from ..values import as_number, decimal_in, finite, shown
from . import registry

function = partial(registry.function, table="conversions", rule="expression.conversions")

Spelled: TypeAlias = str | int | float | Decimal
"""A number, or text that spells one."""


@function("to_bigint")
def to_bigint(text: Spelled) -> int | Decimal:
    """The number that a text spells, with all its digits, those after the point too.

    Source: doc help/data-prep/functions.md. Its bounds are inferred: rule expression.conversions.
    """
    return spelled(text)


@function("to_decimal")
def to_decimal(text: Spelled) -> float:
    """The number that a text spells, in double precision.

    Source: doc help/data-prep/functions.md. Refusing numbers too large is inferred: rule expression.conversions.
    """
    try:
        return finite(float(as_number(text)))
    except OverflowError:
        raise ExpressionError("the number is too large") from None


@function("to_float")
def to_float(text: Spelled) -> float:
    """The number that a text spells, in single precision.

    Source: doc help/data-prep/functions.md. Its digits are inferred: rule expression.conversions.
    """
    kept = finite(single(to_decimal(text)))
    candidates = (float(f"{kept:.{digits}g}") for digits in range(1, 10))
    return next(each for each in candidates if single(each) == kept)


def single(number: float) -> float:
    """The nearest number of single precision; infinite beyond its range."""
    return array("f", [number])[0]


@function("to_integer")
def to_integer(text: Spelled) -> int:
    """The whole number that a text spells.

    Source: doc help/data-prep/functions.md. Refusing a fraction is inferred: rule expression.conversions.
    """
    number = spelled(text)
    if isinstance(number, int):
        return number
    raise ExpressionError(f"{shown(text)} is no whole number")


def spelled(text: Spelled) -> int | Decimal:
    """The number that a text spells, with all its digits; raises ExpressionError."""
    number = decimal_in(text) if isinstance(text, str) else exact(as_number(text))
    if number is None or abs(number.adjusted()) >= MOST_DIGITS:
        raise ExpressionError(f"{shown(text)} is no number that can be read")
    return int(number) if number == number.to_integral_value() else number

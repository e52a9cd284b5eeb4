"""What a value is, and how one kind is read as another.

Source: Apache Commons JEXL 3.1 for operators; doc help/data-prep/functions.md for functions; rule expression.values.
"""

import re
from datetime import datetime
from decimal import Decimal
from math import inf, isfinite, isinf
from typing import Any, TypeAlias

from .dates.iso import iso_text
from .errors import ExpressionError
from .limits import MOST_DIGITS

Value: TypeAlias = bool | int | float | Decimal | str | datetime | list[Any] | dict[str, Any] | None
"""Null, a truth value, number, text, date-time (always with its zone), list or object."""
Number: TypeAlias = int | float | Decimal

LARGEST = 10**MOST_DIGITS
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?", re.ASCII)
_ALWAYS_TRUE = (list, dict, datetime)
_SCALARS = (type(None), bool, int, float, Decimal, datetime)


def shown(value: Value) -> str:
    """A value as messages show it: short, and telling text from numbers."""
    if isinstance(value, list | dict):
        return f"{'a list' if isinstance(value, list) else 'an object'} of {len(value)}"
    text = text_of(value) if isinstance(value, _SCALARS) else repr(value[:80] if isinstance(value, str) else value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def text_of(value: Value) -> str:
    """The text of a scalar; empty for null. Raises ExpressionError for lists and objects."""
    return "" if value is None else as_text(value)


def as_text(value: Value) -> str:
    """The text of a scalar that is not null; raises ExpressionError for lists and objects."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return repr(within(value))
        case float():
            return repr(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return iso_text(value)
        case _:
            raise ExpressionError(f"{shown(value)} is no text")


def as_number(value: Value) -> Number:
    """A number, or the number that a text spells; raises ExpressionError for anything else."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    number = number_in(value) if isinstance(value, str) else None
    if number is None:
        raise ExpressionError(f"{shown(value)} is no number")
    return number


def number_in(text: str) -> Number | None:
    """The number that a text spells, None if it spells none: a whole number where it has neither point nor exponent."""
    text = text.strip()
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= MOST_DIGITS else None
    number = float(text) if len(text) <= MOST_DIGITS and _NUMBER.fullmatch(text) else inf
    return number if isfinite(number) else None


def decimal_in(text: str) -> Decimal | None:
    """The number that a text spells, with all its digits; None if it spells none."""
    text = text.strip()
    return Decimal(text) if len(text) <= MOST_DIGITS and _NUMBER.fullmatch(text) else None


def as_integer(value: Value) -> int:
    """A whole number, also out of text or of a number without a fraction; raises ExpressionError otherwise."""
    if type(value) is int:
        return value
    number = as_number(value)
    if isinstance(number, int) or (isfinite(number) and number == int(number)):
        return int(number)
    raise ExpressionError(f"{shown(value)} is no whole number")


def as_date(value: Value) -> datetime:
    """A date-time; raises ExpressionError for anything else, text included."""
    if isinstance(value, datetime):
        return value
    hint = ", which date(...) makes of text" if isinstance(value, str) else ""
    raise ExpressionError(f"{shown(value)} is no date-time{hint}")


def as_list(value: Value) -> list[Any]:
    """A list; raises ExpressionError for anything else."""
    if isinstance(value, list):
        return value
    raise ExpressionError(f"{shown(value)} is no list")


def as_object(value: Value) -> dict[str, Any]:
    """An object; raises ExpressionError for anything else."""
    if isinstance(value, dict):
        return value
    raise ExpressionError(f"{shown(value)} is no object")


def truth(value: Value) -> bool:
    """Whether a value counts as true. Source: Apache Commons JEXL 3.1; rule expression.values."""
    if value is None or isinstance(value, bool):
        return value is True
    if isinstance(value, str):
        return value not in ("", "false")
    return isinstance(value, _ALWAYS_TRUE) or (value == value and value != 0)


def within(number: int) -> int:
    """The number, unless it has too many digits: then an ExpressionError."""
    if -LARGEST < number < LARGEST:
        return number
    raise ExpressionError(f"the number has more than {MOST_DIGITS:,} digits")


def finite(number: float) -> float:
    """The number, unless it is infinite or none: then an ExpressionError."""
    if isfinite(number):
        return number
    raise ExpressionError("the number is too large" if isinf(number) else "the result is no number")

"""What the operators do.

Source: Apache Commons JEXL 3.1; rules expression.operators and expression.values.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, localcontext
from math import fmod
from operator import add as plus
from operator import and_, ge, gt, le, lt, mul, or_, sub, xor
from typing import Any

from .dates.iso import EPOCH
from .errors import ExpressionError
from .limits import MOST_DIGITS, room_for_members, room_for_text
from .regexes import matches
from .values import Number, Value, as_integer, as_number, finite, number_in, shown, text_of, truth, within

DECIMALS = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-MOST_DIGITS, Emax=MOST_DIGITS)
"""How Decimals are rounded. Source: Apache Commons JEXL 3.1, whose default is the DECIMAL128 of Java."""
NUMBERS = (int, float, Decimal)
"""Truth values are among them: they count as 1 and 0."""
PLAIN = frozenset((int, float))
"""Types whose values Python computes with and compares as they are."""


def arithmetic(compute: Callable[[Any, Any], Number]) -> Callable[[Value, Value], Number]:
    """An operator on two numbers: null and empty text count as 0, a Decimal on one side makes both Decimals."""

    def operate(left: Value, right: Value) -> Number:
        return computed(compute, operand(left), operand(right))

    return operate


def computed(compute: Callable[[Any, Any], Number], left: Number, right: Number) -> Number:
    """The result for two numbers; raises ExpressionError where there is none within bounds."""
    try:
        if isinstance(left, Decimal) or isinstance(right, Decimal):
            with localcontext(DECIMALS):
                return compute(exact(left), exact(right))
        number = compute(left, right)
    except ZeroDivisionError:
        raise ExpressionError("division by zero") from None
    except (OverflowError, DecimalException):
        raise ExpressionError("the number is too large") from None
    return within(number) if isinstance(number, int) else finite(number)  # type: ignore[arg-type]


def operand(value: Value) -> Number:
    """A value as arithmetic reads it."""
    if type(value) in PLAIN:
        return value  # type: ignore[return-value]
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        return int(value)
    return as_number(value)


def exact(number: Number) -> Decimal:
    """A number as a Decimal, with the digits that its text has."""
    return number if isinstance(number, Decimal) else Decimal(repr(number))


def divide(left: Any, right: Any) -> Number:
    """The quotient; of two whole numbers without its fraction."""
    if not right:
        raise ZeroDivisionError
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    return left / right  # type: ignore[no-any-return]


def mod(left: Any, right: Any) -> Number:
    """The remainder, with the sign of the left side."""
    if not right:
        raise ZeroDivisionError
    if isinstance(left, Decimal):
        return left % right  # type: ignore[no-any-return]
    if isinstance(left, float) or isinstance(right, float):
        return fmod(left, right)
    remainder = abs(left) % abs(right)
    return -remainder if left < 0 else remainder  # type: ignore[no-any-return]


def add(left: Value, right: Value) -> Value:
    """Two texts one after the other, else the sum, else the texts of both one after the other."""
    if type(left) is str and type(right) is str:
        return glue(left, right)
    try:
        one, other = operand(left), operand(right)
    except ExpressionError:
        return glue(text_of(left), text_of(right))
    return computed(plus, one, other)


def glue(left: str, right: str) -> str:
    """Two texts as one."""
    room_for_text(len(left) + len(right))
    return left + right


def negate(value: Value) -> Number:
    """The number with the other sign."""
    number = operand(value)
    return number.copy_negate() if isinstance(number, Decimal) and number else -number


def bits(compute: Callable[[int, int], int]) -> Callable[[Value, Value], int]:
    """An operator on the bits of two whole numbers of 64 bits; null counts as 0."""

    def operate(left: Value, right: Value) -> int:
        return signed(compute(as_integer(operand(left)), as_integer(operand(right))))

    return operate


def signed(number: int) -> int:
    """The lowest 64 bits of a number, as a signed number."""
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


def complement(value: Value) -> int:
    """The number with every bit turned over."""
    return signed(~as_integer(operand(value)))


def equals(left: Value, right: Value) -> bool:
    """Null equals only null; a truth value asks for the truth of the other side, a number for its number.

    Of lists and objects the members are compared.
    """
    if left is None or right is None:
        return left is right
    if type(left) is str and type(right) is str:
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, NUMBERS) or isinstance(right, NUMBERS):
        return equals_number(left, right) if isinstance(left, NUMBERS) else equals_number(right, left)
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return of_one_kind(left, right) and equals_inside(left, right)
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left - EPOCH == right - EPOCH
    return text_of(left) == text_of(right)


def equals_number(number: Any, value: Value) -> bool:
    """Whether a value that may be text is that number; empty text is 0."""
    other: Any = (number_in(value) if value else 0) if isinstance(value, str) else value
    if isinstance(number, Decimal) or isinstance(other, Decimal):
        return isinstance(other, NUMBERS) and exact(number) == exact(other)
    return isinstance(other, NUMBERS) and number == other


def of_one_kind(left: Value, right: Value) -> bool:
    """Whether two values are both lists, or both objects."""
    return any(isinstance(left, kind) and isinstance(right, kind) for kind in (list, dict))


def equals_inside(left: Any, right: Any) -> bool:
    """Whether two lists or objects have equal members; raises ExpressionError if there are too many to compare."""
    waiting, compared = [(left, right)], 0
    while waiting:
        one, other = waiting.pop()
        if one is other:
            continue
        if of_one_kind(one, other):
            if len(one) != len(other) or (isinstance(one, dict) and one.keys() != other.keys()):
                return False
            names = one if isinstance(one, dict) else range(len(one))
            waiting += ((one[name], other[name]) for name in names)
        elif not equals(one, other):
            return False
        compared += 1
        room_for_members(compared)
    return True


def ordered(holds: Callable[[Any, Any], bool], *, nulls: bool) -> Callable[[Value, Value], bool]:
    """A comparison: false when one side is null, `nulls` when both are."""

    def operate(left: Value, right: Value) -> bool:
        if type(left) in PLAIN and type(right) in PLAIN:
            return holds(left, right)
        if left is None or right is None:
            return nulls and left is right
        return holds(*comparable(left, right))

    return operate


def comparable(left: Value, right: Value) -> tuple[Any, Any]:
    """Two values that are not null as Python orders them; raises ExpressionError if nothing orders them."""
    if isinstance(left, NUMBERS) or isinstance(right, NUMBERS):
        one, other = operand(left), operand(right)
        return (exact(one), exact(other)) if isinstance(one, Decimal) or isinstance(other, Decimal) else (one, other)
    if isinstance(left, str) or isinstance(right, str):
        return code_units(text_of(left)), code_units(text_of(right))
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left - EPOCH, right - EPOCH
    raise ExpressionError(f"{shown(left)} and {shown(right)} have no order")


def code_units(text: str) -> bytes:
    """A text as Java orders it."""
    return text.encode("utf-16-be", "surrogatepass")


def is_in(left: Value, right: Value) -> bool:
    """`=~`: all of a text matches a regular expression, or a value is in a list, or a name in an object."""
    if isinstance(right, list):
        return any(equals(left, member) for member in right)
    if isinstance(right, dict):
        return left is not None and text_of(left) in right
    return both(left, right, matches)


def both(left: Value, right: Value, holds: Callable[[str, str], bool]) -> bool:
    """Whether something holds of two texts; null goes only with null."""
    if left is None or right is None:
        return left is right
    return holds(text_of(left), text_of(right))


def starts_with(left: Value, right: Value) -> bool:
    """`=^`."""
    return both(left, right, str.startswith)


def ends_with(left: Value, right: Value) -> bool:
    """`=$`."""
    return both(left, right, str.endswith)


def opposite(holds: Callable[[Value, Value], bool]) -> Callable[[Value, Value], bool]:
    """What holds where something does not."""
    return lambda left, right: not holds(left, right)


def is_empty(value: Value) -> bool:
    """Whether a value is null, or text, a list or an object without anything in it."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def size(value: Value) -> int:
    """How many characters or members there are; 0 for null. Raises ExpressionError for other values."""
    if value is None:
        return 0
    if isinstance(value, str | list | dict):
        return len(value)
    raise ExpressionError(f"{shown(value)} has no size")


BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": arithmetic(sub),
    "*": arithmetic(mul),
    "/": arithmetic(divide),
    "%": arithmetic(mod),
    "&": bits(and_),
    "|": bits(or_),
    "^": bits(xor),
    "==": equals,
    "!=": opposite(equals),
    "<": ordered(lt, nulls=False),
    "<=": ordered(le, nulls=True),
    ">": ordered(gt, nulls=False),
    ">=": ordered(ge, nulls=True),
    "=~": is_in,
    "!~": opposite(is_in),
    "=^": starts_with,
    "!^": opposite(starts_with),
    "=$": ends_with,
    "!$": opposite(ends_with),
}
PREFIX: dict[str, Callable[[Value], Value]] = {
    "-": negate,
    "!": lambda value: not truth(value),
    "~": complement,
    "empty": is_empty,
    "size": size,
}

"""What values count as and what operators do, line by line after the tables of the reference."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Context, Decimal, DecimalException, localcontext
from fractions import Fraction
from math import fmod, inf, isfinite, trunc
from typing import Any

from mock_flowservice.expressions.dates.iso import iso_text
from mock_flowservice.expressions.regexes import matches
from tests.expressions.outcomes import Refused


def kind(value: Any) -> str:
    """In one word, of what kind a value is."""
    kinds = {bool: "truth", int: "number", float: "number", Decimal: "number", str: "text", datetime: "date"}
    return "null" if value is None else kinds.get(type(value), type(value).__name__)


def truth(value: Any) -> bool:
    """Null, 0, empty text and the text `false` are false."""
    return not (value is None or value is False or value in ("", "false") or (kind(value) == "number" and value == 0))


def text(value: Any) -> str:
    """The text of a scalar."""
    if kind(value) in ("list", "dict"):
        raise Refused(value)
    if isinstance(value, datetime):
        return iso_text(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return {None: "", True: "true", False: "false"}.get(value, str(value)) if kind(value) != "number" else str(value)


def number(value: Any) -> Any:
    """A number, or what a text spells; text with a point or an exponent is a fraction."""
    if kind(value) == "number":
        return value
    if not isinstance(value, str):
        raise Refused(value)
    spelled = value.strip()
    if len(spelled) > 1000 or not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", spelled):
        raise Refused(value)
    found = int(spelled) if re.fullmatch(r"[+-]?[0-9]+", spelled) else float(spelled)
    if found in (inf, -inf):
        raise Refused(value)
    return found


def integer(value: Any) -> int:
    """A number without a fraction."""
    found = number(value)
    if found != int(found):
        raise Refused(value)
    return int(found)


def operand(value: Any) -> Any:
    """What arithmetic counts with: null and empty text are 0, true is 1."""
    if value is None or value is False or value == "":
        return 0
    return 1 if value is True else number(value)


def same_kind(wanted: type) -> Callable[[Any], Any]:
    """What takes a value of one kind only."""

    def taken(value: Any) -> Any:
        if not isinstance(value, wanted):
            raise Refused(value)
        return value

    return taken


TAKEN: dict[Any, Callable[[Any], Any]] = {
    str: text,
    int: integer,
    float: number,
    bool: truth,
    datetime: same_kind(datetime),
    list: same_kind(list),
    dict: same_kind(dict),
}


def prefix(operator: str, value: Any) -> Any:
    """An operator before its operand."""
    match operator:
        case "!":
            return not truth(value)
        case "-":
            return negated(operand(value))
        case "~":
            return signed(-1 - integer(operand(value)))
        case "empty":
            return value is None or value == "" or value == [] or value == {}
        case _:
            if kind(value) not in ("null", "text", "list", "dict"):
                raise Refused(value)
            return 0 if value is None else len(value)


def negated(found: Any) -> Any:
    """The number with the other sign, all its digits kept; only a float can be less than nothing and yet be nothing."""
    return found.copy_negate() if isinstance(found, Decimal) and found != 0 else -found


def binary(operator: str, left: Any, right: Any) -> Any:
    """An operator between its operands."""
    if operator == "+":
        return plus(left, right)
    if operator in "-*/%":
        return arithmetic(operator, left, right)
    if operator in "&|^":
        return bitwise(operator, integer(operand(left)), integer(operand(right)))
    if operator in ("<", "<=", ">", ">="):
        return compare(operator, left, right)
    holds = {"=": equals, "~": contains, "^": starts, "$": ends}[operator[1]](left, right)
    return holds if operator[0] == "=" else not holds


def plus(left: Any, right: Any) -> Any:
    """Two texts are joined; else two numbers are added; else the texts are joined."""
    if not (isinstance(left, str) and isinstance(right, str)):
        try:
            operand(left), operand(right)
        except Refused:
            pass
        else:
            return arithmetic("+", left, right)
    joined = text(left) + text(right)
    if len(joined) > 1_000_000:
        raise Refused(joined)
    return joined


def arithmetic(operator: str, left: Any, right: Any) -> Any:
    """Decimals stay Decimals, whole numbers whole, all else is a fraction."""
    one, other = operand(left), operand(right)
    if operator in "/%" and other == 0:
        raise Refused("division by zero")
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return decimal(operator, Decimal(str(one)), Decimal(str(other)))
    whole = isinstance(one, int) and isinstance(other, int)
    try:
        result = exactly(operator, one, other) if whole else roughly(operator, one, other)
    except OverflowError:
        raise Refused("too large") from None
    if abs(result) >= 10**1000 or not (whole or isfinite(result)):
        raise Refused(result)
    return result


def exactly(operator: str, one: int, other: int) -> int:
    """On whole numbers: what is left of a division has the sign of the left side."""
    quotient = trunc(Fraction(one, other)) if other else 0
    return {"+": one + other, "-": one - other, "*": one * other, "/": quotient, "%": one - quotient * other}[operator]


def roughly(operator: str, one: float, other: float) -> float:
    """On floats."""
    match operator:
        case "+":
            return one + other
        case "-":
            return one - other
        case "*":
            return one * other
        case "/":
            return one / other
        case _:
            return fmod(one, other)


def decimal(operator: str, one: Decimal, other: Decimal) -> Decimal:
    """On Decimals of 34 digits."""
    try:
        with localcontext(Context(prec=34, Emin=-1000, Emax=1000)):
            match operator:
                case "+":
                    return one + other
                case "-":
                    return one - other
                case "*":
                    return one * other
                case "/":
                    return one / other
                case _:
                    return one % other
    except DecimalException:
        raise Refused(operator) from None


def signed(bits: int) -> int:
    """The last 64 bits as a number in two's complement."""
    return int.from_bytes((bits & (2**64 - 1)).to_bytes(8, "big"), "big", signed=True)


def bitwise(operator: str, one: int, other: int) -> int:
    """Bit by bit."""
    ones, others = ([number >> place & 1 for place in range(64)] for number in (one, other))
    wanted = {"&": (2,), "|": (1, 2), "^": (1,)}[operator]
    return signed(sum(((a + b) in wanted) << at for at, (a, b) in enumerate(zip(ones, others, strict=True))))


def equals(left: Any, right: Any) -> bool:
    """`==`, by the table."""
    kinds = {kind(left), kind(right)}
    if "null" in kinds:
        return kinds == {"null"}
    if "truth" in kinds:
        return truth(left) is truth(right)
    if "number" in kinds:
        try:
            return exact(left) == exact(right)
        except Refused:
            return False
    if kinds == {"list"}:
        return len(left) == len(right) and all(equals(*pair) for pair in zip(left, right, strict=True))
    if kinds == {"dict"}:
        return sorted(left) == sorted(right) and all(equals(left[name], right[name]) for name in left)
    if kinds & {"list", "dict"}:
        return False
    if kinds == {"date"}:
        return bool(left.astimezone(UTC) == right.astimezone(UTC))
    return text(left) == text(right)


def exact(value: Any) -> Fraction:
    """A number as its digits say; text is converted, empty text is 0."""
    found = operand(value)
    return Fraction(str(found)) if isinstance(found, float | Decimal) else Fraction(found)


def compare(operator: str, left: Any, right: Any) -> bool:
    """`<`, `<=`, `>`, `>=`, by the table."""
    if left is None or right is None:
        return left is right and operator in ("<=", ">=")
    kinds, one, other = {kind(left), kind(right)}, left, right
    if kinds & {"number", "truth"}:
        one, other = exact(left), exact(right)
    elif "text" in kinds:
        one, other = (text(value).encode("utf-16-be", "surrogatepass") for value in (left, right))
    elif kinds == {"date"}:
        one, other = left.astimezone(UTC), right.astimezone(UTC)
    else:
        raise Refused(kinds)
    return bool({"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[operator])


def contains(left: Any, right: Any) -> bool:
    """`=~`, by the table."""
    if isinstance(right, list):
        return any(equals(left, each) for each in right)
    if isinstance(right, dict):
        return left is not None and text(left) in right
    return left is right if left is None or right is None else matches(text(left), text(right))


def starts(left: Any, right: Any) -> bool:
    """`=^`, by the table."""
    return left is right if left is None or right is None else text(left)[: len(text(right))] == text(right)


def ends(left: Any, right: Any) -> bool:
    """`=$`, by the table."""
    if left is None or right is None:
        return left is right
    return len(text(left)) >= len(text(right)) and text(left)[len(text(left)) - len(text(right)) :] == text(right)

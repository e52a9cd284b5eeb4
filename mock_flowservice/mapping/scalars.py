"""The scalars of the coercion table: what becomes of each kind of value in a field of each kind.

Source: rules mapping.coercion, mapping.null and mapping.unschemed; doc help/data-prep/data-handling.md for booleans.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import inf, isfinite
from types import NoneType
from typing import Any, TypeVar

from ..expressions.dates import automatic, iso
from ..expressions.errors import ExpressionError
from ..expressions.limits import MOST_DIGITS
from ..expressions.values import LARGEST, Number, Value, as_text, number_in, shown
from ..xdm.fields import Kind

T = TypeVar("T")
Row = Mapping[type, Callable[[Any], Value]]
"""What is made of a value, by its type; what is not there is refused."""

WORDS: Mapping[str | int, bool] = {
    **dict.fromkeys(("y", "Y", "yes", "YES", "on", "ON", "true", "TRUE", 1), True),
    **dict.fromkeys(("n", "N", "no", "NO", "off", "OFF", "false", "FALSE", 0), False),
}
"""What stands for a truth value. Source: doc help/data-prep/data-handling.md; rule mapping.coercion for 1 and 0,
and that there are no others."""
_LEAST, _GREATEST = -(2**63), 2**64 - 1
"""Between these, whole numbers are written as they are; beyond, as fractions."""
_MINUTE = timedelta(minutes=1)


def _fits(value: Number) -> bool:
    """Whether JSON carries a number of this size exactly, if it is whole."""
    return not (isinstance(value, Decimal) and value.is_nan()) and _LEAST <= value <= _GREATEST


def _whole(value: Number) -> int:
    """A number behind whose point nothing remains."""
    if not _fits(value) or value != int(value):
        raise refusal(value, Kind.INTEGER.value)
    return int(value)


def _number(value: Number) -> int | float:
    """A number that JSON can carry: what is whole stays whole as far as possible."""
    if not isinstance(value, float) and _fits(value) and value == int(value):
        return int(value)
    try:
        number = float(value)
    except (OverflowError, ValueError):
        number = inf
    if not isfinite(number):
        raise refusal(value, "a number that JSON can carry")
    return number


def _spelled(text: str) -> Number:
    """The number that a text spells."""
    if (number := number_in(text)) is None:
        raise refusal(text, Kind.NUMBER.value)
    return number


def _number_text(value: Number) -> str:
    """A number as text, unless it has no digits or far too many."""
    if isinstance(value, int):
        writable = -LARGEST < value < LARGEST
    elif isinstance(value, float):
        writable = isfinite(value)
    else:
        writable = value.is_finite() and abs(value.adjusted()) < MOST_DIGITS
    if not writable:
        raise refusal(value, Kind.STRING.value)
    return as_text(value)


def _truth(value: str | int) -> bool:
    """The truth value that a word stands for, or 1 or 0."""
    if value not in WORDS:
        raise refusal(value, Kind.BOOLEAN.value)
    return WORDS[value]


def _moment_text(moment: datetime) -> str:
    """A date-time; one whose offset has seconds, as those of old have, in UTC: the format has none."""
    try:
        uneven = (moment.utcoffset() or timedelta()) % _MINUTE
        return iso.iso_text(moment.astimezone(UTC) if uneven else moment)
    except OverflowError:
        raise refusal(moment, Kind.DATE_TIME.value) from None


def _same(value: T) -> T:
    return value


def _unless_empty(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """A text as what it stands for; an empty one as null. Source: rule mapping.null."""
    return lambda text: read(text) if text else None


def _dates(written: Callable[[datetime], str]) -> Row:
    """The row of a kind of date; an integer counts milliseconds."""
    return {
        NoneType: _same,
        str: _unless_empty(lambda text: written(automatic.read(text))),
        int: lambda value: written(iso.from_milliseconds(value)),
        datetime: written,
    }


INTEGER: Mapping[type, Callable[[Any], int | None]] = {
    NoneType: _same,
    str: _unless_empty(lambda text: _whole(_spelled(text))),
    int: _same,
    float: _whole,
    Decimal: _whole,
    bool: int,
    datetime: iso.to_milliseconds,
}
_NUMBER: Row = {
    NoneType: _same,
    str: _unless_empty(lambda text: _number(_spelled(text))),
    int: _number,
    float: _number,
    Decimal: _number,
    bool: int,
    datetime: iso.to_milliseconds,
}
_STRING: Row = {
    NoneType: _same,
    int: _number_text,
    float: _number_text,
    Decimal: _number_text,
    bool: as_text,
    datetime: _moment_text,
}
SCALARS: Mapping[Kind, Row] = {
    Kind.STRING: _STRING,
    Kind.NUMBER: _NUMBER,
    Kind.BOOLEAN: {NoneType: _same, str: _unless_empty(_truth), int: _truth},
    Kind.DATE: _dates(iso.date_text),
    Kind.DATE_TIME: _dates(_moment_text),
}
ANYTHING: Row = {
    NoneType: _same,
    str: _same,
    bool: _same,
    int: _number,
    float: _number,
    Decimal: _number,
    datetime: _moment_text,
}


def refusal(value: Value, wanted: str) -> ExpressionError:
    """The error that a value is not what is wanted; a number too long to be written is not."""
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        return ExpressionError(f"a number of more than {MOST_DIGITS:,} digits is not {wanted}")
    text = f"{value:.20g}" if isinstance(value, Decimal) else shown(value)
    return ExpressionError(f"{text} is not {wanted}")

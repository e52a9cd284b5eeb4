"""How much an expression may be and do, so that none runs for ever or fills the memory: rule expression.limits."""

from collections.abc import Iterator
from typing import Any

from .errors import ExpressionError

LONGEST_EXPRESSION = 4096
"""Characters. Source: doc help/data-prep/home.md."""
DEEPEST = 200
"""Parts of an expression that may lie inside each other."""
LONGEST_TEXT = 1_000_000
"""Characters of a text that an expression makes."""
MOST_MEMBERS = 100_000
"""Members of a list or object that an expression makes."""
MOST_COMPARED = 100 * LONGEST_TEXT
"""Characters of a text times those that are looked for in it, or those of a pattern."""
MOST_DIGITS = 1_000
"""Digits of a whole number."""
REGEX_SECONDS = 0.25
"""How long one regular expression may search, in seconds."""
LAMBDA_SECONDS = 1.0
"""How long the lambdas of one expression may take for one record, in seconds."""
LAMBDA_ROOM = 128 * 1024 * 1024
"""Bytes of all values that the lambdas of one expression may make for one record, roughly."""
VALUE = 64
"""Bytes of a value, beside the characters of a text."""


def room_for_text(length: int) -> None:
    """Raise ExpressionError if a text would get so many characters that it is too long."""
    if length > LONGEST_TEXT:
        raise ExpressionError(f"the text would have {length:,} characters, and {LONGEST_TEXT:,} are the most")


def room_for_members(count: int) -> None:
    """Raise ExpressionError if a list or object would get so many members that it is too large."""
    if count > MOST_MEMBERS:
        raise ExpressionError(f"there would be {count:,} members, and {MOST_MEMBERS:,} are the most")


def containers(value: Any) -> Iterator[list[Any]]:
    """The lists and objects of a value, level by level; one comes as often as it is reached."""
    level = [value]
    while level := [each for each in level if isinstance(each, list | dict)]:
        yield level
        level = [child for each in level for child in (each.values() if isinstance(each, dict) else each)]


def room_of(value: Any, most: int) -> int:
    """The bytes of a value, roughly, each part of it as often as it is reached; beyond `most` they are not counted."""
    waiting, room = [value], 0
    while waiting and room + VALUE * len(waiting) <= most:
        value = waiting.pop()
        room += VALUE + (len(value) if isinstance(value, str | list | dict) else 0)
        if isinstance(value, dict):
            waiting += value.values()
            room += sum(map(len, value))
        elif isinstance(value, list):
            waiting += value
    return room + VALUE * len(waiting)

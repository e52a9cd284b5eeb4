"""How much an expression may be and do, so that none runs for ever or fills the memory: rule expression.limits."""

from .errors import ExpressionError

LONGEST_EXPRESSION = 4096
"""Characters. Source: doc help/data-prep/home.md."""
DEEPEST = 200
"""Parts of an expression that may lie inside each other."""
LONGEST_TEXT = 1_000_000
"""Characters of a text that an expression makes."""
MOST_MEMBERS = 100_000
"""Members of a list or object that an expression makes."""
MOST_DIGITS = 1_000
"""Digits of a whole number."""
REGEX_SECONDS = 0.25
"""How long one regular expression may search, in seconds."""
LAMBDA_SECONDS = 1.0
"""How long the lambdas of one expression may take for one record, in seconds."""


def room_for_text(length: int) -> None:
    """Raise ExpressionError if a text would get so many characters that it is too long."""
    if length > LONGEST_TEXT:
        raise ExpressionError(f"the text would have {length:,} characters, and {LONGEST_TEXT:,} are the most")


def room_for_members(count: int) -> None:
    """Raise ExpressionError if a list or object would get so many members that it is too large."""
    if count > MOST_MEMBERS:
        raise ExpressionError(f"there would be {count:,} members, and {MOST_MEMBERS:,} are the most")

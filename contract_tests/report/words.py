"""How numbers, times and names are written."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

FOLDER = "contract_tests/"
UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs"))
"""Characters that nobody can see, or no page may hold."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 test`, `1,234 tests`."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def number(value: int) -> str:
    """A number that people can read."""
    return f"{value:,}"


def day(seconds: float) -> str:
    """The day of a time in epoch seconds."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


def moment(seconds: float) -> str:
    """A time in epoch seconds, to the minute."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def duration(seconds: float) -> str:
    """How long something took."""
    if seconds < 10:
        return f"{seconds:.1f} seconds"
    minutes, rest = divmod(round(seconds), 60)
    return f"{counted(minutes, 'minute')} {rest} s" if minutes else f"{rest} seconds"


def short(id: str) -> str:
    """A test's name without the folder that all are in."""
    name, bracket, parameters = id.partition("[")
    return name.rpartition(FOLDER)[2] + bracket + parameters


def visible(value: Any) -> Any:
    """A text whose unseen characters are written as escapes."""
    if not isinstance(value, str) or value.isprintable():
        return value
    shown = (each if is_visible(each) else each.encode("unicode_escape").decode() for each in value)
    return type(value)("".join(shown))


def is_visible(letter: str) -> bool:
    """Whether a character shows itself, be it as the end of a line or as a blank."""
    return letter in "\n\t" or unicodedata.category(letter) not in UNSEEN

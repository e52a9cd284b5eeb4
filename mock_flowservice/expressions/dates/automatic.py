"""Texts of dates whose form nobody named: the list of the automatic formats, then ISO 8601."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from string import ascii_letters, digits

from ..errors import ExpressionError
from .patterns import Pattern, compiled
from .shown import shown
from .zones import settled, zone

FORMATS = (
    "yyyy-MM-dd HH:mm:ssZ",
    "yyyy-MM-dd HH:mm:ss.SSSZ",
    "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "yyyy-MM-dd",
    "yyyy/MM/dd",
    "yyyy.MM.dd",
    "yyyy-MMM-dd",
    "yyyyMMdd",
    "MM-dd-yyyy",
    "MMddyyyy",
    "M/dd/yyyy",
    "dd.M.yyyy",
    "M/dd/yyyy hh:mm:ss a",
    "dd.M.yyyy hh:mm:ss a",
    "dd.MMM.yyyy",
    "dd-MMM-yyyy",
)
"""The automatic formats, in the order in which they are tried."""

_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ZONE = r"Z|[+-][0-9:]{2,8}| [A-Za-z+-][A-Za-z0-9+\-:/_]{0,63}"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_ISO = re.compile(f"({_DATE}[T ]{_TIME})({_ZONE})?|{_DATE}")
_DIGITS_AND_LETTERS = str.maketrans(digits + ascii_letters, "9" * len(digits) + "a" * len(ascii_letters))


def read(text: str) -> datetime:
    """The moment that the whole text says, in UTC when it names no zone.

    The first six formats are ISO 8601, and no other format fits such a text: rule date.automatic.
    """
    if match := _ISO.fullmatch(text):
        return _read_iso(text, match)
    for pattern in _by_form().get(_form(text), ()):
        with suppress(ExpressionError):
            return pattern.parse(text)
    raise ExpressionError(f"{shown(text)} is no date of the automatic formats, nor of ISO 8601")


def _read_iso(text: str, match: re.Match[str]) -> datetime:
    local, place = match.groups()
    try:
        moment = datetime.fromisoformat(local or text)
        if place is None or place == "Z":
            return moment.replace(tzinfo=UTC)
        return settled(moment.replace(tzinfo=zone(place.lstrip(" "))))
    except (ValueError, ExpressionError) as trouble:
        raise ExpressionError(f"{shown(text)} is no date: {trouble}") from None


def _form(text: str) -> str:
    """The text with its digits and letters made alike, which tells the formats apart."""
    return text.translate(_DIGITS_AND_LETTERS)


@cache
def _by_form() -> dict[str, list[Pattern]]:
    """The formats, in their order, by the forms of what they write: months of one digit and of two."""
    found: dict[str, list[Pattern]] = {}
    for pattern in map(compiled, FORMATS):
        for month in (1, 11):
            patterns = found.setdefault(_form(pattern.render(datetime(2024, month, 22, tzinfo=UTC))), [])
            if pattern not in patterns:
                patterns.append(pattern)
    return found

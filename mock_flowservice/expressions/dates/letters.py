"""What each pattern letter writes and reads, by how often it is repeated."""

from . import english, offsets
from .offsets import ZONE_ID, ZONE_NAME
from .pieces import Piece, fraction, names, number, numbers, texts, years

_MONTHS = {**numbers("month", 2), **texts("month", english.MONTHS)}
_QUARTERS = {
    **numbers("quarter", 1, (1, 2)),
    3: names("quarter", english.SHORT_QUARTERS),
    4: names("quarter", english.QUARTERS),
    5: number("quarter", 1, 1),
}
_DAYS = texts("weekday", english.DAYS)
_ERAS = names("era", english.SHORT_ERAS, first=0)

LETTERS: dict[str, dict[int, Piece]] = {
    "G": {1: _ERAS, 2: _ERAS, 3: _ERAS, 4: names("era", english.ERAS, 0), 5: names("era", ("B", "A"), 0)},
    "y": years("year"),
    "Y": years("week-based year"),
    "M": _MONTHS,
    "L": _MONTHS,
    "w": numbers("week", 2),
    "W": numbers("week of the month", 1),
    "D": numbers("day of the year", 3),
    "d": numbers("day", 2),
    "F": numbers("weekday in the month", 1),
    "E": {1: _DAYS[3], 2: _DAYS[3], **_DAYS},
    "u": numbers("weekday", 1),
    "a": {1: names("half of the day", english.HALVES, first=0)},
    "H": numbers("hour", 2),
    "k": numbers("hour of 1 to 24", 2),
    "K": numbers("hour of 0 to 11", 2),
    "h": numbers("hour of 1 to 12", 2),
    "m": numbers("minute", 2),
    "s": numbers("second", 2),
    "S": {digits: fraction(digits) for digits in range(1, 10)},
    "z": {1: ZONE_NAME, 2: ZONE_NAME, 3: ZONE_NAME, 4: ZONE_NAME},
    "Z": {**dict.fromkeys((1, 2, 3), offsets.RFC_822), 4: offsets.GMT, 5: offsets.COLONS},
    "X": dict(enumerate(offsets.ISO_8601, 1)),
    "V": {2: ZONE_ID},
    "O": {1: offsets.SHORT_GMT, 4: offsets.GMT},
    "Q": _QUARTERS,
    "q": _QUARTERS,
}
"""The letters of the mapping language: how often each may be repeated, and what it is then."""

"""Time zones by their names: ids, offsets, abbreviations."""

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from ..errors import ExpressionError
from .shown import shown

NAMES_OF_UTC = frozenset({"Z", "UTC", "GMT", "UT"})
FARTHEST = 18 * 3600
"""The most that an offset may be, as in Java, in seconds."""

_OFFSET = re.compile(
    r"(?:UTC|GMT|UT)?(?P<sign>[+-])"
    r"(?:(?P<h>[0-9]{1,2})(?::(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?)?"
    r"|(?P<hh>[0-9]{2})(?P<mm>[0-9]{2})(?P<ss>[0-9]{2})?)"
)
_ABBREVIATION = re.compile("[A-Z]{3,5}|ChST")
_SEASONS = (datetime(2024, 1, 1), datetime(2024, 7, 1))
"""Winter and summer of a year whose abbreviations are today's."""


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """The zone of an abbreviation (a fixed offset: rule date.zones), an offset or an id."""
    return _abbreviated(name) or place(name)


@lru_cache(maxsize=1024)
def place(name: str) -> tzinfo:
    """The zone of an offset or of an IANA id, spelled exactly; ids are looked up in a list, so no name is a path."""
    if name in NAMES_OF_UTC:
        return UTC
    if _OFFSET.fullmatch(name):
        seconds = offset(name)
        return timezone(timedelta(seconds=seconds)) if seconds else UTC
    if name not in _ids():
        raise ExpressionError(f"{shown(name)} is no time zone")
    return ZoneInfo(name)


def offset(text: str) -> int:
    """The seconds ahead of UTC that a text such as +02:00, +0200, +02 or UTC+2 says."""
    match = _OFFSET.fullmatch(text)
    if not match:
        raise ExpressionError(f"{shown(text)} is no offset from UTC")
    hours, minutes = int(match["h"] or match["hh"]), int(match["m"] or match["mm"] or 0)
    seconds = int(match["s"] or match["ss"] or 0)
    total = 3600 * hours + 60 * minutes + seconds
    if max(minutes, seconds) > 59 or total > FARTHEST:
        raise ExpressionError(f"{shown(text)} is no offset from UTC: 18 hours are the most, 59 minutes and seconds")
    return -total if match["sign"] == "-" else total


def in_zone(moment: datetime, other: tzinfo) -> datetime:
    """The same instant in another zone; refused where that leaves the years 1 to 9999."""
    try:
        return moment.astimezone(other)
    except (OverflowError, ValueError):
        raise ExpressionError(f"{moment.isoformat()} is outside the years 1 to 9999 in {other}") from None


def settled(moment: datetime) -> datetime:
    """The moment; a time that a change of the clocks left out is moved ahead: rule date.zones."""
    if isinstance(moment.tzinfo, ZoneInfo) or not 1 < moment.year < 9999:
        return in_zone(in_zone(moment, UTC), moment.tzinfo or UTC)
    return moment


def _abbreviated(name: str) -> tzinfo | None:
    if name in NAMES_OF_UTC or not _ABBREVIATION.fullmatch(name):
        return None
    found = _american(name) or _abbreviations().get(name)
    return None if found is None else timezone(found, name)


def _american(name: str) -> timedelta | None:
    """The offset of an abbreviation that mail knows; zero is how it says that it knows none."""
    parsed = parsedate_tz(f"1 Jan 2000 00:00:00 {name}")
    return timedelta(seconds=parsed[9] or 0) if parsed else None


@cache
def _ids() -> frozenset[str]:
    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())


@cache
def _abbreviations() -> dict[str, timedelta]:
    """The abbreviations on whose offset all zones agree: CEST and JST, but not IST."""
    found: dict[str, set[timedelta]] = defaultdict(set)
    for id in _ids():
        for season in _SEASONS:
            there = season.replace(tzinfo=ZoneInfo(id))
            found[there.tzname() or ""].add(there.utcoffset() or timedelta())
    return {name: offsets.pop() for name, offsets in found.items() if len(offsets) == 1}

"""Parts of a pattern that say the zone: offsets in each style, ids, names."""

import re
from datetime import datetime

from .fields import FIELDS
from .pieces import Piece
from .zones import offset, place, zone


def _style(
    zero: str, *, prefix: str = "", hour: str = "02d", colon: str = ":", minutes: bool = True, seconds: bool = True
) -> Piece:
    """An offset: how zero is written, whether minutes always are, and whether seconds can be."""
    field, unit = ("offset in seconds", 1) if seconds else ("offset in minutes", 60)

    def write(moment: datetime) -> str:
        ahead = FIELDS[field](moment) * unit
        rest, second = divmod(abs(ahead), 60)
        text = f"{prefix}{'-' if ahead < 0 else '+'}{rest // 60:{hour}}"
        if minutes or rest % 60 or second:
            text += f"{colon}{rest % 60:02d}"
        return (f"{text}{colon}{second:02d}" if second else text) if ahead else zero

    digits = "[0-9]{2}" if hour == "02d" else "[0-9]{1,2}"
    finer = f"(?:{colon}[0-9]{{2}}" + (f"(?:{colon}[0-9]{{2}})?)" if seconds else ")") + ("" if minutes else "?")
    shape = rf"(?:{prefix}[+-]{digits}{finer}|{re.escape(zero)})"
    return Piece(field, write, shape, lambda text: 0 if text == zero else offset(text) // unit)


ISO_8601 = (
    _style("Z", colon="", minutes=False, seconds=False),
    _style("Z", colon="", seconds=False),
    _style("Z", seconds=False),
    _style("Z", colon=""),
    _style("Z"),
)
"""X to XXXXX."""
COLONS = ISO_8601[4]
RFC_822 = _style("+0000", colon="", seconds=False)
GMT = _style("GMT", prefix="GMT")
SHORT_GMT = _style("GMT", prefix="GMT", hour="d", minutes=False)


def _id(moment: datetime) -> str:
    return getattr(moment.tzinfo, "key", None) or COLONS.write(moment)


def _name(moment: datetime) -> str:
    return (moment.tzname() or "UTC").removeprefix("UTC") or "UTC"


_NAME = r"[A-Za-z+\-][A-Za-z0-9+\-:/_]{0,63}"
ZONE_ID = Piece("zone", _id, _NAME, place)
ZONE_NAME = Piece("zone", _name, _NAME, zone)

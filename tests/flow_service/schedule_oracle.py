"""Which schedules are taken, written from the documentation and not from the emulator.

The tutorial: `startTime` in epoch seconds; `frequency` is once, minute, hour, day or week; the interval is at least 15
for every frequency but once, which needs none, and never below 1. The published schema of the flow specs: once has
neither interval nor backfill; minute starts at 15, the others at 1; and the error list knows of a start that has
passed. Numbers may be written as strings of digits, booleans as the words `true` and `false`; of so many digits as no
time has, neither.
"""

from typing import Any

FREQUENCIES = ("once", "minute", "hour", "day", "week")
NUMBER_FIELDS = ("startTime", "endTime", "interval")
DIGITS = set("0123456789")


def number(value: Any) -> Any:
    """A whole number, as a number or as decimal digits; None for what is neither."""
    if isinstance(value, str):
        digits = value.removeprefix("-")
        return int(value) if 1 <= len(digits) <= 15 and set(digits) <= DIGITS else None
    if type(value) not in (int, float) or value != int(value) or abs(value) >= 10**15:
        return None
    return int(value)


def keeps_the_rules(schedule: dict[str, Any], published: bool, now: int) -> bool:
    """Whether a new flow may have this schedule; `now` in seconds."""
    for field in NUMBER_FIELDS:
        if field in schedule and number(schedule[field]) is None:
            return False
    if "backfill" in schedule and schedule["backfill"] not in ("true", "false", True, False):
        return False
    start, frequency = number(schedule.get("startTime")), schedule.get("frequency")
    if start is None or start < 0 or number(schedule.get("endTime", 0)) < 0 or frequency not in FREQUENCIES:
        return False
    if published and start < now:
        return False
    if frequency == "once":
        return not {"interval", "backfill"} & schedule.keys() if published else number(schedule.get("interval", 1)) >= 1
    least = 15 if frequency == "minute" or not published else 1
    return "interval" in schedule and number(schedule["interval"]) >= least

"""When a flow runs: what is wrong with a schedule, and with a change of one.

Source: tutorial, "create a flow"; spec, scheduleSpec of the published flow specs; codes from
doc help/sources/errors/sources-errors.md.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ...call import Call
from ...errors import ErrorKind, Explanation, ServiceError
from ...wire import JsonObject
from .errors import (
    BACKFILL_AFTER_START,
    BACKFILL_WITH_ONCE,
    FIELD_INVALID,
    FREQUENCY_UNKNOWN,
    INTERVAL_TOO_SMALL,
    INTERVAL_WITH_ONCE,
    ONCE_AFTER_START,
    PARAM_MISSING,
    SCHEDULE_EMPTY,
    START_PASSED,
    START_PAST,
    TIME_UNREADABLE,
)

FREQUENCIES = ("once", "minute", "hour", "day", "week")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
LARGEST = 10**15
"""Numbers from here on are taken for mistakes, as strings of so many digits are. Source: rule schedule.types."""
BOOLEANS = {"true": True, "false": False}

Problem = tuple[ErrorKind, str, str]
"""The row that is answered when this is the first problem, the field, and what is wrong with it."""


def whole_number(value: Any) -> int | None:
    """A number or a string of digits as a whole number, None for anything else."""
    if isinstance(value, str):
        return int(value) if WHOLE_NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value % 1:
        return None
    return int(value) if abs(value) < LARGEST else None


def boolean(value: Any) -> bool | None:
    """A boolean or the word for one, None for anything else."""
    if isinstance(value, str):
        return BOOLEANS.get(value)
    return value if isinstance(value, bool) else None


def as_meant(params: JsonObject, schema: JsonObject | bool) -> JsonObject:
    """Parameters as their schema wants them: what is sent as text is a number or a boolean where it says so.

    Source: rule schedule.types; aepp sends the interval of an export as text.
    """
    readers: dict[str, Callable[[Any], Any]] = {"integer": whole_number, "number": whole_number, "boolean": boolean}
    properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
    about = {name: each for name, each in properties.items() if isinstance(each, dict)}
    read = {name: readers.get(str(each.get("type"))) for name, each in about.items()}
    meant = {
        name: reader(params[name]) for name, reader in read.items() if reader and isinstance(params.get(name), str)
    }
    return params | {name: value for name, value in meant.items() if value is not None}


def smallest_interval(frequency: str, published: bool) -> int:
    """The least interval of a frequency. Source: rule schedule.interval."""
    return 15 if frequency == "minute" or not published else 1


def schedule_problems(call: Call, schedule: JsonObject) -> Iterator[Problem]:
    """What is wrong with a schedule, a phrase each; silence means it is fine.

    Source: spec, scheduleSpec; rules schedule.types and schedule.required.
    """
    call.rests_on("schedule.types")
    call.rests_on("schedule.required")
    if not schedule:
        yield SCHEDULE_EMPTY, "", "it is empty"
        return
    yield from time_problems(schedule)
    frequency = schedule.get("frequency")
    if frequency is None:
        yield PARAM_MISSING, "frequency", "frequency is missing"
    elif frequency not in FREQUENCIES:
        yield (
            FREQUENCY_UNKNOWN,
            "frequency",
            f"frequency is {frequency!r}, not one of {', '.join(FREQUENCIES)}",
        )
    elif frequency == "once":
        yield from once_problems(call, schedule)
    else:
        yield from interval_problems(call, frequency, schedule.get("interval"))
    if schedule.get("backfill") is not None and boolean(schedule["backfill"]) is None:
        yield FIELD_INVALID, "backfill", f"backfill is {schedule['backfill']!r}, neither true nor false"


def time_problems(schedule: JsonObject) -> Iterator[Problem]:
    """What is wrong with the times: epoch seconds, as numbers or as strings of digits."""
    if schedule.get("startTime") is None:
        yield PARAM_MISSING, "startTime", "startTime is missing"
    for field in ("startTime", "endTime"):
        value = schedule.get(field)
        number = whole_number(value)
        if value is not None and (number is None or number < 0):
            yield TIME_UNREADABLE, field, f"{field} is {value!r}, not a time in epoch seconds"


def once_problems(call: Call, schedule: JsonObject) -> Iterator[Problem]:
    """What may not stand beside frequency once: the tutorial asks for no interval, and knows none below 1."""
    interval = schedule.get("interval")
    if interval is not None and call.published("schedule.interval"):
        yield INTERVAL_WITH_ONCE, "interval", f"interval is {interval!r}, and 'once' takes none"
    elif interval is not None:
        yield from number_problems("once", interval, 1)
    if schedule.get("backfill") is not None and call.published("schedule.interval"):
        yield BACKFILL_WITH_ONCE, "backfill", f"backfill is {schedule['backfill']!r}, and 'once' takes none"


def interval_problems(call: Call, frequency: str, interval: Any) -> Iterator[Problem]:
    """What is wrong with the interval of a repeated flow. Source: rule schedule.interval."""
    least = smallest_interval(frequency, call.published("schedule.interval"))
    if interval is None:
        yield PARAM_MISSING, "interval", f"interval is missing, and {frequency!r} needs one"
    else:
        yield from number_problems(frequency, interval, least)


def number_problems(frequency: str, interval: Any, least: int) -> Iterator[Problem]:
    """What is wrong with an interval that is there."""
    number = whole_number(interval)
    if number is None:
        yield FIELD_INVALID, "interval", f"interval is {interval!r}, not a whole number"
    elif number < least:
        phrase = f"interval is {interval!r}, and {frequency!r} needs at least {least}"
        yield INTERVAL_TOO_SMALL, "interval", phrase


def check_schedule(call: Call, schedule: JsonObject, *, new: bool) -> None:
    """A schedule keeps the rules; raises ServiceError naming every problem. A past start matters to `new` ones only."""
    problems = list(schedule_problems(call, schedule))
    start = whole_number(schedule.get("startTime"))
    if new and start is not None and start * 1000 < call.now and call.published("schedule.start"):
        problems.append((START_PAST, "startTime", f"startTime is {start}, which has passed"))
    if problems:
        raise refusal(problems)


def refusal(problems: list[Problem]) -> ServiceError:
    """The error for these problems: the row of the first, the words of all."""
    kind, field, phrase = problems[0]
    return kind(
        Explanation(f"/scheduleParams/{field}", problem=phrase),
        problems="; ".join(p for _, _, p in problems),
    )


def check_reschedule(call: Call, before: JsonObject, after: JsonObject) -> None:
    """What may no longer change once a flow has started. Source: doc update-dataflows, sources-errors."""
    start = whole_number(before.get("startTime"))
    if start is None or start * 1000 > call.now:
        return
    if whole_number(after.get("startTime")) != start:
        raise START_PASSED(Explanation("/scheduleParams/startTime", after.get("startTime"), str(start)))
    if after.get("frequency") == "once" != before.get("frequency"):
        raise ONCE_AFTER_START(Explanation("/scheduleParams/frequency", "once"))
    if boolean(after.get("backfill", True)) != boolean(before.get("backfill", True)):
        raise BACKFILL_AFTER_START(Explanation("/scheduleParams/backfill", after.get("backfill")))

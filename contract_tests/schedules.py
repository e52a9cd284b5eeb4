"""The rules of a schedule, written down a second time from the documents; and schedules of all kinds."""

import time
from collections.abc import Mapping
from itertools import product
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .tutorial import JsonObject

READINGS = ("tutorial", "published")
"""Where the documents disagree, one reading or the other holds."""
FREQUENCIES = ("once", "minute", "hour", "day", "week")
AN_HOUR = 60 * 60


def keeps_the_written_rules(schedule: JsonObject, rules: Mapping[str, str]) -> bool | None:
    """Whether a schedule has to be taken; None where that hangs on a reading that the target does not state.

    Source: tutorial, "create a flow"; spec, scheduleSpec of the flow specs; doc sources-errors.
    """
    intervals = [rules["schedule.interval"]] if "schedule.interval" in rules else READINGS
    starts = [rules["schedule.start"]] if "schedule.start" in rules else READINGS
    verdicts = {keeps(schedule, interval, start) for interval, start in product(intervals, starts)}
    return verdicts.pop() if len(verdicts) == 1 else None


def keeps(schedule: JsonObject, interval: str, start: str) -> bool:
    """Whether a schedule keeps the rules, under one reading of the interval and one of the start."""
    frequency = schedule.get("frequency")
    if frequency not in FREQUENCIES or not all(is_time(schedule[name]) for name in TIMES & schedule.keys()):
        return False
    if "startTime" not in schedule or (start == "published" and int(schedule["startTime"]) < time.time()):
        return False
    if "backfill" in schedule and schedule["backfill"] not in (True, False, "true", "false"):
        return False
    if frequency == "once" and interval == "published":
        return not {"interval", "backfill"} & schedule.keys()
    if frequency == "once":
        return "interval" not in schedule or (whole(schedule["interval"]) or 0) > 0
    least = 15 if interval == "tutorial" or frequency == "minute" else 1
    found = whole(schedule.get("interval"))
    return found is not None and found >= least


TIMES = frozenset(("startTime", "endTime"))


def is_time(value: Any) -> bool:
    """Whether a value is an epoch second, as a number or as a string of digits."""
    number = whole(value)
    return number is not None and number >= 0


def whole(value: Any) -> int | None:
    """A whole number, or a string of digits read as one; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if value.removeprefix("-").isdecimal() and value.isascii() else None
    return value if isinstance(value, int) else None


def schedules() -> SearchStrategy[JsonObject]:
    """Schedules, about half of them good, with numbers as numbers or as strings."""
    optional = {"endTime": times(), "backfill": backfills()}
    return st.one_of(
        st.fixed_dictionaries(
            {"startTime": times(), "frequency": frequencies(), "interval": intervals()}, optional=optional
        ),
        st.fixed_dictionaries(
            {"startTime": good_times(), "frequency": st.sampled_from(FREQUENCIES)},
            optional={"interval": good_intervals(), "backfill": backfills()},
        ),
        st.fixed_dictionaries(
            {}, optional={"startTime": times(), "frequency": frequencies(), "interval": intervals(), **optional}
        ),
    )


def good_times() -> SearchStrategy[Any]:
    """Epoch seconds well before now or well after it."""
    now = int(time.time())
    seconds = st.one_of(st.integers(0, now - AN_HOUR), st.integers(now + AN_HOUR, 4 * now), st.just(1625040887))
    return either_way(seconds)


def times() -> SearchStrategy[Any]:
    """Mostly epoch seconds."""
    return st.one_of(
        good_times(), good_times(), st.sampled_from(["", "soon", "2021-06-30T08:14:47Z", True, [], {}, 1.5])
    )


def frequencies() -> SearchStrategy[Any]:
    """Mostly one of the five words."""
    known = st.sampled_from(FREQUENCIES)
    return st.one_of(known, known, known, st.sampled_from(["", "month", "second", "cron", 15, True, ["day"], {}]))


def good_intervals() -> SearchStrategy[Any]:
    """Numbers around the limits that the documents name."""
    return either_way(st.one_of(st.integers(1, 20), st.sampled_from([14, 15, 16, 60, 1440, 10**6])))


def intervals() -> SearchStrategy[Any]:
    """Mostly small numbers."""
    near = either_way(st.integers(-2, 20))
    return st.one_of(near, near, good_intervals(), st.sampled_from(["", "often", "15.5", 15.5, True, [], {}, [15]]))


def backfills() -> SearchStrategy[Any]:
    """Mostly booleans."""
    return st.one_of(st.booleans(), st.sampled_from(["true", "false", "yes", 2, [], {}]))


def either_way(numbers: SearchStrategy[int]) -> SearchStrategy[Any]:
    """A number as it is, or as a string."""
    return st.one_of(numbers, numbers.map(str))

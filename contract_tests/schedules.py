"""The rules of a schedule, written down a second time from the documents; and schedules of all kinds."""

from itertools import product
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .readings import Readings
from .tutorial import JsonObject

FREQUENCIES = ("once", "minute", "hour", "day", "week")
MOST_DIGITS = 15
"""A number with more is no time and no interval."""
DIGITS = frozenset("0123456789")
LONG_AGO, FAR_AHEAD = 1_700_000_000, 4_000_000_000
"""Epoch seconds: on any day that these tests are run, one has passed and the other has not."""


def keeps_the_written_rules(schedule: JsonObject, rules: Readings, now: float) -> bool | None:
    """Whether a schedule has to be taken; None where that hangs on a reading that the target does not state.

    Source: tutorial, "create a flow"; spec, scheduleSpec of the flow specs; doc sources-errors.
    """
    readings = product(rules.of("schedule.interval"), rules.of("schedule.start"))
    verdicts = {keeps(schedule, interval, start, now) for interval, start in readings}
    return verdicts.pop() if len(verdicts) == 1 else None


def keeps(schedule: JsonObject, interval: str, start: str, now: float) -> bool:
    """Whether a schedule keeps the rules, under one reading of the interval and one of the start.

    `now` is in epoch seconds; 0 for a change, which may leave a start in the past as it is.
    """
    if schedule.get("frequency") not in FREQUENCIES or not is_truth(schedule.get("backfill", False)):
        return False
    starts, ends = whole(schedule.get("startTime")), whole(schedule.get("endTime", 0))
    if starts is None or ends is None or min(starts, ends) < 0 or (start == "published" and starts < now):
        return False
    return interval_fits(schedule, interval)


def interval_fits(schedule: JsonObject, reading: str) -> bool:
    """Whether the interval, or that there is none, fits the frequency."""
    once = schedule["frequency"] == "once"
    if once and reading == "published":
        return not {"interval", "backfill"} & schedule.keys()
    if once and "interval" not in schedule:
        return True
    number = whole(schedule.get("interval"))
    least = 15 if schedule["frequency"] == "minute" or (reading == "tutorial" and not once) else 1
    return number is not None and number >= least


def whole(value: Any) -> int | None:
    """A whole number, however it is written; None for anything else, and for more digits than a time has."""
    if isinstance(value, str):
        digits = value.removeprefix("-")
        return int(value) if 1 <= len(digits) <= MOST_DIGITS and {*digits} <= DIGITS else None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= 10**MOST_DIGITS:
        return None
    return int(value) if value == int(value) else None


def is_truth(value: Any) -> bool:
    """Whether a value is a boolean, or the word for one."""
    return isinstance(value, bool) or (isinstance(value, str) and value in ("true", "false"))


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
    seconds = st.one_of(st.integers(0, LONG_AGO), st.integers(FAR_AHEAD, 4 * FAR_AHEAD), st.just(1625040887))
    return either_way(seconds)


def times() -> SearchStrategy[Any]:
    """Mostly epoch seconds."""
    return st.one_of(good_times(), good_times(), st.sampled_from(["soon", "2021-06-30T08:14:47Z"]), oddities())


def frequencies() -> SearchStrategy[Any]:
    """Mostly one of the five words."""
    known = st.sampled_from(FREQUENCIES)
    return st.one_of(known, known, known, st.sampled_from(["", "month", "Minute", "cron", 15, True, None, ["day"], {}]))


def good_intervals() -> SearchStrategy[Any]:
    """Numbers around the limits that the documents name."""
    return either_way(st.one_of(st.integers(1, 20), st.sampled_from([14, 15, 16, 60, 1440, 10**6])))


def intervals() -> SearchStrategy[Any]:
    """Mostly small numbers."""
    near = either_way(st.integers(-2, 20))
    return st.one_of(near, near, good_intervals(), oddities())


def oddities() -> SearchStrategy[Any]:
    """What is hardly a number, or only just."""
    largest = 10**MOST_DIGITS - 1
    numbers = either_way(st.sampled_from([-1, 0, largest, largest + 1, -largest, 2**70, FAR_AHEAD * 1000]))
    fractions = st.sampled_from([15.0, float(FAR_AHEAD), 14.0, -0.0, 15.5, 1e300])
    texts = st.sampled_from(["", "-", "often", " 15", "+15", "1e3", "15.0", "１５", "0" * 16, "0" * 13 + "15", "\0"])
    return st.one_of(numbers, fractions, texts, st.sampled_from([True, False, None, [], {}, [15]]))


def backfills() -> SearchStrategy[Any]:
    """Mostly booleans."""
    return st.one_of(st.booleans(), st.sampled_from(["true", "false", "True", "yes", "", 0, 1, 2, None, [], {}]))


def either_way(numbers: SearchStrategy[int]) -> SearchStrategy[Any]:
    """A number as it is, or as a string."""
    return st.one_of(numbers, numbers.map(str))

"""What the `params` of a run must say: its window, and the column that tells new rows of a table from old.

Source: spec createFlowRun; doc help/sources/tutorials/api/on-demand-ingestion.md; codes from
doc help/sources/errors/sources-errors.md.
"""

from collections.abc import Iterator
from typing import Any

from ....call import Call
from ....errors import Explanation
from ....wire import JsonObject
from ..errors import (
    PARAM_MISSING,
    RUN_PARAMS,
    TIME_UNREADABLE,
    WINDOW_REVERSED,
)
from ..schedule import Problem, whole_number

WINDOW = {"windowStart": "windowStartTime", "windowEnd": "windowEndTime"}
"""The ends of a window, by their names in a run's metrics and in its params."""
MILLISECONDS_FROM = 10**11


def moment(value: Any) -> int | None:
    """A time in milliseconds, None for what is no time. Source: rule run.unit."""
    number = whole_number(value)
    if number is None or number < 0:
        return None
    return number if number >= MILLISECONDS_FROM else number * 1000


def window_of(params: JsonObject) -> JsonObject:
    """The window of a run in milliseconds, as its metrics show it."""
    ends = {name: moment(params.get(field)) for name, field in WINDOW.items()}
    return {name: end for name, end in ends.items() if end is not None}


def params_problems(params: JsonObject, *, start_needed: bool) -> Iterator[Problem]:
    """What is wrong with the times of a run, a phrase each; silence means they are fine."""
    for field in ("startTime", *WINDOW.values()):
        value = params.get(field)
        if value is None and (start_needed or field != "startTime"):
            yield PARAM_MISSING, field, f"{field} is missing"
        elif value is not None and moment(value) is None:
            yield TIME_UNREADABLE, field, f"{field} is {value!r}, not a time in epoch seconds or milliseconds"
    window = window_of(params)
    if len(window) == len(WINDOW) and window["windowEnd"] < window["windowStart"]:
        start, end = params["windowStartTime"], params["windowEndTime"]
        yield WINDOW_REVERSED, "windowEndTime", f"windowEndTime is {end!r}, before windowStartTime {start!r}"


def check_params(call: Call, params: JsonObject | None) -> None:
    """The params of a run keep the rules; raises ServiceError naming every problem.

    Source: S 1340-400, 1359-400, 1381-400, 1384-400; rules run.unit, run.start_time.
    """
    if not params:
        reason = "they are empty; windowStartTime and windowEndTime are needed"
        raise RUN_PARAMS(Explanation("/params", params, "a window"), reason=reason)
    call.rests_on("run.unit")
    problems = list(params_problems(params, start_needed=call.published("run.start_time")))
    if problems:
        kind, field, phrase = problems[0]
        why = Explanation(f"/params/{field}", problem=phrase)
        raise kind(why, problems="; ".join(each for _, _, each in problems))

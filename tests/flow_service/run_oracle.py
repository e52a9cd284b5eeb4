"""What holds of runs, written a second time from the documents: their statuses, and their windows."""

import re
from typing import Any

STATUSES = ("scheduled", "inProgress", "success", "partialSuccess", "failed")
ENDED = STATUSES[2:]
WORDS = {
    "Success": "success",
    "Processing": "inProgress",
    "Waiting": "scheduled",
    "Failed": "failed",
    "IN_PROGRESS": "inProgress",
    "COMPLETED": "success",
    "SUCCESS": "success",
    "PARTIAL_SUCCESS": "partialSuccess",
    "FAILED": "failed",
    "PARTIAL_FAILURE": "partialSuccess",
    "QUEUED": "scheduled",
    "SCHEDULED": "scheduled",
    **{status: status for status in STATUSES},
}
"""Every word of every published list of statuses, and what it comes to."""


def may_follow(before: str, after: str) -> bool:
    """Whether a run may go from one status to another."""
    return before not in ENDED and not (before == "inProgress" and after == "scheduled")


def in_milliseconds(value: Any) -> int | None:
    """A time as the documents have it: seconds below 10^11, else milliseconds; as a number or as digits."""
    if not re.fullmatch("[0-9]+", str(value)):
        return None
    return int(value) * 1000 if len(str(int(value))) <= 11 else int(value)


def window_code(start: Any, end: Any) -> str:
    """The code that a window comes to, nothing for a good one."""
    if 1.5 in (start, end):
        return "1312-400"
    for value in (start, end):
        if value is None or in_milliseconds(value) is None:
            return "1359-400" if value is None else "1340-400"
    return "1381-400" if (in_milliseconds(end) or 0) < (in_milliseconds(start) or 0) else ""

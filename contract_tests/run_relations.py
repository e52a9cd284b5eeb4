"""How the figures of a run belong together, written down from the documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

from flowservice_client import Run

from .tutorial import JsonObject

UNKNOWN = -1
"""A figure that nobody knows, as in runs that failed early. Source: the documentation's page on notifications."""
FIRST_MILLISECONDS = 10**12
WORDS = frozenset(
    (
        *("scheduled", "inprogress", "success", "partialsuccess", "failed"),
        *("processing", "waiting", "in_progress", "completed", "partial_success", "partial_failure", "queued"),
    )
)
"""Every status that some document has, in small letters."""
SUCCESS = frozenset(("success", "completed"))
SUMMARIES = ("recordSummary", "sizeSummary", "fileSummary")
PARTS = ("outputRecordCount", "failedRecordCount", "skippedRecordCount")


def breaches(run: Run) -> list[str]:
    """What of a run does not belong together; nothing, if it is as the documents say."""
    metrics = run.metrics or {}
    status = str(metrics.get("statusSummary", {}).get("status")).casefold()
    return [
        *([] if status in WORDS else [f"the status {status!r} is in no document"]),
        *breaches_of_times(run.json, metrics.get("durationSummary") or {}),
        *breaches_of_figures(metrics),
        *breaches_of_records(metrics.get("recordSummary") or {}, status),
    ]


def breaches_of_times(run: JsonObject, times: JsonObject) -> Iterator[str]:
    """Times are milliseconds, and the end comes after the start."""
    named = {name: run[name] for name in ("createdAt", "updatedAt")}
    named |= {name: times[name] for name in ("startedAtUTC", "completedAtUTC") if times.get(name) not in (None, 0)}
    named |= times.get("extensions") or {}
    for name, time in named.items():
        if not isinstance(time, int) or time < FIRST_MILLISECONDS:
            yield f"{name} is {time!r}, no time in milliseconds"
    for first, last in (("createdAt", "updatedAt"), ("startedAtUTC", "completedAtUTC"), ("windowStart", "windowEnd")):
        if first in named and last in named and named[first] > named[last]:
            yield f"{first} is after {last}"


def breaches_of_figures(metrics: JsonObject) -> Iterator[str]:
    """Counts and sizes are whole numbers from 0 up, or unknown."""
    for summary in SUMMARIES:
        for name, value in figures(metrics.get(summary) or {}):
            if not isinstance(value, int) or value < UNKNOWN:
                yield f"{summary}.{name} is {value!r}"


def breaches_of_records(records: JsonObject, status: str) -> Iterator[str]:
    """What came in went out, failed or was skipped, once a run has succeeded and where it says all of it."""
    told = [each for name in ("inputRecordCount", *PARTS) if is_known(each := records.get(name))]
    if status in SUCCESS and len(told) > len(PARTS) and told[0] != sum(told[1:]):
        yield f"of {told[0]} records, {told[1:]} went out, failed and were skipped"


def is_known(figure: Any) -> TypeGuard[int]:
    """Whether a figure is there, and known."""
    return isinstance(figure, int) and figure > UNKNOWN


def figures(summary: JsonObject) -> Iterator[tuple[str, Any]]:
    """The counts and sizes of a summary."""
    return ((name, value) for name, value in summary.items() if name.endswith(("Count", "Bytes")) and value is not None)

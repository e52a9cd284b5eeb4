"""What a run measures and how far it has come: a new run's metrics, what a provider reports, what a flow shows of it.

Source: spec, UpdateFlowRunRequest; doc help/sources/tutorials/api/monitor.md.
"""

from ....call import Call
from ....errors import Explanation
from ....wire import JsonObject
from ..errors import RUN_MOVE, STATUS_UNKNOWN

SCHEDULED, IN_PROGRESS, SUCCESS, PARTIAL_SUCCESS, FAILED = (
    "scheduled",
    "inProgress",
    "success",
    "partialSuccess",
    "failed",
)
ENDED = frozenset((SUCCESS, PARTIAL_SUCCESS, FAILED))
READ_ONLY = "customSummary"
STATUSES = {
    "scheduled": SCHEDULED,
    "queued": SCHEDULED,
    "waiting": SCHEDULED,
    "inprogress": IN_PROGRESS,
    "processing": IN_PROGRESS,
    "success": SUCCESS,
    "completed": SUCCESS,
    "partialsuccess": PARTIAL_SUCCESS,
    "partialfailure": PARTIAL_SUCCESS,
    "failed": FAILED,
}
"""The words of all published enums, without case and `_`, and the status that is stored for each."""


def new_metrics(window: JsonObject) -> JsonObject:
    """The metrics of a run that has not started: no more than its window is known. Source: rule run.new."""
    return {
        "durationSummary": {"extensions": window},
        "sizeSummary": {},
        "recordSummary": {},
        "fileSummary": {},
        "statusSummary": {"status": SCHEDULED, "errors": [], "activityRefs": []},
    }


def status_of(run: JsonObject) -> str:
    """How far a run has come."""
    status: str = run["metrics"]["statusSummary"]["status"]
    return status


def next_metrics(call: Call, run: JsonObject, told: JsonObject) -> JsonObject:
    """The metrics of a run after a report; raises ServiceError. Source: rule run.status."""
    before = status_of(run)
    told = {name: summary for name, summary in told.items() if name != READ_ONLY}
    metrics: JsonObject = run["metrics"] | with_status(call, told, "/metrics")
    metrics["statusSummary"] = {"status": before} | metrics["statusSummary"]
    after = metrics["statusSummary"]["status"]
    if before == IN_PROGRESS and after == SCHEDULED:
        why = Explanation("/metrics/statusSummary/status", after, f"what can follow {before}")
        raise RUN_MOVE(why, id=run["id"], before=before, after=after)
    return metrics


def with_status(call: Call, summaries: JsonObject, at: str) -> JsonObject:
    """The summaries of a run or of an activity, the status spelt as it is stored; raises ServiceError."""
    summary = summaries.get("statusSummary", {})
    if "status" not in summary:
        return summaries
    status = read_status(call, summary["status"], f"{at}/statusSummary/status")
    return {**summaries, "statusSummary": {**summary, "status": status}}


def read_status(call: Call, word: str, at: str) -> str:
    """The status that a word means; raises ServiceError. Source: F 1437-400; rule run.status_words."""
    status = STATUSES.get(word.lower().replace("_", ""))
    if status is None:
        raise STATUS_UNKNOWN(Explanation(at, word, f"one of {', '.join(STATUSES)}"), value=word)
    if status != word:
        call.rests_on("run.status_words")
    return status


def has_no_records(run: JsonObject) -> bool:
    """Whether a run says that nothing was ingested. Source: doc help/dataflows/ui/monitor-sources.md."""
    return bool(run["metrics"].get("recordSummary", {}).get("outputRecordCount") == 0)


def last_run_details(run: JsonObject) -> JsonObject:
    """What a flow shows of its last run; times in milliseconds, as far as they are known. Source: spec, flows."""
    duration = run["metrics"].get("durationSummary", {})
    times = {name: duration[name] for name in ("startedAtUTC", "completedAtUTC") if name in duration}
    return {"id": run["id"], "state": status_of(run), **times}

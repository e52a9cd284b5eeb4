"""Runs of flows."""

from .rule import Rule, fixed

_ON_DEMAND = "doc help/sources/tutorials/api/on-demand-ingestion.md"
_OLDER = "doc help/sources/tutorials/api/create-flow-runs.md"
_RETRY = "doc help/sources/tutorials/api/retry-flows"
_LISTS = "doc help/dataflows/api/sort-and-filter.md"
_SOURCE_ERRORS = "doc help/sources/errors/sources-errors.md"

ROWS: tuple[Rule, ...] = (
    Rule(
        "run.answer",
        "What POST /runs answers; the specification and two pages of the documentation show three forms.",
        "conflicting",
        ("spec createFlowRun", _ON_DEMAND, _OLDER),
        "id and etag, as in the specification",
        "a list named items with id and etag, as on the newest page",
    ),
    Rule(
        "run.retrigger",
        "What re-trigger answers; the run it was asked of stays as it is.",
        "conflicting",
        (_RETRY, "spec postAction"),
        "id and etag of the new run",
        "the new run, whole",
    ),
    Rule(
        "run.update",
        "Whether everybody may PUT a run.",
        "conflicting",
        ("spec updateRun", "doc help/sources/errors/flow-service-errors.md"),
        "yes",
        "only providers, whose tokens this emulator does not issue: 400, code 1427-400",
    ),
    Rule(
        "run.start_time",
        "Whether the params of a new run must have a startTime.",
        "conflicting",
        ("spec, runSpec", _OLDER),
        "no",
        "yes, else 400, code 1359-400",
    ),
    fixed(
        "run.unit",
        "The unit of the times in a run's params.",
        "conflicting",
        ("spec createFlowRun", _ON_DEMAND),
        "seconds; milliseconds from 10^11 on",
    ),
    fixed(
        "run.batch",
        "Which flows run on demand.",
        "inferred",
        (_SOURCE_ERRORS, _ON_DEMAND),
        "those that bring data in and whose flow spec has a schedule; streaming ones and destinations: 1385-400",
    ),
    fixed(
        "run.flow_state",
        "Whether a flow that is a draft or disabled runs on demand.",
        "inferred",
        (_SOURCE_ERRORS,),
        "no: 400, code 1380-400",
    ),
    fixed(
        "run.delta_column",
        "What becomes of the deltaColumn of a run.",
        "inferred",
        (_ON_DEMAND,),
        "the first goes into the flow's Copy transformation, added behind the others where there is none; "
        "a later one may leave parts out but change none (1382-400); flows without tables take none (1384-400)",
    ),
    fixed(
        "run.new",
        "What a new run looks like.",
        "inferred",
        (_OLDER, _LISTS),
        "scheduled, its window in milliseconds, all else empty; state repeats the status, as lists are filtered by it; "
        "providerRefId is M-, the flow's id, -once-0: and a UUID; nothing starts it",
    ),
    fixed(
        "run.put",
        "What a PUT of a run leaves as it was.",
        "inferred",
        ("spec updateRun",),
        "id, creation, flow and flow spec, of which a body can name no others (1312-400); "
        "fields, and summaries of the metrics, that it leaves out; the status, where it names none; customSummary",
    ),
    fixed(
        "run.status",
        "How the status of a run changes.",
        "inferred",
        (_OLDER, _LISTS),
        "scheduled, inProgress, then success, partialSuccess or failed, steps left out at will; never back, "
        "and a run that has ended takes no PUT any more: 400, code 1422-400",
    ),
    fixed(
        "run.status_words",
        "How the status of a run is spelt; the documents have four lists.",
        "conflicting",
        ("spec, StateActionDTO", "destinations spec", "doc help/sources/tutorials/api/monitor.md", _LISTS),
        "any published word in any case is taken and kept as one of scheduled (queued, waiting), inProgress "
        "(processing), success (completed), partialSuccess (partial_failure), failed",
    ),
    fixed(
        "run.last",
        "What a run changes in its flow.",
        "inferred",
        ("spec, lastRunDetails",),
        "lastRunDetails follows the newest run that has started, and the flow gets a new etag with each change",
    ),
    fixed(
        "run.orphan",
        "What happens to runs when their flow is deleted.",
        "inferred",
        ("doc help/sources/tutorials/api/delete-dataflows.md",),
        "they stay, can be read and reported on, and cannot be tried again (1430-400)",
    ),
)

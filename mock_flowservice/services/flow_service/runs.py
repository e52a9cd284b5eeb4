"""Runs of flows: made on demand, moved on by who carries them out, and tried again.

In this version nothing carries them out: a run stays as it is until a PUT reports something else.
"""

from ...call import Call, Reply, operation
from ...contract import operations
from ...errors import Explanation
from ...wire import JsonObject
from .actions import in_capitals
from .collection import check_match, required_match
from .entities import RUNS
from .errors import PARAM_MISSING, RUN_ACTION, RUN_BY_USER
from .running.delta_columns import settle_delta_column
from .running.flows import check_on_demand, check_retrigger, flow_document, show_last_run
from .running.metrics import SCHEDULED, new_metrics
from .running.params import check_params, window_of
from .running.reports import reported
from .stamps import new_etag, stamp, touch


@operation("createFlowRun")
def create_flow_run(call: Call) -> Reply:
    """Run a flow once, on demand.

    Source: spec createFlowRun; doc help/sources/tutorials/api/on-demand-ingestion.md; rule run.answer.
    """
    flow, params = flow_document(call, call.body["flowId"]), call.body["params"]
    check_on_demand(call, flow.body)
    check_params(call, params)
    settle_delta_column(call, flow, params.get("deltaColumn"))
    run = new_run(call, flow.body, params)
    ref = {"id": run["id"], "etag": run["etag"]}
    return Reply({"items": [ref]} if call.published("run.answer") else ref, 201, {"Location": location(run)})


@operation("listFlowRuns")
def list_flow_runs(call: Call) -> Reply:
    """The runs of the sandbox. Source: spec listFlowRuns; doc help/sources/tutorials/api/monitor.md."""
    return RUNS.list(call)


@operation("retrieveFlowRun")
def retrieve_flow_run(call: Call) -> Reply:
    """One run. Source: spec retrieveFlowRun."""
    return RUNS.retrieve(call, call.params["RUN_ID"])


@operation("updateRun")
def update_run(call: Call) -> Reply:
    """Report how a run goes: 200 and the run itself. Source: spec updateRun; rules run.update, run.put."""
    if call.published("run.update"):
        raise RUN_BY_USER(Explanation("Authorization", expected="the token of a provider"))
    document = RUNS.find(call, call.params["RUN_ID"])
    required_match(call)
    fields = call.body
    check_match(call, document)
    run = document.body | reported(call, document.body, fields) | touch(call) | {"etag": new_etag(call)}
    call.emulator.store.put(call.key(RUNS.name, document.id), run, etag=run["etag"], expected=document.etag)
    show_last_run(call, run, document.sequence)
    return Reply(run, 200, {"Location": location(run)})


@operation("postAction")
def post_action(call: Call) -> Reply:
    """Try a run again as a new one. Source: spec postAction; doc retry-flows; rule run.retrigger."""
    document = RUNS.find(call, call.params["RUN_ID"])
    check_action(call)
    check_match(call, document)
    flow = flow_document(call, document.body["flowId"]).body
    check_retrigger(call, document.body, flow)
    run = new_run(call, flow, document.body["params"])
    return Reply(run if call.published("run.retrigger") else {"id": run["id"], "etag": run["etag"]})


def new_run(call: Call, flow: JsonObject, params: JsonObject) -> JsonObject:
    """Store a run that has not started. Source: doc help/sources/tutorials/api/create-flow-runs.md; rule run.new."""
    call.rests_on("run.new")
    id, etag = call.emulator.ids.uuid(), new_etag(call)
    run = {
        "id": id,
        **stamp(call),
        "flowId": flow["id"],
        "flowSpec": flow["flowSpec"],
        "providerRefId": f"M-{flow['id']}-once-0:{call.emulator.ids.uuid()}",
        "params": params,
        "state": SCHEDULED,
        "metrics": new_metrics(window_of(params)),
        "activities": [],
        "etag": etag,
    }
    call.emulator.store.put(call.key(RUNS.name, id), run, etag=etag, expected=None)
    return run


def check_action(call: Call) -> None:
    """The action is re-trigger, however spelt; raises ServiceError. Source: S 1401-400; rule action.spelling."""
    op = call.query.get("op")
    call.rests_on("action.spelling")
    if not op:
        raise PARAM_MISSING(Explanation("op", op, "re-trigger"), problems="the query parameter op is missing")
    if in_capitals(op) != "RE_TRIGGER":
        raise RUN_ACTION(Explanation("op", op, "re-trigger"), op=op)


def location(run: JsonObject) -> str:
    """Where a run can be looked up. Source: spec updateRun, Location; the form is that of all new entities."""
    return f"{operations()['createFlowRun'].path}/{run['id']}"

"""A run and its flow: which flows can run on demand, and what runs leave behind in them.

Source: spec createFlowRun; doc help/sources/tutorials/api/on-demand-ingestion.md; codes from
doc help/sources/errors/flow-service-errors.md (F) and sources-errors.md (S).
"""

from ....call import Call
from ....errors import Explanation
from ....store.base import Document
from ....wire import JsonObject
from ..entities import FLOWS, RUNS
from ..errors import (
    FLOW_ID_EMPTY,
    FLOW_NOT_ENABLED,
    FLOW_UNKNOWN,
    RUN_ACTION_FOR_SPEC,
    RUN_FREQUENCY,
    RUN_IMPOSSIBLE,
    RUN_STATE,
    RUNS_NOT_ON_DEMAND,
)
from ..flow_checks import reads_sources
from ..specs import FLOW_SPECS, find_spec
from ..states import ENABLED
from .metrics import FAILED, SCHEDULED, SUCCESS, has_no_records, last_run_details, status_of


def flow_document(call: Call, id: str | None) -> Document:
    """The flow that a run is of; raises ServiceError. Source: F 1430-400, 1446-400."""
    if not id:
        raise FLOW_ID_EMPTY(Explanation("/flowId", id, "the id of a flow"))
    flow = FLOWS.document(call, id)
    if flow is None:
        raise FLOW_UNKNOWN(Explanation("/flowId", id, "one of the flows"), id=id)
    return flow


def spec_of(call: Call, flow: JsonObject) -> JsonObject:
    """The flow spec of a stored flow: specs cannot be deleted, so it is there."""
    spec = find_spec(call, FLOW_SPECS, flow["flowSpec"]["id"])
    assert spec is not None
    return spec


def runs_on_demand(spec: JsonObject) -> bool:
    """Whether flows of a spec run on demand. Source: rule run.batch."""
    return "scheduleSpec" in spec and reads_sources(spec)


def check_on_demand(call: Call, flow: JsonObject) -> None:
    """A flow can run on demand; raises ServiceError. Source: S 1385-400, 1386-400; rule run.flow_state for 1380-400."""
    spec, frequency = spec_of(call, flow), (flow.get("scheduleParams") or {}).get("frequency")
    if not runs_on_demand(spec):
        raise RUNS_NOT_ON_DEMAND(Explanation("/flowId", spec["name"], "a batch source"), spec=spec["name"])
    if flow["state"] != ENABLED:
        raise RUN_IMPOSSIBLE(Explanation("/flowId", flow["state"], "an enabled flow"), state=flow["state"])
    if frequency != "once":
        raise RUN_FREQUENCY(Explanation("/flowId", frequency, "the frequency once"), frequency=frequency)


def check_retrigger(call: Call, run: JsonObject, flow: JsonObject) -> None:
    """A run can be tried again; raises ServiceError. Source: S 1333-400, 1387-400, 1388-400; doc retry-flows."""
    spec, status = spec_of(call, flow), status_of(run)
    if not runs_on_demand(spec):
        raise RUN_ACTION_FOR_SPEC(Explanation("path", spec["name"], "a run of a batch source"), spec=spec["name"])
    if status != FAILED and not (status == SUCCESS and has_no_records(run)):
        expected = "failed, or success with no records"
        raise RUN_STATE(Explanation("path", status, expected), status=status, expected=expected)
    if flow["state"] != ENABLED:
        raise FLOW_NOT_ENABLED(Explanation("path", flow["state"], "enabled"), id=flow["id"], state=flow["state"])


def show_last_run(call: Call, run: JsonObject, sequence: int) -> None:
    """Let the flow of a run show it, if it is the newest that has started. Source: spec, flows; rule run.last."""
    document, details = FLOWS.document(call, run["flowId"]), last_run_details(run)
    if document is None:
        call.rests_on("run.orphan")
        return
    last = document.body.get("lastRunDetails")
    older = last is not None and RUNS.find(call, last["id"]).sequence > sequence
    if status_of(run) != SCHEDULED and last != details and not older:
        call.rests_on("run.last")
        FLOWS.replace(call, document, document.body | {"lastRunDetails": details})

"""The collections of Flow Service: what may change in each, and how its entities look from outside."""

from ...call import Call
from ...wire import JsonObject
from .auth import hidden, masked, unmasked
from .collection import Collection
from .states import without_versions


def with_runs(call: Call, flow: JsonObject) -> JsonObject:
    """A flow with the link to its runs. Source: spec, runs; rule flow.runs."""
    call.rests_on("flow.runs")
    return {**flow, "runs": f"/runs?property=flowId=={flow['id']}"}


def last_operation(call: Call, operation: str, _flow: JsonObject) -> JsonObject:
    """What a flow remembers of the operation that changed it last; times in milliseconds.

    Source: spec (create), destinations spec and doc update-dataflows (update), the Pendo tutorial (enable);
    rule flow.last_operation.
    """
    call.rests_on("flow.last_operation")
    if operation != "update":
        started = call.now if operation == "create" else 0
        return {"lastOperation": {"started": started, "updated": 0, "operation": operation}}
    last = {
        "started": call.now,
        "updated": call.now,
        "percentCompleted": 100.0,
        "status": {"value": "completed", "properties": None, "errors": []},
        "ops": call.body if isinstance(call.body, list) else [call.body],
        "operation": operation,
    }
    return {"lastOperation": last}


def shown(call: Call, connection: JsonObject) -> JsonObject:
    """A connection as it looks from outside."""
    return masked(call, without_versions(connection))


_OF_DATA = frozenset(("name", "description", "data", "params"))
_OF_FLOWS = frozenset(
    (
        "name",
        "description",
        "scheduleParams",
        "transformations",
        "sourceConnectionIds",
        "targetConnectionIds",
        "policy",
        "options",
    )
)

CONNECTIONS = Collection(
    "connections",
    "createConnection",
    changeable=frozenset(("name", "description", "auth")),
    view=shown,
    meant=unmasked,
    record=lambda call, _operation, connection: hidden(call, connection),
)
SOURCE_CONNECTIONS = Collection("sourceConnections", "createSourceConnection", changeable=_OF_DATA)
TARGET_CONNECTIONS = Collection("targetConnections", "createTargetConnection", changeable=_OF_DATA)
FLOWS = Collection(
    "flows", "createFlow", spec_field="flowSpec", changeable=_OF_FLOWS, view=with_runs, record=last_operation
)
RUNS = Collection("runs", "createFlowRun", spec_field="flowSpec")

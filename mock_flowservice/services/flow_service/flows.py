"""Flows: what brings the data of a source connection into a target connection, and when."""

from ...call import Call, Reply, operation
from ...wire import JsonObject
from .entities import FLOWS
from .flow_checks import checked


@operation("createFlow")
def create_flow(call: Call) -> Reply:
    """Create a dataflow.

    Source: spec createFlow; tutorial, "create a flow"; doc sources-errors and flow-service-errors for the refusals.
    """
    return FLOWS.create(call, new_flow)


@operation("retrieveFlow")
def retrieve_flow(call: Call) -> Reply:
    """One flow. Source: spec retrieveFlow."""
    return FLOWS.retrieve(call, call.params["FLOW_ID"])


@operation("listFlows")
def list_flows(call: Call) -> Reply:
    """The flows of the sandbox. Source: spec listFlows."""
    return FLOWS.list(call)


@operation("patchFlow")
def patch_flow(call: Call) -> Reply:
    """Change a flow. Source: spec patchFlow; doc help/sources/tutorials/api/update-dataflows.md."""
    return FLOWS.patch(call, call.params["FLOW_ID"], changed_flow)


@operation("deleteByFlow")
def delete_by_flow(call: Call) -> Reply:
    """Delete a flow. Source: spec deleteByFlow; doc help/sources/tutorials/api/delete-dataflows.md."""
    return FLOWS.delete(call, call.params["FLOW_ID"])


def new_flow(call: Call, body: JsonObject, before: JsonObject | None) -> JsonObject:
    """The fields of a new flow. Source: spec, lastOperation."""
    last = {"started": call.now, "updated": 0, "operation": "create"}
    return checked(call, body, before) | {"lastOperation": last}


def changed_flow(call: Call, flow: JsonObject, before: JsonObject | None) -> JsonObject:
    """The fields of a changed flow. Source: destinations spec and doc update-dataflows, lastOperation."""
    last = {
        "started": call.now,
        "updated": call.now,
        "percentCompleted": 100.0,
        "status": {"value": "completed", "properties": None, "errors": []},
        "ops": call.body if isinstance(call.body, list) else [call.body],
        "operation": "update",
    }
    return checked(call, flow, before) | {"lastOperation": last}

"""Flows: what brings the data of a source connection into a target connection, and when."""

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from .actions import act
from .entities import FLOWS
from .errors import STATE_IN_BODY
from .flow_checks import checked


@operation("createFlow")
def create_flow(call: Call) -> Reply:
    """Create a dataflow.

    Source: spec createFlow; tutorial, "create a flow"; doc sources-errors and flow-service-errors for the refusals.
    """
    refuse_state(call.body)
    return FLOWS.create(call, checked)


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
    return FLOWS.patch(call, call.params["FLOW_ID"], checked)


@operation("deleteByFlow")
def delete_by_flow(call: Call) -> Reply:
    """Delete a flow.

    Source: spec deleteByFlow; doc help/sources/tutorials/api/delete-dataflows.md; rule flow.deletion.
    """
    call.rests_on("flow.deletion")
    return FLOWS.delete(call, call.params["FLOW_ID"])


@operation("postStateTransition")
def post_state_transition(call: Call) -> Reply:
    """Publish, enable or disable a flow.

    Source: spec postStateTransition; doc help/destinations/api/update-destination-dataflows.md.
    """
    return act(call, FLOWS, call.params["FLOW_ID"], checked)


def refuse_state(flow: JsonObject) -> None:
    """A new flow brings no state; raises ServiceError. Source: F 1410-400."""
    if flow.get("state") is not None:
        raise STATE_IN_BODY(Explanation("/state", flow["state"], "no state"), state=flow["state"])

"""Flow specs: which connections a kind of flow joins, and what its schedule and transformations look like."""

from ...call import Call, Reply, operation
from ...wire import JsonObject
from .spec_collection import create_spec, replace_spec, spec_item, spec_list
from .specs import FLOW_SPECS


@operation("listFlowSpecs")
def list_flow_specs(call: Call) -> Reply:
    """The flow specs, all in one page. Source: spec listFlowSpecs; rule spec.fields."""
    call.rests_on("spec.fields")
    return spec_list(call, FLOW_SPECS)


@operation("retrieveFlowSpec")
def retrieve_flow_spec(call: Call) -> Reply:
    """One flow spec, as the only item of a list. Source: spec retrieveFlowSpec."""
    return spec_item(call, FLOW_SPECS, call.params["FLOW_SPEC_ID"])


@operation("createFlowSpec")
def create_flow_spec(call: Call) -> Reply:
    """Create a flow spec. Source: spec createFlowSpec; rule spec.fields."""
    call.rests_on("spec.fields")
    return create_spec(call, FLOW_SPECS, filled)


@operation("updateFlowSpec")
def update_flow_spec(call: Call) -> Reply:
    """Replace a flow spec. Source: spec updateFlowSpec; doc .../api/update-flow-specs.md; rule spec.fields."""
    call.rests_on("spec.fields")
    return replace_spec(call, FLOW_SPECS, call.params["FLOW_SPEC_ID"], filled)


def filled(spec: JsonObject) -> JsonObject:
    """A flow spec with a version and the lists that clients rely on: rule spec.fields.

    Source: aepp reads both lists of ids; the spec writes transformationSpecDTOS for transformationSpecs in requests.
    """
    rest = dict(spec)
    transformations = rest.pop("transformationSpecDTOS", [])
    lists = {"sourceConnectionSpecIds": [], "targetConnectionSpecIds": [], "transformationSpecs": transformations}
    return {"version": "1.0"} | lists | rest

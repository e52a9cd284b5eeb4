"""Connection specs: what a source or target is, how to sign in there, what to say about its data."""

from ...call import Call, Reply, operation
from ...wire import JsonObject
from .errors import SPEC_NOT_FOR_USERS
from .spec_collection import create_spec, replace_spec, spec_item, spec_list
from .specs import CONNECTION_SPECS


@operation("listConnectionSpecs")
def list_connection_specs(call: Call) -> Reply:
    """The connection specs, all in one page. Source: spec listConnectionSpecs; rule spec.unprinted."""
    call.rests_on("spec.unprinted")
    return spec_list(call, CONNECTION_SPECS)


@operation("retrieveConnectionSpec")
def retrieve_connection_spec(call: Call) -> Reply:
    """One connection spec, as the only item of a list. Source: spec retrieveConnectionSpec; rule spec.unprinted."""
    call.rests_on("spec.unprinted")
    return spec_item(call, CONNECTION_SPECS, call.params["CONNECTION_SPEC_ID"])


@operation("createConnectionSpec")
def create_connection_spec(call: Call) -> Reply:
    """Create a connection spec. Source: spec createConnectionSpec; doc help/sources/sources-sdk/api/create.md."""
    check_writer(call)
    return create_spec(call, CONNECTION_SPECS, filled)


@operation("updateConnectionSpec")
def update_connection_spec(call: Call) -> Reply:
    """Replace a connection spec. Source: spec updateConnectionSpec."""
    check_writer(call)
    return replace_spec(call, CONNECTION_SPECS, call.params["CONNECTION_SPEC_ID"], filled)


def check_writer(call: Call) -> None:
    """Whether a user may write specs. Source: doc flow-service-errors (1426-400); rule spec.writer."""
    if call.published("spec.writer"):
        raise SPEC_NOT_FOR_USERS()


def filled(spec: JsonObject) -> JsonObject:
    """A connection spec with a version, and with the ways to sign in, if only none."""
    return {"version": "1.0", "authSpec": []} | spec

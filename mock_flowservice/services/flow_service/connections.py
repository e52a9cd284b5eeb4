"""Base connections: an account at a source, with its credentials."""

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from .actions import act
from .auth import check_auth, credentials_work
from .entities import CONNECTIONS
from .errors import CONNECTION_IN_USE
from .references import flows_on
from .specs import named_spec, spec_ref


@operation("createConnection")
def create_connection(call: Call) -> Reply:
    """Create a base connection.

    Source: spec createConnection; tutorial, "create a base connection"; destinations spec for the refusals.
    """
    return CONNECTIONS.create(call, checked)


@operation("retrieveConnection")
def retrieve_connection(call: Call) -> Reply:
    """One base connection. Source: spec retrieveConnection."""
    return CONNECTIONS.retrieve(call, call.params["BASE_CONNECTION_ID"])


@operation("listConnections")
def list_connections(call: Call) -> Reply:
    """The base connections of the sandbox. Source: spec listConnections."""
    return CONNECTIONS.list(call)


@operation("patchConnection")
def patch_connection(call: Call) -> Reply:
    """Change a base connection. Source: spec patchConnection; doc help/sources/tutorials/api/update.md."""
    return CONNECTIONS.patch(call, call.params["BASE_CONNECTION_ID"], checked)


@operation("deleteConnection")
def delete_connection(call: Call) -> Reply:
    """Delete a base connection that no flow uses.

    Source: spec deleteConnection; doc flow-service-errors (1418-400); rule reference.in_use.
    """
    call.rests_on("reference.in_use")
    id = call.params["BASE_CONNECTION_ID"]
    if users := flows_on(call, id):
        why = Explanation("path", id, "a connection that no flow uses")
        raise CONNECTION_IN_USE(why, id=id, count=len(users), flow=users[0])
    return CONNECTIONS.delete(call, id)


@operation("performAction")
def perform_action(call: Call) -> Reply:
    """Publish a base connection. Source: spec performAction; doc help/sources/tutorials/api/draft.md."""
    return act(call, CONNECTIONS, call.params["BASE_CONNECTION_ID"], checked)


@operation("testConnection")
def test_connection(call: Call) -> Reply:
    """Whether the credentials work; no is an answer, not an error. Source: spec testConnection."""
    return Reply({"result": credentials_work(call, CONNECTIONS.find(call, call.params["BASE_CONNECTION_ID"]).body)})


def checked(call: Call, body: JsonObject, _before: JsonObject | None) -> JsonObject:
    """The fields of a connection to store; raises ServiceError when they break a rule. Source: rule connection.auth."""
    spec = named_spec(call, "connectionSpec", body)
    fields = {**CONNECTIONS.kept(body), "connectionSpec": spec_ref(spec)}
    if spec["authSpec"]:
        check_auth(call, spec, fields.get("auth"))
    elif fields.pop("auth", None):
        call.rests_on("connection.auth")
    return fields

"""Base connections: an account at a source, with its credentials."""

from ...call import Call, JsonObject, Reply, operation
from ...errors import Explanation
from .collection import Collection, given
from .errors import CONNECTION_IN_USE, FIELD_MISSING
from .specs import check_auth, required_spec, secret_params, spec_ref

MASK = "******"
INVALID = "invalid"
FIELDS = ("name", "description", "connectionSpec", "auth", "providerId")


def masked(entity: JsonObject) -> JsonObject:
    """A connection as it is shown: its secrets replaced. Source: spec (a partial view); the form is inferred."""
    auth = entity.get("auth")
    if not auth:
        return entity
    secrets = secret_params(entity["connectionSpec"]["id"])
    params = {name: MASK if name in secrets else value for name, value in auth.get("params", {}).items()}
    return {**entity, "auth": {**auth, "params": params}}


CONNECTIONS = Collection("connections", "createConnection", frozenset(("name", "description", "auth")), masked)


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
    """Delete a base connection that no flow uses. Source: spec deleteConnection; doc flow-service-errors (1418-400)."""
    id = call.params["BASE_CONNECTION_ID"]
    if users := flows_on(call, id):
        why = Explanation("path", id, "a connection that no flow uses")
        raise CONNECTION_IN_USE(why, id=id, count=len(users), flow=users[0])
    return CONNECTIONS.delete(call, id)


@operation("testConnection")
def test_connection(call: Call) -> Reply:
    """Whether the credentials work; no is an answer, not an error. Source: spec; rule connection.test."""
    entity = CONNECTIONS.find(call, call.params["BASE_CONNECTION_ID"]).body
    call.rest_on("connection.test")
    return Reply({"result": credentials_work(entity)})


def credentials_work(connection: JsonObject) -> bool:
    """Whether the account behind a connection lets us in. Source: inferred; rule connection.test."""
    params = (connection.get("auth") or {}).get("params") or {}
    return all(params.get(name) != INVALID for name in secret_params(connection["connectionSpec"]["id"]))


def checked(call: Call, body: JsonObject, _before: JsonObject | None) -> JsonObject:
    """The fields of a connection to store; raises ServiceError when they break a rule."""
    spec = required_spec(call, body)
    auth = body.get("auth")
    if auth and spec["authSpec"]:
        check_auth(spec, auth)
    elif spec["authSpec"]:
        raise FIELD_MISSING(Explanation("/auth", expected="credentials"), problems="auth is a required property")
    return {**given(body, FIELDS), "connectionSpec": spec_ref(spec)}


def flows_on(call: Call, connection_id: str) -> list[str]:
    """The ids of the flows that read or write through a base connection."""
    return [
        flow["id"]
        for flow in Collection("flows", "createFlow").scan(call)
        for side in ("sourceConnections", "targetConnections")
        for end in flow["inheritedAttributes"][side]
        if end.get("baseConnection", {}).get("id") == connection_id
    ]

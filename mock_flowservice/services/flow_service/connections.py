"""Base connections: an account at a source, with its credentials."""

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import kept
from .entities import CONNECTIONS, MASK
from .errors import CONNECTION_IN_USE, FIELD_MISSING
from .references import flows_on
from .specs import auth_params, check_auth, required_spec, spec_ref

INVALID = "invalid"
"""A secret that does not work, for whoever wants to see a test fail. Inferred: sources have no such word."""
FIELDS = ("name", "description", "connectionSpec", "auth", "providerId")


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
    """Whether the credentials work; no is an answer, not an error. Source: spec testConnection."""
    return Reply({"result": credentials_work(CONNECTIONS.find(call, call.params["BASE_CONNECTION_ID"]).body)})


def credentials_work(connection: JsonObject) -> bool:
    """Whether the account behind a connection lets us in: unless a secret is INVALID. Source: inferred."""
    auth = connection.get("auth")
    if not auth:
        return True
    secrets = (name for name, secret in auth_params(connection["connectionSpec"]["id"], auth["specName"]) if secret)
    return all(auth.get("params", {}).get(name) != INVALID for name in secrets)


def checked(call: Call, body: JsonObject, before: JsonObject | None) -> JsonObject:
    """The fields of a connection to store; raises ServiceError when they break a rule.

    A spec that knows no way to authenticate takes no credentials: what is sent is not kept. Source: inferred.
    """
    spec = required_spec(call, body)
    fields = {**kept(body, FIELDS), "connectionSpec": spec_ref(spec)}
    if not spec["authSpec"]:
        fields.pop("auth", None)
    elif "auth" in fields:
        check_auth(spec, fields["auth"])
        fields["auth"] = unmasked(kept(fields["auth"], ("specName", "params")), (before or {}).get("auth", {}))
    else:
        raise FIELD_MISSING(Explanation("/auth", expected="credentials"), problems="auth is a required property")
    return fields


def unmasked(auth: JsonObject, before: JsonObject) -> JsonObject:
    """Credentials in which what a reader saw masked is what it was: who sends it back has not changed it. Inferred."""
    held = before.get("params", {})
    sent = auth.get("params", {})
    return auth | {"params": {name: held.get(name, value) if value == MASK else value for name, value in sent.items()}}

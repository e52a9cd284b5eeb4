"""The collections of Flow Service: what may change in each, and how its entities look from outside."""

from ...wire import JsonObject
from .collection import Collection
from .specs import open_params

MASK = "******"


def masked(connection: JsonObject) -> JsonObject:
    """A connection as it is shown: all that its spec does not name as open replaced, misspelt secrets included.

    Source: spec (a partial view); the form is inferred.
    """
    auth = connection.get("auth")
    if not auth:
        return connection
    shown = open_params(connection["connectionSpec"]["id"], auth["specName"])
    params = {name: value if name in shown else MASK for name, value in auth.get("params", {}).items()}
    return {**connection, "auth": {**auth, "params": params}}


def with_runs(flow: JsonObject) -> JsonObject:
    """A flow with the link to its runs. Source: spec, runs."""
    return {**flow, "runs": f"/runs?property=flowId=={flow['id']}"}


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

CONNECTIONS = Collection("connections", "createConnection", frozenset(("name", "description", "auth")), masked)
SOURCE_CONNECTIONS = Collection("sourceConnections", "createSourceConnection", _OF_DATA)
TARGET_CONNECTIONS = Collection("targetConnections", "createTargetConnection", _OF_DATA)
FLOWS = Collection("flows", "createFlow", _OF_FLOWS, with_runs)
RUNS = Collection("runs", "createFlowRun")

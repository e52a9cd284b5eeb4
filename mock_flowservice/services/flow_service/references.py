"""What entities say of each other: whom a connection stands on, and who stands on it."""

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from .entities import CONNECTIONS, FLOWS
from .errors import IN_USE, REFERENCE_MISSING


def known_base(call: Call, id: str) -> JsonObject:
    """The base connection with an id that a body names; raises ServiceError. Source: inferred (1439-400)."""
    base = CONNECTIONS.look_up(call, id)
    if base is None:
        why = Explanation("/baseConnectionId", id, "the id of a base connection")
        raise REFERENCE_MISSING(why, field="baseConnectionId", id=id, collection=CONNECTIONS.name)
    return base


def inherited(base: JsonObject) -> JsonObject:
    """What a connection remembers of its base connection. Source: spec, inheritedAttributes."""
    return {"inheritedAttributes": {"baseConnection": {"id": base["id"], "connectionSpec": base["connectionSpec"]}}}


def flows_on(call: Call, connection_id: str) -> list[str]:
    """The ids of the flows that read or write through a base connection."""
    return [
        flow["id"]
        for flow in FLOWS.scan(call)
        for side in ("sourceConnections", "targetConnections")
        for end in flow["inheritedAttributes"][side]
        if end.get("baseConnection", {}).get("id") == connection_id
    ]


def refuse_if_used(call: Call, field: str, id: str) -> None:
    """No flow names this source or target connection; raises ServiceError. Source: inferred (1447-400)."""
    for flow in FLOWS.scan(call):
        if id in flow[field]:
            raise IN_USE(Explanation("path", id, "a connection that no flow uses"), id=id, flow=flow["id"])

"""What entities say of each other: whom a connection stands on, and who stands on it."""

from collections.abc import Iterator

from ...call import Call
from ...errors import Explanation
from ...store.index import Path, values_at
from ...wire import JsonObject
from .entities import CONNECTIONS, FLOWS
from .errors import IN_USE, REFERENCE_MISSING
from .lists.walks import documents_with
from .states import DRAFT, check_finished

BASES: tuple[Path, ...] = tuple(
    ("inheritedAttributes", f"{side}[]", "baseConnection", "id") for side in ("sourceConnections", "targetConnections")
)
"""Where a flow names the base connections that it stands on."""


def known_base(call: Call, id: str) -> JsonObject:
    """The base connection with an id that a body names; raises ServiceError. Source: rule reference.unknown."""
    base = CONNECTIONS.look_up(call, id)
    if base is None:
        why = Explanation("/baseConnectionId", id, "the id of a base connection")
        raise REFERENCE_MISSING(why, field="baseConnectionId", id=id, collection=CONNECTIONS.name)
    check_finished("baseConnectionId", base)
    return base


def inherited(base: JsonObject) -> JsonObject:
    """What a connection remembers of its base connection. Source: spec, inheritedAttributes."""
    return {"inheritedAttributes": {"baseConnection": {"id": base["id"], "connectionSpec": base["connectionSpec"]}}}


def flows_on(call: Call, connection_id: str) -> list[str]:
    """The ids of the flows, but for drafts, that read or write through a base connection."""
    return list(dict.fromkeys(id for path in BASES for id in users(call, path, connection_id)))


def refuse_if_used(call: Call, field: str, id: str) -> None:
    """No flow but a draft names this source or target connection; raises ServiceError. Source: rule reference.in_use"""
    for flow in users(call, (f"{field}[]",), id):
        raise IN_USE(Explanation("path", id, "a connection that no flow uses"), id=id, flow=flow)


def users(call: Call, path: Path, id: str) -> Iterator[str]:
    """The ids of the flows, but for drafts, that hold an id at a path. Source: rule draft.references."""
    for document in documents_with(call, FLOWS.name, path, id):
        flow = document.body
        if flow["state"] == DRAFT:
            call.rests_on("draft.references")
        elif id in values_at(flow, path):
            yield flow["id"]

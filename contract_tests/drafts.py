"""Unfinished entities: what each kind says at least, and what it lacks."""

from collections.abc import Mapping

from flowservice_client import Document, add

from .api import A_DAY, KINDS, Api
from .sources import CREDENTIALS, FILE_FLOW, FILE_STORAGE
from .tutorial import DATA_LAKE, JsonObject

STAGES = ("connections", "sourceConnections", "targetConnections", "flows")
"""In an order in which they can be published."""
BELOW: Mapping[str, tuple[str, ...]] = {
    "connections": (),
    "sourceConnections": ("connections",),
    "targetConnections": (),
    "flows": ("sourceConnections", "targetConnections"),
}
"""What each stands on."""


def least(stage: str) -> JsonObject:
    """What even a draft has to say: its spec, one that knows drafts."""
    if stage == "flows":
        return {"flowSpec": {"id": FILE_FLOW, "version": "1.0"}}
    spec = DATA_LAKE if stage == "targetConnections" else FILE_STORAGE
    return {"connectionSpec": {"id": spec, "version": "1.0"}}


def missing(api: Api, stage: str, ids: Mapping[str, str]) -> JsonObject:
    """What a draft lacks to be published; `ids` are those of what lies below it."""
    if stage == "connections":
        return {"name": api.name(), "auth": CREDENTIALS[FILE_STORAGE]}
    data: JsonObject = {"name": api.name(), "data": {"format": "json"}}
    if stage == "sourceConnections":
        return data | {"baseConnectionId": ids["connections"], "params": {"path": "/events.json"}}
    if stage == "targetConnections":
        return data | {"params": {"dataSetId": api.shared(api.given_dataset).id}}
    return {
        "name": api.name(),
        "sourceConnectionIds": [ids["sourceConnections"]],
        "targetConnectionIds": [ids["targetConnections"]],
        "scheduleParams": {"startTime": int(api.now()) + A_DAY, "frequency": "once"},
    }


def given_least(api: Api, stage: str) -> Document:
    """A draft that says no more than it must."""
    collection = KINDS[stage].collection(api)
    made = collection.create(least(stage), draft=True)
    found: Document = collection.retrieve(made.id)
    return found


def given_draft(api: Api, stage: str, ids: Mapping[str, str]) -> Document:
    """A draft that lacks nothing."""
    collection, draft = KINDS[stage].collection(api), given_least(api, stage)
    steps = [add(f"/{name}", value) for name, value in missing(api, stage, ids).items()]
    collection.update(draft.id, steps, etag=draft.etag)
    found: Document = collection.retrieve(draft.id)
    return found


def given_chain(api: Api) -> dict[str, Document]:
    """A draft of each kind that lacks nothing, each standing on those before it."""
    chain: dict[str, Document] = {}
    for stage in STAGES:
        chain[stage] = given_draft(api, stage, {name: each.id for name, each in chain.items()})
    return chain


def given_publishable(api: Api, stage: str) -> Document:
    """A draft that lacks nothing, on what is published."""
    ids: dict[str, str] = {}
    for each in STAGES[: STAGES.index(stage)]:
        ids[each] = given_draft(api, each, ids).id
        KINDS[each].collection(api).publish(ids[each])
    return given_draft(api, stage, ids)

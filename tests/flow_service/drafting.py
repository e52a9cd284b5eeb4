"""Unfinished entities, as tests make them."""

from typing import Any

from mock_flowservice.wire import JsonObject
from tests.bodies import DATA_LAKE, FILE_FLOW, FILE_STORAGE, KINDS, ONCE, auth_of, connection_specs, spec_ref
from tests.flow_service.in_process import Platform
from tests.replies import Answer, Ref


def draft(platform: Platform, kind: str, **fields: Any) -> Answer:
    """Create a draft that says no more than its spec, and these fields."""
    spec = {"flowSpec": spec_ref(FILE_FLOW)} if kind == "flows" else {"connectionSpec": spec_ref(spec_of(kind))}
    return platform.ask("POST", f"/{kind}?mode=draft", spec | fields)


def spec_of(kind: str) -> str:
    return DATA_LAKE if kind == "targetConnections" else FILE_STORAGE


def publish(platform: Platform, kind: str, id: str) -> Answer:
    return platform.ask("POST", f"/{kind}/{id}/action?op=publish")


def what_is_missing(platform: Platform, kind: str, refs: dict[str, Ref]) -> JsonObject:
    """The fields that a draft of a kind lacks, naming the entities made before."""
    if kind == "connections":
        return {"name": "account", "auth": auth_of(connection_specs()[FILE_STORAGE])}
    if kind == "sourceConnections":
        base = refs["connections"].id
        return {"name": "files", "baseConnectionId": base, "data": {"format": "json"}, "params": {"path": "/a.json"}}
    if kind == "targetConnections":
        return {"name": "lake", "data": {"format": "json"}, "params": {"dataSetId": platform.a_dataset}}
    ends = {"sourceConnectionIds": refs["sourceConnections"].id, "targetConnectionIds": refs["targetConnections"].id}
    return {"name": "flow", "scheduleParams": ONCE} | {field: [id] for field, id in ends.items()}


def completed(platform: Platform, kind: str, refs: dict[str, Ref]) -> Ref:
    """A draft with all that it needs, added by one PATCH."""
    made = draft(platform, kind).ref
    steps = [
        {"op": "add", "path": f"/{name}", "value": value}
        for name, value in what_is_missing(platform, kind, refs).items()
    ]
    return platform.patch(kind, made, *steps).ref


def chain(platform: Platform) -> dict[str, Ref]:
    """A complete draft of each kind, each naming those before it."""
    refs: dict[str, Ref] = {}
    for kind in KINDS:
        refs[kind] = completed(platform, kind, refs)
    return refs

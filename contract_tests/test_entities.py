"""What holds for every entity of Flow Service from its making to its end."""

import re
from typing import Any

import pytest

from flowservice_client import NotFound, add, remove, replace

from .api import NOBODY, WITH_ETAG, Api, Kind
from .raw import Raw, refused
from .readings import Readings
from .tutorial import FLOW_SERVICE, JsonObject

each_kind = pytest.mark.parametrize("kind", WITH_ETAG, ids=str)
A_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SET_BY_SERVICE = ("id", "state", "version", "etag", "lastOperation", "lastRunDetails", "inheritedAttributes", "runs")


def again(kind: Kind, entity: JsonObject) -> JsonObject:
    """What makes another like this one."""
    stamps = ("createdAt", "updatedAt", "createdBy", "updatedBy", "createdClient", "updatedClient")
    scope = ("sandboxId", "sandboxName", "imsOrgId")
    left = {name: value for name, value in entity.items() if name not in (*SET_BY_SERVICE, *stamps, *scope)}
    if str(kind) == "connections":  # its password comes back masked
        left["auth"] = {**left["auth"], "params": {"username": "me", "password": "open sesame"}}
    return left


def patch(raw: Raw, kind: Kind, entity: Any, *steps: JsonObject) -> Any:
    """The answer to a change with the current etag."""
    return raw("PATCH", f"{kind.path}/{entity.id}", json=[*steps], headers={"If-Match": entity.etag})


@pytest.mark.rests_on("create.fields")
@each_kind
def test_making_the_same_twice_makes_two(api: Api, raw: Raw, kind: Kind) -> None:
    body = again(kind, kind.given(api).json)
    made = []
    for _ in range(2):
        reply = raw("POST", kind.path, json=body)
        assert reply.status_code == 201, reply.text
        ref = reply.json()
        assert A_UUID.fullmatch(ref["id"])
        assert re.fullmatch(r'"[^"]+"', ref["etag"])
        made.append(ref["id"])
    assert made[0] != made[1]


@pytest.mark.rests_on("create.location")
@each_kind
def test_the_location_of_what_was_made_is_where_it_is(api: Api, raw: Raw, kind: Kind) -> None:
    reply = raw("POST", kind.path, json=again(kind, kind.given(api).json))
    assert reply.headers["Location"].endswith(f"{kind.path}/{reply.json()['id']}")


@pytest.mark.rests_on("state.initializing")
@each_kind
def test_a_look_up_shows_one_item_as_it_was_sent(api: Api, raw: Raw, kind: Kind) -> None:
    name, description = api.name("looked up"), "seen {by} everybody: äöü \U0001f600"
    entity = kind.given(api, name=name, description=description)
    body = raw("GET", f"{kind.path}/{entity.id}").json()
    [item] = body["items"]
    assert item == entity.json
    assert (item["id"], item["name"], item["description"]) == (entity.id, name, description)
    assert item["etag"] == item["version"]
    assert item["createdAt"] <= item["updatedAt"]
    assert item["state"] == "enabled"
    assert item["sandboxName"] == raw.headers()["x-sandbox-name"]
    spec = item["flowSpec" if str(kind) == "flows" else "connectionSpec"]
    assert A_UUID.fullmatch(spec["id"])
    assert spec["version"] == "1.0"


@each_kind
def test_an_unknown_id_is_404_and_named(raw: Raw, kind: Kind) -> None:
    reply = raw("GET", f"{kind.path}/{NOBODY}")
    refused(reply, 404, word=NOBODY)


@pytest.mark.rests_on("patch.paths")
@each_kind
def test_a_change_leaves_id_and_creation_and_moves_the_time(api: Api, kind: Kind) -> None:
    collection, entity = kind.collection(api), kind.given(api)
    etag, seen = entity.etag, {entity.etag}
    for steps in ([replace("/name", api.name())], [add("/description", "a")], [replace("/description", "b")]):
        answered, before = collection.update(entity.id, steps, etag=etag), collection.retrieve(entity.id)
        assert before.etag == answered.etag
        assert answered.etag not in seen
        assert (before.id, before.json["createdAt"]) == (entity.id, entity.json["createdAt"])
        assert before.json["updatedAt"] >= entity.json["updatedAt"]
        etag = answered.etag
        seen.add(etag)
    assert before.json["description"] == "b"
    collection.update(entity.id, [remove("/description")], etag=etag)
    assert "description" not in collection.retrieve(entity.id).json


@pytest.mark.rests_on("delete.status")
@each_kind
def test_a_deleted_entity_answers_with_nothing_and_is_gone(api: Api, raw: Raw, rules: Readings, kind: Kind) -> None:
    entity = kind.given(api)
    reply = raw("DELETE", f"{kind.path}/{entity.id}")
    assert reply.status_code in rules.allowed("delete.status", tutorial=204, published=202)
    assert reply.content == b""
    with pytest.raises(NotFound):
        kind.collection(api).retrieve(entity.id)
    refused(raw("DELETE", f"{kind.path}/{entity.id}"), 404, word=entity.id)


@pytest.mark.rests_on("patch.order", "patch.paths", "etag.match", "error.envelope")
@each_kind
def test_a_change_that_is_not_possible_is_refused(api: Api, raw: Raw, kind: Kind) -> None:
    entity = kind.given(api)
    unquoted = {"If-Match": str(entity.etag).strip('"')}
    step = {"op": "replace", "path": "/name", "value": "refused"}
    with api.nothing_changes():
        refused(raw("PATCH", f"{kind.path}/{entity.id}", json=[step]), word="1403")
        refused(raw("PATCH", f"{kind.path}/{entity.id}", json=[step], headers=unquoted), 412, word="1404")
        refused(patch(raw, kind, entity, {"op": "move", "from": "/name", "path": "/description"}), word="1434")
        refused(patch(raw, kind, entity, step, {"op": "remove", "path": "/nothing"}))
        refused(patch(raw, kind, entity, {"op": "replace", "path": "/state", "value": "disabled"}))


@pytest.mark.rests_on("error.envelope")
def test_a_connection_stays_with_its_source(api: Api, raw: Raw) -> None:
    connection, kind = api.given_connection(), WITH_ETAG[0]
    for step in (replace("/connectionSpec/id", NOBODY), remove("/connectionSpec")):
        with api.nothing_changes():
            refused(patch(raw, kind, connection, dict(step)), word="1414")


@pytest.mark.rests_on("connection.secrets")
def test_credentials_are_replaced_whole_and_never_shown(api: Api) -> None:
    connection = api.given_connection()
    params = {"username": "another", "password": "secret of the second"}
    api.connections.update(connection.id, [replace("/auth/params", params)], etag=connection.etag)
    shown = api.connections.retrieve(connection.id).json["auth"]["params"]
    assert shown["username"] == "another"
    assert shown.keys() == params.keys()
    assert "secret" not in str(shown)


@pytest.mark.rests_on("connection.auth", "body.codes", "error.envelope")
@pytest.mark.parametrize(
    ("auth", "code"),
    [
        ({"specName": "Palm reading", "params": {"username": "me", "password": "x"}}, "1415"),
        ({"specName": "Basic Authentication", "params": {"username": "me"}}, "1304"),
    ],
    ids=["unknown way", "no password"],
)
def test_a_connection_needs_a_known_way_to_sign_in_and_all_of_it(
    api: Api, raw: Raw, auth: JsonObject, code: str
) -> None:
    kind = WITH_ETAG[0]
    body = again(kind, api.shared(api.given_connection).json) | {"auth": auth}
    with api.nothing_changes():
        refused(raw("POST", kind.path, json=body), word=code)


@pytest.mark.rests_on("spec.unprinted")
def test_a_source_connection_says_what_its_source_requires(api: Api, raw: Raw) -> None:
    source = api.given_source_connection()
    assert source.json["params"].keys() == {"projectId", "timezone"}
    body = again(WITH_ETAG[1], source.json)
    with api.nothing_changes():
        for missing in ("projectId", "timezone"):
            params = {name: value for name, value in body["params"].items() if name != missing}
            refused(raw("POST", f"{FLOW_SERVICE}/sourceConnections", json=body | {"params": params}), word=missing)


@pytest.mark.rests_on("target.data", "error.envelope")
def test_a_target_connection_names_its_data_set(api: Api, raw: Raw) -> None:
    schema = {"id": "https://ns.adobe.com/acme/schemas/1", "version": "application/vnd.adobe.xed-full+json;version=1"}
    target = api.given_target_connection(data={"schema": schema})
    assert target.json["data"]["schema"] == schema
    body = again(WITH_ETAG[2], target.json)
    with api.nothing_changes():
        refused(raw("POST", f"{FLOW_SERVICE}/targetConnections", json=body | {"params": {}}), word="1325")

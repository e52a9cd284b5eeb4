"""Specs of a tenant's own that nobody should write: what is made of them is answered, soon, and tells no secrets."""

import logging
from typing import Any

import pytest

from mock_flowservice.wire import JsonObject
from tests.bodies import MIXPANEL, S3_DESTINATION, flow_body, step
from tests.flow_service.in_process import Platform
from tests.replies import Answer, Ref

EXPLORED = {"type": "Resource"}
PASSWORD = {"type": "string", "format": "password"}
DRAFTS = {"isDraftModeSupported": True}


def own(**fields: Any) -> JsonObject:
    return {"name": "acme", "providerId": "p", "exploreSpec": EXPLORED, "attributes": DRAFTS} | fields


def way(schema: Any, name: str = "Key") -> JsonObject:
    return {"name": name, "type": "KeyBased", "spec": schema}


def open_way(*names: str, secret: str = "") -> JsonObject:
    properties: JsonObject = {name: {"type": "string"} for name in names}
    return way({"type": "object", "properties": properties | ({secret: PASSWORD} if secret else {})})


def given_spec(platform: Platform, *ways: JsonObject, **fields: Any) -> str:
    made = platform.create("connectionSpecs", own(authSpec=list(ways), **fields))
    assert made.status == 201, made.text
    return str(made.body["id"])


def connected(platform: Platform, spec: str, mode: str = "", name: str = "Key", **params: Any) -> Answer:
    auth = {"specName": name, "params": params}
    body = {"name": "account", "connectionSpec": {"id": spec, "version": "1.0"}, "auth": auth}
    return platform.ask("POST", "/connections" + mode, body)


def shown(platform: Platform, made: Ref) -> JsonObject:
    params: JsonObject = platform.get("connections", made.id)["auth"]["params"]
    return params


@pytest.mark.parametrize("schema", [True, {}, {"properties": {"a": True}}, {"type": ["object", "null"]}])
@pytest.mark.parametrize("mode", ["", "?mode=draft"])
def test_an_account_of_any_schema_can_be_looked_at(platform: Platform, schema: Any, mode: str) -> None:
    spec = given_spec(platform, way(schema), sourceSpec={"spec": schema})
    made = connected(platform, spec, mode, a="x").ref
    for path in ("", "/test", "/configs", "/explore?objectType=rest"):
        assert platform.ask("GET", f"/connections/{made.id}{path}").status == 200
    source = {"name": "s", "connectionSpec": {"id": spec}, "baseConnectionId": made.id, "data": {}, "params": {"a": 1}}
    assert platform.create("sourceConnections", source).status == (400 if mode else 201)


@pytest.mark.parametrize("schema", [True, False])
def test_a_schedule_is_checked_by_a_schema_that_is_no_object(platform: Platform, schema: bool) -> None:
    ends = {"sourceConnectionSpecIds": [MIXPANEL], "targetConnectionSpecIds": [S3_DESTINATION]}
    fields = {"scheduleSpec": {"spec": schema}, "optionSpec": {"spec": schema}}
    spec = platform.create("flowSpecs", {"name": "f", "providerId": "p"} | ends | fields).body["id"]
    source, base = platform.given_source(), platform.given_connection(S3_DESTINATION)
    target = platform.given_target(S3_DESTINATION, baseConnectionId=base.id)
    sent = {"flowSpec": {"id": spec}, "scheduleParams": {"interval": "5"}, "options": {"a": 1}}
    assert platform.create("flows", flow_body(source.id, target.id, **sent)).status == (201 if schema else 400)


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"holder": {"type": "object", "properties": {"key": PASSWORD}}}},
        {"properties": {"holder": {"type": "array", "items": PASSWORD}}},
        {"properties": {"holder": {"anyOf": [PASSWORD, {"type": "object"}, {"type": "array"}]}}},
        {"properties": {"holder": {}}, "allOf": [{"properties": {"holder": PASSWORD}}]},
    ],
)
def test_a_secret_is_masked_wherever_it_is_described(platform: Platform, schema: JsonObject) -> None:
    spec = given_spec(platform, way({"properties": {"plain": {}}}), way(schema, "Deep"))
    holder: Any = ["hunter2"] if "array" in str(schema) else {"key": "hunter2"}
    made = connected(platform, spec, "?mode=draft", "Deep", holder=holder).ref
    assert shown(platform, made) == {"holder": "******"}


def test_of_two_ways_of_one_name_the_stricter_is_masked_by(platform: Platform) -> None:
    spec = given_spec(platform, open_way(secret="key"), open_way("key"))
    assert shown(platform, connected(platform, spec, key="hunter2").ref) == {"key": "******"}


@pytest.mark.parametrize("mode", ["", "?mode=draft"])
def test_a_secret_stays_masked_when_its_spec_is_replaced(platform: Platform, mode: str) -> None:
    spec = given_spec(platform, open_way("user", secret="key"))
    made = connected(platform, spec, mode, user="u", key="hunter2", misspelt="hunter3").ref
    replaced = own(authSpec=[open_way("user", "key", "misspelt")])
    assert platform.ask("PUT", f"/connectionSpecs/{spec}", replaced).status == 200
    masked = {"user": "u", "key": "******", "misspelt": "******"}
    assert shown(platform, made) == masked
    made = platform.patch("connections", made, step("replace", "/name", "another")).ref
    assert shown(platform, made) == masked
    for query in ("property=auth.params.key==hunter2", "property=auth.params.misspelt==hunter3", "property=hidden"):
        found = platform.ask("GET", f"/connections?{query}")
        assert found.status == 400 or found.body["items"] == []
    assert "hidden" not in platform.get("connections", made.id)
    fresh = connected(platform, spec, key="public").ref
    assert shown(platform, fresh) == {"key": "public"}


def test_another_way_of_signing_in_does_not_open_a_secret(platform: Platform) -> None:
    spec = given_spec(platform, open_way(secret="key"), way({"properties": {"key": {}}}, "Open"))
    made = connected(platform, spec, key="hunter2").ref
    made = platform.patch("connections", made, step("replace", "/auth/specName", "Open")).ref
    assert shown(platform, made) == {"key": "******"}


def test_what_a_draft_showed_masked_can_be_sent_back(platform: Platform) -> None:
    spec = given_spec(platform, open_way("user", secret="key"))
    made = connected(platform, spec, "?mode=draft", user="u", key="invalid").ref
    auth = platform.get("connections", made.id)["auth"]
    auth["params"]["user"] = "another"
    assert platform.patch("connections", made, step("replace", "/auth", auth)).status == 200
    assert platform.ask("POST", f"/connections/{made.id}/action?op=publish").status == 200
    assert platform.ask("GET", f"/connections/{made.id}/test").body == {"result": False}


def test_what_is_sent_back_masked_is_checked_as_what_it_is(platform: Platform) -> None:
    spec = given_spec(platform, way({"properties": {"key": PASSWORD | {"minLength": 10}}}))
    made = connected(platform, spec, key="0123456789").ref
    auth = platform.get("connections", made.id)["auth"]
    assert platform.patch("connections", made, step("replace", "/auth", auth)).status == 200


def test_schemas_beyond_the_bound_are_refused(platform: Platform) -> None:
    branches = [{"type": "string"}] * 4000
    answer = platform.create("connectionSpecs", own(authSpec=[way({"anyOf": branches})]))
    assert answer.refusal == (400, "1312-400")
    assert "spec.bounds" in answer.rules


def test_a_pattern_that_grows_when_it_is_compiled_is_refused(platform: Platform) -> None:
    answer = platform.create("connectionSpecs", own(authSpec=[way({"pattern": "(a{1,100}){1,90}"})]))
    assert answer.refusal == (400, "1312-400")


@pytest.mark.parametrize("branches", [{"anyOf": [{"type": "string"}] * 1500}, {"enum": list(range(5000))}])
@pytest.mark.parametrize("among", ["itself", "elements"])
def test_not_each_of_many_problems_is_told(platform: Platform, branches: JsonObject, among: str) -> None:
    schema = branches if among == "itself" else {"properties": {"list": {"items": branches}}}
    spec = given_spec(platform, way(schema))
    many: Any = {f"x{n}": n for n in range(2000)} if among == "itself" else {"list": [-1] * 2000}
    auth = {"specName": "Key", "params": many}
    answer = platform.create("connections", {"name": "a", "connectionSpec": {"id": spec}, "auth": auth})
    assert answer.refusal == (400, "1312-400")
    assert answer.body["errorMessage"].endswith("/auth/params: it does not meet the schema of its spec.")


def test_a_value_too_large_for_its_schema_is_refused(platform: Platform) -> None:
    spec = given_spec(platform, way({"anyOf": [{}] * 10_000}))
    assert connected(platform, spec, key="a").status == 201
    answer = connected(platform, spec, key="a" * 100_000)
    assert answer.refusal == (400, "1312-400")
    assert "too large" in answer.body["errorMessage"]


def test_a_long_name_is_not_compared_letter_by_letter(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    spec = given_spec(platform, way({}, "ab" * 100_000), *(way({}, f"{n:036}") for n in range(2000)))
    assert connected(platform, spec, name="ba" * 100_000).refusal == (400, "1415-400")
    assert len(caplog.text) < 20_000


def test_a_group_for_each_of_many_values_is_refused(platform: Platform) -> None:
    ids = [f"{n:036}" for n in range(3000)]
    made = platform.create("flowSpecs", {"name": "f", "providerId": "p", "sourceConnectionSpecIds": ids})
    assert made.status == 201
    answer = platform.ask("POST", "/flowSpecs/search", {"groupByProperty": "sourceConnectionSpecIds[]"})
    assert answer.refusal == (400, "1312-400")
    few = {"groupByProperty": "sourceConnectionSpecIds[]", "projectionFields": "id"}
    assert len(platform.ask("POST", "/flowSpecs/search", few).body["items"]) > 3000


@pytest.mark.parametrize("kind", ["connections", "flows", "flowSpecs"])
def test_a_limit_may_be_written_with_a_point(platform: Platform, kind: str) -> None:
    made = platform.ask("POST", f"/{kind}/search", json={"limit": 1.0})
    assert made.status == 200
    assert len(made.body["items"]) <= 1


def test_no_name_in_a_body_writes_lines_into_the_log(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mock_flowservice")
    spec = given_spec(platform, way({"additionalProperties": {"type": "integer"}}))
    caplog.clear()
    assert connected(platform, spec, **{"a\nforged\x1b[31m\u2028": "x"}).status == 400
    made = platform.create("flowSpecs", {"name": "f", "providerId": "p", "policy": {"a\nforged": {"spec": 5}}})
    assert made.status == 400
    assert len(caplog.text.splitlines()) == 2
    assert "\x1b" not in caplog.text

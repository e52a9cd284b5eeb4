"""The resources: the tutorial's calls, and the shapes that the services answer with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowservice_client import ApiError, Exploration, Flow, NotFound
from tests.client.client_under_test import BASE, CONNECTIONS, ETAG, FLOWS, client_of, entity, scripted

FOUNDATION = f"{BASE}/data/foundation"
REGISTRY = f"{FOUNDATION}/schemaregistry"
SCHEMA = "https://ns.adobe.com/extconndev/schemas/995dabbea86d58e346ff91bd8aa741a9f36f29b1019138d4"


def test_the_tutorials_exploration_is_asked_for_to_the_letter() -> None:
    found = {"format": "hierarchical", "schema": {"type": "object"}, "data": [{"event": "Sign in"}]}
    with scripted() as answers, client_of() as client:
        answers.get(f"{CONNECTIONS}/c1/explore", json=found)
        params = {"projectId": "2671127", "timezone": "Pacific Standard Time"}
        explored = client.connections.explore("c1", object="json", file_type="json", source_params=params)
        url = unquote(str(answers.calls[0].request.url))
    encoded = "eyJwcm9qZWN0SWQiOiIyNjcxMTI3IiwidGltZXpvbmUiOiJQYWNpZmljIFN0YW5kYXJkIFRpbWUifQ=="
    query = f"objectType=rest&object=json&fileType=json&preview=true&sourceParams={encoded}"
    assert url == f"{CONNECTIONS}/c1/explore?{query}"
    assert (explored.format, explored.schema, explored.rows) == (
        "hierarchical",
        {"type": "object"},
        found["data"],
    )


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_entries_of_a_root_come_bare_or_in_items(wrapped: bool) -> None:
    entries = [{"type": "file", "name": "a.csv", "path": "/a.csv"}]
    explored = Exploration({"items": entries} if wrapped else entries)
    assert (explored.entries, explored.rows, explored.schema, explored.format) == (entries, [], {}, None)


@pytest.mark.parametrize("result", [True, False])
def test_a_connection_test_is_a_truth_and_not_an_error(result: bool) -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{CONNECTIONS}/c1/test", json={"result": result})
        assert client.connections.test("c1") is result


@given(fields=st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.booleans())))
def test_a_flow_keeps_all_of_its_json(fields: dict[str, Any]) -> None:
    body = {**fields, "id": "f1", "etag": ETAG, "name": "Hourly", "state": "enabled"}
    flow = Flow(body)
    assert flow.json == body
    assert (flow.id, flow.etag, flow.name, flow.state) == ("f1", ETAG, "Hourly", "enabled")
    assert repr(flow) == "Flow(id='f1', name='Hourly', state='enabled')"


def test_a_flow_cannot_be_changed_and_equals_its_like() -> None:
    flow = Flow({"id": "f1"})
    with pytest.raises(AttributeError):
        flow.json = {}  # type: ignore[misc]
    assert flow == Flow({"id": "f1"})
    assert (flow.schedule, flow.etag, flow.name) == (None, None, None)


SHAPES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a reference": lambda ref: ref,
    "items": lambda ref: {"items": [ref]},
    "an array": lambda ref: [ref],
    "a bare run": lambda ref: {
        **ref,
        "metrics": {"statusSummary": {"status": "scheduled"}},
        "activities": [],
    },
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_a_created_run_is_found_in_every_documented_shape(shape: str) -> None:
    with scripted() as answers, client_of() as client:
        answers.post(f"{FOUNDATION}/flowservice/runs", json=SHAPES[shape]({"id": "r1", "etag": ETAG}), status=201)
        created = client.runs.create({"flowId": "f1", "params": {}})
    assert (created.id, created.etag) == ("r1", ETAG)


def test_a_run_tells_its_status_and_its_etag_in_either_spelling() -> None:
    with scripted() as answers, client_of() as client:
        run = {"id": "r1", "eTag": ETAG, "flowId": "f1", "metrics": {"statusSummary": {"status": "success"}}}
        answers.get(f"{FOUNDATION}/flowservice/runs/r1", json={"items": [run]})
        found = client.runs.retrieve("r1")
    assert (found.status, found.etag, found.flow_id) == ("success", ETAG, "f1")


def test_a_draft_is_asked_for_by_its_mode() -> None:
    with scripted() as answers, client_of() as client:
        answers.post(CONNECTIONS, json={"id": "c1"}, status=201)
        client.connections.create({"name": "n"}, draft=True)
        assert answers.calls[0].request.url == f"{CONNECTIONS}?mode=draft"


@pytest.mark.parametrize("status", [202, 204])
def test_a_deletion_is_done_with_202_and_204_alike(status: int) -> None:
    with scripted() as answers, client_of() as client:
        answers.delete(f"{FLOWS}/f1", status=status)
        client.flows.delete("f1")
        assert "If-Match" not in answers.calls[0].request.headers


@pytest.mark.parametrize(
    ("resource", "path"),
    [
        ("connections", "connections"),
        ("source_connections", "sourceConnections"),
        ("target_connections", "targetConnections"),
        ("flows", "flows"),
        ("runs", "runs"),
        ("connection_specs", "connectionSpecs"),
        ("flow_specs", "flowSpecs"),
    ],
)
def test_every_collection_of_flow_service_answers_under_its_own_path(resource: str, path: str) -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FOUNDATION}/flowservice/{path}/x1", json=entity(id="x1"))
        answers.get(f"{FOUNDATION}/flowservice/{path}/x2", json={"errorMessage": f"{path} not found"}, status=404)
        assert getattr(client, resource).retrieve("x1").id == "x1"
        with pytest.raises(NotFound, match=path):
            getattr(client, resource).retrieve("x2")


def test_a_schema_is_addressed_by_its_url_in_one_segment() -> None:
    with scripted() as answers, client_of() as client:
        path = f"{REGISTRY}/tenant/schemas/https%3A%2F%2Fns.adobe.com%2Fextconndev%2Fschemas%2F"
        path += SCHEMA.rpartition("/")[2]
        answers.get(path, json={"$id": SCHEMA, "meta:altId": "_extconndev.schemas.99", "title": "Events"})
        schema = client.schemas.retrieve(SCHEMA, full=True)
        request = answers.calls[0].request
    assert (schema.id, schema.alt_id, schema.title) == (SCHEMA, "_extconndev.schemas.99", "Events")
    assert request.url == path
    assert request.headers["Accept"] == "application/vnd.adobe.xed-full+json; version=1"


def test_schemas_and_field_groups_are_created_changed_and_deleted() -> None:
    with scripted() as answers, client_of() as client:
        for name in ("schemas", "fieldgroups"):
            answers.post(f"{REGISTRY}/tenant/{name}", json={"$id": "a", "version": "1.0"}, status=201)
            answers.patch(f"{REGISTRY}/tenant/{name}/a", json={"$id": "a", "version": "1.1"})
            answers.delete(f"{REGISTRY}/tenant/{name}/a", status=204)
        for resource in (client.schemas, client.field_groups):
            assert resource.create({"title": "t"}).id == "a"
            assert resource.update("a", [{"op": "add", "path": "/allOf/-", "value": {}}]).version == "1.1"
            resource.delete("a")
        assert len(answers.calls) == 6


def test_the_tenant_id_comes_from_the_registrys_statistics() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{REGISTRY}/stats", json={"tenantId": "extconndev", "imsOrg": "ORG@AdobeOrg"})
        assert client.registry.tenant_id() == "extconndev"
        answers.replace("GET", f"{REGISTRY}/stats", json={})
        with pytest.raises(ApiError, match="tenantId"):
            client.registry.tenant_id()


def test_a_datasets_id_is_taken_from_catalogs_reference() -> None:
    path = f"{FOUNDATION}/catalog/dataSets"
    with scripted() as answers, client_of() as client:
        answers.post(path, json=["@/dataSets/5ef4551c52e054191a61a99f"], status=201)
        answers.get(f"{path}/5ef4551c52e054191a61a99f", json={"5ef4551c52e054191a61a99f": {"name": "Mixpanel"}})
        answers.patch(f"{path}/5ef4551c52e054191a61a99f", json=["@/dataSets/5ef4551c52e054191a61a99f"])
        created = client.datasets.create({"name": "Mixpanel", "schemaRef": {"id": SCHEMA}})
        dataset = client.datasets.retrieve(created.id)
        updated = client.datasets.update(created.id, [{"op": "add", "path": "/description", "value": "d"}])
        assert answers.calls[2].request.headers["Content-Type"] == "application/json-patch+json"
    assert (created.id, updated.id) == ("5ef4551c52e054191a61a99f",) * 2
    assert (dataset.id, dataset.name) == (created.id, "Mixpanel")


@pytest.mark.parametrize("body", [[], {}, [1], "x"])
def test_an_answer_without_a_reference_is_an_error(body: Any) -> None:
    with scripted() as answers, client_of() as client:
        answers.post(f"{FOUNDATION}/catalog/dataSets", json=body, status=201)
        with pytest.raises(ApiError, match="reference"):
            client.datasets.create({})


def test_a_mapping_set_is_created_read_and_replaced() -> None:
    path = f"{FOUNDATION}/conversion/mappingSets"
    mapping = {
        "id": "m1",
        "sourceType": "text/x.schema-path",
        "source": "data.time",
        "destination": "_t.time",
    }
    with scripted() as answers, client_of() as client:
        answers.post(path, json={"id": "s1", "version": 0})
        answers.get(f"{path}/s1", json={"id": "s1", "version": 1, "mappings": [mapping]})
        answers.put(f"{path}/s1", json={"id": "s1", "version": 2})
        answers.get(f"{path}/s1/mappings", json=[mapping])
        answers.get(f"{path}/s1/mappings/m1", json=mapping)
        assert client.mapping_sets.create({"mappings": []}).version == 0
        assert client.mapping_sets.retrieve("s1", version=1, expand_schema=True).version == 1
        assert answers.calls[1].request.url == f"{path}/s1?version=1&expandSchema=true"
        assert client.mapping_sets.replace("s1", {"mappings": []}).version == 2
        assert client.mapping_sets.mappings("s1") == (client.mapping_sets.mapping("s1", "m1"),)
        assert client.mapping_sets.mapping("s1", "m1").destination == "_t.time"


def test_a_sandbox_is_known_by_its_name() -> None:
    path = f"{FOUNDATION}/sandbox-management/sandboxes"
    with scripted() as answers, client_of() as client:
        answers.get(f"{path}/prod", json={"name": "prod", "title": "Production", "type": "production"})
        answers.post(path, json={"name": "dev", "state": "creating"}, status=202)
        answers.patch(f"{path}/dev", json={"title": "New"})
        answers.delete(f"{path}/dev", status=202)
        assert client.sandboxes.retrieve("prod").type == "production"
        assert client.sandboxes.create({"name": "dev", "title": "Dev", "type": "development"}).state == "creating"
        assert client.sandboxes.rename("dev", "New").title == "New"
        client.sandboxes.delete("dev")


def test_any_other_request_can_be_sent_through_the_gateway() -> None:
    with scripted() as answers, client_of() as client:
        answers.get(f"{FOUNDATION}/export/batches/b1/files", json={"data": []})
        assert client.gateway.ask("GET", "/data/foundation/export/batches/b1/files") == {"data": []}

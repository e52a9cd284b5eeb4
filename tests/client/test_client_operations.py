"""Every operation of the contract has a method of the client, and that asks for it as the contract wants it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
import responses

from flowservice_client import Client, replace
from flowservice_client.tokens import OLDER_IMS_PATH
from mock_flowservice.contract import Operation, compile_schema, operations, read_document, resolve
from tests.client.client_under_test import BASE, ETAG, client_of, scripted

Ask: TypeAlias = Callable[[Client], object]


def first(rows: Iterator[Any]) -> Any:
    """Only the first page is asked for."""
    return next(rows, None)


SERVICES = {name: found for name, found in operations().items() if found.document != "emulator"}
PATCH = [replace("/name", "Nightly")]
REF = {"id": "spec", "version": "1.0"}
SEARCH = "property=state==enabled"
MAPPING = {"sourceType": "ATTRIBUTE", "source": "a", "destination": "_t.a"}
MAPPINGS = {"mappings": [MAPPING]}
SOURCE = {"name": "s", "baseConnectionId": "c", "connectionSpec": REF, "data": {"format": "json"}, "params": {}}
TARGET = {"name": "t", "connectionSpec": REF, "params": {"dataSetId": "5ef4551c52e054191a61a99f"}}
FLOW = {"name": "f", "flowSpec": REF, "sourceConnectionIds": ["s"], "targetConnectionIds": ["t"]}
RUN = {"startTime": 1625040887, "windowStartTime": 1625039987, "windowEndTime": 1625040887}
SPEC = {"name": "mine", "providerId": "p"}
PQL = {"type": "PQL", "format": "pql/json", "value": {"nodeType": "literal", "value": True}}

ASKED: dict[str, Ask] = {
    "listConnections": lambda client: first(client.connections.list(property="a==1", orderby="-name", limit=2)),
    "createConnection": lambda client: client.connections.create({"name": "c", "connectionSpec": REF}, draft=True),
    "retrieveConnection": lambda client: client.connections.retrieve("BASE_CONNECTION_ID"),
    "patchConnection": lambda client: client.connections.update("BASE_CONNECTION_ID", PATCH, etag=ETAG),
    "deleteConnection": lambda client: client.connections.delete("BASE_CONNECTION_ID"),
    "testConnection": lambda client: client.connections.test("BASE_CONNECTION_ID"),
    "getByConnectionId": lambda client: client.connections.explore(
        "BASE_CONNECTION_ID",
        object_type="file",
        object="/a.csv.gz",
        file_type="delimited",
        compression_type="gzip",
        column_delimiter=";",
        encoding="UTF-8",
        preview=False,
    ),
    "performAction": lambda client: client.connections.publish("BASE_CONNECTION_ID"),
    "exploreConfigByConnectionId": lambda client: first(client.connections.configs("BASE_CONNECTION_ID")),
    "getConnectionsByFilters": lambda client: first(client.connections.search(SEARCH, orderby="-name", limit=2)),
    "listConnectionSpecs": lambda client: first(client.connection_specs.list(property="name==datalake")),
    "createConnectionSpec": lambda client: client.connection_specs.create(SPEC),
    "retrieveConnectionSpec": lambda client: client.connection_specs.retrieve("CONNECTION_SPEC_ID"),
    "updateConnectionSpec": lambda client: client.connection_specs.replace("CONNECTION_SPEC_ID", SPEC),
    "exploreByConnectionSpecId": lambda client: client.connection_specs.explore(
        "CONNECTION_SPEC_ID", object_type="table", object="accounts", filters=PQL, determine_properties=True
    ),
    "configByConnectionSpecId": lambda client: first(
        client.connection_specs.configs(
            "CONNECTION_SPEC_ID", output_type="activationDatasets", output_field="datasets", limit=100
        )
    ),
    "listFlows": lambda client: first(client.flows.list(property=["state==enabled", "name==a"])),
    "createFlow": lambda client: client.flows.create(FLOW, draft=True),
    "retrieveFlow": lambda client: client.flows.retrieve("FLOW_ID"),
    "deleteByFlow": lambda client: client.flows.delete("FLOW_ID"),
    "patchFlow": lambda client: client.flows.update("FLOW_ID", PATCH, etag=ETAG),
    "getFlowsByFilters": lambda client: first(client.flows.search(SEARCH, limit=2, fields=["id", "name"])),
    "postStateTransition": lambda client: client.flows.enable("FLOW_ID", etag=ETAG),
    "listFlowSpecs": lambda client: first(client.flow_specs.list(property="name==CRMToAEP")),
    "createFlowSpec": lambda client: client.flow_specs.create(SPEC),
    "retrieveFlowSpec": lambda client: client.flow_specs.retrieve("FLOW_SPEC_ID"),
    "updateFlowSpec": lambda client: client.flow_specs.replace("FLOW_SPEC_ID", SPEC),
    "searchFlowSpecs": lambda client: first(client.flow_specs.search(SEARCH, fields=["name"], group_by="name")),
    "listFlowRuns": lambda client: first(client.runs.list(property="flowId==f")),
    "createFlowRun": lambda client: client.runs.create({"flowId": "f", "params": RUN}),
    "retrieveFlowRun": lambda client: client.runs.retrieve("RUN_ID"),
    "updateRun": lambda client: client.runs.update("RUN_ID", {"flowId": "f", "activities": []}, etag=ETAG),
    "postAction": lambda client: client.runs.retrigger("RUN_ID", etag=ETAG),
    "getSourceConnections": lambda client: first(client.source_connections.list(limit=2)),
    "createSourceConnection": lambda client: client.source_connections.create(SOURCE),
    "retrieveSourceConnection": lambda client: client.source_connections.retrieve("SOURCE_CONNECTION_ID"),
    "deleteSourceConnection": lambda client: client.source_connections.delete("SOURCE_CONNECTION_ID"),
    "patchSourceConnection": lambda client: client.source_connections.update("SOURCE_CONNECTION_ID", PATCH, etag=ETAG),
    "performAction_1": lambda client: client.source_connections.publish("SOURCE_CONNECTION_ID"),
    "getTargetConnections": lambda client: first(client.target_connections.list(limit=2)),
    "createTargetConnection": lambda client: client.target_connections.create(TARGET),
    "performAction_2": lambda client: client.target_connections.publish("TARGET_CONNECTION_ID"),
    "retrieveTargetConnection": lambda client: client.target_connections.retrieve("TARGET_CONNECTION_ID"),
    "deleteTargetConnection": lambda client: client.target_connections.delete("TARGET_CONNECTION_ID"),
    "patchTargetConnection": lambda client: client.target_connections.update("TARGET_CONNECTION_ID", PATCH, etag=ETAG),
    "validateExpression": lambda client: client.expressions.validate(
        "lower(a)", mapping_set_id="m", sample="{}", sample_type="application/json"
    ),
    "listMappingSetFunctions": lambda client: client.expressions.functions(),
    "listMappingSetOperators": lambda client: client.expressions.operators(),
    "listMappingSets": lambda client: first(
        client.mapping_sets.list(
            name="n", property="status==DRAFT", orderby="-createdDate", limit=5, expand_schema=True
        )
    ),
    "createMappingSet": lambda client: client.mapping_sets.create(MAPPINGS, validate=True),
    "validateMappingSet": lambda client: client.mapping_sets.validate(MAPPINGS),
    "previewMappingSet": lambda client: client.mapping_sets.preview([{"a": 1}], MAPPINGS),
    "retrieveMappingSet": lambda client: client.mapping_sets.retrieve("MAPPING_SET_ID", version=1, expand_schema=True),
    "putMappingSet": lambda client: client.mapping_sets.replace("MAPPING_SET_ID", MAPPINGS),
    "deleteMappingSet": lambda client: client.mapping_sets.delete("MAPPING_SET_ID"),
    "suggestMappingSet": lambda client: client.mapping_sets.suggest(
        dataset_id="d", batch_id="b", exclude_unmapped=False
    ),
    "listMappings": lambda client: client.mapping_sets.mappings("MAPPING_SET_ID"),
    "retrieveMapping": lambda client: client.mapping_sets.mapping("MAPPING_SET_ID", "MAPPING_ID"),
    "createMapping": lambda client: client.mapping_sets.add_mapping("MAPPING_SET_ID", MAPPING),
    "putMapping": lambda client: client.mapping_sets.replace_mapping("MAPPING_SET_ID", "MAPPING_ID", MAPPING),
    "deleteMapping": lambda client: client.mapping_sets.delete_mapping("MAPPING_SET_ID", "MAPPING_ID"),
    "retrieveStats": lambda client: client.registry.stats(),
    "listSchemas": lambda client: first(client.schemas.list(property="title==a", orderby="title", limit=2)),
    "createSchema": lambda client: client.schemas.create({"title": "t", "allOf": []}),
    "retrieveSchema": lambda client: client.schemas.retrieve("SCHEMA_ID", full=True),
    "patchSchema": lambda client: client.schemas.update("SCHEMA_ID", [replace("/title", "t")]),
    "deleteSchema": lambda client: client.schemas.delete("SCHEMA_ID"),
    "listFieldGroups": lambda client: first(client.field_groups.list()),
    "createFieldGroup": lambda client: client.field_groups.create({"title": "t"}),
    "retrieveFieldGroup": lambda client: client.field_groups.retrieve("FIELD_GROUP_ID"),
    "patchFieldGroup": lambda client: client.field_groups.update("FIELD_GROUP_ID", [replace("/title", "t")]),
    "removeFieldGroup": lambda client: client.field_groups.delete("FIELD_GROUP_ID"),
    "listGlobalFieldGroups": lambda client: first(client.field_groups.list(container="global")),
    "retrieveGlobalFieldGroup": lambda client: client.field_groups.retrieve("FIELD_GROUP_ID", container="global"),
    "listClasses": lambda client: first(client.classes.list()),
    "retrieveClass": lambda client: client.classes.retrieve("CLASS_ID"),
    "listGlobalClasses": lambda client: first(client.classes.list(container="global")),
    "retrieveGlobalClass": lambda client: client.classes.retrieve("CLASS_ID", container="global"),
    "listDatasets": lambda client: first(client.datasets.list(name="n", property="a==1", orderby="desc:created")),
    "createDataset": lambda client: client.datasets.create({"name": "n", "schemaRef": {"id": "s", "contentType": "c"}}),
    "retrieveDataset": lambda client: client.datasets.retrieve("DATASET_ID"),
    "patchDataset": lambda client: client.datasets.update("DATASET_ID", PATCH),
    "deleteDataset": lambda client: client.datasets.delete("DATASET_ID"),
    "listSandboxes": lambda client: first(client.sandboxes.list()),
    "retrieveSandbox": lambda client: client.sandboxes.retrieve("SANDBOX_NAME"),
    "requestToken": lambda client: client.tokens.fetch(),
    "requestTokenV2": lambda client: client.tokens.fetch(OLDER_IMS_PATH),
}
"""A call for each operation; the ids are the names of the path's variables. Tokens are asked for by `tokens`."""


def answers_of(operation: Operation) -> tuple[int, list[Any]]:
    """The success that says most (201 for what was made), and the bodies shown for it; None stands for none."""
    document, documented = read_document(operation.document), operation.spec["responses"]
    status = max(status for status in documented if status.startswith("2"))
    media = resolve(document, documented[status]).get("content", {}).get("application/json", {"example": None})
    named = [resolve(document, each)["value"] for each in media.get("examples", {}).values()]
    return int(status), named or [media["example"]]


def asked_once(ask: Ask, status: int, body: Any) -> Any:
    """The one request that a call makes of a service that gives this answer to everything."""
    content = b"" if body is None else json.dumps(body).encode()
    with scripted() as answers, client_of(client_secret="secret") as client:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            answers.add(responses.Response(method, re.compile(f"{BASE}/"), body=content, status=status))
        ask(client)
        assert len(answers.calls) == 1
        return answers.calls[0].request


def body_problems(operation: Operation, request: Any) -> list[str]:
    """What is wrong with a request's body, by the contract."""
    content = operation.spec.get("requestBody", {}).get("content", {})
    if request.body is None:
        return ["a body is missing"] if operation.spec.get("requestBody", {}).get("required") else []
    kind = request.headers["Content-Type"]
    if kind not in content:
        return [f"a body of type {kind} came"]
    form = kind == "application/x-www-form-urlencoded"
    body = {name: one for name, [one] in parse_qs(request.body).items()} if form else json.loads(request.body)
    return [each.message for each in compile_schema(operation.document, content[kind]["schema"]).iter_errors(body)]


def test_every_operation_of_the_contract_has_a_method_and_every_method_an_operation() -> None:
    assert sorted(ASKED) == sorted(SERVICES)


@pytest.mark.parametrize("operation", SERVICES.values(), ids=SERVICES)
def test_a_method_asks_for_its_operation_and_takes_every_documented_answer(operation: Operation) -> None:
    status, bodies = answers_of(operation)
    for body in bodies:
        request = asked_once(ASKED[operation.id], status, body)
        url = urlsplit(request.url)
        assert (request.method, url.path) == (operation.method, re.sub(r"[{}]", "", operation.path))
        assert parse_qs(url.query).keys() <= operation.query_names
        for (place, name), parameter in operation.parameters.items():
            if parameter.get("required") and place != "path":
                form = parse_qs(url.query if place == "query" else "")
                assert name in (request.headers if place == "header" else form), name
        assert body_problems(operation, request) == []

"""The contract documents are sound: valid OpenAPI, complete, and true to their own examples."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonpointer
import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from mock_flowservice.contract import resolve
from mock_flowservice.wire import JsonObject

FOLDER = Path(__file__).parents[1] / "fixtures" / "openapi"
DOCUMENTS: dict[str, JsonObject] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
EXPECTED = {
    "flow-service": "/data/foundation/flowservice",
    "data-prep": "/data/foundation/conversion",
    "schema-registry": "/data/foundation/schemaregistry",
    "catalog": "/data/foundation/catalog",
    "sandbox": "/data/foundation/sandbox-management",
    "ims": "/ims",
    "emulator": "/_mock",
}
METHODS = {"get", "put", "post", "delete", "patch"}

each_document = pytest.mark.parametrize("name", DOCUMENTS)


def behind(name: str, node: JsonObject) -> JsonObject:
    """A part of a document, its reference followed."""
    return resolve(DOCUMENTS[name], node)


def operations(name: str) -> Iterator[tuple[str, JsonObject]]:
    """Every operation of a document, with its path."""
    for path, item in DOCUMENTS[name]["paths"].items():
        for method in METHODS & item.keys():
            yield path, item[method]


def parameters(name: str, operation: JsonObject) -> list[JsonObject]:
    return [behind(name, each) for each in operation.get("parameters", ())]


def responses(name: str, operation: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Every response of an operation, with where it stands."""
    for status, response in operation["responses"].items():
        yield f"{operation['operationId']} {status}", behind(name, response)


def media(name: str) -> Iterator[tuple[str, JsonObject]]:
    """Every kind of body, sent or answered, with where it stands."""
    for _, operation in operations(name):
        bodies = [(f"{operation['operationId']} request", behind(name, operation.get("requestBody", {})))]
        for where, holder in [*bodies, *responses(name, operation)]:
            for kind, content in holder.get("content", {}).items():
                yield f"{where} {kind}", content


def examples(name: str, holder: JsonObject) -> list[Any]:
    """The examples of a body or a parameter."""
    named = [behind(name, each)["value"] for each in holder.get("examples", {}).values()]
    return [holder["example"], *named] if "example" in holder else named


def in_document(name: str, schema: JsonObject) -> JsonObject:
    """A schema whose references lead into its document."""
    return {**schema, "components": DOCUMENTS[name].get("components", {})}


def faults(name: str, holder: JsonObject) -> list[str]:
    """What is wrong with the examples of a body or a parameter."""
    check = Draft202012Validator(in_document(name, holder["schema"]), format_checker=FormatChecker())
    return [
        f"{error.json_path}: {error.message}"
        for example in examples(name, holder)
        for error in check.iter_errors(example)
    ]


ONE_OF_EACH = (1.5, "text", {"no": ["such", "thing"]}, [None])
"""No field takes a value of each of these types."""


def test_each_service_has_its_document_at_its_real_path() -> None:
    assert {name: document["servers"][0]["url"] for name, document in DOCUMENTS.items()} == EXPECTED


@each_document
def test_a_document_is_valid_openapi_3_1(name: str) -> None:
    assert DOCUMENTS[name]["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENTS[name]).iter_errors()] == []


def test_operation_ids_are_unique_over_all_documents() -> None:
    ids = Counter(operation["operationId"] for name in DOCUMENTS for _, operation in operations(name))
    assert [id for id, count in ids.items() if count > 1] == []
    assert [id for id in ids if not re.fullmatch(r"[a-z][A-Za-z0-9]*(_[0-9]+)?", id)] == []


@each_document
def test_an_operation_says_what_it_does_and_where_that_is_written(name: str) -> None:
    tags = {tag["name"] for tag in DOCUMENTS[name]["tags"]}
    for _, operation in operations(name):
        assert re.fullmatch(r"\S.*[^.\s]", operation["summary"]), operation
        assert set() < set(operation["tags"]) <= tags, operation
        assert set() < set(map(str.strip, operation["x-source"])) - {""}, operation


@each_document
def test_paths_have_no_trailing_slash_and_declare_their_variables(name: str) -> None:
    for path, operation in operations(name):
        declared = {each["name"] for each in parameters(name, operation) if each["in"] == "path"}
        assert path == "/" or not path.endswith("/"), path
        assert set(re.findall(r"{([^}]+)}", path)) == declared, (path, operation["operationId"])


@each_document
def test_a_parameter_is_named_once_and_keeps_its_schema_in_its_examples(name: str) -> None:
    for _, operation in operations(name):
        found = parameters(name, operation)
        names = Counter((each["in"], each["name"]) for each in found)
        assert max(names.values(), default=1) == 1, operation["operationId"]
        for each in found:
            assert examples(name, each) or each["in"] != "path", (operation["operationId"], each["name"])
            assert faults(name, each) == [], (operation["operationId"], each["name"])


@each_document
def test_every_body_has_an_example_and_all_examples_keep_the_schema(name: str) -> None:
    for where, content in media(name):
        assert examples(name, content), f"{where} has no example"
        assert faults(name, content) == [], where


@each_document
def test_only_a_success_that_says_so_by_its_status_has_no_body(name: str) -> None:
    for _, operation in operations(name):
        for where, response in responses(name, operation):
            assert response["description"], where
            assert response.get("content") or where.endswith((" 202", " 204")), where


@each_document
def test_every_operation_names_the_errors_that_can_always_come(name: str) -> None:
    for _, operation in operations(name):
        headers = {each["name"] for each in parameters(name, operation) if each["in"] == "header"}
        expected = {"500", "501"}
        expected |= {"400", "401", "403"} if "Authorization" in headers else set()
        expected |= {"412"} if "If-Match" in headers else set()
        expected |= {"413"} if "requestBody" in operation else set()
        assert expected - operation["responses"].keys() == set(), operation["operationId"]


@each_document
def test_no_field_of_a_request_takes_values_of_every_type(name: str) -> None:
    for _, operation in operations(name):
        for content in behind(name, operation.get("requestBody", {})).get("content", {}).values():
            check = jsonschema_rs.Draft202012Validator(in_document(name, content["schema"]))
            assert not all(map(check.is_valid, ONE_OF_EACH)), operation["operationId"]
            for body in examples(name, content):
                for field in body if isinstance(body, dict) else ():
                    taken = [value for value in ONE_OF_EACH if check.is_valid(body | {field: value})]
                    assert len(taken) < len(ONE_OF_EACH), (operation["operationId"], field)


@each_document
def test_every_schema_compiles_for_the_fast_checker_and_is_used(name: str) -> None:
    text = json.dumps(DOCUMENTS[name])
    for schema in DOCUMENTS[name].get("components", {}).get("schemas", {}):
        reference = f"#/components/schemas/{schema}"
        assert f'"{reference}"' in text, f"{schema} is not used"
        jsonschema_rs.Draft202012Validator(in_document(name, {"$ref": reference}))


@pytest.mark.parametrize(
    ("operation", "pointer", "value"),
    [
        ("createConnection", "/name", 7),
        ("createConnection", "/connectionSpec/id", 7),
        ("createConnection", "/auth/specName", None),
        ("createConnection", "/auth/params", "secret"),
        ("createSourceConnection", "/baseConnectionId", ["one"]),
        ("createSourceConnection", "/params", []),
        ("createSourceConnection", "/data/format", 1),
        ("createTargetConnection", "/params/dataSetId", 1),
        ("createTargetConnection", "/data/schema/version", 1),
        ("createFlow", "/sourceConnectionIds", "one"),
        ("createFlow", "/targetConnectionIds/0", 1),
        ("createFlow", "/transformations/0/params/mappingVersion", 0.5),
        ("createFlow", "/scheduleParams/interval", 15.5),
        ("createFlow", "/scheduleParams/startTime", True),
        ("createFlow", "/scheduleParams/frequency", 15),
        ("createFlowRun", "/params/windowStartTime", None),
        ("updateRun", "/metrics/sizeSummary/inputBytes", "many"),
        ("patchFlow", "/0/path", 1),
        ("patchFlow", "/0/op", None),
        ("getFlowsByFilters", "/limit", 1001),
        ("createConnectionSpec", "/authSpec/0/spec", "schema"),
        ("updateFlowSpec", "/sourceConnectionSpecIds/0", 1),
    ],
)
def test_flow_service_refuses_a_wrong_type_at_any_depth(operation: str, pointer: str, value: Any) -> None:
    (spec,) = [each for _, each in operations("flow-service") if each["operationId"] == operation]
    content = spec["requestBody"]["content"]["application/json"]
    check = jsonschema_rs.Draft202012Validator(in_document("flow-service", content["schema"]))
    (body,) = examples("flow-service", content)
    assert check.is_valid(body)
    assert not check.is_valid(jsonpointer.set_pointer(body, pointer, value, inplace=False))

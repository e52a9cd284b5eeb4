"""The contract: our OpenAPI documents, and the operations that they describe."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import jsonschema_rs

from .data_files import read_json

DOCUMENTS = ("flow-service", "data-prep", "schema-registry", "catalog", "sandbox", "ims", "emulator")
METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of one document."""

    document: str
    method: str
    path: str
    """The whole path, with variables in braces, as the contract writes them."""
    spec: dict[str, Any]

    @property
    def id(self) -> str:
        """Its operationId: unique over all documents."""
        return str(self.spec["operationId"])

    @cached_property
    def parameters(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Its parameters by place (`path`, `query`, `header`) and name."""
        document = read_document(self.document)
        found = [resolve(document, each) for each in self.spec.get("parameters", ())]
        return {(each["in"], each["name"]): each for each in found}

    @cached_property
    def guarded(self) -> bool:
        """Whether the gateway asks who is calling."""
        return ("header", "Authorization") in self.parameters

    @cached_property
    def safe(self) -> bool:
        """Whether it only reads."""
        return self.method == "GET" or self.spec.get("x-safe", False) is True

    @cached_property
    def sandboxed(self) -> bool:
        """Whether what it does happens in one sandbox; the Sandbox API passes the header over."""
        return self.guarded and self.document != "sandbox"

    @cached_property
    def body_check(self) -> jsonschema_rs.Draft202012Validator | None:
        """The compiled schema of its JSON body, if it takes one."""
        content = self.spec.get("requestBody", {}).get("content", {}).get("application/json")
        return compile_schema(self.document, content["schema"]) if content else None

    @cached_property
    def body_fields(self) -> tuple[str, ...]:
        """The fields that its JSON body can have."""
        return tuple(_properties(read_document(self.document), self._body_schema))

    @cached_property
    def draft_check(self) -> jsonschema_rs.Draft202012Validator | None:
        """The compiled schema of its body with `mode=draft`, if it has that mode: fewer fields have to be there."""
        if ("query", "mode") not in self.parameters:
            return None
        schema = resolve(read_document(self.document), self._body_schema)
        return compile_schema(self.document, {**schema, "required": schema["x-draft-required"]})

    def words(self, place: str, name: str) -> tuple[str, ...]:
        """The words that the contract names for a parameter; none if it has no such parameter."""
        alternatives = self.parameters.get((place, name), {}).get("schema", {}).get("anyOf", ())
        return tuple(word for each in alternatives for word in each.get("enum", ()))

    @property
    def _body_schema(self) -> dict[str, Any]:
        found: dict[str, Any] = self.spec["requestBody"]["content"]["application/json"]["schema"]
        return found

    @cached_property
    def query_names(self) -> frozenset[str]:
        """The query parameters that the contract knows."""
        return frozenset(name for place, name in self.parameters if place == "query")

    @cached_property
    def item_fields(self) -> frozenset[str]:
        """The fields that the items of its list can have, as the contract describes them."""
        document = read_document(self.document)
        body = self.spec["responses"]["200"]["content"]["application/json"]["schema"]
        items = _properties(document, body).get("items", {})
        return frozenset(_properties(document, items.get("items", {})))


def _properties(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """All properties that a schema names, through references, `allOf` and alternatives."""
    schema = resolve(document, schema)
    found = dict(schema.get("properties", {}))
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(keyword, ()):
            found |= _properties(document, part)
    return found


def read_document(name: str) -> dict[str, Any]:
    """One of our OpenAPI documents."""
    document: dict[str, Any] = read_json(f"openapi/{name}.json")
    return document


def resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """A part of a document, behind any references."""
    while "$ref" in node:
        target: Any = document
        for name in node["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        node = target
    return node


def compile_schema(name: str, schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """A schema of a document, ready to check with; its references lead into the document."""
    return jsonschema_rs.Draft202012Validator({**schema, "components": read_document(name)["components"]})


@cache
def operations() -> Mapping[str, Operation]:
    """Every operation of every document, by its operationId."""
    return {operation.id: operation for operation in _operations()}


def _operations() -> Iterator[Operation]:
    for name in DOCUMENTS:
        document = read_document(name)
        base = document["servers"][0]["url"]
        for path, item in document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield Operation(name, method.upper(), base + path, item[method])

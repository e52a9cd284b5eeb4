"""OpenAPI documents, ours and Adobe's (Swagger 2 among them), in one shape to be compared in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from mock_flowservice.contract import resolve
from mock_flowservice.wire import JsonObject

METHODS = {"get", "put", "post", "delete", "patch", "head"}
PARTS = ("allOf", "anyOf", "oneOf")


@dataclass(frozen=True)
class Operation:
    """One operation; two documents mean the same one by the same `key`."""

    document: JsonObject
    method: str
    path: str
    spec: JsonObject
    shared: tuple[JsonObject, ...]
    """The parameters that its path declares for all methods."""

    @property
    def title(self) -> str:
        """Method and path, for people."""
        return f"{self.method} {self.path}"

    @property
    def key(self) -> str:
        """Method and path, whatever the variables are called."""
        return re.sub(r"{[^}]*}", "{}", self.title)

    def includes(self, other: "Operation") -> bool:
        """Whether the other is this one, with some variables of the path filled in."""
        return bool(re.fullmatch(re.escape(self.key).replace(r"\{\}", "[^/]+"), other.key))

    def parameters(self) -> set[str]:
        """Place and name of each parameter; header names in lower case, as they have none.

        A body (Swagger 2) is none here, nor is Content-Type: OpenAPI says both by `requestBody`.
        """
        found = [resolve(self.document, each) for each in (*self.shared, *self.spec.get("parameters", ()))]
        headers = {f"header {each['name'].lower()}" for each in found if each["in"] == "header"}
        others = {f"{each['in']} {each['name']}" for each in found if each["in"] in ("path", "query")}
        return others | headers - {"header content-type"}

    def request(self) -> JsonObject:
        """The schema of the body."""
        return body_schema(self.document, resolve(self.document, self.spec.get("requestBody", {})))

    def successes(self) -> dict[str, JsonObject]:
        """The schema of each success response, by status."""
        found = {str(status): resolve(self.document, each) for status, each in self.spec["responses"].items()}
        return {status: body_schema(self.document, each) for status, each in found.items() if status[0] == "2"}


def operations(document: JsonObject) -> Iterator[Operation]:
    """Every operation of a document, by its whole path without a slash at the end."""
    base = document.get("basePath") or urlsplit(document["servers"][0]["url"]).path
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            whole = (base.rstrip("/") + path).rstrip("/")
            yield Operation(document, method.upper(), whole, item[method], tuple(item.get("parameters", ())))


def body_schema(document: JsonObject, holder: JsonObject) -> JsonObject:
    """The schema of a JSON body, or an empty one."""
    kinds = [content for kind, content in holder.get("content", {}).items() if "json" in kind]
    schema: JsonObject = kinds[0].get("schema", {}) if kinds else {}
    return schema


def alternatives(document: JsonObject, schema: JsonObject) -> Iterator[JsonObject]:
    """A schema and everything it is put together from."""
    schema = resolve(document, schema)
    yield schema
    for part in (each for keyword in PARTS for each in schema.get(keyword, ())):
        yield from alternatives(document, part)


def fields(document: JsonObject, schema: JsonObject, above: str = "", within: tuple[int, ...] = ()) -> Iterator[str]:
    """Every field path that a schema names, as `items[].auth.specName`; recursion ends at its first turn."""
    for part in alternatives(document, schema):
        if id(part) in within:
            continue
        inside = (*within, id(part))
        for name, inner in part.get("properties", {}).items():
            path = f"{above}.{name}" if above else name
            yield path
            yield from fields(document, inner, path, inside)
        if "items" in part:
            yield from fields(document, part["items"], f"{above}[]", inside)


def declares(document: JsonObject, schema: JsonObject, path: str) -> bool:
    """Whether a schema knows a field path; a described map (`additionalProperties`) knows every name."""
    found = [schema]
    for name in re.findall(r"\[\]|[^.\[]+", path):
        found = [inner for each in found for part in alternatives(document, each) for inner in step(part, name)]
    return bool(found)


def step(schema: JsonObject, name: str) -> list[JsonObject]:
    """What a schema says of one field, or of the elements of a list."""
    inner = schema.get("items") if name == "[]" else schema.get("properties", {}).get(name)
    if inner is None and name != "[]":
        inner = schema.get("additionalProperties")
    return [inner] if isinstance(inner, dict) else []

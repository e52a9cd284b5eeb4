"""The Schema Registry in this process, as one tenant sees it."""

from itertools import count
from typing import Any
from urllib.parse import quote

from flask import Flask
from hypothesis import strategies as st

from mock_flowservice.wire import JsonObject
from tests.bodies import PROFILE, field_group_body, schema_body
from tests.caller import Caller
from tests.replies import Answer

IDENTITY_MAP = "https://ns.adobe.com/xdm/context/identitymap"
RAW = "application/vnd.adobe.xed+json"
ID = "application/vnd.adobe.xed-id+json"
FULL = "application/vnd.adobe.xed-full+json; version=1"

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


class Registry(Caller):
    """What one tenant can do with schemas and field groups."""

    base = "/data/foundation/schemaregistry"

    def __init__(self, app: Flask | None = None, /, **headers: str) -> None:
        super().__init__(app, **headers)
        self.numbers = count(1)

    def get(self, path: str, accept: str | None = None, **query: Any) -> Answer:
        """Whatever lies at a path, in the view that is accepted."""
        return self.ask("GET", path, headers={"Accept": accept}, query_string=query)

    def create(self, kind: str, body: JsonObject) -> JsonObject:
        """A new resource."""
        answer = self.ask("POST", f"/tenant/{kind}", body)
        assert answer.status == 201, answer.text
        created: JsonObject = answer.body
        return created

    def field_group(self, **fields: Any) -> JsonObject:
        """A new field group with these fields under the tenant's namespace."""
        return self.create("fieldgroups", field_group_body(f"Fields {next(self.numbers)}", fields))

    def schema(self, *parts: str, title: str = "", of: str = PROFILE) -> JsonObject:
        """A new schema from a class and these parts."""
        return self.create("schemas", schema_body(title or f"Schema {next(self.numbers)}", of, *parts))

    def look_up(self, resource: JsonObject, accept: str | None = FULL) -> Answer:
        """A resource, looked up by its id."""
        return self.get(path_of(resource), accept)

    def patch(self, resource: JsonObject, *steps: JsonObject) -> Answer:
        """A resource, changed."""
        return self.ask("PATCH", path_of(resource), list(steps))

    def titles(self, kind: str = "schemas", **query: Any) -> list[str]:
        """The titles of the first page of a list."""
        answer = self.get(f"/tenant/{kind}", ID, **query)
        assert answer.status == 200, answer.text
        return [each["title"] for each in answer.body["results"]]


def path_of(resource: JsonObject) -> str:
    """Where a resource lies, with its id percent-encoded as clients do."""
    kind = {"mixins": "fieldgroups"}.get(resource["meta:resourceType"], resource["meta:resourceType"])
    return f"/tenant/{kind}/{quote(resource['$id'], safe='')}"

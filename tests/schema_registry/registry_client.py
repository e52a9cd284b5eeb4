"""How the tests of the Schema Registry talk to it: every reply is held against the contract."""

from itertools import count
from typing import Any
from urllib.parse import quote, unquote

from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from mock_flowservice.app import create_app
from tests.replies import kept

JsonObject = dict[str, Any]

BASE = "/data/foundation/schemaregistry"
PROFILE = "https://ns.adobe.com/xdm/context/profile"
EXPERIENCE_EVENT = "https://ns.adobe.com/xdm/context/experienceevent"
IDENTITY_MAP = "https://ns.adobe.com/xdm/context/identitymap"
RAW = "application/vnd.adobe.xed+json"
ID = "application/vnd.adobe.xed-id+json"
FULL = "application/vnd.adobe.xed-full+json; version=1"
LAW = settings(deadline=None)
"""For laws: an example may take its time on a busy machine."""

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


class RegistryClient:
    """One caller, in one sandbox."""

    def __init__(self, app: Flask | None = None, sandbox: str = "prod") -> None:
        self.app = app or create_app()
        self.http = self.app.test_client()
        self.sandbox = sandbox
        self.names = count(1)

    def ask(self, method: str, path: str, accept: str | None = None, **more: Any) -> TestResponse:
        """Whatever is answered; checked against the contract."""
        headers = {
            "Authorization": "Bearer t",
            "x-api-key": "k",
            "x-gw-ims-org-id": "AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg",
            "x-sandbox-name": self.sandbox,
        }
        if accept is not None:
            headers["Accept"] = accept
        reply = self.http.open(f"{BASE}{path}", method=method, headers=headers, **more)
        if reply.status_code != 204:
            operation, _ = self.app.url_map.bind("localhost").match(unquote(f"{BASE}{path}"), method)
            return kept(operation, reply)
        return reply

    def create(self, kind: str, body: JsonObject) -> JsonObject:
        """A new resource."""
        reply = self.ask("POST", f"/tenant/{kind}", json=body)
        assert reply.status_code == 201, reply.json
        created: JsonObject = reply.json
        return created

    def field_group(self, **fields: Any) -> JsonObject:
        """A new field group with these fields under the tenant's namespace."""
        return self.create("fieldgroups", field_group_body(f"Fields {next(self.names)}", fields))

    def schema(self, *parts: str, title: str = "", of: str = PROFILE) -> JsonObject:
        """A new schema from a class and these parts."""
        return self.create("schemas", schema_body(title or f"Schema {next(self.names)}", of, *parts))

    def look_up(self, resource: JsonObject, accept: str = FULL) -> TestResponse:
        """A resource, looked up by its id."""
        return self.ask("GET", path_of(resource), accept)

    def patch(self, resource: JsonObject, *steps: JsonObject) -> TestResponse:
        """A resource, changed."""
        return self.ask("PATCH", path_of(resource), json=list(steps))

    def titles(self, kind: str = "schemas", **query: Any) -> list[str]:
        """The titles of the first page of a list."""
        reply = self.ask("GET", f"/tenant/{kind}", ID, query_string=query)
        assert reply.status_code == 200, reply.json
        return [each["title"] for each in reply.json["results"]]


def path_of(resource: JsonObject) -> str:
    """Where a resource lies, with its id percent-encoded as clients do."""
    kind = {"mixins": "fieldgroups"}.get(resource["meta:resourceType"], resource["meta:resourceType"])
    return f"/tenant/{kind}/{quote(resource['$id'], safe='')}"


def field_group_body(title: str, fields: JsonObject, namespace: str = "_extconndev") -> JsonObject:
    """What a client sends for a field group."""
    own = {namespace: {"type": "object", "properties": fields}}
    return {
        "type": "object",
        "title": title,
        "description": "",
        "meta:intendedToExtend": [PROFILE],
        "definitions": {"customFields": {"type": "object", "properties": own}},
        "allOf": [{"$ref": "#/definitions/customFields", "type": "object"}],
    }


def schema_body(title: str, *refs: str) -> JsonObject:
    """What a client sends for a schema: no more than it has to."""
    return {"title": title, "allOf": [{"$ref": ref} for ref in refs]}

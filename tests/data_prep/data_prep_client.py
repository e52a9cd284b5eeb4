"""How the tests of Data Prep talk to it: every reply is held against the contract."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from uuid import uuid4

import jsonschema_rs
from flask import Flask
from hypothesis import settings

from mock_flowservice.app import create_app
from mock_flowservice.contract import compile_schema, operations, read_document, resolve
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings

JsonObject = dict[str, Any]

BASE = "/data/foundation/conversion/mappingSets"
HEADERS = {
    "Authorization": "Bearer t",
    "x-api-key": "k",
    "x-gw-ims-org-id": "AAAAAAAAAAAAAAAAAAAAAAAA@AdobeOrg",
    "x-sandbox-name": "prod",
}
UNSTRESSED = settings(deadline=None)
"""For laws: an example may take its time on a busy machine."""


SHARED = Emulator(Settings(seed=1))
"""One emulator, on which every client without an app of its own has a sandbox of its own."""


@cache
def shared_app() -> Flask:
    """The app of the shared emulator."""
    return create_app(SHARED)


class Answer(NamedTuple):
    """A reply that the contract allows."""

    status_code: int
    json: Any
    headers: Mapping[str, str]


@cache
def reply_check(operation: str, status: int) -> jsonschema_rs.Draft202012Validator:
    """What the contract says of the replies of an operation with this status."""
    response = resolve(read_document("data-prep"), operations()[operation].spec["responses"][str(status)])
    return compile_schema("data-prep", response["content"]["application/json"]["schema"])


class Client:
    """Data Prep, empty, or that of an app."""

    def __init__(self, app: Flask | None = None, **headers: str) -> None:
        own = {} if app else {"x-sandbox-name": uuid4().hex}
        self.http = (app or shared_app()).test_client()
        self.headers = HEADERS | own | headers

    def create(self, body: Any, **query: Any) -> Answer:
        return self._ask("createMappingSet", "POST", "", json=body, query_string=query)

    def put(self, id: str, body: Any) -> Answer:
        return self._ask("putMappingSet", "PUT", f"/{id}", json=body)

    def retrieve(self, id: str, **query: Any) -> Answer:
        return self._ask("retrieveMappingSet", "GET", f"/{id}", query_string=query)

    def list(self, query: Any = "") -> Answer:
        return self._ask("listMappingSets", "GET", "", query_string=query)

    def mappings(self, id: str) -> Answer:
        return self._ask("listMappings", "GET", f"/{id}/mappings")

    def mapping(self, id: str, mapping: str) -> Answer:
        return self._ask("retrieveMapping", "GET", f"/{id}/mappings/{mapping}")

    def given(self, body: JsonObject | None = None, **fields: Any) -> str:
        """The id of a new mapping set."""
        return str(self.create({"mappings": []} | (body or {}) | fields).json["id"])

    def _ask(self, operation: str, method: str, path: str, **what: Any) -> Answer:
        reply = self.http.open(BASE + path, method=method, headers=self.headers, **what)
        reply_check(operation, reply.status_code).validate(reply.json)
        return Answer(reply.status_code, reply.json, dict(reply.headers))

"""Asking the emulator in this process: every reply is held against the contract."""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import jsonschema_rs
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from mock_flowservice.contract import compile_schema, operations, read_document, resolve


class Ref(NamedTuple):
    """What a create or a change answers."""

    id: str
    etag: str


@dataclass(frozen=True)
class Answer:
    """A reply that has been found to keep the contract."""

    status: int
    headers: Headers
    raw: bytes

    @cached_property
    def body(self) -> Any:
        """Its JSON, None where it has no body."""
        return json.loads(self.raw) if self.raw else None

    @property
    def text(self) -> str:
        """Its body as it was written."""
        return self.raw.decode()

    @property
    def code(self) -> str:
        """The code of an error, in whatever envelope."""
        of_problem = str(self.body.get("type", "")).rpartition("/")[2].removeprefix("FLOW-")
        return str(self.body.get("code") or self.body.get("error_code") or of_problem)

    @property
    def refusal(self) -> tuple[int, str]:
        """Status and code of an error."""
        return self.status, self.code

    @property
    def rules(self) -> set[str]:
        """The rules that the answer rests on."""
        return set(filter(None, self.headers.get("x-mock-rule", "").split(", ")))

    @property
    def ref(self) -> Ref:
        """The id and the etag of what was made or changed, in whichever of the published forms."""
        assert self.status in (200, 201), self.text
        [found] = self.body.get("items", [self.body])
        return Ref(found["id"], found["etag"])


def asked(app: Flask, method: str, path: str, **what: Any) -> Answer:
    """The answer to a request, which is no failure of the emulator's."""
    reply = app.test_client().open(path, method=method, **what)
    assert reply.status_code != 500, (method, path, reply.text)
    try:
        operation, _ = app.url_map.bind("localhost").match(reply.request.path, method=method)
    except HTTPException:
        assert reply.status_code in (400, 401, 403, 404, 405), reply.text
        assert reply.get_json().keys() == {"error_code", "message"} or reply.get_json()["status"] == reply.status_code
    else:
        kept(operation, reply)
    return Answer(reply.status_code, reply.headers, reply.data)


def kept(operation: str, reply: TestResponse) -> None:
    """The reply keeps the contract of its operation, and is JSON whatever happened."""
    if reply.status_code in (202, 204) or reply.request.method == "HEAD":
        assert not reply.data
    else:
        assert reply.content_type == "application/json"
        reply_check(operation, reply.status_code).validate(reply.json)


@cache
def reply_check(operation: str, status: int) -> jsonschema_rs.Draft202012Validator:
    """What the contract says of the replies of an operation with this status."""
    found = operations()[operation]
    response = resolve(read_document(found.document), found.spec["responses"][str(status)])
    return compile_schema(found.document, response["content"]["application/json"]["schema"])

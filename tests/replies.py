"""Holding replies against the contract."""

from functools import cache

import jsonschema_rs
from werkzeug.test import TestResponse

from mock_flowservice.contract import compile_schema, operations, read_document, resolve


@cache
def reply_check(operation: str, status: int) -> jsonschema_rs.Draft202012Validator:
    """What the contract says of the replies of an operation with this status."""
    found = operations()[operation]
    response = resolve(read_document(found.document), found.spec["responses"][str(status)])
    return compile_schema(found.document, response["content"]["application/json"]["schema"])


def kept(operation: str, reply: TestResponse) -> TestResponse:
    """The same reply, which keeps the contract of its operation, and is JSON whatever happened."""
    assert reply.content_type == "application/json"
    reply_check(operation, reply.status_code).validate(reply.json)
    return reply

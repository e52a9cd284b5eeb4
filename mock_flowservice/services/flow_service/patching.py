"""PATCH bodies: JSON Patch in the dialect that clients really send, applied to a copy, all or nothing.

Source: doc help/sources/tutorials/api/update-dataflows.md, destinations spec; operation names in any case and a
value beside remove are what aepp sends.
"""

from typing import Any

import jsonpointer

from ...call import Call
from ...errors import Explanation, ServiceError
from ...wire import JsonObject
from .. import json_patch
from .errors import FIELD_INVALID, FIELD_MISSING, PATCH_INVALID, PATCH_OPERATION, PATCH_PATH, SPEC_IMMUTABLE

OPERATIONS = ("add", "replace", "remove")


def read_patch(call: Call, changeable: frozenset[str]) -> list[JsonObject]:
    """The operations of a PATCH body in the form of RFC 6902; raises ServiceError.

    `changeable` are the top-level fields that a patch may touch. Source: rule patch.dialect.
    """
    body = patch_body(call)
    if not isinstance(body, list):
        call.rests_on("patch.dialect")
        body = [body]
    if not body:
        raise PATCH_INVALID(Explanation(got=body, expected="at least one operation"), reason="it has no operations")
    return [read_operation(call, each, changeable) for each in body]


def patch_body(call: Call) -> Any:
    """The body, one operation or a list of them; raises ServiceError. Source: F 1455-400 (a field is missing)."""
    try:
        return call.body
    except ServiceError as error:
        if error.kind not in (FIELD_MISSING, FIELD_INVALID):
            raise
        raise PATCH_INVALID(error.why, reason=error.detail.rstrip(".")) from None


def apply_patch(call: Call, entity: JsonObject, operations: list[Any], changeable: frozenset[str]) -> JsonObject:
    """A changed copy of an entity; raises ServiceError when one of the operations is not possible."""
    fields = {name: value for name, value in entity.items() if name in changeable}
    rest = {name: value for name, value in entity.items() if name not in changeable}
    try:
        return rest | json_patch.apply_patch(call, fields, operations)
    except json_patch.NotPossible as error:
        raise PATCH_INVALID(Explanation(error.pointer, expected="a possible operation"), reason=error) from None


def read_operation(call: Call, operation: JsonObject, changeable: frozenset[str]) -> JsonObject:
    """One operation in the form of RFC 6902; raises ServiceError. Source: rule patch.dialect."""
    name, path = operation["op"].lower(), operation["path"]
    if name != operation["op"] or (name == "remove" and "value" in operation):
        call.rests_on("patch.dialect")
    if name not in OPERATIONS:
        raise PATCH_OPERATION(
            Explanation("/op", operation["op"], f"one of {', '.join(OPERATIONS)}"), op=operation["op"]
        )
    check_path(call, path, changeable)
    if name == "remove":
        return {"op": name, "path": path}
    if "value" not in operation:
        raise PATCH_INVALID(Explanation("/value", expected="a value"), reason=f"{name} {path} has no value")
    return {"op": name, "path": path, "value": operation["value"]}


def check_path(call: Call, path: str, changeable: frozenset[str]) -> None:
    """The path leads into a field that may change; raises ServiceError. Source: F 1414, S 1365; rule patch.paths."""
    try:
        parts = jsonpointer.JsonPointer(path).parts
    except jsonpointer.JsonPointerException as error:
        raise PATCH_INVALID(Explanation("/path", path, "a JSON pointer"), reason=str(error)) from None
    field = parts[0] if parts else ""
    if field == "connectionSpec":
        raise SPEC_IMMUTABLE(Explanation("/path", path))
    if field not in changeable:
        raise unchangeable(path, changeable)


def unchangeable(path: str, changeable: frozenset[str]) -> ServiceError:
    """The refusal of a path, with what could have been meant."""
    hint = ", use the action endpoint" if path == "/state" else ""
    return PATCH_PATH(Explanation("/path", path, f"one of {', '.join(sorted(changeable))}"), path=path, hint=hint)

"""JSON Patch as anybody may send it: applied to a copy, all or nothing, in bounds."""

from copy import deepcopy
from typing import Any

import orjson
from jsonpatch import JsonPatch, JsonPatchException
from jsonpointer import JsonPointerException, resolve_pointer

from ..call import Call
from ..wire import JsonObject
from .bodies import too_deep

MOST_OPERATIONS = 1000
MOST_COPIED = 1024 * 1024
"""Bytes that the `copy` operations of one patch may add: without a bound they could double a document without end.
Source of both bounds: rule request.limits."""

IMPOSSIBLE = (JsonPatchException, JsonPointerException, TypeError, ValueError, LookupError)
"""What the library raises: TypeError for the index "-" of a removal, ValueError for one of thousands of digits."""


class NotPossible(ValueError):
    """A patch that cannot be applied: where, as a pointer into it, and why; it says nothing of the document."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(reason)
        self.pointer = pointer


def apply_patch(call: Call, document: JsonObject, operations: list[Any]) -> JsonObject:
    """A changed copy of a document; raises NotPossible.

    Source: RFC 6902; operation names in any case are what aepp sends; rule request.limits.
    """
    if len(operations) > MOST_OPERATIONS:
        call.rests_on("request.limits")
        raise NotPossible("", f"it has more than {MOST_OPERATIONS} operations")
    changed: Any = deepcopy(document)
    copied = 0
    for index, operation in enumerate(deepcopy(operations)):
        step: Any = {**operation, "op": operation["op"].lower()}
        try:
            if step["op"] == "copy":
                copied += len(orjson.dumps(resolve_pointer(changed, step.get("from", ""))))
            if copied <= MOST_COPIED:
                changed = JsonPatch([step]).apply(changed, in_place=True)
        except IMPOSSIBLE:
            raise NotPossible(f"/{index}", f"{step['op']} {step['path']!r} is not possible") from None
    if copied > MOST_COPIED:
        call.rests_on("request.limits")
        raise NotPossible("", f"it copies more than {MOST_COPIED} bytes")
    if not isinstance(changed, dict) or too_deep(changed):
        call.rests_on("request.limits")
        raise NotPossible("", "the result is no object, or one that is nested too deeply")
    return changed

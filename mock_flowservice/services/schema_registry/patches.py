"""Apply a JSON Patch to a resource, whatever the patch holds.

Source: doc help/xdm/api/appendix.md.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import orjson
from jsonpatch import JsonPatch, JsonPatchException
from jsonpointer import JsonPointerException, resolve_pointer

from ...errors import JsonObject
from ..bodies import too_deep
from .errors import REFUSED

MOST_COPIED = 1024 * 1024
"""Bytes that the `copy` operations of one patch may add; inferred, they could double the resource again and again."""


def patched(resource: JsonObject, patch: Any) -> JsonObject:
    """A copy of a resource with a patch applied; raises ServiceError. The verbs may be in any case."""
    steps = [step | {"op": step["op"].lower()} for step in (patch if isinstance(patch, list) else [patch])]
    try:
        result = apply(deepcopy(resource), steps)
    except (JsonPatchException, JsonPointerException, TypeError, ValueError, LookupError) as error:
        raise REFUSED(problems=f"The patch cannot be applied: {error}") from None
    if not isinstance(result, dict) or too_deep(result):
        raise REFUSED(problems="The patch leaves no object, or one that is nested too deeply")
    return result


def apply(document: Any, steps: Iterable[Any]) -> Any:
    """The document after each step; raises what jsonpatch raises, and ValueError when too much is copied."""
    copied = 0
    for step in steps:
        if step["op"] == "copy":
            copied += len(orjson.dumps(resolve_pointer(document, step.get("from", ""))))
        if copied > MOST_COPIED:
            raise ValueError(f"it copies more than {MOST_COPIED} bytes")
        document = JsonPatch([step]).apply(document, in_place=True)
    return document

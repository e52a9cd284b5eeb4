"""Changing a data set: fields to merge in, or a JSON Patch; all of it or nothing."""

from copy import deepcopy
from functools import cache
from typing import Any

import jsonpatch
import jsonpointer
import jsonschema_rs
import orjson

from ...call import JsonObject
from ...contract import compile_schema
from ...errors import Explanation
from ..bodies import check_value, too_deep
from ..room import Room
from .content import CATALOG_FIELDS
from .errors import CONTENT_INVALID, FIELD_PROTECTED, PATCH_INVALID

MOST_OPERATIONS = 100
IMPOSSIBLE = (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException, TypeError, ValueError)
"""What the library raises for operations that cannot be done."""
LARGEST_RESULT = 256 * 1024
"""In bytes. Both bounds are inferred: without them a patch could copy a data set into itself without end."""

RESULT = Room(field_missing=CONTENT_INVALID, field_invalid=CONTENT_INVALID)
"""How the form of a changed data set is refused; that of a request is refused before."""


def change(dataset: JsonObject, body: Any) -> JsonObject:
    """A data set after a PATCH body: an array is a JSON Patch, whatever its media type, an object is merged in.

    Source: doc help/catalog/api/update-object.md; telling them apart by the body is what aepp needs.
    """
    after = patch(dataset, body) if isinstance(body, list) else {**dataset, **body}
    after = {name: value for name, value in after.items() if value is not None}
    check_fields(dataset, after)
    check_value(RESULT, content_check(), after)
    return after


def patch(dataset: JsonObject, operations: list[JsonObject]) -> JsonObject:
    """A copy of a data set after a JSON Patch; raises ServiceError when one of its operations is not possible."""
    if len(operations) > MOST_OPERATIONS:
        raise PATCH_INVALID(reason=f"it has more than {MOST_OPERATIONS} operations")
    after: Any = deepcopy(dataset)
    for index, operation in enumerate(operations):
        one: Any = {**operation, "op": operation["op"].lower()}
        try:
            after = jsonpatch.apply_patch(after, [one], in_place=True)
        except IMPOSSIBLE as error:
            raise PATCH_INVALID(Explanation(f"/{index}", one, "a possible operation"), reason=error) from None
        check_size(after)
    return dict(after)


def check_size(after: Any) -> None:
    """A patched data set is still an object, no larger and no deeper than one may be."""
    if not isinstance(after, dict):
        raise PATCH_INVALID(Explanation("", expected="an object"), reason="the result is not an object")
    if too_deep(after) or len(orjson.dumps(after)) > LARGEST_RESULT:
        raise PATCH_INVALID(reason="the result is nested too deeply or too large")


def check_fields(before: JsonObject, after: JsonObject) -> None:
    """What Catalog alone sets is as it was. Source: inferred."""
    moved = sorted(name for name in CATALOG_FIELDS if dumped(before, name) != dumped(after, name))
    if moved:
        raise FIELD_PROTECTED(Explanation(f"/{moved[0]}", expected="no change"), fields=", ".join(moved))


def dumped(dataset: JsonObject, name: str) -> bytes:
    """A field as JSON: Python takes 1, 1.0 and true for the same, clients do not."""
    return orjson.dumps(dataset.get(name), option=orjson.OPT_SORT_KEYS)


@cache
def content_check() -> jsonschema_rs.Draft202012Validator:
    """The contract's schema of what a client may send; the name, which each data set has, must stay."""
    return compile_schema("catalog", {"$ref": "#/components/schemas/DatasetContent", "required": ["name"]})

"""Changing a data set: fields to merge in, or a JSON Patch; all of it or nothing."""

from functools import cache
from typing import Any

import jsonschema_rs
import orjson

from ...call import Call
from ...contract import compile_schema
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import check_value
from ..json_patch import NotPossible, apply_patch
from ..refusals import Refusals
from .content import CATALOG_FIELDS
from .errors import CONTENT_INVALID, FIELD_PROTECTED, PATCH_INVALID

RESULT = Refusals(field_missing=CONTENT_INVALID, field_invalid=CONTENT_INVALID)
"""How the form of a changed data set is refused; that of a request is refused before."""


def change(call: Call, dataset: JsonObject, body: Any) -> JsonObject:
    """A data set after a PATCH body: an array is a JSON Patch, whatever its media type, an object is merged in.

    Source: doc help/catalog/api/update-object.md; telling them apart by the body is what aepp needs; rule
    dataset.changes.
    """
    after = patch(call, dataset, body) if isinstance(body, list) else {**dataset, **body}
    after = {name: value for name, value in after.items() if value is not None}
    check_fields(dataset, after)
    check_value(RESULT, content_check(), after)
    return after


def patch(call: Call, dataset: JsonObject, operations: list[JsonObject]) -> JsonObject:
    """A copy of a data set after a JSON Patch; raises ServiceError when one of its operations is not possible."""
    try:
        return apply_patch(call, dataset, operations)
    except NotPossible as error:
        raise PATCH_INVALID(Explanation(error.pointer, expected="a possible operation"), reason=error) from None


def check_fields(before: JsonObject, after: JsonObject) -> None:
    """What Catalog alone sets is as it was. Source: rule dataset.protected."""
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

"""The three operations of JSON Patch that Flow Service and the Schema Registry take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from .wire import Json, JsonObject

Patch: TypeAlias = Sequence[JsonObject]


def operations_of(patch: Patch) -> list[JsonObject]:
    """The operations of a patch as they are sent; TypeError for one that stands alone, outside a list."""
    if not isinstance(patch, Sequence) or not all(isinstance(each, dict) for each in patch):
        raise TypeError("a patch is a list of operations: [replace(...)]")
    return [*patch]


def add(path: str, value: Json) -> JsonObject:
    """Set a field that is not there yet, or insert into an array (`/transformations/-` appends).

    Source: doc help/sources/tutorials/api/update-dataflows.md; RFC 6902.
    """
    return {"op": "add", "path": path, "value": value}


def replace(path: str, value: Json) -> JsonObject:
    """Put a new value where one is; an object is replaced whole, not merged.

    Source: doc help/sources/tutorials/api/update.md; RFC 6902.
    """
    return {"op": "replace", "path": path, "value": value}


def remove(path: str) -> JsonObject:
    """Take a field or an array element away.

    Source: doc help/destinations/api/update-destination-dataflows.md; RFC 6902.
    """
    return {"op": "remove", "path": path}

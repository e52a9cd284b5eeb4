"""What commands are given: JSON files, mapping sets, schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from ..errors import UsageError
from ..mapping.targets import composed_schema
from ..wire import JsonObject
from ..xdm.check import SchemaUnusable


def read_json_file(path: str) -> Any:
    """What a JSON file holds; raises UsageError."""
    try:
        return parsed(Path(path).read_bytes(), path)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def parsed(text: bytes, name: str) -> Any:
    """What a JSON text says; raises UsageError that names where the text is from."""
    try:
        return orjson.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{name} is no JSON: {error}") from None


def read_mapping_set(path: str) -> JsonObject:
    """The mapping set in a file: as the API shows or takes it, or an array of mappings; raises UsageError."""
    found = read_json_file(path)
    mapping_set = {"mappings": found} if isinstance(found, list) else found
    mappings = mapping_set.get("mappings") if isinstance(mapping_set, dict) else None
    if not isinstance(mappings, list):
        raise UsageError(f"{path} holds no mapping set, which is an array of mappings or an object with `mappings`")
    if wrong := [position for position, each in enumerate(mappings) if not isinstance(each, dict)]:
        raise unusable(path, [f"mapping {position}: it is no object" for position in wrong])
    return mapping_set


def unusable(path: str, problems: list[str]) -> UsageError:
    """The error that a mapping set has problems."""
    return UsageError("\n".join([f"{path} cannot be used:", *problems]))


def read_schema(path: str) -> JsonObject:
    """The schema in a file, composed; in an array the first is meant, and the others are what it refers to.

    What Adobe gives everybody need not be there. Raises UsageError.
    """
    found = read_json_file(path)
    resources = found if isinstance(found, list) else [found]
    if not resources or not all(isinstance(each, dict) for each in resources):
        raise UsageError(f"{path} holds no schema: that is an object, or an array of objects whose first is meant")
    try:
        return composed_schema(*resources)
    except SchemaUnusable as error:
        raise UsageError(f"{path}: the schema cannot be used: {error}") from None

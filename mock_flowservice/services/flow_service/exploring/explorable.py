"""What a connection spec says of how its source can be explored; a tenant's own spec may say anything at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ....call import Call
from ....connectors.formats import FILE_TYPES
from ....errors import Explanation
from ....wire import JsonObject, dig
from ..errors import EXPLORE_NOT_SUPPORTED

OBJECT_TYPES = {"FileSystem": ("root", "folder", "file"), "Tabular": ("root", "table"), "Resource": ("rest",)}
"""What each type of exploreSpec can show. Source: doc help/sources/tutorials/api/draft.md, sources-sdk."""


@dataclass(frozen=True)
class Explorable:
    """A source that can be explored."""

    type: str
    object_types: tuple[str, ...]
    file_types: tuple[str, ...]
    wraps_root: bool
    """Whether its root is an object with `items`. Source: doc create/databases/snowflake-streaming.md."""


def explorable(call: Call, spec: JsonObject) -> Explorable:
    """How a source can be explored; raises ServiceError. Source: doc sources-errors (1336); rule explore.own_spec."""
    found = find_explorable(call, spec)
    if found is None:
        raise EXPLORE_NOT_SUPPORTED(Explanation("path", expected="a source that can be explored"), spec=spec["id"])
    return found


def find_explorable(call: Call, spec: JsonObject) -> Explorable | None:
    """How a source can be explored, None if it cannot: if its spec says nothing of it, or nothing that can be done."""
    type = dig(spec, "exploreSpec", "type")
    possible = OBJECT_TYPES.get(type, ()) if isinstance(type, str) else ()
    object_types = said(call, spec, "objectType", possible) if possible else ()
    if not object_types:
        return None
    file_types = said(call, spec, "fileType", FILE_TYPES) if "file" in object_types else ()
    wraps_root = dig(spec, "exploreSpec", "responseSpec", "root", "type") == "object"
    return Explorable(str(type), object_types, file_types, wraps_root)


def said(call: Call, spec: JsonObject, parameter: str, possible: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a parameter that a spec allows, in its order, as far as they are possible; all if it is silent."""
    for properties in request_properties(spec):
        allowed = dig(properties, parameter, "enum")
        if isinstance(allowed, list):
            return tuple(each for each in allowed if isinstance(each, str) and each in possible)
    call.rests_on("explore.own_spec")
    return possible


def request_properties(spec: JsonObject) -> Iterator[Any]:
    """The properties that a spec describes of a request: of every one, and of those of some object type."""
    request = dig(spec, "exploreSpec", "requestSpec")
    yield dig(request, "properties")
    cases = dig(request, "allOf")
    for case in cases if isinstance(cases, list) else ():
        yield dig(case, "then", "properties")


def required_params(spec: JsonObject) -> list[str]:
    """The parameters that a source connection of this spec must have."""
    required = dig(spec, "sourceSpec", "spec", "required")
    return [name for name in required if isinstance(name, str)] if isinstance(required, list) else []


def known_params(spec: JsonObject) -> set[str]:
    """The parameters that a source connection of this spec can have."""
    properties = dig(spec, "sourceSpec", "spec", "properties")
    return set(properties) if isinstance(properties, dict) else set()

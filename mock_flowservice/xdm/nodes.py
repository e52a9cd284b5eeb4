"""What a node of a schema is made of: its subschemas, what it refers to, its texts, and its fields as paths."""

from collections.abc import Iterator
from typing import Any

from ..wire import JsonObject

NAMED = ("properties", "definitions")
"""Keywords that hold a subschema under each name."""
SINGLE = ("items", "additionalProperties")
"""Keywords that hold one subschema."""
TEXTS = frozenset({"title", "description"})


def subschemas(node: JsonObject) -> Iterator[JsonObject]:
    """The schemas directly inside a node."""
    for keyword in NAMED:
        if isinstance(named := node.get(keyword), dict):
            yield from (child for child in named.values() if isinstance(child, dict))
    yield from (node[keyword] for keyword in SINGLE if isinstance(node.get(keyword), dict))
    yield from all_of(node)


def all_of(node: JsonObject) -> Iterator[JsonObject]:
    """The parts that a node is put together from."""
    parts = node.get("allOf")
    yield from (part for part in (parts if isinstance(parts, list) else ()) if isinstance(part, dict))


def references(node: JsonObject) -> Iterator[str]:
    """Every `$ref` in a node, at any depth."""
    if isinstance(ref := node.get("$ref"), str):
        yield ref
    for child in subschemas(node):
        yield from references(child)


def without_texts(node: JsonObject) -> JsonObject:
    """A node without titles and descriptions; fields that have such names stay.

    Source: doc help/xdm/api/getting-started.md, -notext.
    """
    bare = {key: value for key, value in node.items() if key not in TEXTS}
    for keyword in NAMED:
        if isinstance(named := node.get(keyword), dict):
            bare[keyword] = {name: _bare(child) for name, child in named.items()}
    for keyword in SINGLE:
        if keyword in node:
            bare[keyword] = _bare(node[keyword])
    if isinstance(parts := node.get("allOf"), list):
        bare["allOf"] = [_bare(part) for part in parts]
    return bare


def _bare(child: Any) -> Any:
    return without_texts(child) if isinstance(child, dict) else child


def paths(properties: JsonObject, above: str = "") -> Iterator[tuple[str, Any]]:
    """The fields that hold no other fields, each by the names that lead to it, joined with slashes."""
    for name, field in properties.items():
        path = f"{above}{name}"
        inner = field.get("properties") if isinstance(field, dict) else None
        if isinstance(inner, dict) and inner:
            yield from paths(inner, f"{path}/")
        else:
            yield path, field

"""Compose a resource: what it takes over through `$ref` and `allOf` becomes its own `properties`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from jsonpointer import JsonPointerException, resolve_pointer

from ..wire import JsonObject
from .nodes import SINGLE, TEXTS, all_of

Find = Callable[[str], JsonObject | None]
"""From the `$id` of a resource to the resource, or None."""

DEEPEST = 64
"""Levels that fields and references may be nested. Source: rule schema.composition."""
MOST_FIELDS = 10_000
"""Nodes that a composed resource may have: it keeps a small body from growing without end. Rule schema.composition."""
MOST_COPIED = 5_000_000
"""Keywords, names and letters of references that are gone through, each as often as it is taken over."""
REGISTRY_KEYS = frozenset(
    {
        "$id",
        "$schema",
        "version",
        "imsOrg",
        "refs",
        "meta:abstract",
        "meta:allFieldAccess",
        "meta:altId",
        "meta:class",
        "meta:containerId",
        "meta:createdDate",
        "meta:descriptorStatus",
        "meta:descriptors",
        "meta:extends",
        "meta:extensible",
        "meta:immutableTags",
        "meta:intendedToExtend",
        "meta:registryMetadata",
        "meta:resourceType",
        "meta:sandboxId",
        "meta:sandboxType",
        "meta:status",
        "meta:tags",
        "meta:tenantNamespace",
    }
)
"""What a resource says of itself, and what those that refer to it do not take over."""
REPLACED = frozenset({"$ref", "allOf", "definitions"})


class CompositionError(Exception):
    """A resource cannot be composed, because it would grow too large or too deep."""


class TypeClash(CompositionError):
    """Two parts give the same field different types."""


def compose(resource: JsonObject, find: Find) -> JsonObject:
    """A resource with every field it has or takes over in its `properties`; raises CompositionError.

    A reference that leads nowhere adds nothing, and one that leads back into itself ends there.
    Source: doc help/xdm/api/getting-started.md, -full.
    """
    kept = {key: value for key, value in resource.items() if key not in REPLACED}
    return {**kept, "properties": {}, **_Composition(find).node(resource, _Place(resource))}


@dataclass(frozen=True)
class _Place:
    """Where a composition is: in which resource, how deep, and through which references it came."""

    home: JsonObject
    depth: int = 0
    trail: frozenset[tuple[int, str]] = frozenset()

    def below(self) -> _Place:
        return replace(self, depth=self.depth + 1)


class _Composition:
    def __init__(self, find: Find) -> None:
        self._find = find
        self._nodes = self._copied = 0

    def node(self, node: JsonObject, place: _Place) -> JsonObject:
        self._nodes += 1
        if place.depth > DEEPEST:
            raise CompositionError(f"its fields are nested deeper than {DEEPEST} levels")
        if self._nodes > MOST_FIELDS:
            raise CompositionError(f"it has more than {MOST_FIELDS} fields")
        whole: JsonObject = {}
        for part in self._inherited(node, place):
            whole = merge(whole, part)
            self._copy(whole)
        whole = merge(whole, self._own(node, place))
        self._copy(whole)
        return whole

    def _copy(self, node: JsonObject) -> None:
        """Count what is copied with a node; raises CompositionError when that is too much."""
        named = [node.get(keyword) for keyword in ("properties", "required")]
        self._count(len(node) + sum(len(each) for each in named if isinstance(each, dict | list)))

    def _count(self, copied: int) -> None:
        self._copied += copied
        if self._copied > MOST_COPIED:
            raise CompositionError(f"its parts have more than {MOST_COPIED:,} keywords and names")

    def _inherited(self, node: JsonObject, place: _Place) -> Iterator[JsonObject]:
        if isinstance(ref := node.get("$ref"), str) and (found := self._target(ref, place)):
            yield _without(self.node(*found), REGISTRY_KEYS)
        for part in all_of(node):
            yield _without(self.node(part, place.below()), TEXTS)

    def _target(self, ref: str, place: _Place) -> tuple[JsonObject, _Place] | None:
        """What a reference leads to, and where that is."""
        step = (id(place.home), ref)
        if step in place.trail:
            return None
        self._count(len(ref))
        base, _, fragment = ref.partition("#")
        home = self._find(base) if base else place.home
        target = pointed_at(home, fragment) if home else None
        if home is None or target is None:
            return None
        return target, _Place(home, place.depth + 1, place.trail | {step})

    def _own(self, node: JsonObject, place: _Place) -> JsonObject:
        own = _without(node, REPLACED)
        if isinstance(properties := node.get("properties"), dict):
            own["properties"] = {name: self._child(child, place) for name, child in properties.items()}
        return own | {keyword: self._child(node[keyword], place) for keyword in SINGLE if keyword in node}

    def _child(self, child: Any, place: _Place) -> Any:
        return self.node(child, place.below()) if isinstance(child, dict) else child


def pointed_at(resource: JsonObject, fragment: str) -> JsonObject | None:
    """The node of a resource that the fragment of a reference points at, None if there is none."""
    try:
        found = resolve_pointer(resource, unquote(fragment), None)
    except JsonPointerException:
        return None
    return found if isinstance(found, dict) else None


def merge(one: JsonObject, other: JsonObject, path: str = "") -> JsonObject:
    """Two nodes as one: fields and required names of both, of everything else the other's; raises TypeClash."""
    merged = one | other
    if isinstance(ours := one.get("properties"), dict) and isinstance(theirs := other.get("properties"), dict):
        both = {name: _merge_field(ours[name], theirs[name], f"{path}/{name}") for name in ours if name in theirs}
        merged["properties"] = ours | theirs | both
    if isinstance(one.get("required"), list) and isinstance(other.get("required"), list):
        merged["required"] = list(dict.fromkeys(one["required"] + other["required"]))
    return merged


def _merge_field(one: Any, other: Any, path: str) -> Any:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return other
    first, second = one.get("type"), other.get("type")
    if first and second and first != second:
        raise TypeClash(f"{path} is {first} in one part and {second} in another")
    return merge(one, other, path)


def _without(node: JsonObject, keys: frozenset[str]) -> JsonObject:
    return {key: value for key, value in node.items() if key not in keys}

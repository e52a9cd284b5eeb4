"""The schema that a mapping set writes to, whichever way it is given."""

from typing import Any

import orjson

from ..wire import JsonObject
from ..xdm.check import SchemaUnusable
from ..xdm.compose import CompositionError, compose
from ..xdm.nodes import subschemas
from ..xdm.standard import standard_resources


def composed_schema(schema: JsonObject, *others: JsonObject) -> JsonObject:
    """A schema with all its fields: what it refers to is among the others, or what Adobe gives every organisation.

    One that refers to nothing is given back as it is. Raises SchemaUnusable for one that cannot be composed, or refers
    to what is not there.
    """
    known = standard_resources() | {each["$id"]: each for each in others if isinstance(each.get("$id"), str)}
    try:
        if is_composed(schema, known):
            return schema
        return compose(schema, known.get)
    except CompositionError as error:
        raise SchemaUnusable(f"it cannot be composed: {error}") from None


def is_composed(schema: JsonObject, known: dict[str, JsonObject]) -> bool:
    """Whether a schema refers to nothing; raises SchemaUnusable where something that it refers to is not known."""
    composed, seen, waiting = True, {""}, [schema]
    while waiting:
        node = waiting.pop()
        reference = node.get("$ref")
        composed = composed and reference is None and "allOf" not in node
        id = reference.partition("#")[0] if isinstance(reference, str) else ""
        if id not in seen:
            if id not in known:
                raise SchemaUnusable(f"it refers to {id}, which is not there: add it, or take the schema as xed-full")
            seen.add(id)
            waiting.append(known[id])
        waiting += subschemas(node)
    return composed


def inline_schema(mapping_set: JsonObject) -> JsonObject | None:
    """The schema that a set brings itself, as an object or as its JSON text; None if it brings none."""
    output: Any = mapping_set.get("outputSchema")
    schema = output.get("jsonSchema") if isinstance(output, dict) else None
    if isinstance(schema, str):
        try:
            schema = orjson.loads(schema)
        except ValueError:
            return None
    return schema if isinstance(schema, dict) else None

"""The schema that a mapping set writes to, with all its fields."""

from functools import partial

from ...call import Call
from ...wire import JsonObject
from ...xdm.compose import CompositionError, compose
from ..schema_registry import find_resource, find_schema
from .spellings import target


def schema_of(call: Call, mapping_set: JsonObject) -> JsonObject | None:
    """The schema that a set as it was sent, or as it is kept, writes to; None if nobody knows it.

    Source: rule mapping_set.schema.
    """
    from ...mapping.targets import inline_schema

    call.rests_on("mapping_set.schema")
    found = known_schema(call, target(mapping_set).get("schemaRef", {}).get("id", ""))
    return found or composed(call, inline_schema(mapping_set))


def known_schema(call: Call, id: str) -> JsonObject | None:
    """A schema of the Schema Registry; None if it has none, or cannot compose it. Source: spec, expandSchema."""
    return composed(call, find_schema(call, id))


def composed(call: Call, schema: JsonObject | None) -> JsonObject | None:
    """A schema with all that it refers to; None if it cannot be composed. Source: rule schema.composition."""
    try:
        return schema and compose(schema, partial(find_resource, call))
    except CompositionError:
        call.rests_on("schema.composition")
        return None

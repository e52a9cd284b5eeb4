"""The spellings of a mapping set: any that clients use comes in, one is kept, all of them go out.

Source: spec; tutorial; doc help/data-prep/api/mapping-set.md; doc help/sources/tutorials/api/collect.
Where a body says a thing twice, its newer spelling wins: rule mapping_set.spellings.
"""

from ...mapping.mappings import KINDS, first_text, plain_mapping
from ...wire import JsonObject
from ..bodies import kept

SET_DEFAULTS = {"status": "DRAFT", "strictMapping": False, "allowNullValues": False, "supportVersion": "1.1"}
MAPPING_DEFAULTS = {"identity": False, "primaryIdentity": False, "matchScore": 0.0, "functionVersion": 1}
SET_FIELDS = ("name", *SET_DEFAULTS, "tags")
MAPPING_FIELDS = (
    "name",
    "description",
    *MAPPING_DEFAULTS,
    "identityGroup",
    "namespaceCode",
    "expressionAttributes",
)
SCHEMA_FIELDS = ("id", "version", "sampleId", "schemaRef")
DATES = ("createdDate", "modifiedDate")


def plain_set(sent: JsonObject) -> JsonObject:
    """A set as it is kept, but for its mappings; schemas are kept by reference, without their `jsonSchema`."""
    schemas = {"inputSchema": kept(sent.get("inputSchema") or {}, SCHEMA_FIELDS), "outputSchema": target(sent)}
    named = {name: {"version": 0} | schema for name, schema in schemas.items() if schema}
    return SET_DEFAULTS | kept(sent, SET_FIELDS) | named


def target(sent: JsonObject) -> JsonObject:
    """The schema that a set maps to, whichever way it is named; empty if it is not."""
    output = kept(sent.get("outputSchema") or {}, SCHEMA_FIELDS)
    newer, older = output.get("schemaRef", {}), sent.get("schemaRef") or {}
    reference = {
        "id": first_text(newer.get("id"), older.get("id"), sent.get("xdmSchema")),
        "contentType": first_text(newer.get("contentType"), older.get("contentType"), sent.get("xdmVersion")),
    }
    reference = kept(reference, tuple(reference))
    return output | ({"schemaRef": reference} if reference else {})


def kept_mapping(sent: JsonObject) -> JsonObject:
    """A mapping as it is kept; `source` and `destination` are None if it has them in no spelling."""
    return plain_mapping(sent) | MAPPING_DEFAULTS | kept(sent, MAPPING_FIELDS)


def shown_set(body: JsonObject, *, words: bool) -> JsonObject:
    """A set as reads show it; kinds of mappings are spelled as media types, or as `words`."""
    reference = body.get("outputSchema", {}).get("schemaRef", {})
    echoes = {
        "xdmSchema": reference.get("id"),
        "xdmVersion": reference.get("contentType"),
        "schemaRef": reference or None,
    }
    mappings = [shown_mapping(each, words=words) for each in body["mappings"]]
    return rounded(body) | {"mappings": mappings} | kept(echoes, tuple(echoes))


def shown_mapping(mapping: JsonObject, *, words: bool) -> JsonObject:
    """A mapping as reads show it, in the newer spelling and in the older one."""
    kind = mapping["sourceType"]
    return rounded(mapping) | {
        "sourceType": KINDS[kind] if words else kind,
        "sourceAttribute": mapping["source"],
        "destinationXdmPath": mapping["destination"],
    }


def rounded(body: JsonObject) -> JsonObject:
    """A resource whose dates are whole seconds, as all that are read. Source: doc help/data-prep/api/mapping-set.md."""
    return body | {name: (body[name] + 500) // 1000 * 1000 for name in DATES}

"""The body that a resource is kept with: what the client sent, and what the registry adds to it."""

from collections.abc import Iterable

from ...call import Call
from ...wire import JsonObject
from ...xdm.compose import REGISTRY_KEYS
from ...xdm.nodes import all_of, references
from ..sandbox import BUILT_IN
from .identifiers import NAMESPACE, alt_id, new_id
from .kinds import FIELD_GROUP, SCHEMA, Kind
from .library import find

GLOBAL_LIBRARY = "1.38.2"
"""The version of the standard resources. Source: spec, meta:globalLibVersion."""
DERIVED = REGISTRY_KEYS - {"meta:immutableTags", "meta:intendedToExtend"}
"""What only the registry says of a resource."""
OBJECT = {"type": "object", "meta:xdmType": "object"}


def registered(call: Call, kind: Kind, content: JsonObject, before: JsonObject | None = None) -> JsonObject:
    """What is kept of `content`; what the registry decides is passed over in it, and set here.

    Source: spec, createSchema and createFieldGroup (ids and version are read-only); aepp sends more such keys.
    """
    sent = {key: value for key, value in content.items() if value is not None and key not in DERIVED}
    id = before["$id"] if before else new_id(call, kind.type)
    head = {
        "$id": id,
        "meta:altId": alt_id(id),
        "meta:resourceType": kind.type,
        "version": next_version(before["version"]) if before else "1.0",
    }
    return head | OBJECT | sent | {"meta:xdmType": "object"} | composition(call, kind, sent) | origin(call, before)


def composition(call: Call, kind: Kind, sent: JsonObject) -> JsonObject:
    """What follows from the parts of a resource."""
    refs = sorted({base for ref in references(sent) if (base := ref.partition("#")[0])})
    extended = extends(call, sorted({str(part.get("$ref", "")).partition("#")[0] for part in all_of(sent)} - {""}))
    found: JsonObject = {
        "meta:extensible": kind is FIELD_GROUP,
        "meta:abstract": kind is FIELD_GROUP,
    }
    if "allOf" in sent:
        found["allOf"] = [part | {key: part.get(key, "object") for key in OBJECT} for part in sent["allOf"]]
    if kind is FIELD_GROUP:
        found["meta:intendedToExtend"] = sent.get("meta:intendedToExtend", [])
    if kind is SCHEMA:
        found["meta:class"] = next(iter(classes(call, sent)), "")
    if kind is SCHEMA or refs:
        found |= {"refs": refs, "meta:extends": extended}
    return found


def extends(call: Call, refs: Iterable[str]) -> list[str]:
    """All that resources and what they extend are composed of, each once. Source: spec, meta:extends."""
    chains = [[*((find(call, ref) or {}).get("meta:extends") or ()), ref] for ref in refs]
    return list(dict.fromkeys(id for chain in chains for id in chain))


def classes(call: Call, resource: JsonObject) -> list[str]:
    """The classes that a resource names in `allOf`."""
    refs = [part["$ref"] for part in all_of(resource) if "$ref" in part]
    return [ref for ref in refs if (find(call, ref) or {}).get("meta:resourceType") == "classes"]


def next_version(version: str) -> str:
    """The version after a change. Source: doc help/xdm/api/schemas.md (the minor version grows by one)."""
    major, _, minor = version.partition(".")
    return f"{major}.{int(minor) + 1}"


def origin(call: Call, before: JsonObject | None) -> JsonObject:
    """Who made a resource and changed it last, when, and where it belongs. Source: spec, meta:registryMetadata."""
    created = {
        "repo:createdDate": call.now,
        "xdm:createdClientId": call.client_id,
        "xdm:createdUserId": call.user,
    }
    changed = {
        "repo:lastModifiedDate": call.now,
        "xdm:lastModifiedClientId": call.client_id,
        "xdm:lastModifiedUserId": call.user,
        "eTag": call.emulator.ids.hex(64),
        "meta:globalLibVersion": GLOBAL_LIBRARY,
    }
    _, sandbox_type = BUILT_IN.get(call.tenant.sandbox, ("", "development"))
    return {
        "imsOrg": call.tenant.org,
        "meta:registryMetadata": (before["meta:registryMetadata"] if before else created) | changed,
        "meta:containerId": "tenant",
        "meta:sandboxId": call.sandbox_id,
        "meta:sandboxType": sandbox_type,
        "meta:tenantNamespace": NAMESPACE,
    }

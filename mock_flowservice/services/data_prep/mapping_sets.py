"""Mapping sets: create, look up, list, replace, delete."""

from ...call import Call, Reply, operation
from ...wire import JsonObject
from ..queries import switch, whole_number
from .checks import check
from .errors import PARAMETER
from .listing import page_of_sets
from .schemas import known_schema
from .spellings import kept_mapping, plain_set, shown_set
from .versions import next_stamp, remove, required, save, stamp

ANNOUNCED = ("id", "version", "createdDate", "modifiedDate", "createdBy", "modifiedBy")


@operation("createMappingSet")
def create_mapping_set(call: Call) -> Reply:
    """Store a mapping set as version 0; the answer does not repeat its mappings.

    Source: spec createMappingSet; tutorial; `validate` as aepp sends it; rule mapping_set.check.
    """
    body = made(call, call.emulator.ids.hex(32), strict=switch(call, PARAMETER, "validate"))
    save(call, body)
    return Reply({name: body[name] for name in ANNOUNCED})


@operation("putMappingSet")
def put_mapping_set(call: Call) -> Reply:
    """Replace all of a set: the next version, with mappings that are new resources.

    Source: spec putMappingSet; doc help/data-prep/api/mapping-set.md, by the dates that it shows; rule
    mapping_set.replaced.
    """
    call.rests_on("mapping_set.replaced")
    held = required(call)
    body = made(call, held["id"]) | next_stamp(call, held)
    save(call, body, replacing=held)
    return Reply(shown(call, body))


@operation("retrieveMappingSet")
def retrieve_mapping_set(call: Call) -> Reply:
    """A mapping set in one of its versions.

    Source: spec retrieveMappingSet; aepp relies on the latest where none is named; rule mapping_set.version.
    """
    expand, version = switch(call, PARAMETER, "expandSchema"), version_asked(call)
    body = required(call, version)
    if version is None and body["version"] and call.published("mapping_set.version"):
        body = required(call, 0)
    return Reply(shown(call, body, expand=expand))


@operation("listMappingSets")
def list_mapping_sets(call: Call) -> Reply:
    """A page of mapping sets, each in its latest version. Source: spec listMappingSets; postman; aepp."""
    expand = switch(call, PARAMETER, "expandSchema")
    page, about = page_of_sets(call)
    return Reply({"data": [shown(call, body, expand=expand) for body in page]} | about)


@operation("deleteMappingSet")
def delete_mapping_set(call: Call) -> Reply:
    """Remove a set with all its versions, whoever names it. Source: aepp; rule mapping_set.deleted."""
    call.rests_on("mapping_set.deleted")
    remove(call, required(call))
    return Reply(status=204)


def made(call: Call, id: str, *, strict: bool = False) -> JsonObject:
    """A version 0 out of the body of a call; raises ServiceError that names all that is wrong with it.

    Source: rules mapping_set.check and mapping_set.spellings.
    """
    call.rests_on("mapping_set.spellings")
    sent = call.body
    check(call, sent, strict=strict)
    body = stamp(call, id) | plain_set(sent)
    for name in ("inputSchema", "outputSchema"):
        if name in body:
            body[name] = {"id": call.emulator.ids.hex(32)} | body[name]
    body["mappings"] = [stamp(call, call.emulator.ids.hex(32)) | kept_mapping(each) for each in sent["mappings"]]
    return body


def shown(call: Call, body: JsonObject, *, expand: bool = False) -> JsonObject:
    """A set as reads show it. Source: doc help/data-prep/api/mapping-set.md; rule mapping.source_type."""
    show = shown_set(body, words=call.published("mapping.source_type"))
    if expand and (schema := known_schema(call, show.get("xdmSchema", ""))):
        show["outputSchema"] = show["outputSchema"] | {"jsonSchema": schema}
    return show


def version_asked(call: Call) -> int | None:
    """The version that a query names, if it does. Source: spec retrieveMappingSet."""
    return None if call.query.get("version") is None else whole_number(call, PARAMETER, "version", 0)

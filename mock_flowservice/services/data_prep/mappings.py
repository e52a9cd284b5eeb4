"""The mappings of a set: look at them, add, replace and delete one."""

from ...call import Call, Reply, operation
from ...errors import Explanation
from ...wire import JsonObject
from .checks import check
from .errors import MAPPING_UNKNOWN
from .spellings import kept_mapping, shown_mapping
from .versions import next_stamp, required, save, stamp


@operation("listMappings")
def list_mappings(call: Call) -> Reply:
    """The mappings of a set's latest version, as an array.

    Source: doc help/data-prep/api/mapping-set.md; rule mapping_set.mappings.
    """
    call.rests_on("mapping_set.mappings")
    return Reply([shown(call, each) for each in required(call)["mappings"]])


@operation("retrieveMapping")
def retrieve_mapping(call: Call) -> Reply:
    """One mapping of a set's latest version. Source: spec; rule mapping_set.mappings."""
    call.rests_on("mapping_set.mappings")
    return Reply(shown(call, named(call, required(call))))


@operation("createMapping")
def create_mapping(call: Call) -> Reply:
    """Add a mapping behind the others. Source: aepp createMappingSetMapping; rule mapping.changed."""
    sent, held = kept_mapping(call.body), required(call)
    mapping = stamp(call, call.emulator.ids.hex(32)) | sent
    change(call, held, checked(call, held, [*held["mappings"], mapping]))
    return Reply(shown(call, mapping))


@operation("putMapping")
def put_mapping(call: Call) -> Reply:
    """Replace all of a mapping but its id and its place. Source: aepp updateMappingSetMapping; rule mapping.changed."""
    sent, held = kept_mapping(call.body), required(call)
    before = named(call, held)
    mapping = next_stamp(call, before) | sent
    mappings = [mapping if each is before else each for each in held["mappings"]]
    change(call, held, checked(call, held, mappings))
    return Reply(shown(call, mapping))


@operation("deleteMapping")
def delete_mapping(call: Call) -> Reply:
    """Take a mapping out of its set. Source: aepp deleteMappingSetMapping; rule mapping.changed."""
    held = required(call)
    gone = named(call, held)
    change(call, held, [each for each in held["mappings"] if each is not gone])
    return Reply(status=204)


def named(call: Call, held: JsonObject) -> JsonObject:
    """The mapping that the path names; raises ServiceError if the set does not have it."""
    id = call.params["MAPPING_ID"]
    for mapping in held["mappings"]:
        if mapping["id"] == id:
            found: JsonObject = mapping
            return found
    why = Explanation("MAPPING_ID", id, "a mapping of the latest version")
    raise MAPPING_UNKNOWN(why, set=held["id"], id=id)


def checked(call: Call, held: JsonObject, mappings: list[JsonObject]) -> list[JsonObject]:
    """The mappings that a set is to have; raises ServiceError that names what is wrong. Rule mapping_set.check."""
    check(call, held | {"mappings": mappings})
    return mappings


def change(call: Call, held: JsonObject, mappings: list[JsonObject]) -> None:
    """Save the next version of a set, which has these mappings and is else as it was. Rule mapping.changed."""
    call.rests_on("mapping.changed")
    save(call, held | next_stamp(call, held) | {"mappings": mappings}, replacing=held)


def shown(call: Call, mapping: JsonObject) -> JsonObject:
    """A mapping as reads show it. Rule mapping.source_type."""
    return shown_mapping(mapping, words=call.published("mapping.source_type"))

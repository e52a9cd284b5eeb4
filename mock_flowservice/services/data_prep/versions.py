"""Where mapping sets lie: the latest version of each on one shelf, what it replaced on another."""

from typing import NamedTuple

from ...call import Call
from ...errors import Explanation
from ...scope import Key
from ...wire import JsonObject
from ..documents import held
from .errors import SET_UNKNOWN, VERSION_UNKNOWN

LATEST, REPLACED = "mapping-sets", "replaced-mapping-sets"


class Found(NamedTuple):
    """A mapping set: the version that was asked for, None if it never was, and the number of the latest."""

    body: JsonObject | None
    latest: int


def find(call: Call, id: str, version: int | None = None) -> Found | None:
    """A version of a mapping set, the latest if none is named; None if there is no such set.

    Takes one look-up, and a second for a version that was replaced. The body is in the spelling kept inside:
    `source`, `destination`, `sourceType` as a media type, `outputSchema.schemaRef`.
    """
    document = held(call, call.key(LATEST, id))
    if document is None:
        return None
    latest = document.body["version"]
    if version is None or version == latest:
        return Found(document.body, latest)
    older = held(call, replaced(call, id, version))
    return Found(older.body if older else None, latest)


def required(call: Call, version: int | None = None) -> JsonObject:
    """The mapping set that the path names, in this version or the latest; raises ServiceError if there is none."""
    id = call.params["MAPPING_SET_ID"]
    found = find(call, id, version)
    if found is None:
        raise SET_UNKNOWN(Explanation("MAPPING_SET_ID", id, "a mapping set of this sandbox"), id=id)
    if found.body is None:
        why = Explanation("version", version, f"0 to {found.latest}")
        raise VERSION_UNKNOWN(why, id=id, version=version, latest=found.latest)
    return found.body


def stamp(call: Call, id: str) -> JsonObject:
    """What a new resource says of itself."""
    return {
        "id": id,
        "version": 0,
        "createdDate": call.now,
        "modifiedDate": call.now,
        "createdBy": call.user,
        "modifiedBy": call.user,
    }


def next_stamp(call: Call, before: JsonObject) -> JsonObject:
    """What the next version of a resource says of itself."""
    return stamp(call, before["id"]) | {
        "version": before["version"] + 1,
        "createdDate": before["createdDate"],
        "createdBy": before["createdBy"],
    }


def save(call: Call, body: JsonObject, replacing: JsonObject | None = None) -> None:
    """Make this the latest version; the one that it replaces stays readable."""
    id, expected, store = body["id"], None, call.emulator.store
    if replacing is not None:
        expected = str(replacing["version"])
        store.put(replaced(call, id, replacing["version"]), replacing, etag=expected, expected=None)
    store.put(call.key(LATEST, id), body, etag=str(body["version"]), expected=expected)


def remove(call: Call, latest: JsonObject) -> None:
    """Take a mapping set away, with all that it replaced."""
    id, version, store = latest["id"], latest["version"], call.emulator.store
    for older in range(version):
        store.delete(replaced(call, id, older), expected=str(older))
    store.delete(call.key(LATEST, id), expected=str(version))


def replaced(call: Call, id: str, version: int) -> Key:
    """The place of a version that is no longer the latest."""
    return call.key(REPLACED, f"{id}.{version}")

"""The registry of connection specs and flow specs: those that Adobe publishes and, over them, a tenant's own.

Source: spec; reference of published sources; the published specs lie in `fixtures/specs`.
"""

from difflib import get_close_matches
from functools import cache

from ...call import Call
from ...data_files import read_json
from ...errors import Explanation
from ...wire import JsonObject
from ..documents import held
from .errors import FLOW_SPEC_UNKNOWN, SPEC_UNKNOWN, SPEC_VERSION_MISSING, SPECS_DISAGREE

DATA_LAKE = "c604ff05-7f1a-43c0-8e18-33bf874cb11c"
MIXPANEL = "fd2c8ff3-1de0-4f6b-8fa8-4264784870eb"
CONNECTION_SPECS, FLOW_SPECS = "connectionSpecs", "flowSpecs"
KINDS = {"connectionSpec": (CONNECTION_SPECS, SPEC_UNKNOWN), "flowSpec": (FLOW_SPECS, FLOW_SPEC_UNKNOWN)}
"""The field that names a spec, its kind, and the error when there is none."""
FILES = {CONNECTION_SPECS: "specs/connection_specs.json", FLOW_SPECS: "specs/flow_specs.json"}


@cache
def published_specs(kind: str) -> dict[str, JsonObject]:
    """The specs of a kind that everybody has, by id."""
    return {spec["id"]: spec for spec in read_json(FILES[kind])}


def find_spec(call: Call, kind: str, id: str) -> JsonObject | None:
    """The spec with an id, the tenant's own before Adobe's; None if there is none. Looked up once in a call."""
    if (kind, id) not in call.known:
        own = held(call, call.key(kind, id))
        call.known[kind, id] = own.body if own else published_specs(kind).get(id)
    found: JsonObject | None = call.known[kind, id]
    return found


def all_specs(call: Call, kind: str) -> list[JsonObject]:
    """Adobe's specs, and behind them what the tenant has added; what it has replaced stands in its old place."""
    own = {document.id: document.body for document in call.emulator.store.scan(call.shelf(kind))}
    return list((published_specs(kind) | own).values())


def find_connection_spec(call: Call, id: str) -> JsonObject | None:
    """The connection spec with an id, None if there is none."""
    return find_spec(call, CONNECTION_SPECS, id)


def connection_spec_of(call: Call, entity: JsonObject) -> JsonObject:
    """The connection spec of a stored entity: specs cannot be deleted, so it is there."""
    spec = find_connection_spec(call, entity["connectionSpec"]["id"])
    assert spec is not None
    return spec


def named_spec(call: Call, field: str, body: JsonObject) -> JsonObject:
    """The spec that a body names, its version included; raises ServiceError.

    Source: destinations spec (unknown id, 422); F 1413-400; rules spec.version and spec.unknown_version.
    """
    (kind, unknown), named = KINDS[field], body[field]
    spec = find_spec(call, kind, named["id"])
    if spec is None:
        nearest = "".join(get_close_matches(named["id"], published_specs(kind), 1))
        raise unknown(Explanation(f"/{field}/id", named["id"], f"the id of one of the {kind}", nearest), id=named["id"])
    if named.get("version") is not None:
        check_version(call, field, named, spec)
    elif kind == CONNECTION_SPECS and call.published("spec.version"):
        raise SPEC_VERSION_MISSING(Explanation(f"/{field}/version", expected=spec["version"]))
    return spec


def check_version(call: Call, field: str, named: JsonObject, spec: JsonObject) -> None:
    """The version that a body names is the spec's; raises ServiceError. Source: rule spec.unknown_version."""
    version = named["version"]
    if version != spec["version"]:
        call.rests_on("spec.unknown_version")
        what = f"The {field} {named['id']} has no version {version!r}, only {spec['version']}."
        raise SPECS_DISAGREE(Explanation(f"/{field}/version", version, spec["version"]), what=what)


def spec_ref(spec: JsonObject) -> JsonObject:
    """A spec as entities name it."""
    return {"id": spec["id"], "version": spec["version"]}


def supports_drafts(spec: JsonObject) -> bool:
    """Whether entities of a spec may be unfinished. Source: doc help/sources/tutorials/api/draft.md."""
    return spec.get("attributes", {}).get("isDraftModeSupported") is True


def target_spec(call: Call, spec_id: str) -> str:
    """The spec that is meant: the tutorial names Mixpanel's where it means the data lake's. Rule target.spec."""
    if spec_id != MIXPANEL:
        return spec_id
    call.rests_on("target.spec")
    return DATA_LAKE

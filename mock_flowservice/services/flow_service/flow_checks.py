"""What a flow must agree with: its spec, its connections, its mapping set, its schedule.

Source: spec; doc help/sources/errors/flow-service-errors.md (F) and sources-errors.md (S), by their codes.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

import jsonschema_rs

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..bodies import check_value, kept
from ..catalog import find_dataset
from ..data_prep import find_mapping_set
from .collection import Collection
from .entities import SOURCE_CONNECTIONS, TARGET_CONNECTIONS
from .errors import (
    DELTA_COLUMN_MISSING,
    DELTA_COLUMN_WITH_ONCE,
    FIELD_MISSING,
    FLOW_SPEC_UNKNOWN,
    IDS_EMPTY,
    IDS_NOT_ONE,
    MAPPING_EMPTY,
    MAPPING_UNKNOWN,
    MAPPING_VERSION,
    REFERENCE_MISSING,
    REFUSALS,
    SCHEMAS_DISAGREE,
    SPECS_DISAGREE,
    STATE_IN_BODY,
    TARGET_SPEC,
)
from .references import known_base
from .schedule import check_reschedule, check_schedule, whole_number
from .specs import DATA_LAKE, flow_specs, spec_ref
from .target_connections import target_spec

FIELDS = (
    "name",
    "description",
    "flowSpec",
    "sourceConnectionIds",
    "targetConnectionIds",
    "transformations",
    "scheduleParams",
    "options",
    "policy",
)


def checked(call: Call, body: JsonObject, before: JsonObject | None) -> JsonObject:
    """The fields of a flow to store; raises ServiceError when they break a rule."""
    if before is None and body.get("state") is not None:
        raise STATE_IN_BODY(Explanation("/state", body["state"], "no state"), state=body["state"])
    spec = flow_spec(body["flowSpec"])
    source = connection(call, SOURCE_CONNECTIONS, "sourceConnectionIds", body)
    target = connection(call, TARGET_CONNECTIONS, "targetConnectionIds", body)
    check_specs(spec, source, target)
    schedule(call, spec, body, before)
    transformations = body.get("transformations") or []
    for params in of_name(transformations, "Mapping"):
        check_mapping(call, params, target)
    check_delta_column(spec, transformations, body.get("scheduleParams") or {})
    inherited = {
        "sourceConnections": [linked(source)],
        "targetConnections": [linked(target)],
        "properties": {"isSourceFlow" if reads_sources(spec) else "isDestinationFlow": True},
    }
    return {**kept(body, FIELDS), "flowSpec": spec_ref(spec), "inheritedAttributes": inherited}


def flow_spec(named: JsonObject) -> JsonObject:
    """The flow spec that a body names; its version defaults to the current one. Source: F 1413-400; tutorial."""
    spec = flow_specs().get(named["id"])
    if spec is None:
        nearest = "".join(get_close_matches(named["id"], flow_specs(), 1))
        why = Explanation("/flowSpec/id", named["id"], "the id of a flow spec", nearest)
        raise FLOW_SPEC_UNKNOWN(why, id=named["id"])
    version = named.get("version")
    if version is not None and version != spec["version"]:
        what = f"Flow spec {named['id']} has no version {version!r}, only {spec['version']}."
        raise SPECS_DISAGREE(Explanation("/flowSpec/version", version, spec["version"]), what=what)
    return spec


def connection(call: Call, collection: Collection, field: str, body: JsonObject) -> JsonObject:
    """The one connection that a list of ids names. Source: S 1320-400, 1321-400; F 1439-400."""
    ids = body.get(field) or []
    if not ids:
        raise IDS_EMPTY(Explanation(f"/{field}", ids, "one id"), field=field)
    if len(ids) > 1:
        raise IDS_NOT_ONE(Explanation(f"/{field}", ids, "one id"), field=field, count=len(ids))
    found = collection.look_up(call, ids[0])
    if found is None:
        why = Explanation(f"/{field}/0", ids[0], f"one of the {collection.name}")
        raise REFERENCE_MISSING(why, field=field, id=ids[0], collection=collection.name)
    if found.get("baseConnectionId"):
        known_base(call, found["baseConnectionId"])  # it may have been deleted since
    return found


def check_specs(spec: JsonObject, source: JsonObject, target: JsonObject) -> None:
    """Both connections are of specs that the flow spec joins. Source: doc sources-sdk update-flow-specs; S 1307-400."""
    source_spec = source["connectionSpec"]["id"]
    if source_spec not in spec["sourceConnectionSpecIds"]:
        what = f"Flow spec {spec['name']} does not read from connection spec {source_spec}."
        raise SPECS_DISAGREE(Explanation("/sourceConnectionIds/0", source_spec, "a source of the flow spec"), what=what)
    allowed = spec["targetConnectionSpecIds"]
    if target_spec(target["connectionSpec"]["id"]) not in allowed:
        id = target["connectionSpec"]["id"]
        raise TARGET_SPEC(
            Explanation("/targetConnectionIds/0", id, f"one of {allowed}"), id=id, allowed=", ".join(allowed)
        )


def schedule(call: Call, spec: JsonObject, body: JsonObject, before: JsonObject | None) -> None:
    """The schedule is there where the flow spec asks for one, and keeps the rules. Source: spec, scheduleSpec."""
    params = body.get("scheduleParams")
    if "scheduleSpec" not in spec:
        return
    if params is None:
        why = Explanation("/scheduleParams", expected="a schedule")
        raise FIELD_MISSING(why, problems="scheduleParams is a required property")
    if not reads_sources(spec):
        check_value(REFUSALS, export_check(spec["id"]), params, "/scheduleParams")
        return
    if before:
        check_reschedule(call, before.get("scheduleParams") or {}, params)
    check_schedule(call, params, new=before is None)


def reads_sources(spec: JsonObject) -> bool:
    """Whether flows of a spec bring data in; those to destinations have schedules of another kind."""
    return DATA_LAKE in spec["targetConnectionSpecIds"]


@cache
def export_check(spec_id: str) -> jsonschema_rs.Draft7Validator:
    """The compiled schema of the schedule of a flow to a destination. Source: destinations spec; aepp."""
    return jsonschema_rs.Draft7Validator(flow_specs()[spec_id]["scheduleSpec"]["spec"])


def of_name(transformations: list[JsonObject], name: str) -> Iterator[JsonObject]:
    """The params of the transformations of one name."""
    return (each.get("params") or {} for each in transformations if each["name"] == name)


def check_mapping(call: Call, params: JsonObject, target: JsonObject) -> None:
    """The mapping set exists in the version asked for and fits the data set. Source: F 1412, 1419, 1425; S 1329."""
    id = params.get("mappingId")
    if not id:
        why = Explanation("/transformations", expected="a mappingId")
        raise MAPPING_EMPTY(why, name="Mapping", param="mappingId")
    sent = params.get("mappingVersion") or 0
    version = whole_number(sent)
    found = find_mapping_set(call, id, version)
    if found is None:
        raise MAPPING_UNKNOWN(Explanation("/transformations", id, "the id of a mapping set"), id=id)
    if found.body is None or version is None:
        why = Explanation("/transformations", sent, f"a version from 0 to {found.latest}")
        raise MAPPING_VERSION(why, id=id, version=sent, latest=found.latest)
    check_schemas(call, found.body, target)


def check_schemas(call: Call, mapping_set: JsonObject, target: JsonObject) -> None:
    """Mapping set and data set are of one schema, as far as both are known. Source: F 1425-400."""
    dataset = find_dataset(call, (target.get("params") or {}).get("dataSetId") or "")
    theirs = (dataset or {}).get("schemaRef")
    ours = mapping_set.get("outputSchema", {}).get("schemaRef")
    if ours and theirs and schema_name(ours) != schema_name(theirs):
        why = Explanation("/transformations", ours, str(theirs))
        raise SCHEMAS_DISAGREE(
            why, mapping=" version ".join(schema_name(ours)), dataset=" version ".join(schema_name(theirs))
        )


def schema_name(ref: JsonObject) -> tuple[str, str]:
    """The id and the major version of a schema reference: `1.0` and `…;version=1` are one version (inferred)."""
    version = str(ref.get("contentType") or "1").rpartition("=")[2]
    return str(ref.get("id")), version.strip().partition(".")[0]


def check_delta_column(spec: JsonObject, transformations: list[JsonObject], params: JsonObject) -> None:
    """The delta column is there where rows are copied repeatedly, and only there. Source: S 1367-400, 1369-400."""
    if not any(each["name"] == "Copy" for each in spec["transformationSpecs"]):
        return
    columns = [params.get("deltaColumn") for params in of_name(transformations, "Copy")]
    once = params.get("frequency") == "once"
    if once and any(columns):
        raise DELTA_COLUMN_WITH_ONCE(Explanation("/transformations", columns, "no deltaColumn"))
    if not once and not any(columns):
        raise DELTA_COLUMN_MISSING(Explanation("/transformations", expected="Copy with a deltaColumn"))


def linked(entity: JsonObject) -> JsonObject:
    """A connection as a flow remembers it. Source: spec, inheritedAttributes."""
    return {
        "id": entity["id"],
        "connectionSpec": entity["connectionSpec"],
        **entity.get("inheritedAttributes", {}),
    }

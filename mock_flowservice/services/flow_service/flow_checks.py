"""What a flow must agree with: its spec, its connections, its mapping set, its schedule.

Source: spec; doc help/sources/errors/flow-service-errors.md (F) and sources-errors.md (S), by their codes.
"""

from collections.abc import Iterator

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from ..catalog import find_dataset
from ..data_prep import find_mapping_set
from .collection import Collection
from .entities import FLOWS, SOURCE_CONNECTIONS, TARGET_CONNECTIONS
from .errors import (
    DELTA_COLUMN_MISSING,
    DELTA_COLUMN_WITH_ONCE,
    FIELD_MISSING,
    IDS_EMPTY,
    IDS_NOT_ONE,
    MAPPING_EMPTY,
    MAPPING_UNKNOWN,
    MAPPING_VERSION,
    POLICY_FIELDS,
    REFERENCE_MISSING,
    SCHEMAS_DISAGREE,
    SPECS_DISAGREE,
    TARGET_SPEC,
)
from .references import known_base
from .schedule import as_meant, check_reschedule, check_schedule, whole_number
from .spec_schemas import check_by_schema
from .specs import DATA_LAKE, named_spec, spec_ref
from .states import check_finished
from .target_connections import target_spec


def checked(call: Call, body: JsonObject, before: JsonObject | None) -> JsonObject:
    """The fields of a flow to store; raises ServiceError when they break a rule. Source: spec; rule flow.inherited."""
    call.rests_on("flow.inherited")
    spec = named_spec(call, "flowSpec", body)
    source = connection(call, SOURCE_CONNECTIONS, "sourceConnectionIds", body)
    target = connection(call, TARGET_CONNECTIONS, "targetConnectionIds", body)
    check_specs(call, spec, source, target)
    schedule(call, spec, body, before)
    check_options(call, spec, body.get("options") or {})
    check_policy(body.get("policy") or {})
    transformations = body.get("transformations") or []
    for params in of_name(transformations, "Mapping"):
        check_mapping(call, params, target)
    check_delta_column(call, spec, body, before)
    inherited = {
        "sourceConnections": [linked(source)],
        "targetConnections": [linked(target)],
        "properties": {"isSourceFlow" if reads_sources(spec) else "isDestinationFlow": True},
    }
    return {**FLOWS.kept(body), "flowSpec": spec_ref(spec), "inheritedAttributes": inherited}


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
    check_finished(f"{field}/0", found)
    if found.get("baseConnectionId"):
        known_base(call, found["baseConnectionId"])  # it may have been deleted since
    return found


def check_specs(call: Call, spec: JsonObject, source: JsonObject, target: JsonObject) -> None:
    """Both connections are of specs that the flow spec joins. Source: doc sources-sdk update-flow-specs; S 1307-400."""
    source_spec = source["connectionSpec"]["id"]
    if source_spec not in spec["sourceConnectionSpecIds"]:
        what = f"Flow spec {spec['name']} does not read from connection spec {source_spec}."
        raise SPECS_DISAGREE(Explanation("/sourceConnectionIds/0", source_spec, "a source of the flow spec"), what=what)
    allowed = spec["targetConnectionSpecIds"]
    if target_spec(call, target["connectionSpec"]["id"]) not in allowed:
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
        call.rests_on("schedule.types")
        schema = spec["scheduleSpec"].get("spec", {})
        check_by_schema(call, schema, as_meant(params, schema), "/scheduleParams")
        return
    if before:
        check_reschedule(call, before.get("scheduleParams") or {}, params)
    check_schedule(call, params, new=before is None)


def check_options(call: Call, spec: JsonObject, options: JsonObject) -> None:
    """The options of a flow are those of its spec. Source: spec, optionSpec; rule flow.options."""
    if options:
        call.rests_on("flow.options")
        check_by_schema(call, spec.get("optionSpec", {}).get("spec", {}), options, "/options")


def check_policy(policy: JsonObject) -> None:
    """The fields of a policy, where there are any, are not none. Source: F 1431-400."""
    if policy.get("fields") == []:
        raise POLICY_FIELDS(Explanation("/policy/fields", [], "a field"))


def reads_sources(spec: JsonObject) -> bool:
    """Whether flows of a spec bring data in; those to destinations have schedules of another kind."""
    return DATA_LAKE in spec["targetConnectionSpecIds"]


def of_name(transformations: list[JsonObject], name: str) -> Iterator[JsonObject]:
    """The params of the transformations of one name."""
    return (each.get("params") or {} for each in transformations if each["name"] == name)


def check_mapping(call: Call, params: JsonObject, target: JsonObject) -> None:
    """The mapping set exists in the version asked for and fits the data set.

    Source: F 1412-400, 1419-400, 1425-400; S 1329-400; rule flow.mapping.
    """
    call.rests_on("flow.mapping")
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
    """Mapping set and data set are of one schema, as far as both are known. Source: F 1425-400; rule flow.mapping."""
    call.rests_on("flow.mapping")
    dataset = find_dataset(call, (target.get("params") or {}).get("dataSetId") or "")
    theirs = (dataset or {}).get("schemaRef")
    ours = mapping_set.get("outputSchema", {}).get("schemaRef")
    if ours and theirs and schema_name(ours) != schema_name(theirs):
        why = Explanation("/transformations", ours, str(theirs))
        raise SCHEMAS_DISAGREE(
            why, mapping=" version ".join(schema_name(ours)), dataset=" version ".join(schema_name(theirs))
        )


def schema_name(ref: JsonObject) -> tuple[str, str]:
    """The id and the major version of a schema reference: `1.0` and `…;version=1` are one. Rule flow.mapping."""
    version = str(ref.get("contentType") or "1").rpartition("=")[2]
    return str(ref.get("id")), version.strip().partition(".")[0]


def check_delta_column(call: Call, spec: JsonObject, flow: JsonObject, before: JsonObject | None) -> None:
    """The delta column is there where rows are copied repeatedly, and only there, but for one that a run put there.

    Source: S 1367-400, 1369-400; doc help/sources/tutorials/api/on-demand-ingestion.md; rule run.delta_column.
    """
    if not any(each.get("name") == "Copy" for each in spec["transformationSpecs"]):
        return
    columns = delta_columns(flow)
    of_runs = delta_columns(before) if before and runs_once(before) else []
    if of_runs:
        call.rests_on("run.delta_column")
    if runs_once(flow) and any(column not in of_runs for column in columns):
        raise DELTA_COLUMN_WITH_ONCE(Explanation("/transformations", columns, "no deltaColumn"))
    if not runs_once(flow) and not columns:
        raise DELTA_COLUMN_MISSING(Explanation("/transformations", expected="Copy with a deltaColumn"))


def delta_columns(flow: JsonObject) -> list[JsonObject]:
    """The delta columns that the Copy transformations of a flow name."""
    copies = of_name(flow.get("transformations") or [], "Copy")
    return [params["deltaColumn"] for params in copies if params.get("deltaColumn")]


def runs_once(flow: JsonObject) -> bool:
    """Whether a flow runs once, or on demand."""
    return (flow.get("scheduleParams") or {}).get("frequency") == "once"


def linked(entity: JsonObject) -> JsonObject:
    """A connection as a flow remembers it. Source: spec, inheritedAttributes."""
    return {
        "id": entity["id"],
        "connectionSpec": entity["connectionSpec"],
        **entity.get("inheritedAttributes", {}),
    }

"""What a flow must agree with: its spec, its connections, its mapping set, its schedule.

Source: spec; doc help/sources/errors/flow-service-errors.md (F) and sources-errors.md (S), by their codes.
"""

from ...call import Call
from ...errors import Explanation
from ...wire import JsonObject
from .collection import Collection
from .entities import FLOWS, SOURCE_CONNECTIONS, TARGET_CONNECTIONS
from .errors import (
    FIELD_MISSING,
    IDS_EMPTY,
    IDS_NOT_ONE,
    POLICY_FIELDS,
    REFERENCE_MISSING,
    SPECS_DISAGREE,
    TARGET_SPEC,
)
from .references import known_base
from .schedule import as_meant, check_reschedule, check_schedule
from .spec_schemas import check_by_schema
from .specs import DATA_LAKE, named_spec, spec_ref, target_spec
from .states import check_finished
from .transformations import check_delta_column, check_mapping, of_name


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


def linked(entity: JsonObject) -> JsonObject:
    """A connection as a flow remembers it. Source: spec, inheritedAttributes."""
    return {
        "id": entity["id"],
        "connectionSpec": entity["connectionSpec"],
        **entity.get("inheritedAttributes", {}),
    }

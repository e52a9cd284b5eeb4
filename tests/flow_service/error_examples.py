"""One way to each error of Flow Service: the name of its row, and what to ask for it."""

from collections.abc import Callable
from typing import Any

from tests.bodies import (
    AZURE_BLOB,
    CRM_FLOW,
    MYSQL,
    PENDO,
    UNKNOWN,
    connection_body,
    copy,
    flow_body,
    mapping,
    source_body,
    spec_ref,
    step,
    target_body,
)
from tests.flow_service.in_process import Platform
from tests.replies import Answer, Ref

Way = Callable[[Platform], Answer]


def exploring_in_vain(platform: Platform) -> Answer:
    """Explore through a connection whose password does not work."""
    auth = {"specName": "Basic Authentication", "params": {"username": "u", "password": "invalid"}}
    made = platform.given_connection(auth=auth)
    return platform.ask("GET", f"/connections/{made.id}/explore?objectType=rest")


def listing(**query: Any) -> Way:
    return lambda platform: platform.page("flows", **query)


def where(condition: str) -> Way:
    return listing(property=condition)


def connecting(**fields: Any) -> Way:
    return lambda platform: platform.create("connections", connection_body(**fields))


def reading(spec_id: str, **fields: Any) -> Way:
    """Create a source connection behind a base connection of its spec."""

    def ask(platform: Platform) -> Answer:
        base = {"baseConnectionId": platform.given_connection(spec_id).id}
        return platform.create("sourceConnections", source_body(spec_id, **base | fields))

    return ask


def writing(**fields: Any) -> Way:
    return lambda platform: platform.create("targetConnections", target_body(**fields))


def flowing(source: str = "", **fields: Any) -> Way:
    """Create a flow, from a source of some spec."""

    def ask(platform: Platform) -> Answer:
        ends = (platform.given_source(source) if source else platform.given_source()).id, platform.given_target().id
        return platform.create("flows", flow_body(*ends, **fields))

    return ask


def timed(**fields: Any) -> Way:
    """Create a flow with another schedule."""
    return flowing(scheduleParams={"startTime": 4102444800, "frequency": "hour", "interval": 15} | fields)


def once(**fields: Any) -> Way:
    """Create a flow that runs once."""
    return flowing(scheduleParams={"startTime": 4102444800, "frequency": "once"} | fields)


def copying(frequency: str, *transformations: Any) -> Way:
    """Create a flow from a table."""
    schedule = {"startTime": 4102444800, "frequency": frequency}
    schedule |= {"interval": 15} if frequency != "once" else {}
    rest = {"flowSpec": spec_ref(CRM_FLOW), "transformations": list(transformations), "scheduleParams": schedule}
    return flowing(MYSQL, **rest)


def changing(*steps: Any, kind: str = "flows") -> Way:
    return lambda platform: platform.patch(kind, platform.given(kind), *steps)


def started(*steps: Any) -> Way:
    """Change a flow whose start has passed."""

    def ask(platform: Platform) -> Answer:
        schedule = {"startTime": 1625040887, "frequency": "hour", "interval": 15}
        return platform.patch("flows", platform.given_flow(scheduleParams=schedule), *steps)

    return ask


def exploring(query: str, spec_id: str = "") -> Way:
    def ask(platform: Platform) -> Answer:
        made = platform.given_connection(spec_id) if spec_id else platform.given_connection()
        return platform.ask("GET", f"/connections/{made.id}/explore?{query}")

    return ask


def in_sandbox(**headers: Any) -> Way:
    return lambda platform: platform.ask("GET", "/flows", headers=headers)


def deleting_what_a_flow_uses(kind: str) -> Way:
    def ask(platform: Platform) -> Answer:
        platform.given_flow()
        return platform.delete(kind, platform.all(kind)[0]["id"])

    return ask


def disagreeing(platform: Platform) -> Answer:
    """A mapping set for one schema, a data set of another."""
    ours, theirs = ({"id": f"https://ns.adobe.com/acme/schemas/{name}", "contentType": "…;version=1"} for name in "ab")
    transformation = mapping(platform.given_mapping_set(outputSchema={"schemaRef": ours}))
    target = platform.given_target(params={"dataSetId": platform.given_dataset(schemaRef=theirs)}).id
    return platform.create("flows", flow_body(platform.given_source().id, target, transformations=[transformation]))


def unversioned_mapping(platform: Platform) -> Answer:
    return flowing(transformations=[mapping(platform.given_mapping_set(), 7)])(platform)


def empty(platform: Platform) -> Answer:
    return platform.ask("POST", "/flows", data=b"null", headers={"Content-Type": "application/json"})


def unmatched(platform: Platform) -> Answer:
    return platform.ask("PATCH", f"/flows/{platform.given_flow().id}", [step("replace", "/name", "x")])


def stale(platform: Platform) -> Answer:
    return platform.patch("flows", Ref(platform.given_flow().id, '"old"'), step("replace", "/name", "x"))


EXAMPLES: dict[str, Way] = {
    "NOT_FOUND": lambda platform: platform.ask("GET", f"/flows/{UNKNOWN}"),
    "STALE": stale,
    "SPEC_UNKNOWN": connecting(connectionSpec=spec_ref(UNKNOWN)),
    "SPEC_VERSION_MISSING": connecting(connectionSpec={"id": MYSQL}),
    "LIMIT_AND_COUNT": listing(limit=1, count="true"),
    "IF_MATCH_MISSING": unmatched,
    "BODY_MISSING": empty,
    "STATE_IN_BODY": flowing(state="enabled"),
    "MAPPING_VERSION": unversioned_mapping,
    "FLOW_SPEC_UNKNOWN": flowing(flowSpec=spec_ref(UNKNOWN)),
    "SPECS_DISAGREE": flowing(MYSQL),
    "SPEC_IMMUTABLE": changing(step("remove", "/connectionSpec"), kind="connections"),
    "AUTH_SPEC_UNKNOWN": connecting(auth={"specName": "nothing"}),
    "CONNECTION_IN_USE": deleting_what_a_flow_uses("connections"),
    "MAPPING_UNKNOWN": flowing(transformations=[mapping(UNKNOWN)]),
    "SCHEMAS_DISAGREE": disagreeing,
    "ORDER_PREFIX": listing(orderby="!name"),
    "ORDER_FIELD": listing(orderby="#id"),
    "PATCH_OPERATION": changing(step("move", "/name")),
    "REFERENCE_MISSING": flowing(sourceConnectionIds=[UNKNOWN]),
    "OPERATOR_NOT_BUILT": where("name~x"),
    "OPERATOR_WITH_LIST": where("createdAt>1,2"),
    "IN_USE": deleting_what_a_flow_uses("sourceConnections"),
    "OPERATOR_FOR_FIELD": where("id>=1"),
    "FILTER_FIELD": where("nothing==1"),
    "OPERATOR_UNKNOWN": where("name!>1"),
    "PARAMETER_UNKNOWN": listing(colour="red"),
    "FILTER_VALUE": where("createdAt==1,2"),
    "FILTER_VALUE_MISSING": where("createdAt=="),
    "PATCH_INVALID": changing(step("replace", "/description", "none yet")),
    "SANDBOX_UNKNOWN": in_sandbox(x_sandbox_name="no such one"),
    "SANDBOX_MISSING": in_sandbox(x_sandbox_name=None),
    "SANDBOX_ID_GIVEN": in_sandbox(x_sandbox_id="some"),
    "SANDBOX_WILDCARD": in_sandbox(x_sandbox_name="*"),
    "FIELD_MISSING": lambda platform: platform.create("flows", {}),
    "TARGET_SPEC": writing(connectionSpec=spec_ref(MYSQL)),
    "FIELD_INVALID": connecting(name=5),
    "SCHEDULE_EMPTY": flowing(scheduleParams={}),
    "IDS_EMPTY": flowing(sourceConnectionIds=[]),
    "IDS_NOT_ONE": flowing(targetConnectionIds=[UNKNOWN, UNKNOWN]),
    "DATASET_MISSING": writing(params={}),
    "FORMAT_UNKNOWN": reading(MYSQL, data={"format": "xml"}),
    "MAPPING_EMPTY": flowing(transformations=[{"name": "Mapping"}]),
    "DELIMITER": reading(AZURE_BLOB, data={"format": "delimited", "columnDelimiter": ";;"}),
    "BASE_NOT_ALLOWED": reading(PENDO),
    "EXPLORE_NOT_SUPPORTED": exploring("objectType=rest", PENDO),
    "PARAMETER_EMPTY": exploring("objectType=rest&object="),
    "TIME_UNREADABLE": timed(startTime="soon"),
    "OBJECT_TYPE": exploring("objectType=table"),
    "PARAM_MISSING": exploring(""),
    "START_PAST": timed(startTime=1625040887),
    "INTERVAL_WITH_ONCE": once(interval=15),
    "INTERVAL_TOO_SMALL": timed(interval=0),
    "BACKFILL_WITH_ONCE": once(backfill=True),
    "PATCH_PATH": changing(step("replace", "/state", "disabled")),
    "START_PASSED": started(step("replace", "/scheduleParams/startTime", 4102444800)),
    "DELTA_COLUMN_MISSING": copying("hour"),
    "DELTA_COLUMN_WITH_ONCE": copying("once", copy()),
    "BASE64": exploring("objectType=rest&sourceParams=!"),
    "FREQUENCY_UNKNOWN": timed(frequency="month"),
    "NUMBER_TOO_SMALL": listing(limit=0),
    "ONCE_AFTER_START": started(step("replace", "/scheduleParams/frequency", "once")),
    "BACKFILL_AFTER_START": started(step("add", "/scheduleParams/backfill", False)),
    "QUERY_INVALID": listing(count="perhaps"),
    "SOURCE_REFUSES": exploring_in_vain,
    "TOKEN_UNREADABLE": listing(continuationToken="forged"),
}

PUBLISHED = {
    "SPEC_VERSION_MISSING": "spec.version",
    "PARAMETER_UNKNOWN": "list.unknown_parameter",
    "SANDBOX_MISSING": "header.sandbox",
    "SANDBOX_ID_GIVEN": "header.sandbox_id",
    "START_PAST": "schedule.start",
    "INTERVAL_WITH_ONCE": "schedule.interval",
    "BACKFILL_WITH_ONCE": "schedule.interval",
}
"""The rule that must be set to `published` for an error to be possible at all."""

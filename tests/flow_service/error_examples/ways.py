"""Ways to come to an error of Flow Service."""

from collections.abc import Callable
from typing import Any

from tests.bodies import (
    CRM_FLOW,
    MYSQL,
    ONCE,
    connection_body,
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
    return flowing(scheduleParams=ONCE | fields)


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


def mistyped(platform: Platform) -> Answer:
    return platform.ask("POST", "/flows", data=b"{}", headers={"Content-Type": "text/plain"})


def unmatched(platform: Platform) -> Answer:
    return platform.ask("PATCH", f"/flows/{platform.given_flow().id}", [step("replace", "/name", "x")])


def stale(platform: Platform) -> Answer:
    return platform.patch("flows", Ref(platform.given_flow().id, '"old"'), step("replace", "/name", "x"))

"""Examples of the rules for entities and for the shape of answers."""

from collections.abc import Callable

from tests.bodies import MIXPANEL, MYSQL, UNKNOWN, connection_body, flow_body, source_body, step, target_body
from tests.flow_service.in_process import Platform
from tests.replies import Answer, Ref

from ..example import Example
from .ways import always, turned

QUARTER = {"startTime": 4102444800, "frequency": "hour", "interval": 1}
PAST = {"startTime": 1625040887, "frequency": "minute", "interval": 15}


def flow_with(schedule: dict[str, object]) -> Callable[[Platform], Answer]:
    """Create a flow with this schedule."""

    def ask(platform: Platform) -> Answer:
        body = flow_body(platform.given_source().id, platform.given_target().id, scheduleParams=schedule)
        return platform.create("flows", body)

    return ask


def of_two_specs(platform: Platform) -> Answer:
    base = platform.given_connection(MYSQL).id
    return platform.create("sourceConnections", source_body(baseConnectionId=base))


def into_mixpanel(platform: Platform) -> Answer:
    params = {"dataSetId": platform.given_dataset()}
    return platform.create("targetConnections", target_body(MIXPANEL, params=params))


def explored(query: str) -> Callable[[Platform], Answer]:
    """Explore a connection with this query."""
    return lambda platform: platform.ask("GET", f"/connections/{platform.given_connection().id}/explore?{query}")


def unversioned(platform: Platform) -> Answer:
    return platform.create("connections", connection_body(connectionSpec={"id": MIXPANEL}))


def looking_up(platform: Platform) -> Answer:
    return platform.ask("GET", f"/connections/{platform.given_connection().id}")


def testing(platform: Platform) -> Answer:
    return platform.ask("GET", f"/connections/{platform.given_connection().id}/test")


def on_nothing(platform: Platform) -> Answer:
    return platform.create("sourceConnections", source_body(baseConnectionId=UNKNOWN))


def of_specs_apart(platform: Platform) -> Answer:
    return platform.create("flows", flow_body(platform.given_source(MYSQL).id, platform.given_target().id))


def deleting_what_is_used(platform: Platform) -> Answer:
    source = platform.given_source().id
    platform.given_flow(source)
    return platform.delete("sourceConnections", source)


def without_data(platform: Platform) -> Answer:
    return platform.create("targetConnections", target_body(data={}, params={"dataSetId": platform.given_dataset()}))


def without_a_name(platform: Platform) -> Answer:
    body = source_body(baseConnectionId=platform.given_connection().id)
    return platform.create("sourceConnections", {name: value for name, value in body.items() if name != "name"})


def in_no_format_of_rest(platform: Platform) -> Answer:
    body = source_body(baseConnectionId=platform.given_connection().id, data={"format": "parquet"})
    return platform.create("sourceConnections", body)


def with_any_etag(platform: Platform) -> Answer:
    made = platform.given_connection()
    return platform.patch("connections", Ref(made.id, "*"), step("replace", "/name", "x"))


def with_options(platform: Platform) -> Answer:
    body = flow_body(platform.given_source().id, platform.given_target().id, options={"partialIngestionPercent": 0})
    return platform.create("flows", body)


def renaming(kind: str, op: str = "replace", path: str = "/name") -> Callable[[Platform], Answer]:
    """Change an entity of a kind."""
    return lambda platform: platform.patch(kind, platform.given(kind), step(op, path, "x"))


EXAMPLES: dict[str, Example] = {
    "error.envelope": turned(lambda platform: platform.ask("GET", "/flows/nobody"), "1101-404", "1101-404 problem"),
    "etag.form": turned(lambda platform: platform.create("connections", connection_body()), "201", "201 structured"),
    "spec.version": turned(unversioned, "201", "1413-422"),
    "schedule.interval": turned(flow_with(QUARTER), "1362-400", "201"),
    "schedule.start": turned(flow_with(PAST), "201", "1360-400"),
    "target.spec": turned(into_mixpanel, "201", "1307-400"),
    "target.dataset": turned(lambda platform: platform.create("targetConnections", target_body()), "201", "1325-400"),
    "explore.source_params": turned(explored("objectType=rest&sourceParams=e30"), "200", "1359-400"),
    "explore.object": turned(explored("objectType=rest&object=events"), "200", "1312-400"),
    "base.spec": turned(of_two_specs, "201", "1413-400"),
    "connection.auth": always(lambda platform: platform.create("connections", connection_body(auth=None)), "1304-400"),
    "connection.secrets": always(looking_up),
    "connection.test": always(testing),
    "reference.unknown": always(on_nothing, "1439-400"),
    "reference.specs": always(of_specs_apart, "1413-400"),
    "reference.in_use": always(deleting_what_is_used, "1447-400"),
    "flow.options": always(with_options, "1312-400"),
    "target.data": always(without_data, "1304-400"),
    "body.codes": always(lambda platform: platform.create("connections", {}), "1304-400"),
    "query.codes": always(lambda platform: platform.page("flows", count="perhaps"), "1312-400"),
    "create.fields": always(without_a_name, "1304-400"),
    "create.location": always(lambda platform: platform.create("connections", connection_body()), "201"),
    "source.data": always(in_no_format_of_rest, "1327-400"),
    "patch.answer": turned(renaming("sourceConnections"), "200", "200 listed"),
    "patch.dialect": always(renaming("flows", "REPLACE")),
    "etag.match": always(with_any_etag, "1404-412"),
    "patch.order": always(renaming("flows")),
    "patch.paths": always(renaming("flows", path="/state"), "1365-400"),
    "delete.status": turned(lambda platform: platform.delete("flows", platform.given_flow().id), "204", "202"),
}

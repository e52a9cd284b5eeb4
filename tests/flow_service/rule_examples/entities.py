"""Examples of the rules for entities and for the shape of answers."""

from collections.abc import Callable

from tests.bodies import MIXPANEL, MYSQL, connection_body, flow_body, source_body, target_body
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Example

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


EXAMPLES: dict[str, Example] = {
    "error.envelope": (lambda platform: platform.ask("GET", "/flows/nobody"), "1101-404", "1101-404 problem"),
    "etag.form": (lambda platform: platform.create("connections", connection_body()), "201", "201 structured"),
    "spec.version": (unversioned, "201", "1413-422"),
    "schedule.interval": (flow_with(QUARTER), "1362-400", "201"),
    "schedule.start": (flow_with(PAST), "201", "1360-400"),
    "target.spec": (into_mixpanel, "201", "1307-400"),
    "target.dataset": (lambda platform: platform.create("targetConnections", target_body()), "201", "1325-400"),
    "explore.source_params": (explored("objectType=rest&sourceParams=e30"), "200", "1359-400"),
    "explore.object": (explored("objectType=rest&object=events"), "200", "1312-400"),
    "base.spec": (of_two_specs, "201", "1413-400"),
    "list.limit": (lambda platform: platform.page("flows", limit=101), "200", "1394-400"),
    "list.unknown_parameter": (lambda platform: platform.page("flows", colour="red"), "200", "1451-400"),
}

"""Examples of the rules for the spec operations."""

from tests.bodies import MIXPANEL, PROVIDER, connection_body
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example
from .ways import always, turned

OWN = {"name": "acme", "providerId": PROVIDER}


def creating(platform: Platform) -> Answer:
    return platform.create("connectionSpecs", OWN)


def referring(platform: Platform) -> Answer:
    return platform.create("flowSpecs", OWN | {"scheduleSpec": {"spec": {"$ref": "#"}}})


def boundless(platform: Platform) -> Answer:
    return platform.create("flowSpecs", OWN | {"optionSpec": {"spec": {"title": "a" * 33_000}}})


def of_another_version(platform: Platform) -> Answer:
    return platform.create("connections", connection_body(connectionSpec={"id": MIXPANEL, "version": "2.0"}))


EXAMPLES: dict[str, Example] = {
    "spec.unprinted": always(lambda platform: platform.page("connectionSpecs")),
    "spec.fields": always(lambda platform: platform.page("flowSpecs")),
    "spec.writer": turned(creating, "201", "1426-400"),
    "spec.schemas": always(referring, "1312-400"),
    "spec.bounds": always(boundless, "1312-400"),
    "spec.unknown_version": always(of_another_version, "1413-400"),
}

"""Examples of the rules for the spec operations."""

from tests.bodies import MIXPANEL, connection_body
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Example

OWN = {"name": "acme", "providerId": "0ed90a81-07f4-4586-8190-b40eccef1c5a"}


def creating(platform: Platform) -> Answer:
    return platform.create("connectionSpecs", OWN)


def referring(platform: Platform) -> Answer:
    return platform.create("flowSpecs", OWN | {"scheduleSpec": {"spec": {"$ref": "#"}}})


def boundless(platform: Platform) -> Answer:
    return platform.create("flowSpecs", OWN | {"optionSpec": {"spec": {"title": "a" * 33_000}}})


def of_another_version(platform: Platform) -> Answer:
    return platform.create("connections", connection_body(connectionSpec={"id": MIXPANEL, "version": "2.0"}))


EXAMPLES: dict[str, Example] = {
    "spec.unprinted": (lambda platform: platform.page("connectionSpecs"), "200", "200"),
    "spec.fields": (lambda platform: platform.page("flowSpecs"), "200", "200"),
    "spec.writer": (creating, "201", "1426-400"),
    "spec.schemas": (referring, "1312-400", "1312-400"),
    "spec.bounds": (boundless, "1312-400", "1312-400"),
    "spec.unknown_version": (of_another_version, "1413-400", "1413-400"),
}

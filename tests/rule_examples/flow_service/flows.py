"""Examples of the rules for flows."""

from collections.abc import Callable
from typing import Any

from tests.bodies import flow_body, mapping
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example
from .ways import always


def creating(**fields: Any) -> Callable[[Platform], Answer]:
    """Create a flow with these fields."""

    def ask(platform: Platform) -> Answer:
        return platform.create("flows", flow_body(platform.given_source().id, platform.given_target().id, **fields))

    return ask


def scheduled(**params: Any) -> Callable[[Platform], Answer]:
    """Create a flow with this schedule."""
    return creating(scheduleParams={"startTime": "4102444800"} | params)


def mapped(platform: Platform) -> Answer:
    """Create a flow whose mapping has a version in digits."""
    return creating(transformations=[mapping(platform.given_mapping_set(), "0")])(platform)


def reading(platform: Platform) -> Answer:
    return platform.ask("GET", f"/flows/{platform.given_flow().id}")


EXAMPLES: dict[str, Example] = {
    "schedule.types": always(scheduled(frequency="minute", interval=10**15), "1312-400"),
    "schedule.required": always(scheduled(interval=15), "1359-400"),
    "flow.mapping": always(mapped, "201"),
    "flow.runs": always(reading),
    "flow.last_operation": always(creating(), "201"),
    "flow.inherited": always(creating(), "201"),
    "flow.deletion": always(lambda platform: platform.delete("flows", platform.given_flow().id), "204"),
}

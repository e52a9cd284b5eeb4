"""The errors of the spec operations."""

from tests.bodies import PROVIDER
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Way

OWN = {"name": "acme", "providerId": PROVIDER}


def creating(platform: Platform) -> Answer:
    return platform.create("connectionSpecs", OWN)


def unusable(platform: Platform) -> Answer:
    return platform.create("flowSpecs", OWN | {"scheduleSpec": {"spec": {"type": "nothing"}}})


EXAMPLES: dict[str, Way] = {"SPEC_NOT_FOR_USERS": creating, "SPEC_INVALID": unusable}

PUBLISHED: dict[str, str] = {"SPEC_NOT_FOR_USERS": "spec.writer"}

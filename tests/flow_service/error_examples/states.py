"""The errors of states, actions and drafts."""

from mock_flowservice import create_app
from mock_flowservice.emulator import Emulator
from mock_flowservice.settings import Settings
from tests.bodies import FILE_STORAGE, MYSQL, connection_body, source_body, spec_ref
from tests.flow_service.drafting import draft
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Way


def acting(query: str, body: object = None) -> Way:
    return lambda platform: platform.ask("POST", f"/flows/{platform.given_flow().id}/action?{query}", body)


def on_a_draft(platform: Platform) -> Answer:
    base = draft(platform, "connections").ref.id
    return platform.create("sourceConnections", source_body(FILE_STORAGE, baseConnectionId=base))


def too_early(platform: Platform) -> Answer:
    """Delete a connection that is still initializing, under the same rules."""
    rules = platform.app.test_client().get("/_mock/rules").json
    assert rules
    single = {rule["id"]: rule["value"] for rule in rules["rules"]}
    slow = Platform(create_app(Emulator(Settings(seed=1, initializing=60, rules=single))))
    return slow.delete("connections", slow.given_connection().id)


EXAMPLES: dict[str, Way] = {
    "ACTION_OF_PROVIDERS": acting("op=finalize"),
    "INITIALIZING_FIXED": too_early,
    "ACTION_STATE": acting("op=publish"),
    "DRAFT_DEPENDENCY": on_a_draft,
    "SUB_OPERATION_UNKNOWN": acting("op=finalize&subOp=dance"),
    "SUB_OPERATION": acting("op=enable&subOp=PROGRESS"),
    "STATUS_UNKNOWN": acting("op=enable", {"status": {"value": "GREAT"}}),
    "DRAFT_NOT_SUPPORTED": lambda platform: draft(platform, "connections", connectionSpec=spec_ref(MYSQL)),
    "MODE_UNKNOWN": lambda platform: platform.ask("POST", "/connections?mode=final", connection_body()),
    "ACTION_UNKNOWN": acting("op=explode"),
}

PUBLISHED: dict[str, str] = {}

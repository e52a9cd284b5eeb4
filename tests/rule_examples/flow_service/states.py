"""Examples of the rules for states, actions and drafts."""

from tests.bodies import FILE_STORAGE, MYSQL, source_body, spec_ref
from tests.flow_service.drafting import chain, draft
from tests.flow_service.error_examples.states import acting, too_early
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from ..example import Example
from .ways import always, turned


def deleting_what_a_draft_names(platform: Platform) -> Answer:
    refs = chain(platform)
    return platform.delete("sourceConnections", refs["sourceConnections"].id)


def on_a_draft(platform: Platform) -> Answer:
    base = draft(platform, "connections").ref.id
    return platform.create("sourceConnections", source_body(FILE_STORAGE, baseConnectionId=base))


def published_again_with_an_old_etag(platform: Platform) -> Answer:
    """Publish what is published, with an etag that is not the current one: the etag is looked at first."""
    made = platform.given_flow()
    return platform.ask("POST", f"/flows/{made.id}/action?op=publish", headers={"If-Match": '"old"'})


EXAMPLES: dict[str, Example] = {
    "state.initializing": always(too_early, "1417-400"),
    "draft.support": always(lambda p: draft(p, "connections", connectionSpec=spec_ref(MYSQL)), "1368-400"),
    "draft.state": always(lambda p: draft(p, "connections"), "201"),
    "draft.checks": always(lambda p: draft(p, "connections"), "201"),
    "draft.dependency": always(on_a_draft, "1422-400"),
    "draft.references": always(deleting_what_a_draft_names, "204"),
    "action.spelling": always(acting(""), "1359-400"),
    "action.order": always(published_again_with_an_old_etag, "1404-412"),
    "action.answer": always(acting("op=disable")),
    "action.repeated": turned(acting("op=enable"), "200", "1422-400"),
    "action.states": always(acting("op=publish"), "1422-400"),
}

"""Examples of the rules for states, actions and drafts."""

from tests.bodies import FILE_STORAGE, MYSQL, source_body, spec_ref
from tests.flow_service.drafting import chain, draft
from tests.flow_service.error_examples.states import acting, too_early
from tests.flow_service.in_process import Platform
from tests.replies import Answer

from .ways import Example


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
    "state.initializing": (too_early, "1417-400", "1417-400"),
    "draft.support": (lambda p: draft(p, "connections", connectionSpec=spec_ref(MYSQL)), "1368-400", "1368-400"),
    "draft.state": (lambda p: draft(p, "connections"), "201", "201"),
    "draft.checks": (lambda p: draft(p, "connections"), "201", "201"),
    "draft.dependency": (on_a_draft, "1422-400", "1422-400"),
    "draft.references": (deleting_what_a_draft_names, "204", "204"),
    "action.spelling": (acting(""), "1359-400", "1359-400"),
    "action.order": (published_again_with_an_old_etag, "1404-412", "1404-412"),
    "action.answer": (acting("op=disable"), "200", "200"),
    "action.repeated": (acting("op=enable"), "200", "1422-400"),
    "action.states": (acting("op=publish"), "1422-400", "1422-400"),
}
